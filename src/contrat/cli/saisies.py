"""Les arguments et les options que plusieurs commandes ont en commun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from contrat.calculs.argent.faits import FaitBudgetaire

_NOM_D_ACTION = typer.Argument(metavar="ACTION", help="Identifiant de la fiche, ou son numéro, comme 3.1")
ActionVisee = Annotated[str, _NOM_D_ACTION]
ActionPeutEtre = Annotated[str | None, _NOM_D_ACTION]
MenageVise = Annotated[str, typer.Argument(metavar="MENAGE", help="Identifiant du ménage, comme M-0001")]
LigneVisee = Annotated[str, typer.Argument(metavar="LIGNE", help="Libellé de la dépense, ou son rang dans la fiche")]
Euros = Annotated[str | None, typer.Option("--montant", metavar="EUROS", help="Montant, comme 12840 ou 12840.50")]
Jour = Annotated[str | None, typer.Option("--date", metavar="JOUR", help="Jour du fait ; sinon, aujourd'hui")]
Quand = Annotated[str | None, typer.Option("--date", metavar="DATE", help="Quand ; sinon, aujourd'hui")]
Motif = Annotated[str | None, typer.Option("--motif", metavar="TEXTE", help="Pourquoi, sans nommer personne")]
SourceCitee = Annotated[
    str | None, typer.Option("--source", metavar="SOURCE", help="Source à citer ; sinon, celle du contrat")
]
Essai = Annotated[bool, typer.Option("--essai", help="Dire ce qui serait fait, sans rien écrire")]
Reference = Annotated[
    str | None, typer.Option("--reference", metavar="TEXTE", help="Numéro de l'acte, du mandat ou du titre")
]
Exercice = Annotated[
    str | None, typer.Option("--exercice", metavar="ANNEE", help="Exercice de la ligne, quand il y en a plusieurs")
]
CompteEn = Annotated[
    str | None, typer.Option("--compte-en", metavar="ANNEE", help="Exercice de la somme ; sinon, l'année du jour")
]


def lire_fait(
    jour: str | None, montant: str | None, reference: str | None, compte_en: str | None, est_le_solde: bool = False
) -> FaitBudgetaire:
    """Le fait que disent ces options ; lève `ErreurUsage` pour un jour à venir, un texte vide ou illisible."""
    from contrat.calculs.argent.faits import FaitBudgetaire
    from contrat.cli.lectures import lire_annee, lire_euros, lire_jour_echu

    return FaitBudgetaire(
        jour=lire_jour_echu("--date", jour),
        montant=None if montant is None else lire_euros("--montant", montant),
        reference=reference,
        exercice=None if compte_en is None else lire_annee("--compte-en", compte_en),
        est_le_solde=est_le_solde,
    )

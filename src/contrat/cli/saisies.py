"""Les arguments et les options que plusieurs commandes ont en commun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.parametres import argument, option

if TYPE_CHECKING:
    from contrat.calculs.argent.fait import FaitBudgetaire

_NOM_D_ACTION = argument("ACTION", "Identifiant de la fiche, ou son numéro, comme 3.1")
ActionVisee = Annotated[str, _NOM_D_ACTION]
ActionPeutEtre = Annotated[str | None, _NOM_D_ACTION]
MenageVise = Annotated[str, argument("MENAGE", "Identifiant du ménage, comme M-0001, ou son fichier")]
LigneVisee = Annotated[str, argument("LIGNE", "Libellé de la dépense, ou son rang dans la fiche")]
Euros = Annotated[str | None, option("--montant", "EUROS", "Montant, comme 12840 ou 12840.50")]
Jour = Annotated[str | None, option("--date", "JOUR", "Jour du fait ; sinon, aujourd'hui")]
Quand = Annotated[str | None, option("--date", "DATE", "Quand ; sinon, aujourd'hui")]
Motif = Annotated[str | None, option("--motif", "TEXTE", "Pourquoi, sans nommer personne")]
SourceCitee = Annotated[str | None, option("--source", "SOURCE", "Source à citer ; sinon, celle du contrat")]
Essai = Annotated[bool, typer.Option("--essai", help="Dire ce qui serait fait, sans rien écrire")]
Reference = Annotated[str | None, option("--reference", "TEXTE", "Numéro de l'acte, du mandat ou du titre")]
Exercice = Annotated[str | None, option("--exercice", "ANNEE", "Exercice de la ligne, quand il y en a plusieurs")]
CompteEn = Annotated[str | None, option("--compte-en", "ANNEE", "Exercice de la somme ; sinon, l'année du jour")]


def lire_fait(
    jour: str | None, montant: str | None, reference: str | None, compte_en: str | None, est_le_solde: bool = False
) -> FaitBudgetaire:
    """Le fait que disent ces options ; lève `ErreurUsage` pour un jour à venir, un texte vide ou illisible."""
    from contrat.calculs.argent.fait import FaitBudgetaire
    from contrat.cli.lectures import lire_annee, lire_euros, lire_jour_echu

    return FaitBudgetaire(
        jour=lire_jour_echu("--date", jour),
        montant=None if montant is None else lire_euros("--montant", montant),
        reference=reference,
        exercice=None if compte_en is None else lire_annee("--compte-en", compte_en),
        est_le_solde=est_le_solde,
    )

"""La commande `contrat financement` : le plan de financement d'une action."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import ActionVisee, CompteEn, Euros, Exercice, Jour, Reference
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def financement(
    action: ActionVisee,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer le plan de financement d'une action : équilibre, taux, acquis et sollicité, règles datées."""
    from contrat.calculs.argent.examen import examiner_plan
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.designation import reconnaitre_action
    from contrat.rendu.argent.financement import documenter_plan

    lu = charger_sans_faute(racine)
    examen = examiner_plan(reconnaitre_action(lu.dossier, action), lu.dossier)
    livrer(documenter_plan(examen), format_, sortie, lu.racine)


def noter(
    action: ActionVisee,
    financeur: Annotated[str, argument("FINANCEUR", "Organisme, par son identifiant ou son sigle")],
    fait: Annotated[str, argument("FAIT", "Ce qui arrive, comme accorde, avenant, refuse ou encaisse")],
    montant: Euros = None,
    date_: Jour = None,
    reference: Reference = None,
    exercice: Exercice = None,
    section: Annotated[str | None, option("--section", "SECTION", "fonctionnement ou investissement")] = None,
    nature: Annotated[str | None, option("--nature", "NATURE", "Nature, comme subvention_publique")] = None,
    programme: Annotated[
        str | None, option("--programme", "NOM", "Dispositif d'une demande nouvelle, comme DETR")
    ] = None,
    achevement: Annotated[
        str | None, option("--achevement", "DATE", "Jour d'achèvement que l'acte fixe aux travaux")
    ] = None,
    compte_en: CompteEn = None,
    solde: Annotated[bool, typer.Option("--solde", help="Cet encaissement est le dernier")] = False,
    racine: Racine = None,
) -> None:
    """Noter ce qui arrive à une aide : demandée, accordée, modifiée par avenant, refusée, encaissée, rendue."""
    from dataclasses import replace

    from contrat.cli.faits.ressource import Visee, noter_fait
    from contrat.cli.lectures import lire_jour
    from contrat.cli.saisies import lire_fait

    visee = Visee(action, financeur, exercice, section, nature, programme)
    lu = lire_fait(date_, montant, reference, compte_en, solde)
    fin = None if achevement is None else lire_jour("--achevement", achevement)
    noter_fait(fait, visee, replace(lu, achevement=fin), racine)


FINANCEMENT = Ensemble(financement, noter)

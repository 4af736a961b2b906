"""La commande `contrat budget` : additionner les dépenses et les ressources des fiches."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from contrat.cli.cadre import ArgumentPeriode, Ensemble, Racine
from contrat.cli.chargement import charger_periode, charger_sans_faute
from contrat.cli.parametres import option
from contrat.cli.saisies import ActionVisee, CompteEn, Euros, Exercice, Jour, LigneVisee, Reference
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer
from contrat.erreurs import ErreurUsage
from contrat.formes import Forme

if TYPE_CHECKING:
    from contrat.calculs.argent.fait import GesteDepense
    from contrat.calculs.argent.lignes import Vue


class Par(StrEnum):
    """Les ventilations."""

    section = "section"
    axe = "axe"
    action = "action"
    financeur = "financeur"
    exercice = "exercice"
    chapitre = "chapitre"
    budget = "budget"


class VueDemandee(StrEnum):
    """Les temps d'un budget, et ce que le prévu devient de l'un à l'autre."""

    prevu = "prevu"
    vote = "vote"
    engage = "engage"
    realise = "realise"
    execution = "execution"


def budget(
    periode: ArgumentPeriode = None,
    par: Annotated[Par | None, typer.Option("--par", help="Ventiler au lieu de montrer les totaux")] = None,
    vue: Annotated[
        VueDemandee, typer.Option("--vue", help="Montants prévus, votés, engagés, réalisés, ou taux d'exécution")
    ] = VueDemandee.prevu,
    tous: Annotated[
        bool, typer.Option("--tous", help="Les contrats du dépôt, une ligne chacun, et leur somme")
    ] = False,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Additionner dépenses et ressources des fiches action, avec ce que les totaux ne disent pas."""
    from contrat.calculs.argent.etat import etablir_budget
    from contrat.rendu.argent.budget import documenter_budget

    if tous:
        _montrer_tous(periode, par, vue, format_, sortie, racine)
        return
    lu, voulue = charger_periode(periode, racine)
    est_execution = vue is VueDemandee.execution
    temps = cast("Vue", VueDemandee.prevu if est_execution else vue)
    etat = etablir_budget(lu.dossier, voulue.exercices, temps, par.value if par else None)
    livrer(documenter_budget(etat, est_execution), format_, sortie, lu.racine)


def _montrer_tous(
    periode: str | None,
    par: Par | None,
    vue: VueDemandee,
    format_: Forme | None,
    sortie: Path | None,
    racine: Path | None,
) -> None:
    """Les totaux de chaque contrat sur sa propre période ; une ventilation n'y aurait pas de sens."""
    from contrat.calculs.argent.ensemble import reunir_les_budgets
    from contrat.depot.racine import tronc, trouver_voisines
    from contrat.rendu.argent.ensemble import documenter_ensemble

    if periode is not None or par is not None or vue is VueDemandee.execution:
        raise ErreurUsage("--tous montre des totaux", "retirer la période, --par et --vue execution")
    racines = trouver_voisines(Path.cwd(), racine)
    ensemble = reunir_les_budgets([charger_sans_faute(une).dossier for une in racines], cast("Vue", vue.value))
    livrer(documenter_ensemble(ensemble), format_, sortie, tronc(racines[0]))


def voter(
    action: ActionVisee, ligne: LigneVisee, montant: Euros = None, exercice: Exercice = None, racine: Racine = None
) -> None:
    """Noter le crédit voté d'une dépense."""
    _noter("voter", action, ligne, exercice, racine, montant=montant)


def modifier(
    action: ActionVisee,
    ligne: LigneVisee,
    montant: Annotated[str | None, option("--montant", "EUROS", "Ce que le crédit devient, comme 12840")] = None,
    date_: Jour = None,
    reference: Reference = None,
    exercice: Exercice = None,
    racine: Racine = None,
) -> None:
    """Noter une décision modificative : ce que le crédit était, ce qu'il devient."""
    _noter("modifier", action, ligne, exercice, racine, montant=montant, jour=date_, reference=reference)


def engager(
    action: ActionVisee, ligne: LigneVisee, montant: Euros = None, exercice: Exercice = None, racine: Racine = None
) -> None:
    """Ajouter un engagement à une dépense."""
    _noter("engager", action, ligne, exercice, racine, montant=montant)


def payer(
    action: ActionVisee,
    ligne: LigneVisee,
    montant: Euros = None,
    date_: Jour = None,
    reference: Reference = None,
    compte_en: CompteEn = None,
    exercice: Exercice = None,
    racine: Racine = None,
) -> None:
    """Ajouter un paiement à une dépense."""
    donnes = {"montant": montant, "jour": date_, "reference": reference, "compte_en": compte_en}
    _noter("payer", action, ligne, exercice, racine, **donnes)


def reporter(
    action: ActionVisee, ligne: LigneVisee, montant: Euros = None, exercice: Exercice = None, racine: Racine = None
) -> None:
    """Noter ce qu'une dépense engagée et non payée reporte à l'exercice suivant (reste à réaliser)."""
    _noter("reporter", action, ligne, exercice, racine, montant=montant)


def _noter(
    geste: GesteDepense, action: str, ligne: str, exercice: str | None, racine: Path | None, **donnes: str | None
) -> None:
    from contrat.cli.faits.depense import noter_geste
    from contrat.cli.saisies import lire_fait

    fait = lire_fait(donnes.get("jour"), donnes["montant"], donnes.get("reference"), donnes.get("compte_en"))
    noter_geste(geste, (action, ligne, exercice), fait, racine)


BUDGET = Ensemble(budget, voter, modifier, engager, payer, reporter)

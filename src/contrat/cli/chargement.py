"""Charger ce qu'il faut pour un budget, et s'arrêter quand une somme ne voudrait rien dire (décision 0006)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contrat.depot.chargement import Chargement
    from contrat.modele.contrat import Periode

# Un axe, un organisme inconnu ou défini deux fois, une condition d'aide oubliée faussent les sommes comme une fiche
# illisible. Une erreur de la famille B (un plan déséquilibré…) laisse les sommes vraies : elle est annoncée, pour qu'on
# puisse préparer un budget. Les autres règles B ne font qu'avertir.
REFERENCES = ("R001", "R002", "R007", "P001")
PAS_DE_TOTAL = "Pas de total tant que des fiches portent ces erreurs : les corriger, puis recommencer."
ERREURS_DE_BUDGET = ("B00", "B016", "B019", "B020")


def charger_sans_faute(racine: Path | None, genres: Collection[str] = (), exigees: Sequence[str] = ()) -> Chargement:
    """Lire le contrat et ses fiches ; s'ils portent des erreurs, toutes les montrer et sortir avec le code 1.

    `genres` demande d'autres fichiers que ceux d'un budget ; `exigees`, des règles dont une erreur arrête aussi.
    """
    from contrat.cli.a_cote import dire_ensuite
    from contrat.cli.fautes import arreter
    from contrat.controles import appliquer, choisir
    from contrat.depot.chargement import BUDGET, charger
    from contrat.depot.racine import trouver_racine
    from contrat.diagnostics import Gravite, trier
    from contrat.rendu.mots.phrases import compter

    lu = charger(trouver_racine(Path.cwd(), racine), genres or BUDGET)
    if lu.a_des_erreurs:
        arreter(trier(lu.diagnostics), PAS_DE_TOTAL)
    if references := appliquer(lu.dossier, lu.situer, choisir(*REFERENCES)):
        arreter(trier(references), PAS_DE_TOTAL)
    constats = appliquer(lu.dossier, lu.situer, choisir(*exigees)) if exigees else []
    if bloquants := [d for d in constats if d.gravite is Gravite.ERREUR]:
        arreter(trier(bloquants), PAS_DE_TOTAL)
    if nombre := sum(
        d.gravite is Gravite.ERREUR for d in appliquer(lu.dossier, lu.situer, choisir(*ERREURS_DE_BUDGET))
    ):
        erreurs = compter(nombre, "erreur")
        dire_ensuite(f"Attention : {erreurs} de budget dans les fiches, que contrat validate montre.")
    return lu


def charger_periode(periode: str | None, racine: Path | None) -> tuple[Chargement, Periode]:
    """Lire le contrat et ses fiches, et les exercices demandés ; une période illisible est refusée avant de lire."""
    from contrat.cli.lectures import borner, lire_periode

    demandee = lire_periode(periode)
    lu = charger_sans_faute(racine)
    return lu, borner(demandee, lu.dossier.contrat.periode)

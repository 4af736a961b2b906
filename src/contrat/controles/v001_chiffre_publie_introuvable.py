"""V001 : les fiches ne retrouvent pas un chiffre publié."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.mesures import est_retrouve, recalculer
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.contrat import Publie
from contrat.modele.dossier import Dossier

CODE = "V001"
GRAVITE = Gravite.ERREUR
TITRE = "un chiffre publié que les fiches ne retrouvent pas"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les chiffres publiés dont le recalcul diffère, sans écart déclaré."""
    for rang, publie, calcule in recalculer(dossier):
        if publie.ecart is None and not est_retrouve(publie, calcule):
            adresse = Adresse(*CONTRAT, ("publies", rang, "valeur"))
            aide = "corriger les fiches, ou déclarer le motif dans « ecart: … »"
            yield Constat(adresse, _dire(publie, calcule), aide)


def _dire(publie: Publie, calcule: Decimal | None) -> str:
    trouve = "rien" if calcule is None else f"{calcule:f}"
    periode = f"{publie.periode.debut}-{publie.periode.fin}"
    return f"{publie.mesure} {periode} : {publie.valeur:f} publié, {trouve} dans les fiches"

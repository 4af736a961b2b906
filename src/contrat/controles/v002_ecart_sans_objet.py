"""V002 : un écart est déclaré alors que les fiches retrouvent le chiffre publié."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.mesures import est_retrouve, recalculer
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "V002"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un écart déclaré sans objet"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les motifs d'écart à retirer : le recalcul donne maintenant le chiffre publié."""
    for rang, publie, calcule in recalculer(dossier):
        if publie.ecart is not None and est_retrouve(publie, calcule):
            adresse = Adresse(*CONTRAT, ("publies", rang, "ecart"))
            yield Constat(adresse, f"{publie.mesure} : les fiches donnent bien {publie.valeur:f}", "retirer « ecart »")

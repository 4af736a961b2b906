"""R006 : une décision est prêtée à une instance que le contrat ne nomme pas."""

from __future__ import annotations

from contrat.controles.parcours import references_inconnues
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une instance inconnue"
LIT = frozenset({"contrat"})


def constater(dossier: Dossier) -> Constats:
    """Les champs `instance` absents de la gouvernance du contrat."""
    connus = {instance.id for instance in dossier.contrat.gouvernance}
    yield from references_inconnues(dossier, {"instance"}, connus, "l'instance", {"contrat", "actions", "seances"})

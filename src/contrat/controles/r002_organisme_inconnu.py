"""R002 : un organisme cité n'est pas dans `data/organismes.yaml`."""

from __future__ import annotations

from contrat.controles.parcours import ORGANISMES, dire_coquille, references_inconnues, trouver_coquilles
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.plan import UNE_ASSOCIATION

GRAVITE = Gravite.ERREUR
TITRE = "un organisme inconnu"
LIT = frozenset({"organismes"})


def constater(dossier: Dossier) -> Constats:
    """Les champs qui citent un organisme que l'annuaire ne connaît pas ; une coquille de l'annuaire se dit une fois."""
    coquilles = trouver_coquilles(dossier, ORGANISMES | {"budget"}, "organismes")
    yield from (dire_coquille(coquille, "organismes", "l'organisme « {} » n'est cité") for coquille in coquilles)
    connus = dossier.presents["organismes"] | {coquille.cite for coquille in coquilles}
    yield from references_inconnues(dossier, ORGANISMES, connus, "l'organisme")
    yield from references_inconnues(dossier, {"budget"}, connus | {UNE_ASSOCIATION}, "l'organisme")

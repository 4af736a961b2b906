"""R008 : un bulletin note un critère que la grille ne contient pas."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

GRAVITE = Gravite.ERREUR
TITRE = "un critère hors de la grille"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les critères notés que la grille de leur séance n'a pas, chacun une fois, là où il apparaît d'abord."""
    for identifiant, seance, grille in dossier.grilles:
        connus = sorted({critere.id for critere in grille.criteres})
        premiers: dict[str, Chemin] = {}
        for rang, bulletin in enumerate(seance.bulletins):
            for action, notes in bulletin.notes.items():
                for critere in notes:
                    premiers.setdefault(critere, ("bulletins", rang, "notes", action, critere))
        for critere, chemin in premiers.items():
            if critere not in connus:
                adresse = Adresse("seances", identifiant, chemin, sur_cle=True)
                yield Constat(adresse, f"le critère « {critere} » n'existe pas", proposer(critere, connus))

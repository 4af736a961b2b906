"""C027 : un collège d'un seul présent a voté."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un vote qui n'est plus anonyme"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les collèges d'un seul présent dont un bulletin est enregistré : on sait qui l'a rempli."""
    for identifiant, seance in dossier.seances.items():
        votants = {bulletin.college for bulletin in seance.bulletins}
        for rang, presence in enumerate(seance.colleges):
            if presence.presents == 1 and presence.college in votants:
                adresse = Adresse("seances", identifiant, ("colleges", rang, "presents"))
                message = f"un seul présent dans le collège « {presence.college} » : son bulletin n'est pas anonyme"
                yield Constat(adresse, message, "retirer son bulletin, ou le compter dans un autre collège")

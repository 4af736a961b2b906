"""C022 : un collège a plus de bulletins que de présents."""

from __future__ import annotations

from collections import Counter

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import accorder

GRAVITE = Gravite.ERREUR
TITRE = "plus de bulletins que de présents"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les collèges présents qui ont voté plus de fois qu'ils ne sont."""
    for identifiant, seance in dossier.seances.items():
        votes = Counter(bulletin.college for bulletin in seance.bulletins)
        for rang, presence in enumerate(seance.colleges):
            nombre = votes[presence.college]
            if nombre > presence.presents:
                adresse = Adresse("seances", identifiant, ("colleges", rang, "presents"))
                presents = f"{presence.presents} {accorder(presence.presents, 'présent')}"
                message = f"{nombre} {accorder(nombre, 'bulletin')} « {presence.college} » pour {presents}"
                yield Constat(adresse, message, "corriger le nombre de présents, ou retirer le bulletin en trop")

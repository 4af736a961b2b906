"""Une séance classée : le classement, et ce qu'un poids changerait."""

from __future__ import annotations

from dataclasses import dataclass

from contrat.calculs.seances.hierarchisation import Classement, hierarchiser
from contrat.calculs.seances.sensibilite import Variation, eprouver
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance


@dataclass(frozen=True)
class SeanceClassee:
    """Tout ce que la page d'une séance montre."""

    dossier: Dossier
    seance: Seance
    classement: Classement
    variations: tuple[Variation, ...]


def classer_seance(dossier: Dossier, seance: Seance) -> SeanceClassee:
    """Classer les actions d'une séance sans faute, puis éprouver les poids de sa grille."""
    classement = hierarchiser(seance)
    return SeanceClassee(dossier, seance, classement, tuple(eprouver(classement)))

"""Une séance classée : le classement, et ce qu'un poids changerait."""

from __future__ import annotations

from dataclasses import dataclass

from contrat.calculs.seances.hierarchisation import Classement, hierarchiser
from contrat.calculs.seances.presence import colleges_absents
from contrat.calculs.seances.sensibilite import Variation, eprouver
from contrat.modele.contrat import College
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Grille, Seance


@dataclass(frozen=True)
class SeanceClassee:
    """Tout ce que la page d'une séance montre."""

    dossier: Dossier
    seance: Seance
    grille: Grille
    classement: Classement
    variations: tuple[Variation, ...]

    @property
    def absents(self) -> tuple[College, ...]:
        """Les collèges de l'instance qui n'ont pas pu voter."""
        return colleges_absents(self.dossier, self.seance)


def classer_seance(dossier: Dossier, seance: Seance) -> SeanceClassee | None:
    """Classer les actions d'une séance sans faute, puis éprouver les poids de sa grille ; rien sans grille."""
    if seance.grille is None:
        return None
    classement = hierarchiser(seance)
    return SeanceClassee(dossier, seance, seance.grille, classement, tuple(eprouver(classement)))

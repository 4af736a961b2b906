"""Un clavier et un écran en mémoire : l'entretien y est le même qu'au terminal, sans lancer un processus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.cli.entretien.console import Console
from contrat.cli.entretien.dossier import DemandeEntretien, ouvrir
from contrat.cli.entretien.terminal import Dialogue

Frappe = str | Callable[[], None]


@dataclass(frozen=True)
class Clavier(Console):
    """Des frappes prévues d'avance ; l'une d'elles peut être un geste, fait pendant que l'entretien attend."""

    frappes: Iterator[Frappe] = field(default_factory=lambda: iter(()))
    ecran: list[str] = field(default_factory=list)

    def dire(self, *lignes: str) -> None:
        """Retenir les lignes, telles que le terminal les montrerait."""
        self.ecran.extend(plie for ligne in lignes for plie in self.plier(ligne))

    def lire(self) -> str | None:
        """La frappe suivante ; quand il n'y en a plus, l'entrée est fermée."""
        for frappe in self.frappes:
            if isinstance(frappe, str):
                self.ecran.append(f"> {frappe}")
                return frappe
            frappe()
        return None


@dataclass(frozen=True)
class Seance:
    """Ce qu'un entretien a montré, et ce qu'il a retenu."""

    entretien: Entretien
    ecran: list[str]

    @property
    def texte(self) -> str:
        """Tout l'écran."""
        return "\n".join(self.ecran)


def converser(fichier: Path, racine: Path, jour: date, frappes: Iterable[Frappe], largeur: int | None = 79) -> Seance:
    """Mener un entretien avec ces frappes."""
    ouverture = ouvrir(DemandeEntretien(racine, fichier, jour))
    clavier = Clavier(largeur, iter(list(frappes)))
    return Seance(Dialogue(ouverture, clavier, ouverture.entretien).mener(), clavier.ecran)

"""C025 : une séance emploie une autre grille que celle qui est approuvée."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.moments import precede
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Echelle, Grille, Seance

CODE = "C025"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une grille changée sans nouvelle approbation"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les séances dont la grille n'est plus celle qu'une séance antérieure de l'instance a employée, approuvée."""
    approuvees: dict[str, Seance] = {}
    for identifiant, seance in sorted(dossier.seances.items(), key=lambda paire: (paire[1].date, paire[0])):
        avant = approuvees.get(seance.instance)
        if (
            avant is not None
            and _resumer(avant.grille) != _resumer(seance.grille)
            and not _est_reapprouvee(avant, seance)
        ):
            adresse = Adresse("seances", identifiant, ("grille", "criteres"), sur_cle=True)
            message = f"la grille n'est plus celle de « {avant.id} », approuvée ({avant.grille.figes_le})"
            yield Constat(adresse, message, "reprendre ses critères, ses poids et son échelle, ou dater figes_le")
        if seance.grille.figes_le is not None:
            approuvees[seance.instance] = seance


def _resumer(grille: Grille) -> tuple[Echelle, dict[str, Decimal]]:
    """Ce que l'approbation fige : l'échelle, les critères et leurs poids ; un libellé peut être réécrit."""
    return grille.echelle, {critere.id: critere.poids for critere in grille.criteres}


def _est_reapprouvee(avant: Seance, apres: Seance) -> bool:
    """Vrai quand la seconde grille est approuvée après la première ; une date moins précise ne le prouve pas."""
    ancienne, nouvelle = avant.grille.figes_le or "", apres.grille.figes_le or ""
    return precede(ancienne, nouvelle)

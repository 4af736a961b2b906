"""C025 : une séance emploie une autre grille que celle qui est approuvée."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.moments import precede
from contrat.dates import dire_moment
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Echelle, Grille, Seance

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une grille changée sans nouvelle approbation"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les séances dont la grille n'est plus celle qu'une séance antérieure de l'instance a employée, approuvée."""
    approuvees: dict[str, tuple[Seance, Grille]] = {}
    for identifiant, seance, grille in sorted(dossier.grilles, key=lambda notee: (notee[1].date, notee[0])):
        avant, ancienne = approuvees.get(seance.instance, (seance, grille))
        if ancienne.figes_le and _resumer(ancienne) != _resumer(grille) and not _est_reapprouvee(ancienne, grille):
            adresse = Adresse("seances", identifiant, ("grille", "criteres"), sur_cle=True)
            message = f"la grille n'est plus celle de « {avant.id} », approuvée ({dire_moment(ancienne.figes_le)})"
            yield Constat(adresse, message, "reprendre ses critères, ses poids et son échelle, ou dater figes_le")
        if grille.figes_le is not None:
            approuvees[seance.instance] = (seance, grille)


def _resumer(grille: Grille) -> tuple[Echelle, dict[str, Decimal]]:
    """Ce que l'approbation fige : l'échelle, les critères et leurs poids ; un libellé peut être réécrit."""
    return grille.echelle, {critere.id: critere.poids for critere in grille.criteres}


def _est_reapprouvee(avant: Grille, apres: Grille) -> bool:
    """Vrai quand la seconde grille est approuvée après la première ; une date moins précise ne le prouve pas."""
    return precede(avant.figes_le or "", apres.figes_le or "")

"""Noter ce qu'une dépense devient : votée, modifiée, engagée, payée, reportée."""

from __future__ import annotations

from pathlib import Path

from contrat.calculs.argent.fait import FaitBudgetaire, GesteDepense
from contrat.calculs.argent.faits import noter_depense
from contrat.calculs.argent.refus import refuser_apres_abandon
from contrat.cli.faits.ecrire import choisir, convenir, ouvrir_fiche
from contrat.modele.action import Action
from contrat.modele.saisie import Saisie
from contrat.rendu.argent.faits import dire_geste


def noter_geste(
    geste: GesteDepense, place: tuple[str, str, str | None], fait: FaitBudgetaire, racine: Path | None
) -> None:
    """Écrire ce qu'un geste change dans une ligne ; `place` : l'action, la ligne, l'exercice s'il est donné."""
    mot, ligne, exercice = place
    ouverte = ouvrir_fiche(racine, mot)
    rang = trouver_ligne(ouverte.action, ligne, exercice)

    def saisir(actuelle: Action) -> list[Saisie]:
        refuser_apres_abandon(actuelle, geste, fait.jour)
        return noter_depense(actuelle.budget.lignes[trouver_ligne(actuelle, ligne, exercice)], rang, geste, fait)

    dit = dire_geste(ouverte.action.budget.lignes[rang], geste, fait)
    ouverte.ecrire(saisir, f"{ouverte.action.titre_court} : {dit}")


def trouver_ligne(action: Action, mot: str, exercice: str | None) -> int:
    """Le rang de la dépense de ce libellé, ou de ce rang ; lève `ErreurUsage` quand il n'y en a pas une seule."""
    lignes = [(rang, x) for rang, x in enumerate(action.budget.lignes) if exercice in (None, str(x.exercice))]
    exactes = [rang for rang, x in lignes if mot in (x.libelle, str(rang + 1))]
    trouvees = exactes or [rang for rang, x in lignes if convenir(x.libelle, mot)]
    possibles = {rang: f"{rang + 1}. {x.libelle} ({x.exercice})" for rang, x in lignes}
    return choisir("la ligne", mot, trouvees, possibles)

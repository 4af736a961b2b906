"""Les grandeurs qui se recalculent depuis les axes, les fiches action et le contrat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from contrat.calculs.argent.budget import Consolidation, consolider
from contrat.modele.contrat import Publie
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Indicateur, Valeur

Calcul = Callable[[Dossier, Publie], Decimal | None]


@lru_cache(maxsize=8)
def consolider_periode(dossier: Dossier, exercices: range) -> Consolidation:
    """La consolidation d'une période, que plusieurs chiffres publiés demandent."""
    return consolider(dossier, exercices)


def budgeter(lire: Callable[[Consolidation], Decimal | None]) -> Calcul:
    """Le calcul qui lit un total du budget prévu de la période, en euros ; rien sans ligne, ou si un montant manque."""
    return lambda dossier, publie: lire(consolider_periode(dossier, publie.periode.exercices))


def compter_exercices_chiffres(dossier: Dossier, publie: Publie) -> Decimal:
    """Combien d'exercices de la période ont un montant dans une fiche."""
    c = consolider_periode(dossier, publie.periode.exercices)
    return Decimal(len(c.exercices) - len(c.exercices_sans_chiffre))


def compter_financeurs(dossier: Dossier, publie: Publie) -> Decimal:
    """Combien d'organismes extérieurs à la ville apportent une ressource à une fiche."""
    lignes = consolider_periode(dossier, publie.periode.exercices).lignes_ressources
    return Decimal(len({x.organisme for x in lignes if not x.est_ville}))


def compter_partenaires_du_contrat(dossier: Dossier, _: Publie) -> Decimal:
    """Combien d'organismes nommés sont dits partenaires du contrat."""
    return Decimal(sum("partenaire" in organisme.roles for organisme in dossier.organismes.values()))


def sommer_ville(dossier: Dossier, publie: Publie) -> Decimal | None:
    """Ce que la ville apporte à une action, ou à toutes si aucune n'est nommée, en euros."""
    c = consolider_periode(dossier, publie.periode.exercices)
    return replace(c, lignes=tuple(x for x in c.lignes if publie.action in (None, x.action))).ressources_ville


def compter_exercices(dossier: Dossier, _: Publie) -> Decimal:
    """Combien d'exercices le contrat couvre."""
    return Decimal(len(dossier.contrat.periode.exercices))


def compter_axes(dossier: Dossier, _: Publie) -> Decimal:
    """Combien d'axes ont un fichier."""
    return Decimal(len(dossier.axes))


def compter_commissions(dossier: Dossier, _: Publie) -> Decimal:
    """Combien d'axes ont une commission de travail."""
    return Decimal(sum(axe.commission is not None for axe in dossier.axes.values()))


def compter_actions(statuts: frozenset[str]) -> Calcul:
    """Le calcul du nombre d'actions qui ont pris un de ces statuts avant la fin de la période."""

    def calculer(dossier: Dossier, publie: Publie) -> Decimal:
        fin = str(publie.periode.fin)
        historiques = [action.historique for action in dossier.actions.values()]
        atteintes = [h for h in historiques if any(e.statut in statuts and e.date[: len(fin)] <= fin for e in h)]
        return Decimal(len(atteintes))

    return calculer


def compter_deliberees(dossier: Dossier, publie: Publie) -> Decimal:
    """Combien d'actions portent une délibération datée de la période."""
    exercices = publie.periode.exercices
    fiches = dossier.actions.values()
    return Decimal(sum(any(_annee(d.date) in exercices for d in fiche.deliberations) for fiche in fiches))


def compter_exercices_action(dossier: Dossier, publie: Publie) -> Decimal | None:
    """Combien d'exercices le calendrier d'une action couvre."""
    action = dossier.actions.get(publie.action or "")
    if action is None or action.calendrier.fin is None or action.calendrier.debut is None:
        return None
    return Decimal(_annee(action.calendrier.fin) - _annee(action.calendrier.debut) + 1)


def compter_partenaires(dossier: Dossier, publie: Publie) -> Decimal | None:
    """Combien d'organismes une action a pour partenaires."""
    action = dossier.actions.get(publie.action or "")
    return None if action is None else Decimal(len({p.organisme for p in action.partenaires}))


def compter_criteres(dossier: Dossier, publie: Publie) -> Decimal | None:
    """Combien de critères de développement durable le bilan d'une action dit atteints."""
    action = dossier.actions.get(publie.action or "")
    if action is None:
        return None
    criteres = action.criteres_dd
    bilans = [c.bilan for c in (criteres.economique, criteres.social, criteres.environnemental)]
    return Decimal(sum(bilan is not None and bilan.niveau == "atteint" for bilan in bilans))


def trouver_indicateur(dossier: Dossier, publie: Publie) -> Indicateur | None:
    """L'indicateur que nomme un chiffre publié : dans sa fiche s'il en nomme une, sinon dans le contrat."""
    if publie.action is not None:
        action = dossier.actions.get(publie.action)
        connus = action.indicateurs if action else ()
    else:
        connus = (*dossier.contrat.indicateurs, *dossier.contrat.diagnostic.indicateurs)
    return next((i for i in connus if i.id == publie.indicateur), None)


def lire_autre_source(dossier: Dossier, publie: Publie) -> Decimal | None:
    """La dernière valeur de l'indicateur sur la période qu'une autre source donne : relire la même ne prouve rien."""
    indicateur = trouver_indicateur(dossier, publie)
    valeurs = indicateur.valeurs if indicateur else ()
    autres = [v for v in valeurs if v.source != publie.source and _concerne(v, publie.periode.exercices)]
    return autres[-1].valeur if autres else None


def _concerne(valeur: Valeur, exercices: range) -> bool:
    """Dire si la période que mesure une valeur touche ces exercices."""
    return _annee(valeur.depuis or valeur.date) <= exercices[-1] and _annee(valeur.date) >= exercices[0]


def _annee(moment: str) -> int:
    return int(moment[:4])

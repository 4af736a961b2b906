"""Recalculer depuis les fiches les grandeurs que le document publie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from contrat.calculs.budget import Consolidation, consolider, organismes_de_la_ville
from contrat.modele.action import STATUTS_LANCES
from contrat.modele.contrat import Mesure, Publie
from contrat.modele.dossier import Dossier
from contrat.modele.menage import EtapeMenage, Menage

# « Près de », « une douzaine » : la source arrondit ; le recalcul est tenu à cinq pour cent près.
TOLERANCE_APPROCHE = Decimal("0.05")
STATUTS_APPROUVES = STATUTS_LANCES | {"approuvee", "reportee", "suspendue"}
AVEC_TRAVAUX: frozenset[EtapeMenage] = frozenset({"travaux_acheves", "solde_demande", "solde_paye", "clos"})

Calcul = Callable[[Dossier, frozenset[int], str | None], Decimal | None]


def est_retrouve(publie: Publie, calcule: Decimal | None) -> bool:
    """Dire si un recalcul vaut le chiffre publié : exactement, ou à cinq pour cent près quand la source arrondit."""
    if calcule is None:
        return False
    if publie.approche:
        return abs(calcule - publie.valeur) <= publie.valeur * TOLERANCE_APPROCHE
    return calcule == publie.valeur


def mesurer(dossier: Dossier, mesure: Mesure, exercices: Iterable[int], action: str | None = None) -> Decimal | None:
    """La valeur d'une mesure sur ces exercices ; `None` quand les fiches n'en disent rien."""
    return MESURES[mesure](dossier, frozenset(exercices), action)


def recalculer(dossier: Dossier) -> Iterator[tuple[int, Publie, Decimal | None]]:
    """Chaque chiffre publié que les fiches permettent de recalculer : son rang, le chiffre, le recalcul."""
    for rang, publie in enumerate(dossier.contrat.publies if dossier.contrat else ()):
        # Une période inversée n'a aucun exercice : C001 le dit.
        if publie.periode.exercices and est_mesurable(dossier, publie.mesure):
            yield rang, publie, mesurer(dossier, publie.mesure, publie.periode.exercices, publie.action)


def est_mesurable(dossier: Dossier, mesure: Mesure) -> bool:
    """Dire si tous les fichiers dont une mesure dépend sont bien formés : sinon, son recalcul serait faux."""
    famille = mesure.partition(".")[0]
    genres = {"axes": ("axes",), "menages": ("menages",), "logements": ("menages",)}
    return all(est_complet(dossier, genre) for genre in genres.get(famille, ("actions", "organismes")))


def est_complet(dossier: Dossier, genre: str) -> bool:
    """Dire si tous les fichiers d'un genre sont bien formés."""
    presents = dossier.presents.get(genre, frozenset())
    return genre not in dossier.illisibles and presents <= frozenset(getattr(dossier, genre))


@lru_cache(maxsize=8)
def _consolider(dossier: Dossier, exercices: frozenset[int]) -> Consolidation:
    """La consolidation d'une période, que plusieurs chiffres publiés demandent."""
    return consolider(dossier, exercices)


def _depenses(section: str) -> Calcul:
    def calculer(dossier: Dossier, exercices: frozenset[int], _: str | None) -> Decimal | None:
        depenses = _consolider(dossier, exercices).depenses
        return next(montant for nom, montant in depenses.items() if nom == section)

    return calculer


def _actions(statuts: frozenset[str]) -> Calcul:
    def calculer(dossier: Dossier, exercices: frozenset[int], _: str | None) -> Decimal:
        fin = str(max(exercices))
        atteintes = [
            a
            for a in dossier.actions.values()
            if any(e.statut in statuts and e.date[: len(fin)] <= fin for e in a.historique)
        ]
        return Decimal(len(atteintes))

    return calculer


def _ressources_ville(dossier: Dossier, exercices: frozenset[int], action: str | None) -> Decimal:
    ville = organismes_de_la_ville(dossier)
    lignes = _consolider(dossier, exercices).lignes_ressources
    retenues = [x.montant for x in lignes if x.organisme in ville and action in (None, x.action)]
    return sum((m for m in retenues if m is not None), Decimal(0))


def _menages(etapes: frozenset[EtapeMenage]) -> Calcul:
    def calculer(dossier: Dossier, exercices: frozenset[int], _: str | None) -> Decimal:
        return Decimal(sum(_a_franchi(m, etapes, exercices) for m in dossier.menages.values()))

    return calculer


def _a_franchi(menage: Menage, etapes: frozenset[EtapeMenage], exercices: frozenset[int]) -> bool:
    return any(e.etape in etapes and e.date.year in exercices for e in menage.evenements)


def _travaux(dossier: Dossier, exercices: frozenset[int], _: str | None) -> Decimal:
    finis = [m for m in dossier.menages.values() if _a_franchi(m, AVEC_TRAVAUX, exercices)]
    return sum((m.projet.travaux_ttc for m in finis if m.projet.travaux_ttc is not None), Decimal(0))


def _inconnue(_dossier: Dossier, _exercices: frozenset[int], _action: str | None) -> None:
    """Une mesure que les fiches ne permettent pas encore de recalculer."""


MESURES: Mapping[Mesure, Calcul] = {
    "budget.depenses.total": lambda d, e, _: _consolider(d, e).total_depenses,
    "budget.depenses.fonctionnement": _depenses("fonctionnement"),
    "budget.depenses.investissement": _depenses("investissement"),
    "budget.ressources.total": lambda d, e, _: _consolider(d, e).total_ressources,
    "budget.ressources.ville": lambda d, e, _: _consolider(d, e).ressources_ville,
    "budget.ressources.externes": lambda d, e, _: _consolider(d, e).ressources_externes,
    "axes.total": lambda d, _, __: Decimal(len(d.axes)),
    "actions.approuvees": _actions(STATUTS_APPROUVES),
    "actions.mises_en_oeuvre": _actions(STATUTS_LANCES),
    "actions.ressources.ville": _ressources_ville,
    "menages.contactes": _menages(frozenset({"contacte"})),
    "menages.eligibles": _inconnue,
    "logements.reperes": lambda d, _, __: Decimal(len(d.menages)),
    "logements.renoves": _menages(AVEC_TRAVAUX),
    "logements.habiter_mieux": _inconnue,
    "logements.travaux": _travaux,
}

"""Ce qu'un ménage pourrait changer : une donnée, une classe visée, un revenu, le jour de la demande."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import CLASSES, Demande
from contrat.calculs.eligibilite.logique import Etat
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.moments import jours_couverts
from contrat.modele.bareme import Bareme, Seuil
from contrat.modele.condition import (
    AideAccordee,
    AuMoins,
    AuPlus,
    CategorieParmi,
    Condition,
    Egal,
    Guichet,
    Parmi,
    PeriodeGuichet,
)
from contrat.modele.menage import Logement, Occupants

# Ce que le ménage ne change pas pour obtenir une aide ; tant que la donnée manque, la connaître peut suffire.
_FIGES = frozenset({*Occupants.model_fields, *Logement.model_fields}) - {"residence_principale"} | {
    "departement", "territoire", "personnes", "nature", "besoin_adaptation", "arrete", "commences",
}  # fmt: skip
# Au-delà d'un an, une date proposée n'aide plus personne.
HORIZON = timedelta(days=366)
LENDEMAIN = timedelta(days=1)


class Proposition(NamedTuple):
    """Une donnée changée : ce que l'on en dit, et ce qu'elle modifie dans la demande."""

    champ: str
    libelle: str
    de: Any
    vers: Any
    modifie: Mapping[str, Any]


def proposer(jugement: Jugement, resultat: ResultatAide, bareme: Bareme) -> list[Proposition]:
    """Les changements à essayer, du plus petit au plus grand pour chaque donnée ; les dates en dernier."""
    trouvees: dict[tuple[str, str], Proposition] = {}
    for condition in manquantes(jugement, resultat):
        for proposition in _proposer(jugement, condition):
            trouvees.setdefault((proposition.champ, str(proposition.vers)), proposition)
    champs = list(dict.fromkeys(champ for champ, _ in trouvees))
    triees = sorted(trouvees.values(), key=lambda p: (champs.index(p.champ), _mesurer(p)))
    return [*triees, *_proposer_jours(jugement.demande, bareme)]


def _mesurer(proposition: Proposition) -> Decimal:
    """L'ampleur d'un changement : le revenu le plus haut, la classe la moins bonne, le gain le plus faible d'abord."""
    if proposition.champ == "dpe_vise":
        return Decimal(-CLASSES.index(proposition.vers))
    if not isinstance(proposition.vers, Decimal):
        return Decimal(0)
    return -proposition.vers if proposition.champ == "rfr" else proposition.vers


def manquantes(jugement: Jugement, resultat: ResultatAide, deja: tuple[str, ...] = ()) -> Iterator[ResultatCondition]:
    """Les conditions simples qui manquent, celles des autres aides exigées comprises."""
    for feuille in _feuilles(resultat.conditions):
        if not isinstance(feuille.condition, AideAccordee):
            yield feuille
            continue
        autre = next((r for r in jugement.aides if r.aide.id == feuille.condition.aide), None)
        if autre is not None and autre.aide.id not in deja:
            yield from manquantes(jugement, autre, (*deja, resultat.aide.id))


def _feuilles(resultats: tuple[ResultatCondition, ...]) -> Iterator[ResultatCondition]:
    for resultat in resultats:
        if resultat.compte is Etat.REMPLIE:
            continue
        if resultat.sous:
            yield from _feuilles(resultat.sous)
        else:
            yield resultat


def _proposer(jugement: Jugement, resultat: ResultatCondition) -> Iterator[Proposition]:
    condition = resultat.condition
    if isinstance(condition, CategorieParmi):
        yield from _proposer_revenu(jugement, resultat.seuil)
    elif isinstance(resultat.regle, PeriodeGuichet):
        plafonds = [jugement.ressources.plafonds.get(c) for c in resultat.regle.ouvert_a]
        for plafond in plafonds:
            yield from _proposer_revenu(jugement, plafond)
    elif isinstance(condition, AuPlus) and condition.champ == "rfr":
        yield from _proposer_revenu(jugement, Seuil(condition.seuil, condition.seuil))
    elif isinstance(condition, Egal | Parmi | AuMoins | AuPlus) and condition.champ != "rfr":
        yield from _proposer_champ(jugement.demande, condition, resultat.valeur)


def _proposer_champ(demande: Demande, condition: Egal | Parmi | AuMoins | AuPlus, valeur: Any) -> Iterator[Proposition]:
    champ = condition.champ
    if champ == "saut_classes" or (champ == "dpe_vise" and isinstance(condition, Parmi)):
        yield from _proposer_classe(demande, condition)
    elif champ == "age_logement" or (champ in _FIGES and valeur is not None):
        return
    else:
        vers = condition.valeurs[0] if isinstance(condition, Parmi) else condition.seuil
        modifie: dict[str, Any] = {champ: vers.isoformat() if isinstance(vers, date) else vers}
        yield Proposition(champ, condition.libelle, valeur, vers, modifie)


def _proposer_classe(demande: Demande, condition: Egal | Parmi | AuMoins | AuPlus) -> Iterator[Proposition]:
    """La classe visée la moins exigeante qui suffit."""
    if isinstance(condition, Parmi):
        admises = [c for c in CLASSES if c in condition.valeurs]
    elif demande.dpe is not None and isinstance(condition, AuMoins):
        admises = [c for c in CLASSES if CLASSES.index(demande.dpe) - CLASSES.index(c) >= condition.seuil]
    else:
        admises = []
    for classe in admises[-1:]:
        yield Proposition("dpe_vise", condition.libelle, demande.dpe_vise, classe, {"dpe_vise": classe})


def _proposer_revenu(jugement: Jugement, seuil: Seuil | None) -> Iterator[Proposition]:
    """Le revenu le plus haut qui passe sûrement : le plafond, ou le bas de sa fourchette ; jamais plus que le sien."""
    ressources = jugement.ressources
    if seuil is not None and seuil.bas is not None and (ressources.rfr is None or seuil.bas < ressources.rfr):
        libelle = f"revenu fiscal de référence {ressources.annee}"
        yield Proposition("rfr", libelle, ressources.rfr, seuil.bas, {"revenus": {ressources.annee: seuil.bas}})


def _proposer_jours(demande: Demande, bareme: Bareme) -> Iterator[Proposition]:
    """Les jours proches où le droit change, où un guichet rouvre, où un contrat local ou l'âge du logement s'ouvre."""
    proches = {j for j in _echeances(demande, bareme) if demande.jour < j <= demande.jour + HORIZON}
    signatures = {p.du for p in bareme.protocoles if p.commune == demande.commune}
    for jour in sorted(proches):
        modifie: dict[str, Any] = {"jour": jour} | ({"contrat_local": True} if jour in signatures else {})
        yield Proposition("date", "date de la demande", demande.jour, jour, modifie)


def _echeances(demande: Demande, bareme: Bareme) -> Iterator[date]:
    yield from (p.du for p in bareme.protocoles if p.commune == demande.commune)
    yield from (table.du for table in bareme.tables)
    yield from (regle.du for regle in bareme.regles.revenus)
    yield date(demande.jour.year + 1, 1, 1)
    for condition in bareme.communes:
        yield from _dates(condition, demande)
    for aide in bareme.aides:
        for version in aide.versions:
            yield version.du
            for condition in (*aide.conditions, *version.conditions):
                yield from _dates(condition, demande)


def _dates(condition: Condition, demande: Demande) -> Iterator[date]:
    """Les jours où une condition naît, cesse, rouvre, ou se remplit parce que le logement a vieilli."""
    if condition.du is not None:
        yield condition.du
    if condition.au is not None:
        yield condition.au + LENDEMAIN
    if isinstance(condition, Guichet):
        yield from (periode.au + LENDEMAIN for periode in condition.periodes)
    if isinstance(condition, AuMoins) and condition.champ == "age_logement" and demande.achevement:
        dernier = jours_couverts(demande.achevement)[1]
        # Un logement achevé un 29 février a son âge le 1er mars des années ordinaires.
        lendemain = dernier + LENDEMAIN if (dernier.month, dernier.day) == (2, 29) else dernier
        yield lendemain.replace(year=lendemain.year + condition.seuil)

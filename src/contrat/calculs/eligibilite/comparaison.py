"""Le même ménage sous le droit de deux jours : ce qui change dans les verdicts, les montants et les conditions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.eligibilite.plan import PlanMenage
from contrat.calculs.eligibilite.previsionnel import Previsionnel, prevoir
from contrat.calculs.eligibilite.verdicts import sous_reserve
from contrat.modele.texte import Texte


class ConditionComparee(NamedTuple):
    """Une condition qui diffère d'un jour à l'autre ; absente d'un côté, elle n'y est pas exigée."""

    code: str
    avant: ResultatCondition | None
    apres: ResultatCondition | None


class AideComparee(NamedTuple):
    """Une aide aux deux jours ; absente d'un côté, elle n'existe pas ce jour-là."""

    code: str
    avant: ResultatAide | None
    apres: ResultatAide | None
    conditions: tuple[ConditionComparee, ...]

    @property
    def libelle(self) -> str:
        """Le nom le plus récent de l'aide."""
        resultat = self.apres or self.avant
        assert resultat is not None  # noqa: S101 - une aide comparée existe d'un côté au moins
        return resultat.libelle

    @property
    def change(self) -> bool:
        """Vrai quand la réponse n'est pas la même."""
        reponses = [
            None if r is None else (r.verdict, r.montant, r.fourchette and r.fourchette[:2])
            for r in (self.avant, self.apres)
        ]
        return reponses[0] != reponses[1]


class CoteComparee(NamedTuple):
    """Un des deux jours : le plan que sa page montre, et ce qui reste à confirmer de chaque aide accordée."""

    jugement: Jugement
    prevu: Previsionnel
    reserves: Mapping[str, list[ResultatCondition]]


class Comparaison(NamedTuple):
    """Les deux jugements d'un ménage, leurs plans, et les aides mises côte à côte."""

    avant: Jugement
    apres: Jugement
    plan_avant: PlanMenage
    plan_apres: PlanMenage
    aides: tuple[AideComparee, ...]
    textes: Mapping[str, Texte]

    @property
    def cotes(self) -> tuple[CoteComparee, CoteComparee]:
        """Les deux jours, chacun comme la page de ce jour le montre."""
        return _decrire_cote(self.avant, self.plan_avant), _decrire_cote(self.apres, self.plan_apres)

    @property
    def changees(self) -> list[AideComparee]:
        """Celles dont la réponse ou une condition n'est pas la même."""
        return [aide for aide in self.utiles if aide.change or aide.conditions]

    @property
    def utiles(self) -> list[AideComparee]:
        """Les aides aux travaux du ménage, un jour ou l'autre."""
        return [a for a in self.aides if not all(r is None or r.est_hors_sujet for r in (a.avant, a.apres))]


def comparer(
    avant: Jugement, plan_avant: PlanMenage, apres: Jugement, plan_apres: PlanMenage, textes: Mapping[str, Texte]
) -> Comparaison:
    """Mettre côte à côte les réponses de deux jours, dans l'ordre d'affichage des aides."""
    aides_avant = {r.aide.id: r for r in avant.aides}
    aides_apres = {r.aide.id: r for r in apres.aides}
    codes = dict.fromkeys([*aides_avant, *aides_apres])
    aides = tuple(_comparer_aide(code, aides_avant.get(code), aides_apres.get(code)) for code in codes)
    return Comparaison(avant, apres, plan_avant, plan_apres, aides, textes)


def _decrire_cote(jugement: Jugement, plan: PlanMenage) -> CoteComparee:
    accordees = [r for r in jugement.aides if r.verdict is Verdict.ELIGIBLE and not r.est_hors_sujet]
    reserves = {r.libelle: sous for r in accordees if (sous := sous_reserve(r.conditions))}
    return CoteComparee(jugement, prevoir(jugement.demande, plan), reserves)


def _comparer_aide(code: str, avant: ResultatAide | None, apres: ResultatAide | None) -> AideComparee:
    conditions: list[ConditionComparee] = []
    if avant is not None and apres is not None:
        cotes = [{c.condition.code: c for c in r.conditions} for r in (avant, apres)]
        for nom in dict.fromkeys([*cotes[0], *cotes[1]]):
            premiere, seconde = cotes[0].get(nom), cotes[1].get(nom)
            if _resumer(premiere) != _resumer(seconde):
                conditions.append(ConditionComparee(nom, premiere, seconde))
    return AideComparee(code, avant, apres, tuple(conditions))


def _resumer(resultat: ResultatCondition | None) -> object:
    """Ce qui fait qu'une condition est la même : son état, ce qu'elle demande, le seuil."""
    return None if resultat is None else (resultat.etat, resultat.libelle, resultat.seuil)

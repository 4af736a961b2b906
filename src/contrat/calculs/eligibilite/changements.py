"""Ce qui changerait un verdict : un seul changement d'une donnée, prouvé en jugeant de nouveau."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide, juger
from contrat.modele.bareme import Bareme, Seuil
from contrat.modele.condition import AideAccordee, AuMoins, AuPlus, CategorieParmi, Condition, Egal, Parmi

_FIGES = frozenset({"commune", "departement", "personnes", "age_logement", "achevement", "statut_occupation"})


class Changement(NamedTuple):
    """Un changement d'une donnée qui rend l'aide accordée."""

    champ: str
    libelle: str
    de: Any
    vers: Any
    verdict: Verdict


def chercher(jugement: Jugement, resultat: ResultatAide, bareme: Bareme) -> tuple[Changement, ...]:
    """Les changements simples qui rendraient cette aide accordée ; vide si aucun n'y suffit seul."""
    if resultat.verdict is Verdict.ELIGIBLE:
        return ()
    trouves: dict[str, Changement] = {}
    for changement, demande in _propositions(jugement, resultat, bareme, ()):
        if changement.champ in trouves or not bareme.couvre(demande.jour):
            continue
        nouveau = juger(demande, bareme)
        if any(r.aide.id == resultat.aide.id and r.verdict is Verdict.ELIGIBLE for r in nouveau.aides):
            trouves[changement.champ] = changement
    return tuple(trouves.values())


def _propositions(
    jugement: Jugement, resultat: ResultatAide, bareme: Bareme, deja: tuple[str, ...]
) -> Iterator[tuple[Changement, Demande]]:
    for condition in _feuilles(resultat.conditions):
        if isinstance(condition.condition, AideAccordee):
            autre = next((r for r in jugement.aides if r.aide.id == condition.condition.aide), None)
            if autre is not None and autre.aide.id not in deja:
                yield from _propositions(jugement, autre, bareme, (*deja, resultat.aide.id))
        else:
            yield from _proposer(jugement, condition, bareme)


def _feuilles(resultats: tuple[ResultatCondition, ...]) -> Iterator[ResultatCondition]:
    for resultat in resultats:
        if resultat.sous:
            yield from _feuilles(resultat.sous)
        elif resultat.etat is not Etat.REMPLIE:
            yield resultat


def _proposer(jugement: Jugement, resultat: ResultatCondition, bareme: Bareme) -> Iterator[tuple[Changement, Demande]]:
    demande, condition = jugement.demande, resultat.condition
    if isinstance(condition, CategorieParmi):
        yield from _proposer_revenu(jugement, resultat)
        return
    if not isinstance(condition, Egal | Parmi | AuMoins | AuPlus):
        return
    if condition.champ == "contrat_local" and demande.contrat_local is False:
        jours = list(_proposer_jour(demande, condition, bareme))
        yield from jours
        if jours:
            return
    if condition.champ in _FIGES or condition.champ == "commences":
        return
    vers = condition.valeurs[0] if isinstance(condition, Parmi) else condition.seuil
    changement = Changement(condition.champ, condition.libelle, resultat.valeur, vers, Verdict.ELIGIBLE)
    modifie: dict[str, Any] = {condition.champ: vers}
    yield changement, replace(demande, **modifie)


def _proposer_revenu(jugement: Jugement, resultat: ResultatCondition) -> Iterator[tuple[Changement, Demande]]:
    """Le revenu le plus haut qui passe sûrement : le plafond, ou le bas de sa fourchette."""
    seuil, ressources = resultat.seuil, jugement.ressources
    if not isinstance(seuil, Seuil) or seuil.bas is None or ressources.rfr is None:
        return
    revenus: dict[int, Decimal] = {ressources.annee: seuil.bas}
    libelle = f"revenu fiscal de référence {ressources.annee}"
    changement = Changement("rfr", libelle, ressources.rfr, seuil.bas, Verdict.ELIGIBLE)
    yield changement, replace(jugement.demande, revenus=revenus)


def _proposer_jour(demande: Demande, condition: Condition, bareme: Bareme) -> Iterator[tuple[Changement, Demande]]:
    """Le premier jour où un contrat local couvre la commune."""
    jours: list[date] = sorted(p.du for p in bareme.protocoles if p.commune == demande.commune and p.du > demande.jour)
    for jour in jours[:1]:
        changement = Changement("date", condition.libelle, demande.jour, jour, Verdict.ELIGIBLE)
        yield changement, replace(demande, jour=jour, contrat_local=True)

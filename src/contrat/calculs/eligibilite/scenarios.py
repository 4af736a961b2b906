"""Ce que vaudrait une aide selon les classes gagnées, quand le prix ou la classe visée ne sont pas encore connus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.demande import CLASSES, Demande
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide, juger
from contrat.modele.bareme import Bareme

# De deux classes, le moins qu'une rénovation d'ampleur demande, à quatre : au-delà, aucun montant ne change.
SAUTS = (2, 3, 4)


class Scenario(NamedTuple):
    """Les montants, en euros, entre lesquels une aide se trouverait pour ce nombre de classes gagnées."""

    sauts: int
    bas: Decimal
    haut: Decimal


def imaginer(jugement: Jugement, bareme: Bareme) -> Mapping[str, tuple[Scenario, ...]]:
    """Par aide ouverte dont le montant n'est pas connu, ce qu'elle vaudrait selon les classes gagnées.

    Il y faut le prix des travaux, ou son ordre de grandeur ; leur prix TTC est pris égal au prix HT quand il n'est pas
    dit : l'estimation est alors basse, jamais haute.
    """
    prix = _lister_prix(jugement.demande)
    inconnues = {r.aide.id for r in jugement.aides if _est_a_estimer(r)}
    if not inconnues:
        return {}
    trouves: dict[str, list[Scenario]] = {}
    for sauts in SAUTS:
        montants = _chiffrer(jugement, prix, sauts, bareme)
        for code in inconnues & montants.keys():
            trouves.setdefault(code, []).append(Scenario(sauts, min(montants[code]), max(montants[code])))
    return {code: tuple(scenarios) for code, scenarios in trouves.items()}


def _est_a_estimer(resultat: ResultatAide) -> bool:
    """Dire si une aide ouverte n'a ni montant, ni montant possible, ni fourchette."""
    est_chiffree = resultat.montant_possible is not None or resultat.fourchette is not None
    return resultat.verdict.est_ouvert and not resultat.est_hors_sujet and not est_chiffree


def _lister_prix(demande: Demande) -> list[Decimal]:
    if demande.travaux_ht is not None:
        return [demande.travaux_ht]
    return [demande.estimation.de, demande.estimation.a] if demande.estimation else []


def _chiffrer(jugement: Jugement, prix: list[Decimal], sauts: int, bareme: Bareme) -> dict[str, list[Decimal]]:
    """Les montants de chaque aide encore ouverte, pour ces prix et pour chaque classe de départ possible."""
    montants: dict[str, list[Decimal]] = {}
    for demande in _supposer(jugement.demande, prix, sauts):
        for resultat in juger(demande, bareme).aides:
            connu = resultat.montant_possible
            bornes = [connu] if connu is not None else list(resultat.fourchette[:2]) if resultat.fourchette else []
            if resultat.verdict.est_ouvert and bornes:
                montants.setdefault(resultat.aide.id, []).extend(bornes)
    return montants


def _supposer(demande: Demande, prix: list[Decimal], sauts: int) -> Iterator[Demande]:
    for avant in (demande.dpe,) if demande.dpe else CLASSES:
        rang = CLASSES.index(avant) - sauts
        if rang < 0 or demande.dpe_vise not in (None, CLASSES[rang]):
            continue
        for somme in prix:
            classes = {"dpe": avant, "dpe_vise": CLASSES[rang]}
            sommes = {"travaux_ht": somme, "travaux_ttc": demande.travaux_ttc or somme}
            yield demande.model_copy(update=classes | sommes)

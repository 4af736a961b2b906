"""Le plan de financement du ménage : les travaux, les aides, ce qui reste à payer."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.sommes import prendre
from contrat.modele.bareme import Bareme, RegleCumul
from contrat.modele.fondement import est_en_vigueur
from contrat.nombres import arrondir


class LignePlan(NamedTuple):
    """Une ressource du plan ; `est_acquise` est faux tant qu'un point reste à vérifier."""

    libelle: str
    financeur: str
    montant: Decimal
    origine: Literal["calculee", "declaree"]
    depense: Literal["travaux", "diagnostic", "accompagnement"] = "travaux"


class PlanMenage(NamedTuple):
    """Le plan des travaux ; les aides au diagnostic ou à l'accompagnement en sont à part.

    `depassement` : ce qui dépasse la part que les aides publiques peuvent couvrir, 0 si elle est respectée.
    `non_comptees` : les aides acquises dont le montant n'est pas connu, ou seulement entre deux bornes ; `ecartees` :
    celles qui ne s'ajoutent pas à une aide plus forte aux mêmes travaux ; `remplacees` : les aides locales à la place
    desquelles le ménage a déclaré un montant.
    """

    travaux_ht: Decimal | None
    travaux_ttc: Decimal | None
    lignes: tuple[LignePlan, ...]
    aides: Decimal
    reste_a_charge: Decimal | None
    excedent: Decimal
    cumul: RegleCumul | None
    depassement: Decimal
    hors_plan: tuple[LignePlan, ...]
    non_comptees: tuple[ResultatAide, ...] = ()
    ecartees: tuple[ResultatAide, ...] = ()
    remplacees: tuple[ResultatAide, ...] = ()


def dresser(jugement: Jugement, bareme: Bareme) -> PlanMenage:
    """Dresser le plan des aides acquises ; les aides locales déclarées remplacent celles que l'on calcule."""
    demande = jugement.demande
    acquises = [r for r in jugement.aides if r.verdict is Verdict.ELIGIBLE and r.montant is not None]
    travaux = [r for r in acquises if r.aide.depense == "travaux"]
    ecartees = _ecarter(travaux)
    travaux = [r for r in travaux if r not in ecartees]
    remplacees = tuple(r for r in travaux if r.aide.niveau == "locale" and demande.aides_locales is not None)
    lignes = [_ligne(r) for r in travaux if r not in remplacees]
    if demande.aides_locales:
        lignes.append(LignePlan("Aides des collectivités", "collectivités", demande.aides_locales, "declaree"))
    publiques = sum((ligne.montant for ligne in lignes), Decimal(0))
    if demande.autres_aides:
        lignes.append(LignePlan("Autres aides", "autres organismes", demande.autres_aides, "declaree"))
    total = sum((ligne.montant for ligne in lignes), Decimal(0))
    cumul = next((r for r in bareme.regles.cumul if est_en_vigueur(r, demande.jour)), None)
    ttc = _sommer(demande, "travaux_ttc")
    return PlanMenage(
        travaux_ht=_sommer(demande, "travaux_ht"),
        travaux_ttc=ttc,
        lignes=tuple(lignes),
        aides=total,
        reste_a_charge=None if ttc is None else max(ttc - total, Decimal(0)),
        excedent=Decimal(0) if ttc is None else max(total - ttc, Decimal(0)),
        cumul=cumul,
        depassement=_depassement(publiques, ttc, cumul),
        hors_plan=tuple(_ligne(r) for r in acquises if r.aide.depense != "travaux"),
        non_comptees=tuple(r for r in jugement.aides if r.verdict is Verdict.ELIGIBLE and r.montant is None),
        ecartees=ecartees,
        remplacees=remplacees,
    )


def _sommer(demande: Demande, champ: Literal["travaux_ht", "travaux_ttc"]) -> Decimal | None:
    """Le montant des travaux de toutes les natures ; rien quand l'un n'est pas connu."""
    montants = [getattr(demande, champ), *(getattr(travaux, champ) for travaux in demande.autres_travaux)]
    connus = [montant for montant in montants if montant is not None]
    return sum(connus, Decimal(0)) if len(connus) == len(montants) else None


def _ecarter(travaux: list[ResultatAide]) -> tuple[ResultatAide, ...]:
    """De deux aides qui s'excluent, la moins forte."""
    montants = {r.aide.id: r.montant or Decimal(0) for r in travaux}
    faibles: set[str] = set()
    for resultat in travaux:
        for autre in resultat.aide.incompatibles:
            if autre in montants:
                faibles.add(min(resultat.aide.id, autre, key=lambda code: montants[code]))
    return tuple(r for r in travaux if r.aide.id in faibles)


def _ligne(resultat: ResultatAide) -> LignePlan:
    assert resultat.montant is not None  # noqa: S101 - l'appelant ne garde que les aides chiffrées
    return LignePlan(resultat.libelle, resultat.aide.financeur, resultat.montant, "calculee", resultat.aide.depense)


def _depassement(publiques: Decimal, ttc: Decimal | None, cumul: RegleCumul | None) -> Decimal:
    if ttc is None or cumul is None:
        return Decimal(0)
    limite = arrondir(prendre(cumul.taux, ttc))
    return max(publiques - limite, Decimal(0))

"""Une aide du barème en phrases courtes : ce qu'elle paie, à quelles conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contrat.modele.aide import Aide, Forfait, MontantAide, Parite, Somme, Taux, VersionAide
from contrat.modele.condition import Condition, Toutes, UneParmi
from contrat.nombres import euros, pourcent
from contrat.rendu.eligibilite_detail import Renvois
from contrat.rendu.libelles import CATEGORIES, dire_jour
from contrat.rendu.mise_en_page import plier, souligner

ASSIETTES = {
    "travaux_ht": "des travaux HT",
    "travaux_ttc": "des travaux TTC",
    "prix_accompagnement": "du prix TTC de l'accompagnement",
}


def dire_periode(du: date, au: date | None) -> str:
    """Une période : « du 1er janvier 2026 au 31 décembre 2026 »."""
    return f"depuis le {dire_jour(du)}" if au is None else f"du {dire_jour(du)} au {dire_jour(au)}"


def decrire(aide: Aide, version: VersionAide, renvois: Renvois) -> Iterator[str]:
    """Le titre de l'aide, son montant, ses conditions, ses réserves."""
    yield from souligner(f"{aide.libelle} ({aide.id})")
    yield from plier(f"Payée par : {aide.financeur}. Demandes {dire_periode(version.du, version.au)}.")
    for montant in _montants(version.montant, renvois):
        yield from plier(f"= {montant}", "", "  ")
    for condition in (*aide.conditions, *version.conditions):
        yield from _condition(condition, renvois, "")
    for reserve in version.reserves:
        yield from plier(f"! Réserve : {reserve.texte} {renvois.citer(reserve)}.", "", "  ")
    for engagement in aide.engagements:
        yield from plier(f"* Engagement : {engagement}.", "", "  ")


def _montants(montant: MontantAide, renvois: Renvois) -> Iterator[str]:
    match montant:
        case Somme():
            for terme in montant.termes:
                yield from _montants(terme, renvois)
        case Forfait():
            yield f"{montant.libelle} : {euros(montant.montant, insecable=True)} {renvois.citer(montant)}"
        case Taux():
            taux = ", ".join(f"{pourcent(t, insecable=True)} ({CATEGORIES[c]})" for c, t in montant.taux.items())
            plafond = euros(montant.plafond, insecable=True)
            base = f"{ASSIETTES[montant.assiette]}, retenus à {plafond} au plus"
            yield f"{montant.libelle} : {taux} {base} {renvois.citer(montant)}"
        case Parite():
            plafond = euros(montant.plafond, insecable=True)
            yield f"{montant.libelle} : autant que les aides locales, {plafond} au plus {renvois.citer(montant)}"


def _condition(condition: Condition, renvois: Renvois, retrait: str) -> Iterator[str]:
    yield from plier(f"- {condition.libelle} {renvois.citer(condition)}", retrait, f"{retrait}  ")
    if isinstance(condition, UneParmi | Toutes):
        mot = "l'une suffit" if isinstance(condition, UneParmi) else "toutes exigées"
        yield from plier(f"({mot})", f"{retrait}  ")
        for sous in condition.conditions:
            yield from _condition(sous, renvois, f"{retrait}  ")
    if condition.derogation:
        yield from plier(f"dérogation : {condition.derogation}", f"{retrait}  ")

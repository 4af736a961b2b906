"""Une aide du barème en phrases courtes : ce qu'elle paie, à quelles conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contrat.modele.aide import Aide, VersionAide
from contrat.modele.condition import Condition, Guichet, Toutes, UneParmi
from contrat.nombres import pourcent
from contrat.rendu.bareme.bareme_montants import dire_montants
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.libelles import CATEGORIES, dire_periode, enumerer
from contrat.rendu.mise_en_page import plier, souligner


def decrire(
    aide: Aide, version: VersionAide, conditions: list[Condition], jour: date, renvois: Renvois
) -> Iterator[str]:
    """Le titre de l'aide, son montant, ses conditions, ses réserves."""
    yield from souligner(f"{version.libelle or aide.libelle} ({aide.id})")
    yield from plier(f"Payée par : {aide.financeur}. Demandes {dire_periode(version.du, version.au)}.")
    for montant in dire_montants(version.montant, renvois):
        yield from plier(f"= {montant}", "", "  ")
    for condition in conditions:
        yield from _condition(condition, renvois, "")
    for reserve in aide.reserves_au(version, jour):
        yield from plier(f"! Réserve : {reserve.texte} {renvois.citer(reserve)}.", "", "  ")
    if (avance := aide.avance_au(jour)) is not None:
        qui = f", ménages {enumerer([CATEGORIES[c] for c in avance.categories])}s" if avance.categories else ""
        part = pourcent(avance.taux, insecable=True)
        yield from plier(f"* Avance : {part} de l'aide au plus{qui} {renvois.citer(avance)}.", "", "  ")
    for engagement in aide.engagements_au(jour):
        yield from plier(f"* Engagement : {engagement.texte} {renvois.citer(engagement)}.", "", "  ")


def _condition(condition: Condition, renvois: Renvois, retrait: str) -> Iterator[str]:
    yield from plier(f"- {condition.libelle} {renvois.citer(condition)}", retrait, f"{retrait}  ")
    if isinstance(condition, UneParmi | Toutes):
        mot = "l'une suffit" if isinstance(condition, UneParmi) else "toutes exigées"
        yield from plier(f"({mot})", f"{retrait}  ")
        for sous in condition.conditions:
            yield from _condition(sous, renvois, f"{retrait}  ")
    if isinstance(condition, Guichet):
        for periode in condition.periodes:
            admis = enumerer([CATEGORIES[c] for c in periode.ouvert_a])
            etat = f"réservé aux ménages {admis}s" if admis else "fermé"
            yield from plier(
                f"{dire_periode(periode.du, periode.au)} : {etat} {renvois.citer(periode)}", f"{retrait}  "
            )
    if condition.derogation:
        yield from plier(f"dérogation : {condition.derogation}", f"{retrait}  ")

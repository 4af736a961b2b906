"""Une aide du barème en phrases courtes : ce qu'elle paie, à quelles conditions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contrat.modele.aide import Aide, VersionAide
from contrat.modele.condition import Condition, Guichet, Portee, Toutes, UneParmi
from contrat.nombres import pourcent
from contrat.rendu.bareme.montants import dire_montants
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.mots.dates import dire_periode
from contrat.rendu.mots.droit import ADMIS, dire_categories
from contrat.rendu.mots.menages import dire_valeur
from contrat.rendu.mots.phrases import enumerer
from contrat.rendu.page import Point


def decrire_aide(
    aide: Aide, version: VersionAide, conditions: list[Condition], jour: date, renvois: Renvois
) -> Iterator[str | Point]:
    """Ce que paie l'aide, ses conditions, ses réserves."""
    yield f"Payée par : {aide.financeur}. Demandes {dire_periode(version.du, version.au)}."
    for montant in dire_montants(version.montant, renvois, jour):
        yield Point(f"Montant : {montant}")
    for condition in conditions:
        yield from _condition(condition, jour, renvois, 0)
    for reserve in aide.reserves_au(version, jour):
        yield Point(f"Réserve : {reserve.texte} {renvois.citer(reserve)}.")
    if (avance := aide.avance_au(jour)) is not None:
        qui = f", ménages {dire_categories(avance.categories)}s" if avance.categories else ""
        part = pourcent(avance.taux, insecable=True)
        yield Point(f"Avance : {part} de l'aide au plus{qui} {renvois.citer(avance)}.")
    for engagement in aide.engagements_au(jour):
        yield Point(f"Engagement : {engagement.texte} {renvois.citer(engagement)}.")


def _cas(condition: Portee, jour: date, renvois: Renvois, rang: int) -> Iterator[Point]:
    """Qui ou quel endroit l'aide sert ce jour-là, et à quelles conditions."""
    for cas in condition.cas_en_vigueur(jour):
        qui = enumerer([dire_valeur(condition.champ, valeur) for valeur in cas.valeurs], "ou")
        yield Point(f"{qui} : {ADMIS[cas.admis]}, {cas.libelle} {renvois.citer(cas)}", rang)
        for exigee in cas.conditions:
            yield from _condition(exigee, jour, renvois, rang + 1)


def _condition(condition: Condition, jour: date, renvois: Renvois, rang: int) -> Iterator[Point]:
    suite = ""
    if isinstance(condition, UneParmi | Toutes):
        suite = " (l'une suffit)" if isinstance(condition, UneParmi) else " (toutes exigées)"
    yield Point(f"{condition.libelle} {renvois.citer(condition)}{suite}", rang)
    if isinstance(condition, UneParmi | Toutes):
        for sous in condition.conditions:
            yield from _condition(sous, jour, renvois, rang + 1)
    if isinstance(condition, Guichet):
        for periode in condition.periodes:
            admis = dire_categories(periode.ouvert_a)
            etat = f"réservé aux ménages {admis}s" if admis else "fermé"
            yield Point(f"{dire_periode(periode.du, periode.au)} : {etat} {renvois.citer(periode)}", rang + 1)
    if isinstance(condition, Portee):
        yield from _cas(condition, jour, renvois, rang + 1)
    if condition.derogation:
        yield Point(f"dérogation : {condition.derogation}", rang + 1)

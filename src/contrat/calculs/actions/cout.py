"""Ce que coûte un résultat : ce qui est su dépensé, divisé par ce qui se compte.

Ne se partagent ni un état (un taux, une moyenne), ni un mal à réduire, ni ce qui n'est pas un nom commun.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from contrat.calculs.actions.mesure import A_JUGER, Releve, nature_de, retenir, sens_de
from contrat.calculs.sommes import sommer_connus
from contrat.modele.action import Action
from contrat.modele.contrat import Periode
from contrat.modele.suivi import Indicateur, Valeur, se_compte

MotifCout = Literal[
    "valeur_absente", "valeur_nulle", "hors_periode", "depenses_absentes", "nature_inconnue", "annee_manquante"
]


class Cout(NamedTuple):
    """Les euros dépensés par unité de résultat, sur quels exercices ; sinon, pourquoi on ne peut pas le dire.

    Quand les lignes ne sont pas toutes payées, `moyen` est l'indicateur qui dit la dépense, et `source` la sienne.
    """

    par_unite: Decimal | None
    exercices: tuple[int, int] | None = None
    depenses: Decimal | None = None
    motif: MotifCout | None = None
    moyen: Indicateur | None = None
    source: str | None = None


def calculer_cout(action: Action, mesure: Releve, periode: Periode) -> Cout | None:
    """Diviser ce qui a été dépensé par le résultat, sur les exercices mêmes que la valeur couvre.

    `None` quand le résultat ne se partage pas.
    """
    indicateur, valeur, nature = mesure.indicateur, mesure.valeur, nature_de(mesure.indicateur)
    if indicateur.niveau not in A_JUGER or not se_compte(indicateur.unite):
        return None
    if nature == "etat" or sens_de(indicateur) == "baisse":
        return None
    if valeur is None:
        return Cout(None, motif="valeur_absente")
    if nature is None:
        return Cout(None, motif="nature_inconnue")
    exercices = _exercices(valeur, valeur.depuis or action.calendrier.debut or valeur.date)
    if mesure.manquantes:
        return Cout(None, exercices, motif="annee_manquante")
    if exercices[0] < periode.debut:
        return Cout(None, exercices, motif="hors_periode")
    return _diviser(action, valeur, exercices)


def _exercices(valeur: Valeur, depuis: str) -> tuple[int, int]:
    return int(depuis[:4]), int(valeur.date[:4])


def _diviser(action: Action, valeur: Valeur, exercices: tuple[int, int]) -> Cout:
    depenses = _payer(action, exercices)
    moyen, dite = (None, None) if depenses is not None else _trouver_moyen(action, exercices)
    if dite is not None:
        depenses = dite.valeur
    if depenses is None:
        return Cout(None, exercices, motif="depenses_absentes")
    motif: MotifCout | None = "valeur_nulle" if valeur.valeur <= 0 else None
    par_unite = None if motif else depenses / valeur.valeur
    return Cout(par_unite, exercices, depenses, motif, moyen, dite.source if dite else None)


def _payer(action: Action, exercices: tuple[int, int]) -> Decimal | None:
    """Ce que les lignes disent payé ; rien si une seule ne le dit pas."""
    debut, fin = exercices
    lignes = [x for x in action.budget.depenses if debut <= x.exercice <= fin]
    if not lignes or any(x.realise is None for x in lignes):
        return None
    return sommer_connus(x.realise for x in lignes)


def _trouver_moyen(action: Action, exercices: tuple[int, int]) -> tuple[Indicateur | None, Valeur | None]:
    """Le seul indicateur de moyen, en euros, dont une valeur couvre ces exercices."""
    trouves = [
        (indicateur, valeur)
        for indicateur in action.indicateurs
        if indicateur.niveau == "moyen" and indicateur.unite == "€"
        for valeur in retenir(indicateur.valeurs)
        if valeur.depuis is not None and _exercices(valeur, valeur.depuis) == exercices
    ]
    return trouves[0] if len(trouves) == 1 else (None, None)

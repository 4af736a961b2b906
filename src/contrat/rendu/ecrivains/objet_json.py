"""Un objet en JSON : montants en chaînes à deux décimales, jours ISO, `null` quand rien n'est renseigné."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.nombres import decimal_nu
from contrat.rendu.page import Bloc, Cellule, Figure, Intervalle, Page, Points, Remarque, Tableau, Valeur
from contrat.rendu.typographie import rendre_ordinaires

VERSION = 1


def en_json(objet: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """L'objet, en retrait de deux espaces, accents lisibles ; plusieurs objets font une ligne chacun (JSON Lines)."""
    if isinstance(objet, Sequence):
        return "".join(json.dumps(x, ensure_ascii=False, default=_ecrire) + "\n" for x in objet)
    return json.dumps(objet, ensure_ascii=False, indent=2, default=_ecrire) + "\n"


def decrire_page(page: Page) -> dict[str, Any]:
    """Une page en objet, pour celles qui n'en ont pas de propre : ses parties, ses textes, les valeurs des tableaux."""
    return {
        "version": VERSION,
        "titre": rendre_ordinaires(page.titre),
        "sujet": rendre_ordinaires(page.sujet),
        "parties": [
            {"titre": rendre_ordinaires(p.titre), "niveau": p.niveau, "blocs": list(map(_decrire_bloc, p.blocs))}
            for p in page.parties
        ],
    }


def _decrire_bloc(bloc: Bloc) -> Any:
    if isinstance(bloc, Points):
        return [rendre_ordinaires(point.texte) for point in bloc.points]
    if isinstance(bloc, Tableau | Figure):
        tableau = bloc.tableau if isinstance(bloc, Figure) else bloc
        return {
            "titre": rendre_ordinaires(tableau.titre),
            "colonnes": [rendre_ordinaires(colonne.entete) for colonne in tableau.colonnes],
            "rangees": [list(map(_decrire_cellule, rangee.cellules)) for rangee in tableau.rangees],
        }
    return rendre_ordinaires(bloc.texte if isinstance(bloc, Remarque) else bloc)


def _decrire_cellule(cellule: Valeur | Cellule) -> Any:
    valeur = cellule.valeur if isinstance(cellule, Cellule) else cellule
    if isinstance(valeur, Intervalle):
        return {"bas": valeur.bas, "haut": valeur.haut}
    return rendre_ordinaires(valeur) if isinstance(valeur, str) else valeur


def _ecrire(valeur: object) -> str:
    if isinstance(valeur, Decimal):
        return decimal_nu(valeur)
    if isinstance(valeur, date):
        return valeur.isoformat()
    raise TypeError(f"{type(valeur).__name__} n'a pas de forme JSON")

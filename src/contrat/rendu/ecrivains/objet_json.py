"""Un objet en JSON : montants en chaînes à deux décimales, jours ISO, `null` quand rien n'est renseigné."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.nombres import decimal_nu


def en_json(objet: Mapping[str, Any]) -> str:
    """L'objet, en retrait de deux espaces, accents lisibles."""
    return json.dumps(objet, ensure_ascii=False, indent=2, default=_ecrire) + "\n"


def _ecrire(valeur: object) -> str:
    if isinstance(valeur, Decimal):
        return decimal_nu(valeur)
    if isinstance(valeur, date):
        return valeur.isoformat()
    raise TypeError(f"{type(valeur).__name__} n'a pas de forme JSON")

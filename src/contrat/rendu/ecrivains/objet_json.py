"""Un objet en JSON : montants en chaînes à deux décimales, jours ISO, `null` quand rien n'est renseigné."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.nombres import decimal_nu


def en_json(objet: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """L'objet, en retrait de deux espaces, accents lisibles ; plusieurs objets font une ligne chacun (JSON Lines)."""
    if isinstance(objet, Sequence):
        return "".join(json.dumps(x, ensure_ascii=False, default=_ecrire) + "\n" for x in objet)
    return json.dumps(objet, ensure_ascii=False, indent=2, default=_ecrire) + "\n"


def _ecrire(valeur: object) -> str:
    if isinstance(valeur, Decimal):
        return decimal_nu(valeur)
    if isinstance(valeur, date):
        return valeur.isoformat()
    raise TypeError(f"{type(valeur).__name__} n'a pas de forme JSON")

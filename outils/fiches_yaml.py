"""Écrire une fiche en YAML, comme on l'écrit à la main dans `data/`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Fiche = dict[str, Any]


def dire(valeur: object) -> str:
    """Une valeur simple, comme les fiches l'écrivent."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        return f"{valeur:f}".rstrip("0").rstrip(".") if "." in f"{valeur:f}" else f"{valeur:f}"
    return str(valeur)


def mettre_en_lignes(valeur: Fiche | list[Any], retrait: str = "") -> Iterator[str]:
    """Le YAML d'un bloc ; ce qui est vide ne s'écrit pas."""
    if isinstance(valeur, list):
        for element in valeur:
            lignes = list(mettre_en_lignes(element)) if isinstance(element, dict) else [dire(element)]
            yield from (f"{retrait}{'- ' if rang == 0 else '  '}{ligne}" for rang, ligne in enumerate(lignes))
        return
    for cle, contenu in valeur.items():
        if isinstance(contenu, (dict, list)):
            if contenu:
                yield f"{retrait}{cle}:"
                yield from mettre_en_lignes(contenu, retrait + "  ")
        else:
            yield f"{retrait}{cle}: {dire(contenu)}"

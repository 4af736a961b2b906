"""Dire un résultat en objet : ce qu'une sortie JSON ou un CSV reprend tel quel."""

from __future__ import annotations

from typing import Any


def extraire(objet: object, *champs: str) -> dict[str, Any]:
    """Ces champs d'un objet, sous leur propre nom, dans l'ordre où ils sont demandés."""
    return {champ: getattr(objet, champ) for champ in champs}

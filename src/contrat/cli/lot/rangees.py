"""Des réponses rangées par ligne, que l'on prend dans l'ordre."""

from __future__ import annotations

from collections.abc import Iterator


class ReponsesRangees:
    """Des rangs de lignes, croissants, et leurs réponses."""

    def __init__(self, reponses: Iterator[tuple[int, str]]) -> None:
        self._reponses = reponses
        self._suivante = next(reponses, None)

    def prendre(self, rang: int) -> str | None:
        """La réponse à la ligne de ce rang, s'il y en a une ; celles d'avant sont perdues."""
        while self._suivante is not None and self._suivante[0] < rang:
            self._suivante = next(self._reponses, None)
        return self._suivante[1] if self._suivante is not None and self._suivante[0] == rang else None

"""L'outil empêché de travailler : à distinguer d'une donnée fausse, qui est un `Diagnostic`."""

from __future__ import annotations


class ErreurContrat(Exception):
    """L'outil n'a pas pu faire son travail : dossier absent, fichier illisible, gabarit fautif (code de sortie 3)."""

    def __init__(self, message: str, aide: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.aide = aide


class ErreurUsage(ErreurContrat):
    """La commande est mal employée : période ou date illisible, option inconnue (code de sortie 2)."""

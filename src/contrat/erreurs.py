"""L'outil empêché de travailler : à distinguer d'une donnée fausse, qui est un `Diagnostic`."""

from __future__ import annotations


class ErreurContrat(Exception):
    """L'outil n'a pas pu faire son travail : dossier absent, fichier illisible, gabarit fautif (code de sortie 3)."""

    code = 3

    def __init__(self, message: str, aide: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.aide = aide


class ErreurDonnees(ErreurContrat):
    """Ce que l'usager désigne est dans les données, et une faute de forme empêche de le lire (code de sortie 1)."""

    code = 1


class ErreurUsage(ErreurContrat):
    """La commande est mal employée : période ou date illisible, option inconnue (code de sortie 2)."""

    code = 2

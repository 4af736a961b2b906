"""Accorder, énumérer, mettre une majuscule : ce que toute phrase demande."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contrat.nombres import accorder
from contrat.rendu.mots.dates import dire_jour


def compter(nombre: int, nom: str, pluriel: str = "") -> str:
    """Un nombre et son nom, accordé, par le pluriel donné quand il n'est pas ordinaire : « 1 ligne », « 2 lignes »."""
    return f"{nombre} {pluriel if pluriel and nombre > 1 else accorder(nombre, nom)}"


def enumerer(textes: Iterable[str], lien: str = "et") -> str:
    """Une énumération en français : « a, b et c »."""
    *premiers, dernier = list(textes)
    return f"{', '.join(premiers)} {lien} {dernier}" if premiers else dernier


def mettre_majuscule(texte: str) -> str:
    """Le texte avec une majuscule au début, le reste intact."""
    return texte[:1].upper() + texte[1:]


def phrase(texte: str) -> str:
    """Un texte avec sa majuscule et son point."""
    texte = mettre_majuscule(texte)
    return texte if texte.endswith((".", "…", "»", "?")) else f"{texte}."


def dire_l_etat(etat: tuple[date, str, bool] | None) -> str:
    """De quand sont les données : le jour et le nom de leur révision, et si elles ont changé depuis."""
    if etat is None:
        return "Données hors de git, sans jour ni révision."
    jour, revision, a_change = etat
    return f"Données du {dire_jour(jour)}, révision {revision}{', modifiées depuis' if a_change else ''}."

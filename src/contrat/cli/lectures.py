"""Lire ce que l'usager donne à une option : un jour, écrit AAAA-MM-JJ."""

from __future__ import annotations

from datetime import date

from contrat.erreurs import ErreurUsage


def lire_jour(option: str, texte: str) -> date:
    """Lire le jour donné à une option ; lève `ErreurUsage` quand il n'est pas au calendrier."""
    from contrat.modele.base import lire_jour

    try:
        return lire_jour(texte)
    except ValueError as erreur:
        contexte = getattr(erreur, "context", None) or {}
        raise ErreurUsage(f"{option} : {erreur}", str(contexte.get("aide", ""))) from None


def lire_jour_ou_aujourdhui(option: str, texte: str | None) -> date:
    """Lire le jour donné à une option ; le jour courant quand elle manque."""
    return date.today() if texte is None else lire_jour(option, texte)

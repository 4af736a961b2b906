"""Ce qu'une commande dit à côté de ce qu'elle fait, une fois faite : devant un refus, cela ne voudrait rien dire."""

from __future__ import annotations

import typer

_PHRASES: list[str] = []


def dire_ensuite(phrase: str) -> None:
    """Retenir une phrase pour la sortie d'erreur, quand la commande aura réussi."""
    _PHRASES.append(phrase)


def dire_a_cote(*, est_faite: bool) -> None:
    """Écrire ce qui est retenu si la commande a réussi ; l'oublier dans tous les cas."""
    phrases = _PHRASES.copy() if est_faite else []
    _PHRASES.clear()
    for phrase in phrases:
        typer.echo(phrase, err=True)

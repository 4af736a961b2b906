"""Les valeurs et les clés qu'un texte YAML n'écrit pas telles quelles : entre guillemets, repliées, échappées."""

from __future__ import annotations

from typing import Any

from contrat.modele.dossier import Scalaire


def relever(evenement: Any, scalaires: list[Scalaire]) -> None:
    """Ajouter la valeur décodée d'un scalaire et sa place ; rien quand le texte la montre telle quelle."""
    debut, fin = evenement.start_mark, evenement.end_mark
    if fin.line != debut.line or evenement.style in ("'", '"'):
        scalaires.append(Scalaire(debut.line, debut.column, fin.line, fin.column, str(evenement.value)))

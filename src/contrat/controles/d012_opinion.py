"""D012 : un mot qui révèle une opinion, une origine, une situation pénale, ou qui juge la personne."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.mots_alerte import JUGEMENTS, SENSIBLES, lire_expressions
from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D012"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un mot qui révèle une opinion ou juge la personne"
LIT = frozenset({"menages"})

MOTIF = re.compile(
    rf"(?<![\w-])(?:(?P<sensible>{lire_expressions(SENSIBLES)})|(?P<jugement>{lire_expressions(JUGEMENTS)}))(?![\w-])",
    re.IGNORECASE,
)
AIDE = "s'en tenir au logement, aux travaux et aux démarches : la personne a le droit de tout lire"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Religion, origine, opinion, situation pénale, vie privée, appréciations."""
    yield from chercher(dossier, MOTIF, _dire, aide=AIDE)


def _dire(trouve: re.Match[str]) -> str:
    return f"« {trouve[0]} » " + ("juge la personne" if trouve["jugement"] else "révèle ce que le dossier doit taire")

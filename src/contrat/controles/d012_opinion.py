"""D012 : un mot qui révèle une opinion, une origine, une situation, ou qui juge la personne."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.mots_alerte import JUGEMENTS, SENSIBLES, lire_expressions
from contrat.controles.recherche import Trouve, chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D012"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un mot qui révèle une opinion ou juge la personne"
LIT: frozenset[str] = frozenset()

# Un sigle de parti ne dit rien sans l'engagement qu'il suit : la RN est aussi une route.
_ENGAGE = (
    "(?:elue?|votent?|electeur|electrice|adherente?|encartee?|militante?|sympathisante?|proche|carte|pro)"
    "(?: du| de la| au| des| pour le| pour la)?"
)
PARTIS = ("rn", "fn", "ps", "ump", "lr", "pcf", "pc", "lfi", "npa", "eelv", "udi", "lo", "modem", "reconquete")
MOTIF = re.compile(
    rf"(?<![\w-])(?:(?P<sensible>{lire_expressions(SENSIBLES)})|(?P<jugement>{lire_expressions(JUGEMENTS)})"
    rf"|{_ENGAGE} (?:{'|'.join(PARTIS)}))(?![\w-])"
)
AIDE = "s'en tenir au logement, aux travaux et aux démarches : la personne a le droit de tout lire"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Religion, origine, opinion, situation pénale ou administrative, vie privée, appréciations."""
    yield from chercher(dossier, MOTIF, _dire, aide=AIDE)


def _dire(passage: str, trouve: Trouve) -> str:
    return f"« {passage} » " + ("juge la personne" if trouve["jugement"] else "révèle ce que le dossier doit taire")

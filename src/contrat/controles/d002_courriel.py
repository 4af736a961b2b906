"""D002 : une adresse de courriel dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D002"
GRAVITE = Gravite.ERREUR
TITRE = "une adresse de courriel"
LIT = frozenset({"menages"})

# Une adresse ne commence pas au milieu d'un mot : sans cette borne, un mot de n signes coûterait n fois sa longueur.
MOTIF = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?"
    r"(?:@|\(at\)|\[at\]|\barobase\b) ?[\w-]+(?:(?:\.| point | ?\(point\) ?| ?\[point\] ?)[\w-]+)+",
    re.IGNORECASE,
)


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les adresses de courriel, « (at) » et « arobase » compris."""
    yield from chercher(dossier, MOTIF, "une adresse de courriel")

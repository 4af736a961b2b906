"""D011 : un mot qui révèle la santé de quelqu'un dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.mots_alerte import SANTE, SIGLES_SANTE, lire_expressions
from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D011"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un mot qui révèle la santé"
LIT = frozenset({"menages"})

MOTIF = re.compile(rf"(?<![\w-])(?:(?i:{lire_expressions(SANTE)})|{'|'.join(SIGLES_SANTE)})(?![\w-])")
AIDE = "retirer ce mot : seul le besoin d'adapter le logement s'écrit (projet › besoin_adaptation), jamais sa cause"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Maladies, handicaps, soins, allocations liées à la santé, mesures de protection."""
    yield from chercher(dossier, MOTIF, lambda trouve: f"« {trouve[0]} » révèle la santé", aide=AIDE)

"""D013 : un commentaire trop long dans un fichier ménage."""

from __future__ import annotations

import re

from contrat.controles.recherche import chercher_lignes
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import LONGUEUR_NOTE

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un commentaire trop long"
LIT: frozenset[str] = frozenset()

MOTIF = re.compile(rf"(?:^|(?<= ))#(?P<texte>[^\n]{{{LONGUEUR_NOTE + 1},}})", re.MULTILINE)
AIDE = "raccourcir : plus un texte est long, plus il en dit sur quelqu'un ; les textes des champs ont la même limite"


def constater(dossier: Dossier) -> Constats:
    """Les commentaires d'une ligne plus longs que ce qu'un texte libre admet."""
    yield from chercher_lignes(
        dossier, MOTIF, lambda t: f"commentaire de {len(t['texte'])} signes, {LONGUEUR_NOTE} au plus", AIDE
    )

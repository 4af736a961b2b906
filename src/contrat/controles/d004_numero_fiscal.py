"""D004 : un numéro fiscal dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D004"
GRAVITE = Gravite.ERREUR
TITRE = "un numéro fiscal"
LIT = frozenset({"menages"})

# Treize chiffres d'un tenant, ou groupés comme sur l'avis ; le premier va de 0 à 3. 0033 commence un téléphone.
MOTIF = re.compile(r"(?<![\d.])(?!0033)[0-3]\d[ .-]?\d{2}(?:[ .-]?\d{3}){3}(?![\d.])")


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les suites de treize chiffres qui ont la forme d'un numéro fiscal."""
    yield from chercher(dossier, MOTIF, "un numéro fiscal")

"""D004 : un numéro fiscal."""

from __future__ import annotations

import re

from contrat.controles.recherche import TexteLu, chercher, toujours
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un numéro fiscal"
LIT: frozenset[str] = frozenset()

# Treize chiffres d'un tenant, ou groupés comme sur l'avis ; le premier va de 0 à 3. 0033 commence un téléphone.
# Annoncé, le numéro peut être plus court ou groupé autrement.
MOTIF = re.compile(
    r"(?<![\d.])(?!0033)[0-3]\d[ .-]?\d{2}(?:[ .-]?\d{3}){3}(?![\d.])"
    r"|(?<![\d.])\d\d[ .-]\d\d[ .-]\d{7}[ .-]\d\d(?![\d.])"
    r"|\b(?:(?:numero|n°|no|num|identifiant|reference|ref\.?)s? (?:fiscale?|de l'avis|d'avis|du foyer|impots?|spi)|spi"
    r"|avis n°|(?:numero |n° |code )?teledeclarant)(?!\w)[^\d\n]{0,25}\d(?:[ ./-]?\d){6,14}(?!\d)"
)
_ANNONCES = frozenset({"fiscal", "fiscale", "avis", "foyer", "impot", "impots", "spi", "teledeclarant"})


def constater(dossier: Dossier) -> Constats:
    """Les suites de treize chiffres qui ont la forme d'un numéro fiscal, et celles qu'un mot annonce."""
    yield from chercher(dossier, MOTIF, "un numéro fiscal", public=toujours, si=_a_de_quoi)


def _a_de_quoi(texte: TexteLu) -> bool:
    return texte.chiffres >= 13 or (texte.chiffres >= 7 and not _ANNONCES.isdisjoint(texte.mots))

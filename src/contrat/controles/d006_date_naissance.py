"""D006 : une date de naissance complète dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D006"
GRAVITE = Gravite.ERREUR
TITRE = "une date de naissance complète"

_MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DATE = rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/. -]\d{{1,2}}[/. -]\d{{4}}|\d{{1,2}}(?:er)? (?:{_MOIS}) \d{{4}})"
# Une date près d'un mot de naissance, ou une date du vingtième siècle : aucun événement du suivi n'est si ancien.
MOTIF = re.compile(
    rf"\b(?:né|née|nés|naissance|ddn)\b[^\n]{{0,20}}?(?P<mot>{_DATE})|(?<!\d)(?P<seule>{_DATE})(?!\d)", re.IGNORECASE
)
_CLES_DATEES = re.compile(r"\s*(?:achevement|demande):")
_SIECLE = re.compile(r"(?<!\d)1[89]\d{2}(?!\d)")


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les dates de naissance ; l'achèvement du logement peut être ancien, et M001 juge la date d'une demande."""
    yield from chercher(dossier, MOTIF, "une date de naissance complète", _est_naissance)


def _est_naissance(trouve: re.Match[str]) -> bool:
    if trouve["mot"]:
        return True
    return bool(_SIECLE.search(trouve["seule"])) and not _CLES_DATEES.match(trouve.string)

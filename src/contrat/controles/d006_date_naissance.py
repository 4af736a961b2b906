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
LIT = frozenset({"menages"})

_MOIS = "janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre"
_SEPARE = r" ?[/. -] ?"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d|\d\d?{_SEPARE}\d\d?{_SEPARE}\d{{4}}|\d\d?(?:er)? (?:{_MOIS}) (?:de )?\d{{4}})"
# Après un mot de naissance, l'année peut n'avoir que deux chiffres, et les chiffres se suivre.
_COURTE = rf"(?:{_DATE}|\d\d?(?:er)? (?:{_MOIS}) \d\d|\d\d?{_SEPARE}\d\d?{_SEPARE}\d\d|\d{{8}}|\d{{6}})(?!\d)"
# Une date près d'un mot de naissance, ou une date du vingtième siècle : aucun événement du suivi n'est si ancien.
MOTIF = re.compile(
    rf"\b(?:né|nés|née|nées|nee|naissance|ddn)\b[^\n\d]{{0,20}}(?P<mot>{_COURTE})|(?<!\d)(?P<seule>{_DATE})(?!\d)",
    re.IGNORECASE,
)
_SIECLE = re.compile(r"(?<!\d)1[89]\d{2}(?!\d)")
# Ce qui, juste avant la date, la donne à un bâtiment, à un texte, ou à une demande que M001 juge.
_AUTRE = re.compile(
    r"(?:achev|achèv|construi|bâti|\bloi\b|décret|arrêté|circulaire|\bdemande:)[^\n\d]{0,20}$", re.IGNORECASE
)


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les dates de naissance ; un logement, une loi, une demande n'en sont pas."""
    yield from chercher(dossier, MOTIF, "une date de naissance complète", _est_naissance)


def _est_naissance(trouve: re.Match[str]) -> bool:
    if trouve["mot"]:
        return True
    return bool(_SIECLE.search(trouve["seule"])) and not _AUTRE.search(trouve.string[: trouve.start()])

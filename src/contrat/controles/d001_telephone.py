"""D001 : un numéro de téléphone dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D001"
GRAVITE = Gravite.ERREUR
TITRE = "un numéro de téléphone"
LIT = frozenset({"menages"})

_SEPARE = r"[ ./()_-]{1,3}"
_INDICATIF = rf"(?:(?:\+|00)33(?:{_SEPARE})?(?:0(?:{_SEPARE})?)?|33(?=[67]\d{{8}}(?!\d))|0)"
# Huit chiffres d'un tenant, par deux (0471 60… compris) ou par trois. Par deux, tous sont séparés : une date suivie
# d'une heure, « 01.02.2011 14 h », ne l'est pas.
_HUIT = (
    rf"(?:(?:{_SEPARE})?\d{{8}}|(?:{_SEPARE}\d\d){{4}}|\d\d(?:{_SEPARE}\d\d){{3}}"
    rf"|(?:{_SEPARE}\d{{3}}){{2}}{_SEPARE}\d\d)"
)
# Jamais la fin d'un nombre plus long, ni d'une date, ni le début d'un nombre décimal.
MOTIF = re.compile(rf"(?<!\d)(?<!\d[.,/-]){_INDICATIF}[1-9]{_HUIT}(?!\d)(?![.,]\d)")


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les numéros français, dans toutes les graphies courantes."""
    yield from chercher(dossier, MOTIF, "un numéro de téléphone")

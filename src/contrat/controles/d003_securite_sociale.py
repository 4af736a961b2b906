"""D003 : un numéro de sécurité sociale dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D003"
GRAVITE = Gravite.ERREUR
TITRE = "un numéro de sécurité sociale"
LIT = frozenset({"menages"})

# Sexe, année, mois, département (2A et 2B en Corse), commune, rang, puis la clé facultative.
MOTIF = re.compile(
    r"(?<!\d)([12])([ ./-]?)(\d{2})\2(0[1-9]|1[0-2]|[2-9]\d)\2(\d{2}|2[AB])\2(\d{3})\2(\d{3})(?:[ ./-]?(\d{2}))?(?!\d)"
)


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les numéros dont les chiffres sont groupés, avec ou sans clé, ou quinze chiffres de cette forme.

    Une clé fausse ne disculpe pas : un numéro mal recopié désigne encore quelqu'un.
    """
    yield from chercher(dossier, MOTIF, "un numéro de sécurité sociale", _est_plausible)


def _est_plausible(trouve: re.Match[str]) -> bool:
    separateur, cle = trouve[2], trouve[8]
    # D'un tenant et sans clé, treize chiffres relèvent de D004.
    return bool(separateur) or cle is not None

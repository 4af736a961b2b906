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

# Sexe, année, mois, département (2A et 2B en Corse), commune, rang, puis la clé facultative.
MOTIF = re.compile(
    r"(?<!\d)([12])([ ./-]?)(\d{2})\2(0[1-9]|1[0-2]|[2-9]\d)\2(\d{2}|2[AB])\2(\d{3})\2(\d{3})(?:[ ./-]?(\d{2}))?(?!\d)"
)
DIVISEUR = 97
# La Corse se calcule en remplaçant 2A par 19 et 2B par 18.
CORSE = {"2A": "19", "2B": "18"}


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les numéros dont les chiffres sont groupés, avec ou sans clé, ou quinze chiffres dont la clé est juste."""
    yield from chercher(dossier, MOTIF, "un numéro de sécurité sociale", _est_plausible)


def _est_plausible(trouve: re.Match[str]) -> bool:
    sexe, separateur, annee, mois, departement, commune, rang, cle = trouve.groups()
    if separateur or cle is None:
        # Groupé, un numéro mal recopié désigne encore quelqu'un. D'un tenant et sans clé, il relève de D004.
        return bool(separateur)
    nombre = int(sexe + annee + mois + CORSE.get(departement, departement) + commune + rang)
    return DIVISEUR - nombre % DIVISEUR == int(cle)

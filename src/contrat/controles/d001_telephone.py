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

# Dix chiffres après 0, ou neuf après +33 ou 0033, groupés ou non ; jamais la fin d'un nombre plus long ni d'une date.
MOTIF = re.compile(r"(?<!\d)(?<!\d[.,/-])(?:(?:\+|00)33[ .-]?(?:\(0\))?[ .-]?|0)[1-9](?:[ .-]?\d{2}){4}(?![ .-]?\d)")


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les numéros français, dans toutes les graphies courantes."""
    yield from chercher(dossier, MOTIF, "un numéro de téléphone")

"""Chercher un motif dans tout le texte des fichiers ménage : valeurs, clés et commentaires."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contrat.diagnostics import Adresse, Constat, Position
from contrat.modele.dossier import Document, Dossier

# Les espaces et les traits d'union des traitements de texte se lisent comme ceux du clavier, signe pour signe.
_ORDINAIRES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2013": "-"})

AIDE = "retirer cette donnée : git garde tout, même effacé ; l'identité se tient à part, hors du dépôt"


def chercher(
    dossier: Dossier, motif: re.Pattern[str], message: str, retenir: Callable[[re.Match[str]], bool] = bool
) -> Iterator[Constat]:
    """Les passages des fichiers ménage que le motif reconnaît et que `retenir` confirme."""
    for document in documents_menages(dossier):
        for numero, ligne in enumerate(document.texte.split("\n"), 1):
            for trouve in motif.finditer(ligne.translate(_ORDINAIRES)):
                if retenir(trouve):
                    place = Position(numero, trouve.start() + 1, trouve.end() + 1)
                    yield Constat(Adresse("menages", document.identifiant, position=place), message, AIDE)


def documents_menages(dossier: Dossier) -> Iterator[Document]:
    """Les fichiers ménage tels qu'ils sont écrits, y compris mal formés."""
    return (document for document in dossier.documents if document.genre == "menages")

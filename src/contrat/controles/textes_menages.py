"""Chercher un motif dans tout le texte des fichiers ménage : valeurs, clés et commentaires."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from contrat.diagnostics import Adresse, Constat, Position
from contrat.modele.dossier import Document, Dossier

# Les espaces et les traits d'union des traitements de texte se lisent comme ceux du clavier, signe pour signe.
_ORDINAIRES = str.maketrans(
    {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2019": "'"}
)
# Une valeur chiffrée, et le bloc où l'outil de chiffrement range ses clés, ne disent rien de personne.
_CHIFFRE = re.compile(r"ENC\[[^\[\]\n]*\]|^sops:[^\n]*(?:\n(?:[ \t][^\n]*)?)*", re.MULTILINE)

AIDE = "retirer cette donnée : git garde tout, même effacé ; l'identité se tient à part, hors du dépôt"


def chercher(
    dossier: Dossier,
    motif: re.Pattern[str],
    message: str | Callable[[re.Match[str]], str],
    retenir: Callable[[re.Match[str]], bool] = bool,
    aide: str = AIDE,
) -> Iterator[Constat]:
    """Les passages des fichiers ménage que le motif reconnaît et que `retenir` confirme."""
    deja: dict[str, list[re.Match[str]]] = {}
    for document in documents_menages(dossier):
        for numero, ligne in enumerate(lire_lignes(document), 1):
            # Les fichiers se ressemblent : chaque ligne différente n'est lue qu'une fois.
            if (trouves := deja.get(ligne)) is None:
                trouves = deja[ligne] = [trouve for trouve in motif.finditer(ligne) if retenir(trouve)]
            for trouve in trouves:
                place = Position(numero, trouve.start() + 1, trouve.end() + 1)
                dit = message if isinstance(message, str) else message(trouve)
                yield Constat(Adresse("menages", document.identifiant, position=place), dit, aide)


def documents_menages(dossier: Dossier) -> Iterator[Document]:
    """Les fichiers ménage tels qu'ils sont écrits, y compris mal formés."""
    return (document for document in dossier.documents if document.genre == "menages")


@cache
def lire_lignes(document: Document) -> tuple[str, ...]:
    """Les lignes d'un fichier, signe pour signe, sans ce qui est chiffré."""
    return tuple(_CHIFFRE.sub(_blanchir, document.texte.translate(_ORDINAIRES)).split("\n"))


def _blanchir(trouve: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", trouve[0])

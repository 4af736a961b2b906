"""Arrêter une identité avant qu'elle soit écrite : les règles D sur un texte qui n'est pas encore dans le contrat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from contrat.controles import appliquer, choisir
from contrat.controles.regle import Regle
from contrat.diagnostics import Adresse, Diagnostic, Emplacement, Position
from contrat.modele.dossier import DocumentLu, Dossier, Scalaire

# Un identifiant trop court ou trop peu lettré pour dire quelque chose : inutile de l'examiner.
OPAQUE = re.compile(r"[A-Za-z]{0,2}-?[0-9]{1,8}")


def examiner(texte: str, nom: str, scalaires: Sequence[Scalaire] = (), menage: str = "") -> list[Diagnostic]:
    """Ce que les règles D disent d'un texte : le contenu d'un fichier, une note, un identifiant.

    `nom` est ce que l'usager lira : un fichier, ou une option. `scalaires` : ce que la lecture du YAML a décodé.
    `menage` : l'identifiant de celui dont c'est le fichier, qui s'examine avec lui.
    """
    genre, identifiant = ("menages", menage) if menage else ("", nom)
    document = DocumentLu(genre, identifiant, nom, texte, tuple(scalaires))
    lignes = document.texte.split("\n")

    def situer(adresse: Adresse) -> Emplacement:
        place = adresse.position or Position(1, 1, 2)
        return Emplacement(document.nom, *place, lignes[place.ligne - 1].rstrip())

    return appliquer(Dossier(documents=(document,)), situer, _choisir())


@cache
def _choisir() -> Sequence[Regle]:
    """Les règles D, cherchées une fois : un lot examine autant d'identifiants que de lignes."""
    return tuple(choisir("D"))


def examiner_identifiant(identifiant: str, nom: str) -> list[Diagnostic]:
    """Ce que les règles D disent d'un identifiant, comme celui d'une ligne de lot."""
    return [] if OPAQUE.fullmatch(identifiant) else examiner(identifiant, nom)

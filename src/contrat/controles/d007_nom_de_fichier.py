"""D007 : le nom d'un fichier ménage n'est pas un identifiant opaque."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import documents_menages
from contrat.diagnostics import Adresse, Constat, Gravite, Position
from contrat.modele.base import MOTIF_MENAGE
from contrat.modele.dossier import Dossier

CODE = "D007"
GRAVITE = Gravite.ERREUR
TITRE = "un nom de fichier qui peut désigner quelqu'un"
LIT = frozenset({"menages"})
# Quatre lettres de suite, dont une voyelle, se lisent comme un nom ; l'outil tire ses identifiants sans voyelle.
LISIBLE = re.compile(r"(?=[A-Z]{0,3}[AEIOUY])[A-Z]{4}")


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les fichiers ménage dont le nom n'est pas de la forme M-0001, ou se lit comme un nom."""
    for document in documents_menages(dossier):
        if not re.match(MOTIF_MENAGE, document.identifiant) or LISIBLE.search(document.identifiant):
            adresse = Adresse("menages", document.identifiant, position=Position(1, 1, 1))
            message = f"le nom de fichier « {document.identifiant} » n'est pas un identifiant sans signification"
            yield Constat(adresse, message, "renommer le fichier, comme M-0001.yaml ; l'ancien nom reste dans git")

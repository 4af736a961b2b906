"""D007 : le nom d'un fichier ménage n'est pas un identifiant opaque."""

from __future__ import annotations

import re

from contrat.diagnostics import Adresse, Constat, Constats, Gravite, Position
from contrat.modele.base import MOTIF_MENAGE
from contrat.modele.dossier import DocumentLu, Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un nom de fichier qui peut désigner quelqu'un"
LIT: frozenset[str] = frozenset()
# Quatre lettres de suite, dont une voyelle, se lisent comme un nom ; l'outil tire ses identifiants sans voyelle.
# Un code postal suivi d'une parcelle, un téléphone, une naissance, une plaque se lisent aussi.
LISIBLE = re.compile(
    r"(?=[A-Z]{0,3}[AEIOUY])[A-Z]{4}|\d{5}[A-Z]{1,2}\d{1,4}$|-0[1-9]\d{8}$|-[A-Z]{2}\d{3}[A-Z]{2}$"
    r"|-(?:19\d\d(?:0[1-9]|1[0-2])[0-3]\d|[0-3]\d(?:0[1-9]|1[0-2])19\d\d)$"
)
DOSSIER = re.compile(r"data/menages/")


def constater(dossier: Dossier) -> Constats:
    """Les fichiers ménage dont le nom n'est pas de la forme M-0001, ou se lit comme un nom, copies comprises."""
    for document in dossier.documents:
        nom = _lire_nom(document)
        if nom is not None and (not re.match(MOTIF_MENAGE, nom) or LISIBLE.search(nom)):
            adresse = Adresse(document.genre, document.identifiant, position=Position(1, 1, 1))
            message = f"le nom de fichier « {nom} » n'est pas un identifiant sans signification"
            yield Constat(adresse, message, "renommer le fichier, comme M-0001.yaml ; l'ancien nom reste dans git")


def _lire_nom(document: DocumentLu) -> str | None:
    """Le nom à examiner : celui d'un ménage, ou de sa copie (`.M-0001.yaml`, `M-0001.yaml.bak`)."""
    if document.genre == "menages":
        return document.identifiant
    ici = DOSSIER.match(document.nom)
    nom, extension, _ = document.nom[ici.end() if ici else 0 :].lstrip(".").partition(".yaml")
    est_une_copie = not document.genre and ici and extension and "/" not in nom
    return nom if est_une_copie else None

"""C048 : la fin d'un texte est lue comme un commentaire."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.diagnostics import Adresse, Constat, Constats, Gravite, Position
from contrat.modele.dossier import DocumentLu, Dossier
from contrat.modele.menage import ChoixRevenus

GRAVITE = Gravite.INFORMATION
TITRE = "un texte coupé par un croisillon"
LIT: frozenset[str] = frozenset()

_DEBUT = re.compile(r" *(?:- +)*(?:[\w-]+ *: +)?")
_AUTRES_FORMES = tuple("\"'|>[{#")
# Ce que l'entretien écrit au bout d'un texte libre d'un ménage.
_NOTICES = frozenset(f"# {champ.description}" for champ in ChoixRevenus.model_fields.values())
AIDE = "si la suite fait partie du texte, mettre tout le texte entre guillemets ; sinon, le commentaire sur sa ligne"


def constater(dossier: Dossier) -> Constats:
    """Les textes de plusieurs mots, sans guillemets, qu'une espace et un croisillon finissent."""
    for document in dossier.documents:
        if document.genre and (" #" in document.texte or "\t#" in document.texte):
            for rang, debut, fin in _couper(document):
                place = Position(rang + 1, debut + 1, fin + 1)
                suite = "ce qui suit le croisillon est un commentaire, qu'aucune page ne montre"
                yield Constat(Adresse(document.genre, document.identifiant, position=place), suite, AIDE)


def _couper(document: DocumentLu) -> Iterator[tuple[int, int, int]]:
    """La ligne, le croisillon et la fin de chaque commentaire qui suit un texte ; blocs et guillemets le gardent."""
    lignes = document.texte.split("\n")
    replies = {x.ligne_fin: x for x in document.scalaires if x.ligne_fin > x.ligne}
    dedans = {n for x in replies.values() for n in range(x.ligne, x.ligne_fin)} | replies.keys()
    est_ouverte = False  # une clé, ou un tiret, dont le texte commence à la ligne
    for rang, ligne in enumerate(lignes):
        if rang in replies:
            texte = replies[rang]
            valeur = lignes[texte.ligne][texte.colonne :]
            avant, croisillon = ligne[: texte.colonne_fin], ligne[texte.colonne_fin :].lstrip()[:1] == "#"
        else:
            avant, marque, _ = ligne.replace("\t", " ").partition(" #")
            trouve = _DEBUT.match(avant)
            debut = trouve[0] if trouve else ""
            commence = bool(debut.strip()) or est_ouverte
            valeur, croisillon = avant[len(debut) :].strip(), bool(marque and commence and rang not in dedans)
        if avant.strip():
            est_ouverte = avant.rstrip().endswith((":", "-"))
        if ligne[len(avant) :].strip() in _NOTICES:
            continue
        if croisillon and " " in valeur and not valeur.startswith(_AUTRES_FORMES) and any(map(str.isalpha, valeur)):
            yield rang, ligne.index("#", len(avant)), len(ligne.rstrip())

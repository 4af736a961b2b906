"""Les commentaires d'un fichier, d'après les places de ses valeurs : un croisillon entre guillemets n'en est pas un."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from pydantic import BaseModel

from contrat.depot.fiche import FicheLue
from contrat.depot.menage_ecrit import commentaires_du_modele
from contrat.depot.messages import sous_modele
from contrat.modele.dossier import Scalaire
from contrat.modele.menage import Menage

# Un commentaire commence la ligne, ou suit une espace.
_CROISILLON = re.compile(r"(?<![^ \t])#")


def lire_commentaires(fiche: FicheLue) -> list[str]:
    """Ce qui est écrit en commentaire, sauf ce que l'outil a écrit lui-même."""
    ecartes = commentaires_du_modele(fiche.texte)
    lignes = fiche.texte.split("\n")
    places = sorted(_situer(scalaire, lignes) for scalaire in fiche.lecture.scalaires)
    trouves = []
    for rang, ligne in enumerate(lignes):
        if ligne in ecartes:
            continue
        for trouve in _CROISILLON.finditer(ligne):
            ici = (rang, trouve.start())
            avant = bisect_right(places, (ici, ici)) - 1
            if avant < 0 or places[avant][1] <= ici:
                trouves.append(ligne[trouve.end() :].strip())
                break
    notices = set(_lister_notices(Menage))
    return [trouve for trouve in trouves if trouve not in notices]


def _lister_notices(modele: type[BaseModel]) -> Iterator[str]:
    """Ce que chaque champ veut dire, que l'entretien écrit au bout de sa ligne : ce n'est la donnée de personne."""
    for champ in modele.model_fields.values():
        if champ.description:
            yield champ.description
        if bloc := sous_modele(champ.annotation, None):
            yield from _lister_notices(bloc)


def _situer(scalaire: Scalaire, lignes: list[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Où commence et finit le texte d'une valeur : celui d'un bloc `|` ou `>` commence à la ligne d'après."""
    debut = (scalaire.ligne, scalaire.colonne)
    if lignes[scalaire.ligne][scalaire.colonne : scalaire.colonne + 1] in ("|", ">"):
        debut = (scalaire.ligne + 1, 0)
    return debut, (scalaire.ligne_fin, scalaire.colonne_fin)

"""Parcourir les objets du contrat et les références qu'ils portent, en gardant la place de chacune."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

from contrat.diagnostics import Adresse, Chemin, Constat
from contrat.modele.base import Objet
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

CONTRAT = ("contrat", "contrat")
ORGANISMES = frozenset(
    {
        "porteur",
        "maitre_ouvrage",
        "gestionnaire",
        "organisme",
        "organismes",
        "repreneur",
        "responsable",
        "employeur",
        "beneficiaire",
        "rattache_a",
        "epci",
    }
)
# Les champs qui citent un autre objet du contrat.
REFERENCES = ORGANISMES | {"budget", "axe", "source", "constats", "action", "actions", "instance"}


def references_inconnues(
    dossier: Dossier, noms: Collection[str], connus: Collection[str], quoi: str, genres: Collection[str] = ()
) -> Iterator[Constat]:
    """Les champs de ces noms qui citent un identifiant que rien ne définit, dans ces genres d'objets."""
    for nom in sorted(noms):
        for adresse, valeur in _references(dossier).get(nom, ()):
            if valeur not in connus and (not genres or adresse.genre in genres):
                yield Constat(adresse, f"{quoi} « {valeur} » n'existe pas", proposer(valeur, sorted(connus)))


@lru_cache(maxsize=1)
def _references(dossier: Dossier) -> Mapping[str, list[tuple[Adresse, str]]]:
    """Toutes les références du contrat, par nom de champ : un seul parcours sert à toutes les règles R."""
    references: dict[str, list[tuple[Adresse, str]]] = {}
    for genre, identifiant, objet in _objets(dossier):
        for chemin, nom, valeur in _citations(objet, ()):
            references.setdefault(nom, []).append((Adresse(genre, identifiant, chemin), valeur))
    return references


def _objets(dossier: Dossier) -> Iterator[tuple[str, str, Objet]]:
    """Tous les objets du contrat, avec leur genre et leur identifiant."""
    yield from ((*CONTRAT, contrat) for contrat in dossier.contrats.values())
    for genre in ("organismes", "sources", "axes", "actions", "aides", "menages", "seances"):
        for identifiant, objet in getattr(dossier, genre).items():
            yield genre, identifiant, objet


def _citations(objet: Objet, chemin: Chemin) -> Iterator[tuple[Chemin, str, str]]:
    """Les textes des champs de référence qu'un fichier écrit : leur chemin, le nom du champ, la valeur."""
    for nom, valeur in vars(objet).items():
        if isinstance(valeur, str):
            # Une valeur héritée est citée là où elle est écrite.
            if nom in REFERENCES and nom in objet.model_fields_set:
                yield (*chemin, nom), nom, valeur
        elif isinstance(valeur, Objet | tuple):
            yield from _dans(valeur, (*chemin, nom), nom)


def _dans(valeur: Any, chemin: Chemin, nom: str) -> Iterator[tuple[Chemin, str, str]]:
    if isinstance(valeur, Objet):
        yield from _citations(valeur, chemin)
    elif isinstance(valeur, tuple):
        for rang, element in enumerate(valeur):
            yield from _dans(element, (*chemin, rang), nom)
    elif isinstance(valeur, str) and nom in REFERENCES:
        yield chemin, nom, valeur

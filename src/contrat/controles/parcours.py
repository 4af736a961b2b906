"""Parcourir les objets du contrat et leurs champs, en gardant le chemin de chaque valeur."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from contrat.diagnostics import Adresse, Chemin, Constat
from contrat.modele.base import Objet
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

CONTRAT = ("contrat", "contrat")


def objets(dossier: Dossier) -> Iterator[tuple[str, str, Objet]]:
    """Tous les objets du contrat, avec leur genre et leur identifiant."""
    if dossier.contrat is not None:
        yield (*CONTRAT, dossier.contrat)
    for genre in ("organismes", "sources", "axes", "actions", "aides", "menages"):
        for identifiant, objet in getattr(dossier, genre).items():
            yield genre, identifiant, objet


def champs(objet: Objet, chemin: Chemin = ()) -> Iterator[tuple[Chemin, str, str]]:
    """Tous les textes d'un objet : leur chemin, le nom du champ, la valeur."""
    for nom in type(objet).model_fields:
        yield from _valeur(getattr(objet, nom), (*chemin, nom), nom)


def _valeur(valeur: Any, chemin: Chemin, nom: str) -> Iterator[tuple[Chemin, str, str]]:
    if isinstance(valeur, Objet):
        yield from champs(valeur, chemin)
    elif isinstance(valeur, tuple):
        for rang, element in enumerate(valeur):
            yield from _valeur(element, (*chemin, rang), nom)
    elif isinstance(valeur, str):
        yield chemin, nom, valeur


def references_inconnues(
    dossier: Dossier, noms: Collection[str], connus: Collection[str], quoi: str, genres: Collection[str] = ()
) -> Iterator[Constat]:
    """Les champs de ces noms qui citent un identifiant que rien ne définit, dans ces genres d'objets."""
    for genre, identifiant, objet in objets(dossier):
        if genres and genre not in genres:
            continue
        for chemin, nom, valeur in champs(objet):
            if nom in noms and valeur not in connus:
                adresse = Adresse(genre, identifiant, chemin)
                yield Constat(adresse, f"{quoi} « {valeur} » n'existe pas", proposer(valeur, sorted(connus)))

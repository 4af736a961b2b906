"""Reconnaître un fichier dont des valeurs sont chiffrées par SOPS, et ce qu'on peut encore en contrôler."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from contrat.depot.yaml_positionne import Lecture
from contrat.diagnostics import Chemin
from contrat.modele.chiffrement import BLOC, VALEUR_CHIFFREE

CODE, MESSAGE = "D015", "illisible sans clé : des valeurs sont chiffrées"
AIDE = "rien à corriger ; pour le lire, déchiffrer une copie hors du dépôt : sops decrypt FICHIER"
_JOUR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


def est_chiffre(valeur: Any) -> bool:
    """Vrai pour un fichier que SOPS a écrit : il porte son bloc, avec l'empreinte et la date que SOPS y met."""
    bloc = valeur.get(BLOC) if isinstance(valeur, Mapping) else None
    if not isinstance(bloc, Mapping):
        return False
    return _est_une_valeur(bloc.get("mac")) and _JOUR.fullmatch(str(bloc.get("lastmodified"))) is not None


def _est_une_valeur(valeur: Any) -> bool:
    return isinstance(valeur, str) and VALEUR_CHIFFREE.fullmatch(valeur) is not None


def ecarter(lecture: Lecture) -> Lecture:
    """La lecture sans le bloc où SOPS range ses clés, ni contrôle de ce qui est chiffré, sauf l'identifiant."""
    valeur = {cle: v for cle, v in lecture.valeur.items() if cle != BLOC}
    chiffrees = {chemin for chemin in _chemins(valeur, ()) if chemin != ("id",)}
    return replace(lecture, valeur=valeur, chemins_fautifs=lecture.chemins_fautifs | chiffrees)


def _chemins(valeur: Any, chemin: Chemin) -> Iterator[Chemin]:
    """Les chemins des valeurs chiffrées."""
    if isinstance(valeur, Mapping):
        for cle, sous in valeur.items():
            yield from _chemins(sous, (*chemin, cle))
    elif isinstance(valeur, list):
        for rang, sous in enumerate(valeur):
            yield from _chemins(sous, (*chemin, rang))
    elif _est_une_valeur(valeur):
        yield chemin

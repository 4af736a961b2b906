"""Reconnaître un fichier dont des valeurs sont chiffrées par SOPS, et ce qu'on peut encore en contrôler."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from contrat.depot.yaml_positionne import Lecture
from contrat.diagnostics import Chemin

BLOC = "sops"
CODE, MESSAGE = "D015", "illisible sans clé : des valeurs sont chiffrées"
AIDE = "rien à corriger ; pour le lire, déchiffrer une copie hors du dépôt : sops decrypt FICHIER"
_VALEUR = re.compile(r"ENC\[.*\]", re.DOTALL)


def est_chiffre(valeur: Any) -> bool:
    """Vrai pour une valeur chiffrée, une table ou une liste qui en contient, un fichier qui porte le bloc `sops`."""
    if isinstance(valeur, Mapping):
        return BLOC in valeur or any(map(est_chiffre, valeur.values()))
    if isinstance(valeur, list):
        return any(map(est_chiffre, valeur))
    return isinstance(valeur, str) and _VALEUR.fullmatch(valeur) is not None


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
    elif est_chiffre(valeur):
        yield chemin

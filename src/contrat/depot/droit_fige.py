"""Le droit livré, figé : ses objets déjà construits, dans un fichier JSON fait à la première lecture.

Lire ses YAML et bâtir de quoi les vérifier coûte à chaque commande plus que juger un ménage. Ce fichier est à eux ce
que les fichiers de `__pycache__`, parmi lesquels il est rangé, sont au Python : refait dès que le droit ou ses modèles
changent, jamais cru quand il ne leur correspond pas, et sans lequel tout marche (décision 0026).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from contrat.modele.base import Objet

# La clé qui dit de quel genre est une table ; aucun champ ne porte ce nom.
_GENRE = ""
_SIMPLES = (str, int, bool, type(None))


def relire(droit: Path) -> Mapping[str, Any]:
    """Les fichiers du droit figés, par leur nom ; aucun quand ils manquent, sont abîmés ou ne sont plus à jour."""
    try:
        empreinte, _, corps = _lieu(droit).read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    figes: dict[str, Any] = json.loads(corps) if empreinte == _signer(droit, corps) else {}
    return figes


def figer(droit: Path, objets: Mapping[str, Any]) -> None:
    """Écrire ces objets pour les commandes suivantes ; un dossier où l'on ne peut pas écrire n'empêche rien."""
    corps = json.dumps({nom: _geler(objet) for nom, objet in objets.items()}, ensure_ascii=False, indent=0)
    lieu = _lieu(droit)
    with suppress(OSError):
        lieu.parent.mkdir(exist_ok=True)
        # Deux commandes peuvent figer en même temps : un remplacement laisse l'un des deux fichiers, entier.
        provisoire = lieu.with_suffix(f".{os.getpid()}")
        provisoire.write_text(f"{_signer(droit, corps)}\n{corps}", encoding="utf-8")
        provisoire.replace(lieu)


def degeler(brut: Any) -> Any:
    """L'objet, tel qu'il a été figé."""
    if isinstance(brut, list):
        return tuple(degeler(element) for element in brut)
    if not isinstance(brut, dict):
        return brut
    valeurs = {nom: degeler(valeur) for nom, valeur in brut.items() if nom != _GENRE}
    genre = brut.get(_GENRE)
    if genre == "Decimal":
        return Decimal(valeurs["valeur"])
    if genre == "date":
        return date.fromisoformat(valeurs["valeur"])
    if genre is None:
        return valeurs
    classe = _classe(genre)
    return classe.model_construct(**valeurs) if issubclass(classe, Objet) else classe(**valeurs)


def _geler(objet: Any) -> Any:
    """Le même objet en JSON : d'un objet du modèle, les seuls champs que le fichier écrit."""
    if isinstance(objet, _SIMPLES):
        return objet
    if isinstance(objet, tuple):
        return [_geler(element) for element in objet]
    if isinstance(objet, dict):
        return {nom: _geler(valeur) for nom, valeur in objet.items()}
    if isinstance(objet, (Decimal, date)):
        return {_GENRE: type(objet).__name__, "valeur": str(objet)}
    classe = type(objet)
    noms = objet.model_fields_set if isinstance(objet, Objet) else [champ.name for champ in fields(objet)]
    return {
        _GENRE: f"{classe.__module__}:{classe.__name__}",
        **{nom: _geler(getattr(objet, nom)) for nom in sorted(noms)},
    }


@cache
def _classe(genre: str) -> type[Any]:
    module, nom = genre.split(":")
    classe: type[Any] = getattr(import_module(module), nom)
    return classe


def _lieu(droit: Path) -> Path:
    return droit / "__pycache__" / "droit.json"


def _signer(droit: Path, corps: str) -> str:
    """Ce que font ensemble le droit, les modèles qui le lisent et ce qui en est figé."""
    empreinte = sha256(corps.encode())
    for chemin in _sources(droit):
        octets = chemin.read_bytes()
        empreinte.update(f"{chemin.name} {len(octets)}\n".encode() + octets)
    return empreinte.hexdigest()


def _sources(droit: Path) -> Iterator[Path]:
    yield Path(__file__)
    for dossier, motif in ((droit, "*.yaml"), (droit.parent / "modele", "*.py")):
        yield from sorted(dossier.rglob(motif))

"""Poser un site dans un dossier : ses fichiers seulement, d'un seul geste, et retirer ceux qu'il n'a plus.

Un fichier témoin, `site-contrat.json`, dit lesquels sont les siens : ce qu'un autre a mis dans le dossier y reste.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from contrat.depot.fichiers import PROVISOIRE, poser_dossier, preparer_a_cote, refuser_contrat
from contrat.depot.racine import REPERE
from contrat.erreurs import ErreurContrat, ErreurUsage

TEMOIN = "site-contrat.json"
VERSION = 1
_NOM = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/){0,2}[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True)
class Ecarts:
    """Ce que poser un site ferait à son dossier : les fichiers à créer, à changer, à retirer, et ceux qui restent."""

    crees: tuple[str, ...]
    changes: tuple[str, ...]
    retires: tuple[str, ...]
    gardes: tuple[str, ...]


def refuser_dossier(dossier: Path) -> None:
    """Lever `ErreurUsage` quand un site n'a pas sa place ici : parmi les données, ou parmi les fichiers d'un autre."""
    _lire_temoin(dossier)


def comparer(dossier: Path, fichiers: Mapping[str, bytes]) -> Ecarts:
    """Ce qui change d'un site posé avant ; mêmes refus que `refuser_dossier`, et un fichier d'un autre sous ce nom."""
    siens = _lire_temoin(dossier)
    a_ecrire = {**fichiers, TEMOIN: _temoigner(fichiers)}
    crees: list[str] = []
    changes: list[str] = []
    gardes: list[str] = []
    for nom, octets in a_ecrire.items():
        chemin = dossier / nom
        _refuser_un_detour(dossier, chemin)
        if not chemin.exists() and not chemin.is_symlink():
            crees.append(nom)
        elif nom not in siens and nom != TEMOIN:
            raise ErreurUsage(f"{chemin} existe, et n'est pas de ce site", "le déplacer, ou choisir un autre dossier")
        else:
            (gardes if _est_pareil(chemin, octets) else changes).append(nom)
    retires = [nom for nom in sorted(siens) if nom not in a_ecrire and os.path.lexists(dossier / nom)]
    for nom in retires:
        _refuser_un_detour(dossier, dossier / nom)
    return Ecarts(tuple(crees), tuple(changes), tuple(retires), tuple(gardes))


def poser(dossier: Path, fichiers: Mapping[str, bytes]) -> Ecarts:
    """Écrire le site, relu avant de prendre sa place ; un fichier n'est jamais à moitié écrit."""
    ecarts = comparer(dossier, fichiers)
    voulus = {nom: fichiers[nom] for nom in (*ecarts.crees, *ecarts.changes) if nom != TEMOIN}
    if not voulus and not ecarts.retires and TEMOIN in ecarts.gardes:
        return ecarts
    with preparer_a_cote(dossier, "site") as provisoire:
        _ecrire_et_relire(provisoire, voulus | {TEMOIN: _temoigner(fichiers)})
        if dossier.exists():
            _installer(provisoire, dossier, voulus, ecarts.retires)
        else:
            poser_dossier(provisoire, dossier)
    return ecarts


def _ecrire_et_relire(dossier: Path, fichiers: Mapping[str, bytes]) -> None:
    for nom, octets in fichiers.items():
        (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
        (dossier / nom).write_bytes(octets)
        if (dossier / nom).read_bytes() != octets:
            raise ErreurContrat(f"{nom} ne se relit pas tel qu'il a été écrit", "vérifier le disque")


def _installer(provisoire: Path, dossier: Path, voulus: Iterable[str], retires: Iterable[str]) -> None:
    """Donner sa place à chaque fichier ; un arrêt en chemin laisse un témoin qui nomme les anciens et les neufs."""
    entretemps = provisoire / f"{TEMOIN}.entretemps"
    entretemps.write_bytes(_temoigner({*_lire_temoin(dossier), *voulus}))
    entretemps.replace(dossier / TEMOIN)
    for nom in voulus:
        (dossier / nom).parent.mkdir(parents=True, exist_ok=True)
        (provisoire / nom).replace(dossier / nom)
    for nom in retires:
        (dossier / nom).unlink()
        _retirer_les_vides(dossier, (dossier / nom).parent)
    (provisoire / TEMOIN).replace(dossier / TEMOIN)


def _retirer_les_vides(dossier: Path, parent: Path) -> None:
    while parent != dossier and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent


def _temoigner(noms: Iterable[str]) -> bytes:
    return (json.dumps({"version": VERSION, "fichiers": sorted(noms)}, indent=1) + "\n").encode()


def _lire_temoin(dossier: Path) -> frozenset[str]:
    """Les fichiers qu'un site posé avant y a mis ; `ErreurUsage` quand le dossier est à autre chose."""
    refuser_contrat(dossier / TEMOIN)
    if dossier.exists() and not dossier.is_dir():
        raise ErreurUsage(f"« {dossier} » n'est pas un dossier", "donner un dossier neuf, vide, ou celui d'un site")
    temoin = dossier / TEMOIN
    if temoin.is_file():
        return _verifier(temoin)
    # Le dossier où ce site s'écrit d'abord est dedans ; celui d'une écriture tuée net peut y être resté.
    if dossier.is_dir() and not all(ici.name.endswith(PROVISOIRE) for ici in dossier.iterdir()):
        quoi = (
            "est celui d'un contrat" if (dossier / REPERE).exists() else "n'est pas vide, et n'est pas celui d'un site"
        )
        raise ErreurUsage(f"« {dossier} » {quoi}", "donner un dossier neuf, vide, ou celui d'un site déjà écrit")
    return frozenset()


def _verifier(temoin: Path) -> frozenset[str]:
    """Un témoin que quelqu'un a retouché ne doit pas faire retirer n'importe quel fichier."""
    try:
        lu = json.loads(temoin.read_bytes())
        noms = frozenset(lu["fichiers"]) if lu["version"] == VERSION else None
    except (OSError, ValueError, LookupError, TypeError):
        noms = None
    if noms is None or not all(isinstance(nom, str) and _NOM.fullmatch(nom) for nom in noms):
        raise ErreurUsage(f"{temoin} n'est pas le témoin d'un site", "choisir un autre dossier, ou vider celui-ci")
    return noms


def _refuser_un_detour(dossier: Path, chemin: Path) -> None:
    """Un lien ne mène pas le site hors de son dossier."""
    if not chemin.parent.resolve().is_relative_to(dossier.resolve()):
        raise ErreurUsage(f"{chemin.parent} est un lien qui mène hors de {dossier}", "le retirer")


def _est_pareil(chemin: Path, octets: bytes) -> bool:
    return chemin.is_file() and not chemin.is_symlink() and chemin.read_bytes() == octets

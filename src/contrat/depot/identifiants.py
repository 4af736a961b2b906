"""Ce que le shell propose pour compléter un mot : les identifiants du contrat, lus dans les noms de ses fichiers.

Aucun modèle n'est construit : la réponse est immédiate, et un fichier fautif ne la tait pas. Rien n'est lu d'un ménage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from contrat.depot.racine import CONTRATS, loger, tronc, trouver_racines
from contrat.erreurs import ErreurContrat

# Par mot de la ligne d'utilisation, l'endroit où sont les identifiants qu'il attend, et la clé de leur titre.
DOSSIERS = {
    "ACTION": ("actions", "titre"),
    "AXE": ("axes", "titre"),
    "SEANCE": ("seances", "objet"),
    "MENAGE": ("menages", ""),
}
LISTES = {
    "ORGANISME": ("organismes", "nom"),
    "FINANCEUR": ("organismes", "nom"),
    "SOURCE": ("sources", "titre"),
}
LISTES_FERMEES = {"STATUT": ("action", "Statut"), "ETAPE": ("menage", "EtapeMenage")}
CONTRAT = "CONTRAT"


def proposer_identifiants(mot: str, commence: str, depuis: Path, imposee: Path | None) -> Mapping[str, str]:
    """Les identifiants qui commencent ainsi et que ce mot attend, avec leur titre ; rien hors d'un contrat."""
    if mot in LISTES_FERMEES:
        return {valeur: "" for valeur in _lire_liste_fermee(*LISTES_FERMEES[mot]) if valeur.startswith(commence)}
    try:
        racines = trouver_racines(depuis, imposee)
    except ErreurContrat:
        return {}
    trouves = {nom: titre for racine in racines for nom, titre in _lister(mot, racine)}
    return {nom: trouves[nom] for nom in sorted(trouves) if nom.startswith(commence)}


def _lire_liste_fermee(module: str, nom: str) -> tuple[str, ...]:
    from importlib import import_module
    from typing import get_args

    return get_args(getattr(import_module(f"contrat.modele.{module}"), nom))


def _lister(mot: str, racine: Path) -> Iterator[tuple[str, str]]:
    if mot == CONTRAT:
        yield from ((voisin.name, "") for voisin in (tronc(racine) / CONTRATS).glob("*"))
    elif mot in DOSSIERS:
        genre, cle = DOSSIERS[mot]
        for chemin in (racine / loger(racine, genre) / genre).glob("*.yaml"):
            yield chemin.stem, _lire_titre(chemin, cle) if cle else ""
    else:
        genre, cle = LISTES[mot]
        texte = _lire(racine / loger(racine, genre) / f"{genre}.yaml")
        # Un bloc par objet : l'identifiant, puis son nom, quel que soit l'ordre des autres clés.
        for bloc in re.split(r"^ *- ", texte, flags=re.MULTILINE)[1:]:
            if trouve := re.search(r"(?:^|[\s{,])id: *([a-z0-9-]+)", bloc):
                yield trouve[1], _chercher(bloc, cle)


def _lire_titre(chemin: Path, cle: str) -> str:
    return _chercher(_lire(chemin), cle)


def _chercher(texte: str, cle: str) -> str:
    trouve = re.search(rf"(?:^|[\s{{,]){cle}: *([^\n]*)", texte)
    return trouve[1].strip().strip("'\"") if trouve else ""


def _lire(chemin: Path) -> str:
    try:
        return chemin.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

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
# Par mot, le genre de fichiers, le bloc qui y tient la liste, et la clé du titre.
BLOCS = {
    "INDICATEUR": ("actions", "indicateurs", "libelle"),
    "INSTANCE": ("contrat", "gouvernance", "nom"),
}
PERIODE = "PERIODE"
LISTES_FERMEES = {"STATUT": ("action", "Statut"), "ETAPE": ("evenement", "EtapeMenage")}
CONTRAT = "CONTRAT"


def proposer_identifiants(
    mot: str, commence: str, depuis: Path, imposee: Path | None, fiche: str = ""
) -> Mapping[str, str]:
    """Les identifiants qui commencent ainsi et que ce mot attend, avec leur titre ; rien hors d'un contrat.

    `fiche` : celle que la ligne nomme déjà, dont les indicateurs sont les seuls possibles.
    """
    if mot in LISTES_FERMEES:
        return {valeur: "" for valeur in _lire_liste_fermee(*LISTES_FERMEES[mot]) if valeur.startswith(commence)}
    try:
        racines = trouver_racines(depuis, imposee)
    except ErreurContrat:
        return {}
    trouves = {nom: titre for racine in racines for nom, titre in _lister(mot, racine, fiche)}
    return {nom: trouves[nom] for nom in sorted(trouves) if nom.startswith(commence)}


def _lire_liste_fermee(module: str, nom: str) -> tuple[str, ...]:
    from importlib import import_module
    from typing import get_args

    return get_args(getattr(import_module(f"contrat.modele.{module}"), nom))


def _lister(mot: str, racine: Path, fiche: str) -> Iterator[tuple[str, str]]:
    if mot == CONTRAT:
        yield from ((voisin.name, "") for voisin in (tronc(racine) / CONTRATS).glob("*"))
    elif mot in DOSSIERS:
        genre, cle = DOSSIERS[mot]
        for chemin in (racine / loger(racine, genre) / genre).glob("*.yaml"):
            yield chemin.stem, _chercher(_lire(chemin), cle) if cle else ""
    elif mot == PERIODE:
        texte = _lire(racine / loger(racine, "contrat") / "contrat.yaml")
        yield from ((periode, "") for periode in _lister_periodes(texte))
    elif mot in BLOCS:
        genre, nom, cle = BLOCS[mot]
        lieu = racine / loger(racine, genre)
        for chemin in (lieu / genre).glob(f"{fiche or '*'}.yaml") if mot == "INDICATEUR" else [lieu / f"{genre}.yaml"]:
            yield from _lire_objets(_lire_bloc(_lire(chemin), nom), cle)
    else:
        genre, cle = LISTES[mot]
        texte = _lire(racine / loger(racine, genre) / f"{genre}.yaml")
        yield from _lire_objets(texte, cle)


def _lire_objets(texte: str, cle: str) -> Iterator[tuple[str, str]]:
    """Un bloc par objet : l'identifiant, puis son nom, quel que soit l'ordre des autres clés."""
    for bloc in re.split(r"^ *- ", texte, flags=re.MULTILINE)[1:]:
        if trouve := re.search(r"(?:^|[\s{,])id: *([a-z0-9-]+)", bloc):
            yield trouve[1], _chercher(bloc, cle)


def _lire_bloc(texte: str, cle: str) -> str:
    """Les lignes d'une clé du premier niveau, jusqu'à la suivante."""
    trouve = re.search(rf"^{cle}:.*?(?=^[a-z#]|\Z)", texte, flags=re.MULTILINE | re.DOTALL)
    return trouve[0] if trouve else ""


def _lister_periodes(texte: str) -> list[str]:
    """La période du contrat, puis chacun de ses exercices."""
    bloc = _lire_bloc(texte, "periode")
    bornes = [_chercher(bloc, cle)[:4] for cle in ("debut", "fin")]
    if not all(re.fullmatch(r"(19|20)[0-9]{2}", borne) for borne in bornes):
        return []
    return ["-".join(bornes), *map(str, range(int(bornes[0]), int(bornes[1]) + 1))]


def _chercher(texte: str, cle: str) -> str:
    trouve = re.search(rf"(?:^|[\s{{,]){cle}: *([^\n]*)", texte)
    return trouve[1].strip().strip("'\"") if trouve else ""


def _lire(chemin: Path) -> str:
    try:
        return chemin.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

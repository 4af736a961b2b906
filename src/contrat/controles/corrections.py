"""Ce qui se corrige sûrement : une tranche d'une ligne, et le texte à y mettre.

Une correction est sûre quand l'aide donne la valeur entière à écrire, ou quand le mot voulu ne fait pas de doute : dans
une liste fermée, il ne diffère que d'une lettre ; partout ailleurs, que par la casse, les accents ou les séparateurs.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from contrat.diagnostics import Diagnostic
from contrat.proches import replier

_ECRIRE = re.compile(r"écrire (\S+)")
_VOULOIR = re.compile(r"vouliez-vous dire « (\S+) » \?")
_TROUVE = re.compile(r"« (.*?) »")
_GUILLEMETS = ("'", '"')
_LISTES_FERMEES = frozenset({"F013", "F016"})
_MOTS = _LISTES_FERMEES | {f"R{n:03}" for n in range(1, 7)}


class Correction(NamedTuple):
    """La tranche à remplacer, colonnes comptées à partir de 1, `fin` exclue, et ce qui la remplace."""

    ligne: int
    colonne: int
    fin: int
    texte: str


def proposer_correction(faute: Diagnostic) -> Correction | None:
    """La correction sûre d'une faute, ou rien quand le geste demande à être choisi."""
    ecrit = faute.extrait[faute.colonne - 1 : faute.fin - 1]
    guillemet = ecrit[:1] if ecrit[:1] in _GUILLEMETS and ecrit[:1] == ecrit[-1:] else ""
    nu = ecrit.strip(guillemet) if guillemet else ecrit
    trouve = _TROUVE.search(faute.message)
    voulu = _lire_voulu(faute, nu)
    if trouve is None or trouve[1] != nu or voulu is None:
        return None
    return Correction(faute.ligne, faute.colonne, faute.fin, f"{guillemet}{voulu}{guillemet}")


def _lire_voulu(faute: Diagnostic, ecrit: str) -> str | None:
    """Le mot ou la valeur que l'aide propose, quand il n'y a pas de doute."""
    if faute.code == "F015":
        valeur = _ECRIRE.fullmatch(faute.aide)
        return valeur[1] if valeur else None
    mot = _VOULOIR.fullmatch(faute.aide) if faute.code in _MOTS else None
    if mot is None:
        return None
    est_proche = faute.code in _LISTES_FERMEES and _differe_d_une_lettre(ecrit, mot[1])
    return mot[1] if est_proche or replier(ecrit) == replier(mot[1]) else None


def _differe_d_une_lettre(un: str, autre: str) -> bool:
    """Vrai quand une lettre est en trop, en moins, changée, ou que deux lettres voisines sont échangées."""
    court, long = sorted((un, autre), key=len)
    tete = next((i for i, (a, b) in enumerate(zip(court, long, strict=False)) if a != b), len(court))
    reste_court, reste_long = court[tete:], long[tete:]
    if len(long) == len(court) + 1:
        return reste_court == reste_long[1:]
    if len(long) != len(court):
        return False
    echange = reste_court[:2] == reste_long[1::-1] and reste_court[2:] == reste_long[2:]
    return reste_court[1:] == reste_long[1:] or echange


def corriger_texte(texte: str, fautes: list[Diagnostic]) -> tuple[str, int]:
    """Le texte d'un fichier après ses corrections sûres, et combien ont été faites : rien d'autre n'y bouge."""
    lignes = texte.split("\n")
    faites = 0
    corrections = {c: f for f in fautes if (c := proposer_correction(f)) is not None}
    for correction in sorted(corrections, reverse=True):
        rang, debut, fin = correction.ligne - 1, correction.colonne - 1, correction.fin - 1
        # Une marque d'ordre en tête décale la ligne : elle n'est alors plus celle que la faute montre.
        if rang < len(lignes) and lignes[rang].rstrip() == corrections[correction].extrait:
            lignes[rang] = lignes[rang][:debut] + correction.texte + lignes[rang][fin:]
            faites += 1
    return "\n".join(lignes), faites

"""Le coût des expressions régulières : linéaire, quel que soit le texte qu'on leur donne.

Un motif exponentiel arrête `contrat validate` sur une ligne de trente croisillons. Le temps lui-même n'est pas jugé,
seulement sa croissance : un texte dix fois plus long coûte une dizaine de fois plus, et cent fois plus s'il est
quadratique.
"""

from __future__ import annotations

import ast
import re
import time
from collections import deque
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

SOURCES = Path(__file__).parent.parent / "src"
FONCTIONS = {"compile", "match", "fullmatch", "search", "findall", "finditer", "sub", "split"}
# Par petits pas d'abord : un motif exponentiel se trahit avant de bloquer le test.
PETITES, GRANDES = (12, 20, 30, 90, 400, 2_000), (1_000, 10_000, 100_000)
# Une fois et demie de plus que la croissance du texte : du bruit ; un motif quadratique fait quatre à dix fois plus.
MARGE, PLANCHER, RAPIDE = 2.5, 100e-6, 50e-3
REDITES = (
    "a", "A", "é", "0", "1", " ", "-", "#", "_", ".", ",", "'", '"', "(", "[", "{", "@", "+", "/", ":", "%", "\t",
    "# ", "#- ", "- ", "a ", "A ", "0 ", "1 ", "a.", "a-", "A-", "a'", "0.", "1.", "aA", "a1", "1a", "A1 ", "12 ",
    "1234 ", ", ", " .", " -", "a@", "ENC[", "\n", "\n ", "a\n", "sops:\n", "Aa", "Aa ", "Aa-", "d'A", "de la ",
)  # fmt: skip


def appels(arbre: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Les appels à `re` d'un module, par le nom de la fonction."""
    for noeud in ast.walk(arbre):
        match noeud:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=nom)) if nom in FONCTIONS:
                yield nom, noeud


def est_ancre(texte: str, nom: str) -> bool:
    """Vrai pour un motif que son module ne confronte qu'au début du texte : il n'est pas essayé à chaque place."""
    return f"{nom}." in texte and not re.search(rf"\b{nom}\.(?!(full)?match\()", texte)


def motifs() -> Iterator[tuple[str, re.Pattern[str], bool]]:
    """Tous les motifs de `src` : leur nom, le motif, et s'il n'est confronté qu'à son début."""
    for fichier in sorted(SOURCES.rglob("*.py")):
        texte = fichier.read_text(encoding="utf-8")
        if "import re\n" not in texte:
            continue
        module = ".".join(fichier.relative_to(SOURCES).with_suffix("").parts).removesuffix(".__init__")
        for nom, valeur in vars(import_module(module)).items():
            if isinstance(valeur, re.Pattern):
                yield f"{module}.{nom}", valeur, est_ancre(texte, nom)
        directs = any(f"re.{fonction}(" in texte for fonction in FONCTIONS - {"compile"})
        for fonction, appel in appels(ast.parse(texte)) if directs else ():
            premier = appel.args[0]
            ecrit = premier.value if isinstance(premier, ast.Constant) else None
            if fonction != "compile" and isinstance(ecrit, str):
                yield f"{module}: {ecrit}", re.compile(ecrit), fonction in ("match", "fullmatch")


MOTIFS = {nom: (motif, est_ancre) for nom, motif, est_ancre in motifs()}


def duree(motif: re.Pattern[str], texte: str, est_ancre: bool, essais: int = 1) -> float:
    """Le plus petit temps de calcul pour confronter le motif à tout un texte."""
    temps = []
    for _ in range(essais):
        debut = time.process_time()
        if est_ancre:
            motif.match(texte)
            motif.fullmatch(texte)
        else:
            deque(motif.finditer(texte), maxlen=0)
        temps.append(time.process_time() - debut)
    return max(min(temps), PLANCHER)


@cache
def redire(redite: str, tailles: tuple[int, ...]) -> tuple[str, ...]:
    """Une redite répétée à ces tailles, et un signe qui ne répond à aucun motif."""
    return tuple((redite * (taille // len(redite) + 1))[:taille] + "\x00" for taille in tailles)


def mesurer(motif: re.Pattern[str], redite: str, est_ancre: bool, tailles: tuple[int, ...]) -> tuple[float, float]:
    """La pire croissance du coût rapportée à celle du texte, et le dernier coût ; s'arrête dès qu'elle dépasse."""
    textes = redire(redite, tailles)
    avant = duree(motif, textes[0], est_ancre)
    for court, long in pairwise(textes):
        apres = duree(motif, long, est_ancre)
        croissance = apres / avant / (len(long) / len(court))
        if croissance > MARGE and apres < RAPIDE:
            # Une autre tâche a pu gêner : la mesure se refait avant d'accuser, sauf si elle risquait de ne pas finir.
            avant, apres = duree(motif, court, est_ancre, 9), duree(motif, long, est_ancre, 3)
            croissance = apres / avant / (len(long) / len(court))
        if croissance > MARGE:
            return croissance, apres
        avant = apres
    return 0.0, avant


def redites(motif: re.Pattern[str]) -> list[str]:
    """Ce qu'on répète pour éprouver un motif : les pièges ordinaires, des mots qu'il contient, ses balises ouvertes."""
    mots = sorted(set(re.findall(r"[a-zà-ÿ]{2,}", motif.pattern, re.IGNORECASE)))[:10]
    balises = (f"<{mot} " for mot in mots if "<" in motif.pattern)
    return [*REDITES, *mots, *(f"{mot} " for mot in mots), *balises]


@pytest.mark.parametrize("nom", MOTIFS)
def test_le_cout_d_un_motif_est_lineaire(nom: str) -> None:
    """De 12 à 2 000 signes pour toutes les redites, jusqu'à 100 000 pour la plus coûteuse."""
    motif, est_ancre = MOTIFS[nom]
    mesures = {redite: mesurer(motif, redite, est_ancre, PETITES) for redite in redites(motif)}
    fautives = [redite for redite, (croissance, _) in mesures.items() if croissance > MARGE]
    assert not fautives, f"coût plus que linéaire sur ces redites : {fautives}"
    pire = max(mesures, key=lambda redite: mesures[redite][1])
    assert mesurer(motif, pire, est_ancre, GRANDES)[0] <= MARGE, f"coût plus que linéaire sur {pire!r}"


def test_tous_les_motifs_sont_eprouves() -> None:
    """Un motif compilé dans une fonction, ou construit à la volée, échapperait au test."""
    for fichier in sorted(SOURCES.rglob("*.py")):
        texte = fichier.read_text(encoding="utf-8")
        arbre = ast.parse(texte if "re.compile(" in texte else "")
        fonctions = [n for n in ast.walk(arbre) if isinstance(n, ast.FunctionDef)]
        for nom, appel in (a for f in fonctions for a in appels(f)):
            assert nom != "compile", f"{fichier.name}:{appel.lineno} : compiler le motif en tête de module"


def test_un_motif_exponentiel_ou_quadratique_serait_vu() -> None:
    """Le test sait échouer : deux motifs retirés du code."""
    assert mesurer(re.compile(r"^(?:- |#+ ?)*nom:"), "#", False, PETITES)[0] > MARGE
    assert mesurer(re.compile(r"[\w.+-]+ ?@"), "a", False, PETITES)[0] > MARGE

"""« make bancs » : un tableau de rapports, mesurés dans une seule exécution, à d'autres programmes et à nous-mêmes.

Ce qui se compare se mesure tour à tour, et le plus petit temps de calcul compte : une machine occupée pèse sur tous.
Ce qui n'a pas pu être mesuré est dit, avec la raison. Rien n'échoue : les cibles sont là pour comparer.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bancs import tiers
from bancs.chrono import Empeche, Mesure, mesurer
from bancs.demarrage import lister
from bancs.donnees import JOUR, ecrire_contrat, ecrire_journal, ecrire_lot
from bancs.regles_publicodes import ecrire_regles
from contrat.cli.eligibilite_guichet import charger_droit

RACINE = Path(__file__).resolve().parent.parent
PROGRAMMES = RACINE / "bancs" / "programmes"


class Essai(NamedTuple):
    """Une commande à mesurer, et où ; `admis` : les codes de sortie qui ne sont pas une panne."""

    commande: Sequence[str]
    dossier: Path = RACINE
    admis: tuple[int, ...] = (0,)


class Duel(NamedTuple):
    """Nous contre un repère ; `absence` dit pourquoi le repère ne se mesure pas ; la cible est un rapport."""

    nom: str
    nous: Essai
    repere: str
    lui: Essai | None
    cible: str = ""
    absence: str = ""


class Trouve(NamedTuple):
    """Les plus petites mesures d'un duel, ou ce qui a empêché."""

    nous: Mesure | None
    lui: Mesure | None
    empeche: str = ""


def opposer(duel: Duel, tours: int) -> Trouve:
    """Mesurer l'un puis l'autre, autant de fois qu'il y a de tours."""
    trouves: list[tuple[Mesure, Mesure | None]] = []
    try:
        for _ in range(tours):
            nous = mesurer(*duel.nous)
            trouves.append((nous, mesurer(*duel.lui) if duel.lui else None))
    except Empeche as erreur:
        return Trouve(None, None, str(erreur))
    lui = min((autre for _, autre in trouves if autre), default=None)
    return Trouve(min(nous for nous, _ in trouves), lui, duel.absence)


def presenter(duel: Duel, trouve: Trouve) -> str:
    """Une ligne du tableau."""
    if trouve.nous is None:
        return f"{duel.nom:<48} non mesuré : {trouve.empeche}"
    nous = f"{duel.nom:<48} {trouve.nous.calcul:8.2f} s {trouve.nous.memoire:5.0f} Mio"
    if trouve.lui is None:
        return f"{nous}   {duel.repere} : non mesuré, {trouve.empeche}"
    rapport = trouve.nous.calcul / trouve.lui.calcul
    lui = f"{duel.repere} {trouve.lui.calcul:.2f} s {trouve.lui.memoire:.0f} Mio"
    return f"{nous}   {rapport:7.2f} × {duel.cible:<7} {lui}"


def face_a(
    tiers_: tiers.Tiers, *arguments: str | Path, dans: Path = RACINE, admis: tuple[int, ...] = (0,)
) -> Essai | None:
    """La mesure d'un programme tiers, s'il est là."""
    return None if tiers_.absence else Essai((*tiers_.commande, *map(str, arguments)), dans, admis)


def demarrer() -> Iterator[Duel]:
    """Ce qu'attend l'usager avant la première réponse, rapporté à un Python qui ne fait rien."""
    (repere, (python, _)), *nos = lister().items()
    for nom, (commande, cible) in nos:
        yield Duel(nom, Essai(commande), repere, Essai(python), f"≤ {cible}")


def controler(dossier: Path, tailles: Sequence[int]) -> Iterator[Duel]:
    """`validate` et `budget` sur des contrats de plus en plus gros."""
    validateur = tiers.paquet("check-jsonschema", ("check-jsonschema",))
    hledger = tiers.programme("hledger")
    schemas = dossier / "schemas"
    for taille in tailles:
        contrat = ecrire_contrat(dossier / f"c{taille}", taille)
        journal = ecrire_journal(contrat / "budget.journal", taille)
        nous = Essai((*tiers.nous(), "validate"), contrat, (0, 1))
        if not schemas.exists():
            mesurer((*tiers.nous(), "schema", "-o", str(schemas)), contrat)
        libyaml = Essai((sys.executable, str(PROGRAMMES / "libyaml.py"), "data"), contrat)
        yield Duel(f"validate, {taille} fiches", nous, "libyaml", libyaml, "≤ 2,5" if taille >= 1000 else "")
        fiches = map(str, sorted((contrat / "data" / "actions").iterdir()))
        schema = ("--schemafile", str(schemas / "actions.json"), *fiches)
        jsonschema = face_a(validateur, *schema, dans=contrat, admis=(0, 1))
        cible = "≤ 0,1" if taille >= 1000 else ""
        yield Duel(f"validate, {taille} fiches", nous, validateur.version or "check-jsonschema", jsonschema, cible,
                   validateur.absence)  # fmt: skip
        balance = face_a(hledger, "-f", journal, "balance", dans=contrat)
        budget = Essai((*tiers.nous(), "budget"), contrat)
        yield Duel(f"budget, {taille} fiches", budget, hledger.version or "hledger", balance, "", hledger.absence)


def juger(dossier: Path, tailles: Sequence[int]) -> Iterator[Duel]:
    """`eligibilite --lot` sur des lots d'un jour, sur un processeur, puis sur tous."""
    bareme = charger_droit(RACINE)
    duckdb, openfisca, publicodes = (
        tiers.paquet("duckdb"), tiers.paquet("openfisca-france"), tiers.module_node("publicodes"),
    )  # fmt: skip
    for taille in tailles:
        lot, sortie = ecrire_lot(dossier / f"l{taille}.csv", bareme, taille), dossier / "reponses.csv"
        seul = (*_un_processeur(), *tiers.nous(), "eligibilite", "--lot", str(lot), "--sortie", str(sortie))
        passage = face_a(duckdb, PROGRAMMES / "duckdb_passage.py", lot, sortie)
        nom = f"lot, {taille} ménages"
        yield Duel(nom, Essai(seul), f"passage par {duckdb.version or 'duckdb'}", passage, "", duckdb.absence)
        if not duckdb.absence:
            par_duckdb = (*seul[len(_un_processeur()) :], "--moteur", "duckdb")
            yield Duel(f"{nom}, --moteur duckdb", Essai(par_duckdb), f"passage par {duckdb.version}", passage)
        fisca = face_a(openfisca, PROGRAMMES / "openfisca.py", lot)
        yield Duel(nom, Essai(seul), openfisca.version or "openfisca-france", fisca, "", openfisca.absence)
        if taille == tailles[0]:
            regles, menages = ecrire_regles(dossier, bareme, JOUR, lot)
            essai = face_a(publicodes, PROGRAMMES / "publicodes.mjs", regles, menages, dans=tiers.DOSSIER)
            yield Duel(nom, Essai(seul), publicodes.version or "publicodes", essai, "", publicodes.absence)
        if taille == tailles[-1]:
            yield Duel(f"{nom}, tous processeurs", Essai(seul[len(_un_processeur()) :]), "sur un seul", Essai(seul))


def _un_processeur() -> tuple[str, ...]:
    return ("taskset", "-c", "0") if platform.system() == "Linux" else ()


def croitre(nom: str, mesures: dict[int, float]) -> Iterator[str]:
    """Ce que devient le temps quand la taille décuple."""
    for petite, grande in zip(mesures, list(mesures)[1:], strict=False):
        rapport = mesures[grande] / mesures[petite]
        yield f"{nom} : de {petite} à {grande}, {rapport:.1f} × plus long pour {grande / petite:.0f} × plus"


def derouler(titre: str, duels: Iterator[Duel], tours: Callable[[str], int]) -> None:
    """Mesurer et imprimer au fur et à mesure, puis la croissance des tailles du titre."""
    print(f"\n{titre}")
    croissances: dict[str, dict[int, float]] = {}
    for duel in duels:
        trouve = opposer(duel, tours(duel.nom))
        print(presenter(duel, trouve), flush=True)
        debut, virgule, suite = duel.nom.partition(", ")
        if trouve.nous and virgule and suite.split()[0].isdigit() and suite.count(",") == 0:
            croissances.setdefault(debut, {}).setdefault(int(suite.split()[0]), trouve.nous.calcul)
    for debut, mesures in croissances.items():
        for ligne in croitre(debut, mesures):
            print(ligne)


def main() -> None:
    """Lire les tailles, mesurer, imprimer."""
    analyse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    analyse.add_argument("--tours", type=int, default=5, metavar="N", help="nombre de tours (5 par défaut)")
    analyse.add_argument("--fiches", type=int, nargs="+", default=[10, 100, 1000, 10_000], metavar="N")
    analyse.add_argument("--menages", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000], metavar="N")
    choix = analyse.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} processeurs, Python {platform.python_version()}")
    print("temps de calcul (le plus petit des tours), mémoire la plus haute, rapport au repère, cible")

    def tours(nom: str) -> int:
        """Une mesure longue n'a pas besoin d'être refaite."""
        taille = max((int(mot) for mot in nom.split() if mot.isdigit()), default=0)
        return int(choix.tours if taille <= 1000 else min(choix.tours, 2))

    with tempfile.TemporaryDirectory() as temporaire:
        dossier = Path(temporaire)
        derouler("Démarrer", demarrer(), tours)
        derouler("Contrôler, additionner", controler(dossier, choix.fiches), tours)
        derouler("Juger", juger(dossier, choix.menages), tours)


if __name__ == "__main__":
    main()

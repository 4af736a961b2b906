"""Mesurer ce qu'attend l'usager avant la première réponse, rapporté à un Python qui ne fait rien.

Les commandes d'un même tour se suivent : une machine occupée pèse sur toutes. Le minimum dit ce que coûte le travail,
la médiane ce que vit l'usager. Rien n'échoue : les cibles sont là pour comparer.
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

RACINE = Path(__file__).resolve().parent.parent
REPERE = "python -c pass"


def lister() -> dict[str, tuple[list[str], int]]:
    """Chaque commande mesurée, et combien de fois le repère elle ne devrait pas dépasser."""
    contrat = [sys.executable, "-m", "contrat"]
    menage = min((RACINE / "data" / "menages").glob("*.yaml")).relative_to(RACINE).as_posix()
    return {
        REPERE: ([sys.executable, "-c", "pass"], 1),
        "contrat --version": ([*contrat, "--version"], 8),
        "contrat --help": ([*contrat, "--help"], 8),
        f"contrat eligibilite {menage}": ([*contrat, "eligibilite", menage], 15),
        "contrat budget": ([*contrat, "budget"], 20),
    }


def chronometrer(commande: list[str]) -> float:
    """Le temps d'un processus entier, en millisecondes."""
    debut = time.perf_counter()
    subprocess.run(commande, cwd=RACINE, capture_output=True, check=True)
    return (time.perf_counter() - debut) * 1000


def mesurer(tours: int) -> dict[str, list[float]]:
    """Les temps de chaque commande ; un tour de plus, d'abord, réchauffe les caches du disque."""
    liste = lister()
    passages = [{nom: chronometrer(commande) for nom, (commande, _) in liste.items()} for _ in range(tours + 1)]
    return {nom: [passage[nom] for passage in passages[1:]] for nom in liste}


def presenter(temps: dict[str, list[float]]) -> str:
    """Un tableau : minimum, médiane, et leurs rapports à ceux du repère."""
    largeur = max(map(len, temps))
    lignes = [f"{'commande':<{largeur}}  {'minimum':>14}  {'médiane':>14}  cible"]
    for nom, (_, cible) in lister().items():
        cases = [
            f"{resume(temps[nom]):4.0f} ms {resume(temps[nom]) / resume(temps[REPERE]):5.1f} ×"
            for resume in (min, median)
        ]
        lignes.append(f"{nom:<{largeur}}  {cases[0]:>14}  {cases[1]:>14}  {cible:>3} ×")
    return "\n".join(lignes)


def main() -> None:
    """Lire le nombre de tours, mesurer, imprimer."""
    analyse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    analyse.add_argument("--tours", type=int, default=15, metavar="N", help="nombre de tours (15 par défaut)")
    tours = analyse.parse_args().tours
    # Une installation éditable n'a pas toujours son code compilé : sans cela, on mesurerait la compilation.
    compileall.compile_dir(RACINE / "src", quiet=1)
    print(presenter(mesurer(tours)))


if __name__ == "__main__":
    main()

"""Mesurer les temps de réponse des commandes, processus entier, rapportés à celui d'un Python qui ne fait rien.

Les mesures d'un même tour se suivent, pour qu'une machine occupée pèse sur toutes ; on garde la médiane des tours.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

RACINE = Path(__file__).resolve().parent.parent
TOURS = 7
REPERE = "python -c pass"


def commandes() -> dict[str, list[str]]:
    """Les commandes mesurées, par leur nom affiché."""
    menage = min((RACINE / "data" / "menages").glob("*.yaml")).relative_to(RACINE)
    suites = ["--version", "--help", f"eligibilite {menage}", "budget 2010-2011", "validate"]
    return {
        REPERE: [sys.executable, "-c", "pass"],
        **{f"contrat {suite}": [sys.executable, "-m", "contrat", *suite.split()] for suite in suites},
    }


def mesurer(commande: list[str]) -> float:
    """Le temps d'un processus entier, en millisecondes."""
    # Sans cette variable, un Python réglé pour ne rien écrire recompilerait les sources à chaque tour.
    milieu = {nom: valeur for nom, valeur in os.environ.items() if nom != "PYTHONDONTWRITEBYTECODE"}
    debut = time.perf_counter()
    subprocess.run(commande, cwd=RACINE, env=milieu, capture_output=True, check=False)
    return (time.perf_counter() - debut) * 1000


def main() -> None:
    """Mesurer chaque commande à chaque tour, puis montrer les médianes et leur rapport au repère."""
    liste = commandes()
    temps: dict[str, list[float]] = {nom: [] for nom in liste}
    for tour in range(TOURS + 1):
        for nom, commande in liste.items():
            duree = mesurer(commande)
            if tour:  # le premier tour réchauffe les caches du disque
                temps[nom].append(duree)
    repere = median(temps[REPERE])
    largeur = max(map(len, liste))
    print(f"{'commande':<{largeur}}  médiane  rapport  ({TOURS} tours)")
    for nom, durees in temps.items():
        print(f"{nom:<{largeur}}  {median(durees):4.0f} ms  {median(durees) / repere:5.1f} ×")


main()

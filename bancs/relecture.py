"""Mesurer `contrat comparer`, rapporté à un `contrat validate` du même tour : au plus trois fois.

Le temps est celui du processeur, que les voisins de la machine ne changent guère. La tête a un plan rééquilibré et une
aide récrite pour des jours passés : les ménages concernés se jugent deux fois, c'est le plus long.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from bancs.chrono import mesurer
from bancs.tiers import nous

RACINE = Path(__file__).resolve().parent.parent
TOURS, CIBLE = 5, 3
CHANGEMENTS = (
    ("actions/rehabilitation-logements.yaml", "montant: 34000", "montant: 24000"),
    ("aides/ville-dpe.yaml", "montant: 160", "montant: 200"),
)


def calculer(dossier: Path, *arguments: str) -> float:
    """Le temps de processeur d'une commande de contrat, qui trouve ou non des erreurs, en secondes."""
    return mesurer((*nous(), *arguments), dossier, admis=(0, 1)).calcul


def main() -> None:
    """Préparer deux dossiers, mesurer tour à tour, imprimer le rapport des minimums."""
    with tempfile.TemporaryDirectory() as temporaire:
        base, tete = Path(temporaire, "base"), Path(temporaire, "tete")
        for cote in (base, tete):
            shutil.copytree(RACINE / "data", cote / "data")
        for fichier, ancien, nouveau in CHANGEMENTS:
            chemin = tete / "data" / fichier
            texte = chemin.read_text(encoding="utf-8")
            if ancien not in texte:
                raise SystemExit(f"{fichier} ne dit plus « {ancien} » : ce banc est fait pour le contrat livré")
            chemin.write_text(texte.replace(ancien, nouveau, 1), encoding="utf-8")
        tours = [
            (calculer(tete, "validate"), calculer(tete, "comparer", str(base), str(tete))) for _ in range(TOURS + 1)
        ][1:]
    validate, comparer = (min(cote) for cote in zip(*tours, strict=True))
    fois = f"{comparer / validate:.2f} fois, au plus {CIBLE}"
    print(f"validate {validate * 1000:.0f} ms, comparer {comparer * 1000:.0f} ms : {fois}")


if __name__ == "__main__":
    main()

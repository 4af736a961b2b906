"""Semer des valeurs fausses dans les données livrées, et dire quelle part s'en voit.

`mutations.csv` les donne, une par ligne : un fichier, un repère, le texte à changer après lui et ce qui le remplace.
Une faute est vue par `contrat validate`, par `contrat concordance`, ou par les tests des données. Celle que rien ne
peut voir dit pourquoi : elle ne compte pas.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from contrat.calculs.concordance.concordance import confronter
from contrat.controles import controler
from contrat.depot.chargement import charger

RACINE = Path(__file__).resolve().parent.parent
ABSENT = "introuvable"


class Faute(NamedTuple):
    """Une valeur fausse ; `pourquoi_invisible` est vide quand elle peut se voir."""

    liste: str
    fichier: str
    apres_quoi: str
    avant: str
    apres: str
    pourquoi_invisible: str

    def semer(self, texte: str) -> str | None:
        """Le texte avec la faute ; rien quand le repère ou la valeur n'y sont plus."""
        debut = texte.find(self.apres_quoi)
        place = texte.find(self.avant, debut)
        if debut < 0 or place < 0:
            return None
        return texte[:place] + self.apres + texte[place + len(self.avant) :]


def lire() -> list[Faute]:
    """Les fautes, telles que le tableau les donne ; une fin de ligne s'y écrit \\n."""
    with (RACINE / "bancs" / "mutations.csv").open(encoding="utf-8", newline="") as fichier:
        return [Faute(**{c: v.replace("\\n", "\n") for c, v in rang.items()}) for rang in csv.DictReader(fichier)]


def controler_contrat(racine: Path) -> Counter[tuple[str, str]]:
    """Les fautes de `contrat validate`, puis les verdicts de `contrat concordance`, comptés."""
    lu = charger(racine)
    trouves, _ = controler(lu.dossier, lu.situer)
    comptes = Counter(("validate", d.code) for d in (*lu.diagnostics, *trouves))
    if lu.dossier.contrats:
        comptes.update(("concordance", concordance.verdict) for concordance in confronter(lu.dossier))
    return comptes


def eprouver(faute: Faute, racine: Path, sain: Counter[tuple[str, str]]) -> str:
    """Par quoi la faute est vue ; rien quand elle ne l'est pas."""
    chemin = racine / "data" / faute.fichier
    texte = chemin.read_text(encoding="utf-8")
    if (faux := faute.semer(texte)) is None:
        return ABSENT
    chemin.write_text(faux, encoding="utf-8")
    try:
        trouves = controler_contrat(racine)
        vues = {ou for ou, _ in (trouves - sain) + (sain - trouves)}
        return ", ".join(sorted(vues)) or _tester(racine)
    finally:
        chemin.write_text(texte, encoding="utf-8")


def _tester(racine: Path) -> str:
    """Les tests des données, sur la copie : rien quand ils passent."""
    commande = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    commande += [f"tests/donnees/{nom}" for nom in ("test_faits.py", "test_faits_montres.py")]
    return "" if subprocess.run(commande, cwd=racine, capture_output=True, check=False).returncode == 0 else "tests"


def main() -> None:
    """Éprouver les fautes, ou celles de la liste nommée ; dire la part vue, et celles qui ne le sont pas."""
    fautes = [faute for faute in lire() if sys.argv[1:] in ([], [faute.liste])]
    with tempfile.TemporaryDirectory() as dossier:
        racine = Path(dossier)
        for nom in ("data", "tests", "src", "templates"):
            shutil.copytree(RACINE / nom, racine / nom)
        shutil.copy(RACINE / "pyproject.toml", racine)
        sain = controler_contrat(racine)
        if _tester(racine):
            sys.exit("les tests des données échouent sans aucune faute : les réparer d'abord")
        vues = [(faute, eprouver(faute, racine, sain)) for faute in fautes]
    for liste in dict.fromkeys(faute.liste for faute in fautes):
        visibles = [(f, v) for f, v in vues if f.liste == liste and not f.pourquoi_invisible]
        nombre = sum(v not in ("", ABSENT) for _, v in visibles)
        par = Counter(v for _, v in visibles if v)
        print(f"{liste} : {nombre} vues sur {len(visibles)}, {100 * nombre / len(visibles):.0f} % ; {dict(par)}")
    for faute, vue in vues:
        if vue in ("", ABSENT) or faute.pourquoi_invisible:
            raison = faute.pourquoi_invisible or vue or "NON VUE"
            print(f"- {faute.fichier}, {faute.avant.strip()!r} → {faute.apres.strip()!r} : {raison}")


if __name__ == "__main__":
    main()

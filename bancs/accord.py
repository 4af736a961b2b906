"""Juger le même lot au hasard par le droit compilé, ligne à ligne, par DuckDB et par Spark ; comparer les sorties.

« make accord » : vingt mille lignes de 2010 à 2026, toutes les colonnes, une ligne fautive sur cent.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr
from datetime import date
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from bancs.hasard import Hasard
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.calculs.eligibilite.lot import traiter
from contrat.cli.eligibilite_guichet import charger_droit
from contrat.cli.lot.paquets import LIGNES_PAR_BLOC, JugeDeLot, juger_dans_l_ordre
from contrat.cli.lot.reponses import Juge, ecrire_reponses
from contrat.cli.lot.spark.lot import juger_par_spark
from contrat.cli.lot.sql.lot import juger_par_duckdb
from contrat.depot.blocs import lire_peu_a_peu
from contrat.depot.lot import Lot, ouvrir_lot
from contrat.modele.bareme import Bareme
from contrat.modele.lot import COLONNES, LigneLot
from contrat.rendu.eligibilite.lot import Redacteur, en_cases

RACINE = Path(__file__).resolve().parent.parent


class Compile:
    """Le droit compilé, tel que la commande s'en sert."""

    def __init__(self, bareme: Bareme) -> None:
        self.lecteur = Lecteur(bareme, COLONNES, None, est_francais=False, des_la=0)
        self.redacteur = Redacteur()

    def juger(self, ligne: dict[str, str]) -> str | None:
        """Les réponses à une ligne, en CSV ; rien quand elle revient au lecteur ordinaire."""
        try:
            reponses = self.lecteur.repondre([ligne[colonne] for colonne in COLONNES])
        except LigneDouteuse:
            return None
        return self.redacteur.rediger(ligne["id"], *reponses)


def juger_une_a_une(ligne: dict[str, str], bareme: Bareme) -> str | None:
    """La même chose par le lecteur ordinaire, qui fait un ménage de chaque ligne."""
    try:
        lue = LigneLot.model_validate({colonne: case for colonne, case in ligne.items() if case})
    except ValidationError:
        return None
    refus, reponses = traiter(lue, None, bareme)
    sortie = StringIO()
    csv.writer(sortie, lineterminator="\n").writerows(map(en_cases, reponses))
    return None if refus else sortie.getvalue()


def chercher_ecarts(bareme: Bareme, lignes: Iterable[dict[str, str]]) -> Iterator[tuple[dict[str, str], str]]:
    """Chaque ligne à laquelle les deux lecteurs ne répondent pas de même, et leurs deux réponses."""
    compile_ = Compile(bareme)
    for ligne in lignes:
        compilee, une_a_une = compile_.juger(ligne), juger_une_a_une(ligne, bareme)
        if compilee != une_a_une:
            yield ligne, f"compilé : {compilee}\nune à une : {une_a_une}"


# Le moteur et ce qu'il lui faut ; toute époque leur est confiée, aussi Spark y passe-t-il un quart d'heure.
MOTEURS: tuple[tuple[str, str, Callable[..., Iterable[Juge]]], ...] = (
    ("DuckDB", "duckdb", juger_par_duckdb),
    ("Spark", "pyspark", juger_par_spark),
)


def juger_par_python(
    fichier: Path, nom: str, lot: Lot, jour: date | None, lecteur: Lecteur, au_moins: int
) -> Iterator[Juge]:
    """Le moteur d'office, dans ce processus ; il n'a pas de seuil."""
    del jour, au_moins
    blocs = lire_peu_a_peu(fichier, nom, lot, LIGNES_PAR_BLOC)
    yield from juger_dans_l_ordre(blocs, JugeDeLot(lecteur, Redacteur()), processus=1)


def repondre(
    fichier: Path, bareme: Bareme, jour: date | None, par: Callable[..., Iterable[Juge]]
) -> tuple[int, str, str]:
    """Ce que rend la commande par un moteur : son code, ses réponses et ses fautes.

    Le droit d'une époque est compilé dès sa première ligne.
    """
    lot = ouvrir_lot(fichier, fichier.name)
    lecteur = Lecteur(bareme, lot.colonnes, jour, est_francais=False, des_la=0)
    juges = par(fichier, fichier.name, lot, jour, lecteur, au_moins=1)
    reponses, fautes = StringIO(), StringIO()
    with redirect_stderr(fautes):
        code = ecrire_reponses(lot, juges, jour, bareme, reponses)
    return code, reponses.getvalue(), fautes.getvalue()


def accorder_les_moteurs(bareme: Bareme, lignes: Iterable[dict[str, str]], jour: date | None) -> bool:
    """Dire de chaque moteur du lot s'il rend les octets de celui d'office, et s'ils le font tous."""
    with TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "lot.csv"
        with fichier.open("w", encoding="utf-8", newline="") as flux:
            ecrivain = csv.DictWriter(flux, COLONNES, lineterminator="\n")
            ecrivain.writeheader()
            ecrivain.writerows(lignes)
        attendu = repondre(fichier, bareme, jour, juger_par_python)
        sont_d_accord = True
        for nom, paquet, par in MOTEURS:
            if find_spec(paquet) is None or (paquet == "pyspark" and shutil.which("java") is None):
                print(f"{nom} n'est pas installé : son moteur n'est pas comparé")
            elif repondre(fichier, bareme, jour, par) == attendu:
                print(f"{nom} : mêmes octets, mêmes fautes")
            else:
                print(f"{nom} : les octets ou les fautes diffèrent")
                sont_d_accord = False
        return sont_d_accord


def main() -> int:
    """Comparer, montrer le premier écart, et le dire par le code de sortie."""
    analyse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    analyse.add_argument("--lignes", type=int, default=20_000, metavar="N", help="nombre de lignes (20 000 par défaut)")
    analyse.add_argument("--graine", type=int, default=1, metavar="N", help="une autre graine, d'autres lignes")
    analyse.add_argument("--date", type=date.fromisoformat, metavar="JOUR", help="toutes les lignes à ce jour")
    choix = analyse.parse_args()
    bareme = charger_droit(RACINE)
    lignes = list(Hasard(bareme, choix.graine, choix.date).lignes(choix.lignes, fautives=0.01))
    for ligne, ecart in chercher_ecarts(bareme, lignes):
        print({colonne: case for colonne, case in ligne.items() if case}, ecart, sep="\n")
        return 1
    print(f"{choix.lignes} lignes, aucun écart")
    return 0 if accorder_les_moteurs(bareme, lignes, choix.date) else 1


if __name__ == "__main__":
    sys.exit(main())

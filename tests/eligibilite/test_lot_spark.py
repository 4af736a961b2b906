"""Spark rend les octets des autres moteurs ; il n'est lancé que là où PySpark et Java sont installés."""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bancs.hasard import Hasard
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.cli.lot.reponses import ecrire_reponses, juger
from contrat.cli.lot.spark.lot import juger_par_spark
from contrat.depot.lot import ouvrir_lot
from contrat.modele.lot import COLONNES
from tests.calculs.eligibilite.compilation.test_lecteur import DROIT
from tests.conftest import REFERENCE, Commande
from tests.eligibilite.test_lot_duckdb import JOUR

DEMANDE = ("eligibilite", "--lot", "lot.csv", "--moteur", "spark", "--racine", REFERENCE)


def test_ce_qui_manque_a_spark_est_dit(contrat: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PySpark, puis Java ; un Spark qui tourne ailleurs n'en demande pas ici, et un tube ne se relit pas."""
    (tmp_path / "lot.csv").write_text("id,date\nM-1,2011-05-02\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "pyspark", None)
    issue = contrat(*DEMANDE, dans=tmp_path)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : --moteur spark demande PySpark\n  aide : l'installer : pip install 'contrat-social[spark]'\n"
    )
    monkeypatch.setitem(sys.modules, "pyspark", ModuleType("pyspark"))
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    issue = contrat(*DEMANDE, dans=tmp_path)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : --moteur spark demande Java, introuvable\n"
        "  aide : installer Java 17 ou plus (Debian : sudo apt install openjdk-17-jre-headless), "
        "corriger JAVA_HOME, ou nommer par SPARK_REMOTE un Spark qui tourne ailleurs\n"
    )
    monkeypatch.setenv("SPARK_REMOTE", "sc://spark.example")
    issue = contrat("eligibilite", "--lot", ".", "--moteur", "spark", "--racine", REFERENCE, dans=tmp_path)
    assert (issue.code, issue.sortie) == (2, "")
    assert issue.erreurs == (
        "Erreur : --moteur spark : « . » n'est pas un fichier\n  aide : l'enregistrer, ou retirer --moteur\n"
    )


# Ce que le hasard ne tire pas : guillemets, cases coupées, id répétés ; puis des lignes à qui manquent des cases.
SINGULIERES = (
    b'"M-7001",2011-09-20,15187', b'M-7004,2011-09-20,"15\n\n187"', b"M-7001,2011-09-20,15187",
    b"M-7012,2011-09-20,   ",
    b"M-7005 ,2011-09-20, 15187", b"M-7006,2011-09-20,\xff", b"agent" + b"@ville.example,2011-09-20,",
    b"=M-7008,2011-09-20,15187", b"M-7005,2011-09-20,", b"M-7009,2011-09-20,", b"M-7010,2011-09-20,1518\r7",
)  # fmt: skip
COURTES = (b"\n", b"M-7002\n", b'M-7011,2011-09-20,"15187\n', b"M-7013,2011-09-20")


@pytest.mark.skipif(shutil.which("java") is None, reason="Java n'est pas installé")
def test_spark_rend_les_memes_octets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Un lot au hasard dont une ligne sur vingt est fautive ; le nom du fichier a l'air d'un motif."""
    pytest.importorskip("pyspark", reason="PySpark n'est pas installé")
    monkeypatch.chdir(tmp_path)
    fichier = Path("lot [1] du jour*.csv")
    with fichier.open("w", encoding="utf-8", newline="") as flux:
        ecrivain = csv.writer(flux, lineterminator="\n")
        ecrivain.writerow(COLONNES)
        for ligne in Hasard(DROIT, 7, JOUR, inconnus=0.1).lignes(200, fautives=0.05):
            ecrivain.writerow([ligne[colonne] for colonne in COLONNES])
    with fichier.open("ab") as octets:
        octets.writelines(ligne + b"," * (len(COLONNES) - 3) + b"\r\n" for ligne in SINGULIERES)
        octets.writelines(COURTES)

    def repondre(moteur: str) -> tuple[int, str, str]:
        lot = ouvrir_lot(fichier, "lot.csv")
        juges: Iterable[Any] = juger(fichier, "lot.csv", lot, None, DROIT)
        if moteur == "spark":
            lecteur = Lecteur(DROIT, lot.colonnes, None, est_francais=False, des_la=0)
            juges = juger_par_spark(fichier, "lot.csv", lot, None, lecteur, au_moins=1)
        reponses = StringIO()
        code = ecrire_reponses(lot, juges, None, DROIT, reponses)
        return code, reponses.getvalue(), capsys.readouterr().err

    par_python = repondre("python")
    assert repondre("spark") == par_python
    assert par_python[0] == 1

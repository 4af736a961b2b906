"""Les deux moteurs d'un lot rendent les mêmes octets : réponses, fautes situées, ce qui est lu comme un tableur."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest

from bancs.hasard import Hasard
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.cli.lot.reponses import ecrire_reponses, juger
from contrat.cli.lot.sql import base
from contrat.cli.lot.sql.lot import juger_par_duckdb
from contrat.depot.lot import ouvrir_lot
from contrat.modele.lot import COLONNES
from tests.calculs.eligibilite.compilation.test_lecteur import DROIT
from tests.conftest import REFERENCE, Commande

JOUR = date(2011, 9, 20)


def test_sans_duckdb_la_commande_dit_comment_l_installer(
    contrat: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    (tmp_path / "lot.csv").write_text("id,date\nM-1,2011-05-02\n", encoding="utf-8")
    issue = contrat("eligibilite", "--lot", "lot.csv", "--moteur", "duckdb", "--racine", REFERENCE, dans=tmp_path)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : --moteur duckdb demande DuckDB\n  aide : l'installer : pip install 'contrat-social[lot]'\n"
    )


def test_un_lot_que_duckdb_ne_peut_pas_tenir_se_juge_autrement(
    contrat: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """La mémoire admise dépassée est un refus qui dit quoi faire, pas une trace ; rien n'est écrit."""
    monkeypatch.setattr(base, "_MEMOIRE", "1MB")
    lignes = "".join(f"M-{rang:06},2011-05-02\n" for rang in range(20_000))
    (tmp_path / "lot.csv").write_text(f"id,date\n{lignes}", encoding="utf-8")
    demande = ("eligibilite", "--lot", "lot.csv", "--moteur", "duckdb", "-o", "r.csv", "--racine", REFERENCE)
    issue = contrat(*demande, dans=tmp_path)
    assert (issue.code, issue.sortie, (tmp_path / "r.csv").exists()) == (3, "", False)
    assert issue.erreurs == (
        "Erreur : DuckDB ne peut pas juger lot.csv : plus que la mémoire admise\n"
        "  aide : le juger par --moteur python\n"
    )


def test_un_dossier_provisoire_plein_se_dit(contrat: Commande, tmp_path: Path) -> None:
    """C'est lui qui manque de place, non le fichier à écrire ; rien n'est écrit."""
    resource = pytest.importorskip("resource", reason="un système sans bornes de taille")
    pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    lignes = "".join(f"M-{rang:06},2011-05-02\n" for rang in range(2_000))
    (tmp_path / "lot.csv").write_text(f"id,date\n{lignes}", encoding="utf-8")
    souple, dure = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, dure))
    try:
        demande = ("eligibilite", "--lot", "lot.csv", "--moteur", "duckdb", "-o", "r.csv", "--racine", REFERENCE)
        issue = contrat(*demande, dans=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (souple, dure))
    assert (issue.code, issue.sortie, (tmp_path / "r.csv").exists()) == (3, "", False)
    assert issue.erreurs == (
        f"Erreur : DuckDB ne peut pas écrire dans le dossier provisoire {gettempdir()}\n"
        "  aide : y libérer de la place, en donner un autre par TMPDIR, ou juger le lot par --moteur python\n"
    )


# Ce que le hasard ne tire pas : guillemets, lignes vides ou coupées, écritures de tableur, octets illisibles.
SINGULIERES = (
    b'"M-7001",2011-05-02,15187,1,9000\r\n', b"\n", b"M-7002,2011-05-02\n", b"M-7003,20/09/2011,,1,\n",
    b'M-7004,2011-05-02,"15\n187",1,9000\n', b"M-7001,2011-05-02,15187,1,9000\n", b"M-7005 ,2011-05-02, 15187,1,\n",
    b"M-7006,2011-05-02,\xff,1,\n", b"M-7007,2011-05-02,15187,1,12 840.50\n",
    b"agent" + b"@ville.example,2011-05-02,,,\n",
    b"=M-7008,2011-05-02,15187,1,9000\n", b"M-7005,2011-05-02,,,\n", "É-1,2011-05-02,15187,2,9000\n".encode(),
    b"M-7009,2011-05-02,15187,\r,\n", b'M-7010,2011-05-02,"15187,1,9000\n', b"M-7011,2040-01-01,15187,1,9000\n",
)  # fmt: skip


def repondre(moteur: str, capsys: pytest.CaptureFixture[str], au_moins: int = 1) -> tuple[int, str, str]:
    """Le code, les réponses et les fautes ; les blocs sont petits."""
    fichier = Path("lot.csv")
    lot = ouvrir_lot(fichier, "lot.csv")
    lecteur = Lecteur(DROIT, lot.colonnes, None, est_francais=False, des_la=0)
    juges: Iterable[Any] = juger(fichier, "lot.csv", lot, None, DROIT)
    if moteur == "duckdb":
        juges = juger_par_duckdb(fichier, "lot.csv", lot, None, lecteur, octets=1000, au_moins=au_moins)
    flux = StringIO()
    code = ecrire_reponses(lot, juges, None, DROIT, flux)
    return code, flux.getvalue(), capsys.readouterr().err


@pytest.fixture(autouse=True)
def _ici(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_les_deux_moteurs_rendent_les_memes_octets(capsys: pytest.CaptureFixture[str]) -> None:
    """Un lot au hasard, en deux blocs, dont une ligne sur vingt est fautive ; son droit a une aide locale."""
    pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    lignes = [*Hasard(DROIT, 7, JOUR, inconnus=0.1).lignes(220, fautives=0.05)]
    with Path("lot.csv").open("w", encoding="utf-8", newline="") as flux:
        ecrivain = csv.writer(flux, lineterminator="\n")
        ecrivain.writerow(COLONNES)
        for ligne in lignes:
            ecrivain.writerow([ligne[colonne] for colonne in COLONNES])
    par_python, par_duckdb = repondre("python", capsys), repondre("duckdb", capsys)
    assert par_python == par_duckdb
    assert par_python[0] == 1


def test_les_fautes_d_un_csv_sont_dites_de_meme(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    Path("lot.csv").write_bytes(b"\xef\xbb\xbfid,date,commune,personnes,rfr\n" + b"".join(SINGULIERES))
    par_python, par_duckdb = (repondre(moteur, capsys, 99) for moteur in ("python", "duckdb"))
    assert par_python == par_duckdb
    assert par_python[2].count("erreur[") == 9


def test_un_lot_de_deux_colonnes_se_juge_de_meme(capsys: pytest.CaptureFixture[str]) -> None:
    """Rien n'y est à apprendre qu'une date ; des id à espaces, répétés ou longs reviennent au moteur d'office."""
    pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    identifiants = ["M-1", " M-2", "M-2", "A B", "m" * 200, "M_3.x", "M-4"]
    Path("lot.csv").write_text("id,date\n" + "".join(f"{i},2011-05-02\n" for i in identifiants), encoding="utf-8")
    par_python, par_duckdb = (repondre(moteur, capsys) for moteur in ("python", "duckdb"))
    assert par_python == par_duckdb
    assert par_python[2].count("erreur[") == 1


def test_un_lot_en_parquet_se_juge_comme_le_csv(contrat: Commande, tmp_path: Path) -> None:
    """Les cases ont leur type, celles d'un CSV leur texte : les mêmes réponses, la même faute à sa ligne."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    Path("lot.csv").write_text(
        "id,date,personnes,rfr,rfr_annee,professionnel\nM-1,2011-05-02,1,9000.50,2009,oui\nM-2,2011-05-02,,,,\n"
        "M-3,2011-05-02,0,,,non\n",
        encoding="utf-8",
    )
    typees = "* REPLACE (rfr::DECIMAL(9, 2) AS rfr, professionnel = 'oui' AS professionnel)"
    duckdb.read_csv("lot.csv").project(typees).write_parquet("lot.parquet")
    par_csv = contrat("eligibilite", "--lot", "lot.csv", "--racine", REFERENCE, dans=tmp_path)
    issue = contrat("eligibilite", "--lot", "lot.parquet", "-o", "r.parquet", "--racine", REFERENCE, dans=tmp_path)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs == par_csv.erreurs.replace("lot.csv", "lot.parquet")
    lues = duckdb.sql("SELECT * REPLACE (montant::VARCHAR AS montant) FROM 'r.parquet'").fetchall()
    assert [[case or "" for case in ligne] for ligne in lues] == [*csv.reader(StringIO(par_csv.sortie))][1:]


def test_un_parquet_illisible_est_dit(contrat: Commande, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    Path("lot.parquet").write_bytes(b"PAR1")
    issue = contrat("eligibilite", "--lot", "lot.parquet", "--racine", REFERENCE, dans=tmp_path)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : « lot.parquet » n'est pas un fichier Parquet lisible\n"
        "  aide : vérifier qu'il s'ouvre ailleurs, ou l'enregistrer en CSV UTF-8\n"
    )

"""Les formes que lisent les forges : une empreinte par faute, des chemins relatifs, les clés de leurs schémas."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.comparaison.conftest import git, remplacer
from tests.conftest import MINIMAL, Commande

FICHIERS = ("axes/axe-1.yaml", "actions/visites.yaml", "organismes.yaml")


@pytest.fixture
def seme(tmp_path: Path) -> Path:
    """Soixante fautes dans un contrat rangé dans un sous-dossier de son dépôt."""
    ville = tmp_path / "ma ville"
    shutil.copytree(MINIMAL / "data", ville / "data")
    for nom in FICHIERS:
        fichier = ville / "data" / nom
        cles = "".join(f"clé{rang}: x\n" for rang in range(20))
        fichier.write_text(fichier.read_text(encoding="utf-8") + cles, encoding="utf-8")
    git(tmp_path, "init", "-q")
    return ville


def lire_json(texte: str) -> list[str]:
    return [d["empreinte"] for d in json.loads(texte)["diagnostics"]]


def lire_gitlab(texte: str) -> list[str]:
    fautes = json.loads(texte)
    for faute in fautes:
        assert set(faute) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert faute["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert faute["location"]["path"].startswith("ma ville/data/")
        assert faute["location"]["lines"]["begin"] >= 1
    return [faute["fingerprint"] for faute in fautes]


def lire_sarif(texte: str) -> list[str]:
    journal = json.loads(texte)
    assert journal["version"] == "2.1.0"
    (execution,) = journal["runs"]
    regles = execution["tool"]["driver"]["rules"]
    for faute in execution["results"]:
        assert regles[faute["ruleIndex"]]["id"] == faute["ruleId"]
        assert faute["level"] == "error"
        assert faute["message"]["text"]
        lieu = faute["locations"][0]["physicalLocation"]
        assert lieu["artifactLocation"]["uri"].startswith("ma%20ville/data/")
        region = lieu["region"]
        assert 1 <= region["startColumn"] < region["endColumn"]
    return [faute["partialFingerprints"]["contrat/v1"] for faute in execution["results"]]


def lire_junit(texte: str) -> list[str]:
    racine = ET.fromstring(texte.split("\n", 1)[1])  # noqa: S314 - notre propre sortie
    assert racine.tag == "testsuites"
    for suite in racine:
        epreuves = suite.findall("testcase")
        assert {"package", "id", "name", "timestamp", "hostname", "tests", "failures", "errors", "time"} <= set(
            suite.keys()
        )
        assert [x.tag for x in suite if x.tag != "testcase"] == ["properties", "system-out", "system-err"]
        assert int(suite.get("tests", "")) == len(epreuves)
        assert int(suite.get("failures", "")) == sum(e.find("failure") is not None for e in epreuves)
    return [
        e.get("name", "").split()[-1]
        for suite in racine
        for e in suite.iter("testcase")
        if e.find("failure") is not None
    ]


def lire_rdjson(texte: str) -> list[str]:
    fautes = json.loads(texte)["diagnostics"]
    for faute in fautes:
        assert faute["severity"] == "ERROR"
        debut, fin = faute["location"]["range"]["start"], faute["location"]["range"]["end"]
        # « clé » prend quatre octets.
        assert fin["column"] - debut["column"] == 4 + len(re.findall(r"clé(\d+)", faute["message"])[0])
    return [faute["original_output"] for faute in fautes]


FORMES: dict[str, Callable[[str], list[str]]] = {
    "json": lire_json,
    "gitlab": lire_gitlab,
    "sarif": lire_sarif,
    "junit": lire_junit,
    "rdjson": lire_rdjson,
}


def test_soixante_fautes_ont_soixante_empreintes_que_des_lignes_n_y_changent_rien(
    contrat: Commande, seme: Path
) -> None:
    empreintes: dict[str, Any] = {}
    for forme, lire in FORMES.items():
        issue = contrat("validate", "--format", forme, dans=seme)
        assert issue.code == 1
        empreintes[forme] = lire(issue.sortie)
        assert len(set(empreintes[forme])) == 60
        assert set(empreintes[forme]) == set(empreintes["json"])
    for fichier in (seme / "data").rglob("*.yaml"):
        texte = fichier.read_text(encoding="utf-8")
        fichier.write_text("# Une ligne.\n" * 10 + texte, encoding="utf-8")
    assert lire_json(contrat("validate", "--format", "json", dans=seme).sortie) == empreintes["json"]


def test_un_avertissement_passe_en_junit_sauf_sous_strict(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    remplacer(tmp_path, "contrat.yaml", "montant: 90000", "montant: 9000")
    for options, genre in (((), "skipped"), (("--strict",), "failure")):
        issue = contrat("validate", "--format", "junit", *options, dans=tmp_path)
        assert issue.code == len(options)
        assert issue.sortie.count(f"<{genre} message=") == 1


def test_pour_github_tout_est_au_sommaire(contrat: Commande, seme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sommaire = seme / "sommaire.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(sommaire))
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    issue = contrat("validate", "--format", "github", dans=seme)
    lignes = issue.sortie.splitlines()
    assert sum(ligne.startswith("::error file=ma ville/data/") for ligne in lignes) == 10
    assert sum(ligne.startswith("ma ville/data/") for ligne in lignes) == 50
    assert sommaire.read_text(encoding="utf-8").count("| erreur | F013 |") == 60


# --- Ne juger que ce qui change


def test_depuis_une_revision_seules_les_fautes_nouvelles_comptent(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    remplacer(tmp_path, "actions/visites.yaml", "axe: axe-1", "axe: axe-9")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "une faute")
    assert contrat("validate", "--depuis", "HEAD", dans=tmp_path).code == 0
    remplacer(tmp_path, "axes/axe-1.yaml", "numero: 1", "numero: un")
    issue = contrat("validate", "--depuis", "HEAD", dans=tmp_path)
    assert issue.code == 1
    assert [x for x in issue.sortie.splitlines() if x.startswith("data/")] == [
        "data/axes/axe-1.yaml:2:9: erreur[F015] « un » n'est pas un nombre entier"
    ]


def test_un_fichier_nomme_repond_des_fautes_qu_il_cause(contrat: Commande, tmp_path: Path) -> None:
    """Renommer un organisme casse les fiches qui le citent : le fichier nommé seul ne peut pas être vert."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    remplacer(tmp_path, "organismes.yaml", "id: departement", "id: conseil-general")
    issue = contrat("validate", "data/organismes.yaml", dans=tmp_path)
    assert issue.code == 1
    assert "erreur[R002] l'organisme « departement » n'existe pas" in issue.sortie
    assert issue.erreurs == (
        "1 fichier, 1 erreur, 0 avertissement, 0 information\n"
        "1 faute dans d'autres fichiers, que ceux-ci peuvent causer.\n"
    )
    assert contrat("validate", "data/axes", dans=tmp_path).code == 0


def test_le_jour_du_controle_se_donne(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    accord = "etat: accorde\n      notification:\n        date: 2010-06-01\n        reference: D-2010-12"
    remplacer(tmp_path, "actions/cafe-rencontre.yaml", accord, "demande: 2010-06-01\n      etat: dossier_complet")
    assert "B014" not in contrat("validate", "--date", "2010-06-02", dans=tmp_path).sortie
    assert "B014" in contrat("validate", "--date", "2011-12-31", dans=tmp_path).sortie
    assert contrat("validate", "--date", "2011-02-30", dans=tmp_path).code == 2


def test_une_coquille_dans_l_annuaire_ne_se_dit_qu_une_fois(contrat: Commande, tmp_path: Path) -> None:
    """Une cause, une faute : non une par citation."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    remplacer(tmp_path, "organismes.yaml", "id: ville", "id: vile")
    remplacer(tmp_path, "sources.yaml", "id: essai", "id: esai")
    issue = contrat("validate", "--format", "json", dans=tmp_path)
    fautes = [d for d in json.loads(issue.sortie)["diagnostics"] if d["code"] in ("R002", "R003")]
    assert [(d["fichier"], re.sub(r"\d+ citations", "… citations", d["message"])) for d in fautes] == [
        ("data/organismes.yaml", "l'organisme « vile » n'est cité nulle part, et … citations disent « ville »"),
        ("data/sources.yaml", "la source « esai » n'est citée nulle part, et … citations disent « essai »"),
    ]

"""Les recettes de docs/integration : chaque étape qui appelle l'outil s'exécute ici, telle qu'elle est écrite."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.comparaison.conftest import git, remplacer
from tests.conftest import DEPOT, MINIMAL, Commande

RECETTES = DEPOT / "docs" / "integration"
# Un « gh » qui note ce qu'on lui demande ; son premier appel rend l'identifiant du commentaire déjà posé.
GH = """#!/bin/sh
printf '%s\\n' "$*" >> "$JOURNAL"
case "$*" in *--jq*) printf '%s' "$ANCIEN";; esac
"""


def lire(nom: str) -> Any:
    return yaml.safe_load((RECETTES / nom).read_text(encoding="utf-8"))


def etapes(nom: str) -> list[str]:
    """Les commandes d'une recette, dans l'ordre."""
    contenu = lire(nom)
    if nom == "gitlab.yml":
        return list(contenu["contrat"]["script"])
    (travail,) = contenu["jobs"].values()
    return [etape["run"] for etape in travail["steps"] if "run" in etape]


@pytest.fixture
def demande(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Le dépôt d'une ville, sur la branche d'une demande qui change un axe."""
    ville = tmp_path / "ville"
    shutil.copytree(MINIMAL, ville)
    git(ville, "init", "-q", "-b", "main")
    git(ville, "add", ".")
    git(ville, "commit", "-q", "-m", "départ")
    git(ville, "checkout", "-q", "-b", "demande")
    remplacer(ville, "axes/axe-1.yaml", "titre_court: Isolement", "titre_court: Liens")
    git(ville, "commit", "-q", "-a", "-m", "un autre titre")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.delenv("GITHUB_BASE_REF", raising=False)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "sommaire.md"))
    return ville


@pytest.mark.parametrize("nom", ["github.yml", "gitlab.yml", "forgejo.yml"])
def test_les_etapes_d_une_recette_s_executent(contrat: Commande, demande: Path, nom: str) -> None:
    appels = [e for e in etapes(nom) if e.startswith("contrat ")]
    assert len(appels) >= 2
    for appel in appels:
        mots = [mot for mot in shlex.split(appel) if mot not in ("||", "true") and not mot.startswith("$")]
        vers = mots.pop() if ">" in mots else None
        issue = contrat(*[mot for mot in mots[1:] if mot != ">"], dans=demande)
        assert issue.code == 0, appel
        if vers:
            (demande / vers).write_text(issue.sortie, encoding="utf-8")
    commentaire = (demande / "commentaire.md").read_text(encoding="utf-8")
    assert commentaire.startswith("<!-- contrat:comparer -->\n### Axe «\u00a0Liens\u00a0»")
    if nom == "github.yml":
        sommaire = (demande.parent / "sommaire.md").read_text(encoding="utf-8")
        assert "# contrat validate" in sommaire
        assert commentaire in sommaire
    if nom == "gitlab.yml":
        rapports = lire(nom)["contrat"]["artifacts"]["reports"]
        assert json.loads((demande / rapports["codequality"]).read_text(encoding="utf-8")) == []
        assert (demande / rapports["junit"]).read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("ancien", "titre", "appels"),
    [
        ("", "Un axe change", ["--paginate", "--method POST repos/ville/contrat/issues/7/comments"]),
        ("", "Rien ne change", ["--paginate"]),
        ("12\n34\n", "Rien ne change", ["--paginate", "--method PATCH repos/ville/contrat/issues/comments/12"]),
    ],
)
def test_le_commentaire_se_pose_une_fois_puis_se_met_a_jour(
    tmp_path: Path, ancien: str, titre: str, appels: list[str]
) -> None:
    """Un commentaire posé se met à jour, même pour dire que rien ne change ; aucun ne se crée pour le dire."""
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "commentaire.md").write_text(f"<!-- contrat:comparer -->\n### {titre}\n", encoding="utf-8")
    environnement = os.environ | {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "JOURNAL": str(tmp_path / "journal"),
        "ANCIEN": ancien,
        "GITHUB_REPOSITORY": "ville/contrat",
        "NUMERO": "7",
    }
    commande = ["sh", "-e", "-c", etapes("github.yml")[-1]]
    subprocess.run(commande, cwd=tmp_path, env=environnement, check=True, capture_output=True)
    lignes = (tmp_path / "journal").read_text(encoding="utf-8").splitlines()
    assert [appel in ligne for appel, ligne in zip(appels, lignes, strict=True)] == [True] * len(appels)


def test_l_accroche_de_pre_commit_controle_tout(contrat: Commande, demande: Path) -> None:
    (accroche,) = yaml.safe_load((DEPOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (accroche["always_run"], accroche["pass_filenames"], accroche["language"]) == (True, False, "python")
    assert [h["id"] for r in lire("pre-commit.yaml")["repos"] for h in r["hooks"]] == [accroche["id"]]
    assert contrat(*accroche["entry"].split()[1:], dans=demande).code == 0

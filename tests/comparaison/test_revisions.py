"""Comparer des révisions de git : la base par défaut, un clone tronqué, le sommaire, le code de retour."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.comparaison.conftest import git, remplacer
from tests.conftest import Commande

CAFE = "actions/cafe-rencontre.yaml"


def test_sans_argument_la_base_est_le_depart_de_la_branche(
    contrat: Commande, depot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ville = depot / "ville"
    depart = git(depot, "rev-parse", "--short", "HEAD")
    git(depot, "checkout", "-q", "-b", "travail")
    remplacer(ville, CAFE, "montant: 18000", "montant: 17000")
    git(depot, "commit", "-q", "-a", "-m", "moins de ville")
    git(depot, "checkout", "-q", "main")
    remplacer(ville, "axes/axe-1.yaml", "titre_court: Isolement", "titre_court: Liens")
    git(depot, "commit", "-q", "-a", "-m", "main avance")
    git(depot, "checkout", "-q", "travail")
    sommaire = depot / "sommaire.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(sommaire))
    issue = contrat("comparer", "--code-retour", "--sommaire", dans=ville / "data")
    assert (issue.code, issue.erreurs) == (1, "")  # le plan n'est plus équilibré
    assert issue.sortie.startswith(
        "Le plan de « Café de rencontre » change : il manque 1 000 € en investissement\n2010\n"
    )
    assert f"Base : {depart} ; comparé : les fichiers de travail." in issue.sortie
    assert sommaire.read_text(encoding="utf-8").startswith("<!-- contrat:comparer -->\n### Le plan de")
    # La branche principale, elle, a aussi bougé : la comparer à sa pointe montre les deux changements.
    assert "Axe « Isolement »" in contrat("comparer", "main", "travail", dans=ville).sortie
    assert git(depot, "status", "--porcelain") == "?? sommaire.md"


def test_un_clone_sans_historique_dit_le_geste(contrat: Commande, depot: Path, tmp_path: Path) -> None:
    git(depot, "checkout", "-q", "-b", "travail")
    git(depot, "commit", "-q", "--allow-empty", "-m", "rien")
    git(tmp_path, "clone", "-q", "--depth", "1", "--branch", "travail", depot.as_uri(), "clone")
    for arguments in ((), ("main",), ("HEAD~1",)):
        issue = contrat("comparer", *arguments, dans=tmp_path / "clone" / "ville")
        assert (issue.code, issue.sortie, issue.erreurs) == (
            3,
            "",
            "Erreur : le dépôt n'a pas son historique : il a été cloné avec une profondeur limitée\n"
            "  aide : récupérer l'historique : fetch-depth: 0 dans actions/checkout, GIT_DEPTH: 0 sous GitLab, ou git "
            "fetch --unshallow\n",
        )


def test_un_depot_sans_aucun_commit_dit_d_en_garder_un(contrat: Commande, base: Path) -> None:
    git(base, "init", "-q")
    for arguments in (("comparer",), ("comparer", "main"), ("validate", "--depuis", "main")):
        issue = contrat(*arguments, dans=base)
        assert (issue.code, issue.erreurs) == (
            3,
            "Erreur : le dépôt git n'a encore aucun commit\n"
            "  aide : garder un premier état : git add, puis git commit\n",
        )


def test_une_revision_inconnue_un_dossier_hors_de_git(
    contrat: Commande, depot: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = contrat("comparer", "mian", dans=depot / "ville")
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : « mian » n'est ni une révision de ce dépôt, ni le dossier d'un contrat\n"
        "  aide : donner une branche, une étiquette, un commit, ou un dossier qui contient data/contrat.yaml\n",
    )
    dehors = contrat("comparer", base, "mian", dans=base.parent)
    assert (dehors.code, dehors.erreurs) == (
        3,
        "Erreur : « mian » n'est pas le dossier d'un contrat\n"
        "  aide : donner un dossier qui contient data/contrat.yaml, ou se placer dans le dépôt de cette révision\n",
    )
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(base.parent))
    issue = contrat("comparer", dans=base)
    assert (issue.code, issue.erreurs) == (
        3,
        f"Erreur : « {base} » n'est pas dans un dépôt git, qui seul garde un état à comparer\n"
        "  aide : se placer dans le dépôt du contrat, ou comparer deux dossiers : contrat comparer DOSSIER DOSSIER\n",
    )
    for arguments in (("nexiste", "--format", "csv"), ("../nexiste", ".")):
        issue = contrat("comparer", *arguments, dans=base)
        assert (issue.code, issue.erreurs) == (
            3,
            f"Erreur : « {arguments[0]} » n'est ni le dossier d'un contrat ni, hors de git, une révision\n"
            "  aide : donner un dossier qui contient data/contrat.yaml, ou se placer dans le dépôt de cette révision\n",
        )
    issue = contrat("comparer", "--sommaire", dans=depot / "ville")
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : --sommaire ne s'emploie que dans une étape GitHub : GITHUB_STEP_SUMMARY n'est pas défini\n"
        "  aide : retirer --sommaire\n",
    )


def test_la_revision_se_lit_sans_attribut_ni_lien_suivi(contrat: Commande, depot: Path) -> None:
    """`export-ignore` cacherait des fichiers à une archive ; un lien reste un lien, que la lecture refuse."""
    ville = depot / "ville"
    (ville / ".gitattributes").write_text("data/axes export-ignore\n", encoding="utf-8")
    (ville / "data" / "axes" / "axe-2.yaml").symlink_to("/etc/hostname")
    git(depot, "add", ".")
    git(depot, "commit", "-q", "-m", "piège")
    issue = contrat("comparer", "HEAD~1", "HEAD", "--format", "json", dans=ville)
    assert issue.code == 0
    assert '"retire"' not in issue.sortie
    assert "axe-2" in issue.sortie

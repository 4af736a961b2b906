"""La complétion s'installe, répond à chaque shell et reste en français."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from contrat.cli import Application
from contrat.cli.rapport import RAPPORT
from tests.cli.processus import MILIEU, executer
from tests.conftest import REFERENCE, Commande, Issue

Completer = Callable[..., Issue]


@pytest.fixture
def completer(contrat: Commande, monkeypatch: pytest.MonkeyPatch) -> Completer:
    """Ce que `contrat` répond à un shell qui complète le dernier mot."""

    def demander(shell: str, *mots: str, dans: Path = REFERENCE) -> Issue:
        for nom, valeur in demande(shell, *mots).items():
            monkeypatch.setenv(nom, valeur)
        return contrat(dans=dans)

    return demander


def demande(shell: str, *mots: str) -> dict[str, str]:
    """Ce que le shell pose dans le milieu pour demander la suite du dernier mot."""
    ligne = " ".join(["contrat", *mots])
    return {
        "_CONTRAT_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": ligne,
        "COMP_CWORD": str(len(mots)),
        "_TYPER_COMPLETE_ARGS": ligne,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }


def test_dans_son_propre_processus() -> None:
    assert executer(**demande("bash", "bud")) == Issue(0, "budget\n", "")


def test_bash_complete_commandes_options_et_choix(completer: Completer) -> None:
    assert completer("bash", "").sortie.split() == [f.__name__ for f in Application.fonctions]
    assert completer("bash", "bud") == Issue(0, "budget\n", "")
    assert completer("bash", "budget", "--vu") == Issue(0, "--vue\n", "")
    assert completer("bash", "budget", "--vue", "p") == Issue(0, "prevu\n", "")
    assert completer("bash", "action", "lis") == Issue(0, "lister\n", "")
    assert completer("bash", "action", "lister", "--en") == Issue(0, "--en-retard\n", "")
    assert completer("bash", "rapport", "").sortie.split() == [f.__name__ for f in RAPPORT.fonctions]
    assert completer("bash", "rapport", "permanence", "--d") == Issue(0, "--date\n", "")
    assert completer("bash", "bareme", "v") == Issue(0, "verifier\n", "")
    assert completer("bash", "bareme", "verifier", "--r") == Issue(0, "\n", "")
    assert completer("bash", "bareme", "--r") == Issue(0, "--racine\n", "")
    assert completer("bash", "help", "bud") == Issue(0, "budget\n", "")
    assert completer("bash", "--version", "expl") == Issue(0, "expliquer\n", "")


def test_les_autres_shells_montrent_l_aide_sur_une_ligne(completer: Completer) -> None:
    aide = "Expliquer une règle de contrôle, avec un exemple fautif et un exemple juste"
    assert completer("fish", "expl") == Issue(0, f"expliquer\t{aide}\n", "")
    assert completer("zsh", "expl") == Issue(0, f"""_arguments '*: :(("expliquer":"{aide}"))'\n""", "")


def test_les_identifiants_du_contrat_se_completent(completer: Completer, copie: Path) -> None:
    """Ils viennent des noms de fichiers : un fichier cassé n'en tait aucun, et hors d'un contrat il n'y en a pas."""

    def proposer(*mots: str, dans: Path = copie, vers: str = "bash") -> str:
        issue = completer(vers, *mots, dans=dans)
        assert (issue.code, issue.erreurs) == (0, "")
        return issue.sortie.strip("\n")

    (copie / "data/actions/epicerie.yaml").write_text("cassé: [", encoding="utf-8")
    proposes = {
        ("action", "montrer", ""): "epicerie isolation maison permis",
        ("action", "lister", "--axe", ""): "axe-1 axe-2 axe-3",
        ("action", "lister", "--statut", "re"): "realisee reportee",
        ("nouveau", "action", "--porteur", "cc"): "ccas",
        ("action", "statut", "permis", "lancee", "--source", "d"): "document dossiers",
        ("hierarchiser", ""): "comite-2009-12",
        ("evenement", "M-001"): "M-0010 M-0011 M-0012 M-0013",
        ("evenement", "M-0001", "visite_p"): "visite_programmee",
        ("expliquer", "B00"): "B001 B002 B003 B004 B005 B006 B007 B008 B009",
        ("financement", "noter", "permis", "et"): "etat",
        ("budget", "2010"): "2010 2010-2012",
        ("indicateur", "noter", "isolation", "logements-re"): "logements-renoves logements-reperes",
        ("action", "statut", "permis", "lancee", "--instance", "comi"): "comite-pilotage",
        ("rapport", "comite", "--periode", "20"): "2010 2010-2012 2011 2012",
    }
    for mots, attendus in proposes.items():
        assert proposer(*mots).split("\n") == attendus.split(), mots
    assert proposer("--racine", str(copie), "action", "montrer", "ep", dans=Path("/")) == "epicerie"
    assert proposer("action", "montrer", "", dans=Path("/")) == proposer("indicateur", "noter", "maison", "f") == ""
    assert proposer("action", "montrer", "mai", vers="fish") == "maison\tUne maison pour tous"


@pytest.fixture
def milieu(tmp_path: Path) -> dict[str, str]:
    """Un shell neuf, qui trouve `contrat`."""
    (tmp_path / "contrat").write_text(f'#!/bin/sh\nexec {sys.executable} -m contrat "$@"\n', encoding="utf-8")
    (tmp_path / "contrat").chmod(0o755)
    return MILIEU | {"HOME": str(tmp_path), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="il faut bash")
def test_la_completion_s_installe_et_sert_dans_bash(milieu: dict[str, str], tmp_path: Path) -> None:
    script = """\
contrat --install-completion; echo
. "$HOME/.bashrc"; complete -p contrat
COMP_WORDS=(contrat action montrer ep); COMP_CWORD=3; _contrat_completion contrat; echo "${COMPREPLY[@]}"
COMP_WORDS=(contrat evenement M-0001 visite_p); COMP_CWORD=3; _contrat_completion contrat; echo "${COMPREPLY[@]}"
"""
    commande = ["bash", "--norc", "-c", script]
    fini = subprocess.run(commande, env=milieu, cwd=REFERENCE, capture_output=True, check=False)
    assert fini.stdout.decode("utf-8") == (
        f"Complétion de bash installée dans {tmp_path}/.bash_completions/contrat.sh\n"
        "Elle servira dès le prochain terminal ouvert.\n\n"
        "complete -o default -F _contrat_completion contrat\n"
        "epicerie\nvisite_programmee\n"
    )
    assert fini.stderr == b""


@pytest.mark.skipif(shutil.which("fish") is None, reason="il faut fish")
def test_la_completion_sert_dans_fish(milieu: dict[str, str]) -> None:
    lignes = ("contrat action montrer ep", "contrat budget 2010-")
    demandes = "; ".join(f"complete -C '{ligne}'" for ligne in lignes)
    script = f"_CONTRAT_COMPLETE=source_fish contrat | source; {demandes}"
    fini = subprocess.run(["fish", "-N", "-c", script], env=milieu, cwd=REFERENCE, capture_output=True, check=False)
    assert fini.stdout.decode("utf-8") == "epicerie\tOuverture d'une épicerie solidaire\n2010-2012\n"


@pytest.mark.skipif(shutil.which("zsh") is None, reason="il faut zsh")
def test_la_completion_sert_dans_zsh(milieu: dict[str, str]) -> None:
    import pexpect

    zsh = pexpect.spawn("zsh", ["-f", "-i"], env=milieu, cwd=str(REFERENCE), encoding="utf-8", timeout=120)
    zsh.sendline("PS1='PRET> '; autoload -U compinit; compinit -D; eval \"$(_CONTRAT_COMPLETE=source_zsh contrat)\"")
    zsh.expect_exact("PRET> ")
    zsh.send("contrat action montrer ep\t")
    zsh.expect_exact("epicerie")
    zsh.close(force=True)

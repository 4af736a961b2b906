"""La complétion s'installe, répond à chaque shell et reste en français."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from contrat.cli import Application
from tests.cli.processus import MILIEU, executer
from tests.conftest import Issue


def completer(shell: str, *mots: str) -> Issue:
    """Ce que `contrat` répond à un shell qui complète le dernier mot."""
    ligne = " ".join(["contrat", *mots])
    return executer(
        _CONTRAT_COMPLETE=f"complete_{shell}",
        COMP_WORDS=ligne,
        COMP_CWORD=str(len(mots)),
        _TYPER_COMPLETE_ARGS=ligne,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )


def test_bash_complete_commandes_options_et_choix() -> None:
    assert completer("bash", "").sortie.split() == [f.__name__ for f in Application.fonctions]
    assert completer("bash", "bud") == Issue(0, "budget\n", "")
    assert completer("bash", "budget", "--vu") == Issue(0, "--vue\n", "")
    assert completer("bash", "budget", "--vue", "p") == Issue(0, "prevu\n", "")
    assert completer("bash", "action", "lis") == Issue(0, "lister\n", "")
    assert completer("bash", "action", "lister", "--en") == Issue(0, "--en-retard\n", "")
    assert completer("bash", "rapport", "") == Issue(0, "comite\ndeliberation\nfinanceur\nmenage\npermanence\n", "")
    assert completer("bash", "rapport", "permanence", "--d") == Issue(0, "--date\n", "")
    assert completer("bash", "bareme", "v") == Issue(0, "verifier\n", "")
    assert completer("bash", "bareme", "verifier", "--r") == Issue(0, "\n", "")
    assert completer("bash", "bareme", "--r") == Issue(0, "--racine\n", "")
    assert completer("bash", "help", "bud") == Issue(0, "budget\n", "")
    assert completer("bash", "--version", "expl") == Issue(0, "expliquer\n", "")


def test_les_autres_shells_montrent_l_aide_sur_une_ligne() -> None:
    aide = "Expliquer une règle de contrôle, avec un exemple fautif et un exemple juste"
    assert completer("fish", "expl") == Issue(0, f"expliquer\t{aide}\n", "")
    assert completer("zsh", "expl") == Issue(0, f"""_arguments '*: :(("expliquer":"{aide}"))'\n""", "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="il faut bash")
def test_la_completion_s_installe_et_sert_dans_bash(tmp_path: Path) -> None:
    script = """\
contrat --install-completion; echo
. "$HOME/.bashrc"; complete -p contrat
COMP_WORDS=(contrat bud); COMP_CWORD=1; _contrat_completion contrat; echo "${COMPREPLY[@]}"
"""
    (tmp_path / "contrat").write_text(f'#!/bin/sh\nexec {sys.executable} -m contrat "$@"\n', encoding="utf-8")
    (tmp_path / "contrat").chmod(0o755)
    milieu = MILIEU | {"HOME": str(tmp_path), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    fini = subprocess.run(["bash", "--norc", "-c", script], env=milieu, capture_output=True, check=False)
    assert fini.stdout.decode("utf-8") == (
        f"Complétion de bash installée dans {tmp_path}/.bash_completions/contrat.sh\n"
        "Elle servira dès le prochain terminal ouvert.\n\n"
        "complete -o default -F _contrat_completion contrat\n"
        "budget\n"
    )
    assert fini.stderr == b""

"""Au terminal, un refus et une faute tiennent dans sa largeur ; dans un tube, chacun reste sur une ligne."""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

from contrat.cli.expliquer import PAGES
from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import MINIMAL, Commande

COLONNES = 60


def lire_au_terminal(racine: Path, *arguments: str) -> list[str]:
    """Ce qu'une commande écrit dans un terminal étroit, ligne par ligne."""
    maitre, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLONNES, 0, 0))
    commande = [sys.executable, "-m", "contrat", *arguments]
    sans_couleur = {cle: v for cle, v in os.environ.items() if cle != "FORCE_COLOR"} | {"NO_COLOR": "1"}
    env = sans_couleur | {"COLUMNS": str(COLONNES)}
    with subprocess.Popen(commande, cwd=racine, env=env, stdin=terminal, stdout=terminal, stderr=terminal):
        os.close(terminal)
        octets = b""
        try:
            while lus := os.read(maitre, 65536):
                octets += lus
        except OSError:  # le dernier qui écrivait au terminal l'a fermé
            os.close(maitre)
    return rendre_ordinaires(octets.decode("utf-8")).splitlines()


def test_une_faute_et_un_refus_tiennent_dans_le_terminal(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    fiche = tmp_path / "data/actions/cafe-rencontre.yaml"
    texte = fiche.read_text(encoding="utf-8").replace("engage: 28000", f"engage: 31000  # {'long ' * 30}")
    fiche.write_text(texte, encoding="utf-8")
    lignes = lire_au_terminal(tmp_path, "validate")
    assert max(map(len, lignes)) <= COLONNES
    assert lignes[:2] == [
        "data/actions/cafe-rencontre.yaml:41:15: erreur[B008]",
        "      31 000 € engagés, plus que les 30 000 € prévus",
    ]
    faute, souligne = lignes[3:5]
    assert faute[souligne.index("^") : souligne.rindex("^") + 1] == "31000"
    refus = lire_au_terminal(tmp_path, "validate", "--date", "2011-02-30", "data/actions/cafe-rencontre.yaml")
    assert max(map(len, refus)) <= COLONNES
    assert [ligne for ligne in contrat("validate", dans=tmp_path).sortie.splitlines() if "B008" in ligne] == [
        "data/actions/cafe-rencontre.yaml:41:15: erreur[B008] 31 000 € engagés, plus que les 30 000 € prévus"
    ]


def test_la_page_d_une_regle_passe_a_la_ligne_entre_deux_mots(contrat: Commande) -> None:
    """Les phrases tiennent dans le terminal ; dans un tube, la page est celle du fichier ; un exemple ne change pas."""
    page = (PAGES / "B001.md").read_text(encoding="utf-8")
    assert contrat("expliquer", "b001").sortie == page
    phrases, *exemples = "\n".join(lire_au_terminal(MINIMAL, "expliquer", "B001")).split("```")
    assert max(map(len, phrases.splitlines())) <= COLONNES
    assert " ".join(phrases.split()) == " ".join(rendre_ordinaires(page).split("```")[0].split())
    assert exemples[0] == rendre_ordinaires(page).split("```")[1]

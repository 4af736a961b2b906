"""La forme des fichiers : plus récente, elle est refusée ; non dite, elle s'écrit sans rien changer d'autre."""

from __future__ import annotations

from pathlib import Path

from contrat import FORMAT, __version__
from tests.conftest import Commande, Issue


def test_un_contrat_qui_ne_dit_pas_sa_forme_la_dit(contrat: Commande, copie: Path) -> None:
    fichier = copie / "data/contrat.yaml"
    avant = fichier.read_text(encoding="utf-8")
    assert "format:" not in avant
    nom = copie.name
    dit = contrat("migrer", "--essai", dans=copie)
    assert dit == Issue(0, f"{nom} : format non dit, à écrire : format: {FORMAT}\n", "")
    assert fichier.read_text(encoding="utf-8") == avant
    assert contrat("migrer", dans=copie).sortie == f"{nom} : format non dit, écrit : format: {FORMAT}\n"
    apres = fichier.read_text(encoding="utf-8")
    assert [ligne for ligne in apres.splitlines() if ligne not in avant.splitlines()] == [
        f"format: {FORMAT}".ljust(43) + " # version de la forme des fichiers, que dit contrat --version ; à défaut, 1"
    ]
    assert contrat("migrer", dans=copie).sortie == f"{nom} : format {FORMAT}, rien à migrer\n"


def test_une_forme_plus_recente_est_refusee(contrat: Commande, copie: Path) -> None:
    fichier = copie / "data/contrat.yaml"
    texte = fichier.read_text(encoding="utf-8")
    fichier.write_text(texte.replace("\ntitre: ", f"\nformat: {FORMAT + 1}\ntitre: ", 1), encoding="utf-8")
    for commande in (("migrer",), ("validate",), ("budget",), ("bareme",)):
        issue = contrat(*commande, dans=copie)
        assert (issue.code, "mettre l'outil à jour : pipx upgrade contrat-social" in issue.erreurs) == (3, True)
    assert contrat("--version").sortie == f"contrat {__version__}, format des données {FORMAT}\n"

"""Des fichiers faits pour bloquer, tromper ou faire échouer l'outil : une faute située, ni trace ni attente."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande

MENAGE, ACTION = "data/menages/M-0001.yaml", "data/actions/cafe-rencontre.yaml"
CAS: dict[str, tuple[str, str, str, list[str]]] = {
    "un bandeau de croisillons": (MENAGE, "id: M-0001", f"{'#' * 64}\nid: M-0001", []),
    "un mot de 20 000 signes": (
        MENAGE,
        "id: M-0001",
        f"secteur: {'x' * 20_000}\nid: M-0001",
        ["1:1 F023 une ligne de 20009 signes, 10000 au plus", "1:10 F019 texte trop long : 20000 signes, 80 au plus"],
    ),
    "une clé cachée derrière U+2028": (
        ACTION,
        "numero: 1\n",
        "numero: 1 # à revoir\u2028titre: autre\n",
        ["3:21 F021 un caractère invisible : U+2028, un séparateur de ligne"],
    ),
    "une faute sous U+0085": (
        ACTION,
        "numero: 1\n",
        "# a\x85b\nnumero: un\n",
        [
            "3:4 F021 un caractère invisible : U+0085, une fin de ligne que peu de logiciels montrent",
            "4:9 F015 « un » n'est pas un nombre entier",
        ],
    ),
    "des retours chariot parmi les lignes": (
        ACTION,
        "numero: 1\n",
        "# a\rb\rnumero: 2\nnumero: un\n",
        [
            "3:4 F021 un caractère invisible : U+000D, un retour chariot seul ; 2 dans ce fichier",
            "4:9 F015 « un » n'est pas un nombre entier",
        ],
    ),
    "des fusions imbriquées": (MENAGE, "id: M-0001", f"x: {'{<<: ' * 300}1{'}' * 300}\nid: M-0001", [
        "1:5 F008 fusion « << »",
    ]),
    "des crochets imbriqués": (MENAGE, "id: M-0001", f"id: M-0001\nx: {'[' * 300}", [
        "2:44 F001 trop de niveaux imbriqués",
    ]),
    "un montant de trente chiffres": (
        MENAGE,
        "travaux_ttc: 10550",
        f"travaux_ttc: {'9' * 30}",
        [f"18:16 F015 « {'9' * 30} » n'est pas un montant en euros"],
    ),
    "un entier de cinq mille chiffres": (
        MENAGE,
        "nombre: 2",
        f"nombre: {'9' * 5000}",
        [f"4:11 F015 « {'9' * 60}… » n'est pas un nombre entier"],
    ),
    "l'année 9999": (
        MENAGE,
        "demande: 2011-09-20",
        "demande: 9999-12-31",
        ["15:12 F015 « 9999-12-31 » n'est pas une date des années 1900 à 2099"],
    ),
    "un échappement de terminal": (
        ACTION,
        "titre_court: Café de rencontre",
        'titre_court: "Café\\e[31m"',
        [
            "5:19 F021 un caractère invisible : U+001B, le caractère d'échappement, qui commande le terminal, "
            "écrit « \\e »"
        ],
    ),
    "un sens d'écriture": (
        ACTION,
        "titre_court: Café de rencontre",
        "titre_court: Café \u202ede rencontre",
        ["5:19 F021 un caractère invisible : U+202E, une marque de sens d'écriture"],
    ),
    "des chiffres arabes": (
        MENAGE,
        "nombre: 2",
        "nombre: ٢",
        ["4:11 F021 « ٢ » (U+0662) n'est pas un chiffre de 0 à 9"],
    ),
    "une table écrite ailleurs": (
        ACTION,
        "criteres_dd:\n",
        "",
        [
            "F013 clé inconnue « economique »",
            "F013 clé inconnue « environnemental »",
            "F013 clé inconnue « social »",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("nom", CAS)
def test_une_entree_hostile_est_une_faute_a_sa_place(contrat: Commande, tmp_path: Path, nom: str) -> None:
    """La place comptée comme git la compte, le code, le message entier ; rien d'autre, et pas de trace."""
    fichier, avant, apres, attendues = CAS[nom]
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    texte = (tmp_path / fichier).read_text(encoding="utf-8")
    assert avant in texte
    (tmp_path / fichier).write_bytes(texte.replace(avant, apres, 1).encode())
    issue = contrat("validate", dans=tmp_path)
    fautes = re.findall(rf"^{fichier}:(\d+:\d+): \w+\[(F\d+)\] (.*)$", issue.sortie, re.MULTILINE)
    if attendues and attendues[0].startswith("F"):
        assert {f"{code} {message}" for _, code, message in fautes} >= set(attendues)
    else:
        assert [" ".join(faute) for faute in fautes] == attendues
    assert issue.code == (1 if attendues else 0)
    assert "Traceback" not in issue.erreurs


def test_dix_mille_cles_inconnues_sont_comptees_et_cent_montrees(contrat: Commande, tmp_path: Path) -> None:
    """Le texte n'est pas redécoupé à chaque faute."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    with (tmp_path / MENAGE).open("a", encoding="utf-8") as fiche:
        fiche.writelines(f"cle{rang}: x\n" for rang in range(10_000))
    issue = contrat("validate", MENAGE, dans=tmp_path)
    assert issue.sortie.count("erreur[F013]") == 100
    assert "erreur[F023] 9900 autres fautes de forme dans ce fichier, non montrées" in issue.sortie


LIGNES_DE_NOMS = {
    "la même": lambda rang: f"- Mme Marie Martin, {rang % 2}",
    "toutes différentes": lambda rang: f"- M. Durand, {rang} rue",
}


@pytest.mark.parametrize("ecrire", LIGNES_DE_NOMS.values(), ids=LIGNES_DE_NOMS)
def test_un_fichier_plein_de_noms_n_en_montre_que_cent(
    contrat: Commande, tmp_path: Path, ecrire: Callable[[int], str]
) -> None:
    """La dernière dit que la suite n'est pas cherchée, et le reste du contrat l'est."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "data" / "notes.txt").write_text("\n".join(map(ecrire, range(150))), encoding="utf-8")
    (tmp_path / "data" / "suite.txt").write_text("Voir Mme Martin", encoding="utf-8")
    issue = contrat("validate", dans=tmp_path)
    fautes = re.findall(r"^(data/\w+.txt).*erreur\[D010\] (.*)$", issue.sortie, re.MULTILINE)
    nom, suite = "le nom d'une personne", " ; ce qui suit dans ce fichier n'est pas cherché"
    notes = [("data/notes.txt", nom)] * 99 + [("data/notes.txt", nom + suite)]
    assert sorted(fautes) == [*notes, ("data/suite.txt", nom)]

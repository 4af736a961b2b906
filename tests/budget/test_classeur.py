"""Le classeur : de vrais nombres, ceux du JSON, une feuille par direction, le même fichier deux fois."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.conftest import Commande

PETIT = Path(__file__).parent / "petit"
SRC = Path(__file__).parent.parent.parent / "src"
FEUILLES = [
    "Par section", "Par axe", "Par action", "Par financeur", "Par exercice", "Par chapitre", "Par budget", "Exécution",
    "Enveloppes", "Lignes", "Hors des totaux",
]  # fmt: skip


def fabriquer(contrat: Commande, chemin: Path, *options: str) -> Any:
    """Le classeur relu par une autre bibliothèque."""
    issue = contrat("budget", "2020-2021", *options, "--format", "xlsx", "--sortie", chemin, dans=PETIT)
    assert (issue.code, issue.sortie, issue.erreurs) == (0, "", "")
    return load_workbook(chemin)


def lire(classeur: Any, feuille: str) -> list[tuple[Any, ...]]:
    """Les rangées d'une feuille, de l'en-tête à la dernière avant les notes."""
    rangees = list(classeur[feuille].iter_rows(min_row=3, values_only=True))
    fin = next((rang for rang, r in enumerate(rangees) if all(case is None for case in r)), len(rangees))
    return rangees[:fin]


def ecrire(valeur: Any) -> str | None:
    """Une case en décimal à deux chiffres, comme le JSON l'écrit."""
    return None if valeur is None else f"{Decimal(repr(valeur)):.2f}"


def test_chaque_case_est_celle_du_json(contrat: Commande, tmp_path: Path) -> None:
    classeur = fabriquer(contrat, tmp_path / "b.xlsx")
    for par in ("section", "axe", "action", "exercice"):
        objet = json.loads(contrat("budget", "2020-2021", "--par", par, "--format", "json", dans=PETIT).sortie)
        entete, *rangees, total = lire(classeur, f"Par {par}")
        assert entete[1:] == (
            "Fonctionnement",
            "Investissement",
            "Dépenses",
            "Ville",
            "Autres financeurs",
            "Ressources",
        )
        for rangee, groupe in zip(rangees, objet["ventilation"]["groupes"], strict=True):
            attendus = [*groupe["depenses"].values(), *groupe["ressources"].values()]
            # Une action au montant reconstitué porte sa marque ; le JSON dit la source de chaque ligne.
            nom = rangee[0].removesuffix(" (R)") if par == "action" else rangee[0]
            assert (nom, [ecrire(case) for case in rangee[1:]]) == (groupe["libelle"], attendus)
        assert total[0] == "Total"
        assert [ecrire(case) for case in total[1:]] == [*objet["depenses"].values(), *objet["ressources"].values()]


def test_par_financeur_et_par_chapitre(contrat: Commande, tmp_path: Path) -> None:
    classeur = fabriquer(contrat, tmp_path / "b.xlsx")
    objet = json.loads(contrat("budget", "2020-2021", "--par", "financeur", "--format", "json", dans=PETIT).sortie)
    _, *rangees, total = lire(classeur, "Par financeur")
    for rangee, groupe in zip(rangees, objet["ventilation"]["groupes"], strict=True):
        assert (rangee[0], ecrire(rangee[1])) == (groupe["libelle"], groupe["montant"])
        assert [ecrire(case) for case in rangee[3:]] == [
            groupe[nom] for nom in ("acquis", "declare", "sollicite", "pressenti")
        ]
    assert ecrire(total[1]) == objet["ressources"]["total"]
    chapitres = json.loads(contrat("budget", "2020-2021", "--par", "chapitre", "--format", "json", dans=PETIT).sortie)
    _, *rangees, total = lire(classeur, "Par chapitre")
    assert [[ecrire(case) for case in r[1:]] for r in rangees] == [
        list(g["depenses"].values()) for g in chapitres["ventilation"]["groupes"]
    ]
    assert ecrire(total[3]) == objet["depenses"]["total"]


def test_les_feuilles_et_leurs_formats(contrat: Commande, tmp_path: Path) -> None:
    """Des nombres au format français, un en-tête figé, une page de large à l'impression."""
    classeur = fabriquer(contrat, tmp_path / "b.xlsx")
    assert classeur.sheetnames == FEUILLES
    feuille = classeur["Par action"]
    # Excel et LibreOffice rangent les formats en notation anglaise ; en français, ceci se lit « 1 137 300,00 € ».
    assert feuille["D4"].number_format == '#,##0.00\\ "€"'
    assert isinstance(feuille["D4"].value, int | float)
    assert (feuille.freeze_panes, feuille.sheet_properties.pageSetUpPr.fitToPage) == ("B4", True)
    assert (feuille["A1"].value, feuille["A2"].value) == ("Budget prévu 2020-2021, par action", "Contrat d'essai")
    assert (feuille.print_title_rows, feuille.page_setup.orientation) == ("$3:$3", "landscape")
    assert (feuille.page_setup.fitToHeight, feuille.page_setup.paperSize) == (0, 9)


def test_absent_n_est_pas_zero(contrat: Commande, tmp_path: Path) -> None:
    """Rien n'est voté dans ce contrat : la colonne est vide, pas à zéro."""
    entete, *rangees = lire(fabriquer(contrat, tmp_path / "b.xlsx"), "Exécution")
    assert {r[entete.index("Voté")] for r in rangees} == {None}


def test_le_meme_contrat_donne_le_meme_fichier(contrat: Commande, tmp_path: Path) -> None:
    fabriquer(contrat, tmp_path / "un.xlsx")
    fabriquer(contrat, tmp_path / "deux.xlsx")
    assert (tmp_path / "un.xlsx").read_bytes() == (tmp_path / "deux.xlsx").read_bytes()


def test_une_seule_direction_a_la_demande(contrat: Commande, tmp_path: Path) -> None:
    classeur = fabriquer(contrat, tmp_path / "b.xlsx", "--par", "financeur")
    assert classeur.sheetnames == ["Par financeur", "Exécution", "Enveloppes", "Lignes", "Hors des totaux"]
    assert lire(classeur, "Exécution")[0] == (
        "Financeur", "Prévu", "Acquis", "Acquis (%)", "Encaissé", "Encaissé / acquis",
    )  # fmt: skip


def test_l_execution_et_l_enveloppe_sont_celles_du_json(contrat: Commande, tmp_path: Path) -> None:
    classeur = fabriquer(contrat, tmp_path / "b.xlsx")
    objet = json.loads(contrat("budget", "2020-2021", "--par", "action", "--format", "json", dans=PETIT).sortie)
    for rangee, mesure in zip(lire(classeur, "Exécution")[1:], objet["execution"], strict=True):
        montants = [mesure[x] for x in ("prevu", "vote", "engage", "taux_engagement", "realise", "taux_execution")]
        assert [ecrire(case) for case in rangee[1:]] == [*montants, mesure["taux_paiement"]]
    for rangee, enveloppe in zip(lire(classeur, "Enveloppes")[1:], objet["enveloppes"], strict=True):
        attendues = [enveloppe[x] for x in ("montant", "depenses", "reste", "part")]
        assert [ecrire(case) for case in rangee[2:]] == attendues


def test_les_lignes_se_totalisent_par_sens(contrat: Commande, tmp_path: Path) -> None:
    objet = json.loads(contrat("budget", "2020-2021", "--format", "json", dans=PETIT).sortie)
    entete, *lignes = lire(fabriquer(contrat, tmp_path / "b.xlsx"), "Lignes")
    rang = entete.index("montant")
    assert [ecrire(r[rang]) for r in lignes[:-2]] == [x["montant"] for x in objet["lignes"]]
    for colonne, cle in (("voté", "vote"), ("engagé", "engage"), ("payé", "realise"), ("encaissé", "encaisse")):
        assert [ecrire(r[entete.index(colonne)]) for r in lignes[:-2]] == [x[cle] for x in objet["lignes"]]
    assert [(r[0], ecrire(r[rang])) for r in lignes[-2:]] == [
        ("Total des dépenses", objet["depenses"]["total"]),
        ("Total des ressources", objet["ressources"]["total"]),
    ]


def test_chaque_feuille_dit_dessous_ce_qui_est_exclu(contrat: Commande, tmp_path: Path) -> None:
    notes = json.loads(contrat("budget", "2020-2021", "--format", "json", dans=PETIT).sortie)["notes"]
    for feuille in fabriquer(contrat, tmp_path / "b.xlsx"):
        cases = [r[0] for r in feuille.iter_rows(values_only=True) if r[0]]
        assert [texte.replace("\u00a0", " ") for texte in cases[-len(notes) :]] == notes, feuille.title


def test_un_texte_qui_ressemble_a_une_formule_reste_un_texte(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(PETIT / "data", tmp_path / "data")
    fiche = tmp_path / "data/actions/jardin.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8").replace("libelle: graines", 'libelle: "=1+1"'), encoding="utf-8")
    assert contrat("budget", "--format", "xlsx", "-o", tmp_path / "b.xlsx", dans=tmp_path).code == 0
    entete, *lignes = load_workbook(tmp_path / "b.xlsx")["Lignes"].iter_rows(min_row=3)
    [case] = [r[5] for r in lignes if r[5].value == "=1+1"]
    assert (entete[5].value, case.data_type) == ("libellé", "s")


def lancer(*options: str, sortie: Any = subprocess.PIPE, fuseau: str = "UTC") -> subprocess.CompletedProcess[bytes]:
    commande = [sys.executable, "-m", "contrat", "budget", "--format", "xlsx", *options]
    milieu = os.environ | {"PYTHONPATH": str(SRC), "TZ": fuseau}
    return subprocess.run(commande, cwd=PETIT, env=milieu, stdout=sortie, stderr=subprocess.PIPE, check=False)


def test_le_tube_et_le_fichier_ont_les_memes_octets_partout(tmp_path: Path) -> None:
    tube = lancer()
    fichier = lancer("-o", str(tmp_path / "b.xlsx"), fuseau="Pacific/Auckland")
    assert (tube.returncode, fichier.returncode, fichier.stdout) == (0, 0, b"")
    assert tube.stdout == (tmp_path / "b.xlsx").read_bytes()
    assert [f.name for f in tmp_path.iterdir()] == ["b.xlsx"]


def test_un_classeur_ne_s_ecrit_pas_dans_un_terminal() -> None:
    maitre, terminal = pty.openpty()
    try:
        issue = lancer(sortie=terminal)
    finally:
        os.close(terminal)
        os.close(maitre)
    assert (issue.returncode, issue.stderr.decode("utf-8")) == (
        2,
        "Erreur : un classeur ne s'affiche pas au terminal\n  aide : ajouter -o et le nom d'un fichier .xlsx\n",
    )

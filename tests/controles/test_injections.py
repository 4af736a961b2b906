"""Ce qu'un conseiller pourrait écrire de trop est signalé ; ce qui y ressemble seulement ne l'est pas."""

from __future__ import annotations

import csv
import json
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande

ICI = Path(__file__).parent


def lire(nom: str) -> list[dict[str, str]]:
    with (ICI / nom).open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def poser(dossier: Path, rang: int, ou: str, texte: str) -> str:
    """Écrire un ménage qui porte ce texte : en note, en commentaire, ou comme un champ."""
    identifiant = f"M-{rang:04}"
    citation = texte.replace("'", "''")
    evenement = "evenements:\n  - date: 2011-03-08\n    etape: repere\n"
    lignes = {
        "commentaire": f"id: {identifiant}\nsource: fiction  # {texte}\n",
        "cle": f"id: {identifiant}\nsource: fiction\n{texte}\n",
        "note": f"id: {identifiant}\nsource: fiction\n{evenement}    note: '{citation}'\n",
    }
    (dossier / f"{identifiant}.yaml").write_text(lignes[ou], encoding="utf-8")
    return f"data/menages/{identifiant}.yaml"


@pytest.fixture
def menages(tmp_path: Path) -> Path:
    """Un contrat minimal, sans ménage."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    for chemin in (tmp_path / "data/menages").glob("*.yaml"):
        chemin.unlink()
    return tmp_path / "data/menages"


def controler(contrat: Commande, menages: Path) -> dict[str, set[str]]:
    """Les codes D signalés, par fichier."""
    sortie = json.loads(contrat("validate", "--format", "json", dans=menages.parents[1]).sortie)
    codes: dict[str, set[str]] = defaultdict(set)
    for diagnostic in sortie["diagnostics"]:
        if diagnostic["code"].startswith("D"):
            codes[diagnostic["fichier"]].add(diagnostic["code"])
    return codes


def test_chaque_donnee_personnelle_est_signalee(contrat: Commande, menages: Path) -> None:
    cas = lire("injections.csv")
    attendus = {poser(menages, rang, c["ou"], c["texte"]): (c["texte"], c["code"]) for rang, c in enumerate(cas)}
    codes = controler(contrat, menages)
    manques = [
        f"{texte} : {code}, pas {sorted(codes[f])}" for f, (texte, code) in attendus.items() if code not in codes[f]
    ]
    assert not manques, "\n".join(manques)
    assert len(cas) >= 70


def test_aucun_sosie_ne_l_est(contrat: Commande, menages: Path) -> None:
    cas = lire("innocents.csv")
    innocents = {poser(menages, rang, c["ou"], c["texte"]): c["texte"] for rang, c in enumerate(cas)}
    codes = controler(contrat, menages)
    assert not [f"{innocents[fichier]} : {sorted(trouves)}" for fichier, trouves in codes.items()]
    assert len(cas) >= 70


def test_un_commentaire_de_250_signes_passe_et_pas_un_de_plus(contrat: Commande, menages: Path) -> None:
    juste = poser(menages, 1, "commentaire", "x" * 249)
    long = poser(menages, 2, "commentaire", "x" * 250)
    codes = controler(contrat, menages)
    assert (codes[juste], codes[long]) == (set(), {"D013"})


CHIFFRE = "ENC[AES256_GCM,data:MDYwMDAwMDAxMjA2,iv:0600000012==,tag:YmF6,type:str]"
SOPS = f"sops:\n  mac: {CHIFFRE}\n  lastmodified: '2026-11-23T10:00:00Z'\n"
FAUX_BLOCS = ("", "sops: oui\n", "sops:\n  mac: x\n  lastmodified: y\n", SOPS.replace("mac:", "mac_:"))


def test_une_valeur_chiffree_ne_dit_rien(contrat: Commande, menages: Path) -> None:
    """Ni la valeur, ni le bloc des clés, où des suites de chiffres peuvent ressembler à un numéro."""
    fichier = menages.parents[1] / poser(menages, 1, "commentaire", CHIFFRE)
    fichier.write_text(fichier.read_text(encoding="utf-8") + SOPS, encoding="utf-8")
    assert controler(contrat, menages) == {"data/menages/M-0001.yaml": {"D015"}}


@pytest.mark.parametrize("faux", ["ENC[{}]", "ENC[AES256_GCM,data:{},iv:YmFy,tag:YmF6,type:str]"])
@pytest.mark.parametrize("bloc", [*FAUX_BLOCS, SOPS])
def test_une_fausse_valeur_chiffree_ne_cache_rien(contrat: Commande, menages: Path, faux: str, bloc: str) -> None:
    """Ni la forme approchée d'une valeur, ni un bloc sans empreinte ni date."""
    fichier = menages.parents[1] / poser(menages, 1, "note", faux.format("Mme Exemple 06 00 00 00 12"))
    fichier.write_text(fichier.read_text(encoding="utf-8") + bloc, encoding="utf-8")
    assert controler(contrat, menages)["data/menages/M-0001.yaml"] >= {"D001", "D010"}


@pytest.mark.parametrize(
    ("nom", "est_signale"),
    [
        ("M-DURAND", True),
        ("M-2011MARTIN", True),
        ("durand", True),
        ("M-0001-durand", True),
        ("M-2011A017", False),
        ("M-BCDFGHJK", False),
        ("M-2B6CQX", False),
    ],
)
def test_un_nom_de_fichier_ne_se_lit_pas(contrat: Commande, menages: Path, nom: str, est_signale: bool) -> None:
    """L'outil tire ses identifiants sans voyelle ; ceux que l'on écrit ne doivent pas se lire davantage."""
    (menages / f"{nom}.yaml").write_text(f"id: {nom}\nsource: fiction\n", encoding="utf-8")
    assert ("D007" in controler(contrat, menages)[f"data/menages/{nom}.yaml"]) is est_signale

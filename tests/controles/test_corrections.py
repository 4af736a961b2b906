"""`contrat validate --corriger` : des tranches, et rien d'autre."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.diagnostics import Correction, Position, Remplacement, situer_correction
from contrat.proches import deviner, plus_proche, proposer
from tests.comparaison.conftest import remplacer
from tests.conftest import MINIMAL, Commande

CAFE, MENAGE = "actions/cafe-rencontre.yaml", "menages/M-0001.yaml"
# Ce qui est écrit, ce qui devient, dans quel fichier.
SURES = (
    (CAFE, "montant: 12000", "montant: 12 000 €", "montant: 12000"),
    (CAFE, "realise: 27500.50", "realise: 27500,50  # payé", "realise: 27500.50  # payé"),
    (CAFE, "date: 2010-06-01", "date: 1/6/2010", "date: 2010-06-01"),
    (CAFE, "statut: lancee\nhistorique", 'statut: "Lancée"\nhistorique', 'statut: "lancee"\nhistorique'),
    (CAFE, "porteur: ville", "porteur: vi-lle", "porteur: ville"),
    (MENAGE, "  nature: energie", "  nature: energei", "  nature: energie"),
    (MENAGE, "  travaux_ht: 10000", "  travaux_th: 10000", "  travaux_ht: 10000"),
)
DOUTEUSES = (
    ("actions/visites.yaml", "axe: axe-1", "axe: axe-9"),
    (MENAGE, "  dpe: F", "  dpe: Z"),
    ("axes/axe-1.yaml", "numero: 1", "numero: un"),
    ("organismes.yaml", "nature: departement", "nature: mairie"),
)


@pytest.fixture
def abime(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    for fichier, avant, apres, *_ in (*SURES, *DOUTEUSES):
        remplacer(tmp_path, fichier, avant, apres)
    return tmp_path


def lire(racine: Path) -> dict[str, bytes]:
    return {f.relative_to(racine).as_posix(): f.read_bytes() for f in sorted(racine.rglob("*.yaml"))}


def test_les_corrections_sures_s_appliquent_et_rien_d_autre_ne_bouge(contrat: Commande, abime: Path) -> None:
    avant = lire(abime)
    issue = contrat("validate", "--corriger", "--essai", dans=abime)
    assert lire(abime) == avant
    assert "-      montant: 12 000 €\n+      montant: 12000\n" in issue.sortie
    assert issue.erreurs.startswith("7 fautes à corriger sûrement, dans 2 fichiers.\n")
    issue = contrat("validate", "--corriger", dans=abime)
    assert issue.erreurs.startswith("7 fautes corrigées sûrement, dans 2 fichiers.\n9 fichiers, 4 erreurs,")
    attendus = {nom: octets.decode() for nom, octets in avant.items()}
    for fichier, _, ecrit, corrige in SURES:
        attendus[f"data/{fichier}"] = attendus[f"data/{fichier}"].replace(ecrit, corrige, 1)
    assert {nom: octets.decode() for nom, octets in lire(abime).items()} == attendus
    assert contrat("validate", "--corriger", dans=abime).erreurs.startswith("0 faute corrigée sûrement")


def test_une_correction_est_dans_les_formes_que_lisent_les_forges(contrat: Commande, abime: Path) -> None:
    fautes = json.loads(contrat("validate", "--format", "json", dans=abime).sortie)["diagnostics"]
    corrections = {f["correction"]["texte"] for f in fautes if f["correction"]}
    assert {tuple(f["correction"]) for f in fautes if f["correction"]} == {
        ("ligne", "colonne", "ligne_fin", "colonne_fin", "texte")
    }
    assert corrections == {"12000", "27500.50", "2010-06-01", '"lancee"', "energie", "travaux_ht", "ville"}
    rdjson = json.loads(contrat("validate", "--format", "rdjson", dans=abime).sortie)["diagnostics"]
    assert {s["text"] for d in rdjson for s in d["suggestions"]} == corrections
    sarif = json.loads(contrat("validate", "--format", "sarif", dans=abime).sortie)["runs"][0]["results"]
    changements = [c for r in sarif for f in r.get("fixes", []) for c in f["artifactChanges"]]
    assert {c["replacements"][0]["insertedContent"]["text"] for c in changements} == corrections


def test_une_cle_corrigee_qui_en_doublerait_une_autre_reste(contrat: Commande, tmp_path: Path) -> None:
    """Corriger « numerro » en « numero » l'écrirait deux fois : c'est à l'auteur de choisir."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    remplacer(tmp_path, "axes/axe-1.yaml", "numero: 1", "numero: 1\nnumerro: 2")
    avant = lire(tmp_path)
    issue = contrat("validate", "--corriger", dans=tmp_path)
    assert (issue.code, lire(tmp_path)) == (1, avant)
    assert issue.erreurs.startswith("0 faute corrigée sûrement, dans 0 fichier.\n")


def test_l_essai_ne_va_qu_avec_la_correction(contrat: Commande) -> None:
    issue = contrat("validate", "--essai", dans=MINIMAL)
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : --essai ne s'emploie qu'avec --corriger\n  aide : ajouter --corriger, ou retirer --essai\n",
    )


@given(avant=st.text("ab ", max_size=4), ecrit=st.text("ab'\"", max_size=4), autre=st.text("ab'\"", max_size=4))
def test_ce_que_la_ligne_n_ecrit_pas_mot_pour_mot_ne_se_corrige_pas(avant: str, ecrit: str, autre: str) -> None:
    debut = len(avant) + 1
    place = Position(3, debut, debut + len(ecrit))
    correction = situer_correction(place, f"{avant}{ecrit} # fin", Remplacement(autre, "z"))
    if ecrit.strip("'\"") != autre.strip("'\""):
        assert correction is None
    elif ecrit == autre:
        assert correction == Correction(3, debut, 3, debut + len(ecrit), "z")


def test_le_mot_voulu_ne_fait_pas_de_doute() -> None:
    """Partout, la casse et les accents ; dans une liste fermée, une lettre ; jamais ce qui n'est que ressemblant."""
    mots = ["lancee", "approuvee"]
    assert deviner("Lancée", mots) == "lancee"
    assert deviner("lncee", mots) is None
    assert [deviner(mot, mots, est_ferme=True) for mot in ("lncee", "lanceee", "lamcee", "alncee", "lance")] == [
        "lancee"
    ] * 5
    assert deviner("lanc", mots, est_ferme=True) is None
    ages = ["40_a_59", "60_a_69"]
    doutes = [("TT", ["HT", "TTC"]), ("AH", ["A", "B"]), ("60_a_59", ages), ("60_a_79", ages)]
    assert [deviner(mot, choix, est_ferme=True) for mot, choix in doutes] == [None] * 4


def test_le_contraire_d_un_mot_ne_se_propose_pas() -> None:
    admises, deux = ["admise", "incertaine", "sans_objet"], ["sans_aide", "avec_aide"]
    contraires = [("non_admise", admises), ("certaine", admises), ("objet", admises), ("precisee", ["non_precisee"])]
    for mot, choix in contraires:
        assert proposer(mot, choix) == "choisir parmi : " + ", ".join(choix)
    permis = [("sans objt", admises), ("no", ["oui", "non"]), ("non_juges", ["non_juge"]), ("aide", deux)]
    assert [plus_proche(mot, choix) for mot, choix in permis] == ["sans_objet", "non", "non_juge", "avec_aide"]

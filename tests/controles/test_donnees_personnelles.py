"""Les données personnelles d'un ménage, signalées en valeur comme en commentaire, et leurs sosies innocents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande

# Toutes fabriquées : numéros hors attribution, exemple public d'IBAN, clés calculées.
PERSONNELLES = [
    ("06 00 00 00 12", "D001"),
    ("06.00.00.00.12", "D001"),
    ("0600000012", "D001"),
    ("+33 6 00 00 00 12", "D001"),
    ("0033600000012", "D001"),
    ("tél.0471000012", "D001"),
    ("06/00/00/00/12", "D001"),
    ("06_00_00_00_12", "D001"),
    ("06 - 00 - 00 - 00 - 12", "D001"),
    ("(04 71) 00 00 12", "D001"),
    ("0471 00 00 12", "D001"),
    ("06 000 000 12", "D001"),
    ("33600000012", "D001"),
    ("+33 (0)6 00 00 00 12", "D001"),
    ("06\u00a000\u00a000\u00a000\u00a012", "D001"),
    ("06\u202f00\u202f00\u202f00\u202f12", "D001"),
    ("06 00 00 00 12 2 fois", "D001"),
    ("personne@exemple.fr", "D002"),
    ("prenom.nom+aide@mairie.exemple.fr", "D002"),
    ("personne (at) exemple.fr", "D002"),
    ("personne arobase exemple.fr", "D002"),
    ("1 44 05 15 999 001 90", "D003"),
    ("144051599900190", "D003"),
    ("1 44 05 15 999 001", "D003"),
    ("1 44 05 15 999 001 91", "D003"),
    ("1.44.05.15.999.001.90", "D003"),
    ("144051599900191", "D003"),
    ("FR14 2004 1010 0505 0001 3M02 607", "D005"),
    ("née le 12 mars 41", "D006"),
    ("personne arobase exemple point fr", "D002"),
    ("3000000000000", "D004"),
    ("30 00 000 000 000", "D004"),
    ("30.00.000.000.000", "D004"),
    ("FR14 2004 1010 0505 0001 3M02 606", "D005"),
    ("FR1420041010050500013M02606", "D005"),
    ("fr14 2004 1010 0505 0001 3m02 606", "D005"),
    ("FR14-2004-1010-0505-0001-3M02-606", "D005"),
    ("FR14 2004 1010 0505 0001 3M02 606 LOYER", "D005"),
    ("née le 12/03/1941", "D006"),
    ("date de naissance 2001-04-30", "D006"),
    ("12 mars 1941", "D006"),
    ("née le 12/03/41", "D006"),
    ("nee le 12 fevrier 2001", "D006"),
    ("né(e) le 12 / 03 / 1941", "D006"),
    ("ddn 120341", "D006"),
    ("12 aout 1941", "D006"),
    ("achevé en mai, 12/03/1941, puis agrandi le 12/03/1941", "D006"),
    ("1941-03-12", "D006"),
    ("parcelle AB 0123", "D009"),
]
SOSIES = [
    "15187",
    "12840.50",
    "2011-03-08",
    "380 kWh par m² et par an",
    "12 500 kWh en 2010",
    "SIRET 21150187600012",
    "délibération n° 2010-02-18-07",
    "12/03/2011",
    "le 3 mai 2012",
    "1 137 300 €",
    "677300.00",
    "devis 20110308-12",
    "75056",
    "combles 35 m² à 0.04 W",
    "2010, 2011, 2012",
    "article R. 321-12",
    "construit vers 1941",
    "né en hiver",
    "visite le 01.02.2011 14 h 30",
    "construit le 12/05/1962",
    "achèvement : 12 mai 1962",
    "loi du 6 janvier 1978",
    "décret du 29 juillet 1999",
    "réunions 03-04-2011 et 05-06-2011",
]


@pytest.fixture
def menage(tmp_path: Path) -> Path:
    """Le ménage du contrat minimal, à compléter."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    return tmp_path / "data/menages/M-0001.yaml"


def poser(menage: Path, ligne: str) -> None:
    """Remplacer la deuxième ligne du fichier, la source du ménage."""
    lignes = menage.read_text(encoding="utf-8").splitlines()
    menage.write_text("\n".join([lignes[0], ligne, *lignes[2:]]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("donnee", "code"), PERSONNELLES)
def test_une_donnee_personnelle_en_commentaire_est_situee(
    contrat: Commande, menage: Path, donnee: str, code: str
) -> None:
    """Un commentaire est gardé par git comme le reste."""
    poser(menage, f"source: fiction  # {donnee}")
    issue = contrat("validate", dans=menage.parents[2])
    assert issue.code == 1
    signalees = [x for x in issue.sortie.splitlines() if x.startswith("data/")]
    assert len(signalees) == 1
    assert signalees[0].startswith("data/menages/M-0001.yaml:2:")
    assert f"erreur[{code}]" in signalees[0]


@pytest.mark.parametrize(("donnee", "code"), PERSONNELLES)
def test_une_donnee_personnelle_en_note_est_signalee(contrat: Commande, menage: Path, donnee: str, code: str) -> None:
    """Dans le texte libre d'un événement."""
    texte = menage.read_text(encoding="utf-8")
    menage.write_text(texte + f"    note: voir {donnee}\n", encoding="utf-8")
    assert f"erreur[{code}]" in contrat("validate", dans=menage.parents[2]).sortie


@pytest.mark.parametrize("sosie", SOSIES)
def test_un_sosie_innocent_ne_l_est_pas(contrat: Commande, menage: Path, sosie: str) -> None:
    """Montants, dates, codes et numéros d'actes se lisent sans alarme."""
    poser(menage, f"source: fiction  # {sosie}")
    issue = contrat("validate", "--strict", dans=menage.parents[2])
    assert (issue.code, issue.sortie) == (0, "")


def test_la_place_d_un_telephone_est_exacte(contrat: Commande, menage: Path) -> None:
    """Le soulignement montre le numéro, et lui seul."""
    poser(menage, "source: fiction  # rappeler au 06 00 00 00 12 le soir")
    assert contrat("validate", dans=menage.parents[2]).sortie == (
        "data/menages/M-0001.yaml:2:32: erreur[D001] un numéro de téléphone\n"
        "  |\n"
        "2 | source: fiction  # rappeler au 06 00 00 00 12 le soir\n"
        "  |                                ^^^^^^^^^^^^^^\n"
        "    aide : retirer cette donnée : git garde tout, même effacé ; l'identité se tient à part, hors du dépôt\n"
    )


def test_un_fichier_mal_forme_est_lu_quand_meme(contrat: Commande, menage: Path) -> None:
    """Une faute de syntaxe ne cache pas un numéro."""
    menage.write_text("id: [M-0001\n# 06 00 00 00 12\n", encoding="utf-8")
    assert "erreur[D001]" in contrat("validate", dans=menage.parents[2]).sortie


def test_un_nom_de_personne_en_nom_de_fichier_est_signale(contrat: Commande, menage: Path) -> None:
    """Le nom de fichier se lit partout."""
    menage.rename(menage.with_name("dupont.yaml"))
    assert "erreur[D007]" in contrat("validate", dans=menage.parents[2]).sortie


def test_les_autres_fichiers_du_contrat_ne_sont_pas_vises(contrat: Commande, menage: Path) -> None:
    """Le standard d'une mairie peut être dans une fiche : ce n'est pas une personne."""
    fiche = menage.parents[1] / "actions/visites.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8") + "# mairie : 04 00 00 00 12\n", encoding="utf-8")
    assert contrat("validate", dans=menage.parents[2]).sortie == ""

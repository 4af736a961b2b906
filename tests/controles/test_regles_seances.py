"""Les règles des séances : grilles, bulletins, rangs, et une grille approuvée qui change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande
from tests.controles.conftest import Changements, Valider

CAFE, MENAGE, CONTRAT = "data/actions/cafe-rencontre.yaml", "data/menages/M-0001.yaml", "data/contrat.yaml"
SEANCE, ECHELLE = "data/seances/conseil-2010-02.yaml", "    mini: 0\n    maxi: 5\n"
VISITES, AXE, AIDE = "data/actions/visites.yaml", "data/axes/axe-1.yaml", "data/aides/ville-dpe.yaml"

JALON = "jalons:\n  - {libelle: vote des fiches, fait: 2010-02, instance: conseil, source: essai}\n"
DELIBERATIONS = "deliberations:\n  - {date: 2010-02-15, instance: conseil, objet: approuver, source: essai}\n"
DE_PLUS = "  - {date: 2011-06, instance: conseil, objet: un avenant, source: essai}\n"
HIERARCHISATION = "hierarchisation:\n  date: {}\n  instance: conseil\n  rang: {}\n  source: essai\nevaluation:"

CAS: dict[str, tuple[Changements, list[str]]] = {
    "C020 : des poids décimaux qui font cent": (
        [(SEANCE, "60 %", "59.5 %"), (SEANCE, "40 %", "40.5 %")],
        [],
    ),
    "C020 : un centième de trop": (
        [(SEANCE, "60 %", "60.01 %")],
        [f"{SEANCE}:16:3: erreur[C020] les poids font 100,01 %, il en faut 100 %"],
    ),
    "C021 : les bornes de l'échelle sont des notes": (
        [(SEANCE, "visites: {besoin: 4, cout: 3}", "visites: {besoin: 0, cout: 5}")],
        [],
    ),
    "C021 : juste au-delà des bornes": (
        [(SEANCE, "visites: {besoin: 4, cout: 3}", "visites: {besoin: -0.1, cout: 5.1}")],
        [
            f"{SEANCE}:38:25: erreur[C021] la note -0,10 sort de l'échelle, de 0 à 5",
            f"{SEANCE}:38:37: erreur[C021] la note 5,10 sort de l'échelle, de 0 à 5",
        ],
    ),
    "C021 : une échelle qui descend sous zéro": (
        [(SEANCE, "mini: 0", "mini: -1"), (SEANCE, "visites: {besoin: 2, cout: 4}", "visites: {besoin: -1, cout: 4}")],
        [],
    ),
    "C021 : une échelle inversée ne fait pas une faute par note": (
        [(SEANCE, ECHELLE, "    mini: 5\n    maxi: 0\n")],
        [f"{SEANCE}:15:11: erreur[C021] l'échelle de 5 à 0 ne monte pas"],
    ),
    "C022 : autant de bulletins que de présents": (
        [(SEANCE, "- college: habitants\n    numero: 1", "- college: habitants\n    numero: 7")],
        [],
    ),
    "C023 : un collège, un critère et une décision": (
        [
            (
                SEANCE,
                "  - college: habitants\n    presents",
                "  - college: elus\n    presents: 2\n  - college: habitants\n    presents",
            ),
            (SEANCE, "    - id: cout", "    - id: cout\n      libelle: Coût\n      poids: 20 %\n    - id: cout"),
            (SEANCE, "poids: 40 %", "poids: 20 %"),
            (SEANCE, "source: essai", "  - action: visites\n    rang: 2\nsource: essai"),
        ],
        [
            f"{SEANCE}:8:5: erreur[C023] le collège « elus », déjà plus haut",
            f"{SEANCE}:25:7: erreur[C023] le critère « cout », déjà plus haut",
            f"{SEANCE}:49:5: erreur[C023] la décision sur « visites », déjà plus haut",
        ],
    ),
    "C023 : un même numéro dans deux collèges": ([(SEANCE, "numero: 2", "numero: 3")], []),
    "C024 : la grille du jour même": ([(SEANCE, "figes_le: 2010-02-01", "figes_le: 2010-02-15")], []),
    "C024 : une grille connue au mois": ([(SEANCE, "figes_le: 2010-02-01", "figes_le: 2010-02")], []),
    "C024 : un mois après": (
        [(SEANCE, "figes_le: 2010-02-01", "figes_le: 2010-03")],
        [f"{SEANCE}:12:13: erreur[C024] la grille est approuvée en mars 2010, après la séance du 15 février 2010"],
    ),
    "C041 : des voix contre, et plus de voix que de présents": (
        [
            (
                CONTRAT,
                "publies:",
                "deliberations:\n  - {date: 2010-02, instance: conseil, objet: oui, pour: 2, contre: 2, abstentions: 1,"
                " source: essai}\npublies:",
            ),
        ],
        [
            f"{CONTRAT}:32:12: erreur[C041] 5 voix pour 4 présents à la séance « conseil-2010-02 »",
            f"{CONTRAT}:32:58: erreur[C041] 2 voix pour et 2 contre : la délibération n'est pas adoptée",
        ],
    ),
    "C041 : autant de voix que de présents, une de plus pour": (
        [
            (
                CONTRAT,
                "publies:",
                "deliberations:\n  - {date: 2010-02, instance: conseil, objet: oui, pour: 2, contre: 1, abstentions: 1,"
                " source: essai}\npublies:",
            ),
        ],
        [],
    ),
    "C031 : une délibération de plus n'est pas une faute": (
        [(CONTRAT, "publies:", JALON + DELIBERATIONS + DE_PLUS + "publies:")],
        [],
    ),
    "C031 : une réunion de plus n'a rien laissé d'écrit": (
        [(CONTRAT, "publies:", JALON + JALON[8:].replace("vote", "suivi").replace("2010-02", "2011-03") + "publies:")],
        [f"{CONTRAT}:33:39: information[C031] « conseil » en mars 2011, alors que ses actes sont du 15 février 2010"],
    ),
    "C031 : le jalon n'a d'acte que dans les fiches": (
        [
            (SEANCE, "date: 2010-02-15", "date: 2010-05-15"),
            (CONTRAT, "publies:", JALON + "deliberations:\n" + DE_PLUS + "publies:"),
        ],
        [
            f"{CONTRAT}:34:12: information[C031] délibération de juin 2011 ; « conseil » en février 2010 n'a d'acte "
            "que dans les fiches"
        ],
    ),
    "C040 : une action refusée sans motif": (
        [(SEANCE, "    rang: 2\n", "    issue: refusee\n")],
        [
            f"{VISITES}:8:13: erreur[C041] « approuvee », alors que la séance « conseil-2010-02 » l'a refusée",
            f"{SEANCE}:43:12: avertissement[C040] « visites » est refusée sans motif",
        ],
    ),
    "C045 : une action refusée n'a pas de rang": (
        [(SEANCE, "    rang: 2\n", "    rang: 2\n    issue: refusee\n    motif: hors de portée\n")],
        [
            f"{VISITES}:8:13: erreur[C041] « approuvee », alors que la séance « conseil-2010-02 » l'a refusée",
            f"{SEANCE}:43:11: erreur[C045] « visites » est refusée, et décidée au rang 2",
        ],
    ),
    "C026 : un motif sur l'une suffit à l'autre": (
        [
            (SEANCE, "rang: 1", "rang: 3"),
            (SEANCE, "rang: 2", "rang: 1\n    motif: des visites sont déjà demandées"),
            (SEANCE, "rang: 3", "rang: 2"),
        ],
        [],
    ),
    "C026 : une action que personne n'a notée": (
        [
            (SEANCE, "      visites: {besoin: 3, cout: 4}\n", ""),
            (SEANCE, "      visites: {besoin: 2, cout: 4}\n", ""),
            (SEANCE, "      visites: {besoin: 4, cout: 3}\n", ""),
        ],
        [f"{SEANCE}:40:11: erreur[C026] « visites » est décidée au rang 2, les notes ne la classent pas"],
    ),
    "C028 : le rang décidé": ([(VISITES, "evaluation:", HIERARCHISATION.format("2010-02-15", 2))], []),
    "C028 : le rang d'un autre jour": ([(VISITES, "evaluation:", HIERARCHISATION.format("2010-03", 1))], []),
}


@pytest.mark.parametrize("nom", CAS)
def test_chaque_cas_donne_ces_fautes_et_elles_seules(valider: Valider, nom: str) -> None:
    """La place, la gravité, le code et le message entier."""
    changements, attendues = CAS[nom]
    assert valider(changements) == attendues


SUIVANTE = SEANCE.replace("02", "09")
C025 = (
    f"{SUIVANTE}:{{}}:3: avertissement[C025] la grille n'est plus celle de « conseil-2010-02 », "
    "approuvée (1er février 2010)"
)


@pytest.mark.parametrize(
    ("changements", "attendues"),
    [
        ([], []),
        ([("libelle: Besoin", "libelle: Le besoin")], []),
        ([("60 %", "50 %"), ("40 %", "50 %")], [C025.format(16)]),
        ([("maxi: 5", "maxi: 10")], [C025.format(16)]),
        ([("id: cout", "id: prix")], [C025.format(16)]),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("  figes_le: 2010-02-01\n", "")], [C025.format(15)]),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("figes_le: 2010-02-01", "figes_le: 2010-02")], [C025.format(16)]),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("figes_le: 2010-02-01", "figes_le: 2010-02-02")], []),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("figes_le: 2010-02-01", "figes_le: 2010-09")], []),
    ],
)
def test_une_grille_approuvee_ne_change_pas_sans_nouvelle_approbation(
    contrat: Commande, tmp_path: Path, changements: list[tuple[str, str]], attendues: list[str]
) -> None:
    """C025 : la séance de septembre reprend la grille de février, ou en change."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    texte = (tmp_path / SEANCE).read_text(encoding="utf-8").partition("bulletins:")[0] + "source: essai\n"
    for avant, apres in [("conseil-2010-02", "conseil-2010-09"), ("2010-02-15", "2010-09-20"), *changements]:
        assert avant in texte, avant
        texte = texte.replace(avant, apres)
    (tmp_path / SUIVANTE).write_text(texte, encoding="utf-8")
    issue = contrat("validate", dans=tmp_path)
    assert [ligne for ligne in issue.sortie.splitlines() if ligne.startswith("data/")] == attendues

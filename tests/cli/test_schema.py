"""Les schémas des éditeurs : les identifiants du contrat, des formes que YAML 1.2 lit, rien de Python."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from contrat.modele import base
from contrat.rendu.schema import FORMES
from tests.conftest import MINIMAL, Commande


@pytest.fixture
def schemas(contrat: Commande, tmp_path: Path) -> dict[str, Any]:
    issue = contrat("schema", "-o", tmp_path / "s", dans=MINIMAL)
    assert (issue.code, issue.erreurs) == (0, "")
    chemins = [Path(ligne) for ligne in issue.sortie.splitlines()]
    assert [chemin.parent for chemin in chemins] == [tmp_path / "s"] * 10
    return {chemin.stem: json.loads(chemin.read_text(encoding="utf-8")) for chemin in chemins}


def test_les_identifiants_qui_existent_sont_des_choix_avec_leur_titre(schemas: dict[str, Any]) -> None:
    action = schemas["actions"]["$defs"]["Action"]
    assert schemas["actions"]["title"] == "Une fiche action"
    axe = action["properties"]["axe"]
    titre = yaml.safe_load((MINIMAL / "data/axes/axe-1.yaml").read_text(encoding="utf-8"))["titre"]
    assert (axe["enum"], axe["enumDescriptions"]) == (["axe-1"], [titre])
    organisme = schemas["actions"]["$defs"]["Partenaire"]["properties"]["organisme"]["enum"]
    assert organisme == action["properties"]["porteur"]["enum"]
    assert schemas["actions"]["$defs"]["Ressource"]["properties"]["budget"]["enum"] == [*organisme, "association"]
    assert schemas["actions"]["$defs"]["Liens"]["properties"]["actions"]["items"]["enum"] == [
        "cafe-rencontre",
        "visites",
    ]
    statut = action["properties"]["statut"]
    assert dict(zip(statut["enum"], statut["enumDescriptions"], strict=True))["transferee"] == "transférée"
    base_ht = schemas["actions"]["$defs"]["Budget"]["properties"]["base"]
    assert base_ht["enumDescriptions"] == ["hors taxes", "toutes taxes comprises", "sans base précisée"]
    assert set(action["required"]) == {"id", "axe", "titre", "statut", "historique", "porteur", "source"}
    assert action["additionalProperties"] is False


def test_un_fichier_qui_ne_se_lit_pas_se_dit(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    organismes = tmp_path / "data/organismes.yaml"
    organismes.write_text(organismes.read_text(encoding="utf-8") + "- [\n", encoding="utf-8")
    issue = contrat("schema", dans=tmp_path)
    dite = "À corriger (contrat validate), puis recommencer : rien n'est proposé de data/organismes.yaml\n"
    assert (issue.code, issue.erreurs, issue.sortie.count("\n")) == (0, dite, 10)


def test_rien_n_y_est_vide_ni_ecrit_pour_python(schemas: dict[str, Any]) -> None:
    for schema in schemas.values():
        texte = json.dumps(schema)
        assert '"null"' not in texte
        assert '"default"' not in texte
        assert set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', texte)) <= schema["$defs"].keys()
        for objet in schema["$defs"].values():
            for champ in objet.get("properties", {}).values():
                assert champ.get("description"), objet
    menages = schemas["menages"]["allOf"]
    assert menages == [{"if": {"required": ["sops"]}, "else": {"$ref": "#/$defs/Menage"}}]


@pytest.mark.parametrize(
    ("lecteur", "lus"),
    [
        (base.lire_montant, ["12840", "12840.50", "0"]),
        (base.lire_nombre, ["-3", "12.5"]),
        (base.lire_entier, ["0", "12"]),
        (base.lire_effectif, ["1"]),
        (base.lire_pourcent, ["35 %", "12.5%"]),
        (base.lire_jour, ["2010-02-18"]),
        (base.lire_moment, ["1887", "2010-02", "2010-02-18"]),
        (base.lire_annee, ["2010"]),
        (base.lire_oui_non, ["oui", "non"]),
    ],
)
def test_une_forme_admet_ce_que_son_lecteur_lit(lecteur: Any, lus: list[str]) -> None:
    """Écrite entre guillemets, la valeur suit le motif ; nue, elle a le genre que YAML 1.2 lui donne."""
    forme = FORMES[lecteur]
    for ecrit in lus:
        lecteur(ecrit)
        assert ecrit in forme["enum"] if "enum" in forme else re.search(forme["pattern"], ecrit)
        if re.fullmatch(r"-?\d+(\.\d+)?", ecrit):
            assert {"integer" if ecrit.isdigit() else "number", "number"} & set(forme["type"])
            assert forme.get("minimum", -9) <= float(ecrit) <= forme.get("maximum", 1e12)


def test_sans_dossier_les_schemas_sont_a_cote_des_donnees(contrat: Commande, copie: Path) -> None:
    (copie / "data/axes/axe-2.yaml").write_text("cassé: [", encoding="utf-8")
    issue = contrat("schema", dans=copie)
    assert issue.code == 0
    assert {chemin.name for chemin in (copie / "schemas").iterdir()} == {
        f"{nom}.json"
        for nom in [
            "contrat",
            "organismes",
            "sources",
            "axes",
            "actions",
            "aides",
            "plafonds",
            "agregat",
            "menages",
            "seances",
        ]
    }
    axe = json.loads((copie / "schemas/actions.json").read_text(encoding="utf-8"))["$defs"]["Action"]["properties"][
        "axe"
    ]
    assert axe["enum"] == ["axe-1", "axe-2", "axe-3"]


def test_un_dossier_impossible_se_dit(contrat: Commande, tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    issue = contrat("schema", "-o", tmp_path / "fichier" / "s", dans=MINIMAL)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs.startswith(f"Erreur : {tmp_path}/fichier/s : ")
    issue = contrat("schema", "-o", "/dev/null", dans=MINIMAL)
    cause = "Erreur : /dev/null : écriture impossible, c'est un fichier, un dossier était attendu\n"
    assert (issue.code, issue.erreurs) == (3, cause + "  aide : donner le chemin d'un dossier\n")
    assert contrat("schema", "-o", MINIMAL / "data/actions/x", dans=MINIMAL).code == 2
    assert not (MINIMAL / "data/actions/x").exists()

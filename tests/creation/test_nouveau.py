"""`contrat nouveau …` : chaque objet créé est juste, et ce qui ne peut l'être est refusé avant d'écrire."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Commande, Issue
from tests.creation.test_init import activer


def test_tout_ce_qui_est_cree_est_juste(contrat: Commande, minimal: Path) -> None:
    """Un objet de chaque sorte, puis le contrôle le plus sévère ; les exemples de la séance sont justes aussi."""
    avant = (minimal / "data/organismes.yaml").read_text(encoding="utf-8")
    for arguments, fichier in (
        (["axe", "--titre", "Se soigner près de chez soi, à tout âge et sans voiture"], "data/axes/axe-2.yaml"),
        (["action", "--axe", "2", "--titre", "Un bus : santé"], "data/actions/un-bus-sante.yaml"),
        (
            ["action", "marche", "--axe", "axe-1", "--titre", "Marcher", "--porteur", "ville"],
            "data/actions/marche.yaml",
        ),
        (
            ["organisme", "--nom", "Association Le Fil", "--nature", "association", "--sigle", "Fil"],
            "data/organismes.yaml",
        ),
        (
            ["source", "bp-2010", "--titre", "Budget primitif", "--nature", "publie", "--editeur", "Valbrume"],
            "data/sources.yaml",
        ),
        (["seance", "--date", "2010-06-01"], "data/seances/conseil-2010-06-01.yaml"),
        (["aide", "--libelle", "Prime façade", "--montant", "500.50"], "data/aides/prime-facade.yaml"),
        (
            ["deliberation", "1.1", "--objet", "rouvrir", "--date", "2011-03-01", "--numero", "2011-07"],
            "data/actions/cafe-rencontre.yaml",
        ),
    ):
        assert contrat("nouveau", *arguments, dans=minimal) == Issue(0, f"{fichier}\n", ""), arguments
    bilan = "14 fichiers, 0 erreur, 0 avertissement, 0 information\n"
    assert contrat("validate", "--strict", dans=minimal) == Issue(0, "", bilan)
    apres = (minimal / "data/organismes.yaml").read_text(encoding="utf-8")
    assert apres == avant + (
        "  - id: association-le-fil\n    nom: Association Le Fil\n    sigle: Fil\n    nature: association\n"
        "    public: non\n    source: essai\n"
    )
    assert "    editeur: Valbrume\n" in (minimal / "data/sources.yaml").read_text(encoding="utf-8")
    assert "2011-07" in (minimal / "data/actions/cafe-rencontre.yaml").read_text(encoding="utf-8")
    bus = (minimal / "data/actions/un-bus-sante.yaml").read_text(encoding="utf-8")
    assert "\ntitre: 'Un bus : santé'\n" in bus
    assert re.search(r"\nhistorique:\n  - \{statut: idee, date: \d{4}-\d\d-\d\d\}\n", bus)
    assert "\n# numero: 1\n" in bus
    assert "# numero: 3\n" in (minimal / "data/actions/marche.yaml").read_text(encoding="utf-8")
    activer(minimal / "data/seances/conseil-2010-06-01.yaml")
    assert contrat("hierarchiser", "conseil-2010-06-01", dans=minimal).code == 0


REFUS = {
    "axe inconnu": (
        ["action", "--axe", "3", "--titre", "Marcher"],
        "l'axe « 3 » n'existe pas\n  aide : choisir parmi : axe-1",
    ),
    "sans titre": (
        ["action", "--axe", "1"],
        "il manque --titre\n  aide : écrire --titre suivi de la réponse : Titre de l'action ?",
    ),
    "identifiant pris": (
        ["action", "visites", "--titre", "Visiter"],
        "« visites » existe déjà\n  aide : choisir un autre identifiant, comme visites-2",
    ),
    "identifiant réservé": (
        ["action", "con", "--titre", "Contes"],
        "« con » est un nom que Windows ou YAML se réservent\n  aide : choisir un autre identifiant, comme con-2",
    ),
    "délibération à venir": (
        ["deliberation", "visites", "--objet", "ouvrir", "--date", "2098-01-01"],
        "--date : 2098-01-01 est à venir\n"
        "  aide : un fait se note une fois arrivé : vérifier l'année, ou attendre ce jour",
    ),
    "identifiant mal formé": (
        ["action", "Café du Lac", "--titre", "Café"],
        "« Café du Lac » n'est pas un identifiant\n  aide : écrire cafe-du-lac",
    ),
    "nature": (
        ["organisme", "--nom", "Le Fil", "--nature", "asociation"],
        "--nature : « asociation » n'existe pas\n  aide : vouliez-vous dire « association » ?",
    ),
    "instance": (
        ["seance", "--instance", "consei"],
        "--instance : « consei » n'existe pas\n  aide : vouliez-vous dire « conseil » ?",
    ),
    "montant": (
        ["aide", "--libelle", "Prime", "--montant", "1.500"],
        "--montant : « 1.500 » n'est pas un montant en euros\n  aide : cela ressemble à des milliers : écrire 1500, ou "
        "1.50 si ce sont des centimes",
    ),
    "titre d'une action": (
        ["action", "autre", "--axe", "axe-1", "--titre", "un café de RENCONTRE"],
        "cette action est déjà là : « cafe-rencontre », Un café de rencontre\n"
        "  aide : employer « cafe-rencontre », ou dire ce qui distingue l'autre",
    ),
    "titre d'un axe": (
        ["axe", "--titre", "lutter contre l'isolement"],
        "cet axe est déjà là : « axe-1 », Lutter contre l'isolement\n"
        "  aide : employer « axe-1 », ou dire ce qui distingue l'autre",
    ),
    "libellé d'une aide": (
        ["aide", "--libelle", "Aide de la ville au diagnostic de performance énergétique", "--montant", "5"],
        "cette aide est déjà là : « ville-dpe », Aide de la ville au diagnostic de performance énergétique\n"
        "  aide : employer « ville-dpe », ou dire ce qui distingue l'autre",
    ),
    "code d'une aide nationale": (
        ["aide", "mar", "--libelle", "Visite", "--montant", "5"],
        "« mar » existe déjà\n  aide : choisir un autre identifiant, comme mar-2",
    ),
    "objet d'une séance": (
        ["seance", "--instance", "conseil", "--date", "2010-02-15", "--objet", "classer les deux actions"],
        "cette séance est déjà là : « conseil-2010-02 », classer les deux actions\n"
        "  aide : employer « conseil-2010-02 », ou dire ce qui distingue l'autre",
    ),
    "source": (
        ["axe", "--titre", "Lire", "--source", "essais"],
        "--source : « essais » n'existe pas\n  aide : vouliez-vous dire « essai » ?",
    ),
}


@pytest.mark.parametrize("nom", REFUS)
def test_ce_qui_ne_convient_pas_est_refuse(contrat: Commande, minimal: Path, nom: str) -> None:
    """Code 2, et rien d'écrit."""
    avant = sorted(minimal.rglob("*"))
    arguments, message = REFUS[nom]
    assert contrat("nouveau", *arguments, dans=minimal) == Issue(2, "", f"Erreur : {message}\n")
    assert sorted(minimal.rglob("*")) == avant


def test_un_titre_qui_porte_une_personne_n_est_pas_ecrit(contrat: Commande, minimal: Path) -> None:
    """Les règles sur les données personnelles s'appliquent avant d'écrire."""
    issue = contrat("nouveau", "action", "--titre", "Écrire à agent" + "@ville.example", dans=minimal)
    assert issue.code == 1
    assert "erreur[D002]" in issue.erreurs
    assert len(list((minimal / "data/actions").iterdir())) == 2


def test_un_gabarit_de_la_ville_l_emporte(contrat: Commande, minimal: Path) -> None:
    """Une ville qui a sa propre fiche l'écrit dans templates/neuf/."""
    (minimal / "templates/neuf").mkdir(parents=True)
    gabarit = "id: {{ axe.id }}\nnumero: {{ axe.numero }}\ntitre: {{ axe.titre }}\ntitre_court: {{ axe.titre_court }}\n"
    gabarit += "finalite: vivre mieux\nsource: {{ axe.source }}\n"
    (minimal / "templates/neuf/axe.yaml.j2").write_text(gabarit, encoding="utf-8")
    assert contrat("nouveau", "axe", "--titre", "Lire, écrire", dans=minimal).code == 0
    ecrit = (minimal / "data/axes/axe-2.yaml").read_text(encoding="utf-8")
    assert ecrit.startswith("id: axe-2\nnumero: 2\ntitre: 'Lire, écrire'\n")

"""Une aide de la commune ne peut pas nuire : chaque faute se dit à sa place, et rien n'est jugé de travers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.eligibilite.conftest import ecrire_menage
from tests.eligibilite.test_donnees_locales import AIDE_DU_DEPARTEMENT

FICHIER = "data/aides/departement-isolation.yaml"
# Fermée avant que les catégories changent : sans faute.
SAINE = AIDE_DU_DEPARTEMENT.replace("  - du: 2011-01-01\n", "  - du: 2011-01-01\n    au: 2013-05-31\n")


def controler(contrat: Commande, copie: Path, texte: str) -> tuple[int, list[str]]:
    """Le code de sortie et les messages qui portent sur l'aide, sans leur place ni leur extrait."""
    (copie / FICHIER).write_text(texte, encoding="utf-8")
    issue = contrat("validate", FICHIER, dans=copie)
    return issue.code, [ligne.partition(": ")[2] for ligne in issue.sortie.splitlines() if ligne.startswith("data/")]


def test_une_aide_saine_n_a_aucune_faute(contrat: Commande, copie: Path) -> None:
    assert controler(contrat, copie, SAINE) == (0, [])


@pytest.mark.parametrize(
    ("avant", "apres", "faute", "geste"),
    [
        ("aide: anah-energie", "aide: anah-energi", "erreur[P018] l'aide « anah-energi » n'existe pas", "anah-energie"),
        (
            # Une aide ne se propose pas à elle-même de dépendre d'elle.
            "aide: anah-energie", "aide: departement-isolatio",
            "erreur[P018] l'aide « departement-isolatio » n'existe pas", "choisir parmi : ",
        ),
        ("tres_social: 10 %", "tres_socail: 10 %", "erreur[F016] « tres_socail » n'est pas dans la liste", "social"),
        (
            "tres_social: 10 %", "tres_social: 100.1 %",
            "erreur[F015] « 100.1 % » n'est pas une part d'une dépense", "écrire 100 % au plus",
        ),
        ("niveau: locale", "niveau: nationale", "erreur[P019] une aide de data/aides/ est locale", "niveau: locale"),
        (
            ", base: 2 %", "",
            "erreur[P020] rien pour la catégorie « base », qui a droit à l'aide le 1er janvier 2011", "ajouter cette",
        ),
        (
            "    au: 2013-05-31\n", "",
            "erreur[P020] rien pour la catégorie « modeste », qui a droit à l'aide le 1er juin 2013", "par au",
        ),
        (
            "genre: aide_accordee\n    aide: anah-energie",
            "genre: parmi\n    champ: statut_occupation\n    valeurs: [proprietaire]",
            "erreur[F016] « proprietaire » n'est pas dans la liste", "proprietaire_occupant",
        ),
        (
            "genre: aide_accordee\n    aide: anah-energie",
            "genre: portee\n    champ: type\n    cas:\n      - valeurs: [maisons]\n        admis: oui\n"
            "        libelle: en maison\n        source: usage\n        statut: certain",
            "erreur[F016] « maisons » n'est pas dans la liste", "vouliez-vous dire « maison »",
        ),
    ],
)  # fmt: skip
def test_une_faute_d_aide_locale(
    contrat: Commande, copie: Path, avant: str, apres: str, faute: str, geste: str
) -> None:
    assert avant in SAINE
    code, fautes = controler(contrat, copie, SAINE.replace(avant, apres))
    assert code == 1
    assert fautes[0] == faute
    assert geste in contrat("validate", FICHIER, dans=copie).sortie


def test_le_nom_d_une_aide_nationale_est_reserve(contrat: Commande, copie: Path) -> None:
    """Même pour une année dont l'aide nationale n'est pas lue."""
    (copie / "data/aides/ase.yaml").write_text(SAINE.replace("id: departement-isolation", "id: ase"), encoding="utf-8")
    sortie = contrat("validate", "data/aides/ase.yaml", dans=copie).sortie
    assert "erreur[P019] « ase » est déjà le nom d'une aide nationale" in sortie
    ecrire_menage(copie / "menage.yaml", {2025: "9000"}, demande="2026-05-05")
    issue = contrat("eligibilite", "menage.yaml", dans=copie)
    assert (issue.code, issue.sortie) == (3, "")
    assert "l'aide locale ase porte le nom d'une aide nationale" in issue.erreurs


def test_une_aide_qui_depend_d_une_inconnue_n_est_pas_jugee(contrat: Commande, copie: Path) -> None:
    (copie / FICHIER).write_text(SAINE.replace("aide: anah-energie", "aide: anah-energi"), encoding="utf-8")
    ecrire_menage(copie / "menage.yaml", {2009: "9000"})
    issue = contrat("eligibilite", "menage.yaml", dans=copie)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : l'aide departement-isolation dépend de l'aide « anah-energi », qui n'existe pas\n"
        "  aide : corriger aide dans data/aides/departement-isolation.yaml\n"
    )


def test_une_aide_d_une_autre_epoque_est_connue(contrat: Commande, copie: Path) -> None:
    """L'aide de 2011 n'est pas lue pour une demande de 2026 : elle existe pourtant."""
    (copie / FICHIER).write_text(SAINE, encoding="utf-8")
    ecrire_menage(copie / "menage.yaml", {2025: "9000"}, demande="2026-05-05")
    assert contrat("eligibilite", "menage.yaml", dans=copie).code == 0


def test_deux_aides_qui_se_conditionnent_en_rond_sont_dites(contrat: Commande, copie: Path) -> None:
    code, fautes = controler(contrat, copie, SAINE.replace("aide: anah-energie", "aide: departement-isolation"))
    assert code == 1
    assert "des aides se conditionnent en rond" in fautes[0]

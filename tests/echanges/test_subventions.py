"""Les subventions versées et les actions sortent en données ouvertes ; rien n'est supposé de ce qui manque."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import MINIMAL, Commande, Issue, remplacer

# Quatorze chiffres dont la clé tombe juste, qui ne sont à personne.
VILLE, CLUB, POSTE = "99999999900009", "99999998100007", "35600000049837"


@pytest.fixture
def ville(contrat: Commande, tmp_path: Path) -> Path:
    """Une ville qui verse deux subventions, dont la seconde n'est pas documentée."""
    contrat("init", "v", "--commune", "Valbrume", "--insee", "23999", "--periode", "2024-2027", dans=tmp_path)
    ici = tmp_path / "v"
    remplacer(ici / "data/organismes.yaml", "    nature: commune\n", f'    nature: commune\n    siret: "{VILLE}"\n')
    club = f'  - {{id: club, nom: Le Club, nature: association, siret: "{CLUB}", public: non, source: estimation}}\n'
    with (ici / "data/organismes.yaml").open("a", encoding="utf-8") as annuaire:
        annuaire.write(club)
    with (ici / "data/actions/premiere-idee.yaml").open("a", encoding="utf-8") as fiche:
        fiche.write(
            "base: TTC\n"
            "plan: {ressources: [{organisme: ville, nature: autofinancement, exercice: 2024, section: fonctionnement, "
            "montant: 30000, etat: pressenti}]}\n"
            "budget:\n"
            "  lignes:\n"
            "    - exercice: 2024\n"
            "      section: fonctionnement\n"
            '      chapitre: "65"\n'
            "      libelle: séances pour tous\n"
            "      prevu: 30000\n"
            "      engage: 28000.50\n"
            "      beneficiaire: club\n"
            "      paiements:\n"
            "        - {exercice: 2024, date: 2024-03-15, montant: 20000}\n"
            "        - {exercice: 2024, date: 2024-10-01, montant: 8000.50}\n"
            '    - {exercice: 2025, section: fonctionnement, chapitre: "65", libelle: suite, prevu: 0, '
            "beneficiaire: club}\n"
            "conventions:\n"
            "  - {id: c-1, objet: séances, organismes: [club], reference: 2024-12, signe_le: 2024-02-01, "
            "notification_ue: non, source: deliberation}\n"
        )
    return ici


def test_une_subvention_sort_dans_la_disposition_scdl(contrat: Commande, ville: Path) -> None:
    issue = contrat("exporter", "scdl-subventions", "-o", "s.csv", dans=ville)
    assert issue == Issue(
        1,
        "",
        "premiere-idee : club en 2025, non écrite ; il manque le jour de chaque paiement (paiements)\n",
    )
    (rangee,) = csv.DictReader((ville / "s.csv").read_text(encoding="utf-8").splitlines())
    assert {cle: valeur for cle, valeur in rangee.items() if valeur} == {
        "nomAttribuant": "Ville de Valbrume",
        "idAttribuant": VILLE,
        "dateConvention": "2024-02-01",
        "referenceDecision": "2024-12",
        "nomBeneficiaire": "Le Club",
        "idBeneficiaire": CLUB,
        "objet": "Première idée, à remplacer : séances pour tous",
        "montant": "28000.50",
        "nature": "aide en numéraire",
        "conditionsVersement": "échelonné",
        "datesPeriodeVersement": "2024-03-15/2024-10-01",
        "notificationUE": "non",
        "pourcentageSubvention": "1.00",
    }


def test_ce_qui_manque_est_nomme(contrat: Commande, ville: Path) -> None:
    remplacer(ville / "data/organismes.yaml", f'    siret: "{VILLE}"\n', "")
    remplacer(ville / "data/organismes.yaml", f'siret: "{CLUB}", ', "")
    remplacer(ville / "data/actions/premiere-idee.yaml", "signe_le: 2024-02-01, notification_ue: non", "signe_le: 2024")
    erreurs = contrat("exporter", "scdl-subventions", "-o", "s.csv", dans=ville).erreurs
    assert erreurs.splitlines()[0] == (
        "premiere-idee : club en 2024, non écrite ; il manque le siret de l'organisme qui verse, une convention signée "
        "un jour dit avec le bénéficiaire (conventions › signe_le), si c'est une aide notifiée (conventions › "
        "notification_ue), le siret ou le rna du bénéficiaire"
    )
    assert len((ville / "s.csv").read_text(encoding="utf-8").splitlines()) == 1


def test_un_export_sans_ligne_le_dit(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    issue = contrat("exporter", "scdl-subventions", "-o", "s.csv", dans=tmp_path)
    attendu = "s.csv n'a que ses en-têtes : les fiches n'ont rien pour scdl-subventions\n"
    assert (issue.code, issue.sortie, issue.erreurs) == (0, "", attendu)


def test_les_actions_sortent_en_donnees(contrat: Commande, ville: Path) -> None:
    assert contrat("exporter", "actions", "-o", "a.csv", dans=ville) == Issue(0, "", "")
    (rangee,) = csv.DictReader((ville / "a.csv").read_text(encoding="utf-8").splitlines())
    lus = ("commune", "insee", "id", "statut", "porteur_siret", "depenses_prevues", "ressources_attendues", "base")
    assert [rangee[nom] for nom in lus] == [
        "Valbrume",
        "23999",
        "premiere-idee",
        "idee",
        VILLE,
        "30000.00",
        "30000.00",
        "TTC",
    ]
    contrat("exporter", "actions", "-o", "a.xlsx", dans=ville)
    feuille = openpyxl.load_workbook(ville / "a.xlsx").worksheets[0]
    assert [case.value or "" for case in feuille[2]] == list(rangee.values())


@pytest.mark.parametrize(("siret", "code"), [(VILLE, 0), (POSTE, 0), ("99999999900008", 1), ("9999999990000", 1)])
def test_un_siret_mal_recopie_est_une_faute(contrat: Commande, ville: Path, siret: str, code: int) -> None:
    remplacer(ville / "data/organismes.yaml", VILLE, siret)
    issue = contrat("validate", "data/organismes.yaml", dans=ville)
    assert issue.code == code
    assert (f"« {siret} » n'est pas un SIRET" in issue.sortie) == (code == 1)

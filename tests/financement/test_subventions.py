"""Les subventions versées à un organisme privé : seuil de convention, compte rendu, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.financement.conftest import Fautes, depense, ressource
from tests.financement.test_controles import DEPARTEMENT, FCTVA, ICI, VILLE, investir

SEUIL = "Décret n° 2001-495 du 6 juin 2001, article 1er"
ABSENTE = f"aucune convention, obligatoire au-delà de 23 000 € ({SEUIL})"
PRETEE = """  valorisations:
    - {sens}
      libelle: salle prêtée
      organisme: ville
      beneficiaire: entraide
      montant: 500
      source: essai
"""
PRETS = PRETEE.format(sens="sens: contribution") + PRETEE.format(sens="sens: emploi").partition("\n")[2]
CONVENTION = """conventions:
  - id: objectifs
    objet: objectifs de l'association
    organismes: [ville, entraide]
    signe_le: 2012-05
    jusqu_au: {}
    source: essai
"""


def subventionner(*montants: str, exercice: int = 2012, **champs: str) -> tuple[list[str], list[str]]:
    """Des subventions de fonctionnement à l'association, payées par la ville."""
    champs = {"beneficiaire": "entraide", **champs}
    depenses = [
        depense(m, exercice, "fonctionnement", {"libelle": f"aide {n}", **champs}) for n, m in enumerate(montants)
    ]
    return depenses, [
        ressource("ville", "autofinancement", m, exercice, {"section": "fonctionnement", "note": str(n)})
        for n, m in enumerate(montants)
    ]


CONVENTIONS: dict[str, tuple[tuple[list[str], list[str]], str, list[str]]] = {
    "au seuil exactement": (subventionner("23000"), "", []),
    "deux lignes du même exercice s'ajoutent": (
        subventionner("20000", "3000.01"),
        "",
        [f"32:21: avertissement[B013] 23 000,01 € versés à « entraide » en 2012 : {ABSENTE}"],
    ),
    "les aides en nature comptent": (
        subventionner("22500.01"),
        PRETS,
        [f"32:21: avertissement[B013] 23 000,01 € versés à « entraide » en 2012, dont 500 € en nature : {ABSENTE}"],
    ),
    "une convention de l'année": (subventionner("30000"), CONVENTION.format("2012-12-31"), []),
    "une convention encore à signer": (
        subventionner("30000"),
        CONVENTION.format("2012-12-31").replace("    signe_le: 2012-05\n", ""),
        [
            "32:21: avertissement[B013] 30 000 € versés à « entraide » en 2012 : "
            + ABSENTE.replace("aucune convention", "la convention « objectifs » reste à signer")
        ],
    ),
    "une convention trop tardive": (
        subventionner("30000", exercice=2011),
        CONVENTION.format("2012-12-31"),
        [f"32:21: avertissement[B013] 30 000 € versés à « entraide » en 2011 : {ABSENTE}"],
    ),
    "une convention finie": (
        subventionner("30000", exercice=2013),
        CONVENTION.format("2012-12-31"),
        [f"32:21: avertissement[B013] 30 000 € versés à « entraide » en 2013 : {ABSENTE}"],
    ),
    "un organisme public n'est pas visé": (subventionner("30000", beneficiaire="departement"), "", []),
    "un compte rendu remis le dernier jour": (
        subventionner("5000", realise="5000", compte_rendu="2013-06-30"),
        "",
        [],
    ),
    "un compte rendu remis le lendemain": (
        subventionner("5000", realise="5000", compte_rendu="2013-07-01"),
        "",
        [
            "34:21: avertissement[B013] compte rendu financier de « entraide » remis le 1er juillet 2013, attendu le "
            "30 juin 2013 au plus tard (Loi n° 2000-321 du 12 avril 2000, article 10)"
        ],
    ),
    "un compte rendu qui manque": (
        subventionner("5000", realise="5000"),
        "",
        [
            "25:7: avertissement[B013] compte rendu financier de « entraide » pas encore remis, attendu le 30 juin "
            "2013 au plus tard (Loi n° 2000-321 du 12 avril 2000, article 10)"
        ],
    ),
    "une subvention pas encore payée": (subventionner("5000"), "", []),
    "un organisme bénéficiaire inconnu": (
        subventionner("5000", beneficiaire="entr-aide"),
        "",
        ["32:21: erreur[R002] l'organisme « entr-aide » n'existe pas"],
    ),
    "un versement au CCAS qui ne dépense rien lui-même": (subventionner("5000", beneficiaire="ccas"), "", []),
    "une dépense de la ville pour elle-même": (subventionner("5000", beneficiaire="ville"), "", []),
    "des contributions en nature égales": (subventionner("5000"), PRETS, []),
    "des contributions en nature à un centime près": (
        subventionner("5000"),
        PRETS.replace("montant: 500", "montant: 500.01", 1),
        ["44:3: erreur[B016] emplois en nature 500 €, contributions 500,01 €"],
    ),
    "une ligne qui totalise les autres": (
        subventionner("5000", libelle="Total 2012"),
        "",
        ["25:16: erreur[B004] la ligne « Total 2012 » compterait les autres une seconde fois"],
    ),
}


@pytest.mark.parametrize("nom", CONVENTIONS)
def test_chaque_subvention_versee_donne_ces_fautes_et_elles_seules(fautes: Fautes, nom: str) -> None:
    """La place, la gravité, le code et le message entier."""
    plan, suite, attendues = CONVENTIONS[nom]
    assert fautes(*plan, suite=suite) == [f"{ICI}:{faute}" for faute in attendues]


def test_une_compensation_de_tva_n_est_pas_dans_un_plan_hors_taxes(fautes: Fautes) -> None:
    """Le plan hors taxes ne porte pas la TVA qu'elle compense."""
    assert fautes(*investir((VILLE, "9000"), (FCTVA, "1000")), base="HT") == [
        f"{ICI}:22:3: erreur[B002] investissement : cette fiche est en « HT », cafe-rencontre en « TTC » : "
        "aucun total du contrat ne peut les additionner",
        f"{ICI}:43:15: avertissement[B011] compensation de TVA (fctva) dans un plan hors taxes : "
        "la TVA n'y est pas dépensée",
    ]


def test_une_note_dit_comment_la_notification_se_partage(fautes: Fautes) -> None:
    """Sans la note, B015 demande si la subvention n'est pas comptée deux fois."""
    accord = {"etat": "accorde", "notification": "{date: 2010-06-01, reference: D-2010-12}"}
    assert fautes(*investir((VILLE, "6000"), (DEPARTEMENT, "4000", accord | {"note": "le quart"}))) == []


def test_une_information_n_est_pas_un_reproche(fautes: Fautes, contrat: Commande, racine: Path) -> None:
    """Avant le premier jour d'une règle : le code reste 0, même sous --strict, et l'aide le dit."""
    fautes(*investir((VILLE, "1500"), (DEPARTEMENT, "8500"), exercice=2011))
    issue = contrat("validate", "--strict", dans=racine)
    assert issue.code == 0
    assert "aide : rien à corriger : la règle commence le 1er janvier 2012, après l'exercice 2011" in issue.sortie

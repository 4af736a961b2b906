"""`contrat evaluation` : le rapport entier, ce qu'il dit d'une action qui change, ce qui est mal demandé."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande, Issue
from tests.evaluation.cafe import (
    AXE,
    CAFE,
    CONTRAT,
    SANS_MOYEN,
    Changements,
    Changer,
    cafe,
    indiquer,
    lire,
    payer,
    relever,
)

ATTENDUS = Path(__file__).parent / "attendus"


COMPLET: Changements = (
    indiquer(
        "base: {date: 2010, valeur: 10, source: essai}",
        "cible: {date: 2012, valeur: 50, source: essai}",
        "cible_fixee_le: 2011-06",
        *relever("date: 2011, depuis: 2010, valeur: 40", "date: 2013-02, depuis: 2010, valeur: 55"),
    ),
    payer("9000"),
    (
        CAFE,
        "      justification: Le café est ouvert à tous.\n      source: essai\n",
        "      justification: Le café est ouvert à tous.\n      source: essai\n    bilan:\n      niveau: atteint\n"
        "      justification: Des habitants de tous les quartiers viennent.\n      source: essai\n",
    ),
    (
        CAFE,
        "evaluation:\n",
        "evaluation:\n  conclusions: Le café a trouvé son public.\n  fixees_le: 2010-02-15\n",
    ),
    (
        AXE,
        "source: essai",
        "indicateurs:\n  - id: isoles\n    libelle: personnes isolées connues\n    niveau: impact\n"
        "    unite: personne isolée\n    sens: baisse\n    cible: {date: 2012, valeur: 20, source: essai}\n"
        "    valeurs:\n"
        "      - {date: 2011, valeur: 31, publiee_le: 2012-02, source: essai}\n"
        "      - {date: 2011, valeur: 30, publiee_le: 2012-03, source: essai}\n"
        "evaluation:\n  questions: [L'isolement recule-t-il ?]\n  fixees_le: 2010-02\n  reponses:\n"
        "    - {question: L'isolement recule-t-il ?, reponse: Pas encore., date: 2012-03, source: essai}\n"
        "source: essai",
    ),
    (
        CONTRAT,
        "publies:",
        "evaluation:\n  prevue: 2012\n  criteres_fixes: 2010-03\n  methode: Chaque fiche dit la sienne.\n"
        "  questions: [Qui reste à l'écart ?]\n  conclusions: À poursuivre.\n"
        "  effets:\n    - {id: lien, texte: Des voisins se parlent., source: essai}\n  source: essai\n"
        "indicateurs:\n  - id: adherents\n    libelle: adhérents\n    niveau: resultat\n    unite: foyer\n"
        "    valeurs:\n"
        "      - {date: 2012, valeur: 3, source: essai}\npublies:",
    ),
)


@pytest.mark.parametrize("forme", ["texte", "md"])
def test_le_rapport_entier(contrat: Commande, changer: Changer, forme: str) -> None:
    issue = contrat("evaluation", "--format", forme, dans=changer(*COMPLET))
    assert issue == Issue(0, (ATTENDUS / f"complet.{forme}").read_text(encoding="utf-8"), "")
    assert forme == "md" or max(map(len, issue.sortie.splitlines())) <= 80


def test_le_rapport_entier_en_json(contrat: Commande, changer: Changer) -> None:
    racine = changer(*COMPLET)
    rapport = lire(contrat("evaluation", "2010-2011", "--format", "json", dans=racine))
    assert {cle: rapport[cle] for cle in ("version", "contrat", "periode", "criteres_changes")} == {
        "version": 1,
        "contrat": "contrat-valbrume",
        "periode": [2010, 2011],
        "criteres_changes": {"date": "2010-03", "approbation": "2010-02-15"},
    }
    action = cafe(contrat, racine)
    assert action["indicateurs"] == [
        {
            "id": "habitues",
            "libelle": "personnes venues trois fois au moins",
            "niveau": "realisation",
            "unite": "personne",
            "depart": {
                "valeur": "10",
                "approche": False,
                "depuis": None,
                "date": "2010",
                "publiee_le": None,
                "source": "essai",
            },
            "cible": {
                "valeur": "50",
                "approche": False,
                "depuis": None,
                "date": "2012",
                "publiee_le": None,
                "source": "essai",
            },
            "valeur": {
                "valeur": "40",
                "approche": False,
                "depuis": "2010",
                "date": "2011",
                "publiee_le": None,
                "source": "essai",
            },
            "valeurs_ajoutees": 0,
            "annees_sans_valeur": [],
            "valeurs_remplacees": [],
            "valeurs_posterieures": [
                {
                    "valeur": "55",
                    "approche": False,
                    "depuis": "2010",
                    "date": "2013-02",
                    "publiee_le": None,
                    "source": "essai",
                }
            ],
            "taux": "75.00",
            "atteinte": False,
            "motif": None,
            "cout": {
                "par_unite": "912.51",
                "depenses": "36500.50",
                "exercices": [2010, 2011],
                "motif": None,
                **SANS_MOYEN,
            },
        }
    ]
    assert action["changements"] == [
        {"quoi": "cible de « personnes venues trois fois au moins »", "date": "2011-06", "approbation": "2010-02-15"}
    ]
    assert action["non_documente"] == [{"genre": "criteres", "objets": ["economique", "environnemental"]}]
    assert action["conclusions"] == "Le café a trouvé son public."
    assert action["criteres"]["social"]["constate"]["niveau"] == "atteint"


def test_une_action_abandonnee_apres_son_lancement_se_juge_encore(contrat: Commande, changer: Changer) -> None:
    etape = "    source: essai\n  - {statut: abandonnee, date: 2011, instance: conseil, source: essai}\ndescription"
    racine = changer(
        (CAFE, "statut: lancee\n", "statut: abandonnee\n"), (CAFE, "    source: essai\ndescription", etape)
    )
    action = cafe(contrat, racine)
    assert action["statut"] == "abandonnee"
    assert [lacune["genre"] for lacune in action["non_documente"]] == [
        "valeur", "cible", "depenses", "criteres", "conclusions",
    ]  # fmt: skip


def test_un_critere_fixe_le_jour_de_l_approbation_n_est_pas_un_changement(contrat: Commande, changer: Changer) -> None:
    questions = "evaluation:\n  fixees_le: {}\n"
    racine = changer((CAFE, "evaluation:\n", questions.format("2010-02-15")))
    assert "Critères changés" not in contrat("evaluation", dans=racine).sortie
    changer((CAFE, "fixees_le: 2010-02-15", "fixees_le: 2010-02-16"))
    assert contrat("evaluation", dans=racine).sortie.startswith(
        "Évaluation 2010-2012\n" + "=" * 80 + "\n\n"
        "Critères changés après l'approbation\n" + "-" * 80 + "\n"
        "- 1.1 Café de rencontre : questions d'évaluation : 16 février 2010 ;\n"
        "  approbation : 15 février 2010.\n"
    )


@pytest.mark.parametrize(
    ("periode", "message"),
    [
        ("2011-2010", "la période « 2011-2010 » finit avant de commencer\n  aide : écrire 2010-2011"),
        ("hier", "« hier » n'est pas une période\n  aide : écrire un exercice, comme 2025, ou deux : 2025-2026"),
        (
            "2013",
            "la période « 2013 » sort du contrat, qui couvre 2010-2012\n"
            "  aide : choisir des exercices du contrat, ou ne rien écrire pour l'avoir en entier",
        ),
    ],
)
def test_une_periode_impossible_est_un_mauvais_emploi(contrat: Commande, periode: str, message: str) -> None:
    assert contrat("evaluation", periode) == Issue(2, "", f"Erreur : {message}\n")

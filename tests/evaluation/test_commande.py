"""`contrat evaluation` : le rapport entier, les taux, les coûts par résultat et leurs bornes, ce qui n'est pas su."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MINIMAL, Commande, Issue, remplacer

ATTENDUS = Path(__file__).parent / "attendus"
CAFE, CONTRAT, AXE = "data/actions/cafe-rencontre.yaml", "data/contrat.yaml", "data/axes/axe-1.yaml"
UNITE = "    unite: personne\n"
PAYE = "      prevu: 10000\n"
# Ce que dit un coût dont la dépense ne vient pas d'un indicateur de moyen.
SANS_MOYEN = {"moyen": None, "source": None}
Changements = tuple[tuple[str, str, str], ...]
Changer = Callable[..., Path]


@pytest.fixture
def changer(tmp_path: Path) -> Changer:
    """Le contrat minimal, où des passages sont changés."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")

    def appliquer(*changements: tuple[str, str, str]) -> Path:
        for fichier, avant, apres in changements:
            remplacer(tmp_path / fichier, avant, apres)
        return tmp_path

    return appliquer


def indiquer(*lignes: str) -> tuple[str, str, str]:
    """Compléter l'indicateur de réalisation du café."""
    return (CAFE, UNITE, UNITE + "".join(f"    {ligne}\n" for ligne in lignes))


def relever(*valeurs: str) -> tuple[str, ...]:
    """Les lignes d'une série de valeurs, chacune écrite « date: …, valeur: … »."""
    return ("valeurs:", *(f"  - {{{valeur}, source: essai}}" for valeur in valeurs))


def payer(montant: str) -> tuple[str, str, str]:
    """Payer l'animation de 2010 ; le mobilier l'est déjà, 27 500,50 €."""
    return (CAFE, PAYE, f"{PAYE}      realise: {montant}\n")


def lire(issue: Issue) -> dict[str, Any]:
    """Le rapport JSON."""
    assert (issue.code, issue.erreurs) == (0, "")
    rapport: dict[str, Any] = json.loads(issue.sortie)
    return rapport


def cafe(contrat: Commande, racine: Path, *periode: str) -> dict[str, Any]:
    """Ce que le rapport JSON dit du café."""
    action: dict[str, Any] = lire(contrat("evaluation", *periode, "--format", "json", dans=racine))["axes"][0][
        "actions"
    ][0]
    return action


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


@pytest.mark.parametrize(
    ("lignes", "taux"),
    [
        (("cible: {date: 2012, valeur: 50, source: essai}", *relever("date: 2012, valeur: 50")), "100.00"),
        (("cible: {date: 2012, valeur: 50, source: essai}", *relever("date: 2012, valeur: 49.99")), "99.98"),
        (("cible: {date: 2012, valeur: 50, source: essai}", *relever("date: 2012, valeur: 0")), "0.00"),
        (("cible: {date: 2012, valeur: 50, source: essai}",), None),
        (relever("date: 2012, valeur: 50"), None),
        (
            (
                "base: {date: 2010, valeur: 100, source: essai}",
                "cible: {date: 2012, valeur: 50, source: essai}",
                *relever("date: 2012, valeur: 75"),
            ),
            "50.00",
        ),
        (
            (
                "base: {date: 2010, valeur: 10, source: essai}",
                "cible: {date: 2012, valeur: 50, source: essai}",
                *relever("date: 2012, valeur: 6"),
            ),
            "-10.00",
        ),
        (
            (
                "base: {date: 2010, valeur: 50, source: essai}",
                "cible: {date: 2012, valeur: 50, source: essai}",
                *relever("date: 2012, valeur: 50"),
            ),
            None,
        ),
    ],
)
def test_le_taux_d_atteinte(contrat: Commande, changer: Changer, lignes: tuple[str, ...], taux: str | None) -> None:
    assert cafe(contrat, changer(indiquer(*lignes)))["indicateurs"][0]["taux"] == taux


@pytest.mark.parametrize(
    ("valeur", "resume"),
    [
        ("50", "indicateurs mesurés : 1 sur 1 ; cibles atteintes : 1 sur 1"),
        ("49.99", "indicateurs mesurés : 1 sur 1 ; cibles atteintes : 0 sur 1"),
    ],
)
def test_une_cible_est_atteinte_a_cent_pour_cent(contrat: Commande, changer: Changer, valeur: str, resume: str) -> None:
    cible = "cible: {date: 2012, valeur: 50, source: essai}"
    racine = changer(indiquer(cible, *relever(f"date: 2012, valeur: {valeur}")))
    assert resume in " ".join(contrat("evaluation", dans=racine).sortie.split())


@pytest.mark.parametrize(
    ("changements", "periode", "cout"),
    [
        (
            (payer("9000"),),
            (),
            {"par_unite": None, "depenses": None, "exercices": None, "motif": "valeur_absente", **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2010, depuis: 2010, valeur: 8")), payer("9000")),
            (),
            {"par_unite": "4562.56", "depenses": "36500.50", "exercices": [2010, 2010], "motif": None, **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2010, depuis: 2010, valeur: 8")),),
            (),
            {
                "par_unite": None,
                "depenses": None,
                "exercices": [2010, 2010],
                "motif": "depenses_absentes",
                **SANS_MOYEN,
            },
        ),
        (
            (indiquer(*relever("date: 2010, depuis: 2010, valeur: 0")), payer("9000")),
            (),
            {
                "par_unite": None,
                "depenses": "36500.50",
                "exercices": [2010, 2010],
                "motif": "valeur_nulle",
                **SANS_MOYEN,
            },
        ),
        (
            (
                indiquer(*relever("date: 2010, depuis: 2010, valeur: 8")),
                payer("0"),
                (CAFE, "realise: 27500.50", "realise: 0"),
            ),
            (),
            {"par_unite": "0.00", "depenses": "0.00", "exercices": [2010, 2010], "motif": None, **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2011, depuis: 2010, valeur: 8")), payer("9000")),
            ("2011",),
            {"par_unite": None, "depenses": None, "exercices": [2010, 2011], "motif": "hors_periode", **SANS_MOYEN},
        ),
        (
            (indiquer(*relever("date: 2011, depuis: 2011, valeur: 8")), payer("9000")),
            (),
            {
                "par_unite": None,
                "depenses": None,
                "exercices": [2011, 2011],
                "motif": "depenses_absentes",
                **SANS_MOYEN,
            },
        ),
        (((CAFE, "unite: personne", 'unite: "%"'), payer("9000")), (), None),
        (((CAFE, "niveau: realisation", "niveau: moyen"), payer("9000")), (), None),
    ],
)
def test_le_cout_par_resultat_ou_pourquoi_on_ne_le_sait_pas(
    contrat: Commande, changer: Changer, changements: Changements, periode: tuple[str, ...], cout: dict[str, Any] | None
) -> None:
    assert cafe(contrat, changer(*changements), *periode)["indicateurs"][0]["cout"] == cout


def test_une_valeur_du_lendemain_de_la_periode_ne_compte_pas(contrat: Commande, changer: Changer) -> None:
    racine = changer(indiquer(*relever("date: 2011-12-31, valeur: 8", "date: 2012-01-01, valeur: 9")))
    indicateur = cafe(contrat, racine, "2010-2011")["indicateurs"][0]
    assert (indicateur["valeur"]["valeur"], [v["valeur"] for v in indicateur["valeurs_posterieures"]]) == ("8", ["9"])
    assert cafe(contrat, racine, "2012")["indicateurs"][0]["valeur"]["valeur"] == "9"


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

"""`contrat rapport seance` : la liste, ce qu'il faut décider, ce qui a été décidé, et ce qui n'est pas su d'avance."""

from __future__ import annotations

from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import MINIMAL, Commande, Issue, remplacer

CONTRAT, SEANCE = "data/contrat.yaml", "data/seances/conseil-2010-02.yaml"
CAFE = "data/actions/cafe-rencontre.yaml"
ETAPES = """\
  - statut: approuvee
    date: 2010-02-15
    instance: conseil
    source: essai
  - statut: lancee
    date: 2010-09
    source: essai
"""


def test_la_liste(contrat: Commande, minimal: Path) -> None:
    issue = contrat("rapport", "seance", dans=minimal)
    assert (issue.code, issue.erreurs) == (0, "")
    assert "| conseil-2010-02 | 15 février 2010 | Conseil municipal | classer les deux actions |\n" in issue.sortie


def test_la_feuille_de_vote_s_imprime_vide(contrat: Commande, minimal: Path) -> None:
    remplacer(minimal / SEANCE, "      poids: 60 %", "      poids: 100 %")
    remplacer(minimal / SEANCE, "      poids: 40 %", "      poids: 0 %")
    remplacer(minimal / SEANCE, "colleges:", "ordre_du_jour: [le classement]\ncolleges:")
    issue = contrat("rapport", "seance", "conseil-2010-02", "--preparer", dans=minimal)
    assert issue == Issue(
        0,
        "# Préparation\u00a0: Conseil municipal, 15 février 2010\n\nContrat social de Valbrume\n\n"
        "## À décider\n\n- Classer 2 actions proposées.\n\n"
        "## Ordre du jour\n\n- le classement\n\n"
        "## Qui siège\n\nLes collèges de cette instance ne sont pas documentés.\n\n"
        "## Feuille de vote\n\n"
        "Collège\u00a0: ……………… Bulletin n°\u00a0: ……… Notes de 0 à 5\u00a0; laisser vide pour s'abstenir.\n\n"
        "| Action | Besoin | Coût |\n| --- | --- | --- |\n"
        "| Café de rencontre (R) |  |  |\n| Visites à domicile (R) |  |  |\n\n"
        "- (R)\u00a0: 2 actions reconstituées, sur 2\u00a0; ni l'existence, ni le statut, ni le porteur n'en est "
        "établi.\n\n"
        "Coût ne pèse rien\u00a0: sa note ne change pas le classement.\n\n"
        "> La grille est une reconstitution\u00a0: rien n'en a été publié.\n\n"
        "> Données hors de git, sans jour ni révision. Reconstitué, sur 2 actions\u00a0: l'action entière (2), "
        "le statut (2), les niveaux visés des critères durables (2), les modalités d'évaluation (2), tout ou partie "
        "des montants (1).\n",
        "",
    )


def test_le_compte_rendu_dit_les_voix_les_absents_les_refus(contrat: Commande, minimal: Path) -> None:
    remplacer(
        minimal / CONTRAT,
        "    role: approuve les fiches\n",
        "    role: décide\n    colleges: [elus, habitants, financeurs]\n",
    )
    remplacer(
        minimal / CONTRAT,
        "publies:",
        "deliberations:\n  - {date: 2010-02, instance: conseil, objet: approuver, pour: 20, contre: 3, abstentions: 0,"
        " engage: un programme de trois ans, source: essai}\npublies:",
    )
    remplacer(minimal / SEANCE, "  - action: visites\n    rang: 2\n", "  - action: visites\n    issue: refusee\n")
    sortie = contrat("rapport", "seance", "conseil-2010-02", "--compte-rendu", dans=minimal).sortie
    sortie = sortie.replace("\u00a0", " ")
    assert ", refusée" in sortie
    vote = "- Délibération : approuver (février 2010 ; pour 20, contre 3, abstentions 0)"
    assert f"{vote} ; engage : un programme de trois ans [reconstitution]\n" in sortie
    assert "- Organiser des visites (15 février 2010 ; vote non documenté) : Visites à domicile (R)\n" in sortie
    assert "- Élus : 2\n- Habitants : 2\n" in sortie
    assert "Absents : financeurs.\n" in sortie


@pytest.mark.parametrize(
    ("connu", "dit"),
    [
        ("prevu: 10000", "40 000 € (R)"),
        ("vote: 9000", "39 000 € (R)"),
        ("engage: 1", "30 000 €, pour 1 ligne sur 2 (R)"),
        ("base: HT\n      prevu: 10000", "40 000 € (R) ; du hors taxes et du toutes taxes comprises y sont ensemble"),
    ],
)
def test_le_cout_d_une_fiche_a_decider_dit_ce_qu_il_ne_compte_pas(
    contrat: Commande, minimal: Path, connu: str, dit: str
) -> None:
    remplacer(minimal / CAFE, "statut: lancee\nhistorique:\n", "statut: hierarchisee\nhistorique:\n")
    remplacer(minimal / CAFE, ETAPES, "  - {statut: hierarchisee, date: 2010-01, source: essai}\n")
    remplacer(minimal / CAFE, "      prevu: 10000\n", f"      {connu}\n")
    issue = contrat("rapport", "seance", "conseil-2010-02", "--preparer", dans=minimal)
    assert (issue.code, f"- Coût : {dit}\n" in rendre_ordinaires(issue.sortie)) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["conseil-2010-02"], "--preparer, ou --compte-rendu\n  aide : écrire l'une des deux options"),
        (
            ["conseil-2010-02", "--preparer", "--compte-rendu"],
            "--preparer, ou --compte-rendu\n  aide : écrire l'une des deux options",
        ),
        (["--preparer"], "--preparer : il manque SEANCE\n  aide : choisir parmi : conseil-2010-02"),
        (
            ["conseil-2010-03x", "--preparer"],
            "la séance « conseil-2010-03x » n'existe pas\n  aide : vouliez-vous dire « conseil-2010-02 » ?",
        ),
    ],
)
def test_un_mauvais_emploi(contrat: Commande, arguments: list[str], message: str) -> None:
    assert contrat("rapport", "seance", *arguments, dans=MINIMAL) == Issue(2, "", f"Erreur : {message}\n")


@pytest.mark.parametrize("date", ["2050-99", "2010-02-31", "2010-00", "0000"])
def test_une_date_hors_du_calendrier_n_est_pas_une_seance(contrat: Commande, date: str) -> None:
    issue = contrat("rapport", "seance", f"conseil-municipal-{date}", "--preparer")
    assert issue.code == 2
    assert issue.erreurs.startswith(f"Erreur : la séance « conseil-municipal-{date} » n'existe pas\n")

"""Les pages du contrat livré : les chiffres du document, dits comme il les dit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contrat.depot.chargement import SEANCES, charger
from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import DEPOT, DONNEES, Commande
from tests.hierarchisation.test_commande import notes
from tests.rapport.test_comite import partie, rangee

ATTENDUS = Path(__file__).parent / "attendus"


# --- Budget


def test_les_totaux_publies_de_2010_2011(contrat: Commande) -> None:
    budget = json.loads(contrat("budget", "2010-2011", "--format", "json").sortie)
    assert (budget["version"], budget["periode"]) == (1, [2010, 2011])
    assert budget["depenses"] == {"fonctionnement": "460000.00", "investissement": "677300.00", "total": "1137300.00"}
    assert budget["ressources"] == {"ville": "471400.00", "externes": "665900.00", "total": "1137300.00"}


def test_le_total_se_cherche_avec_des_espaces_ordinaires(contrat: Commande) -> None:
    sortie = contrat("budget", "2010-2011").sortie
    lignes = [ligne.split("  ")[-2].strip() for ligne in sortie.splitlines() if ligne.startswith("  Total")]
    assert lignes == ["1 137 300 €", "1 137 300 €"]
    assert "une reconstitution : la répartition par action et" in sortie


def test_l_exercice_sans_chiffre_est_dit(contrat: Commande) -> None:
    assert "- Aucun montant prévu pour 2012.\n" in contrat("budget").sortie
    budget = json.loads(contrat("budget", "2012", "--format", "json").sortie)
    assert (budget["exercices_sans_chiffre"], budget["lignes"]) == ([2012], [])


# --- Rapport au comité


def test_les_chiffres_du_contrat_livre(contrat: Commande) -> None:
    page = contrat("rapport", "comite", "--periode", "2010-2011").sortie
    axes = partie(page, "Budget par axe et par section")
    assert rangee(axes, "**Total**") == [
        "**460 000 €**", "**677 300 €**", "**1 137 300 €**", "**100 %**", "**471 400 €**", "**665 900 €**",
    ]  # fmt: skip
    enveloppes = partie(page, "Par exercice, et face aux enveloppes").partition("Enveloppe |")[2]
    assert rangee(enveloppes, "Investissement") == ["500 000 €", "677 300 €", "135,5 %"]
    assert rangee(enveloppes, "Fonctionnement") == ["1 250 000 €", "460 000 €", "36,8 %"]
    paie = partie(page, "Qui paie")
    assert rangee(paie, "**Sous-total Ville**")[:2] == ["**471 400 €**", "**41,4 %**"]
    assert rangee(paie, "**Sous-total autres financeurs**")[:2] == ["**665 900 €**", "**58,6 %**"]
    assert "pour 1 € de la part « Ville », les autres financeurs apportent 1,41 €." in paie
    assert "l'enveloppe 2010-2012 de 500 000 € est dépassée de 177 300 €." in partie(page, "À décider")
    avancement = partie(page, "Avancement des actions")
    assert rangee(avancement, "**Total**")[-2:] == ["**12**", "**80 %**"]
    aussi = "Épicerie solidaire ; Ateliers santé ; Centre social ; Cinéma en plein air."
    for champ in ("Axe", "Porteur"):
        assert f"{champ} reconstitué aussi : {aussi}" in avancement


def test_l_entonnoir_du_contrat_livre(contrat: Commande) -> None:
    page = contrat("rapport", "comite", "--periode", "2010-2011").sortie
    titre = next(ligne[3:] for ligne in page.splitlines() if ligne.startswith("## Du repérage aux travaux"))
    entonnoir = partie(page, titre)
    lignes = [ligne.split(" | ")[1:3] for ligne in entonnoir.splitlines() if ligne.startswith("| ")][2:]
    assert lignes == [
        ["254 logements", "—"],
        ["124 ménages", "—"],
        ["78 ménages", "62,9 %"],
        ["10 logements", "—"],
        ["4 logements", "40 %"],
    ]
    assert "ne dit pas que les 124 ménages font partie des 254 logements" in entonnoir


# --- Concordance


def test_la_page_entiere_du_contrat_livre(contrat: Commande) -> None:
    issue = contrat("concordance")
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == (ATTENDUS / "concordance.txt").read_text(encoding="utf-8")
    assert max(map(len, issue.sortie.splitlines())) == 80


def test_les_contradictions_en_markdown(contrat: Commande) -> None:
    page = rendre_ordinaires(contrat("concordance", "--format", "md").sortie)
    assert page.partition("## Contradictions des sources\n\n")[2].startswith(
        "### L'investissement de deux exercices dépasse l'enveloppe de trois ans\n\n"
        "- sur trois ans, le budget prévisionnel d'investissement est estimé à 500 000 € (apriles)\n"
        "- pour les exercices 2010-2011, l'investissement est de 677 300 € (apriles)\n"
        "- Retenu : les deux chiffres tels quels : 500 000 € comme enveloppe, 677 300 € comme total des fiches ; "
        "la règle B012 signale le dépassement de 177 300 €\n"
        "- Parce que : les 677 300 € s'accordent au centime avec le reste des moyens "
        "(677 300 + 460 000 = 471 400 + 665 900) ; rien ne dit si l'enveloppe a été revue\n\n"
    )


def test_le_json_dit_tout_d_un_chiffre_et_du_bilan(contrat: Commande) -> None:
    issue = contrat("concordance", "--format", "json")
    assert issue.code == 0
    objet = json.loads(issue.sortie)
    assert list(objet) == ["version", "contrat", "concordances", "contradictions", "bilan"]
    assert objet["version"] == 1
    assert next(c for c in objet["concordances"] if c["mesure"] == "logements.habiter_mieux") == {
        "mesure": "logements.habiter_mieux",
        "libelle": "Logements Habiter mieux",
        "periode": [2010, 2011],
        "action": None,
        "aide": "ase",
        "indicateur": None,
        "unite": None,
        "dit": "quatre dans le cadre du programme Habiter mieux",
        "publie": "4",
        "recalcule": "4",
        "ecart": "0",
        "approche": False,
        "tolerance": "0",
        "verdict": "concorde",
        "motif": None,
        "source": "apriles",
        "source_titre": "Contrat social de la ville de Saint-Flour : de l'action sociale au développement durable",
        "source_nature": "publie",
        "origine": "jugement",
        "origine_natures": ["fiction"],
        "calcul": "ménages aux travaux achevés à qui l'aide est accordée",
    }
    assert objet["contradictions"][-1] == {
        "id": "nom-de-l-anah",
        "libelle": "l'Anah porte deux noms",
        "affirmations": [
            {"texte": "« agence nationale pour l'amélioration de l'habitat »", "source": "apriles"},
            {"texte": "« Agence nationale de l'habitat (ANAH) »", "source": "apriles"},
        ],
        "retenu": "Agence nationale de l'habitat",
        "motif": "c'est le nom que le document donne dans la liste des partenaires et avec le sigle",
    }
    assert objet["bilan"] == {
        "publies": 35,
        "concorde": 23,
        "concorde_approche": 4,
        "ecart_declare": 3,
        "non_recalcule": 5,
        "ecart": 0,
        "inexpliques": 0,
        "contradictions": 5,
    }


# --- Séances


@pytest.mark.parametrize("seance", ["comite-2009-12", "comite-2010-11"])
def test_les_seances_livrees_tiennent_en_80_colonnes_sans_couleur_et_se_disent_reconstituees(
    contrat: Commande, seance: str
) -> None:
    issue = contrat("hierarchiser", seance)
    assert (issue.code, issue.erreurs) == (0, "")
    assert max(map(len, issue.sortie.splitlines())) <= 80
    assert not {"\u00a0", "\u202f", "\x1b"} & set(issue.sortie)
    assert notes(issue.sortie)[-1] == "Grille, votes et décisions sont une reconstitution : rien n'en a été publié."


def test_la_seance_livree_classe_les_quinze_actions_et_motive_son_ecart(contrat: Commande) -> None:
    lu = json.loads(contrat("hierarchiser", "comite-2009-12", "--format", "json").sortie)
    assert [a["rang"] for a in lu["classement"]] == list(range(1, 16))
    assert sorted(d["rang"] for d in lu["decisions"]) == list(range(1, 16))
    assert [d["action"] for d in lu["decisions"] if d["motif"]] == ["animation-contrat"]
    assert all(d["s_ecarte"] for d in lu["decisions"] if d["motif"])
    assert lu["source"] == {"id": "reconstitution", "nature": "reconstitution"}


def test_la_seance_de_fin_2009_est_celle_que_les_fiches_citent() -> None:
    """Trois collèges, la date du document, toutes les fiches que le comité a hiérarchisées ; des rangs non publiés."""
    dossier = charger(DEPOT, SEANCES).dossier
    seance = dossier.seances["comite-2009-12"]
    assert [p.college for p in seance.colleges] == ["elus", "personnalites_qualifiees", "professionnels"]
    fiches = {nom: action.hierarchisation for nom, action in dossier.actions.items() if action.hierarchisation}
    assert {(h.instance, h.date, h.rang) for h in fiches.values()} == {(seance.instance, seance.date, None)}
    assert {action for bulletin in seance.bulletins for action in bulletin.notes} == set(fiches)


def test_la_seance_du_guide_est_juste(contrat: Commande, copie_livree: Path) -> None:
    page = (DEPOT / "docs" / "guides" / "hierarchiser.md").read_text(encoding="utf-8")
    exemple = page.partition("```yaml\n")[2].partition("```")[0]
    (copie_livree / "data/seances/comite-2010-11.yaml").write_text(exemple, encoding="utf-8")
    issue = contrat("hierarchiser", "comite-2010-11", "--format", "json", dans=copie_livree)
    assert (issue.code, issue.erreurs) == (0, "")
    assert [a["moyenne"] for a in json.loads(issue.sortie)["classement"]] == ["3.60", "3.00"]


# --- Plans de financement


def test_la_fiche_thermique_montre_les_deux_sections_et_la_ville(contrat: Commande) -> None:
    """Les 28 500 € de la ville, en fonctionnement et en investissement."""
    lu = json.loads(contrat("financement", "normes-thermiques", "--format", "json").sortie)
    assert [(p["exercice"], p["section"], p["depenses"], p["ecart"]) for p in lu["postes"]] == [
        (2010, "fonctionnement", "13500.00", "0.00"),
        (2011, "fonctionnement", "13000.00", "0.00"),
        (2011, "investissement", "2000.00", "0.00"),
    ]
    [ville] = lu["financeurs"]
    assert (ville["organisme"], ville["montant"], ville["acquis"], ville["taux_cout"]) == (
        "ville",
        "28500.00",
        "0.00",
        "100.00",
    )
    assert {r["etat"] for r in ville["ressources"]} == {"declare"}
    assert [(r["regle"], r["posterieure"], r["respectee"]) for r in lu["regles"]] == [("part-minimale", True, True)]


@pytest.mark.parametrize("action", [chemin.stem for chemin in sorted((DONNEES / "actions").iterdir())])
def test_chaque_fiche_livree_tient_en_80_signes_et_est_equilibree(contrat: Commande, action: str) -> None:
    """Lisible dans un tube, sans couleur ni espace insécable."""
    issue = contrat("financement", action)
    assert (issue.code, issue.erreurs) == (0, "")
    assert max(map(len, issue.sortie.splitlines())) <= 80
    assert not {"\u00a0", "\u202f", "\x1b"} & set(issue.sortie)
    lu = json.loads(contrat("financement", action, "--format", "json").sortie)
    assert lu["ecart"] == "0.00"


# --- Évaluation


def test_les_donnees_livrees_ne_disent_jamais_zero_pour_ce_qui_n_est_pas_su(contrat: Commande) -> None:
    issue = contrat("evaluation", "2010-2011")
    assert (issue.code, issue.erreurs) == (0, "")
    assert "coût par logement : 2 850 € (28 500 €, 2010 à 2011 : montant mobilisé" in issue.sortie
    assert " 0 €" not in issue.sortie
    assert "Critères changés" not in issue.sortie
    assert max(map(len, issue.sortie.splitlines())) <= 80


def test_en_fevrier_2010_quinze_fiches_classees_attendent_le_conseil(contrat: Commande) -> None:
    """Lancées « en 2010 », une année, elles ne le sont pas encore ; le vote n'est pas publié."""
    issue = contrat("rapport", "seance", "conseil-municipal-2010-02", "--preparer")
    assert "- Approuver, reporter ou refuser 15 fiches classées" in issue.sortie
    assert issue.sortie.count("\n### ") == 15
    issue = contrat("rapport", "seance", "conseil-municipal-2010-02", "--compte-rendu")
    assert "vote non documenté" in issue.sortie
    # Les bilans de 2013 ne sont pas connus d'une séance de 2012.
    issue = contrat("rapport", "seance", "comite-pilotage-2012", "--preparer")
    assert "indicateurs mesurés, 8 sur 30" in issue.sortie

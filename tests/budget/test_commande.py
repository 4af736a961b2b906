"""`contrat budget` par sa vraie ligne de commande : sorties entières, périodes, refus."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.budget.conftest import PETIT, lire_json, remplacer
from tests.conftest import REFERENCE

ATTENDUS = Path(__file__).parent / "attendus"

SORTIES = {
    "tout.txt": (),
    "2020.txt": ("2020",),
    "par-chapitre.txt": ("--par", "chapitre"),
    "execution.txt": ("--vue", "execution", "--par", "action"),
    "execution-par-section.txt": ("--vue", "execution"),
    "vote.txt": ("--vue", "vote"),
    "execution-financeur.csv": ("--vue", "execution", "--par", "financeur", "--format", "csv"),
    "2022.txt": ("2022",),
    "engage.txt": ("--vue", "engage"),
    "realise.txt": ("--vue", "realise"),
    "par-section.txt": ("--par", "section"),
    "par-axe.txt": ("--par", "axe"),
    "par-action.txt": ("--par", "action"),
    "par-financeur.txt": ("--par", "financeur"),
    "par-exercice.txt": ("--par", "exercice"),
    "tout.md": ("--format", "md"),
    "lignes.csv": ("--format", "csv"),
    "par-action.csv": ("--par", "action", "--format", "csv"),
    "par-financeur.csv": ("--par", "financeur", "--format", "csv"),
    "par-chapitre.csv": ("--par", "chapitre", "--format", "csv"),
    "par-axe.json": ("2020-2021", "--par", "axe", "--format", "json"),
    "par-financeur.json": ("2021", "--par", "financeur", "--vue", "realise", "--format", "json"),
}
# Un CSV n'a que des lignes : ce qu'il ne compte pas se dit sur la sortie d'erreur.
EXCLUSIONS = """\
1 montant à renseigner, hors des totaux : Atelier de réparation, 2021, animateur.
Hors des totaux, action abandonnée : Garage solidaire, 2020, étude, 7 000 € ; Garage solidaire, 2020, Ville d'Essai, \
7 000 €.
Hors des totaux, ressource refusée, retirée ou caduque : Jardin partagé, 2021, Fondation d'essai, retiré \
(4 000 € demandés).
Montants toutes taxes comprises.
"""
PAYE_SORTI = "Payé pour des actions abandonnées ou transférées, hors de ce tableau : 1 200 €.\n"


@pytest.mark.parametrize(("nom", "arguments"), SORTIES.items(), ids=SORTIES.keys())
def test_la_sortie_entiere(contrat: Any, nom: str, arguments: tuple[str, ...]) -> None:
    issue = contrat("budget", *arguments, dans=PETIT)
    a_cote = (PAYE_SORTI if nom.startswith("execution") else "") + EXCLUSIONS
    assert (issue.code, issue.erreurs) == (0, a_cote if nom.endswith(".csv") else "")
    assert issue.sortie == (ATTENDUS / nom).read_text(encoding="utf-8")


def test_chaque_sortie_attendue_est_comparee() -> None:
    assert {fichier.name for fichier in ATTENDUS.iterdir()} == set(SORTIES)


@pytest.mark.parametrize("par", ["section", "axe", "action", "financeur", "chapitre", "exercice", "budget"])
@pytest.mark.parametrize("vue", ["prevu", "vote", "engage", "realise", "execution"])
def test_une_page_de_terminal_tient_en_80_signes_sans_espace_insecable(contrat: Any, par: str, vue: str) -> None:
    sortie = contrat("budget", "--par", par, "--vue", vue).sortie
    assert max(map(len, sortie.splitlines())) <= 80
    assert not {"\u00a0", "\u202f", "\x1b"} & set(sortie)


def test_quatre_exercices_de_plus_d_un_million_se_lisent_en_80_signes(contrat: Any, petit: Path) -> None:
    """Les exercices qui ne tiennent pas de front passent dans un autre tableau ; aucun ne disparaît."""
    annees = {2020: "2345678.50", 2021: "3456789.25", 2022: "4567890.75", 2023: "1234567.89"}
    fiche = petit / "data/actions/jardin.yaml"
    texte = fiche.read_text(encoding="utf-8")
    lignes = "".join(
        f"    - {{libelle: chantier {an}, exercice: {an}, section: investissement, chapitre: '23', prevu: {montant}}}\n"
        for an, montant in annees.items()
    )
    fiche.write_text(texte.replace("  lignes:\n", f"  lignes:\n{lignes}", 1), encoding="utf-8")
    remplacer(petit / "data/contrat.yaml", "\nperiode: {debut: 2020, fin: 2022}", "\nperiode: {debut: 2020, fin: 2023}")
    for par in ((), ("--par", "exercice"), ("--par", "chapitre")):
        sortie = contrat("budget", *par, dans=petit).sortie
        assert max(map(len, sortie.splitlines())) <= 80
        if par != ("--par", "chapitre"):
            assert all(re.search(rf"(^|\s){an}(\s|$)", sortie, re.MULTILINE) for an in annees), sortie
            assert "1 234 567,89" in sortie


def test_un_tube_ignore_la_largeur_annoncee(contrat: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert contrat("budget", dans=PETIT).sortie == (ATTENDUS / "tout.txt").read_text(encoding="utf-8")


def test_le_total_se_cherche_avec_des_espaces_ordinaires(contrat: Any) -> None:
    sortie = contrat("budget", "2010-2011").sortie
    lignes = [ligne.split("  ")[-2].strip() for ligne in sortie.splitlines() if ligne.startswith("  Total")]
    assert lignes == ["190 500 €", "190 500 €"]
    assert "une reconstitution : la répartition par action et" in sortie


def test_l_exercice_sans_chiffre_est_dit(contrat: Any) -> None:
    assert "- Aucun montant prévu pour 2012.\n" in contrat("budget").sortie
    budget = lire_json(contrat, "2012", dans=REFERENCE)
    assert (budget["exercices_sans_chiffre"], budget["lignes"]) == ([2012], [])


def test_un_exercice_plus_l_autre_font_la_periode(contrat: Any) -> None:
    separes = [lire_json(contrat, annee, dans=REFERENCE) for annee in ("2010", "2011")]
    ensemble = lire_json(contrat, "2010-2011", dans=REFERENCE)
    for bloc in ("depenses", "ressources"):
        for poste, montant in ensemble[bloc].items():
            assert sum(Decimal(b[bloc][poste]) for b in separes) == Decimal(montant)
    assert sorted(map(str, separes[0]["lignes"] + separes[1]["lignes"])) == sorted(map(str, ensemble["lignes"]))


# --- Écrire dans un fichier


def test_le_fichier_recoit_la_meme_sortie(contrat: Any, tmp_path: Path) -> None:
    fichier = tmp_path / "budget.md"
    fichier.write_text("ancien", encoding="utf-8")
    issue = contrat("budget", "--format", "md", "--sortie", fichier, dans=PETIT)
    assert (issue.code, issue.sortie, issue.erreurs) == (0, "", "")
    assert fichier.read_text(encoding="utf-8") == (ATTENDUS / "tout.md").read_text(encoding="utf-8")
    assert [f.name for f in tmp_path.iterdir()] == ["budget.md"]


def test_un_fichier_impossible_a_ecrire(contrat: Any, tmp_path: Path) -> None:
    issue = contrat("budget", "--sortie", tmp_path / "absent" / "budget.txt", dans=PETIT)
    assert (issue.code, issue.sortie) == (3, "")
    assert "écriture impossible" in issue.erreurs


def test_une_autre_racine(contrat: Any, tmp_path: Path) -> None:
    issue = contrat("budget", "--racine", PETIT, dans=tmp_path)
    assert issue.sortie == (ATTENDUS / "tout.txt").read_text(encoding="utf-8")
    assert contrat("budget", dans=tmp_path).code == 3


@pytest.mark.parametrize(("vote_du_terrain", "taux"), [("vote: 80000, ", "74.45"), ("", "98.54")])
def test_les_taux_se_rapportent_au_vote_a_defaut_au_prevu(
    contrat: Any, petit: Path, vote_du_terrain: str, taux: str
) -> None:
    """60 900 € engagés : sur 81 800 € votés, ou sur 1 800 € votés et 60 000 € prévus."""
    fiche = petit / "data/actions/jardin.yaml"
    remplacer(fiche, "prevu: 1000.10, engage: 900,", "prevu: 1000.10, vote: 1800, engage: 900,")
    remplacer(fiche, "prevu: 60000, engage: 60000,", f"prevu: 60000, {vote_du_terrain}engage: 60000,")
    mesures = lire_json(contrat, "--par", "action", dans=petit)["execution"]
    jardin = next(m for m in mesures if m["cle"] == "jardin")
    assert (jardin["engage"], jardin["taux_engagement"]) == ("60900.00", taux)


def test_beaucoup_d_exclues_se_totalisent_par_sens(contrat: Any, petit: Path) -> None:
    """Une dépense et une ressource ne s'additionnent pas, même pour dire ce qui est exclu."""
    fiche = petit / "data/actions/garage.yaml"
    texte = fiche.read_text(encoding="utf-8")
    debut, fin = texte.index("    - {libelle: étude"), texte.index("plan:\n")
    fiche.write_text(texte[:fin] + texte[debut:fin] * 4 + texte[fin:], encoding="utf-8")
    exclue = "Hors des totaux, action abandonnée : 6 lignes, dépenses 35 000 € et ressources 7 000 €."
    assert exclue in json.loads(contrat("budget", "2020", "--format", "json", dans=petit).sortie)["notes"]


def test_les_notes_du_json_sont_celles_de_la_page(contrat: Any) -> None:
    page = contrat("budget", "--format", "md", dans=PETIT).sortie
    notes = [rendre_ordinaires(ligne[2:]) for ligne in page.splitlines() if ligne.startswith("- ")]
    assert lire_json(contrat)["notes"] == notes


def test_une_enveloppe_se_compare_en_json(contrat: Any) -> None:
    assert [(x["montant"], x["depenses"], x["part"], x["reste"]) for x in lire_json(contrat)["enveloppes"]] == [
        ("100000.00", "1200.10", "1.20", "98799.90"),
        ("50000.00", "60000.00", "120.00", "-10000.00"),
    ]


def test_un_montant_vote_n_est_jamais_le_prevu(contrat: Any, petit: Path) -> None:
    remplacer(petit / "data/actions/jardin.yaml", "prevu: 60000, engage", "prevu: 60000, vote: 61000.50, engage")
    vote = lire_json(contrat, "2021", "--vue", "vote", dans=petit)["depenses"]
    assert vote == {"fonctionnement": None, "investissement": "61000.50", "total": "61000.50"}
    assert lire_json(contrat, "2020", "--vue", "vote", dans=petit)["depenses"]["total"] is None


def test_un_taux_sans_un_de_ses_termes_est_un_tiret(contrat: Any) -> None:
    budget = lire_json(contrat, "--par", "section", "--vue", "execution")
    assert budget["vue"] == "execution"
    mesures = {x["cle"]: x for x in budget["execution"]}
    assert mesures["investissement"]["realise"] is None
    assert (mesures["investissement"]["taux_execution"], mesures["investissement"]["taux_paiement"]) == (None, None)
    assert mesures["fonctionnement"]["taux_execution"] == "0.00"
    page = contrat("budget", "--vue", "execution", dans=PETIT).sortie
    assert [x for x in page.splitlines() if x.startswith("Investissement   ")] == [
        "Investissement     60 000 €  60 000 €       100 %     —         —              —"
    ]

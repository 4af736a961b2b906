"""`contrat budget` refuse un mauvais emploi ou des données fautives, et dit ce qui n'est pas compté."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.budget.conftest import PETIT, lire_json, remplacer

# --- Mauvais emplois


@pytest.mark.parametrize(
    ("periode", "message", "aide"),
    [
        ("2010/2011", "« 2010/2011 » n'est pas une période", "écrire un exercice, comme 2025, ou deux : 2025-2026"),
        ("20100", "« 20100 » n'est pas une période", "écrire un exercice, comme 2025, ou deux : 2025-2026"),
        ("2021-", "« 2021- » n'est pas une période", "écrire un exercice, comme 2025, ou deux : 2025-2026"),
        ("٢٠٢٠", "« ٢٠٢٠ » n'est pas une période", "écrire un exercice, comme 2025, ou deux : 2025-2026"),
        ("2021-2020", "la période « 2021-2020 » finit avant de commencer", "écrire 2020-2021"),
        ("2019", "la période « 2019 » sort du contrat, qui couvre 2020-2022", None),
        ("2022-2023", "la période « 2022-2023 » sort du contrat, qui couvre 2020-2022", None),
    ],
)
def test_une_periode_refusee(contrat: Any, periode: str, message: str, aide: str | None) -> None:
    aide = aide or "choisir des exercices du contrat, ou ne rien écrire pour l'avoir en entier"
    issue = contrat("budget", periode, dans=PETIT)
    assert (issue.code, issue.sortie) == (2, "")
    assert message in issue.erreurs
    assert aide in issue.erreurs


@pytest.mark.parametrize("arguments", [("--par", "ville"), ("--vue", "votes"), ("--format", "odt"), ("2020", "2021")])
def test_un_mauvais_emploi_ne_donne_aucun_total(contrat: Any, arguments: tuple[str, ...]) -> None:
    issue = contrat("budget", *arguments, dans=PETIT)
    assert (issue.code, issue.sortie) == (2, "")


# --- Données fautives


def test_une_fiche_fautive_arrete_le_budget(contrat: Any, petit: Path) -> None:
    remplacer(petit / "data/actions/jardin.yaml", "prevu: 60000", "prevu: 60 000")
    issue = contrat("budget", dans=petit)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs == (
        "data/actions/jardin.yaml:24:15: erreur[F015] « 60 000 » n'est pas un montant en euros\n"
        "   |\n"
        "24 |        prevu: 60 000, engage: 60000, budget: ville}\n"
        "   |               ^^^^^^\n"
        "    aide : écrire 60000\n"
        "Pas de total tant que des fiches portent ces erreurs : les corriger, puis recommencer.\n"
    )


@pytest.mark.parametrize(
    ("avant", "apres", "faute"),
    [
        (
            "organisme: etat,",
            "organisme: eta,",
            "erreur[R002] l'organisme « etat » n'est cité nulle part, et 2 citations disent « eta »",
        ),
        ("axe: axe-2", "axe: axe-3", "erreur[R001] l'axe « axe-3 » n'existe pas"),
    ],
)
def test_une_reference_inconnue_arrete_le_budget(contrat: Any, petit: Path, avant: str, apres: str, faute: str) -> None:
    remplacer(petit / "data/actions/jardin.yaml", avant, apres)
    issue = contrat("budget", dans=petit)
    assert (issue.code, issue.sortie) == (1, "")
    assert faute in issue.erreurs


def test_un_plan_desequilibre_n_empeche_pas_de_preparer_le_budget(contrat: Any, petit: Path) -> None:
    remplacer(petit / "data/actions/jardin.yaml", "montant: 50000", "montant: 49000")
    issue = contrat("budget", "2021", dans=petit)
    assert issue.code == 0
    assert "- Les ressources ne couvrent pas les dépenses : il manque 1 000 €.\n" in issue.sortie
    assert issue.erreurs == "Attention : 1 erreur de budget dans les fiches, que contrat validate montre.\n"


def test_un_menage_fautif_n_arrete_pas_le_budget(contrat: Any, petit: Path) -> None:
    (petit / "data/menages").mkdir()
    (petit / "data/menages/M-0001.yaml").write_text("id: [\n", encoding="utf-8")
    assert contrat("budget", dans=petit).code == 0


def test_ht_et_ttc_ne_s_additionnent_pas(contrat: Any, petit: Path) -> None:
    remplacer(petit / "data/actions/jardin.yaml", "base: TTC", "base: HT")
    for format_ in ("table", "json", "csv", "md"):
        issue = contrat("budget", "--format", format_, dans=petit)
        assert (issue.code, issue.sortie) == (3, "")
        assert "des montants HT (jardin) et TTC (atelier) ne s'additionnent pas" in issue.erreurs
        assert "écrire le budget et le plan de toutes les fiches dans la même base" in issue.erreurs


def test_une_base_seule_avec_une_base_non_precisee_se_dit(contrat: Any, petit: Path) -> None:
    remplacer(petit / "data/actions/jardin.yaml", "base: TTC", "base: non_precisee")
    issue = contrat("budget", dans=petit)
    assert "- Montants toutes taxes comprises et sans base précisée.\n" in issue.sortie


def test_un_total_publie_different_est_dit(contrat: Any, petit: Path) -> None:
    remplacer(petit / "data/contrat.yaml", "valeur: 60000", "valeur: 60000.01")
    notes = contrat("budget", dans=petit).sortie
    assert "- Le total publié est retrouvé au centime (2020-2021, Budget voté).\n" in notes
    ecart = "- Dépenses d'investissement 2020-2021 : 60 000,01 € publiés, 60 000 € dans les\n  fiches.\n"
    assert ecart in notes


@pytest.mark.parametrize(
    ("ville", "phrase"),
    [
        ("500.09", "Les ressources ne couvrent pas les dépenses : il manque 0,01 €."),
        ("500.11", "Les ressources dépassent les dépenses de 0,01 €."),
    ],
)
def test_un_centime_d_ecart_entre_depenses_et_ressources_se_dit(
    contrat: Any, petit: Path, ville: str, phrase: str
) -> None:
    remplacer(petit / "data/actions/jardin.yaml", "montant: 500.10", f"montant: {ville}")
    assert f"- {phrase}\n" in contrat("budget", "2020", dans=petit).sortie


def test_une_ligne_hors_du_contrat_est_exclue_et_dite(contrat: Any, petit: Path) -> None:
    remplacer(
        petit / "data/actions/jardin.yaml",
        "exercice: 2021, section: investissement, sens",
        "exercice: 2023, section: investissement, sens",
    )
    budget = json.loads(contrat("budget", "2020", "--format", "json", dans=petit).sortie)
    assert budget["depenses"]["total"] == "1200.10"
    assert [x["motif"] for x in budget["exclues"]].count("hors_periode") == 1
    sortie = contrat("budget", dans=petit).sortie
    assert "- Hors des totaux, exercice hors du contrat : Jardin partagé, 2023, terrain," in sortie


def test_zero_n_est_pas_absent(contrat: Any, petit: Path) -> None:
    fiche = petit / "data/actions/atelier.yaml"
    absent = lire_json(contrat, "2021", dans=petit)
    remplacer(fiche, 'chapitre: "012", engage', 'chapitre: "012", prevu: 0, engage')
    nul = lire_json(contrat, "2021", dans=petit)
    assert absent["depenses"] == {"fonctionnement": None, "investissement": "60000.00", "total": "60000.00"}
    assert nul["depenses"] == {"fonctionnement": "0.00", "investissement": "60000.00", "total": "60000.00"}

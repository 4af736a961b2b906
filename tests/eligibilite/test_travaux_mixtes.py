"""Un projet qui mêle deux natures de travaux : chaque aide jugée sur les siens, un seul plan."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import Commande
from tests.eligibilite.conftest import aide, ecrire_menage

PROJET: dict[str, str] = {
    "demande": "2026-10-10", "nombre": "2", "tranche_age": "70_et_plus", "type": "maison", "dpe": "F", "dpe_vise": "C",
    "gestes_isolation": "2", "energie_fossile": "aucune", "rendez_vous_conseil": "oui", "travaux_ht": "38000",
    "travaux_ttc": "40090", "autres_aides": "0",
}  # fmt: skip


def ecrire(chemin: Path, autres: str, **changements: str) -> Path:
    ecrire_menage(chemin, {2025: "24300"}, **PROJET | changements)
    if autres:
        texte = chemin.read_text(encoding="utf-8") + f"  autres_travaux: [{autres}]\n"
        chemin.write_text(texte, encoding="utf-8")
    return chemin


def lire(contrat: Commande, chemin: Path) -> dict[str, Any]:
    objet: dict[str, Any] = json.loads(contrat("eligibilite", chemin, "--format", "json").sortie)
    return objet


def test_chauffage_et_douche(contrat: Commande, tmp_path: Path) -> None:
    """L'aide à l'énergie lit 38 000 €, celle à l'adaptation 8 000 € ; le plan fait la somme."""
    chemin = ecrire(tmp_path / "M-0001.yaml", "{nature: autonomie, travaux_ht: 8000, travaux_ttc: 8440}")
    objet = lire(contrat, chemin)
    assert aide(objet, "mpr-parcours-accompagne")["montant"] == "30400.00"
    assert aide(objet, "mpr-adapt")["montant"] == "5600.00"
    plan = objet["plan"]
    assert (plan["travaux_ht"], plan["travaux_ttc"], plan["aides"]) == ("46000.00", "48530.00", "36000.00")
    assert plan["reste_a_charge"] == "12530.00"
    page = " ".join(contrat("eligibilite", chemin).sortie.split())
    assert "Travaux : énergie, autonomie" in page
    assert "dont énergie 40 090 € dont autonomie 8 440 €" in page
    assert "Pour d'autres travaux : Ma Prime Logement Décent." in page


def test_l_ordre_des_natures_ne_change_rien(contrat: Commande, tmp_path: Path) -> None:
    """Chaque aide est celle du projet qui n'aurait que sa nature."""
    energie = lire(contrat, ecrire(tmp_path / "M-0001.yaml", ""))
    douche = ecrire(tmp_path / "M-0002.yaml", "", nature="autonomie", travaux_ht="8000", travaux_ttc="8440")
    autre_sens = ecrire(
        tmp_path / "M-0003.yaml",
        "{nature: energie, travaux_ht: 38000, travaux_ttc: 40090}",
        nature="autonomie",
        travaux_ht="8000",
        travaux_ttc="8440",
    )
    melee = lire(contrat, autre_sens)
    assert aide(melee, "mpr-parcours-accompagne") == aide(energie, "mpr-parcours-accompagne")
    assert aide(melee, "mpr-adapt") == aide(lire(contrat, douche), "mpr-adapt")


def test_un_montant_inconnu_laisse_le_plan_ouvert(contrat: Commande, tmp_path: Path) -> None:
    """La douche sans prix : l'aide à l'énergie se chiffre, le reste à payer non."""
    objet = lire(contrat, ecrire(tmp_path / "M-0001.yaml", "{nature: autonomie}"))
    assert aide(objet, "mpr-parcours-accompagne")["montant"] == "30400.00"
    assert (aide(objet, "mpr-adapt")["verdict"], aide(objet, "mpr-adapt")["montant"]) == ("eligible", None)
    assert (objet["plan"]["travaux_ttc"], objet["plan"]["reste_a_charge"]) == (None, None)


def test_ce_qui_changerait_se_cherche_sur_les_travaux_de_chaque_aide(contrat: Commande, tmp_path: Path) -> None:
    """60 000 € de revenu : trop pour adapter la douche ; un revenu « modeste » y suffirait."""
    chemin = ecrire(tmp_path / "M-0001.yaml", "{nature: autonomie, travaux_ht: 8000, travaux_ttc: 8440}")
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("24300", "60000"), encoding="utf-8")
    adaptation = aide(lire(contrat, chemin), "mpr-adapt")
    assert adaptation["verdict"] == "non_eligible"
    assert [(c["champ"], c["vers"]) for c in adaptation["changerait"]] == [("rfr", "32553")]

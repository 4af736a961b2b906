"""Les ménages fictifs : le script redonne les fichiers du dépôt, et leur suivi les chiffres du document."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import DEPOT, DONNEES, Commande

MENAGES = DONNEES / "menages"
A_LA_MAIN = {f"M-{rang:04}.yaml" for rang in range(1, 13)}
CHIFFRES = {
    "logements.reperes": "254",
    "menages.contactes": "124",
    "menages.eligibles": "78",
    "logements.renoves": "10",
    "logements.travaux": "130000.00",
    "logements.habiter_mieux": "4",
}


def ecrire(dossier: Path) -> None:
    """Lancer le script comme un développeur le lance."""
    subprocess.run([sys.executable, str(DEPOT / "outils/menages_fictifs.py"), str(dossier)], check=True)


def test_le_script_redonne_les_fichiers_du_depot_a_l_octet(tmp_path: Path) -> None:
    ecrire(tmp_path)
    ecrits = {chemin.name: chemin.read_bytes() for chemin in tmp_path.iterdir()}
    livres = {chemin.name: chemin.read_bytes() for chemin in MENAGES.iterdir()}
    assert set(livres) - set(ecrits) == A_LA_MAIN
    assert len(livres) == 254
    assert [nom for nom in sorted(ecrits) if ecrits[nom] != livres.get(nom)] == []


def mesurer(contrat: Commande, racine: Path) -> tuple[int, dict[str, tuple[str, str]]]:
    """Le code de sortie, puis le recalcul et le verdict de chaque chiffre des ménages."""
    issue = contrat("concordance", "--format", "json", dans=racine)
    lus = {c["mesure"]: (c["recalcule"], c["verdict"]) for c in json.loads(issue.sortie)["concordances"]}
    return issue.code, {mesure: lus[mesure] for mesure in CHIFFRES}


def test_le_suivi_redonne_les_chiffres_du_document(contrat: Commande) -> None:
    code, mesures = mesurer(contrat, DEPOT)
    assert code == 0
    assert mesures == {mesure: (valeur, "concorde") for mesure, valeur in CHIFFRES.items()}


# --- Chaque chiffre tient aux fichiers


def trouver(*motifs: str) -> list[Path]:
    """Les fichiers du dépôt dont le texte contient tous ces motifs."""
    textes = {chemin: chemin.read_text(encoding="utf-8") for chemin in sorted(MENAGES.iterdir())}
    return [chemin for chemin, texte in textes.items() if all(re.search(motif, texte) for motif in motifs)]


def juger(contrat: Commande, chemins: list[Path]) -> dict[str, Any]:
    """Pour chaque ménage : sa catégorie, et le montant de chaque aide accordée."""
    issue = contrat("eligibilite", *chemins, "--format", "json")
    assert issue.code == 0
    return {
        objet["menage"]: (
            objet["categorie"]["code"],
            {a["code"]: Decimal(a["montant"]) for a in objet["aides"] if a["verdict"] == "eligible"},
        )
        for objet in map(json.loads, issue.sortie.splitlines())
    }


def enrichir(racine: Path, menage: str) -> None:
    """Donner à un ménage des revenus au-dessus de tous les plafonds."""
    chemin = racine / f"data/menages/{menage}.yaml"
    texte, remplaces = re.subn(r"rfr: \d+", "rfr: 60000", chemin.read_text(encoding="utf-8"))
    assert remplaces == 1
    chemin.write_text(texte, encoding="utf-8")


@pytest.mark.parametrize(("motif", "change"), [
    ("diagnostic fait", {"menages.eligibles": "77"}),
    ("sans diagnostic", {"menages.eligibles": "77"}),
    ("revenus trop élevés", {}),
    ("Habiter mieux", {"menages.eligibles": "77", "logements.habiter_mieux": "3"}),
])  # fmt: skip
def test_le_revenu_d_un_eligible_change_et_78_devient_77(
    contrat: Commande, copie: Path, motif: str, change: dict[str, str]
) -> None:
    finis = juger(contrat, trouver("travaux_acheves"))
    habiter_mieux = [menage for menage, (_, aides) in finis.items() if "ase" in aides]
    enrichir(copie, habiter_mieux[0] if motif == "Habiter mieux" else trouver(motif)[0].stem)
    code, mesures = mesurer(contrat, copie)
    assert {m: recalcule for m, (recalcule, verdict) in mesures.items() if verdict == "ecart"} == change
    assert code == int(bool(change))


def test_seuls_les_cas_montres_comme_tels_ont_un_revenu_qui_ne_se_classe_pas(contrat: Commande) -> None:
    jugements = juger(contrat, trouver("rfr:"))
    indecidables = {menage for menage, (categorie, _) in jugements.items() if categorie == "indetermine"}
    assert indecidables == {c.stem for c in trouver("# .*(indécidable|fourchette|avis d'imposition)")}
    assert len(indecidables) == 7


def verser(contrat: Commande, aide: str, etape: str, annee: int) -> Decimal:
    """Ce qu'une aide donne, en euros, aux ménages qui ont franchi cette étape cette année-là."""
    jugements = juger(contrat, trouver(rf"date: {annee}\S+\n    etape: {etape}\b"))
    return sum((aides.get(aide, Decimal(0)) for _, aides in jugements.values()), Decimal(0))


def test_les_aides_de_la_ville_font_les_lignes_de_la_fiche_et_les_28500_euros(contrat: Commande) -> None:
    """La répartition de la fiche est une reconstitution ; le suivi redonne les lignes qui en dépendent."""
    fiche = yaml.safe_load((DONNEES / "actions/normes-thermiques.yaml").read_text(encoding="utf-8"))
    lignes = {(x["libelle"].partition(",")[0], x["exercice"]): x["prevu"] for x in fiche["budget"]["lignes"]}
    assert len(lignes) == 7
    assert sum(lignes.values()) == 28500
    dpe, abondements = "aides au diagnostic de performance énergétique", "abondements Habiter mieux"
    assert verser(contrat, "ville-dpe", "diagnostic_effectue", 2010) == lignes[dpe, 2010] == 15 * 160
    assert verser(contrat, "ville-dpe", "diagnostic_effectue", 2011) == lignes[dpe, 2011] == 25 * 160
    assert verser(contrat, "ville-abondement", "travaux_acheves", 2011) == lignes[abondements, 2011] == 4 * 500

"""Les ménages fictifs : le script redonne les fichiers du dépôt, et leur suivi les chiffres du document."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import juger
from contrat.depot.chargement import charger
from contrat.modele.dossier import Dossier
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


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    """Le contrat livré."""
    return charger(DEPOT).dossier


Jugements = dict[str, tuple[str, dict[str, Decimal | None]]]


@pytest.fixture(scope="module")
def jugements(dossier: Dossier) -> Jugements:
    """Pour chaque ménage qui a des revenus : sa catégorie, et le montant de chaque aide accordée."""
    assert dossier.droit is not None
    juges: Jugements = {}
    for nom in (chemin.stem for chemin in trouver("rfr:")):
        menage = dossier.menages[nom]
        jour = menage.projet.demande or menage.evenements[-1].date
        jugement = juger(formuler(menage, jour, dossier.droit.protocoles), dossier.droit)
        accordees = {r.aide.id: r.montant for r in jugement.aides if r.verdict is Verdict.ELIGIBLE}
        juges[nom] = (jugement.ressources.categorie or "indetermine", accordees)
    return juges


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
    contrat: Commande, copie_livree: Path, jugements: Jugements, motif: str, change: dict[str, str]
) -> None:
    habiter_mieux = [chemin.stem for chemin in trouver("travaux_acheves") if "ase" in jugements[chemin.stem][1]]
    enrichir(copie_livree, habiter_mieux[0] if motif == "Habiter mieux" else trouver(motif)[0].stem)
    code, mesures = mesurer(contrat, copie_livree)
    assert {m: recalcule for m, (recalcule, verdict) in mesures.items() if verdict == "ecart"} == change
    assert code == int(bool(change))


def test_seuls_les_cas_montres_comme_tels_ont_un_revenu_qui_ne_se_classe_pas(jugements: Jugements) -> None:
    indecidables = {menage for menage, (categorie, _) in jugements.items() if categorie == "indetermine"}
    assert indecidables == {c.stem for c in trouver("# .*(indécidable|fourchette|avis d'imposition)")}
    assert len(indecidables) == 7


def verser(jugements: Jugements, aide: str, etape: str, annee: int) -> Decimal:
    """Ce qu'une aide donne, en euros, aux ménages qui ont franchi cette étape cette année-là."""
    franchis = trouver(rf"date: {annee}\S+\n    etape: {etape}\b")
    return sum((jugements[chemin.stem][1].get(aide) or Decimal(0) for chemin in franchis), Decimal(0))


def test_les_aides_de_la_ville_font_les_lignes_de_la_fiche_et_les_28500_euros(jugements: Jugements) -> None:
    """La répartition de la fiche est une reconstitution ; le suivi redonne les lignes qui en dépendent."""
    fiche = yaml.safe_load((DONNEES / "actions/normes-thermiques.yaml").read_text(encoding="utf-8"))
    lignes = {(x["libelle"].partition(",")[0], x["exercice"]): x["prevu"] for x in fiche["budget"]["lignes"]}
    assert len(lignes) == 7
    assert sum(lignes.values()) == 28500
    dpe, abondements = "aides au diagnostic de performance énergétique", "abondements Habiter mieux"
    assert verser(jugements, "ville-dpe", "diagnostic_effectue", 2010) == lignes[dpe, 2010] == 15 * 160
    assert verser(jugements, "ville-dpe", "diagnostic_effectue", 2011) == lignes[dpe, 2011] == 25 * 160
    assert verser(jugements, "ville-abondement", "travaux_acheves", 2011) == lignes[abondements, 2011] == 4 * 500

"""`contrat rapport action`, `deliberation` et `financeur` : les pages entières, d'après une fiche vécue."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import MINIMAL, Commande, Issue, remplacer

ATTENDUS = Path(__file__).parent / "attendus"
CAFE = "data/actions/cafe-rencontre.yaml"
AIDE = """\
    - organisme: departement
      nature: subvention_publique
      exercice: 2010
      section: investissement
      montant: 12000
"""
# La même aide, demandée pour 15 000 €, encaissée en deux fois, dont 500 € rendus ; une autre, refusée.
VECUE = """\
    - organisme: departement
      nature: subvention_publique
      exercice: 2011
      section: fonctionnement
      montant: 0
      sollicite: 2000
      etat: refuse
      reception: 2010-12-01
      fin: 2011-04-01
    - organisme: departement
      nature: subvention_publique
      exercice: 2010
      section: investissement
      programme: FDT
      encaissements: [{exercice: 2010, montant: 4000}, {exercice: 2011, montant: 8500}]
      reversements: [{exercice: 2012, montant: 500}]
      sollicite: 15000
      montant: 12000
"""


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    texte = (tmp_path / CAFE).read_text(encoding="utf-8")
    assert AIDE in texte
    (tmp_path / CAFE).write_text(texte.replace(AIDE, VECUE), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "rapport", ["action cafe-rencontre --au 2010-12-31", "deliberation cafe-rencontre", "financeur departement"]
)
def test_la_page_entiere(contrat: Commande, racine: Path, rapport: str) -> None:
    issue = contrat("rapport", *rapport.split(), dans=racine)
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == (ATTENDUS / f"{rapport.split()[0]}.md").read_text(encoding="utf-8")
    page = contrat("rapport", *rapport.split(), "--format", "html", dans=racine).sortie
    assert "PROJET, écrit d" in page


def test_une_page_par_action_a_decider(contrat: Commande, racine: Path) -> None:
    issue = contrat("rapport", "deliberation", "--toutes", dans=racine)
    titres = [rendre_ordinaires(ligne) for ligne in issue.sortie.splitlines() if ligne.startswith("# ")]
    assert titres == [
        "# Projet de délibération : Un café de rencontre",
        "# Projet de délibération : Des visites à domicile",
    ]
    assert "Aucun montant n'est renseigné dans la fiche." in issue.sortie


def test_une_fiche_a_signer_par_action(contrat: Commande, racine: Path) -> None:
    """Toutes, même celle qui n'a pas d'argent ; le CSV a une ligne par action."""
    issue = contrat("rapport", "action", "--toutes", "--au", "2010-12-31", dans=racine)
    titres = [rendre_ordinaires(ligne) for ligne in issue.sortie.splitlines() if ligne.startswith("# ")]
    assert titres == ["# Fiche action 1.1 : Un café de rencontre", "# Fiche action 1.2 : Des visites à domicile"]
    lignes = contrat("rapport", "action", "--toutes", "--format", "csv", dans=racine).sortie.splitlines()
    assert [ligne.split(",")[0] for ligne in lignes] == ["id", "cafe-rencontre", "visites"]


def test_les_aides_du_financeur_en_objet(contrat: Commande, racine: Path) -> None:
    objet = json.loads(contrat("rapport", "financeur", "departement", "--format", "json", dans=racine).sortie)
    aides = objet["parties"][1]["blocs"][0]["rangees"]
    assert aides[-1] == ["Total", "", "", "", "", "12000.00", "", "", "17000.00", "12000.00", "12500.00", "500.00"]


@pytest.mark.parametrize("rapport", ["action", "deliberation"])
@pytest.mark.parametrize("arguments", [(), ("cafe-rencontre", "--toutes")])
def test_une_action_ou_toutes(contrat: Commande, racine: Path, rapport: str, arguments: tuple[str, ...]) -> None:
    issue = contrat("rapport", rapport, *arguments, dans=racine)
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : une action, ou --toutes\n  aide : écrire le nom de la fiche, ou --toutes, et pas les deux\n",
    )


def test_un_organisme_qui_ne_finance_rien(contrat: Commande, racine: Path) -> None:
    organismes = racine / "data/organismes.yaml"
    etat = "  - {id: etat, nom: État, nature: etat, public: oui, source: essai}\n"
    organismes.write_text(organismes.read_text(encoding="utf-8") + etat, encoding="utf-8")
    issue = contrat("rapport", "financeur", "etat", dans=racine)
    assert (issue.code, issue.erreurs) == (0, "")
    page = rendre_ordinaires(issue.sortie)
    assert page.endswith("État : aucune ressource dans les fiches.\n\n> Données hors de git, sans jour ni révision.\n")


MOBILIER = """    - libelle: mobilier
      exercice: 2010
"""
VOITURE = """base: HT
  source: essai
  lignes:
    - {exercice: 2011, section: investissement, chapitre: "21", libelle: voiture, prevu: 20000}
"""
SON_PLAN = """base: HT
  source: essai
  ressources:
    - {organisme: departement, nature: subvention_publique, exercice: 2011, section: investissement, montant: 20000,
       etat: sollicite}
"""


def test_du_hors_taxes_et_du_toutes_taxes_ne_s_additionnent_pas(contrat: Commande, minimal: Path) -> None:
    """Dans une section, le rapport est refusé ; l'une en HT et l'autre en TTC, il dit ce que son total ajoute."""
    visites = minimal / "data/actions/visites.yaml"
    remplacer(visites, "sans_montant: gratuite\n", "")
    remplacer(visites, "base: TTC\n  source: essai\n  lignes: []\n", VOITURE)
    remplacer(visites, "base: TTC\n  source: essai\n  ressources: []\n", SON_PLAN)
    assert contrat("rapport", "financeur", "departement", dans=minimal) == Issue(
        3,
        "",
        "Erreur : des montants HT (visites) et TTC (cafe-rencontre) ne s'additionnent pas\n  aide : écrire le budget "
        "et le plan de toutes les fiches dans la même base, au moins section par section\n",
    )
    remplacer(minimal / CAFE, MOBILIER, MOBILIER + "      base: HT\n")
    for organisme in ("ville", "departement"):
        ou = f"    - organisme: {organisme}\n      nature: "
        nature = "autofinancement" if organisme == "ville" else "subvention_publique"
        debut = f"{ou}{nature}\n      exercice: 2010\n      section: investissement\n"
        remplacer(minimal / CAFE, debut, debut + "      base: HT\n")
    issue = contrat("rapport", "financeur", "departement", dans=minimal)
    assert (issue.code, issue.erreurs) == (0, "")
    note = "- Montants hors taxes et toutes taxes comprises : un total peut ajouter les uns aux autres.\n"
    assert note in rendre_ordinaires(issue.sortie)

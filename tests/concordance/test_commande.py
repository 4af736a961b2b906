"""`contrat concordance` par sa vraie ligne de commande : la page entière, chaque verdict, chaque borne."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from contrat.calculs.concordance.mesures import METHODES
from contrat.modele.contrat import Mesure
from contrat.rendu.mots.mesures import MESURES
from tests.conftest import MINIMAL, Commande, remplacer

ATTENDUS = Path(__file__).parent / "attendus"
CONTRAT, THERMIQUE = "data/contrat.yaml", "data/actions/isolation.yaml"
DEPENSES = "mesure: budget.depenses.total\n    periode:\n      debut: 2010\n      fin: 2011\n    valeur: 40000"


@pytest.fixture
def sans_suivi(copie: Path) -> Path:
    """Le contrat de référence, sans les chiffres que ses ménages recalculent."""
    chemin = copie / CONTRAT
    texte = chemin.read_text(encoding="utf-8")
    texte, otes = re.subn(r"  - mesure: (logements|menages)\.\w+\n( {4}.*\n)*", "", texte)
    assert otes == 6
    chemin.write_text(texte, encoding="utf-8")
    return copie


def publier(racine: Path, mesure: str, valeur: str, cles: str = "", periode: tuple[int, int] = (2010, 2011)) -> None:
    """Ajouter un chiffre publié à un contrat."""
    bloc = f"  - mesure: {mesure}\n    periode:\n      debut: {periode[0]}\n      fin: {periode[1]}\n"
    source = "essai" if "id: contrat-valbrume" in (racine / CONTRAT).read_text(encoding="utf-8") else "document"
    approche = "" if "approche:" in cles else "    approche: non\n"
    remplacer(
        racine / CONTRAT, "publies:\n", f"publies:\n{bloc}    valeur: {valeur}\n{approche}{cles}    source: {source}\n"
    )


def lire(contrat: Commande, racine: Path) -> tuple[int, dict[str, Any]]:
    """Le code de sortie et l'objet JSON."""
    issue = contrat("concordance", "--format", "json", dans=racine)
    return issue.code, json.loads(issue.sortie)


def premier(contrat: Commande, racine: Path) -> tuple[int, str | None, str, str | None]:
    """Le code de sortie, puis le recalcul, le verdict et le motif du premier chiffre publié."""
    code, objet = lire(contrat, racine)
    chiffre = objet["concordances"][0]
    return code, chiffre["recalcule"], chiffre["verdict"], chiffre["motif"]


# --- Les pages entières


def test_la_page_entiere_au_terminal(contrat: Commande) -> None:
    issue = contrat("concordance")
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == (ATTENDUS / "reference.txt").read_text(encoding="utf-8")
    assert max(map(len, issue.sortie.splitlines())) == 80


def test_la_page_entiere_en_markdown(contrat: Commande) -> None:
    issue = contrat("concordance", "--format", "md", dans=MINIMAL)
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == (ATTENDUS / "minimal.md").read_text(encoding="utf-8")


def test_chaque_mesure_a_son_calcul_et_son_nom() -> None:
    assert set(METHODES) == set(MESURES) == set(get_args(Mesure))


def test_un_contrat_sans_chiffre_publie(contrat: Commande, minimal: Path) -> None:
    texte = (minimal / CONTRAT).read_text(encoding="utf-8")
    (minimal / CONTRAT).write_text(texte.partition("publies:")[0] + "source: essai\n", encoding="utf-8")
    issue = contrat("concordance", dans=minimal)
    assert issue.code == 0
    assert issue.sortie.endswith("Aucune contradiction déclarée.\n")
    assert "\nAucun chiffre publié.\n" in issue.sortie


# --- Les fiches et les aides changent


def test_changer_un_montant_d_une_fiche_montre_l_ecart(contrat: Commande, sans_suivi: Path) -> None:
    remplacer(sans_suivi / THERMIQUE, "prevu: 2400", "prevu: 2401.50")
    remplacer(sans_suivi / THERMIQUE, "montant: 13500", "montant: 13501.50")
    code, objet = lire(contrat, sans_suivi)
    assert code == 1
    assert {c["mesure"]: (c["recalcule"], c["ecart"]) for c in objet["concordances"] if c["verdict"] == "ecart"} == {
        "budget.depenses.fonctionnement": ("92501.50", "1.50"),
        "budget.ressources.ville": ("115501.50", "1.50"),
        "actions.ressources.ville": ("28501.50", "1.50"),
    }
    assert objet["bilan"]["inexpliques"] == 3
    issue = contrat("concordance", dans=sans_suivi)
    assert issue.code == 1
    assert re.search(r"Apport de la ville à .* +28 500 € +28 501,50 € +\+1,50 € +ÉCART\n", issue.sortie)
    assert (
        "- Dépenses de fonctionnement 2010-2011 ; Ressources de la ville 2010-2011 ;\n"
        "  Apport de la ville à l'action 2010-2011 : aucun motif déclaré : corriger les\n"
        "  données, ou déclarer le motif dans « ecart: … ».\n"
    ) in issue.sortie
    # La commande et la règle font le même calcul.
    assert [x.partition(": ")[2] for x in contrat("validate", dans=sans_suivi).sortie.splitlines() if "V001" in x] == [
        "erreur[V001] Dépenses de fonctionnement 2010-2011 : publié 92 500 €, 92 501,50 € dans les fiches (+1,50 €)",
        "erreur[V001] Ressources de la ville 2010-2011 : publié 115 500 €, 115 501,50 € dans les fiches (+1,50 €)",
        "erreur[V001] Apport de la ville à l'action « isolation » 2010-2011 : publié 28 500 €, "
        "28 501,50 € dans les fiches (+1,50 €)",
    ]


CHANGEMENTS = [
    ("data/aides/ville-dpe.yaml", "montant: 160", "montant: 170", "aides.forfait", "160.00", "170.00"),
    ("data/axes/axe-1.yaml", "commission:", "# commission:", "axes.commissions", "3", "2"),
    (THERMIQUE, "niveau: atteint", "niveau: moyen", "actions.criteres_atteints", "3", "2"),
    (THERMIQUE, "  debut: 2010\n  fin: 2012", "  debut: 2010\n  fin: 2013", "actions.exercices", "3", "4"),
    (CONTRAT, "  debut: 2010\n  fin: 2012\n\nobjectifs", "  debut: 2010\n  fin: 2013\n\nobjectifs",
     "contrat.exercices", "3", "4"),
    (CONTRAT, "valeur: 3150\n", "valeur: 2900\n", "indicateurs.autre_source", "3200", "2900"),
]  # fmt: skip


@pytest.mark.parametrize(("fichier", "avant", "apres", "mesure", "publie", "recalcule"), CHANGEMENTS)
def test_chaque_recalcul_lit_bien_les_donnees(
    contrat: Commande, sans_suivi: Path, fichier: str, avant: str, apres: str, mesure: str, publie: str, recalcule: str
) -> None:
    remplacer(sans_suivi / fichier, avant, apres)
    code, objet = lire(contrat, sans_suivi)
    ecarts = [(c["mesure"], c["publie"], c["recalcule"]) for c in objet["concordances"] if c["verdict"] == "ecart"]
    assert (code, ecarts) == (1, [(mesure, publie, recalcule)])


def test_un_axe_de_moins(contrat: Commande, sans_suivi: Path) -> None:
    (sans_suivi / "data/axes/axe-3.yaml").unlink()
    issue = contrat("concordance", dans=sans_suivi)
    assert (issue.code, issue.sortie) == (1, "")  # une action cite cet axe : aucune somme ne vaudrait
    assert "erreur[R001] l'axe « axe-3 » n'existe pas" in issue.erreurs


# --- Les chiffres approchés


@pytest.mark.parametrize(("valeur", "verdict"), [
    ("40001", "concorde_approche"), ("40002", "ecart"), ("39999", "concorde_approche"), ("42000", "ecart"),
    ("40000", "concorde_approche"),
])  # fmt: skip
def test_un_montant_approche_vaut_a_son_arrondi_pres(
    contrat: Commande, minimal: Path, valeur: str, verdict: str
) -> None:
    remplacer(minimal / CONTRAT, f"{DEPENSES}\n    approche: non", f"{DEPENSES[:-5]}{valeur}\n    approche: oui")
    code, recalcule, trouve, _ = premier(contrat, minimal)
    assert (code, recalcule, trouve) == (int(verdict == "ecart"), "40000.00", verdict)


@pytest.mark.parametrize(("valeur", "verdict"), [
    ("1", "concorde_approche"), ("3", "concorde_approche"), ("4", "ecart"), ("0", "ecart"),
])  # fmt: skip
def test_un_nombre_approche_admet_toujours_une_unite(
    contrat: Commande, minimal: Path, valeur: str, verdict: str
) -> None:
    publier(minimal, "actions.approuvees", valeur, "    approche: oui\n")
    code, recalcule, trouve, _ = premier(contrat, minimal)
    assert (code, recalcule, trouve) == (int(verdict == "ecart"), "2", verdict)


def test_un_chiffre_exact_n_admet_pas_un_centime(contrat: Commande, minimal: Path) -> None:
    remplacer(minimal / CONTRAT, DEPENSES, DEPENSES + ".01")
    assert premier(contrat, minimal)[1:3] == ("40000.00", "ecart")


# --- Ce que rien ne recalcule


def test_une_valeur_de_la_meme_source_n_est_pas_un_recalcul(contrat: Commande, sans_suivi: Path) -> None:
    remplacer(sans_suivi / CONTRAT, "        - date: 2009\n          valeur: 3150\n          source: recensement\n", "")
    publier(sans_suivi, "indicateurs.autre_source", "3200", "    indicateur: population\n", (2009, 2009))
    assert premier(contrat, sans_suivi) == (
        1, None, "non_recalcule",
        "aucun motif déclaré : corriger les données, ou déclarer le motif dans « ecart: … »",
    )  # fmt: skip
    remplacer(
        sans_suivi / CONTRAT,
        "        - date: 2009\n          valeur: 3200\n",
        "        - date: 2009\n          valeur: 3200\n          source: recensement\n"
        "        - date: 2009\n          valeur: 3100\n",
    )  # fmt: skip
    assert premier(contrat, sans_suivi)[1:] == ("3200", "concorde", None)


def test_une_aide_qui_change_pendant_la_periode_n_a_pas_un_montant(contrat: Commande, sans_suivi: Path) -> None:
    publier(sans_suivi, "aides.forfait", "1100", "    aide: ase\n", (2010, 2012))
    assert premier(contrat, sans_suivi)[:3] == (1, None, "non_recalcule")


@pytest.mark.parametrize("mesure", ["aides.forfait", "aides.parite", "actions.exercices", "actions.partenaires",
                                    "actions.criteres_atteints", "logements.habiter_mieux"])  # fmt: skip
def test_une_mesure_sans_son_aide_ou_son_action_n_est_pas_recalculee(
    contrat: Commande, minimal: Path, mesure: str
) -> None:
    publier(minimal, mesure, "0")
    assert premier(contrat, minimal)[:3] == (1, None, "non_recalcule")


def test_une_periode_inversee(contrat: Commande, minimal: Path) -> None:
    publier(minimal, "axes.total", "1", periode=(2011, 2010))
    assert premier(contrat, minimal) == (1, None, "non_recalcule", "la période finit avant de commencer")


def test_une_faute_de_forme_arrete_tout(contrat: Commande, sans_suivi: Path) -> None:
    remplacer(sans_suivi / "data/menages/M-0001.yaml", "nombre: 2", "nombre: deux")
    issue = contrat("concordance", dans=sans_suivi)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs.startswith("data/menages/M-0001.yaml:7:11: erreur[F015] « deux » n'est pas un nombre entier\n")


# --- Les ménages


def mesurer(contrat: Commande, racine: Path, *mesures: str) -> list[Decimal]:
    """Le recalcul de ces mesures."""
    _, objet = lire(contrat, racine)
    recalcules = {c["mesure"]: c["recalcule"] for c in objet["concordances"]}
    return [Decimal(recalcules[mesure]) for mesure in mesures]


def achever(racine: Path, jour: str, menage: str = "M-0002") -> None:
    """Donner au ménage des travaux achevés ce jour-là."""
    chemin = racine / f"data/menages/{menage}.yaml"
    texte = chemin.read_text(encoding="utf-8").rstrip("\n")
    chemin.write_text(f"{texte}\n  - date: {jour}\n    etape: travaux_acheves\n", encoding="utf-8")


@pytest.mark.parametrize(("jour", "logements", "travaux"), [("2011-12-31", 1, 10550), ("2012-01-01", 0, 0)])
def test_les_travaux_acheves_pendant_la_periode_comptent(
    contrat: Commande, copie: Path, jour: str, logements: int, travaux: int
) -> None:
    achever(copie, jour)
    mesures = mesurer(contrat, copie, "logements.renoves", "logements.habiter_mieux", "logements.travaux")
    assert mesures == [1 + logements, 1 + logements, 10550 + travaux]


def test_un_logement_renove_sans_l_aide_n_est_pas_habiter_mieux(contrat: Commande, copie: Path) -> None:
    achever(copie, "2011-12-20", "M-0006")  # l'aide de l'Anah sans l'aide de solidarité écologique
    assert mesurer(contrat, copie, "logements.renoves", "logements.habiter_mieux") == [2, 1]


def test_les_eligibles_sont_les_menages_contactes_que_le_moteur_accorde(contrat: Commande, copie: Path) -> None:
    menages = sorted((copie / "data/menages").glob("*.yaml"))
    contactes = [m for m in menages if "etape: contacte" in m.read_text(encoding="utf-8")]
    jugements = map(json.loads, contrat("eligibilite", *contactes, "--format", "json", dans=copie).sortie.splitlines())
    accordes = {
        jugement["menage"]
        for jugement in jugements
        if any(a["verdict"] == "eligible" and a["code"].startswith(("anah-", "ase")) for a in jugement["aides"])
    }
    assert mesurer(contrat, copie, "menages.eligibles") == [len(accordes)] == [6]
    remplacer(copie / "data/menages/M-0002.yaml", "proprietaire_occupant", "locataire")
    assert mesurer(contrat, copie, "menages.eligibles", "menages.contactes") == [5, len(contactes)] == [5, 12]


def test_un_menage_suivi_apres_la_periode_n_est_ni_repere_ni_contacte(contrat: Commande, copie: Path) -> None:
    assert mesurer(contrat, copie, "logements.reperes") == [13]
    fichier = "data/menages/M-0012.yaml"
    remplacer(copie / fichier, "demande: 2011-01-18", "demande: 2012-03-01")
    remplacer(copie / fichier, "date: 2010-11-23", "date: 2012-01-01")
    assert mesurer(contrat, copie, "logements.reperes", "menages.contactes") == [12, 11]


def test_un_menage_sans_demande_est_juge_a_sa_derniere_etape(contrat: Commande, copie: Path) -> None:
    fichier = "data/menages/M-0002.yaml"
    remplacer(copie / fichier, "  demande: 2011-09-27\n", "")
    assert mesurer(contrat, copie, "menages.eligibles") == [6]
    # Sa dernière étape passe avant le barème le plus ancien : rien n'est accordé.
    texte = (copie / fichier).read_text(encoding="utf-8").partition("evenements:")[0]
    (copie / fichier).write_text(f"{texte}evenements:\n  - date: 2010-02-01\n    etape: contacte\n", encoding="utf-8")
    assert mesurer(contrat, copie, "menages.contactes", "menages.eligibles") == [12, 5]


def test_un_total_partiel_n_est_ni_un_ecart_ni_une_concordance(contrat: Commande, minimal: Path) -> None:
    """Tant qu'un montant manque, le chiffre n'est ni démenti ni retrouvé, fût-ce au centime de ce qu'on sait."""
    cafe = minimal / "data/actions/cafe-rencontre.yaml"
    assert "retrouvé" in contrat("budget", "2010-2011", dans=minimal).sortie
    remplacer(cafe, "      prevu: 10000\n", "")
    motif = "une ligne des fiches n'a pas de montant, ou est hors taxes quand une autre ne l'est pas : la compléter"
    for avant, apres in (("40000", "40000"), ("40000", "30000")):
        remplacer(minimal / CONTRAT, f"valeur: {avant}", f"valeur: {apres}")
        assert premier(contrat, minimal) == (1, None, "non_recalcule", motif)
        assert "V001" not in contrat("validate", "--format", "json", dans=minimal).sortie
        assert "retrouvé" not in contrat("budget", "2010-2011", dans=minimal).sortie

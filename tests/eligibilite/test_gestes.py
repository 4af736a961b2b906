"""MaPrimeRénov' par geste et Ma Prime Logement Décent : quel geste, quel jour, quel montant, quelle limite."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.eligibilite.conftest import Juger, aide, ecrire_menage

CAS = Path(__file__).parent.parent / "cas" / "par-geste-2020-2023.csv"
COMMUN = {
    "personnes": "1", "residence_principale": "oui", "nature": "energie", "commences": "non", "professionnel": "oui",
    "type": "maison", "energie_fossile": "aucune",
}  # fmt: skip
GESTE = {"nombre": "1", "type": "maison"}
DECENT: dict[str, str | None] = {
    "demande": "2026-10-10", "nature": "travaux_lourds", "arrete": "oui", "dpe": "G", "travaux_ht": "60000",
    "travaux_ttc": "63300", "nombre": "1",
}  # fmt: skip


def ecrire_lot(chemin: Path, lignes: list[dict[str, str]]) -> Path:
    """Un lot dont chaque ligne porte aussi ce que tous les cas ont en commun."""
    texte = io.StringIO()
    ecrivain = csv.DictWriter(texte, [*lignes[0], *COMMUN], lineterminator="\n")
    ecrivain.writeheader()
    ecrivain.writerows(ligne | COMMUN for ligne in lignes)
    chemin.write_text(texte.getvalue(), encoding="utf-8")
    return chemin


def test_les_cas_publies(contrat: Commande, tmp_path: Path) -> None:
    """Quatorze demandes de 2020 à 2023, aux bascules du droit."""
    with CAS.open(encoding="utf-8") as fichier:
        cas = list(csv.DictReader(fichier))
    attendus = {c["id"]: (c.pop("verdict"), c.pop("montant")) for c in cas}
    issue = contrat("eligibilite", "--lot", ecrire_lot(tmp_path / "lot.csv", cas))
    reponses = [r for r in csv.DictReader(io.StringIO(issue.sortie)) if r["aide"] == "mpr-geste"]
    assert {r["id"]: (r["verdict"], r["montant"]) for r in reponses} == attendus


# Pompe à chaleur air/eau de 12 660 € TTC, personne très modeste : forfait 5 000 €, dépense plafonnée à 12 000 €.
BORNES = [
    ("2026-08-31", "chauffe_eau_solaire", "", "", "eligible", "4000.00", ""),
    ("2026-09-01", "chauffe_eau_solaire", "", "", "non_eligible", "", ""),
    ("2025-12-31", "murs_exterieur", "120", "", "eligible", "7500.00", ""),
    ("2026-02-23", "murs_exterieur", "100", "", "non_eligible", "", ""),
    ("2025-12-31", "murs_interieur", "", "", "eligible", "", "quantite"),
    ("2026-02-22", "pac_air_eau", "", "", "non_eligible", "", ""),
    ("2026-02-23", "pac_air_eau", "", "", "eligible", "5000.00", ""),
    ("2026-10-10", "pac_air_eau", "", "5800", "eligible", "5000.00", ""),
    ("2026-10-10", "pac_air_eau", "", "5800.01", "eligible", "4999.99", ""),
    # Sous 80 € en tout, rien n'est versé.
    ("2026-10-10", "pac_air_eau", "", "10720", "eligible", "80.00", ""),
    ("2026-10-10", "pac_air_eau", "", "10720.01", "eligible", "0.00", ""),
    ("2020-12-31", "pac_air_eau", "", "10720.01", "eligible", "79.99", ""),
    ("2021-01-01", "pac_air_eau", "", "10720.01", "eligible", "0.00", ""),
    ("2026-10-10", "audit", "", "", "non_eligible", "", ""),
    ("2026-03-01", "poele_granules", "", "", "eligible", "", ""),
    ("2026-10-10", "", "", "", "indetermine", "", "geste"),
]


@pytest.mark.parametrize(
    ("jour", "mois", "source"),
    [
        ("2020-01-15", "six", "service-public-f35083-2020"),
        ("2021-12-31", "six", "service-public-f35083-2020"),
        ("2022-01-01", "huit", "decret-2021-1938"),
    ],
)
def test_combien_de_mois_la_residence_principale_est_habitee(juger: Juger, jour: str, mois: str, source: str) -> None:
    trouvee = juger({int(jour[:4]) - 1: "8000"}, **GESTE, demande=jour, residence_principale="non")
    (celle,) = [c for c in aide(trouvee, "mpr-geste")["conditions"] if c["code"] == "residence-principale"]
    assert (celle["etat"], celle["libelle"]) == (
        "non_remplie", f"le logement est la résidence principale, {mois} mois par an au moins",
    )  # fmt: skip
    assert source in celle["source"]


def test_les_bornes_du_geste(contrat: Commande, tmp_path: Path) -> None:
    """La veille et le jour de chaque bascule, la limite avec la prime énergie, un montant perdu, un geste non dit."""
    lignes = [
        {
            "id": str(rang), "date": jour, "departement": "15", "rfr": "8000", "rfr_annee": str(int(jour[:4]) - 1),
            "statut_occupation": "proprietaire_occupant", "achevement": "1960", "travaux_ttc": "12660",
            "geste": geste, "quantite": quantite, "cee": cee,
        }
        for rang, (jour, geste, quantite, cee, *_) in enumerate(BORNES)
    ]  # fmt: skip
    issue = contrat("eligibilite", "--lot", ecrire_lot(tmp_path / "lot.csv", lignes))
    reponses = [r for r in csv.DictReader(io.StringIO(issue.sortie)) if r["aide"] == "mpr-geste"]
    assert [(r["verdict"], r["montant"], r["manquants"]) for r in reponses] == [borne[4:] for borne in BORNES]
    # Une prime énergie dont rien n'est dit ne vaut pas zéro : la limite le suppose, et la réponse l'avoue.
    suppose = "primes énergie non dites, comptées pour 0 €"
    assert [suppose in r["reserves"] for r in reponses] == [b[3] == "" and b[5] != "" for b in BORNES]


@pytest.mark.parametrize(
    ("jour", "departement", "geste", "attendu"),
    [
        # L'exclusion des supérieurs ne vise que la métropole.
        ("2025-03-01", "974", "surtoiture_drom", ("indetermine", "", "")),
        ("2025-03-01", "974", "protection_solaire_drom", ("indetermine", "", "")),
        ("2025-03-01", "15", "rampants", ("non_eligible", "", "")),
        ("2025-03-01", "976", "murs_exterieur", ("indetermine", "", "")),
        ("2025-03-01", "974", "pac_air_eau", ("non_eligible", "", "")),
        ("2023-03-31", "974", "rampants", ("eligible", "350.00", "")),
        ("2023-04-01", "974", "rampants", ("indetermine", "", "")),
        ("2023-04-01", "15", "rampants", ("non_eligible", "", "")),
        # Sans commune, le geste des départements d'outre-mer reste possible.
        ("2025-03-01", "", "surtoiture_drom", ("indetermine", "", "commune")),
        ("2023-04-01", "", "toiture_terrasse", ("indetermine", "", "commune")),
        # Le doute vient du fichier : il dit de quelles colonnes.
        ("2023-03-31", "15", "renovation_globale", ("indetermine", "", "gain")),
    ],
)
def test_les_superieurs(
    contrat: Commande, tmp_path: Path, jour: str, departement: str, geste: str, attendu: tuple[str, str, str]
) -> None:
    ligne = {
        "id": "1", "date": jour, "departement": departement, "rfr": "90000", "rfr_annee": str(int(jour[:4]) - 1),
        "statut_occupation": "proprietaire_occupant", "achevement": "1960", "travaux_ttc": "9000", "geste": geste,
        "quantite": "50", "cee": "",
    }  # fmt: skip
    issue = contrat("eligibilite", "--lot", ecrire_lot(tmp_path / "lot.csv", [ligne]))
    reponses = [r for r in csv.DictReader(io.StringIO(issue.sortie)) if r["aide"] == "mpr-geste"]
    assert [(r["verdict"], r["montant"], r["manquants"]) for r in reponses] == [attendu]


@pytest.mark.parametrize(
    ("jour", "logement", "departement", "geste", "attendu"),
    [
        # Du 1er janvier au 14 mai 2024, une maison de métropole change aussi de chauffage ou d'eau chaude.
        ("2023-12-31", "maison", "15", "rampants", ("eligible", "1250.00", "")),
        ("2024-01-01", "maison", "15", "rampants", ("non_eligible", "", "")),
        ("2024-05-14", "maison", "15", "rampants", ("non_eligible", "", "")),
        ("2024-05-14", "maison", "15", "chauffe_eau_solaire", ("eligible", "4000.00", "")),
        ("2024-05-14", "appartement", "15", "rampants", ("eligible", "1250.00", "")),
        ("2024-05-14", "", "15", "rampants", ("indetermine", "", "type")),
        ("2024-05-14", "maison", "974", "rampants", ("indetermine", "", "")),
        ("2024-05-15", "maison", "15", "rampants", ("eligible", "1250.00", "")),
        # Ensuite, la ventilation n'y est pas seule : texte lu jusqu'à fin 2024.
        ("2024-05-15", "maison", "15", "vmc_double_flux", ("non_eligible", "", "")),
        ("2024-12-31", "appartement", "15", "vmc_double_flux", ("eligible", "2500.00", "")),
        ("2025-01-01", "maison", "15", "vmc_double_flux", ("indetermine", "", "")),
        # Outre-mer : ni audit de 2021 à 2023, ni forfait inventé avant 2025.
        ("2020-12-31", "maison", "974", "audit", ("eligible", "500.00", "")),
        ("2021-01-01", "maison", "974", "audit", ("non_eligible", "", "")),
        ("2024-12-31", "maison", "974", "bardage_drom", ("eligible", "", "")),
        ("2025-01-01", "maison", "974", "bardage_drom", ("eligible", "3750.00", "")),
        ("2024-06-01", "maison", "974", "protection_solaire_drom", ("eligible", "1250.00", "")),
    ],
)
def test_ce_qui_ne_s_aide_pas_seul_ni_partout(
    contrat: Commande,
    tmp_path: Path,
    jour: str,
    logement: str,
    departement: str,
    geste: str,
    attendu: tuple[str, str, str],
) -> None:
    ligne = {
        "id": "1", "date": jour, "departement": departement, "rfr": "8000", "rfr_annee": str(int(jour[:4]) - 1),
        "statut_occupation": "proprietaire_occupant", "achevement": "1960", "travaux_ttc": "9000", "geste": geste,
        "quantite": "50" if geste in ("rampants", "bardage_drom", "protection_solaire_drom") else "", "cee": "",
    }  # fmt: skip
    lot = tmp_path / "lot.csv"
    ecrire_lot(lot, [ligne])
    lot.write_text(lot.read_text(encoding="utf-8").replace(",maison,", f",{logement},"), encoding="utf-8")
    issue = contrat("eligibilite", "--lot", lot)
    reponses = [r for r in csv.DictReader(io.StringIO(issue.sortie)) if r["aide"] == "mpr-geste"]
    assert [(r["verdict"], r["montant"], r["manquants"]) for r in reponses] == [attendu]


def test_plusieurs_gestes_s_additionnent(contrat: Commande, tmp_path: Path) -> None:
    """Chaque geste a sa limite ; la cuve ne s'aide qu'avec un autre ; la page montre chaque terme."""
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {2025: "8000"}, demande="2026-10-10", **GESTE)
    gestes = "  gestes: [{geste: pac_air_eau, travaux_ttc: 5000}, {geste: cuve_fioul, travaux_ttc: 1000}]\n"
    chemin.write_text(chemin.read_text(encoding="utf-8") + gestes, encoding="utf-8")
    objet = json.loads(contrat("eligibilite", chemin, "--format", "json").sortie)
    # 90 % de 5 000 € sous le forfait de 5 000 € ; 90 % de 1 000 € sous celui de 1 200 €.
    assert aide(objet, "mpr-geste")["montant"] == "5400.00"
    page = " ".join(contrat("eligibilite", chemin).sortie.split())
    limite = "au plus 90 % de 5 000 € TTC, primes énergie non dites"
    assert f"pompe à chaleur air/eau 4 500 € (forfait 5 000 €, {limite})" in page
    assert "= 5 400 €" in page
    texte = chemin.read_text(encoding="utf-8").replace("travaux_ttc: 5000", "travaux_ttc: 80")
    chemin.write_text(texte.replace("travaux_ttc: 1000", "travaux_ttc: 8"), encoding="utf-8")
    page = " ".join(contrat("eligibilite", chemin).sortie.split())
    assert "au plus 90 % de 8 € TTC, primes énergie non dites), moins de 80 € en tout : rien n'est versé" in page


def test_sans_geste_dit_la_page_montre_ce_qui_s_aide(contrat: Commande, tmp_path: Path) -> None:
    """Les forfaits du jour et de la catégorie, pour choisir ; ceux d'outre-mer n'y sont pas."""
    chemin = tmp_path / "M-0001.yaml"
    ecrire_menage(chemin, {2025: "8000"}, demande="2026-10-10", **GESTE)
    page = " ".join(contrat("eligibilite", chemin).sortie.split())
    assert "Forfaits du jour pour ce ménage : pompe à chaleur air/eau 5 000 € par geste ; pompe" in page
    assert "audit énergétique 500 € par geste." in page


@pytest.mark.parametrize(
    ("changements", "verdict", "montant"),
    [
        ({"dpe_vise": "D"}, "eligible", "54000.00"),
        ({"dpe_vise": "E"}, "eligible", "48000.00"),
        ({"dpe_vise": "F"}, "eligible", "25000.00"),
        ({"dpe_vise": "F", "travaux_ht": "40000"}, "eligible", "20000.00"),
        ({"dpe_vise": "D", "travaux_ht": "70001", "travaux_ttc": "80000"}, "eligible", "63000.00"),
        ({"dpe_vise": None}, "eligible", None),
        ({"dpe_vise": "D", "arrete": "non"}, "indetermine", None),
        ({"dpe_vise": "D", "nature": "energie"}, "non_eligible", None),
        ({"dpe_vise": "D", "demande": "2023-12-31"}, None, None),
    ],
)
def test_le_logement_decent(
    juger: Juger, changements: dict[str, str | None], verdict: str | None, montant: str | None
) -> None:
    """80 % de 70 000 €, 50 % de 50 000 € quand la classe E n'est pas atteinte, 10 points de F ou G vers D."""
    revenus = {2022: "8000"} if "demande" in changements else {2025: "8000", 2022: "8000"}
    resultat = juger(revenus, **DECENT | changements)
    trouvees = [(a["verdict"], a["montant"]) for a in resultat["aides"] if a["code"] == "ma-prime-logement-decent"]
    assert trouvees == ([] if verdict is None else [(verdict, montant)])

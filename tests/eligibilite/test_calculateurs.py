"""Les cas des calculateurs publics, rejoués par des fichiers de ménages : catégorie, verdict et montant au centime."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.conftest import DEPOT
from tests.eligibilite.conftest import aide

Cas = dict[str, tuple[dict[int, str], dict[str, str]]]
JugerTous = Callable[[Cas], dict[str, Any]]
PARCOURS = "mpr-parcours-accompagne"
# Un revenu par catégorie, pour une personne seule hors Île-de-France en 2024.
REVENUS = {"tres_modeste": "15000", "modeste": "20000", "intermediaire": "28000", "superieur": "60000"}
# Un trajet de classes par saut, sans puis avec sortie de passoire.
TRAJETS = {
    ("2", "0"): ("E", "C"), ("2", "1"): ("F", "D"), ("3", "0"): ("E", "B"), ("3", "1"): ("F", "C"),
    ("4", "0"): ("E", "A"), ("4", "1"): ("F", "B"),
}  # fmt: skip
# Hors Île-de-France en 2019 et 2020, pour une personne seule.
REVENUS_2019 = {"tres_modeste": "14000", "modeste": "18000"}
COMMUNES = {
    "autres_regions": '"15999"', "ile_de_france": '"75056"', "15": '"15999"', "75": '"75056"', "77": '"77288"',
    "88": '"88160"',
}  # fmt: skip
DEPARTEMENTS = {
    "11": "75056", "84": "15999", "93": "13055", "53": "35238", "94": "2A004", "01": "97105", "04": "97411",
    "06": "97611",
}  # fmt: skip
OUTRE_MER = ("01", "02", "03", "04", "06")
JOURS = {"regles-2024": "2024-06-15", "regles-2025-09-17": "2025-06-15", "regles-2025-12-18": "2025-10-15"}
CATEGORIES = {
    "très modeste": "tres_modeste", "modeste": "modeste", "intermédiaire": "intermediaire", "supérieure": "superieur",
}  # fmt: skip


def lire(nom: str) -> list[dict[str, str]]:
    """Les lignes d'un fichier de cas."""
    with (DEPOT / "tests" / "cas" / nom).open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def montant(texte: str) -> str:
    """Un montant du calculateur, ramené au centime : ses flottants traînent des décimales."""
    return str(Decimal(texte).quantize(Decimal("0.01"), ROUND_HALF_UP))


def test_jeu_d_essai_de_mes_aides_reno_2024(juger_tous: JugerTous) -> None:
    """L'aide au parcours accompagné, écrêtement compris, et l'aide à l'accompagnateur."""
    lignes, cas = lire("mpr-2024.csv"), {}
    for rang, ligne in enumerate(lignes):
        avant, apres = TRAJETS[ligne["saut_classes"], ligne["bonus_passoire"]]
        cas[f"M-{rang:04}"] = (
            {2023: REVENUS[ligne["categorie"]]},
            {
                "demande": "2024-06-15",
                "nombre": "1",
                "dpe": avant,
                "dpe_vise": apres,
                "travaux_ht": ligne["travaux_ht"].removesuffix(".0"),
                "travaux_ttc": ligne["travaux_ttc"].removesuffix(".0"),
                "autres_aides": ligne["aides_complementaires"].removesuffix(".0"),
                "prix_accompagnement": ligne["prix_mar"].removesuffix(".0"),
                "accompagnement_finance": ligne["aide_complementaire_mar"],
            },
        )
    resultats = juger_tous(cas)
    for rang, ligne in enumerate(lignes):
        resultat = resultats[f"M-{rang:04}"]
        assert resultat["categorie"]["code"] == ligne["categorie"]
        assert aide(resultat, PARCOURS)["montant"] == montant(ligne["aide_mpr"]), ligne
        paye = aide(resultat, "mar")["montant"]
        assert paye == (None if ligne["aide_complementaire_mar"] == "oui" else montant(ligne["aide_mar"])), ligne


def memes_zones(lignes: list[dict[str, str]]) -> list[dict[str, str]]:
    """Les lignes où la zone du logement est celle du ménage : ces règles classent le bailleur d'après son adresse."""
    return [x for x in lignes if x["code_region_logement"] == x["code_region_menage"]]


def decrire(ligne: dict[str, str]) -> tuple[dict[int, str], dict[str, str]]:
    """Une ligne du fichier des trois états du droit, en ménage."""
    jour = date.fromisoformat(JOURS[ligne["version_regles"]])
    ht = Decimal(ligne["travaux_ht"])
    return {jour.year - 1: ligne["rfr"]}, {
        "demande": jour.isoformat(),
        "nombre": ligne["personnes"],
        "commune": f'"{DEPARTEMENTS[ligne["code_region_logement"]]}"',
        "statut_occupation": "proprietaire_occupant" if ligne["proprietaire_occupant"] == "oui" else "locataire",
        "residence_principale": ligne["residence_principale"],
        "achevement": jour.replace(year=jour.year - int(ligne["age_logement_ans"])).isoformat(),
        "dpe": "ABCDEFG"[int(ligne["dpe_actuel"]) - 1],
        "dpe_vise": "ABCDEFG"[int(ligne["dpe_vise"]) - 1],
        "travaux_ht": ligne["travaux_ht"],
        "travaux_ttc": str((ht * Decimal("1.055")).quantize(Decimal("0.01"), ROUND_HALF_UP)),
        "autres_aides": ligne["aides_locales"],
        "gestes_isolation": "2",
    }


@pytest.mark.parametrize(
    ("version", "nombre"), [("regles-2024", 26), ("regles-2025-09-17", 23), ("regles-2025-12-18", 31)]
)
def test_regles_de_mes_aides_reno_executees(juger_tous: JugerTous, version: str, nombre: int) -> None:
    """Trois états du droit, ménages tirés au hasard et aux frontières ; `nombre` : les aides accordées à comparer.

    Ces règles aident aussi les bailleurs et ignorent les fermetures de guichet : fin 2025, l'aide des ménages plus
    aisés n'est comparée que par le montant qu'elle aurait. Outre-mer, leurs deux premiers états accordaient une aide
    que l'Anah n'y ouvre pas ; le simulateur l'a corrigé ensuite (« non applicable si : outre-mer »).
    """
    lignes = memes_zones([x for x in lire("mpr-ampleur-2024-2025.csv") if x["version_regles"] == version])
    retenues = {f"M-{rang:04}": ligne for rang, ligne in enumerate(lignes)}
    resultats = juger_tous({nom: decrire(ligne) for nom, ligne in retenues.items()})
    compares = 0
    for nom, ligne in retenues.items():
        resultat, categorie = resultats[nom], CATEGORIES[ligne["categorie"]]
        parcours = aide(resultat, PARCOURS)
        assert resultat["categorie"]["code"] == categorie, ligne
        if ligne["code_region_logement"] in OUTRE_MER:
            assert parcours["verdict"] == "hors_champ", ligne
            continue
        if not ligne["eligible_mpra"]:
            continue
        admis = ligne["eligible_mpra"] == "oui" and ligne["proprietaire_occupant"] == "oui"
        ouvert = version != "regles-2025-12-18" or categorie == "tres_modeste"
        assert parcours["verdict"] == ("eligible" if admis and ouvert else "non_eligible"), ligne
        if admis:
            compares += 1
            assert parcours["montant_possible"] == montant(ligne["montant_mpra_ecrete"]), ligne
            assert parcours["montant"] == (parcours["montant_possible"] if ouvert else None), ligne
    assert compares == nombre


def lire_situation(ligne: dict[str, str]) -> tuple[dict[int, str], dict[str, str]]:
    """Une situation type, en ménage : ce qu'elle ne dit pas est celui du ménage complet."""
    jour = date.fromisoformat(ligne["jour"])
    donne = bool(ligne["travaux_ht"])
    ht = ligne["travaux_ht"] or "10000"
    ttc = ligne["travaux_ttc"]
    if "/" in ht:
        # « 70140/1,055 » : le TTC divisé par la TVA à 5,5 %.
        ttc, diviseur = ht.split("/")
        ht = str((Decimal(ttc) / Decimal(diviseur.replace(",", "."))).quantize(Decimal("0.01"), ROUND_HALF_UP))
    avant, apres = ligne["classe_avant"], ligne["classe_visee"]
    if ligne["saut_classes"]:
        avant, apres = TRAJETS[ligne["saut_classes"], ligne["bonus_passoire"]]
    changements: dict[str, str | None] = {
        "demande": ligne["jour"],
        "nombre": ligne["personnes"] or "1",
        "commune": COMMUNES[ligne["departement"] or ligne["zone"] or "autres_regions"],
        "travaux_ht": ht.removesuffix(".0"),
        # Sans montant, la situation ne fixe qu'un taux : un TTC assez haut pour que l'écrêtement ne le cache pas.
        "travaux_ttc": ttc.removesuffix(".0") or montant(str(Decimal(ht) * (Decimal("1.055") if donne else 2))),
        "dpe": avant or None,
        "dpe_vise": apres or None,
        "autres_aides": ligne["aides_complementaires"].removesuffix(".0") or None,
        "prix_accompagnement": ligne["prix_mar"].removesuffix(".0") or None,
        "accompagnement_finance": ligne["aide_complementaire_mar"] or None,
    }
    recul = 2 if jour.year < 2020 else 1
    rfr = ligne["rfr"] or (REVENUS if jour.year > 2020 else REVENUS_2019)[ligne["categorie"]]
    return {jour.year - recul: rfr}, {c: v for c, v in changements.items() if v is not None}


def test_situations_types_de_2016_a_2025(juger_tous: JugerTous) -> None:
    """Catégories de l'Anah, personnages de Mes Aides Réno, cumul de l'aide et de la prime Habiter Mieux."""
    lignes = {f"M-{rang:04}": ligne for rang, ligne in enumerate(lire("situations-2016-2025.csv"))}
    resultats = juger_tous({nom: lire_situation(ligne) for nom, ligne in lignes.items()})
    for nom, ligne in lignes.items():
        comparer_situation(resultats[nom], ligne)


def comparer_situation(resultat: dict[str, Any], ligne: dict[str, str]) -> None:
    """Chaque valeur attendue de la ligne, contre notre réponse."""
    if ligne["attendu_categorie"]:
        assert resultat["categorie"]["code"] == ligne["attendu_categorie"], ligne
    if ligne["attendu_aide_mpr"]:
        assert aide(resultat, PARCOURS)["montant"] == montant(ligne["attendu_aide_mpr"]), ligne
        finance = ligne["aide_complementaire_mar"] == "oui"
        assert aide(resultat, "mar")["montant"] == (None if finance else montant(ligne["attendu_aide_mar"])), ligne
    if ligne["attendu_aide"]:
        # La source arrondit à l'euro.
        possible = Decimal(aide(resultat, PARCOURS)["montant_possible"])
        assert possible.quantize(Decimal(1), ROUND_HALF_UP) == Decimal(ligne["attendu_aide"]), ligne
    if ligne["attendu_apres_ecretement"]:
        assert Decimal(ligne["travaux_ht"]) * Decimal("0.45") == Decimal(ligne["attendu_avant_ecretement"])
        assert aide(resultat, PARCOURS)["montant"] == montant(ligne["attendu_apres_ecretement"]), ligne
    for champ in ("attendu_taux", "attendu_taux_bonus_compris"):
        if ligne[champ]:
            comparer_taux(resultat, ligne, Decimal(ligne[champ]))
    for champ in ("attendu_aide_plus_prime", "attendu_aide_plus_prime_max"):
        if ligne[champ]:
            total = Decimal(aide(resultat, "anah-energie")["montant"]) + Decimal(aide(resultat, "ase")["montant"])
            assert total == Decimal(ligne[champ]), ligne
    if ligne["attendu_eligible"] == "False":
        assert aide(resultat, PARCOURS)["verdict"] == "non_eligible", ligne


def comparer_taux(resultat: dict[str, Any], ligne: dict[str, str], taux: Decimal) -> None:
    """Le taux se lit au montant de 10 000 € de travaux ; nul, l'aide est refusée."""
    parcours = aide(resultat, PARCOURS)
    if taux == 0:
        assert parcours["verdict"] == "non_eligible", ligne
    else:
        assert Decimal(parcours["montant_possible"]) == taux * 10000, ligne

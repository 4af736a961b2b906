"""Les règles datées du droit budgétaire, à leur taux et un centime à côté, du jour où elles valent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.regles_financement import (
    ControleDate,
    juger_aides_publiques,
    juger_fctva,
    juger_fonds_de_concours,
    juger_part_minimale,
)
from contrat.calculs.argent.tenants import juger
from contrat.modele.action import Action
from contrat.modele.organisme import Organisme
from tests.calculs.argent.pieces import aide, avec_droit, equipement, fiche, ligne
from tests.calculs.fabriques import ORGANISMES, lire

AUTRES = """
- {id: agglo, nom: Agglo, nature: epci, public: oui, source: essai}
- {id: fondation, nom: Fondation, nature: association, public: non, source: essai}
"""
CONNUS = {o["id"]: Organisme.model_validate(o) for o in lire(ORGANISMES) + lire(AUTRES)}


def propre(montant: str, **champs: str) -> dict[str, str]:
    return aide(**({"organisme": "ville", "nature": "autofinancement", "montant": montant} | champs))


def part(*ressources: dict[str, Any], **champs: Any) -> ControleDate | None:
    celle = fiche(ressources=ressources, **champs)
    return juger_part_minimale(celle, avec_droit(celle, organismes=CONNUS))


# --- La part minimale du maître d'ouvrage


@pytest.mark.parametrize(
    ("montant", "respecte", "limite"), [("20", True, "20"), ("19.99", False, "20"), ("20.01", True, "20.01")]
)
def test_la_part_minimale_au_centime(montant: str, respecte: bool, limite: str) -> None:
    """La limite est une somme que l'on peut payer : le premier centime qui suffit."""
    celle = part(aide(montant="80"), propre(montant), aide(organisme="fondation", nature="prive", montant="900"))
    assert celle is not None
    sur = Decimal(80) + Decimal(montant)
    assert (celle.trouve, celle.sur, celle.limite) == (Decimal(montant), sur, Decimal(limite))
    # Le rang montré est celui de la part propre.
    assert (celle.est_respecte, celle.exercice, celle.rang, celle.attendu) == (respecte, 2011, 1, Decimal(20))
    assert (celle.taux, celle.informe) == (Decimal(montant) * 100 / sur, False)


def test_tous_les_exercices_ensemble() -> None:
    """L'emprunt est une part propre ; une ressource perdue, inconnue ou de fonctionnement n'y est pas."""
    celle = part(
        aide(montant="50", exercice="2010"), propre("5"), propre("15", nature="emprunt", organisme="fondation"),
        aide(montant="30", exercice="2012"), aide(montant="900", etat="refuse"),
        propre("900", section="fonctionnement"),
        aide(montant="900", organisme="inconnu"),
    )  # fmt: skip
    assert celle is not None
    assert (celle.trouve, celle.sur, celle.exercice, celle.rang) == (Decimal(20), Decimal(100), 2012, 1)


def test_sans_part_propre_le_rang_est_celui_de_la_premiere_aide() -> None:
    celle = part(aide(section="fonctionnement"), aide(montant="10"))
    assert celle is not None
    assert (celle.rang, celle.trouve, celle.est_respecte) == (1, Decimal(0), False)


@pytest.mark.parametrize(
    ("champs", "jugee"),
    [
        ({}, True), ({"porteur": "agglo"}, True), ({"porteur": "ccas"}, False), ({"porteur": "inconnu"}, False),
        ({"porteur": "ccas", "maitre_ouvrage": "ville"}, True), ({"maitre_ouvrage": "ccas"}, False),
    ],
)  # fmt: skip
def test_qui_doit_une_part(champs: dict[str, str], jugee: bool) -> None:
    assert (part(aide(), **champs) is not None) is jugee


def test_ce_qui_ne_se_juge_pas() -> None:
    assert part() is None
    assert part(aide(section="fonctionnement")) is None
    assert part(aide(organisme="fondation", nature="prive")) is None
    # Avant la règle, elle informe sans reprocher.
    celle = part(aide(exercice="2010"))
    assert celle is not None
    assert celle.informe


# --- Les aides publiques d'un investissement subventionné par l'État


def aides(*ressources: dict[str, Any], lignes: tuple[dict[str, str], ...] = ()) -> ControleDate | None:
    celle = fiche(*(lignes or (equipement(prevu="100"),)), ressources=ressources)
    return juger_aides_publiques(celle, avec_droit(celle, organismes=CONNUS))


@pytest.mark.parametrize(
    ("exercice", "montant", "respecte", "limite"),
    [
        ("2010", "80", True, 80),
        ("2010", "80.01", False, 80),
        ("2011", "100", True, 100),
        ("2011", "100.01", False, 100),
    ],
)
def test_la_limite_des_aides(exercice: str, montant: str, respecte: bool, limite: int) -> None:
    reste = str(Decimal(montant) - 1)
    celle = aides(aide(organisme="agglo", montant="1", exercice=exercice), aide(montant=reste, exercice=exercice))
    assert celle is not None
    assert (celle.trouve, celle.sur, celle.limite) == (Decimal(montant), Decimal(100), Decimal(limite))
    assert (celle.est_respecte, celle.rang, celle.exercice) == (respecte, 1, int(exercice))


@pytest.mark.parametrize(
    ("ressources", "sur"),
    [
        # L'assiette que l'État retient, la plus forte de chaque exercice ; à défaut d'une, toute la dépense.
        ((aide(assiette="40"), aide(assiette="60")), 60),
        ((aide(assiette="60"), aide(assiette="40")), 60),
        ((aide(assiette="40"), aide(assiette="60", exercice="2012")), 100),
        ((aide(assiette="70"), aide()), 107),
        # Celle d'un autre financeur n'est pas la sienne.
        ((aide(organisme="agglo", assiette="30"), aide(assiette="60")), 60),
    ],
)
def test_la_depense_subventionnable(ressources: tuple[dict[str, str], ...], sur: int) -> None:
    lignes = (
        equipement(prevu="100"), equipement(vote="7", exercice="2012"), ligne(prevu="900"),
        equipement(prevu="900", sens="recette"),
    )  # fmt: skip
    celle = aides(*ressources, lignes=lignes)
    assert celle is not None
    assert celle.sur == sur
    # Une dépense inconnue ne se juge que sur une assiette.
    inconnue = aides(*ressources, lignes=(*lignes, equipement(engage="1")))
    assert (inconnue and inconnue.sur) == (None if sur > 100 else sur)


@pytest.mark.parametrize(
    ("dates", "taux"),
    [
        ([{"reception": "2010-12-31"}], 80),  # le jour où l'État a reçu la demande
        ([{"reception": "2011-01-01"}], 100),
        ([{"demande": "2010-12-31"}], 80),
        ([{"demande": "2010-12-31", "reception": "2011-01-02"}], 100),
        ([{"reception": "2010-05-01"}, {"reception": "2011-05-01"}], 100),
        ([{"reception": "2010-05-01"}, {}], 100),  # l'une n'est pas connue : celle des exercices
        ([{}], 100),
    ],
)
def test_la_regle_du_jour_de_la_demande(dates: list[dict[str, str]], taux: int) -> None:
    ressources = [aide(montant="1") | d for d in dates]
    celle = aides(aide(organisme="agglo", reception="2011-06-01", montant="1"), *ressources)
    assert celle is not None
    assert celle.attendu == taux


def test_la_regle_du_dernier_exercice() -> None:
    celle = aides(aide(montant="1", exercice="2010"), aide(montant="1"))
    assert celle is not None
    assert celle.attendu == 100


def test_une_assiette_de_quelques_centimes() -> None:
    celle = aides(aide(assiette="0.50"))
    assert celle is not None
    assert celle.sur == Decimal("0.50")


def test_sans_l_etat_rien_ne_se_juge() -> None:
    assert aides(aide(organisme="agglo")) is None
    assert aides(aide(nature="prive")) is None
    assert aides() is None
    celle = aides(
        aide(montant="1"), aide(organisme="fondation", montant="900"), aide(organisme="inconnu", montant="900")
    )
    assert celle is not None
    assert celle.trouve == 1


# --- La compensation de TVA


def tva(montant: str, *lignes: dict[str, str], exercice: str = "2011", **champs: Any) -> ControleDate | None:
    celle = fiche(*lignes, ressources=(aide(montant="5"), propre(montant, nature="fctva", exercice=exercice)), **champs)
    return juger_fctva(celle, avec_droit(celle, organismes=CONNUS))


@pytest.mark.parametrize(("montant", "respecte"), [("16.40", True), ("16.41", False)])
def test_la_compensation_au_centime(montant: str, respecte: bool) -> None:
    celle = tva(montant, equipement(prevu="100"))
    assert celle is not None
    assert (celle.trouve, celle.sur, celle.limite) == (Decimal(montant), Decimal(100), Decimal("16.40"))
    assert (celle.est_respecte, celle.rang, celle.exercice) == (respecte, 1, 2011)


def test_le_taux_de_l_exercice_de_chaque_depense() -> None:
    lignes = equipement(prevu="100", exercice="2010"), equipement(prevu="1000"), equipement(vote="10")
    celle = tva("0", *lignes)
    assert tva("0", *lignes, equipement(engage="1")) is None
    assert celle is not None
    assert (celle.limite, celle.sur, celle.attendu) == (Decimal("180.68"), Decimal(1110), Decimal("16.404"))


@pytest.mark.parametrize(
    ("champs", "compensee"),
    [
        ({"chapitre": "20"}, True), ({"chapitre": "23"}, True), ({"chapitre": "204"}, False),
        ({"sens": "recette"}, False), ({"budget": "ccas"}, True), ({"budget": "agglo"}, True),
        ({"budget": "fondation"}, False), ({"budget": "inconnu"}, False),
        ({"section": "fonctionnement"}, False),
    ],
)  # fmt: skip
def test_ce_que_la_tva_compense(champs: dict[str, str], compensee: bool) -> None:
    celle = tva("1", equipement(prevu="100", **champs))
    assert celle is not None
    assert celle.sur == (100 if compensee else 0)


def test_sans_compensation_ou_sans_regle() -> None:
    celle = fiche(equipement(prevu="100"), ressources=(aide(),))
    assert juger_fctva(celle, avec_droit(celle)) is None
    assert tva("1", exercice="2002") is None
    ancienne = tva("1", equipement(prevu="100", exercice="2002"), equipement(prevu="100", exercice="2003"))
    assert ancienne is not None
    assert ancienne.limite == Decimal("15.00")
    sans_depense = tva("1", exercice="2010")
    assert sans_depense is not None
    assert (sans_depense.attendu, sans_depense.limite, sans_depense.taux) == (Decimal(15), Decimal(0), None)


# --- Les fonds de concours


def concours(*ressources: dict[str, Any]) -> ControleDate | None:
    celle = fiche(ressources=ressources)
    return juger_fonds_de_concours(celle, avec_droit(celle, organismes=CONNUS))


@pytest.mark.parametrize(("montant", "respecte"), [("50", True), ("50.01", False), ("49.99", True)])
def test_un_fonds_de_concours_au_centime(montant: str, respecte: bool) -> None:
    """La part du bénéficiaire : son autofinancement et son emprunt, ni la compensation de TVA, ni le fonctionnement."""
    siennes = (
        propre("30", budget="ville"), propre("20", nature="emprunt", organisme="fondation", budget="ville"),
        propre("900", nature="fctva", organisme="etat", budget="ville"),
        propre("900", section="fonctionnement", budget="ville"),
    )  # fmt: skip
    celle = concours(aide(budget="ville"), *siennes, aide(organisme="agglo", montant=montant, budget="ville"))
    assert celle is not None
    assert (celle.trouve, celle.limite, celle.rang) == (Decimal(montant), Decimal(50), 5)
    assert (celle.est_respecte, celle.informe, celle.exercice) == (respecte, False, 2011)


def test_un_concours_dans_chaque_sens_et_celui_qui_s_ecarte_le_plus() -> None:
    vers_la_ville = aide(organisme="agglo", montant="10", budget="ville")
    vers_l_agglo = aide(organisme="ville", montant="40", budget="agglo", exercice="2010")
    celle = concours(propre("5", budget="ville"), vers_la_ville, vers_l_agglo)
    assert celle is not None
    assert (celle.trouve, celle.limite, celle.rang, celle.informe) == (Decimal(40), Decimal(0), 2, True)
    # Ce qui s'écarte le plus n'est pas ce qui est le plus gros ; à égalité, le premier du plan.
    large = concours(propre("95", budget="ville"), aide(organisme="agglo", montant="100", budget="ville"), vers_l_agglo)
    assert large is not None
    assert (large.rang, large.trouve - large.limite) == (2, Decimal(40))
    for plan in ((vers_la_ville, vers_l_agglo | {"montant": "10"}), (vers_l_agglo | {"montant": "10"}, vers_la_ville)):
        egales = concours(*plan)
        assert egales is not None
        assert egales.rang == 0
    seule = concours(propre("5", budget="ville"), vers_la_ville)
    assert seule is not None
    assert (seule.trouve, seule.limite) == (Decimal(10), Decimal(5))


@pytest.mark.parametrize("champs", [
    {"organisme": "etat"}, {"budget": "ccas"}, {"budget": "agglo"}, {"nature": "prive"}, {"etat": "refuse"},
    {"section": "fonctionnement"}, {"budget": "inconnu"},
])  # fmt: skip
def test_ce_qui_n_est_pas_un_fonds_de_concours(champs: dict[str, str]) -> None:
    assert concours(aide(**({"organisme": "agglo", "budget": "ville"} | champs))) is None


def test_les_trois_dans_leur_ordre() -> None:
    celle: Action = fiche(equipement(prevu="100"), ressources=(aide(), propre("1"), propre("2", nature="fctva")))
    assert [x.regle.id for x in juger(celle, avec_droit(celle))] == ["part-minimale", "aides-publiques", "fctva"]
    vide = fiche()
    assert list(juger(vide, avec_droit(vide))) == []

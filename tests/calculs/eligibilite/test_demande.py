"""La mise à plat d'un ménage, et ce que disent des données imprécises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from contrat.calculs.eligibilite.demande import (
    a_depose,
    choisir_jour,
    compter_sauts,
    deduire_contrat_local,
    deduire_departement,
    deduire_territoire,
    formuler,
    intervalle,
    jour_du_jugement,
    suivre_demande,
)
from contrat.modele.bareme import ProtocoleLocal
from tests.calculs.fabriques import JOUR, demande, menage, parcours

PROTOCOLE = ProtocoleLocal("15187", date(2010, 11, 23), date(2011, 12, 31), "convention")


def test_un_menage_a_plat() -> None:
    texte = """
occupants: {nombre: 3, tranche_age: 60_a_69}
revenus: [{annee: 2009, rfr: 8200}, {annee: 2009, rfr: 7200.50}, {annee: 2010, rfr: 9000}]
choix_revenus: {annee: 2010, motif: avis non reçu}
logement: {commune: "15187", dpe: F, residence_principale: oui}
projet: {travaux_ht: 10000, commences: non}
"""
    celle = formuler(menage(texte), JOUR)
    assert (celle.id, celle.jour, celle.commune, celle.departement) == ("M-0001", JOUR, "15187", "15")
    assert celle.tranche_age == "60_a_69"
    assert (celle.personnes, celle.dpe, celle.residence_principale) == (3, "F", True)
    assert celle.revenus == {2009: Decimal("15400.50"), 2010: Decimal(9000)}
    assert (celle.annee_choisie, celle.travaux_ht, celle.commences) == (2010, Decimal(10000), False)
    assert celle.contrat_local is None


def test_un_menage_dont_on_ne_sait_rien() -> None:
    celle = formuler(menage(), JOUR, (PROTOCOLE,))
    assert (celle.personnes, celle.departement, celle.revenus, celle.annee_choisie) == (None, None, {}, None)
    assert celle.contrat_local is None


@pytest.mark.parametrize(
    ("jour", "dit", "attendu"),
    [
        (date(2010, 11, 22), "", False),
        (date(2010, 11, 23), "", True),
        (date(2011, 12, 31), "", True),
        (date(2012, 1, 1), "", False),
        (date(2010, 11, 22), "oui", True),  # ce que le ménage dit l'emporte
        (date(2011, 1, 1), "non", False),
    ],
)
def test_le_contrat_local(jour: date, dit: str, attendu: bool) -> None:
    projet = f"projet: {{contrat_local: {dit}}}" if dit else ""
    assert formuler(menage(f'logement: {{commune: "15187"}}\n{projet}'), jour, (PROTOCOLE,)).contrat_local is attendu


def test_d_une_autre_commune_on_ne_sait_pas_si_elle_a_un_contrat() -> None:
    assert deduire_contrat_local("15014", JOUR, (PROTOCOLE,)) is None
    assert deduire_contrat_local("15187", JOUR, (PROTOCOLE,)) is True
    suite = ProtocoleLocal("15187", date(2013, 1, 1), None, "avenant")
    assert deduire_contrat_local("15187", date(2012, 6, 1), (PROTOCOLE, suite)) is False
    assert deduire_contrat_local("15187", date(2030, 1, 1), (PROTOCOLE, suite)) is True


@pytest.mark.parametrize(
    ("commune", "departement"),
    [("15187", "15"), ("2A004", "2A"), ("97209", "972"), ("98818", "988"), ("79001", "79"), (None, None)],
)
def test_le_departement(commune: str | None, departement: str | None) -> None:
    assert deduire_departement(commune) == departement


@pytest.mark.parametrize(
    ("departement", "territoire"),
    [
        ("15", "metropole"), ("2A", "metropole"), ("971", "outre_mer"), ("972", "outre_mer"), ("973", "outre_mer"),
        ("974", "outre_mer"), ("976", "outre_mer"), ("975", "collectivite_outre_mer"), (None, None),
        ("988", "collectivite_outre_mer"),
    ],
)  # fmt: skip
def test_le_territoire(departement: str | None, territoire: str | None) -> None:
    assert deduire_territoire(departement) == territoire


@pytest.mark.parametrize(
    ("dpe", "vise", "attendu"),
    [
        ("F", "C", (3, 3)),
        ("C", "C", (0, 0)),
        ("C", "D", (-1, -1)),
        ("G", None, (0, 6)),
        ("A", None, (-6, 0)),
        (None, "A", (0, 6)),
        (None, "C", (-2, 4)),
        (None, None, None),
    ],
)
def test_les_classes_gagnees(dpe: str | None, vise: str | None, attendu: tuple[int, int] | None) -> None:
    celle = demande(dpe=dpe, dpe_vise=vise)
    assert compter_sauts(celle) == attendu
    assert intervalle(celle, "saut_classes") == attendu


@pytest.mark.parametrize(
    ("achevement", "attendu"),
    [
        ("1996-09-20", (15, 15)),
        ("1996-09-21", (14, 14)),
        ("1996-08-31", (15, 15)),
        ("1996-10-01", (14, 14)),
        ("1996-09", (14, 15)),
        ("1996", (14, 15)),
        ("1995", (15, 16)),
        (None, None),
    ],
)
def test_l_age_du_logement(achevement: str | None, attendu: tuple[int, int] | None) -> None:
    assert intervalle(demande(achevement=achevement), "age_logement") == attendu


def test_l_intervalle_d_un_champ() -> None:
    assert intervalle(demande(achevement="1996"), "achevement") == (date(1996, 1, 1), date(1996, 12, 31))
    assert intervalle(demande(), "achevement") is None
    assert intervalle(demande(gain="25 %"), "gain") == (Decimal(25), Decimal(25))
    assert intervalle(demande(), "gain") is None
    # Zéro et « non » sont connus.
    assert intervalle(demande(gestes_isolation=0), "gestes_isolation") == (0, 0)
    assert intervalle(demande(commences=False), "commences") == (False, False)


AVANT, LE_JOUR, APRES = date(2011, 9, 19), date(2011, 9, 20), date(2011, 9, 21)


@pytest.mark.parametrize(
    ("depot", "est_depose", "jour"),
    [
        (None, False, LE_JOUR), (APRES, False, APRES), (LE_JOUR, False, LE_JOUR), (APRES, True, APRES),
        # Un dépôt prévu, que la visite trouve passé, ne décide plus de rien ; fait, il décide.
        (AVANT, False, LE_JOUR), (AVANT, True, AVANT),
    ],
)  # fmt: skip
def test_le_jour_ou_juger(depot: date | None, est_depose: bool, jour: date) -> None:
    assert choisir_jour(depot, LE_JOUR, est_depose=est_depose) == jour


def test_sans_visite_le_depot_decide() -> None:
    assert choisir_jour(AVANT, None, est_depose=False) == AVANT
    assert choisir_jour(None, None, est_depose=False) is None


@pytest.mark.parametrize(
    ("etapes", "demandee", "jour"),
    [
        ((), None, None),
        (("2011-03-08 contacte",), None, None),
        (("2011-03-08 recu_en_permanence", "2011-05-09 recu_en_permanence"), None, date(2011, 5, 9)),
        (("2011-03-08 recu_en_permanence", "2011-05-09 contacte"), "2011-09-20", LE_JOUR),
        (("2011-03-08 dossier_depose", "2011-05-09 dossier_depose"), None, date(2011, 5, 9)),
        (("2011-03-08 dossier_depose", "2011-05-09 recu_en_permanence"), None, date(2011, 3, 8)),
        (("2011-03-08 dossier_depose",), "2011-09-20", LE_JOUR),
        (("2011-10-08 recu_en_permanence",), "2011-09-20", date(2011, 10, 8)),
        (("2011-09-20 dossier_depose", "2011-10-08 recu_en_permanence"), "2011-09-20", LE_JOUR),
    ],
)
def test_le_jour_du_dossier(etapes: tuple[str, ...], demandee: str | None, jour: date | None) -> None:
    celui = parcours(*etapes, projet={"demande": demandee} if demandee else {})
    assert jour_du_jugement(celui) == jour
    assert a_depose(celui) is any("dossier_depose" in etape for etape in etapes)


def test_la_demande_en_cours_suit_la_derniere_fin() -> None:
    """D'un dossier fini que rien ne suit, toutes les étapes ; d'un dossier rouvert, celles d'après."""
    fini, rouvert = ("2011-01-05 dossier_depose", "2011-02-01 rejete"), ("2011-03-01 recu_en_permanence",)
    for etapes, suivies, depose in ((fini, fini, True), (fini + rouvert, rouvert, False)):
        celui = parcours(*etapes)
        assert [f"{e.date} {e.etape}" for e in suivre_demande(celui)] == list(suivies)
        assert a_depose(celui) is depose


def test_le_jour_meme_d_une_visite_le_depot_decide() -> None:
    assert choisir_jour(JOUR, JOUR, est_depose=False) == JOUR

"""Des indicateurs jugés à la main : la valeur, la part, la cible, pourquoi elle ne se juge pas."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from contrat.calculs.actions.mesure import A_JUGER, mesurer, nature_de, sens_de
from contrat.modele.suivi import Indicateur, NiveauIndicateur
from tests.calculs.fabriques import objet


def v(date: str, valeur: str, depuis: str = "", suite: str = "") -> str:
    """Une valeur relevée."""
    return f"{{date: {date}, valeur: {valeur}, source: essai{f', depuis: {depuis}' if depuis else ''}{suite}}}"


def cible(valeur: str) -> str:
    return f"cible: {{date: 2012, valeur: {valeur}, source: essai}}"


def base(valeur: str) -> str:
    return f"base: {{date: 2009, valeur: {valeur}, source: essai}}"


def valeurs(*textes: str) -> str:
    return f"valeurs: [{', '.join(textes)}]"


DEUX_ANS = valeurs(v("2010", "5", "2010"), v("2011", "6", "2011"))
# libellé → (unité, niveau, champs), puis valeur, part en %, atteinte, motif.
CAS: dict[str, tuple[tuple[str, ...], tuple[str | None, str | None, bool | None, str | None]]] = {
    # 40 parcourus sur les 50 qui vont de 0 à 50 : 80 %.
    "cumul sous la cible": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "40", "2010"))),
        ("40", "80", False, None),
    ),
    # 60/50 = 120 %.
    "cumul au-delà": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "60", "2010"))),
        ("60", "120", True, None),
    ),
    "juste la cible": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "50", "2010"))),
        ("50", "100", True, None),
    ),
    "une année seule": (
        ("séance", "realisation", valeurs(v("2010", "8", "2010"))),
        ("8", None, None, "cible_absente"),
    ),
    # 5 + 6 = 11 ; 11/40 = 27,5 %.
    "deux années qui s'ajoutent": (
        ("logement", "resultat", "sens: hausse", cible("40"), DEUX_ANS),
        ("11", "27.5", False, None),
    ),
    # Les mêmes, où rien ne dit si plus vaut mieux.
    "sens inconnu": (
        ("logement", "resultat", cible("40"), DEUX_ANS),
        ("11", "27.5", None, "sens_inconnu"),
    ),
    # Les mêmes personnes reviennent : la dernière année seule, 6/40 = 15 %.
    "annuel qui ne s'ajoute pas": (
        ("personne", "realisation", "nature: etat", cible("40"), DEUX_ANS),
        ("6", "15", False, None),
    ),
    # 2010 et 2012 sans 2011 : 11 est un minimum, et 40 peut encore être atteint.
    "année manquante, sous la cible": (
        ("logement", "realisation", "nature: annuelle", cible("40"), valeurs(v("2010", "5"), v("2012", "6"))),
        ("11", "27.5", None, "annee_manquante"),
    ),
    # 11 dépasse déjà 10 : 2011 n'y changerait rien.
    "année manquante, cible passée": (
        ("logement", "realisation", "nature: annuelle", cible("10"), valeurs(v("2010", "5"), v("2012", "6"))),
        ("11", "110", True, None),
    ),
    # Un minimum de 11 accidents dépasse déjà 10 : c'est manqué, quelle que soit 2011.
    "année manquante, mal déjà dépassé": (
        (
            "accident", "resultat", "nature: annuelle", "sens: baisse", cible("10"),
            valeurs(v("2010", "5"), v("2012", "6")),
        ),
        ("11", None, False, None),
    ),
    # Une facture de 2 000 pour 1 800 : manquée ; 2 000/1 800 ne dit rien d'une baisse sans départ.
    "moins vaut mieux, sans départ": (
        ("kWh", "resultat", "sens: baisse", cible("1800"), valeurs(v("2011", "2000"))),
        ("2000", None, False, None),
    ),
    "moins vaut mieux, atteinte": (
        ("kWh", "resultat", "sens: baisse", cible("1800"), valeurs(v("2011", "1750"))),
        ("1750", None, True, None),
    ),
    # De 2 400 à 1 800 : 600 à faire, 400 faits, 66,67 %.
    "baisse avec départ": (
        ("kWh", "resultat", base("2400"), cible("1800"), valeurs(v("2011", "2000"))),
        ("2000", "66.67", False, None),
    ),
    "baisse dépassée": (
        ("kWh", "resultat", base("2400"), cible("1800"), valeurs(v("2011", "1500"))),
        ("1500", "150", True, None),
    ),
    # Une cible nulle est une baisse.
    "cible nulle, manquée": (
        ("coupure", "resultat", cible("0"), valeurs(v("2011", "7", "2010"))),
        ("7", None, False, None),
    ),
    "cible nulle, atteinte": (
        ("coupure", "resultat", cible("0"), valeurs(v("2011", "0", "2010"))),
        ("0", None, True, None),
    ),
    # De 20 à 0, à 5 : 15 sur 20, 75 %.
    "cible nulle, avec départ": (
        ("coupure", "resultat", base("20"), cible("0"), valeurs(v("2011", "5", "2010"))),
        ("5", "75", False, None),
    ),
    # Maintenir 90 % : tombé à 80, manqué ; il n'y a pas de chemin.
    "départ égal à la cible, manqué": (
        ('"%"', "resultat", "sens: hausse", base("90"), cible("90"), valeurs(v("2011", "80"))),
        ("80", None, False, None),
    ),
    "départ égal à la cible, sens non dit": (
        ('"%"', "resultat", base("90"), cible("90"), valeurs(v("2011", "80"))),
        ("80", None, None, "sens_inconnu"),
    ),
    "départ égal à la cible, tenu": (
        ('"%"', "resultat", base("90"), cible("90"), valeurs(v("2011", "90"))),
        ("90", None, True, None),
    ),
    # De 50 à 70, tombé à 40 : −10 sur 20, −50 %.
    "taux qui recule": (
        ('"%"', "resultat", base("50"), cible("70"), valeurs(v("2011", "40"))),
        ("40", "-50", False, None),
    ),
    # Deux bilans publient la même période : le second vaut, on n'ajoute pas 170 et 190.
    "deux publications de la même période": (
        (
            "foyer", "resultat", "sens: hausse", cible("200"),
            valeurs(
                v("2012", "170", "2010", ", publiee_le: 2013-02"), v("2012", "190", "2010", ", publiee_le: 2013-03")
            ),
        ),
        ("190", "95", False, None),
    ),
    # Mesuré jusqu'en 2013 : après la période.
    "mesuré après la période": (
        ("foyer", "resultat", "sens: hausse", cible("200"), valeurs(v("2013-02", "190", "2010"))),
        (None, None, None, "valeur_absente"),
    ),
    "des euros": (
        ("€", "resultat", "sens: hausse", cible("130000"), valeurs(v("2011", "65000", "2010"))),
        ("65000", "50", False, None),
    ),
    "une date sans période ni nature": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "40"))),
        ("40", "80", False, None),
    ),
    "cumul dit, sans début": (
        ("personne", "realisation", "nature: cumulee", cible("50"), valeurs(v("2011", "40"))),
        ("40", "80", False, None),
    ),
    "aucun résultat": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "0", "2010"))),
        ("0", "0", False, None),
    ),
}  # fmt: skip


def indiquer(unite: str, niveau: str, *champs: str) -> Indicateur:
    lignes = [f"id: essai\nlibelle: un essai\nunite: {unite}\nniveau: {niveau}", *champs]
    return objet(Indicateur, "\n".join(lignes))


@pytest.mark.parametrize("nom", CAS)
def test_chaque_indicateur_se_juge_comme_a_la_main(nom: str) -> None:
    champs, attendu = CAS[nom]
    indicateur = indiquer(*champs)
    mesure = mesurer(indicateur, 2012)
    assert (
        None if mesure.valeur is None else str(mesure.valeur.valeur),
        arrondi(mesure.taux),
        mesure.est_atteinte,
        mesure.motif,
    ) == attendu


def arrondi(nombre: Decimal | None) -> str | None:
    return None if nombre is None else f"{nombre:.2f}".rstrip("0").rstrip(".")


def test_ce_qui_se_juge() -> None:
    assert {*get_args(NiveauIndicateur)} - A_JUGER == {"moyen", "diagnostic"}
    assert len(A_JUGER) == 3


@pytest.mark.parametrize(
    ("dites", "total", "depuis", "approche", "manquantes"),
    [
        ((v("2010", "5", "2010"),), "5", "2010", False, ()),
        ((v("2010", "5"),), "5", None, False, ()),
        ((v("2010", "5"), v("2011", "6"), v("2012", "7")), "18", "2010", False, ()),
        ((v("2010-06", "5", "2009"), v("2011-06", "6", "2011-02")), "11", "2009", False, ()),
        ((v("2008", "5", suite=", approche: oui"), v("2011", "6")), "11", "2008", True, (2009, 2010)),
        ((v("2009-12", "5"), v("2011-12", "6", "2011-01")), "11", "2009-12", False, (2010,)),
        ((v("2008-06", "5"), v("2012-12", "6", "2010-01")), "11", "2008-06", False, (2009,)),
    ],
)
def test_les_annees_qui_s_ajoutent(
    dites: tuple[str, ...], total: str, depuis: str | None, approche: bool, manquantes: tuple[int, ...]
) -> None:
    mesure = mesurer(indiquer("foyer", "realisation", "nature: annuelle", valeurs(*dites)), 2012)
    valeur = mesure.valeur
    assert valeur is not None
    assert (str(valeur.valeur), valeur.depuis, valeur.approche) == (total, depuis, approche)
    assert (valeur.date, mesure.manquantes) == (mesure.valeurs[-1].date, manquantes)


@pytest.mark.parametrize(
    ("champs", "sens"),
    [
        ((), None),
        (("sens: baisse",), "baisse"),
        (("sens: hausse", base("9"), cible("5")), "hausse"),
        ((base("5"), cible("9")), "hausse"),
        ((base("9"), cible("5")), "baisse"),
        ((base("5"), cible("5")), None),
        ((base("0"), cible("0")), "baisse"),
        ((cible("0"),), "baisse"),
        ((cible("5"),), "hausse"),
    ],
)
def test_le_sens(champs: tuple[str, ...], sens: str | None) -> None:
    assert sens_de(indiquer("foyer", "realisation", *champs)) == sens
    if champs == (cible("5"),):
        assert sens_de(indiquer("foyer", "resultat", *champs)) is None


@pytest.mark.parametrize(
    ("unite", "dites", "nature"),
    [
        ("foyer", (), None),
        ('"%"', (v("2010", "5", "2010"),), "etat"),
        ("foyer", (v("2010", "5"),), None),
        ("foyer", (v("2010", "5", "2010"), v("2011", "5")), None),
        ("foyer", (v("2010", "5", "2010"),), "cumulee"),
        ("foyer", (v("2010", "5", "2010"), v("2011", "6", "2011"), v("2012", "7", "2012")), "annuelle"),
        # La troisième recompte la deuxième : rien ne s'ajoute.
        ("foyer", (v("2010", "5", "2010"), v("2011", "6", "2011"), v("2012", "7", "2011")), "cumulee"),
        ("foyer", (v("2010", "5", "2010"), v("2011", "6", "2010")), "cumulee"),
        # Publiée deux fois, une période n'en fait qu'une.
        ("foyer", (v("2010", "5", "2010"), v("2010", "6", "2010")), "cumulee"),
    ],
)
def test_la_nature(unite: str, dites: tuple[str, ...], nature: str | None) -> None:
    assert nature_de(indiquer(unite, "realisation", valeurs(*dites))) == nature
    assert nature_de(indiquer(unite, "realisation", "nature: annuelle", valeurs(*dites))) == "annuelle"


def test_ce_qui_est_remplace_ce_qui_vient_apres_ce_qui_n_etait_pas_connu() -> None:
    """Au 15 mars 2011 : le bilan de mars, à son mois, peut être déjà là ; celui de 2012 n'est pas encore présenté."""
    celui = indiquer(
        "foyer", "realisation",
        valeurs(
            v("2009", "1", "2009"), v("2010", "170", "2009"), v("2010", "180", "2009", ", publiee_le: 2011-03"),
            v("2010", "190", "2009", ", publiee_le: 2011-04"), v("2011", "200", "2009"),
        ),
    )  # fmt: skip

    def lire(exercice: int, connu_le: str | None = None) -> list[list[str]]:
        mesure = mesurer(celui, exercice, connu_le)
        return [[str(x.valeur) for x in liste] for liste in (mesure.valeurs, mesure.remplacees, mesure.posterieures)]

    assert lire(2010) == [["190"], ["170", "180"], ["200"]]
    assert lire(2010, "2011-03-15") == [["180"], ["170"], ["200"]]
    assert lire(2010, "2011-02-15") == [["170"], [], ["200"]]
    assert lire(2010, "2010-12-31") == [["170"], [], []]
    assert lire(2008) == [[], [], ["1", "170", "180", "190", "200"]]

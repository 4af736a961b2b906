"""Vingt-huit indicateurs jugés à la main : la valeur, la part, la cible, ce qu'un résultat a coûté."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contrat.calculs.actions.cout import calculer_cout
from contrat.calculs.actions.mesure import mesurer
from contrat.modele.contrat import Periode
from contrat.modele.suivi import Indicateur
from tests.calculs.fabriques import action as ficher
from tests.calculs.fabriques import objet

PERIODE = Periode(debut=2010, fin=2012)
# 1 200 € payés en 2010, 800 € en 2011, rien de dit en 2012.
LIGNES = """
budget:
  lignes:
    - {libelle: a, exercice: 2010, section: fonctionnement, chapitre: "011", prevu: 1200, realise: 1200, budget: ville}
    - {libelle: b, exercice: 2011, section: fonctionnement, chapitre: "011", prevu: 900, realise: 800, budget: ville}
    - {libelle: c, exercice: 2012, section: fonctionnement, chapitre: "011", prevu: 500, budget: ville}
"""


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
# libellé → (unité, niveau, champs), puis valeur, part en %, atteinte, motif, coût par unité ou motif du coût.
CAS: dict[str, tuple[tuple[str, ...], tuple[str | None, str | None, bool | None, str | None, str | None]]] = {
    # 40 parcourus sur les 50 qui vont de 0 à 50 : 80 %. Payé 2010-2011 : 2 000 €, divisés par 40 : 50 €.
    "cumul sous la cible": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "40", "2010"))),
        ("40", "80", False, None, "50"),
    ),
    # 60/50 = 120 % ; 2 000/60 = 33,33 €.
    "cumul au-delà": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "60", "2010"))),
        ("60", "120", True, None, "33.33"),
    ),
    "juste la cible": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "50", "2010"))),
        ("50", "100", True, None, "40"),
    ),
    # 1 200 € de 2010 seul, pour 8 séances : 150 €.
    "une année seule": (
        ("séance", "realisation", valeurs(v("2010", "8", "2010"))),
        ("8", None, None, "cible_absente", "150"),
    ),
    # 5 + 6 = 11 ; 11/40 = 27,5 % ; (1 200 + 800)/11 = 181,82 €.
    "deux années qui s'ajoutent": (
        ("logement", "resultat", "sens: hausse", cible("40"), DEUX_ANS),
        ("11", "27.5", False, None, "181.82"),
    ),
    # Les mêmes, où rien ne dit si plus vaut mieux.
    "sens inconnu": (
        ("logement", "resultat", cible("40"), DEUX_ANS),
        ("11", "27.5", None, "sens_inconnu", "181.82"),
    ),
    # Les mêmes personnes reviennent : la dernière année seule, 6/40 = 15 %, et un état ne se partage pas.
    "annuel qui ne s'ajoute pas": (
        ("personne", "realisation", "nature: etat", cible("40"), DEUX_ANS),
        ("6", "15", False, None, None),
    ),
    # 2010 et 2012 sans 2011 : 11 est un minimum, et 40 peut encore être atteint.
    "année manquante, sous la cible": (
        ("logement", "realisation", "nature: annuelle", cible("40"), valeurs(v("2010", "5"), v("2012", "6"))),
        ("11", "27.5", None, "annee_manquante", "annee_manquante"),
    ),
    # 11 dépasse déjà 10 : 2011 n'y changerait rien.
    "année manquante, cible passée": (
        ("logement", "realisation", "nature: annuelle", cible("10"), valeurs(v("2010", "5"), v("2012", "6"))),
        ("11", "110", True, None, "annee_manquante"),
    ),
    # Un minimum de 11 accidents dépasse déjà 10 : c'est manqué, quelle que soit 2011.
    "année manquante, mal déjà dépassé": (
        (
            "accident", "resultat", "nature: annuelle", "sens: baisse", cible("10"),
            valeurs(v("2010", "5"), v("2012", "6")),
        ),
        ("11", None, False, None, None),
    ),
    # Une facture de 2 000 pour 1 800 : manquée ; 2 000/1 800 ne dit rien d'une baisse sans départ.
    "moins vaut mieux, sans départ": (
        ("kWh", "resultat", "sens: baisse", cible("1800"), valeurs(v("2011", "2000"))),
        ("2000", None, False, None, None),
    ),
    "moins vaut mieux, atteinte": (
        ("kWh", "resultat", "sens: baisse", cible("1800"), valeurs(v("2011", "1750"))),
        ("1750", None, True, None, None),
    ),
    # De 2 400 à 1 800 : 600 à faire, 400 faits, 66,67 %.
    "baisse avec départ": (
        ("kWh", "resultat", base("2400"), cible("1800"), valeurs(v("2011", "2000"))),
        ("2000", "66.67", False, None, None),
    ),
    "baisse dépassée": (
        ("kWh", "resultat", base("2400"), cible("1800"), valeurs(v("2011", "1500"))),
        ("1500", "150", True, None, None),
    ),
    # Une cible nulle est une baisse ; 7 coupures ne se partagent pas.
    "cible nulle, manquée": (
        ("coupure", "resultat", cible("0"), valeurs(v("2011", "7", "2010"))),
        ("7", None, False, None, None),
    ),
    "cible nulle, atteinte": (
        ("coupure", "resultat", cible("0"), valeurs(v("2011", "0", "2010"))),
        ("0", None, True, None, None),
    ),
    # De 20 à 0, à 5 : 15 sur 20, 75 %.
    "cible nulle, avec départ": (
        ("coupure", "resultat", base("20"), cible("0"), valeurs(v("2011", "5", "2010"))),
        ("5", "75", False, None, None),
    ),
    # Maintenir 90 % : tombé à 80, manqué ; il n'y a pas de chemin.
    "départ égal à la cible, manqué": (
        ('"%"', "resultat", "sens: hausse", base("90"), cible("90"), valeurs(v("2011", "80"))),
        ("80", None, False, None, None),
    ),
    "départ égal à la cible, sens non dit": (
        ('"%"', "resultat", base("90"), cible("90"), valeurs(v("2011", "80"))),
        ("80", None, None, "sens_inconnu", None),
    ),
    "départ égal à la cible, tenu": (
        ('"%"', "resultat", base("90"), cible("90"), valeurs(v("2011", "90"))),
        ("90", None, True, None, None),
    ),
    # De 50 à 70, tombé à 40 : −10 sur 20, −50 %.
    "taux qui recule": (
        ('"%"', "resultat", base("50"), cible("70"), valeurs(v("2011", "40"))),
        ("40", "-50", False, None, None),
    ),
    # Deux bilans publient la même période : le second vaut, on n'ajoute pas 170 et 190. 2012 n'est pas dit payé.
    "deux publications de la même période": (
        (
            "foyer", "resultat", "sens: hausse", cible("200"),
            valeurs(
                v("2012", "170", "2010", ", publiee_le: 2013-02"), v("2012", "190", "2010", ", publiee_le: 2013-03")
            ),
        ),
        ("190", "95", False, None, "depenses_absentes"),
    ),
    # Mesuré jusqu'en 2013 : après la période.
    "mesuré après la période": (
        ("foyer", "resultat", "sens: hausse", cible("200"), valeurs(v("2013-02", "190", "2010"))),
        (None, None, None, "valeur_absente", "valeur_absente"),
    ),
    # Des euros, un moyen, un diagnostic ne se partagent pas.
    "des euros": (
        ("€", "resultat", "sens: hausse", cible("130000"), valeurs(v("2011", "65000", "2010"))),
        ("65000", "50", False, None, None),
    ),
    "une date sans période ni nature": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "40"))),
        ("40", "80", False, None, "nature_inconnue"),
    ),
    # Compté depuis le début de l'action, 2010 : 2 000 €/40.
    "cumul dit, sans début": (
        ("personne", "realisation", "nature: cumulee", cible("50"), valeurs(v("2011", "40"))),
        ("40", "80", False, None, "50"),
    ),
    "commencé avant la période": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "40", "2008"))),
        ("40", "80", False, None, "hors_periode"),
    ),
    "aucun résultat": (
        ("personne", "realisation", cible("50"), valeurs(v("2011", "0", "2010"))),
        ("0", "0", False, None, "valeur_nulle"),
    ),
}  # fmt: skip


def indiquer(unite: str, niveau: str, *champs: str) -> Indicateur:
    lignes = [f"id: essai\nlibelle: un essai\nunite: {unite}\nniveau: {niveau}", *champs]
    return objet(Indicateur, "\n".join(lignes))


@pytest.mark.parametrize("nom", CAS)
def test_chaque_indicateur_se_juge_comme_a_la_main(nom: str) -> None:
    champs, attendu = CAS[nom]
    indicateur = indiquer(*champs)
    mesure = mesurer(indicateur, PERIODE.fin)
    cout = calculer_cout(ficher(LIGNES), mesure, PERIODE)
    assert (
        None if mesure.valeur is None else str(mesure.valeur.valeur),
        arrondi(mesure.taux),
        mesure.est_atteinte,
        mesure.motif,
        None if cout is None else cout.motif or arrondi(cout.par_unite),
    ) == attendu


def arrondi(nombre: Decimal | None) -> str | None:
    return None if nombre is None else f"{nombre:.2f}".rstrip("0").rstrip(".")


def test_un_moyen_dit_la_depense_que_les_lignes_ne_disent_pas() -> None:
    """28 500 € pour 10 logements : 2 850 € ; deux moyens pour la même période ne se choisissent pas."""
    moyen = f"{{id: ville, libelle: apporté, niveau: moyen, unite: €, {valeurs(v('2011', '28500', '2010'))}}}"
    faits = f"{{id: faits, libelle: faits, niveau: realisation, unite: logement, {valeurs(v('2011', '10', '2010'))}}}"
    action = ficher(f"indicateurs: [{faits}, {moyen}]")
    cout = calculer_cout(action, mesurer(action.indicateurs[0], 2012), PERIODE)
    assert cout is not None
    assert (cout.par_unite, cout.source) == (Decimal(2850), "essai")
    double = ficher(f"indicateurs: [{faits}, {moyen}, {moyen.replace('id: ville', 'id: autre')}]")
    cout = calculer_cout(double, mesurer(double.indicateurs[0], 2012), PERIODE)
    assert cout is not None
    assert cout.motif == "depenses_absentes"

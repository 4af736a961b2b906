"""Ce qu'il faudrait savoir : pour trancher, pour lever une réserve, pour chiffrer."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.eligibilite.manquants import (
    champs_des_ressources,
    champs_du_montant,
    champs_du_verdict,
    champs_en_reserve,
    est_introuvable,
    saisir,
)
from contrat.calculs.eligibilite.ressources import classer
from tests.calculs.fabriques import FORFAIT, aide, bareme, demande, juger_aide

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
GAIN = "{genre: au_moins, champ: gain, seuil: 25 %%%s}"
AGE = "{genre: au_moins, champ: age_logement, seuil: 15}"
ACHEVE = "{genre: au_plus, champ: achevement, seuil: 2001-06-01%s}"
CATEGORIE = "{genre: categorie, parmi: [tres_modeste]%s}"
TAUX = "{genre: taux, libelle: aide, taux: {tres_modeste: 35 %, modeste: 20 %}, assiette: travaux_ht, plafond: 13000}"
TAUX_UNIQUE = TAUX.replace("{tres_modeste: 35 %, modeste: 20 %}", "{tres_modeste: 9 %, modeste: 9 %, superieur: 9 %}")
FORFAITS = "{genre: forfait_categorie, libelle: prime, montants: {tres_modeste: 160, modeste: 80}}"
ECRETEMENT = f"""{{genre: ecretement, taux: {{tres_modeste: 100 %, modeste: 80 %}}, assiette: travaux_ttc,
montant: {FORFAIT}}}"""
BONUS = "{genre: bonus, libelle: bonus, avant: [F], apres: [A], montant: 1500}"


@pytest.mark.parametrize(
    ("champ", "attendu"),
    [
        ("gain", ("gain",)),
        ("age_logement", ("achevement",)),
        ("departement", ("commune",)),
        ("territoire", ("commune",)),
        ("saut_classes", ("dpe", "dpe_vise")),
    ],
)
def test_ce_qui_se_demande_au_menage(champ: str, attendu: tuple[str, ...]) -> None:
    assert saisir(champ) == attendu


@pytest.mark.parametrize(
    ("condition", "dit", "attendu"),
    [
        (COMMENCES, {}, ["commences"]),
        (COMMENCES, {"commences": False}, []),
        (COMMENCES, {"commences": True}, []),
        (GAIN % ", sans_reponse: reserve", {}, []),  # une réserve ne suspend pas la réponse
        (GAIN % ", derogation: avis", {"gain": "10 %"}, []),  # connu : aucune donnée ne lève le doute
        (AGE, {}, ["achevement"]),
        (AGE, {"achevement": "1996"}, ["achevement"]),
        (AGE, {"achevement": "1990"}, []),
        (ACHEVE % "", {"achevement": "2001"}, ["achevement"]),
        (ACHEVE % "", {"achevement": "2001-06"}, ["achevement"]),
        # Connue assez : la dérogation seule fait douter.
        (ACHEVE % ", derogation: avis", {"achevement": "2001-06-02"}, []),
        (ACHEVE % ", derogation: avis", {"achevement": "2002"}, []),
        (ACHEVE.replace("2001-06-01", "2001") % ", derogation: avis", {"achevement": "2001-12"}, []),
        (ACHEVE.replace("au_plus", "au_moins") % ", derogation: avis", {"achevement": "2001-05-31"}, []),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {}, ["dpe", "dpe_vise"]),
        ("{genre: au_moins, champ: saut_classes, seuil: 2}", {"dpe": "F"}, ["dpe_vise"]),
        ("{genre: egal, champ: departement, seuil: 15}", {"departement": None}, ["commune"]),
        (CATEGORIE % "", {"revenus": {}}, ["rfr"]),
        (CATEGORIE % "", {"revenus": {}, "personnes": None}, ["rfr", "personnes"]),
        (CATEGORIE % "", {"departement": None}, []),  # très modeste dans les deux zones
        (CATEGORIE % "", {"departement": None, "revenus": {}}, ["rfr", "commune"]),
        (CATEGORIE % ", derogation: avis", {"revenus": {2009: "15000"}}, []),
        ("{genre: guichet, periodes: [{du: 2011-09-01, au: 2011-09-30, ouvert_a: [tres_modeste]}]}",
         {"revenus": {}}, ["rfr"]),
        (f"{{genre: toutes, conditions: [{COMMENCES}, {AGE}]}}", {"commences": False}, ["achevement"]),
        ("{genre: non_retrouvee}", {}, []),
        ("{genre: aide_accordee, aide: base}", {}, ["professionnel"]),
    ],
)  # fmt: skip
def test_ce_qui_tranche_un_verdict(condition: str, dit: dict[str, Any], attendu: list[str]) -> None:
    base = aide("base", FORFAIT, "{genre: egal, champ: professionnel, seuil: oui}")
    tierce = aide("tierce", FORFAIT, "{genre: egal, champ: nature, seuil: energie}")
    jugement, resultat = juger_aide("prime", bareme(tierce, base, aide("prime", FORFAIT, condition)), **dit)
    assert list(champs_du_verdict(resultat, jugement)) == attendu


def test_rien_ne_tranche_un_refus_certain() -> None:
    droit = bareme(aide("prime", FORFAIT, COMMENCES, GAIN % ""))
    jugement, resultat = juger_aide("prime", droit, commences=True)
    assert list(champs_du_verdict(resultat, jugement)) == []


@pytest.mark.parametrize(
    ("commences", "gain", "attendu"),
    [(False, None, ["gain"]), (None, None, ["gain"]), (True, None, []), (False, "25 %", [])],
)
def test_ce_qui_leve_une_reserve(commences: bool | None, gain: str | None, attendu: list[str]) -> None:
    droit = bareme(aide("prime", FORFAIT, COMMENCES, GAIN % ", sans_reponse: reserve"))
    jugement, resultat = juger_aide("prime", droit, commences=commences, gain=gain)
    assert list(champs_en_reserve(resultat, jugement)) == attendu


@pytest.mark.parametrize(
    ("montant", "dit", "attendu"),
    [
        (FORFAIT, {}, []),
        (TAUX, {}, ["travaux_ht"]),
        (TAUX, {"travaux_ht": "0"}, []),
        (TAUX, {"travaux_ht": "100", "revenus": {}}, ["rfr"]),
        (TAUX, {"revenus": {}}, ["travaux_ht", "rfr"]),
        (TAUX, {"commences": True}, []),
        (BONUS, {"dpe": "F"}, ["dpe_vise"]),  # il s'ajouterait au montant, déjà sûr
        (BONUS, {"dpe": "E"}, []),
        (BONUS, {"dpe": "F", "dpe_vise": "A"}, []),
        ("{genre: non_retrouve, libelle: p}", {}, []),
        (f"{{genre: somme, termes: [{FORFAIT}, {TAUX}]}}", {}, ["travaux_ht"]),
        (f"{{genre: somme, termes: [{TAUX}, {BONUS}]}}", {"travaux_ht": "9"}, ["dpe", "dpe_vise"]),
        (TAUX_UNIQUE, {"revenus": {}}, ["travaux_ht"]),  # la même part pour toutes les catégories
        (FORFAITS, {}, []),
        (FORFAITS, {"revenus": {}}, ["rfr"]),
        (ECRETEMENT, {"travaux_ttc": "900"}, []),
        (ECRETEMENT, {"travaux_ht": "1000"}, []),  # le hors taxes suffit déjà
        (ECRETEMENT, {"travaux_ht": "900"}, ["travaux_ttc"]),
        (ECRETEMENT, {"revenus": {}, "travaux_ttc": "900"}, ["rfr"]),
        (ECRETEMENT.replace(FORFAIT, TAUX), {}, ["travaux_ht"]),  # d'abord ce qui chiffre l'aide elle-même
        (ECRETEMENT.replace(FORFAIT, BONUS), {"travaux_ttc": "900", "dpe": "F"}, ["dpe_vise"]),
    ],
)
def test_ce_qui_chiffre_une_aide(montant: str, dit: dict[str, Any], attendu: list[str]) -> None:
    droit = bareme(aide("prime", montant, COMMENCES))
    jugement, resultat = juger_aide("prime", droit, **({"commences": False} | dit))
    assert list(champs_du_montant(resultat, jugement)) == attendu


def test_la_parite_attend_les_aides_locales() -> None:
    inconnue = aide("ville", "{genre: non_retrouve, libelle: b}", niveau="locale", egale_par_parite="oui")
    droit = bareme(inconnue, aide("parite", "{genre: parite, libelle: m, plafond: 500}"))
    jugement, resultat = juger_aide("parite", droit)
    assert list(champs_du_montant(resultat, jugement)) == ["aides_locales"]


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        ({}, []),
        ({"revenus": {}}, ["rfr"]),
        ({"revenus": {}, "personnes": None, "departement": None}, ["rfr", "personnes", "commune"]),
    ],
)
def test_ce_qui_classe_le_menage(dit: dict[str, Any], attendu: list[str]) -> None:
    celle = demande(**dit)
    assert list(champs_des_ressources(classer(celle, bareme()), celle)) == attendu


def test_une_alternative_en_reserve_demande_ce_qui_la_leverait() -> None:
    une = f"{{genre: une_parmi, conditions: [{COMMENCES}, {GAIN % ', sans_reponse: reserve'}]}}"
    jugement, resultat = juger_aide("prime", bareme(aide("prime", FORFAIT, une)))
    assert list(champs_en_reserve(resultat, jugement)) == ["commences", "gain"]


def test_la_reserve_d_une_autre_aide_demande_ce_qui_la_leverait() -> None:
    droit = bareme(aide("base", FORFAIT, GAIN % ", sans_reponse: reserve", COMMENCES),
                   aide("prime", FORFAIT, "{genre: aide_accordee, aide: base}"))  # fmt: skip
    jugement, resultat = juger_aide("prime", droit, commences=False)
    assert (list(champs_du_verdict(resultat, jugement)), list(champs_en_reserve(resultat, jugement))) == ([], ["gain"])
    jugement, resultat = juger_aide("prime", droit)
    assert (list(champs_du_verdict(resultat, jugement)), list(champs_en_reserve(resultat, jugement))) == (
        ["commences"], [],
    )  # fmt: skip


GESTES = """{genre: gestes, libelle: gestes, plafond: 20000, gestes: [
  {geste: murs_exterieur, par: m2, periodes: [{du: 2010-01-01, montants: {tres_modeste: 75, modeste: 60}}]}],
  ecretement: {tres_modeste: 90 %, modeste: 75 %, superieur: 90 %}}"""
MURS = {"geste": "murs_exterieur", "travaux_ttc": "2000"}


@pytest.mark.parametrize("condition", ["{genre: geste_admis}", "{genre: geste_compris, geste: murs_exterieur}"])
def test_les_gestes_puis_ce_qui_les_admet(condition: str) -> None:
    droit = bareme(aide("prime", GESTES, condition))
    jugement, resultat = juger_aide("prime", droit, gestes=())
    assert list(champs_du_verdict(resultat, jugement)) == ["gestes"]
    jugement, resultat = juger_aide("prime", droit, gestes=(MURS,), revenus={})
    assert list(champs_du_verdict(resultat, jugement)) == (["rfr"] if "admis" in condition else [])


@pytest.mark.parametrize(
    ("gestes", "manquants"),
    [
        (("murs_exterieur",), ["commune", "gain"]),
        # Un geste refusé ne demande rien ; un geste à vérifier, ce qui lui manque.
        (("murs_exterieur", "audit"), ["commune", "gain"]),
        (("audit",), []),
        (("murs_exterieur", "fenetres"), ["commune", "gain", "type"]),
    ],
)
def test_ce_qui_admet_un_geste(gestes: tuple[str, ...], manquants: list[str]) -> None:
    exigences = "montants: {tres_modeste: 75}, gain: 55 %, sauf_departements: ['75']"
    paie = f"""{{genre: gestes, libelle: gestes, plafond: 20000, ecretement: {{}}, gestes: [
      {{geste: murs_exterieur, par: m2, periodes: [{{du: 2010-01-01, {exigences}}}]}},
      {{geste: fenetres, par: m2, periodes: [{{du: 2010-01-01, montants: {{tres_modeste: 75}}, type: maison}}]}},
      {{geste: audit, par: forfait, periodes: [{{du: 2010-01-01, montants: {{modeste: 75}}, gain: 55 %}}]}}]}}"""
    droit = bareme(aide("prime", paie, "{genre: geste_admis}"))
    dits = tuple({"geste": g} for g in gestes)
    jugement, resultat = juger_aide("prime", droit, gestes=dits, departement=None, commune=None)
    assert sorted(champs_du_verdict(resultat, jugement)) == manquants


@pytest.mark.parametrize(
    ("geste", "dit", "attendu"),
    [
        (MURS, {}, ["gestes"]),
        (MURS | {"quantite": "10"}, {}, []),
        (MURS | {"quantite": "10"}, {"revenus": {}}, ["rfr"]),
        ({"geste": "murs_exterieur", "quantite": "10"}, {}, ["travaux_ttc"]),
    ],
)
def test_ce_qui_chiffre_un_geste(geste: dict[str, str], dit: dict[str, Any], attendu: list[str]) -> None:
    jugement, resultat = juger_aide("prime", bareme(aide("prime", GESTES)), gestes=(geste,), **dit)
    assert list(champs_du_montant(resultat, jugement)) == attendu


@pytest.mark.parametrize(
    ("montant", "commences", "introuvable"),
    [
        ("{genre: non_retrouve, libelle: prime}", False, True),
        ("{genre: non_retrouve, libelle: prime}", None, False),
        (FORFAIT, False, False),
        (TAUX, False, False),  # il manque le prix des travaux
    ],
)
def test_un_montant_que_le_droit_n_a_pas(montant: str, commences: bool | None, introuvable: bool) -> None:
    jugement, resultat = juger_aide("prime", bareme(aide("prime", montant, COMMENCES)), commences=commences)
    assert est_introuvable(resultat, jugement) is introuvable


def test_un_taux_attend_une_surface_ou_des_classes() -> None:
    surface = aide("prime", TAUX.replace("plafond: 13000", "plafond: 13000, par_m2: 80"))
    jugement, resultat = juger_aide("prime", bareme(surface), travaux_ht="9000")
    assert list(champs_du_montant(resultat, jugement)) == ["surface"]
    # Sans la catégorie non plus, des classes d'énergie n'y feraient rien.
    jugement, resultat = juger_aide("prime", bareme(surface), travaux_ht="9000", revenus={}, dpe="F")
    assert list(champs_du_montant(resultat, jugement)) == ["surface", "rfr"]
    saut = aide("prime", """{genre: taux_par_saut, libelle: saut, assiette: travaux_ht, paliers: [
      {sauts: 2, plafond: 90000, taux: {tres_modeste: 40 %}}]}""")  # fmt: skip
    jugement, resultat = juger_aide("prime", bareme(saut), travaux_ht="9000", dpe="F")
    assert list(champs_du_montant(resultat, jugement)) == ["dpe_vise"]
    jugement, resultat = juger_aide("prime", bareme(saut), travaux_ht="9000", dpe="F", revenus={})
    assert list(champs_du_montant(resultat, jugement)) == ["dpe_vise", "rfr"]


@pytest.mark.parametrize(
    ("montant", "dit", "introuvable"),
    [
        ("{genre: non_retrouve, libelle: p}", {"commences": False}, True),
        ("{genre: non_retrouve, libelle: p}", {}, False),  # pas encore acquise
        ("{genre: non_retrouve, libelle: p}", {"commences": True}, False),
        (FORFAIT, {"commences": False}, False),
        (TAUX, {"commences": False}, False),  # une donnée du ménage manque
        (FORFAITS, {"commences": False, "revenus": {}}, False),  # une fourchette la dit
    ],
)
def test_un_montant_que_le_droit_livre_ne_dit_pas(montant: str, dit: dict[str, Any], introuvable: bool) -> None:
    jugement, resultat = juger_aide("prime", bareme(aide("prime", montant, COMMENCES)), **dit)
    assert est_introuvable(resultat, jugement) is introuvable


def test_les_donnees_qui_manquent_a_un_geste_douteux() -> None:
    """Le gain que son forfait exige."""
    murs = "{geste: murs_exterieur, par: m2, periodes: [{gain: 25 %, du: 2010-01-01, montants: {tres_modeste: 75}}]}"
    droit = bareme(
        aide(
            "prime",
            f"{{genre: gestes, libelle: g, plafond: 9, gestes: [{murs}],\n  ecretement: {{tres_modeste: 90 %}}}}",
            "{genre: geste_admis}",
        )
    )
    jugement, resultat = juger_aide("prime", droit, gestes=(MURS,))
    assert list(champs_du_verdict(resultat, jugement)) == ["gain"]

"""Une aide locale qui se jugerait de travers : renvoi dans le vide, identifiant pris, catégorie oubliée."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contrat.calculs.eligibilite.aides_locales import Oubli, lister_oublis, lister_renvois, refuser_incoherences
from contrat.erreurs import ErreurContrat
from contrat.modele.aide import Aide
from tests.calculs.fabriques import FORFAIT, TABLE, aide, bareme

VERS = "{{genre: aide_accordee, aide: {}}}"
TROIS = "tres_modeste: {0}, modeste: {0}, superieur: {0}"


OCCUPANT = "{genre: egal, champ: residence_principale, seuil: oui}"


def vers(nom: str) -> str:
    return VERS.format(nom)


def test_les_renvois_et_leur_place() -> None:
    """Dans les conditions de toutes les versions, dans celles d'une, au fond d'une alternative et dans un cas."""
    deux = f"{{genre: toutes, conditions: [{vers('c')}, {OCCUPANT}]}}"
    une = f"{{genre: une_parmi, conditions: [{vers('b')}, {deux}]}}"
    cas = f"{{valeurs: ['15'], admis: oui, libelle: ici, source: loi, statut: certain, conditions: [{vers('d')}]}}"
    portee = f"{{genre: portee, champ: departement, cas: [{cas}]}}"
    celle = aide("prime", FORFAIT, vers("a"), une, portee)
    assert list(lister_renvois(celle)) == [
        (("versions", 0, "conditions", 0, "aide"), "a"),
        (("versions", 0, "conditions", 1, "conditions", 0, "aide"), "b"),
        (("versions", 0, "conditions", 1, "conditions", 1, "conditions", 0, "aide"), "c"),
        (("versions", 0, "conditions", 2, "cas", 0, "conditions", 0, "aide"), "d"),
    ]
    commune = celle.model_copy(update={"conditions": celle.versions[0].conditions[:1], "versions": ()})
    assert list(lister_renvois(commune)) == [(("conditions", 0, "aide"), "a")]


@pytest.mark.parametrize(
    ("montant", "oublis"),
    [
        (f"{{genre: forfait_categorie, libelle: f, montants: {{{TROIS.format(9)}}}}}", []),
        ("{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 9, modeste: 9}}",
         [("montants", "superieur")]),
        ("{genre: taux, libelle: t, assiette: travaux_ht, plafond: 100, taux: {modeste: 10 %}, "
         "plafond_aide: {tres_modeste: 9}}",
         [("taux", "tres_modeste"), ("plafond_aide", "modeste"), ("taux", "superieur"), ("plafond_aide", "superieur")]),
        ("{genre: taux, libelle: t, assiette: travaux_ht, plafond: 100, taux: {modeste: 10 %, superieur: 5 %}}",
         [("taux", "tres_modeste")]),
        ("{genre: gestes, libelle: g, plafond: 9, ecretement: {tres_modeste: 90 %, modeste: 75 %}, gestes: "
         "[{geste: audit, par: forfait, periodes: [{du: 2010-01-01, montants: {modeste: 400}}]}]}",
         [("ecretement", "superieur")]),
        (FORFAIT, []),
    ],
)  # fmt: skip
def test_une_categorie_oubliee(montant: str, oublis: list[tuple[str, str]]) -> None:
    celle = aide("prime", montant)
    trouves = list(lister_oublis(celle, bareme(celle)))
    assert [(o.chemin[-1], o.categorie) for o in trouves] == oublis
    assert {(o.chemin[:3], o.jour) for o in trouves} <= {(("versions", 0, "montant"), date(2010, 1, 1))}


def test_au_fond_d_une_somme_ou_d_un_ecretement() -> None:
    partiel = "{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 9, modeste: 9}}"
    somme = aide("prime", f"{{genre: somme, termes: [{FORFAIT}, {partiel}]}}")
    assert [o.chemin for o in lister_oublis(somme, bareme(somme))] == [
        ("versions", 0, "montant", "termes", 1, "montants")
    ]
    deux = "tres_modeste: 9 %, modeste: 9 %"
    ecrete = f"{{genre: ecretement, assiette: travaux_ttc, taux: {{{deux}}}, montant: {partiel}}}"
    paliers = (
        f"[{{sauts: 2, plafond: 9, taux: {{{deux}, superieur: 9 %}}}}, {{sauts: 3, plafond: 9, taux: {{{deux}}}}}]"
    )
    saut = f"{{genre: taux_par_saut, libelle: s, assiette: travaux_ht, paliers: {paliers}}}"
    for montant, chemins in (
        (ecrete, [("taux",), ("montant", "montants")]), (saut, [("paliers", 1, "taux")]),
    ):  # fmt: skip
        celle = aide("prime", montant)
        oublis = list(lister_oublis(celle, bareme(celle)))
        assert [o.chemin for o in oublis] == [("versions", 0, "montant", *chemin) for chemin in chemins]
        assert {o.categorie for o in oublis} == {"superieur"}


def test_une_categorie_que_l_aide_refuse_n_est_pas_oubliee() -> None:
    montant = "{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 9}}"
    celle = aide("prime", montant, "{genre: categorie, parmi: [tres_modeste]}")
    assert list(lister_oublis(celle, bareme(celle))) == []
    large = aide("prime", montant, "{genre: categorie, parmi: [tres_modeste, modeste]}")
    (oubli,) = lister_oublis(large, bareme(large))
    assert oubli == Oubli(("versions", 0, "montant", "montants"), "modeste", date(2010, 1, 1), ("tres_modeste",))


def test_au_premier_jour_des_tables_qu_elle_traverse() -> None:
    """Une catégorie qui n'apparaît que plus tard se dit ce jour-là, une seule fois."""
    tables = []
    for zone in ("autres_regions", "ile_de_france"):
        ancienne = TABLE.replace("autres_regions", zone).replace("au: 2012-12-31", "au: 2011-05-31")
        deux = ancienne.replace("au_dela: superieur", "au_dela: hors_plafond")
        tables += [deux, TABLE.replace("autres_regions", zone).replace("du: 2010-01-01", "du: 2011-06-01")]
    montant = "{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 9, modeste: 9, hors_plafond: 9}}"
    celle = aide("prime", montant)
    assert [(o.categorie, o.jour) for o in lister_oublis(celle, bareme(celle, tables=tuple(tables)))] == [
        ("superieur", date(2011, 6, 1))
    ]
    # Oubliée dans les deux tables, elle ne se dit qu'une fois, au premier jour.
    sans = aide("prime", montant.replace("modeste: 9, hors", "hors"))
    oublis = [(o.categorie, o.jour) for o in lister_oublis(sans, bareme(sans, tables=tuple(tables[::-1])))]
    assert oublis == [("modeste", date(2010, 1, 1)), ("superieur", date(2011, 6, 1))]
    # Avant que l'année des revenus soit connue, personne ne se classe.
    vieille = tuple(t.replace("du: 2010-01-01", "du: 2009-01-01") for t in tables)
    tot = aide("prime", montant, version="du: 2009-01-01")
    assert [o.jour for o in lister_oublis(tot, bareme(tot, tables=vieille))] == [date(2011, 6, 1)]
    tard = aide("prime", montant, version="du: 2011-07-01")
    assert [o.jour for o in lister_oublis(tard, bareme(tard, tables=tuple(tables)))] == [date(2011, 7, 1)]
    finie = aide("prime", montant, version="au: 2011-05-31")
    assert list(lister_oublis(finie, bareme(finie, tables=tuple(tables)))) == []


@pytest.mark.parametrize(
    ("fautive", "message", "geste"),
    [
        (aide("prise", niveau="locale"), "l'aide locale prise porte le nom d'une aide nationale",
         "renommer data/aides/prise.yaml"),
        (aide("prime", exige=["absente"]),
         "l'aide prime exige la condition partagée « absente », qui n'existe pas",
         "corriger exige dans data/aides/prime.yaml"),
        (aide("prime", FORFAIT, vers("absente")),
         "l'aide prime dépend de l'aide « absente », qui n'existe pas", "corriger aide dans data/aides/prime.yaml"),
    ],
)  # fmt: skip
def test_une_aide_incoherente_est_refusee(fautive: Aide, message: str, geste: str) -> None:
    with pytest.raises(ErreurContrat) as refus:
        refuser_incoherences(replace(bareme(fautive), nationales=frozenset({"prise"})))
    assert (str(refus.value), refus.value.aide) == (message, geste)


def test_ce_qui_se_tient_passe() -> None:
    """Une aide nationale a le droit à son nom ; une autre aide du contrat, ou de la loi, se cite."""
    locale = aide("locale", niveau="locale")
    dont = vers("prise"), vers("ancienne"), vers("locale")
    celles = aide("prise"), locale, aide("prime", FORFAIT, *dont, exige=["egal"], niveau="locale")
    droit = bareme(*celles, communes=("{genre: egal, champ: residence_principale, seuil: oui}",))
    refuser_incoherences(replace(droit, nationales=frozenset({"prise", "ancienne"})))

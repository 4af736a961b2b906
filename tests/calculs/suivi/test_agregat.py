"""Ce qui reste des dossiers effacés : des totaux, et deux ensembles qui s'additionnent."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.suivi.agregat import agreger, fusionner
from contrat.modele.agregat import Agregat, pendant
from contrat.modele.menage import Menage
from tests.calculs.fabriques import aide, bareme, parcours

EN_2011 = "{genre: au_plus, champ: personnes, seuil: 2}"
# Deux aides aux travaux de l'État, dont une fermée aux grands ménages, et une au diagnostic.
DROIT = bareme(
    aide("prime", "{genre: forfait, libelle: p, montant: 1000}", EN_2011),
    aide("ase", "{genre: forfait, libelle: a, montant: 500.50}", EN_2011, rang="2"),
    aide("diagnostic", "{genre: forfait, libelle: d, montant: 9}", depense="diagnostic", financeur="Anah", rang="3"),
)
SEULE, NOMBREUSE = {"nombre": "1"}, {"nombre": "3"}


def acheve(travaux: str | None, *annees: int, nombre: str = "1") -> Menage:
    etapes = [f"{annee}-0{rang}-05 travaux_acheves" for rang, annee in enumerate(annees, 1)]
    projet = {} if travaux is None else {"travaux_ttc": travaux}
    return parcours("2010-01-04 contacte", *etapes, projet=projet, occupants={"nombre": nombre})


def test_les_totaux_de_quelques_dossiers() -> None:
    total = agreger(
        [
            parcours(
                "2010-02-01 repere", "2011-03-08 contacte", "2011-09-20 contacte", origine="ccas", occupants=SEULE
            ),
            parcours("2010-02-01 contacte", "2011-03-08 contacte", "2011-04-08 abandon depart", occupants=NOMBREUSE),
            parcours("2011-02-01 repere", "2011-03-08 abandon", origine="mairie", occupants=SEULE),
            parcours("2012-02-01 repere", occupants=SEULE),
            parcours("2009-02-01 contacte", "2009-03-01 abandon", occupants=SEULE),  # hors du barème
        ],
        DROIT,
    )
    assert total.menages == 5
    assert [(c.annees, c.menages) for c in total.reperes] == [((2009,), 1), ((2010,), 2), ((2011,), 1), ((2012,), 1)]
    assert [(c.annees, c.menages) for c in total.contactes] == [((2009,), 1), ((2010, 2011), 1), ((2011,), 1)]
    # Une grande famille n'a droit qu'au diagnostic, qui n'est pas une aide aux travaux.
    assert [(c.annees, c.menages) for c in total.eligibles] == [((2011,), 1)]
    assert total.etats == {"contacte": 1, "abandon": 3, "repere": 1}
    assert total.origines == {"ccas": 1, "non_dit": 2}
    assert total.abandons == {"depart": 1, "non_dit": 2}
    assert (total.renoves, total.purges, total.a_effacer) == ((), (), ())
    (suivi,) = agreger([parcours("2010-02-01 repere", "2015-03-08 contacte", "2016-03-08 contacte")], DROIT).contactes
    assert suivi.annees == (2015, 2016)


def test_un_contact_hors_du_bareme_se_juge_a_la_demande() -> None:
    celui = parcours("2009-02-01 contacte", projet={"demande": "2011-03-08"}, occupants=SEULE)
    assert [c.annees for c in agreger([celui], DROIT).eligibles] == [(2009,)]
    # À défaut, au jour de la dernière étape.
    repris = parcours("2009-02-01 contacte", "2010-05-03 plan_remis", occupants=SEULE)
    assert [c.annees for c in agreger([repris], DROIT).eligibles] == [(2009,)]


def test_les_travaux_et_leurs_aides() -> None:
    total = agreger([acheve("100.50", 2011), acheve("7", 2011, nombre="3"), acheve("1000", 2010, 2011)], DROIT)
    deux_annees, une = total.renoves
    assert (deux_annees.annees, deux_annees.menages, deux_annees.travaux) == ((2010, 2011), 1, Decimal(1000))
    assert (une.annees, une.menages, une.travaux, une.sans_montant) == ((2011,), 2, Decimal("107.50"), 0)
    assert une.aides == {"prime": 1, "ase": 1, "diagnostic": 2}
    # Deux aides d'un même financeur s'additionnent ; le diagnostic n'est pas dans le plan des travaux.
    assert une.ressources == {"État": Decimal("1500.50")}
    assert deux_annees.ressources == une.ressources


def test_un_montant_inconnu_reste_inconnu() -> None:
    (compte,) = agreger([acheve(None, 2011), acheve("7", 2011), acheve(None, 2011), acheve("0", 2011)], DROIT).renoves
    assert (compte.menages, compte.travaux, compte.sans_montant) == (4, Decimal(7), 2)


def test_des_travaux_hors_du_bareme() -> None:
    (compte,) = agreger([parcours("2009-02-01 travaux_acheves", projet={"travaux_ttc": "7"})], DROIT).renoves
    assert (compte.menages, compte.travaux, compte.aides, compte.ressources) == (1, Decimal(7), {}, {})


def test_deux_ensembles_n_en_font_qu_un() -> None:
    dossiers = [
        acheve("100.50", 2011), acheve(None, 2011), acheve("1000", 2010),
        parcours("2010-02-01 contacte", "2011-04-08 abandon depart", origine="ccas", occupants=SEULE),
        parcours("2010-02-01 contacte", "2011-04-08 abandon", origine="ccas", occupants=SEULE),
        parcours("2009-02-01 contacte", "2011-04-08 abandon", occupants=SEULE),
    ]  # fmt: skip
    ensemble = agreger(dossiers, DROIT)
    for coupure in range(len(dossiers) + 1):
        deux = fusionner(agreger(dossiers[:coupure], DROIT), agreger(dossiers[coupure:], DROIT))
        assert deux == ensemble
    purge = {"le": "2020-01-01", "avant": "2018-01-01", "menages": "1"}
    un = Agregat.model_validate({"menages": "1", "purges": [purge], "a_effacer": ["M-0001"]})
    autre = Agregat.model_validate({"menages": "1", "purges": [purge | {"menages": "2"}], "a_effacer": ["M-0002"]})
    reunis = fusionner(un, autre)
    assert ([p.menages for p in reunis.purges], reunis.a_effacer) == ([1, 2], ("M-0001", "M-0002"))


def test_les_comptes_d_une_periode() -> None:
    """Une année au moins dans la période suffit."""
    total = agreger([acheve("1", 2010, 2011), acheve("2", 2011), acheve("4", 2012)], DROIT)
    assert [c.travaux for c in pendant(total.renoves, (2010,))] == [Decimal(1)]
    assert [c.travaux for c in pendant(total.renoves, (2011, 2013))] == [Decimal(1), Decimal(2)]

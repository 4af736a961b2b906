"""Une ligne de lot : refusée, ou jugée comme le fichier du même ménage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.lot import RefusLot, ReponseLot, est_couvert, formuler_ligne, traiter
from contrat.modele.bareme import ProtocoleLocal
from contrat.modele.communes import Communes
from contrat.modele.lot import LigneLot
from tests.calculs.fabriques import FORFAIT, JOUR, REGLES, TABLE, aide, bareme, menage

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
TAUX = "{genre: taux, libelle: aide, taux: {tres_modeste: 35 %, modeste: 20 %}, assiette: travaux_ht, plafond: 13000}"
PROTOCOLE = ProtocoleLocal("15187", date(2010, 11, 23), None, "convention")
DROIT = bareme(aide("prime", FORFAIT, COMMENCES), aide("taux", TAUX), protocoles=(PROTOCOLE,))


def ligne(**cases: str) -> LigneLot:
    connu = {"id": "M-0001", "date": "2011-09-20", "commune": "15187", "personnes": "1", "rfr": "9000",
             "rfr_annee": "2009"}  # fmt: skip
    return LigneLot.model_validate({c: v for c, v in (connu | cases).items() if v})


def repondre(**cases: str) -> list[ReponseLot]:
    refus, reponses = traiter(ligne(**cases), None, DROIT)
    assert refus == []
    return [reponse._replace(reserves=None) for reponse in reponses]


def test_une_reponse_par_aide() -> None:
    assert repondre(commences="non", travaux_ht="1000") == [
        ReponseLot("M-0001", "prime", "tres_modeste", Verdict.ELIGIBLE, Decimal("1000.00"), ()),
        ReponseLot("M-0001", "taux", "tres_modeste", Verdict.ELIGIBLE, Decimal("350.00"), ()),
    ]
    assert repondre() == [
        ReponseLot("M-0001", "prime", "tres_modeste", Verdict.INDETERMINE, None, ("commences",)),
        ReponseLot("M-0001", "taux", "tres_modeste", Verdict.ELIGIBLE, None, ("travaux_ht",)),
    ]


@pytest.mark.parametrize(
    ("cases", "se_contredisent"),
    [
        ({"travaux_ht": "1000", "travaux_ttc": "999.99"}, True),
        ({"travaux_ht": "1000", "travaux_ttc": "1000"}, False),
        ({"travaux_ht": "1000"}, False),
        ({"travaux_ttc": "1000"}, False),
        # Le prix TTC est celui du geste, non du projet.
        ({"travaux_ht": "1000", "travaux_ttc": "500", "geste": "audit"}, False),
    ],
)
def test_deux_montants_de_travaux(cases: dict[str, str], se_contredisent: bool) -> None:
    _, reponses = traiter(ligne(**cases), None, DROIT)
    assert [r.reserves and r.reserves.ttc_sous_ht for r in reponses] == [se_contredisent] * 2


@pytest.mark.parametrize(
    ("cases", "manquants"),
    [
        ({"rfr": ""}, ("rfr", "travaux_ht")),
        ({"rfr_annee": ""}, ("rfr_annee", "travaux_ht")),
        ({"rfr": "", "rfr_annee": ""}, ("rfr", "rfr_annee", "travaux_ht")),
        # Un revenu d'une autre année que celle exigée est tout entier à donner.
        ({"rfr_annee": "2010"}, ("rfr", "rfr_annee", "travaux_ht")),
        ({"personnes": "", "rfr": "15000", "travaux_ht": "10"}, ("personnes",)),
    ],
)
def test_les_colonnes_a_remplir(cases: dict[str, str], manquants: tuple[str, ...]) -> None:
    assert repondre(**cases)[1].manquants == manquants
    assert repondre(**cases)[1].categorie == "indetermine"


@pytest.mark.parametrize(
    ("cases", "impose", "refus"),
    [
        ({"date": ""}, None, [RefusLot("F014", "date", "la demande n'a pas de date",
                                    "remplir la colonne « date », ou donner --date JOUR pour toutes les lignes")]),
        ({"date": ""}, JOUR, []),
        ({"date": "2013-01-01"}, JOUR, []),
        ({"date": "2013-01-01"}, None, [RefusLot("M001", "date", "aucun barème en vigueur au 1er janvier 2013",
                                              "périodes couvertes : du 1er janvier 2010 au 31 décembre 2012")]),
        ({"departement": "15"}, None, []),
        ({"departement": "75"}, None, [RefusLot("F015", "departement",
                                            "le département « 75 » n'est pas celui de la commune « 15187 »",
                                            "corriger la commune, ou écrire 15")]),
        ({"departement": "75", "commune": ""}, None, []),
    ],
)  # fmt: skip
def test_une_ligne_refusee(cases: dict[str, str], impose: date | None, refus: list[RefusLot]) -> None:
    trouves, reponses = traiter(ligne(**cases), impose, DROIT)
    assert trouves == refus
    assert (reponses == []) is bool(refus)


def test_une_ligne_est_la_demande_du_fichier() -> None:
    fichier = menage("""
occupants: {nombre: 1}
revenus: [{annee: 2009, rfr: 9000}]
choix_revenus: {annee: 2009, motif: avis}
logement: {commune: "15187", dpe: F}
projet: {gain: 32 %}
""")
    celle = formuler_ligne(ligne(dpe="F", gain="32", choix_revenus="2009"), JOUR, (PROTOCOLE,))
    attendue = formuler(fichier, JOUR, (PROTOCOLE,))
    lus = ("id", "jour", "commune", "departement", "personnes", "revenus", "annee_choisie", "contrat_local", "dpe",
           "gain", "commences")  # fmt: skip
    assert [getattr(celle, champ) for champ in lus] == [getattr(attendue, champ) for champ in lus]
    assert celle.contrat_local is True


def test_le_departement_et_le_contrat_que_la_ligne_dit() -> None:
    assert formuler_ligne(ligne(commune="", departement="75"), JOUR).departement == "75"
    assert formuler_ligne(ligne(contrat_local="non"), JOUR, (PROTOCOLE,)).contrat_local is False
    assert formuler_ligne(ligne(rfr=""), JOUR).revenus == {}
    assert formuler_ligne(ligne(rfr_annee=""), JOUR).revenus == {}


def test_un_jour_qui_n_a_que_des_plafonds() -> None:
    """Les aides commencent en 2011 : en 2010, le lot donne la catégorie seule."""
    droit = bareme(aide("prime", version="du: 2011-01-01"))
    jour = date(2010, 5, 1)
    assert (est_couvert(jour, droit), droit.couvre(jour)) == (True, False)

    def seule(**cases: str) -> list[ReponseLot]:
        return traiter(ligne(**({"rfr_annee": "2008"} | cases)), jour, droit)[1]

    assert seule() == [ReponseLot("M-0001", "", "tres_modeste", None, None, ())]
    assert seule(rfr="") == [ReponseLot("M-0001", "", "indetermine", None, None, ("rfr",))]
    ailleurs = bareme(
        aide("prime", version="du: 2011-01-01"), tables=(TABLE.replace("autres_regions", "ile_de_france"),)
    )
    assert traiter(ligne(rfr_annee="2008"), jour, ailleurs)[1] == [ReponseLot("M-0001", "", "", None, None, ())]


@pytest.mark.parametrize(
    ("tables", "revenus", "attendu"), [("2012-12-31", "2012-12-31", True), ("2010-04-30", "2012-12-31", False),
                                       ("2012-12-31", "2010-04-30", False)]
)  # fmt: skip
def test_un_jour_sans_plafond_ou_sans_annee_de_revenus(tables: str, revenus: str, attendu: bool) -> None:
    droit = bareme(
        aide("prime", version="du: 2011-01-01"),
        tables=(TABLE.replace("au: 2012-12-31", f"au: {tables}"),),
        regles=REGLES.replace("au: 2012-12-31, recul", f"au: {revenus}, recul"),
    )
    assert est_couvert(date(2010, 5, 1), droit) is attendu


def test_plusieurs_tables_et_plusieurs_regles_de_revenus() -> None:
    """Une seule qui vaut ce jour-là suffit."""
    suite = "- {du: 2010-06-01, au: 2012-12-31, recul: 1, substitution: sans_objet, source: loi, statut: certain}\n  - "
    droit = bareme(
        aide("prime", version="du: 2011-01-01"),
        tables=(TABLE.replace("du: 2010-01-01", "du: 2010-06-01"), TABLE.replace("au: 2012-12-31", "au: 2010-05-31")),
        regles=REGLES.replace(
            "- {du: 2010-01-01, au: 2012-12-31, recul", suite + "{du: 2010-01-01, au: 2010-05-31, recul"
        ),
    )
    assert est_couvert(date(2010, 5, 1), droit)
    assert not est_couvert(date(2009, 12, 31), droit)


GESTES = """
genre: gestes
libelle: par geste
ecretement: {tres_modeste: 90 %}
plafond: 20000
gestes: [{geste: murs_exterieur, par: m2, periodes: [{du: 2010-01-01, montants: {tres_modeste: 75}}]}]
"""


@pytest.mark.parametrize(
    ("cases", "montant", "manquants"),
    [
        ({"geste": "murs_exterieur", "quantite": "2", "cee": "20"}, Decimal("150.00"), ()),
        ({"geste": "murs_exterieur", "quantite": "2", "cee": "1700"}, Decimal("100.00"), ()),
        ({}, None, ("geste",)),
        ({"geste": "murs_exterieur"}, None, ("quantite",)),
    ],
)
def test_un_geste_dans_une_ligne(cases: dict[str, str], montant: Decimal | None, manquants: tuple[str, ...]) -> None:
    droit = bareme(aide("prime", GESTES, "{genre: geste_admis}"))
    _, (reponse,) = traiter(ligne(travaux_ttc="2000", **cases), None, droit)
    assert (reponse.montant, reponse.manquants) == (montant, manquants)


@pytest.mark.parametrize(("commune", "territoire"), [("15187", "metropole"), ("97209", "outre_mer")])
def test_une_ligne_sait_son_territoire(commune: str, territoire: str) -> None:
    celle = formuler_ligne(ligne(commune=commune), JOUR)
    assert celle.territoire == territoire
    # Ce que la ligne range autrement n'est pas repris tel quel.
    inconnus = {"date", "rfr", "rfr_annee", "choix_revenus", "geste", "quantite", "cee"}
    assert not inconnus & set(celle.__dict__)


def test_un_code_de_commune_qui_est_un_code_postal_reste_a_confirmer() -> None:
    liste = Communes("code;nom;codes postaux\n15187;Valbrume;15100\n15100;Lavaur;15130\n")
    droit = replace(DROIT, liste_communes=liste)
    for commune, confondue in (("15100", True), ("15187", False)):
        _, reponses = traiter(ligne(commune=commune), None, droit)
        assert {r.reserves.confusion is not None for r in reponses if r.reserves} == {confondue}


def test_un_revenu_d_avant_se_choisit_avec_son_motif() -> None:
    """L'avis de 2010 est paru : celui de 2009 ne se retient qu'en le disant."""
    regles = REGLES.replace("recul: 2,", "recul: 1, repli: 2, parution: 08-31,")
    droit = bareme(aide("prime", FORFAIT, "{genre: categorie, parmi: [tres_modeste]}"), regles=regles)
    _, (reponse,) = traiter(ligne(), None, droit)
    assert reponse.manquants == ("rfr", "rfr_annee", "choix_revenus")

"""Ce qui se publie d'un suivi : chaque nombre au seuil et juste en dessous, et ce que la source publie déjà."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.suivi.publication import Publication, compter_aides, montrer, partir, publier
from contrat.calculs.suivi.suivi import Suivi, suivre
from contrat.modele.agregat import Agregat
from contrat.modele.contrat import Publie
from contrat.modele.menage import Menage
from tests.calculs.fabriques import FORFAIT, REGLES, aide, bareme, dossier, objet, parcours

AU, SEUIL = date(2011, 12, 31), 3
PETIT = "{genre: au_plus, champ: personnes, seuil: 2, piece: livret de famille}"
DROIT = bareme(
    aide("prime", FORFAIT, PETIT),
    aide("ase", "{genre: forfait, libelle: ase, montant: 500}", PETIT, financeur="Anah", rang="2"),
    regles=REGLES + """
delais:
  - {libelle: payer, depuis: accorde, attendue: solde_paye, mois: 3, source: loi, statut: certain}
""",
)  # fmt: skip
CONTACT, FINI = "2011-11-03 contacte", "2011-12-01 clos"
PERSONNES = {"oui": {"nombre": "1"}, "non": {"nombre": "3"}, "peut_etre": {}}
SOLDES = {"repere": ("2011-11-03 repere",), "en_cours": (CONTACT,), "renove": (CONTACT, FINI),
          "sans_suite": (CONTACT, "2011-12-01 rejete"), "abandon": (CONTACT, "2011-12-01 abandon")}  # fmt: skip


def lot(nombre: int, etat: str = "en_cours", aide: str = "oui", **champs: Any) -> list[Menage]:
    return [parcours(*SOLDES[etat], occupants=PERSONNES[aide], **champs)] * nombre


def suivi(*lots: list[Menage], effaces: Agregat | None = None, silence: int = 60) -> Suivi:
    rang = iter(range(1, 1000))
    menages = {f"M-{next(rang):04}": m for groupe in lots for m in groupe}
    nommes = {nom: m.model_copy(update={"id": nom}) for nom, m in menages.items()}
    return suivre(dossier(menages=nommes, agregat=effaces), DROIT, AU, silence)


def publie(*lots: list[Menage], publies: tuple[Publie, ...] = (), **champs: Any) -> Publication:
    return publier(suivi(*lots, **champs), publies, SEUIL)


def chiffre(mesure: str, valeur: str) -> Publie:
    commun = "{periode: {debut: 2010, fin: 2011}, approche: non, source: essai}"
    return objet(Publie, commun, mesure=mesure, valeur=valeur)


def effacer(**champs: Any) -> Agregat:
    return objet(Agregat, "{}", **champs)


@pytest.mark.parametrize(("nombre", "montre"), [(0, 0), (1, None), (2, None), (3, 3)])
def test_un_nombre_seul(nombre: int, montre: int | None) -> None:
    assert montrer(nombre, SEUIL) == montre


# --- Le parcours


def test_chacun_est_dans_une_seule_classe() -> None:
    celui = suivi(
        lot(1, "repere"), lot(2), lot(3, "sans_suite"), lot(4, "abandon"), lot(5, "renove"),
        [parcours(CONTACT, "2011-11-04 retire"), parcours(CONTACT, "2011-11-04 classe_sans_suite")],
        # Jamais contacté, il n'est encore que repéré ; rénové puis abandonné, il est rénové.
        [parcours("2011-11-03 repere", "2011-11-04 abandon"), parcours(CONTACT, FINI, "2011-12-02 abandon")],
    )  # fmt: skip
    assert partir(celui) == {"repere": 2, "en_cours": 2, "sans_suite": 9, "renove": 6}


def test_les_effaces_ont_leur_derniere_etape() -> None:
    etats = {"repere": 1, "contacte": 2, "accorde": 3, "rejete": 4, "abandon": 5, "retire": 6, "classe_sans_suite": 7,
             "travaux_acheves": 8, "solde_demande": 9, "solde_paye": 10, "clos": 11}  # fmt: skip
    effaces = effacer(menages="67", etats={etape: str(n) for etape, n in etats.items()})
    # Un dossier effacé sans ses totaux est compté avec ceux en cours : 67 - 66.
    assert partir(suivi(effaces=effaces)) == {"repere": 1, "en_cours": 6, "sans_suite": 22, "renove": 38}
    assert partir(suivi(lot(1, "repere"), lot(1), lot(1, "abandon"), lot(1, "renove"), effaces=effaces)) == {
        "repere": 2, "en_cours": 7, "sans_suite": 23, "renove": 39,
    }  # fmt: skip


# --- Les marches


def marches(*nombres: tuple[int, str], publies: tuple[Publie, ...] = ()) -> dict[str, int | None]:
    return dict(publie(*(lot(n, etat) for n, etat in nombres), publies=publies).entonnoir)


TOUT = ((3, "repere"), (3, "en_cours"), (3, "sans_suite"), (3, "renove"))


def test_les_marches_au_seuil() -> None:
    assert marches(*TOUT) == {
        "reperes": 12, "contactes": 9, "eligibles": 9, "logements_renoves": 3, "habiter_mieux": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("nombres", "attendu"),
    [
        # Deux repérés : en disant les contactés, leur différence les dirait.
        (((2, "repere"), (3, "en_cours"), (3, "sans_suite"), (3, "renove")), (11, None, None, 3, 3)),
        (((3, "repere"), (3, "en_cours"), (3, "sans_suite"), (2, "renove")), (11, 8, 8, None, None)),
        # Les petits nombres ne se voient pas, même quand rien d'autre ne les trahit.
        (((2, "en_cours"),), (None, None, None, 0, 0)),
        ((), (0, 0, 0, 0, 0)),
        (((3, "repere"),), (3, 0, 0, 0, 0)),
        # Un seul en cours, réuni aux trois repérés ou rénovés : dire ceux-ci le dirait.
        (((3, "repere"), (1, "en_cours"), (4, "sans_suite"), (5, "renove")), (13, None, None, 5, 5)),
        (((4, "repere"), (1, "en_cours"), (5, "sans_suite"), (3, "renove")), (13, 9, 9, None, None)),
    ],
)
def test_une_marche_qui_trahirait_un_petit_nombre(nombres: Any, attendu: tuple[int | None, ...]) -> None:
    assert tuple(marches(*nombres).values()) == attendu


def test_un_logement_renove_sans_contact_ne_se_deduit_pas() -> None:
    lots = lot(3, "repere"), lot(3), lot(3, "renove")
    assert publie(*lots, [parcours(FINI)] * 2).entonnoir["contactes"] is None
    assert publie(*lots, [parcours(FINI)] * 3).entonnoir["contactes"] == 6


@pytest.mark.parametrize(("abandons", "montre"), [(1, None), (3, 6), (0, 3)])
def test_un_renove_efface_apres_un_abandon_ne_se_deduit_pas(abandons: int, montre: int | None) -> None:
    etats = {"clos": "3"} | ({"abandon": str(abandons)} if abandons else {})
    comptes = [{"annees": ["2010"], "menages": str(3 + abandons), "travaux": "1"}]
    effaces = effacer(menages=str(3 + abandons), etats=etats, renoves=comptes)
    assert publie(lot(3), lot(4, "sans_suite"), effaces=effaces).entonnoir["logements_renoves"] == montre


def test_les_eligibles_ne_trahissent_pas_les_autres() -> None:
    """Dix contactés, huit éligibles : les deux autres se liraient ; trois autres ne désignent personne."""
    assert publie(lot(8), lot(2, aide="non")).entonnoir["eligibles"] is None
    assert publie(lot(8), lot(3, aide="non")).entonnoir["eligibles"] == 8
    assert publie(lot(2), lot(8, aide="non")).entonnoir["eligibles"] is None
    assert publie(lot(8, aide="non")).entonnoir["eligibles"] == 0


def test_habiter_mieux_ne_trahit_pas_les_autres() -> None:
    assert publie(lot(8, "renove"), lot(2, "renove", "non")).entonnoir["habiter_mieux"] is None
    assert publie(lot(8, "renove"), lot(3, "renove", "non")).entonnoir["habiter_mieux"] == 8
    assert publie(lot(2, "renove"), lot(3, "renove", "non")).entonnoir["habiter_mieux"] is None


def test_ce_que_la_source_publie_se_montre() -> None:
    """Quoi qu'il vaille, si c'est exactement ce nombre ; et il ne cache plus ce qui en dépend."""
    petits = ((2, "repere"), (3, "en_cours"), (3, "sans_suite"), (1, "renove"))
    renoves = (chiffre("logements.renoves", "1"),)
    assert marches(*petits, publies=renoves)["logements_renoves"] == 1
    assert marches(*petits, publies=(chiffre("logements.renoves", "2"),))["logements_renoves"] is None
    assert marches(*petits, publies=(chiffre("logements.reperes", "1"),))["logements_renoves"] is None
    # Repérés et contactés publiés : les deux qui les séparent sont publics.
    deux = (chiffre("logements.reperes", "9"), chiffre("menages.contactes", "7"))
    assert marches(*petits, publies=deux)["contactes"] == 7
    assert publie(lot(2, "repere"), lot(3), lot(4, "sans_suite"), publies=deux).parcours[0] == (("repere",), 2)
    classes = publie(*(lot(n, etat) for n, etat in petits), publies=(*deux, *renoves)).parcours
    assert classes == ((("repere",), 2), (("en_cours",), 3), (("sans_suite",), 3), (("renove",), 1))
    assert publie(*(lot(n, etat) for n, etat in petits), publies=(deux[0], *renoves)).parcours == (
        (("sans_suite",), 3), (("renove",), 1), (("repere", "en_cours"), 5),
    )  # fmt: skip
    eligibles = (chiffre("menages.eligibles", "1"),)
    seul = publie(lot(1), lot(8, aide="non"), publies=eligibles)
    assert (seul.entonnoir["eligibles"], seul.reponses) == (1, ((("eligible",), 1), (("non_eligible",), 8)))
    aides = (chiffre("logements.habiter_mieux", "1"),)
    assert publie(lot(1, "renove"), publies=aides).entonnoir["habiter_mieux"] == 1
    assert publie(lot(1, "renove"), publies=renoves).entonnoir["habiter_mieux"] is None


# --- Les répartitions


def test_les_repartitions() -> None:
    celle = publie(
        lot(4, origine="ccas"), lot(3, aide="non", origine="ccas"), lot(3, aide="peut_etre"),
        [parcours("2009-11-03 contacte")] * 3,
    )  # fmt: skip
    assert celle.seuil == SEUIL
    assert celle.reponses == (
        (("eligible",), 4), (("non_eligible",), 3), (("indetermine",), 3), (("sans_reponse",), 3),
    )  # fmt: skip
    assert celle.ressources == ((("a_verifier",), 10), (("sans_reponse",), 3))
    assert celle.origines == ((("ccas",), 7), (("",), 6))
    # Deux repérés : les contactés ne se disent pas, et rien de ce qui les répartit.
    cachee = publie(lot(4, origine="ccas"), lot(8, aide="non"), lot(2, "repere"))
    assert (cachee.reponses, cachee.ressources, cachee.origines) == ((), (), ())


def test_des_effaces_on_ne_sait_que_les_eligibles() -> None:
    compte = {"annees": ["2010"], "menages": "5"}
    effaces = effacer(menages="9", contactes=[compte | {"menages": "9"}], eligibles=[compte], etats={"contacte": "9"})
    celle = publie(lot(3, aide="non"), lot(1), effaces=effaces)
    assert celle.reponses == ((("non_eligible",), 3), (("eligible",), 6), (("sans_reponse",), 4))
    assert celle.ressources == ((("a_verifier",), 4), (("sans_reponse",), 9))
    assert (celle.effaces, publie(effaces=effacer(menages="2")).effaces, publie().effaces) == (9, None, 0)


@pytest.mark.parametrize(
    ("abandons", "rejets", "montres"),
    [
        (3, 3, ((("depart",), 3), (("",), 3))),
        (3, 0, ((("depart",), 3), (("",), 3))),
        (3, 2, ()),  # la page dit les sans suite : ces deux-là se liraient
        (0, 3, ()),
    ],
)
def test_les_abandons(abandons: int, rejets: int, montres: tuple[Any, ...]) -> None:
    partis = [parcours(CONTACT, "2011-12-01 abandon depart", occupants=PERSONNES["oui"])] * abandons
    muets = lot(abandons, "abandon")
    assert publie(partis, muets, lot(rejets, "sans_suite"), lot(3), lot(3, "renove")).abandons == montres


def test_des_abandons_trop_rares() -> None:
    assert publie(lot(2, "abandon"), lot(4), lot(4, "renove")).abandons == ()
    # Trois abandons réunis au seul en cours : les dire le dirait.
    assert publie(lot(3, "abandon"), lot(1), lot(4, "repere"), lot(5, "renove")).abandons == ()


# --- Les sommes


@pytest.mark.parametrize(
    ("connus", "inconnus", "montre"),
    [(3, 0, Decimal(30)), (3, 2, Decimal(30)), (2, 3, None), (0, 4, None), (0, 0, Decimal(0))],
)
def test_les_travaux(connus: int, inconnus: int, montre: Decimal | None) -> None:
    renoves = lot(connus, "renove", projet={"travaux_ttc": "10"}), lot(inconnus, "renove")
    celle = publie(*renoves, lot(3), lot(3, "sans_suite"))
    assert celle.travaux == montre
    assert celle.manquants == ("aucun" if not inconnus else "certains" if connus else "tous")


def test_les_travaux_publies_et_ceux_que_le_nombre_de_logements_cache() -> None:
    un = lot(1, "renove", projet={"travaux_ttc": "10"})
    assert publie(un, publies=(chiffre("logements.travaux", "10"),)).travaux == Decimal(10)
    assert publie(un, publies=(chiffre("logements.travaux", "11"),)).travaux is None
    assert publie(un, publies=(chiffre("logements.renoves", "1"),)).travaux is None


@pytest.mark.parametrize(
    ("presents", "effaces", "sans", "montre"),
    [
        (0, 1, 0, None),  # le seul logement, effacé : son montant serait le sien
        (0, 3, 0, Decimal(100)),
        (0, 3, 1, None),
        (1, 2, 0, None),  # des totaux écrits dans un fichier, le seul présent se déduirait
        (3, 1, 0, Decimal(130)),
        (3, 1, 1, Decimal(130)),
    ],
)
def test_les_travaux_des_effaces(presents: int, effaces: int, sans: int, montre: Decimal | None) -> None:
    compte = {"annees": ["2010"], "menages": str(effaces), "travaux": "100", "sans_montant": str(sans)}
    agregat = effacer(menages=str(effaces), renoves=[compte], etats={"clos": str(effaces)})
    declares = (chiffre("logements.renoves", str(presents + effaces)),)
    celle = publie(lot(presents, "renove", projet={"travaux_ttc": "10"}), effaces=agregat, publies=declares)
    assert (celle.entonnoir["logements_renoves"], celle.travaux) == (presents + effaces, montre)


def test_les_aides_par_financeur() -> None:
    celui = suivi(lot(3, "renove"), lot(2, "renove", "non"), [parcours("2009-11-03 clos")])
    assert compter_aides(celui.renoves, DROIT, 3) == {"État": Decimal(3000), "Anah": Decimal(1500)}
    assert compter_aides(celui.renoves, DROIT, 4) == {}
    compte = {"annees": ["2010"], "menages": "1", "travaux": "1", "ressources": {"Anah": "7.50", "Région": "9"}}
    effaces = effacer(menages="1", renoves=[compte, compte])
    assert publie(lot(3, "renove"), effaces=effaces).aides == {"État": Decimal(3000), "Anah": Decimal(1515)}
    assert publie(lot(2, "renove"), effaces=effaces).aides == {}


# --- Les alertes


@pytest.mark.parametrize(("nombre", "montre"), [(2, None), (3, 3), (0, 0)])
def test_les_alertes(nombre: int, montre: int | None) -> None:
    accordes = [parcours("2011-03-01 contacte", "2011-09-01 accorde")] * nombre
    celle = publie(accordes, lot(5), silence=100)
    assert (celle.en_retard, celle.silencieux) == (montre, montre)


def test_les_durees_et_les_pieces() -> None:
    def recus(nombre: int) -> Publication:
        return publie([parcours(CONTACT, "2011-11-05 recu_en_permanence")] * nombre, lot(5, aide="non"))

    assert [(d.nombre, d.mediane) for d in recus(3).durees] == [(3, Decimal(2))]
    assert recus(3).pieces == {"livret de famille": 3}
    assert (recus(2).durees, recus(2).pieces) == ((), {})

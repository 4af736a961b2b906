"""Les ressources d'un ménage : classées une fois par cas, au plafond et à un centime près."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.rapide.menages import PLACES
from contrat.calculs.eligibilite.rapide.situations import ClassementDuJour, Codes, SituationTenue
from contrat.calculs.eligibilite.ressources import classer
from contrat.modele.bareme import Bareme
from tests.calculs.fabriques import JOUR, TABLE, bareme, demande

DROIT = bareme()


class Guichet:
    """Un classement, et combien de demandes il lui a fallu."""

    def __init__(self, *seuils: int, droit: Bareme = DROIT) -> None:
        self.droit = droit
        self.classement = ClassementDuJour(droit, JOUR, tuple(Decimal(s) for s in seuils), Codes())
        self.demandes = 0

    def classer(self, rfr: str | None = "9000", personnes: int | None = 1, **dit: Any) -> SituationTenue:
        revenus = {2009: rfr} if rfr is not None else {}
        celle = demande(personnes=personnes, revenus=revenus, **dit)

        def formuler() -> Demande:
            self.demandes += 1
            return celle

        ligne: list[Any] = [None] * len(PLACES)
        connus: dict[str, Any] = {"rfr": rfr and Decimal(rfr), "rfr_annee": 2009, "personnes": personnes}
        connus |= {"departement": celle.departement, "statut_occupation": celle.statut_occupation}
        for nom, valeur in (connus | {"domicile": celle.domicile}).items():
            ligne[PLACES[nom]] = valeur
        situation = self.classement.classer(ligne, formuler)
        assert situation.ressources.possibles == classer(celle, self.droit).possibles
        return situation


def test_les_memes_ressources_ne_se_classent_qu_une_fois() -> None:
    guichet = Guichet()
    premiere = guichet.classer("9000")
    faites = guichet.demandes
    assert guichet.classer("8000") is premiere
    assert guichet.demandes == faites
    assert premiere.seules == {}


@pytest.mark.parametrize(
    ("un", "autre", "memes"),
    [
        # Au plafond, et un centime au-dessus.
        ({"rfr": "10000"}, {"rfr": "10000.01"}, False),
        ({"rfr": "10000.01"}, {"rfr": "20000"}, True),
        ({"rfr": "20000"}, {"rfr": "20000.01"}, False),
        ({"rfr": "9000"}, {"rfr": None}, False),
        ({"rfr": "10500"}, {"rfr": "10500", "personnes": 2}, False),
        # Sans l'un ni l'autre, ce qui manque n'est pas la même chose.
        ({"rfr": None}, {"rfr": None, "personnes": None}, False),
        ({"rfr": None}, {"rfr": None, "departement": None}, False),
    ],
)
def test_un_code_par_reponse_possible(un: dict[str, Any], autre: dict[str, Any], memes: bool) -> None:
    guichet = Guichet()
    assert (guichet.classer(**un).code == guichet.classer(**autre).code) is memes


def test_un_seuil_sur_le_revenu_distingue_deux_menages_de_la_meme_categorie() -> None:
    """Le même texte, un autre code : une condition les départage."""
    guichet = Guichet(5000)
    codes = [guichet.classer(rfr).code for rfr in ("4999.99", "5000", "5000.01")]
    assert len(set(codes)) == 3
    assert len({guichet.classer(rfr).texte for rfr in ("4999.99", "5000", "5000.01")}) == 1
    assert len({Guichet().classer(rfr).code for rfr in ("4999.99", "5000", "5000.01")}) == 1


def test_plusieurs_categories_possibles_s_envisagent_une_a_une() -> None:
    situation = Guichet().classer(None)
    assert list(situation.seules) == ["tres_modeste", "modeste", "superieur"]
    for categorie, seule in situation.seules.items():
        assert (seule.ressources.possibles, seule.ressources.est_sure) == ((categorie,), True)
    assert len({s.code for s in (situation, *situation.seules.values())}) == 4
    assert {s.texte for s in situation.seules.values()} == {situation.texte}


def test_un_bailleur_se_classe_a_son_domicile() -> None:
    guichet = Guichet()
    bailleur: dict[str, Any] = {"statut_occupation": "proprietaire_bailleur", "domicile": "75"}
    assert guichet.classer(**bailleur).ressources.zone == "ile_de_france"
    assert guichet.classer().ressources.zone == "autres_regions"
    # Le même domicile, pour qui occupe son logement, ne dit rien de sa zone.
    assert guichet.classer(statut_occupation="proprietaire_occupant", domicile="75").ressources.zone == "autres_regions"


def test_un_numero_par_contenu() -> None:
    codes = Codes()
    assert [codes["a"], codes["b"], codes["a"]] == [0, 1, 0]


ILE = TABLE.replace("autres_regions", "ile_de_france").replace("[10000, 11000", "[12000, 13000")
DEUX_TABLES = bareme(tables=(TABLE, ILE))


@pytest.mark.parametrize(
    ("dit", "revenus"),
    [
        # Sans la zone, les plafonds des deux ; sans la taille, ceux d'une personne seule ; et de deux personnes.
        ({"departement": None}, ("9999", "10000", "10001", "12000", "12001", "20000", "20001")),
        ({"personnes": None}, ("9999", "10000", "10001", "19999", "20000", "20001", "25000")),
        ({"personnes": 2}, ("10000", "10001", "11000", "11001", "21000", "21001")),
        ({"departement": "75", "personnes": 2}, ("11000", "11001", "13000", "13001", "21000", "21001")),
        ({"departement": None, "personnes": None}, ("10000", "10001", "12000", "12001", "20001")),
    ],
)
def test_chaque_plafond_se_franchit_dans_un_seul_classement(dit: dict[str, Any], revenus: tuple[str, ...]) -> None:
    """Ce que le classement retient ne fausse pas le ménage suivant ; `classer` le vérifie à chaque fois."""
    guichet = Guichet(droit=DEUX_TABLES)
    for rfr in (*revenus, *revenus[::-1]):
        situation = guichet.classer(rfr, **({"personnes": 1} | dit))
        possibles = situation.ressources.possibles
        assert list(situation.seules) == (list(possibles) if len(possibles) > 1 else [])

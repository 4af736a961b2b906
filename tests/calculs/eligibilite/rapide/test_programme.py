"""Le droit d'une époque : chaque aide après celles dont elle dépend, et le même verdict que le moteur."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from bancs.accord import chercher_ecarts
from contrat.calculs.eligibilite.rapide.menages import PLACES
from contrat.calculs.eligibilite.rapide.programme import Outillage, ProgrammeRapide
from contrat.calculs.eligibilite.rapide.traits import Trait
from contrat.modele.lot import COLONNES
from tests.calculs.fabriques import FORFAIT, JOUR, aide, bareme

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
RESERVE = "{genre: egal, champ: professionnel, seuil: oui, sans_reponse: reserve}"
NATURE = "{genre: egal, champ: nature, seuil: energie}"
VERS = "{{genre: aide_accordee, aide: {}}}"
RFR = "{{genre: {}, champ: rfr, {}}}"
DROIT = bareme(
    aide("a-suite", FORFAIT, VERS.format("base"), rang="1"),
    aide("base", FORFAIT, COMMENCES, RESERVE, "{genre: categorie, parmi: [tres_modeste, modeste]}", rang="2"),
    aide("chaine", FORFAIT, VERS.format("a-suite"), "{genre: au_moins, champ: gain, seuil: 25 %}", rang="3"),
    aide("bailleur", FORFAIT, VERS.format("base"), publics=["proprietaire_bailleur"], rang="4"),
    aide("vers-bailleur", FORFAIT, VERS.format("bailleur"), rang="5"),
    aide("vers-rien", FORFAIT, VERS.format("abrogee"), rang="6"),
    aide("nature", FORFAIT, NATURE, COMMENCES, rang="7"),
    aide("revenu", FORFAIT, RFR.format("au_plus", "seuil: 5000"), f"{{genre: une_parmi, conditions: "
         f"[{RFR.format('parmi', 'valeurs: [4000, 3000]')}, {RFR.format('egal', 'seuil: 4500')}]}}", rang="8"),
)  # fmt: skip
VIDE = dict.fromkeys(COLONNES, "") | {"date": "2011-09-20", "commune": "15187", "personnes": "1", "rfr_annee": "2009"}


def croiser(**valeurs: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for rang, choix in enumerate(product(*valeurs.values())):
        yield VIDE | dict(zip(valeurs, choix, strict=True)) | {"id": f"M-{rang:04}"}


@pytest.mark.parametrize(
    "valeurs",
    [
        {"rfr": ("9000", "", "30000"), "commences": ("non", "oui", ""), "professionnel": ("oui", "non", ""),
         "gain": ("32", ""), "statut_occupation": ("", "proprietaire_occupant", "proprietaire_bailleur")},
        {"rfr": ("9000",), "commences": ("non", "oui"), "nature": ("energie", "autonomie", "")},
        {"rfr": ("2999", "3000", "3999.99", "4000", "4000.01", "4500", "4501", "5000", "5000.01", "")},
    ],
)  # fmt: skip
def test_le_meme_verdict_que_le_moteur(valeurs: dict[str, tuple[str, ...]]) -> None:
    assert list(chercher_ecarts(DROIT, croiser(**valeurs))) == []


def test_les_aides_dans_l_ordre_d_affichage_et_leurs_decalages() -> None:
    outillage = Outillage(DROIT)
    programme = ProgrammeRapide(outillage, JOUR)
    assert [t.aide.id for t in programme.aides] == [
        "a-suite", "base", "chaine", "bailleur", "vers-bailleur", "vers-rien", "nature", "revenu",
    ]  # fmt: skip
    assert [t.decalage for t in programme.aides] == [7 * rang for rang in range(8)]
    assert [len(t.dependantes) for t in programme.aides] == [1, 0, 1, 1, 1, 1, 0, 0]
    assert (programme.est_complet, programme.classe) == (True, True)
    assert [int(seuil) for seuil in outillage.seuils_rfr] == [3000, 4000, 4500, 5000]


def test_un_trait_a_sa_place_une_fois() -> None:
    """Un champ que la ligne porte a déjà la sienne ; un autre en prend une après elles."""
    outillage = Outillage(DROIT)
    un, autre = Trait("aide", "base"), Trait("rang", "gain", (25,))
    assert outillage.placer(Trait("valeur", "dpe")) == PLACES["dpe"]
    assert [outillage.placer(t) for t in (un, autre, un)] == [len(PLACES), len(PLACES) + 1, len(PLACES)]


def test_deux_epoques_partagent_ce_qui_ne_change_pas() -> None:
    """La table d'une condition inchangée ; celle d'un guichet qui ferme, non."""
    guichet = "{genre: guichet, periodes: [{du: 2011-01-01, au: 2011-10-31, ouvert_a: [tres_modeste]}]}"
    droit = bareme(aide("prime", FORFAIT, COMMENCES, guichet))
    outillage = Outillage(droit)
    (avant,), (apres,) = (ProgrammeRapide(outillage, jour).aides for jour in (JOUR, JOUR.replace(month=11)))
    assert [un is autre for un, autre in zip(avant.tables, apres.tables, strict=True)] == [True, False]

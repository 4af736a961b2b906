"""Une réponse en bits : ce qui décide, la réserve, ce qui manque ; et ce qu'une table en retient."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, juger, ouvrir
from contrat.calculs.eligibilite.rapide.menages import PLACES
from contrat.calculs.eligibilite.rapide.tables import (
    ABSENTE,
    BREF,
    DECIDE,
    LARGEUR,
    OUVERTES,
    REFUSEE,
    RESERVE,
    TOUS,
    VERDICTS,
    TableTenue,
    en_bits,
    en_champs,
    manquants,
)
from contrat.calculs.eligibilite.rapide.traits import Trait
from contrat.modele.lot import COLONNES
from tests.calculs.fabriques import FORFAIT, aide, bareme, condition, demande, montant

COMMENCES = "{genre: egal, champ: commences, seuil: non}"


def test_chaque_chose_a_son_bit() -> None:
    """Quatre états et « à d'autres travaux » décident ; la réserve vient au-dessus, puis l'aide qui ne sert pas."""
    assert (DECIDE, RESERVE, BREF, ABSENTE, LARGEUR) == (0b11111, 0b100000, 0b111111, 0b1000000, 7)
    assert (REFUSEE, VERDICTS[REFUSEE], len(VERDICTS)) == (0b100, Verdict.NON_ELIGIBLE, 32)


@pytest.mark.parametrize(
    ("bits", "verdict"),
    [
        (0b00000, Verdict.ELIGIBLE), (0b00001, Verdict.HORS_CHAMP), (0b00010, Verdict.NON_JUGE),
        (0b00100, Verdict.NON_ELIGIBLE), (0b01000, Verdict.INDETERMINE), (0b01100, Verdict.NON_ELIGIBLE),
        (0b01110, Verdict.NON_JUGE), (0b01111, Verdict.HORS_CHAMP),
        # À d'autres travaux, peu importe que l'outil ne juge pas le ménage.
        (0b10110, Verdict.NON_ELIGIBLE), (0b10010, Verdict.NON_ELIGIBLE), (0b11000, Verdict.INDETERMINE),
    ],
)  # fmt: skip
def test_le_verdict_de_chaque_reponse(bits: int, verdict: Verdict) -> None:
    assert VERDICTS[bits] is verdict
    assert OUVERTES[bits] is verdict.est_ouvert


def test_les_champs_a_remplir() -> None:
    champs = (*COLONNES, "gestes")
    assert [en_champs(1 << rang) for rang in range(len(champs))] == [[champ] for champ in champs]
    assert (en_bits(champs), en_champs(TOUS), en_champs(0)) == (TOUS, list(champs), [])
    assert en_bits(["rfr", "rfr"]) == en_bits(["rfr", "ce que le lot n'a pas"]) == 1 << COLONNES.index("rfr")
    assert en_champs(en_bits(["travaux_ht", "gain"])) == sorted(["travaux_ht", "gain"], key=COLONNES.index)


def apprendre(texte: str, **dit: Any) -> tuple[int, TableTenue]:
    celle = condition(texte)
    droit = bareme(aide("prime", FORFAIT, texte))
    jugement = juger(demande(**dit), droit)
    juge = ouvrir(jugement.demande, droit)
    place = PLACES["commences"]
    table = TableTenue(celle, montant(FORFAIT), (Trait("valeur", "commences"),), (place,))
    reponse = table.apprendre("cle", juge, Jugement(jugement.demande, jugement.ressources, jugement.aides))
    assert table.reponses == {"cle": reponse}
    return reponse, table


@pytest.mark.parametrize(
    ("texte", "dit", "bref", "manque", "leve"),
    [
        (COMMENCES, {"commences": False}, 0, [], []),
        (COMMENCES, {"commences": True}, 0b100, [], []),
        (COMMENCES, {}, 0b1000, ["commences"], []),
        (COMMENCES[:-1] + ", sans_reponse: reserve}", {}, RESERVE, [], ["commences"]),
        (COMMENCES[:-1] + ", sans_reponse: admet}", {}, 0, [], []),
        ("{genre: egal, champ: nature, seuil: energie}", {"nature": "autonomie"}, 0b10100, [], []),
    ],
)
def test_ce_qu_une_table_retient(
    texte: str, dit: dict[str, Any], bref: int, manque: list[str], leve: list[str]
) -> None:
    reponse, table = apprendre(texte, **dit)
    assert reponse & BREF == bref
    largeur = len(COLONNES) + 1
    assert en_champs(reponse >> 6 & TOUS) == manque
    assert en_champs(reponse >> 6 + largeur & TOUS) == leve
    assert en_champs(manquants(reponse)) == (manque if bref == 0b1000 else [])
    assert len(table.reserves["cle"]) == (1 if bref == RESERVE else 0)


def test_ce_qu_une_table_lit() -> None:
    ligne = [f"place {rang}" for rang in range(len(PLACES) + 2)]
    lues = (Trait("aide", "base"), Trait("valeur", "dpe"))
    deux = TableTenue(condition(COMMENCES), montant(FORFAIT), lues, (3, 1))
    assert (deux.lire(ligne), deux.renvois) == (("place 3", "place 1"), ["base"])
    aucune = TableTenue(condition("{genre: non_retrouvee}"), montant(FORFAIT), (), ())
    assert (aucune.lire(ligne), aucune.renvois) == (None, [])

"""Ce qu'une fiche compte deux fois quand ses budgets se versent entre eux : qui paie, et combien."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.flux_internes import (
    chef_de_file,
    compter_une_fois,
    payeurs,
    prelever,
    reunir_collectivites,
)
from tests.calculs.argent.pieces import aide, avec_droit, equipement, fiche
from tests.calculs.argent.test_tenants import CONNUS, propre


def test_la_collectivite_entiere_paie_ce_qu_un_de_ses_budgets_verse() -> None:
    lu = avec_droit(organismes=CONNUS)
    assert chef_de_file("ccas-basse", lu) == "basse"
    assert chef_de_file("inconnu", lu) == "inconnu"
    assert payeurs("ccas-basse", lu) == {"basse", "ccas-basse"}
    assert chef_de_file("un", lu) in {"un", "deux"}  # une boucle ne tourne pas sans fin
    verse = equipement(prevu="9", budget="ccas-basse", beneficiaire="ville", chapitre="204")
    celle = fiche(equipement(prevu="9"), verse, ressources=(propre("basse", "12"), aide(etat="refuse", montant="0")))
    nette = compter_une_fois(celle, lu)
    assert [x.prevu for x in nette.budget.lignes] == [9]
    # Il reste 3 à la commune ; une ressource perdue, qui valait déjà zéro, garde sa place.
    assert [(r.organisme, int(r.montant)) for r in nette.plan.ressources] == [("basse", 3), ("etat", 0)]
    seule = fiche(equipement(prevu="9"), ressources=(aide(),))
    assert compter_une_fois(seule, lu) is seule
    # Ce qui est attendu et vaut zéro n'a rien payé.
    nulle = fiche(equipement(prevu="9"), verse, ressources=(propre("basse", "9"), propre("basse", "0")))
    assert [int(r.montant) for r in compter_une_fois(nulle, lu).plan.ressources] == [0]


def test_une_depense_inconnue_ne_verse_rien() -> None:
    """Le versement sort des dépenses ; rien ne dit ce qui le paie."""
    lu = avec_droit(organismes=CONNUS)
    verse = equipement(budget="ccas-basse", beneficiaire="ville", chapitre="204")
    nette = compter_une_fois(fiche(equipement(prevu="9"), verse, ressources=(propre("basse", "12"),)), lu)
    assert [x.prevu for x in nette.budget.lignes] == [9]
    assert [int(r.montant) for r in nette.plan.ressources] == [12]


@pytest.mark.parametrize(
    ("apports", "pris"),
    [
        ([{"montant": "10"}], {0: "10"}),
        ([{"montant": "40"}], {0: "30"}),  # pas plus que le versement
        ([{"montant": "0.50"}], {0: "0.50"}),
        ([{"montant": "0"}], {}),
        ([{"montant": "20"}, {"montant": "20"}, {"montant": "20"}], {0: "20", 1: "10"}),
        ([{"montant": "20"}, {"montant": "20", "budget": "ccas-basse"}], {1: "20", 0: "10"}),  # qui verse d'abord
        ([{"montant": "10", "organisme": "ccas-basse"}], {0: "10"}),
        ([{"montant": "10", "organisme": "ville"}], {}),
        ([{"montant": "10", "organisme": "inconnu"}], {}),
        ([{"montant": "10", "nature": "emprunt"}], {}),  # un emprunt n'est l'apport de personne
        ([{"montant": "10", "nature": "fctva"}], {}),
        ([{"montant": "10", "exercice": "2012"}], {}),
        ([{"montant": "10", "section": "fonctionnement"}], {}),
    ],
)
def test_ce_qui_paie_un_versement_de_trente_euros(apports: list[dict[str, str]], pris: dict[int, str]) -> None:
    connu: dict[str, Any] = {"organisme": "basse", "nature": "autofinancement", "budget": "basse"}
    verse = equipement(prevu="30", budget="ccas-basse", beneficiaire="ville")
    celle = fiche(verse, ressources=tuple(aide(**(connu | a)) for a in apports))
    (ligne,) = celle.budget.lignes
    trouve = prelever(celle.plan.ressources, ligne, payeurs("ccas-basse", avec_droit(organismes=CONNUS)), Decimal(30))
    assert trouve == [(rang, Decimal(montant)) for rang, montant in pris.items()]


@pytest.mark.parametrize("verseur", ["ville", "etat"])
def test_une_commune_et_ses_rattaches_sont_un_seul_plan(verseur: str) -> None:
    """Vingt de la ville à son CCAS : son autofinancement ; vingt de l'État, qui dépense aussi : une subvention."""
    lu = avec_droit(organismes=CONNUS)
    verse = equipement(prevu="20", chapitre="204", budget=verseur, beneficiaire="ccas")
    celle = fiche(
        verse, equipement(prevu="100", budget="ccas"),
        ressources=(
            propre(verseur, "20"), aide(organisme="region", etat="refuse", montant="0"),
            aide(organisme="ville", montant="20", budget="ccas"), aide(montant="60", budget="ccas"),
            aide(organisme="fondation", nature="prive", montant="1", budget="ccas"),
        ),
    )  # fmt: skip
    reunie = reunir_collectivites(celle, lu)
    if verseur == "etat":
        assert reunie is celle
        return
    assert [(r.organisme, r.nature, int(r.montant)) for r in reunie.plan.ressources] == [
        ("ville", "autofinancement", 0), ("region", "subvention_publique", 0), ("ville", "autofinancement", 20),
        ("etat", "subvention_publique", 60), ("fondation", "prive", 1),
    ]  # fmt: skip
    assert [x.budget for x in reunie.budget.lignes] == ["ccas"]
    perdue = aide(etat="refuse", montant="20", organisme="ville", nature="autofinancement", budget="ville")
    tenue = fiche(verse, equipement(prevu="100", budget="ccas"), ressources=(perdue, propre("ville", "20")))
    assert [int(r.montant) for r in reunir_collectivites(tenue, lu).plan.ressources] == [20, 0]

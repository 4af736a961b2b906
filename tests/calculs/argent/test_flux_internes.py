"""Un versement interne : de la ville à un organisme rattaché qui dépense la même année."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contrat.calculs.argent.flux_internes import compter_une_fois, couter, organismes_de_la_ville, trouver_flux
from contrat.modele.action import Action
from tests.calculs.fabriques import action, dossier


def depenser(identifiant: str, porteur: str, *, beneficiaire: str = "", exercice: int = 2011, sens: str = "") -> Action:
    ligne = {"exercice": str(exercice), "section": "fonctionnement", "chapitre": "65", "libelle": "achat", "prevu": "9"}
    ligne |= {c: v for c, v in (("beneficiaire", beneficiaire), ("sens", sens)) if v}
    return action(id=identifiant, porteur=porteur, budget={"lignes": [ligne]})


def test_les_organismes_rattaches_de_proche_en_proche() -> None:
    assert organismes_de_la_ville(dossier()) == {"ville", "ccas", "ecole"}
    assert organismes_de_la_ville(dossier(contrat="porteur: ccas")) == {"ccas", "ecole"}


@pytest.mark.parametrize(
    ("versement", "depense", "trouve"),
    [
        ({"beneficiaire": "ccas"}, {"porteur": "ccas"}, True),
        ({"beneficiaire": "ecole"}, {"porteur": "ecole"}, True),
        ({"beneficiaire": "ccas", "sens": "recette"}, {"porteur": "ccas"}, False),
        ({"beneficiaire": "etat"}, {"porteur": "etat"}, True),
        ({"beneficiaire": "ville"}, {"porteur": "ville"}, False),  # à soi-même
        ({"beneficiaire": "ccas"}, {"porteur": "ccas", "exercice": 2012}, False),
        ({"beneficiaire": "ccas"}, {"porteur": "ccas", "sens": "recette"}, False),
        ({"beneficiaire": "ccas"}, {"porteur": "ccas", "beneficiaire": "etat"}, False),
        ({"beneficiaire": "ccas"}, {"porteur": "ecole"}, False),
        ({}, {"porteur": "ccas"}, False),
    ],
)
def test_un_versement_interne(versement: dict[str, str], depense: dict[str, str], trouve: bool) -> None:
    flux = trouver_flux(dossier(depenser("verse", "ville", **versement), depenser("depense", **depense)))  # type: ignore[arg-type]
    assert [(f.action, f.rang, f.beneficiaire) for f in flux] == [("verse", 0, versement.get("beneficiaire"))] * trouve


def test_le_rang_et_la_ligne_du_versement() -> None:
    ordinaire, verse = (depenser("a", "ville", **c).budget.lignes[0] for c in ({}, {"beneficiaire": "ccas"}))  # type: ignore[arg-type]
    deux = action(id="a", budget={"lignes": [ordinaire, verse]})
    (flux,) = trouver_flux(dossier(deux, depenser("b", "ccas")))
    assert (flux.rang, flux.ligne) == (1, deux.budget.lignes[1])


@pytest.mark.parametrize(
    ("montants", "cout"),
    [
        ([], None),
        ([{"prevu": "1000"}, {"prevu": "700.50", "vote": "9"}], "1700.50"),
        ([{"prevu": "1000"}, {"vote": "700"}], "1700"),
        ([{"prevu": "0"}], "0"),
        ([{"prevu": "1000"}, {}], None),
        ([{"prevu": "1000"}, {"engage": "500"}], None),
    ],
)
def test_une_partie_n_est_pas_le_cout(montants: list[dict[str, str]], cout: str | None) -> None:
    ligne = {"exercice": "2011", "section": "fonctionnement", "chapitre": "65", "libelle": "achat"}
    celle = action(budget={"lignes": [ligne | montant for montant in montants]})
    assert couter(compter_une_fois(celle, dossier(celle))) == (None if cout is None else Decimal(cout))

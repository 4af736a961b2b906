"""Ce que la commune verse à un organisme privé : le seuil au centime, les années d'une convention, le compte rendu."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.conventions import Subvention, echeance_du_compte_rendu, suivre_subventions
from contrat.modele.action import Action
from tests.calculs.argent.pieces import avec_droit, fiche, ligne

CONTRIBUTION = {
    "libelle": "local",
    "organisme": "ville",
    "beneficiaire": "ecole",
    "sens": "contribution",
    "montant": "30",
}


def versee(prevu: str = "100", **champs: str) -> dict[str, str]:
    return ligne(**({"beneficiaire": "ecole", "prevu": prevu} | champs))


def suivre(*actions: Action, **champs: Any) -> list[Subvention]:
    return list(suivre_subventions(avec_droit(*actions, **champs)))


@pytest.mark.parametrize(("prevu", "depasse"), [("100", False), ("100.01", True), ("99.99", False)])
def test_le_seuil_au_centime(prevu: str, depasse: bool) -> None:
    (celle,) = suivre(fiche(versee(prevu)))
    assert (celle.budget, celle.beneficiaire, celle.exercice, celle.montant) == ("ville", "ecole", 2011, Decimal(prevu))
    assert (celle.depasse, celle.a_convention, celle.en_nature) == (depasse, False, Decimal(0))
    assert celle.regle.seuil == 100


def test_toutes_les_actions_et_tous_les_apports() -> None:
    """Par budget, bénéficiaire et exercice ; une contribution en nature compte dans chaque exercice de l'action."""
    autre = CONTRIBUTION | {"beneficiaire": "etat", "montant": "11"}
    emploi = CONTRIBUTION | {"sens": "emploi", "montant": "7"}
    une = fiche(
        versee("60"), ligne(prevu="500"), versee("5", exercice="2012"), valorisations=[CONTRIBUTION, autre, emploi]
    )
    deux = fiche(versee("20"), versee("9", budget="ccas"), id="deux")
    trouvees = suivre(une, deux)
    assert [(s.budget, s.exercice, s.montant, s.en_nature) for s in trouvees] == [
        ("ville", 2011, Decimal(110), Decimal(30)), ("ville", 2012, Decimal(35), Decimal(30)),
        ("ccas", 2011, Decimal(9), Decimal(0)),
    ]  # fmt: skip
    assert [(v.action, v.rang) for v in trouvees[0].versees] == [("visites", 0), ("deux", 0)]
    assert trouvees[1].versees[0].rang == 2


@pytest.mark.parametrize(
    ("champs", "montant"),
    [
        ({"prevu": "1", "vote": "3", "realise": "2"}, 3), ({"prevu": "3", "vote": "1"}, 3),
        ({"realise": "4", "engage": "9"}, 4),
        ({}, 0),
    ],
)  # fmt: skip
def test_le_plus_fort_des_montants(champs: dict[str, str], montant: int) -> None:
    assert suivre(fiche(ligne(beneficiaire="ecole", **champs)))[0].montant == montant


def test_ce_qui_n_est_pas_une_subvention() -> None:
    """Un organisme public ou inconnu, une recette, un exercice d'avant la règle."""
    assert suivre(fiche(versee(beneficiaire="ccas"), versee(beneficiaire="inconnu"), versee(sens="recette"))) == []
    assert suivre(fiche(versee(exercice="2009"))) == []
    assert len(suivre(fiche(versee(exercice="2010")))) == 1


@pytest.mark.parametrize(
    ("dates", "vaut"),
    [
        ({}, "a signer"), ({"signe_le": "2011-12-31"}, "signee"), ({"signe_le": "2012"}, ""),
        ({"signe_le": "2009"}, "signee"), ({"jusqu_au": "2011-01-01"}, "a signer"), ({"jusqu_au": "2010-12-31"}, ""),
        ({"signe_le": "2010", "jusqu_au": "2012-12-31"}, "signee"), ({"organismes": ["etat"]}, ""),
    ],
)  # fmt: skip
def test_une_convention_signee_ou_a_signer(dates: dict[str, Any], vaut: str) -> None:
    convention = {"id": "c", "objet": "o", "organismes": ["ecole", "etat"], "source": "e"} | dates
    ailleurs = fiche(id="ailleurs", conventions=[convention])
    for actions in ([fiche(versee(), conventions=[convention])], [fiche(versee()), ailleurs]):
        (celle,) = suivre(*actions)
        assert (celle.a_convention, celle.a_signer is not None) == (vaut == "signee", vaut == "a signer")


def test_une_convention_du_contrat() -> None:
    texte = "conventions: [{id: c, objet: o, organismes: [ecole], source: e, signe_le: 2011}]"
    assert suivre(fiche(versee()), contrat=texte)[0].a_convention


@pytest.mark.parametrize(("exercice", "fin"), [(2009, None), (2010, date(2011, 6, 30)), (2011, date(2012, 6, 30))])
def test_le_compte_rendu(exercice: int, fin: date | None) -> None:
    trouve = echeance_du_compte_rendu(avec_droit(), exercice)
    assert (trouve and trouve[1]) == fin

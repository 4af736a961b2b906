"""Une action qui passe à un autre : ce qui est dit, ce qui reste à dépenser, les conventions qui suivent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contrat.calculs.actions.transfert import TransfertSuivi, suivre_transfert, suivre_transferts
from contrat.modele.action import Action
from contrat.modele.plan import Budget
from tests.calculs.argent.pieces import ligne
from tests.calculs.fabriques import action, dossier, lire

LANCEE = "{statut: lancee, date: 2010-03, source: essai}"
REALISEE = "{statut: realisee, date: 2010-09, source: essai}"
TRANSFEREE = "{statut: transferee, date: 2011-06-30, source: essai}"
REPRISE = {"repreneur": "etat"}


def convention(nom: str, couvre: str = "") -> str:
    return f"{{id: {nom}, objet: essai, organismes: [etat], source: essai, couvre: [{couvre}]}}"


def fiche(*etapes: str, **champs: object) -> Action:
    historique = lire(f"[{{statut: approuvee, date: 2010-02, source: essai}}, {', '.join(etapes)}]")
    statut = historique[-1]["statut"]
    return action("{}", historique=historique, statut=statut, **champs)


def suivre(celle: Action, contrat: str = "") -> TransfertSuivi:
    suivi = suivre_transfert(dossier(celle, contrat=contrat), celle)
    assert suivi is not None
    return suivi


def test_personne_ne_la_reprend() -> None:
    assert suivre_transfert(dossier(), fiche(LANCEE)) is None


def test_un_repreneur_annonce_sans_etape_ni_argent_a_venir() -> None:
    celle = fiche(LANCEE, liens=REPRISE, budget={"lignes": [ligne(exercice="2012", prevu="50")]})
    suivi = suivre(celle)
    assert (suivi.action, suivi.etape, suivi.reste, suivi.a_ete_lancee) == (celle, None, None, True)
    assert (suivi.modalites.argent, suivi.modalites.conventions) == (None, ())


@pytest.mark.parametrize(
    ("etapes", "lancee"), [((), False), ((LANCEE,), True), ((REALISEE,), True), ((LANCEE, REALISEE), True)]
)
def test_l_action_avait_ete_lancee(etapes: tuple[str, ...], lancee: bool) -> None:
    suivi = suivre(fiche(*etapes, TRANSFEREE))
    assert suivi.a_ete_lancee is lancee
    assert suivi.etape is not None
    assert (suivi.etape.statut, suivi.etape.date) == ("transferee", "2011-06-30")


@pytest.mark.parametrize(
    ("lignes", "reste"),
    [
        # L'exercice du transfert est encore à la ville ; le suivant ne l'est plus.
        ([ligne(exercice="2011", prevu="40")], None),
        ([ligne(exercice="2011", prevu="40"), ligne(exercice="2012", prevu="50")], "50"),
        # Le crédit est le montant prévu, ou à défaut le voté ; une ligne sans l'un ni l'autre ne fait pas zéro.
        ([ligne(exercice="2012", prevu="50"), ligne(exercice="2012", libelle="b", vote="8")], "58"),
        ([ligne(exercice="2012")], None),
        ([ligne(exercice="2012", prevu="0")], "0"),
        # Une recette n'est pas à dépenser.
        ([ligne(exercice="2012", prevu="50", sens="recette", chapitre="74")], None),
    ],
)
def test_ce_qui_reste_a_depenser(lignes: list[dict[str, str]], reste: str | None) -> None:
    budget = Budget.model_validate({"lignes": lignes})
    assert suivre(fiche(TRANSFEREE, budget=budget)).reste == (None if reste is None else Decimal(reste))


def test_les_conventions_qui_suivent_et_celles_qui_restent() -> None:
    """Celles de la fiche, puis celles du contrat qui couvrent l'action, l'une de leurs lignes au moins."""
    celle = fiche(
        TRANSFEREE,
        liens=REPRISE | {"transfert": {"conventions": ["b"], "argent": "suit"}},
        conventions=lire(f"[{convention('a')}]"),
    )
    visite, autre = "{action: visites, organisme: etat}", "{action: autre, organisme: etat}"
    contrat = f"conventions: [{convention('b', f'{autre}, {visite}')}, {convention('c', autre)}, {convention('d')}]"
    suivi = suivre(celle, contrat)
    assert [c.id for c in suivi.conventions] == ["a", "b"]
    assert ([c.id for c in suivi.suivent], [c.id for c in suivi.restent]) == (["b"], ["a"])
    assert suivi.modalites.argent == "suit"


def test_tous_les_transferts_dans_l_ordre_des_actions() -> None:
    seconde, premiere, gardee = (
        fiche(TRANSFEREE, id="seconde", numero="2"), fiche(TRANSFEREE), fiche(LANCEE, id="gardee", numero="3"),
    )  # fmt: skip
    assert [s.action.id for s in suivre_transferts(dossier(seconde, premiere, gardee))] == ["visites", "seconde"]

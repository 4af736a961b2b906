"""Ce qu'un contrat reprend d'un autre : ce qui dure, et rien de ce qui est à décider à nouveau."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from contrat import FORMAT
from contrat.calculs.creation.suite import (
    est_a_reprendre,
    partager_lignes,
    renouveler_axe,
    renouveler_contrat,
    repartir,
    reprendre_action,
)
from contrat.modele.action import Statut
from tests.calculs.fabriques import action

DURE = dict.fromkeys(
    ("thematiques", "territoire", "porteur", "objectifs", "gouvernance", "participation", "criteres_durables",
     "permanence", "menages", "source"),
    "x",
)  # fmt: skip
A_DECIDER = dict.fromkeys(("publies", "enveloppes", "jalons", "deliberations", "evaluation", "conventions"), "y")


@pytest.mark.parametrize("statut", get_args(Statut))
def test_ce_qui_est_fini_ne_se_reprend_pas(statut: Statut) -> None:
    fini = statut in ("realisee", "abandonnee", "transferee")
    assert est_a_reprendre(action().model_copy(update={"statut": statut})) is not fini


def test_le_contrat_suivant() -> None:
    ancien = {"id": "c-2010", "titre": "Contrat 2010-2012", "periode": {"debut": "2010", "fin": "2012"}}
    assert renouveler_contrat({**ancien, **DURE, **A_DECIDER}, "c-2013", 2013, 2015) == {
        "id": "c-2013",
        "format": str(FORMAT),
        "titre": "Contrat 2013-2015",
        "periode": {"debut": "2013", "fin": "2015"},
        "precedent": "c-2010",
        **DURE,
    }


@pytest.mark.parametrize(
    ("champs", "titre"),
    [
        ({"titre": "Contrat social", "periode": {"debut": "2010", "fin": "2012"}}, "Contrat social 2013-2015"),
        ({"titre": "Contrat 2012", "periode": {"debut": "2012", "fin": "2012"}}, "Contrat 2013-2015"),
        ({"titre": "2010-2012, contrat", "periode": {"debut": 2010, "fin": 2012}}, "2013-2015, contrat"),
        ({"titre": "Contrat 2010-2012"}, "Contrat 2010-2012 2013-2015"),
        ({"titre": "Contrat None-None", "periode": {}}, "Contrat None-None 2013-2015"),
        ({"periode": {"debut": "2010", "fin": "2012"}}, " 2013-2015"),
        ({"titre": "Contrat -", "periode": "illisible"}, "Contrat - 2013-2015"),
    ],
)
def test_le_titre_dit_la_periode_suivante(champs: dict[str, Any], titre: str) -> None:
    assert renouveler_contrat({"id": "a"} | champs, "b", 2013, 2015)["titre"] == titre


def test_un_contrat_d_un_an_ne_dit_son_annee_qu_une_fois() -> None:
    ancien = {"id": "a", "titre": "Contrat 2010-2012", "periode": {"debut": "2010", "fin": "2012"}}
    assert renouveler_contrat(ancien, "b", 2013, 2013)["titre"] == "Contrat 2013"


MESURE = {
    "id": "faites", "base": {"date": "2009", "valeur": "0"}, "cible": {"valeur": "9"}, "cible_fixee_le": "2010",
    "valeurs": [{"date": "2010", "valeur": "3"}, {"date": "2011", "valeur": "7"}],
}  # fmt: skip


def test_la_derniere_mesure_devient_le_depart() -> None:
    jamais = {"id": "autre", "base": {"date": "2009", "valeur": "1"}, "cible": {"valeur": "2"}}
    trois = {"id": "i", "valeurs": [{"date": jour} for jour in ("2010", "2011", "2012")]}
    assert repartir([trois]) == [{"id": "i", "base": {"date": "2012"}}]
    assert repartir([MESURE, jamais]) == [
        {"id": "faites", "base": {"date": "2011", "valeur": "7"}},
        {"id": "autre", "base": {"date": "2009", "valeur": "1"}},
    ]
    suivant = renouveler_contrat({"id": "a", "titre": "t", "indicateurs": [MESURE]}, "b", 2013, 2015)
    assert suivant["indicateurs"] == [{"id": "faites", "base": {"date": "2011", "valeur": "7"}}]
    assert "indicateurs" not in renouveler_contrat({"id": "a", "titre": "t", "indicateurs": []}, "b", 2013, 2015)


def test_un_axe_perd_ses_constats() -> None:
    assert renouveler_axe({"id": "axe-1", "titre": "A", "constats": ["c"]}) == {"id": "axe-1", "titre": "A"}


CONTINUE = dict.fromkeys(
    ("titre", "titre_court", "description", "contexte", "objectifs", "effets_attendus", "publics", "thematiques",
     "territoire", "maitre_ouvrage", "gestionnaire", "pilote", "elu_referent", "partenaires", "base",
     "participation", "source"),
    "x",
)  # fmt: skip
DU_PASSE = dict.fromkeys(
    ("budget", "plan", "deliberations", "hierarchisation", "evaluation", "calendrier", "numero", "constats"), "y"
)


def test_une_fiche_continue_proposee() -> None:
    liens = {"actions": ["voisine", "finie"], "repreneur": "ccas"}
    ecrit = {"id": "visites", "axe": "axe-9", "porteur": "ancien", **CONTINUE, **DU_PASSE, "liens": liens}
    reprise = reprendre_action(
        ecrit | {"indicateurs": [MESURE]}, "c-2010", "2013-01-01", axe="axe-1", porteur="ville", voisines={"voisine"}
    )
    assert reprise == {
        "id": "visites",
        "axe": "axe-1",
        "statut": "proposee",
        "historique": [{"statut": "proposee", "date": "2013-01-01", "note": "reprise du contrat c-2010"}],
        "porteur": "ville",
        **CONTINUE,
        "indicateurs": [{"id": "faites", "base": {"date": "2011", "valeur": "7"}}],
        "liens": {"precedent": {"contrat": "c-2010", "fiche": "visites"}, "actions": ["voisine"]},
    }


@pytest.mark.parametrize("liens", [None, "illisibles", {}, {"actions": ["finie"]}])
def test_sans_voisine_reprise_elle_n_en_garde_aucune(liens: object) -> None:
    reprise = reprendre_action({"id": "v", "liens": liens, "indicateurs": []}, "c", "2013", axe="a", porteur="p")
    assert (reprise["liens"], "indicateurs" in reprise) == ({"precedent": {"contrat": "c", "fiche": "v"}}, False)


def test_les_lignes_qui_suivent_une_action_transferee() -> None:
    """L'exercice de ce jour compris ; ce qui est engagé ou payé reste où il est."""
    lignes = [
        {"exercice": "2011"}, {"exercice": "2012"}, {"exercice": "2013", "engage": "5"}, {"exercice": "2013"},
        {"exercice": "2013", "engage": ""},
    ]  # fmt: skip
    ecrit = {"budget": {"lignes": lignes}, "plan": "illisible"}
    assert partager_lignes(ecrit, "budget", "lignes", 2012, ("engage", "realise")) == [1, 3, 4]
    assert partager_lignes(ecrit, "budget", "ressources", 2012, ()) == []
    assert partager_lignes(ecrit, "plan", "ressources", 2012, ()) == []
    assert partager_lignes(ecrit, "absent", "lignes", 2012, ()) == []

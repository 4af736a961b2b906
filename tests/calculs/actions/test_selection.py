"""Choisir des actions, et les façons de nommer un axe, une action, un organisme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.actions.selection import (
    Filtre,
    financeurs,
    natures_des_montants,
    noms_des_actions,
    noms_des_axes,
    noms_des_organismes,
    numeroter,
    selectionner,
    situer,
    tous_les_financeurs,
)
from contrat.modele.action import Action, Axe
from contrat.modele.organisme import Organisme, Source
from tests.calculs.fabriques import action, dossier, lire, objet

JOUR = date(2011, 6, 15)
LIGNE = lire("{exercice: 2011, section: fonctionnement, chapitre: '011', libelle: a}")
AXE = objet(Axe, "{id: axe-1, numero: 3, titre: t, titre_court: t, finalite: f, source: e}")


def ressource(organisme: str, etat: str = "accorde", **champs: str) -> dict[str, str]:
    commun = {"nature": "subvention_publique", "exercice": "2011", "section": "fonctionnement", "montant": "1"}
    return commun | {"organisme": organisme, "etat": etat} | champs


def financee(*ressources: dict[str, str], **champs: Any) -> Action:
    return action(plan={"ressources": list(ressources)}, **champs)


def test_la_situation_d_une_action() -> None:
    celle = action(
        historique=[{"statut": "lancee", "date": "2010"}, {"statut": "realisee", "date": "2011-06-16"}],
        statut="realisee",
        calendrier={"debut": "2010", "fin": "2011-06-14"},
        budget={"lignes": [*(LIGNE | {"prevu": p} for p in "23"), LIGNE | {"prevu": "9", "sens": "recette"}]},
    )  # fmt: skip
    situation = situer(dossier(celle, axes={"axe-1": AXE}), celle, JOUR)
    assert (situation.action, situation.numero, situation.statut, situation.fin) == (
        celle,
        "3.1",
        "lancee",
        "2011-06-14",
    )
    assert (situation.cout, situation.retard.fin) == (Decimal(5), "2011-06-14")
    assert situation.completude.manques
    vide = action()
    assert situer(dossier(vide), vide, JOUR).cout is None
    recente = action(historique=[{"statut": "approuvee", "date": "2011-06"}])
    assert [situer(dossier(a), a, JOUR).statut_est_sur for a in (celle, recente)] == [True, False]
    assert Filtre().incomplete is False


def test_le_numero() -> None:
    connu = dossier(axes={"axe-1": AXE})
    idee = action(statut="idee", historique=[{"statut": "idee", "date": "2010"}], numero=None)
    assert [numeroter(connu, a) for a in (action(numero="2"), idee)] == ["3.2", "3.-"]
    assert numeroter(dossier(), action()) == "axe-1.1"


@pytest.mark.parametrize(
    ("filtre", "noms"),
    [
        (Filtre(), ["une", "deux"]),
        (Filtre(axe="axe-1"), ["une"]),
        (Filtre(axe="axe-9"), []),
        (Filtre(statut="lancee"), ["deux"]),
        (Filtre(financeur="etat"), ["une"]),
        (Filtre(financeur="ecole"), []),
        (Filtre(en_retard=True), ["deux"]),
        (Filtre(incomplete=True), ["une", "deux"]),
        (Filtre(axe="axe-1", statut="lancee"), []),
    ],
)
def test_les_filtres(filtre: Filtre, noms: list[str]) -> None:
    une = financee(ressource("etat"), ressource("ecole", "refuse"), id="une")
    deux = action(id="deux", axe="axe-2", numero="2", statut="lancee", calendrier={"debut": "2010", "fin": "2010"},
                  historique=[{"statut": "lancee", "date": "2010"}])  # fmt: skip
    axes = {"axe-1": AXE, "axe-2": AXE.model_copy(update={"id": "axe-2", "numero": 4})}
    assert [s.action.id for s in selectionner(dossier(deux, une, axes=axes), filtre, JOUR)] == noms


def test_qui_paie() -> None:
    celle = financee(*(ressource(o, e) for o, e in (
        ("ville", "accorde"), ("etat", "sollicite"), ("ecole", "refuse"), ("ccas", "caduc"), ("ville", "pressenti"),
        ("region", "retire"),
    )))  # fmt: skip
    assert financeurs(celle) == ["ville", "etat"]
    autre = financee(*(ressource(o) for o in ("ccas", "epci", "caf", "anah", "region")), id="autre")
    assert tous_les_financeurs(dossier(celle, autre)) == ["anah", "caf", "ccas", "epci", "etat", "region", "ville"]


def test_la_nature_des_montants() -> None:
    natures = (("essai", "publie"), ("refait", "reconstitution"), ("vu", "releve"))
    sources = {n: objet(Source, "{titre: t}", id=n, nature=v) for n, v in natures}
    celui = dossier(sources=sources)

    def lues(*fiches: Action) -> set[str]:
        return set(natures_des_montants(celui, fiches))

    assert lues(action()) == set()
    ligne = action(budget={"lignes": [LIGNE]})
    assert lues(ligne) == {"publie"}
    assert lues(action(budget={"lignes": [LIGNE | {"source": "vu"}]})) == {"releve"}
    assert lues(financee(ressource("etat", source="refait")), ligne) == {"publie", "reconstitution"}
    assert lues(action(plan={"ressources": [ressource("etat")], "source": "vu"})) == {"releve"}


def test_comment_se_nomment_un_axe_une_action_un_organisme() -> None:
    idee = action(id="idee", numero=None, statut="idee", historique=[{"statut": "idee", "date": "2010"}])
    etat = objet(Organisme, "{id: etat, nom: État, nature: etat, public: oui, source: e}")
    organismes = {"etat": etat, "caf": etat.model_copy(update={"id": "caf", "nom": "Caisse", "sigle": "CAF"})}
    celui = dossier(action(), idee, axes={"axe-1": AXE}, organismes=organismes)
    assert noms_des_axes(celui) == [("axe-1", "axe-1"), ("3", "axe-1")]
    assert noms_des_actions(celui) == [("visites", "visites"), ("3.1", "visites"), ("idee", "idee")]
    assert noms_des_organismes(celui) == [
        ("etat", "etat"), ("État", "etat"), ("caf", "caf"), ("CAF", "caf"), ("Caisse", "caf"),
    ]  # fmt: skip

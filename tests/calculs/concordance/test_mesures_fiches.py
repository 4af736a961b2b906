"""Les grandeurs qui se comptent dans les fiches, les axes et le contrat, aux bornes de la période."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.reperes import depenser
from contrat.calculs.concordance.mesures_fiches import (
    Calcul,
    budgeter,
    compter_actions,
    compter_axes,
    compter_commissions,
    compter_criteres,
    compter_deliberees,
    compter_exercices,
    compter_exercices_action,
    compter_exercices_chiffres,
    compter_financeurs,
    compter_partenaires,
    compter_partenaires_du_contrat,
    consolider_periode,
    lire_autre_source,
    sommer_ville,
    trouver_indicateur,
)
from contrat.modele.action import Action, Axe
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Organisme
from tests.calculs.fabriques import ORGANISMES, action, dossier, lire, objet, publie


def ligne(**champs: str) -> dict[str, str]:
    connu = {"exercice": "2011", "section": "fonctionnement", "chapitre": "011", "libelle": "achat"}
    return connu | champs


def ressource(organisme: str, montant: str, exercice: str = "2011") -> dict[str, str]:
    return {"organisme": organisme, "nature": "subvention_publique", "exercice": exercice, "montant": montant,
            "section": "fonctionnement", "etat": "accorde"}  # fmt: skip


def fiche(*lignes: dict[str, str], ressources: tuple[dict[str, str], ...] = (), **champs: Any) -> Action:
    return action(budget={"lignes": list(lignes)}, plan={"ressources": list(ressources)}, **champs)


def mesurer(calcul: Calcul, celui: Dossier, *periode: int, **champs: Any) -> int | None:
    trouve = calcul(celui, publie(*periode, **champs))
    assert trouve is None or isinstance(trouve, Decimal)
    return None if trouve is None else int(trouve)


BUDGET = dossier(
    fiche(
        ligne(prevu="1", exercice="2010"), ligne(prevu="2", section="investissement"),
        ligne(prevu="4", exercice="2012"),
        ressources=(ressource("etat", "8"), ressource("ville", "16"), ressource("ecole", "32", "2012")),
    ),
    fiche(ligne(), id="autre", ressources=(ressource("ville", "64", "2010"), ressource("etat", "1", "2010"))),
    contrat="periode: {debut: 2010, fin: 2013}",
)  # fmt: skip


def test_les_totaux_de_la_periode() -> None:
    assert mesurer(budgeter(depenser("fonctionnement")), BUDGET, 2010, 2010) == 1
    assert mesurer(budgeter(depenser("investissement")), BUDGET, 2010, 2012) == 2
    assert mesurer(budgeter(depenser("fonctionnement", "investissement")), BUDGET, 2010, 2010) == 1
    # En 2011, une dépense de fonctionnement n'a pas de montant : ce qu'on en sait n'est pas le total.
    assert mesurer(budgeter(depenser("fonctionnement")), BUDGET, 2010, 2012) is None
    assert mesurer(budgeter(depenser("fonctionnement", "investissement")), BUDGET, 2011, 2011) is None
    assert mesurer(budgeter(depenser("fonctionnement")), BUDGET, 2012, 2012) == 4
    assert mesurer(budgeter(lambda c: c.total_ressources), BUDGET, 2011, 2011) == 24
    assert consolider_periode(BUDGET, range(2010, 2012)).exercices == (2010, 2011)


def test_les_exercices_qui_ont_un_chiffre() -> None:
    assert mesurer(compter_exercices_chiffres, BUDGET, 2010, 2013) == 3
    assert mesurer(compter_exercices_chiffres, BUDGET, 2013, 2013) == 0
    assert mesurer(compter_exercices, BUDGET) == 4


def test_ce_que_la_ville_apporte() -> None:
    """Avec l'école, rattachée au centre d'action sociale ; à une action, ou à toutes."""
    assert mesurer(sommer_ville, BUDGET, 2010, 2012) == 112
    assert mesurer(sommer_ville, BUDGET, 2010, 2012, action="visites") == 48
    assert mesurer(sommer_ville, BUDGET, 2010, 2012, action="autre") == 64
    assert mesurer(sommer_ville, BUDGET, 2010, 2012, action="inconnue") is None


def test_les_financeurs_exterieurs() -> None:
    assert mesurer(compter_financeurs, BUDGET, 2010, 2012) == 1
    assert mesurer(compter_financeurs, BUDGET, 2012, 2012) == 0


def test_les_partenaires_du_contrat() -> None:
    organismes = [Organisme.model_validate(o) for o in lire(ORGANISMES)]
    roles = (("partenaire",), ("financeur", "partenaire"), ("financeur",), ("partenaire", "associe"))
    tenus = {o.id: o.model_copy(update={"roles": r}) for o, r in zip(organismes, roles, strict=True)}
    assert mesurer(compter_partenaires_du_contrat, dossier(organismes=tenus)) == 3


def test_les_axes_et_leurs_commissions() -> None:
    texte = "{titre: t, titre_court: t, finalite: f, source: essai, numero: 1}"
    axes = {
        i: objet(Axe, texte, id=i, **c) for i, c in (("axe-1", {}), ("axe-2", {"commission": "habitat"}), ("axe-3", {}))
    }
    assert mesurer(compter_axes, dossier(axes=axes)) == 3
    assert mesurer(compter_commissions, dossier(axes=axes)) == 1


@pytest.mark.parametrize(
    ("date", "fin", "compte"),
    [("2011", 2011, 1), ("2011-12-31", 2011, 1), ("2012-01-01", 2011, 0), ("2012", 2011, 0), ("2009-05", 2011, 1)],
)
def test_les_actions_qui_ont_pris_un_statut(date: str, fin: int, compte: int) -> None:
    """Quoi qu'elles soient devenues depuis."""
    etapes = [
        {"statut": "lancee", "date": date, "source": "e"},
        {"statut": "abandonnee", "date": "2013", "source": "e"},
    ]
    celui = dossier(action(statut="abandonnee", historique=etapes), action(id="idee"))
    assert mesurer(compter_actions(frozenset({"lancee"})), celui, 2010, fin) == compte
    assert mesurer(compter_actions(frozenset({"approuvee"})), celui, 2010, 2010) == 1
    assert mesurer(compter_actions(frozenset({"realisee"})), celui, 2010, 2013) == 0


@pytest.mark.parametrize(("date", "compte"), [("2009-12-31", 0), ("2010-01-01", 1), ("2011", 1), ("2012-01", 0)])
def test_les_actions_deliberees(date: str, compte: int) -> None:
    acte = {"date": date, "instance": "conseil", "objet": "plan", "source": "essai"}
    celui = dossier(action(deliberations=[acte, acte]), action(id="autre"))
    assert mesurer(compter_deliberees, celui) == compte


@pytest.mark.parametrize(
    ("calendrier", "combien"),
    [("{debut: 2010, fin: 2012}", 3), ("{debut: 2010-12-31, fin: 2011-01}", 2), ("{debut: 2010, fin: 2010}", 1),
     ("{debut: 2010}", None), ("{fin: 2010}", None)],
)  # fmt: skip
def test_les_exercices_d_une_action(calendrier: str, combien: int | None) -> None:
    celui = dossier(action(calendrier=lire(calendrier), statut="idee", historique=[{"statut": "idee", "date": "2010"}]))
    assert mesurer(compter_exercices_action, celui, action="visites") == combien
    assert mesurer(compter_exercices_action, celui, action="inconnue") is None
    assert mesurer(compter_exercices_action, celui) is None


def test_les_partenaires_d_une_action() -> None:
    roles = [("etat", "financeur"), ("etat", "associe"), ("ecole", "operateur")]
    celui = dossier(action(partenaires=[{"organisme": o, "role": r} for o, r in roles]))
    assert mesurer(compter_partenaires, celui, action="visites") == 2
    assert mesurer(compter_partenaires, celui, action="inconnue") is None


def test_les_criteres_atteints() -> None:
    def critere(**bilan: Any) -> dict[str, Any]:
        return {"prevu": {"niveau": "non_documente", "justification": "à dire", "source": "e"}} | bilan

    def bilan(niveau: str) -> dict[str, Any]:
        return critere(bilan={"niveau": niveau, "justification": "vu", "source": "e"})

    criteres = {"economique": bilan("atteint"), "social": bilan("fort"), "environnemental": bilan("faible")}
    celui = dossier(action(criteres_dd=criteres), action(id="rien"))
    assert mesurer(compter_criteres, celui, action="visites") == 1
    assert mesurer(compter_criteres, celui, action="rien") == 0
    assert mesurer(compter_criteres, celui) is None


INDICATEUR = {"libelle": "visites", "niveau": "realisation", "unite": "visite"}


def suivre(*valeurs: dict[str, str]) -> Dossier:
    siens = [INDICATEUR | {"id": "faites", "valeurs": list(valeurs)}, INDICATEUR | {"id": "prevues"}]
    ailleurs = {"indicateurs": [INDICATEUR | {"id": "habitants"}],
                "diagnostic": {"indicateurs": [INDICATEUR | {"id": "precaires"}]}}  # fmt: skip
    celui = dossier(action(indicateurs=siens))
    contrat = celui.contrat.model_validate(celui.contrat.model_dump(mode="json") | ailleurs)
    return dossier(action(indicateurs=siens), contrats={"contrat": contrat})


def test_l_indicateur_que_nomme_un_chiffre() -> None:
    celui = suivre()
    trouves = [
        trouver_indicateur(celui, publie(indicateur=nom, action=fiche))
        for nom, fiche in (
            ("faites", "visites"), ("prevues", "visites"), ("habitants", None), ("precaires", None),
            ("habitants", "visites"), ("faites", None), ("faites", "inconnue"),
        )
    ]  # fmt: skip
    assert [i and i.id for i in trouves] == ["faites", "prevues", "habitants", "precaires", None, None, None]


@pytest.mark.parametrize(
    ("valeur", "lue"),
    [
        ({"date": "2010"}, 7),
        ({"date": "2011-12-31"}, 7),
        ({"date": "2009-12-31"}, None),
        ({"date": "2012-01"}, None),
        ({"date": "2012", "depuis": "2011-12"}, 7),
        ({"date": "2012", "depuis": "2012"}, None),
        ({"date": "2013", "depuis": "2009"}, 7),
        ({"date": "2010", "source": "document"}, None),  # la même source ne prouve rien
    ],
)
def test_la_valeur_d_une_autre_source(valeur: dict[str, str], lue: int | None) -> None:
    celui = suivre({"valeur": "7", "source": "autre"} | valeur)
    assert mesurer(lire_autre_source, celui, action="visites", indicateur="faites") == lue


def test_la_derniere_valeur_l_emporte() -> None:
    tard = suivre({"date": "2012-06", "depuis": "2012", "valeur": "7", "source": "autre"})
    assert mesurer(lire_autre_source, tard, 2010, 2012, action="visites", indicateur="faites") == 7
    valeurs = [{"date": "2010", "valeur": "1", "source": "a"}, {"date": "2011", "valeur": "2", "source": "b"}]
    assert mesurer(lire_autre_source, suivre(*valeurs), action="visites", indicateur="faites") == 2
    assert mesurer(lire_autre_source, suivre(), action="visites", indicateur="inconnu") is None


def test_un_exercice_sans_ligne_ne_se_recalcule_pas() -> None:
    celui = dossier(fiche(ligne(prevu="60")))
    connus = [mesurer(budgeter(depenser(s)), celui, 2011, 2011) for s in ("fonctionnement", "investissement")]
    assert (connus, mesurer(budgeter(depenser("investissement")), celui, 2010, 2010)) == ([60, 0], None)

"""Ce qui est atteint, ce que chaque résultat a coûté, et ce qu'on ne sait pas : rien n'est supposé."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.actions.cout import Cout
from contrat.calculs.actions.evaluation import (
    Lacune,
    MesureIndicateur,
    designer_questions,
    evaluer,
    evaluer_action,
    mesurer_action,
    questions_posees,
    questions_sans_reponse,
)
from contrat.calculs.actions.mesure import mesurer
from contrat.modele.action import Action, Axe
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.suivi import Indicateur
from tests.calculs.fabriques import CONTRAT, action, dossier, lire, objet

PERIODE = Periode(debut=2010, fin=2011)


def ligne(exercice: str = "2011", **champs: str) -> dict[str, str]:
    return {"exercice": exercice, "section": "fonctionnement", "chapitre": "011", "libelle": "a"} | champs


def fiche(*lignes: dict[str, str], **champs: Any) -> Action:
    etapes = champs.pop("etapes", (("2010", "lancee"),))
    historique = [{"date": d, "statut": s, "source": "e"} for d, s in etapes]
    return action(budget={"lignes": list(lignes)}, historique=historique, statut=etapes[-1][1], **champs)


def valeur(nombre: str, date: str = "2011", **champs: str) -> dict[str, str]:
    return {"date": date, "valeur": nombre, "source": "e"} | champs


def indicateur(*valeurs: dict[str, str], **champs: Any) -> dict[str, Any]:
    commun = {"id": "i", "libelle": "visites", "niveau": "resultat", "unite": "visite", "valeurs": list(valeurs)}
    commun |= {"nature": "cumulee", "sens": "hausse"}
    return commun | champs


def mesure(*valeurs: dict[str, str], celle: Action | None = None, **champs: Any) -> MesureIndicateur:
    suivi = Indicateur.model_validate(indicateur(*valeurs, **champs))
    return mesurer_action(celle or fiche(ligne(realise="100")), suivi, PERIODE)


def test_la_valeur_de_la_fin_de_la_periode() -> None:
    celle = mesure(valeur("1", "2010"), valeur("2", "2011-12-31"), valeur("3", "2012-01-01"), valeur("4", "2013"))
    assert celle.valeur is not None
    assert (celle.valeur.valeur, [v.valeur for v in celle.posterieures]) == (Decimal(2), [Decimal(3), Decimal(4)])
    rien = Indicateur.model_validate(indicateur(valeur("3", "2012")))
    assert (mesurer(rien, PERIODE.fin).valeur, mesurer(rien, PERIODE.fin).posterieures) == (None, rien.valeurs)


@pytest.mark.parametrize(
    ("champs", "taux", "atteinte"),
    [
        ({}, None, None),
        ({"cible": valeur("20")}, Decimal(50), False),
        ({"cible": valeur("10")}, Decimal(100), True),
        ({"cible": valeur("10.01")}, Decimal(1000) / Decimal("10.01"), False),
        ({"cible": valeur("8")}, Decimal(125), True),
        ({"cible": valeur("20"), "base": valeur("5")}, Decimal(500) / 15, False),
        ({"cible": valeur("4"), "base": valeur("16"), "sens": "baisse"}, Decimal(50), False),
        ({"cible": valeur("0"), "sens": "baisse"}, None, False),
        ({"cible": valeur("6"), "base": valeur("6")}, None, True),
    ],
)
def test_le_chemin_parcouru(champs: dict[str, Any], taux: Decimal | None, atteinte: bool | None) -> None:
    celle = mesure(valeur("10"), **champs)
    assert (celle.taux, celle.est_atteinte) == (taux, atteinte)
    assert mesure(**champs).taux is None


@pytest.mark.parametrize(
    ("lignes", "releve", "cout"),
    [
        ([ligne(realise="100")], valeur("8"), Cout(Decimal("12.5"), (2010, 2011), Decimal(100))),
        ([ligne(realise="100"), ligne("2010", realise="50")], valeur("5"),
         Cout(Decimal(30), (2010, 2011), Decimal(150))),
        ([ligne(realise="100"), ligne("2010", realise="50")], valeur("5", depuis="2011"),
         Cout(Decimal(20), (2011, 2011), Decimal(100))),
        ([ligne(realise="100"), ligne("2012", realise="50")], valeur("5"),
         Cout(Decimal(20), (2010, 2011), Decimal(100))),
        ([ligne(realise="100"), ligne(realise="9", sens="recette")], valeur("5"),
         Cout(Decimal(20), (2010, 2011), Decimal(100))),
        ([ligne(realise="100")], valeur("1"), Cout(Decimal(100), (2010, 2011), Decimal(100))),
        ([ligne(realise="0")], valeur("5"), Cout(Decimal(0), (2010, 2011), Decimal(0))),
        ([], valeur("5"), Cout(None, (2010, 2011), motif="depenses_absentes")),
        ([ligne(realise="100"), ligne()], valeur("5"), Cout(None, (2010, 2011), motif="depenses_absentes")),
        ([ligne(realise="100")], valeur("0"), Cout(None, (2010, 2011), Decimal(100), "valeur_nulle")),
        ([ligne(realise="100")], valeur("-1"), Cout(None, (2010, 2011), Decimal(100), "valeur_nulle")),
        ([ligne(realise="100")], valeur("5", depuis="2009-12-31"), Cout(None, (2009, 2011), motif="hors_periode")),
        ([ligne("2010", realise="6")], valeur("5", "2010", depuis="2010"),
         Cout(Decimal("1.2"), (2010, 2010), Decimal(6))),
        ([ligne(realise="100")], valeur("5", "2012"), Cout(None, motif="valeur_absente")),
    ],
)  # fmt: skip
def test_le_cout_d_un_resultat(lignes: list[dict[str, str]], releve: dict[str, str], cout: Cout) -> None:
    assert mesure(releve, celle=fiche(*lignes)).cout == cout


def test_sans_calendrier_la_valeur_est_de_son_annee() -> None:
    idee = fiche(ligne(realise="10"), ligne("2010", realise="5"), calendrier={}, etapes=(("2010", "idee"),))
    assert mesure(valeur("5"), celle=idee).cout == Cout(Decimal(2), (2011, 2011), Decimal(10))


@pytest.mark.parametrize(
    ("champs", "divisible"),
    [
        ({"niveau": "realisation"}, True), ({"niveau": "impact"}, True), ({"niveau": "moyen"}, False),
        ({"niveau": "diagnostic"}, False), ({"unite": "%"}, False), ({"unite": "€"}, False),
    ],
)  # fmt: skip
def test_ce_qui_se_divise(champs: dict[str, Any], divisible: bool) -> None:
    assert (mesure(valeur("5"), **champs).cout is not None) is divisible


@pytest.mark.parametrize(
    ("etapes", "lancee", "statut"),
    [
        ((("2010", "approuvee"),), False, "approuvee"),
        ((("2010", "approuvee"), ("2011-12-31", "lancee")), True, "lancee"),
        ((("2010", "approuvee"), ("2012", "lancee")), False, "approuvee"),
        ((("2010", "lancee"), ("2011", "abandonnee")), True, "abandonnee"),
        ((("2012", "approuvee"),), False, None),
    ],
)
def test_une_action_lancee_a_coute(etapes: Any, lancee: bool, statut: str | None) -> None:
    evaluee = evaluer_action(fiche(etapes=etapes), PERIODE)
    assert (evaluee.est_lancee, evaluee.statut, bool(evaluee.lacunes)) == (lancee, statut, lancee)


def critere(bilan: bool) -> dict[str, Any]:
    niveau = {"niveau": "fort", "justification": "j", "source": "e"}
    return {"prevu": niveau} | ({"bilan": niveau} if bilan else {})


def criteres(*constates: bool) -> dict[str, Any]:
    return dict(zip(("economique", "social", "environnemental"), map(critere, constates), strict=True))


def test_ce_qu_il_faudrait_savoir() -> None:
    pauvre = fiche(ligne(), indicateurs=[indicateur(), indicateur(id="j", libelle="repas", cible=valeur("2")),
                                         indicateur(id="k", libelle="agents", niveau="moyen")])  # fmt: skip
    assert evaluer_action(pauvre, PERIODE).lacunes == (
        Lacune("valeur", ("visites", "repas")), Lacune("cible", ("visites",)), Lacune("depenses"),
        Lacune("criteres", ("economique", "social", "environnemental")), Lacune("conclusions"),
    )  # fmt: skip
    evaluation = lire("{questions: [q], conclusions: oui, source: e}")
    complete = fiche(ligne(realise="1"), indicateurs=[indicateur(valeur("1"), cible=valeur("2"))],
                     criteres_dd=criteres(True, True, True), evaluation=evaluation)  # fmt: skip
    assert evaluer_action(complete, PERIODE).lacunes == ()
    assert evaluer_action(complete, PERIODE).changements == ()
    partielle = fiche(ligne(realise="1"), ligne(), evaluation=evaluation)
    assert Lacune("depenses") in evaluer_action(partielle, PERIODE).lacunes
    sociale = fiche(ligne(realise="1", sens="recette"), criteres_dd=criteres(True, False, True), evaluation=evaluation)
    assert [x.genre for x in evaluer_action(sociale, PERIODE).lacunes] == ["valeur", "cible", "depenses", "criteres"]
    assert evaluer_action(sociale, PERIODE).lacunes[-1].objets == ("social",)


def test_un_axe_additionne_ses_actions_lancees() -> None:
    texte = "{titre: t, titre_court: t, finalite: f, source: essai}"
    axes = {i: objet(Axe, texte, id=i, numero=n) for i, n in (("axe-b", "2"), ("axe-a", "2"), ("axe-c", "1"))}
    juges = [
        indicateur(valeur("5"), id="atteint", cible=valeur("5")), indicateur(valeur("4"), id="bas", cible=valeur("5")),
        indicateur(valeur("6"), id="depasse", cible=valeur("5")),
        indicateur(id="sans-valeur", cible=valeur("5")), indicateur(valeur("1"), id="sans-cible"),
        indicateur(valeur("5"), id="moyen", niveau="moyen", cible=valeur("5")),
    ]  # fmt: skip
    un = fiche(id="un", axe="axe-a", numero="2", indicateurs=juges, criteres_dd=criteres(True, False, True))
    deux = fiche(id="deux", axe="axe-a", numero="1", criteres_dd=criteres(False, False, False))
    pas_lancee = fiche(id="trois", axe="axe-a", numero="3", indicateurs=juges, criteres_dd=criteres(True, True, True),
                       etapes=(("2010", "approuvee"),))  # fmt: skip
    c, a, b = evaluer(dossier(un, deux, pas_lancee, axes=axes), PERIODE)
    assert [x.axe.id for x in (c, a, b)] == ["axe-c", "axe-a", "axe-b"]
    assert [e.action.id for e in a.actions] == ["deux", "un", "trois"]
    compte, vide = a.decompte, b.decompte
    # Les six du premier, un moyen en moins, et celui du second, que rien ne mesure.
    assert (compte.actions, compte.lancees, len(compte.jugees), compte.mesurees) == (3, 2, 6, 4)
    assert (len(compte.cibles), compte.atteintes, compte.non_jugees) == (4, 2, 1)
    assert (compte.criteres_attendus, compte.criteres_constates) == (6, 2)
    assert (vide.lancees, vide.jugees, vide.criteres_attendus, vide.actions) == (0, (), 0, 0)


def test_ce_dont_la_fiche_ne_dit_pas_de_quoi_juger() -> None:
    """Une cible et une valeur sans le sens attendu, ou une valeur de l'année sans la cible de cette année-là."""
    vague = indicateur(valeur("4"), cible=valeur("5"))
    del vague["sens"]
    annuelle = indicateur(
        valeur("1", "2009"), valeur("1"), id="j", libelle="repas", nature="annuelle", cible=valeur("5", "2011")
    )
    lue = evaluer_action(fiche(ligne(realise="1"), indicateurs=[vague, annuelle]), PERIODE)
    assert Lacune("jugement", ("visites", "repas")) in lue.lacunes


QUESTIONS = {"questions": ["q", "r"], "source": "e"}
REPONDU = {"reponses": [{"question": "q", "reponse": "oui", "source": "e"}]}


def test_les_questions_posees_et_celles_qui_attendent() -> None:
    celle = fiche(ligne(realise="1"), criteres_dd=criteres(True, True, True), evaluation=QUESTIONS | REPONDU)
    assert evaluer_action(celle, PERIODE).lacunes[-1] == Lacune("conclusions", ("r",))
    muette = fiche(ligne(realise="1"), criteres_dd=criteres(True, True, True), evaluation=QUESTIONS)
    assert evaluer_action(muette, PERIODE).lacunes[-1] == Lacune("conclusions")
    assert questions_posees(celle) == ("q", "r")
    durables = [{"critere": "social", "question": "pour qui", "source": "e"}]
    contrat = objet(Contrat, CONTRAT, evaluation=QUESTIONS, criteres_durables=durables)
    assert designer_questions(contrat) == {"1": "q", "2": "r", "social": "pour qui"}
    assert questions_sans_reponse(("q", "r", "q"), celle.evaluation.reponses) == ("r",)
    texte = "{id: axe-1, numero: 1, titre: t, titre_court: t, finalite: f, source: essai}"
    axes = {"axe-1": objet(Axe, texte, evaluation=QUESTIONS | REPONDU), "axe-2": objet(Axe, texte, id="axe-2")}
    assert [a.sans_reponse for a in evaluer(dossier(axes=axes), PERIODE)] == [("r",), ()]
    assert designer_questions(axes["axe-2"]) == {}


def test_seule_une_cible_atteinte_compte() -> None:
    texte = "{id: axe-1, numero: 1, titre: t, titre_court: t, finalite: f, source: essai}"
    juges = [
        indicateur(*([valeur(v)] if v else []), id=f"i-{n}", cible=valeur("5")) for n, v in enumerate(("5", "4", ""))
    ]
    (axe,) = evaluer(dossier(fiche(indicateurs=juges), axes={"axe-1": objet(Axe, texte)}), PERIODE)
    assert (axe.decompte.atteintes, axe.decompte.non_jugees) == (1, 1)

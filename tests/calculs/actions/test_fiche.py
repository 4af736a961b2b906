"""Une fiche à un jour : son argent, ses rangs en séance, ce qui suit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.actions.fiche import compter_argent, examiner_action, lister_actions
from contrat.calculs.actions.selection import Filtre
from contrat.calculs.sommes import TotalPartiel
from contrat.modele.action import Action
from contrat.modele.organisme import Source
from contrat.modele.seance import Seance
from tests.calculs.fabriques import action, dossier, lire, objet

JOUR = date(2011, 6, 15)
SEANCE = """
instance: comite
objet: classer
colleges: [{college: elus, presents: 3}]
ponderation_colleges: egale
grille: {echelle: {mini: 0, maxi: 5}, criteres: [{id: utile, libelle: utile, poids: 100 %}]}
source: e
"""


def ligne(exercice: str, section: str = "fonctionnement", **champs: str) -> dict[str, str]:
    return {"exercice": exercice, "section": section, "chapitre": "011", "libelle": "a"} | champs


def ressource(organisme: str, montant: str, etat: str = "accorde") -> dict[str, str]:
    commun = {"nature": "subvention_publique", "exercice": "2011", "section": "fonctionnement"}
    return commun | {"organisme": organisme, "montant": montant, "etat": etat}


def test_l_argent_d_une_fiche() -> None:
    lignes = [
        ligne("2011", prevu="4", engage="3"), ligne("2010", "investissement", prevu="2"),
        ligne("2010", prevu="1", realise="0"),
        ligne("2011", prevu="8"), ligne("2012"), ligne("2011", prevu="90", engage="90", sens="recette"),
    ]  # fmt: skip
    ressources = [ressource("etat", "5"), ressource("etat", "6"), ressource("etat", "7", "sollicite"),
                  ressource("ville", "9", "refuse"), ressource("ville", "10", "caduc")]  # fmt: skip
    argent = compter_argent(action(budget={"lignes": lignes}, plan={"ressources": ressources}))
    assert argent.a_des_montants
    assert (argent.prevu, argent.engage) == (TotalPartiel(Decimal(15), 4, 5), TotalPartiel(Decimal(3), 1, 5))
    assert argent.paye == TotalPartiel(Decimal(0), 1, 5)
    assert list(argent.par_exercice.items()) == [
        ((2010, "fonctionnement"), TotalPartiel(Decimal(1), 1, 1)),
        ((2010, "investissement"), TotalPartiel(Decimal(2), 1, 1)),
        ((2011, "fonctionnement"), TotalPartiel(Decimal(12), 2, 2)),
        ((2012, "fonctionnement"), TotalPartiel(None, 0, 1)),
    ]  # fmt: skip
    assert argent.ressources == Decimal(18)
    assert argent.par_financeur == {("etat", "accorde"): 11, ("etat", "sollicite"): 7}
    assert [(r.organisme, r.etat) for r in argent.perdues] == [("ville", "refuse"), ("ville", "caduc")]


def test_une_fiche_sans_argent() -> None:
    vide = compter_argent(action())
    assert (vide.a_des_montants, vide.prevu, vide.ressources) == (False, TotalPartiel(None, 0, 0), None)
    assert not compter_argent(action(budget={"lignes": [ligne("2011", prevu="1", sens="recette")]})).a_des_montants
    assert compter_argent(action(plan={"ressources": [ressource("etat", "1")]})).a_des_montants
    assert compter_argent(action(budget={"lignes": [ligne("2011")]})).a_des_montants


def passer(*statuts: str) -> Action:
    return action(
        historique=[{"statut": s, "date": f"2010-0{m}"} for m, s in enumerate(statuts, 1)], statut=statuts[-1]
    )


@pytest.mark.parametrize(
    ("statuts", "suivant"),
    [
        (("idee",), "proposee"), (("approuvee",), "lancee"), (("approuvee", "lancee"), "realisee"),
        (("approuvee", "lancee", "suspendue"), "lancee"), (("approuvee", "lancee", "reportee", "reportee"), "lancee"),
        (("approuvee", "suspendue"), "lancee"), (("hierarchisee", "suspendue"), "approuvee"),
        (("approuvee", "reportee"), "lancee"), (("reportee",), "idee"),
        (("approuvee", "transferee"), None), (("proposee", "abandonnee"), "proposee"),
    ],
)  # fmt: skip
def test_le_statut_qui_suit(statuts: tuple[str, ...], suivant: str | None) -> None:
    assert examiner_action(dossier(), passer(*statuts), JOUR).suivant == suivant


def test_avant_sa_premiere_etape() -> None:
    assert examiner_action(dossier(), action(), date(2009, 1, 1)).suivant == "idee"


def seance(nom: str, jour: str, bulletins: tuple[tuple[str, ...], ...], *decisions: tuple[str, str]) -> Seance:
    votes = [{"college": "elus", "numero": str(r), "notes": {a: {"utile": "3"} for a in actions}}
             for r, actions in enumerate(bulletins, 1)]  # fmt: skip
    rangs = [{"action": a, "rang": r} for a, r in decisions]
    return objet(Seance, SEANCE, id=nom, date=jour, bulletins=votes, decisions=rangs)


def test_les_seances_qui_ont_note_l_action() -> None:
    tenues = [
        seance("b", "2011-03-01", (("visites", "autre"), ("visites",)), ("autre", "1"), ("visites", "2")),
        seance("a", "2011-03-01", (("visites", "autre", "encore"),)),
        seance("avant", "2010-03-01", (("autre",),), ("visites", "4")),
        seance("sans", "2010-04-01", (("autre",),), ("autre", "1")),
    ]
    celle = examiner_action(dossier(seances={s.id: s for s in tenues}), action(), JOUR)
    assert [(p.seance.id, p.rang, p.notees) for p in celle.places] == [("avant", 4, 1), ("a", None, 3), ("b", 2, 2)]


@pytest.mark.parametrize(
    ("jalons", "attendu"),
    [
        ([{"prevu": "2011"}], "j0"), ([{"prevu": "2011", "fait": "2011"}, {"prevu": "2012"}], "j1"),
        ([{"fait": "2011"}, {}], None), ([], None),
    ],
)  # fmt: skip
def test_le_jalon_attendu(jalons: list[dict[str, str]], attendu: str | None) -> None:
    suite = [{"libelle": f"j{r}", "source": "e"} | j for r, j in enumerate(jalons)]
    celle = examiner_action(dossier(), action(calendrier={"debut": "2010", "jalons": suite}), JOUR)
    assert (celle.attendu and celle.attendu.libelle) == attendu


def test_tout_ce_que_la_page_montre() -> None:
    constats = [{"id": i, "texte": "t", "source": "e"} for i in ("froid", "cher")]
    celui = dossier(contrat="diagnostic: {constats: []}")
    contrat = celui.contrat.model_validate(
        celui.contrat.model_dump(mode="json") | {"diagnostic": {"constats": constats}}
    )
    fiche = action(constats=["cher"], reconstitues=["axe"])
    celle = examiner_action(dossier(fiche, contrats={"contrat": contrat}), fiche, JOUR)
    assert [c.id for c in celle.constats] == ["cher"]
    assert (celle.reconstitutions, celle.jour, celle.situation.action) == (("axe",), JOUR, fiche)


def test_une_liste_d_actions() -> None:
    natures: tuple[tuple[str, Any], ...] = (("essai", "publie"), ("refait", "reconstitution"))
    sources = {n: objet(Source, "{titre: t}", id=n, nature=v) for n, v in natures}
    tard = action(calendrier=lire("{debut: 2010, fin: 2010}"), budget={"lignes": [ligne("2011")]})
    liste = lister_actions(dossier(tard, action(id="autre"), sources=sources), Filtre(), JOUR)
    assert (len(liste.situations), liste.en_retard, liste.est_reconstituee, liste.jour) == (2, 1, False, JOUR)
    refaite = action(budget={"lignes": [ligne("2011", source="refait")]})
    assert lister_actions(dossier(refaite, sources=sources), Filtre(), JOUR).est_reconstituee

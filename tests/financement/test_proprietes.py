"""Ce qui est vrai de tout plan : les mêmes euros, de quelque façon qu'on les range."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import permutations
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.argent.financement import Financement, dresser
from contrat.calculs.sommes import sommer_connus
from contrat.depot.chargement import BUDGET, charger
from contrat.modele.action import Action
from contrat.modele.plan import ETATS_ACQUIS, EtatRessource, NatureRessource, Ressource
from tests.conftest import MINIMAL


@cache
def fiche() -> Action:
    """Une fiche dont on change les ressources."""
    return charger(MINIMAL, BUDGET).dossier.actions["cafe-rencontre"]


def dresser_avec(ressources: tuple[Ressource, ...]) -> Financement:
    action = fiche()
    return dresser(action.model_copy(update={"plan": action.plan.model_copy(update={"ressources": ressources})}))


@st.composite
def ressources(tirer: Any) -> Ressource:
    """Une ressource quelconque."""
    return Ressource(
        organisme=tirer(st.sampled_from(["ville", "etat", "caf"])),
        nature=tirer(st.sampled_from(get_args(NatureRessource))),
        exercice=tirer(st.sampled_from([2010, 2011, 2012])),
        section=tirer(st.sampled_from(["fonctionnement", "investissement"])),
        montant=tirer(st.decimals(0, 10**6, places=2)),
        assiette=tirer(st.none() | st.decimals("0.01", 10**6, places=2)),
        etat=tirer(st.sampled_from(get_args(EtatRessource))),
    )


LISTES = st.lists(ressources(), max_size=6).map(tuple)


@given(LISTES)
def test_toutes_les_facons_de_ranger_font_le_meme_total(liste: tuple[Ressource, ...]) -> None:
    """Postes, financeurs et certitudes ; les ressources perdues n'y sont pas."""
    plan = dresser_avec(liste)
    attendu = sommer_connus(r.montant for r in liste if r.etat not in ("refuse", "retire", "caduc"))
    assert plan.ressources == attendu
    assert sommer_connus(p.ressources for p in plan.postes) == attendu
    assert sommer_connus(f.montant for f in plan.financeurs) == attendu
    assert sommer_connus(plan.certitudes.values()) == attendu
    assert len(plan.perdues) + sum(len(f.apports) for f in plan.financeurs) == len(liste)


@given(LISTES)
def test_l_acquis_n_est_jamais_mele_au_reste(liste: tuple[Ressource, ...]) -> None:
    """Dans les postes comme chez les financeurs, l'acquis est celui des états acquis."""
    plan = dresser_avec(liste)
    acquis = sommer_connus(r.montant for r in liste if r.etat in ETATS_ACQUIS)
    assert plan.certitudes["acquis"] == acquis
    assert sommer_connus(p.acquises for p in plan.postes) == acquis
    assert sommer_connus(f.acquis for f in plan.financeurs) == acquis


@given(LISTES)
def test_une_assiette_ne_se_somme_que_sans_doute(liste: tuple[Ressource, ...]) -> None:
    """Toutes connues, et jamais deux pour le même exercice et la même section."""
    for financeur in dresser_avec(liste).financeurs:
        siennes = [a.ressource for a in financeur.apports]
        places = {(r.exercice, r.section) for r in siennes}
        connues = [r.assiette for r in siennes if r.assiette is not None]
        est_sommable = len(places) == len(siennes) == len(connues)
        assert financeur.assiette == (sommer_connus(connues) if est_sommable else None)


@given(LISTES)
def test_les_taux_des_financeurs_font_celui_du_plan(liste: tuple[Ressource, ...]) -> None:
    """À l'arrondi près des divisions, qui ont vingt-huit chiffres."""
    plan = dresser_avec(liste)
    somme = sommer_connus(f.taux_cout for f in plan.financeurs)
    assert abs(somme - (plan.taux_ressources or 0)) < Decimal("1e-20")


@given(st.lists(ressources(), max_size=4))
def test_l_ordre_des_ressources_ne_change_rien(liste: list[Ressource]) -> None:
    """Le plan dit la même chose dans tous les ordres, aux lignes semblables près."""
    vus = {(p.postes, p.certitudes["acquis"], p.part_propre) for p in map(dresser_avec, permutations(liste))}
    assert len(vus) == 1

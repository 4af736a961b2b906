"""Ce qui reste vrai de toute consolidation, pour des fiches tirées au hasard."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.argent.budget import Consolidation, consolider, restreindre
from contrat.calculs.argent.etat import EtatBudget
from contrat.calculs.argent.financement import dresser
from contrat.calculs.argent.flux_internes import compter_une_fois
from contrat.calculs.argent.lignes import VUES, LigneConsolidee, Sens, Vue
from contrat.calculs.argent.ventilation import Dimension, repartir
from contrat.calculs.sommes import sommer_connus
from contrat.depot.chargement import BUDGET, charger
from contrat.modele.action import Action, Statut
from contrat.modele.base import SECTIONS
from contrat.modele.dossier import Dossier
from contrat.modele.plan import EtatRessource, Ligne, Ressource
from contrat.rendu.argent.budget_objet import decrire_budget
from contrat.rendu.ecrivains.objet_json import en_json

PETIT = charger(Path(__file__).parent / "petit", BUDGET).dossier
EXERCICES = range(2020, 2023)
MODELE = PETIT.actions["jardin"]

montants = st.none() | st.decimals(0, 10**7, places=2)
exercices = st.sampled_from([2021, 2020, 2022, 2019, 2023])
sections = st.sampled_from(SECTIONS)
lignes = st.builds(
    Ligne,
    libelle=st.just("ligne"),
    exercice=exercices,
    section=sections,
    sens=st.sampled_from(["depense", "recette"]),
    chapitre=st.sampled_from(["011", "65", "21"]),
    prevu=montants,
    vote=montants,
    engage=montants,
    realise=montants,
    budget=st.sampled_from(["ville", "ccas"]),
    beneficiaire=st.sampled_from([None, "ccas", "fondation"]),
)
ressources = st.builds(
    Ressource,
    organisme=st.sampled_from(sorted(PETIT.organismes)),
    nature=st.just("autofinancement"),
    exercice=exercices,
    section=sections,
    montant=st.decimals(0, 10**7, places=2),
    etat=st.sampled_from(get_args(EtatRessource)),
    encaisse=montants,
)
# La ville verse au CCAS, qui dépense, et paie ce versement : assez souvent pour éprouver les flux internes.
commun: dict[str, Any] = {"exercice": st.just(2021), "section": st.just("fonctionnement")}
versements = st.builds(
    Ligne,
    libelle=st.just("versement"),
    sens=st.just("depense"),
    chapitre=st.just("65"),
    prevu=montants,
    vote=montants,
    engage=montants,
    realise=montants,
    budget=st.sampled_from(["ville", "ville", "ccas"]),
    beneficiaire=st.sampled_from([None, "ccas"]),
    **commun,
)
apports = st.builds(
    Ressource,
    organisme=st.sampled_from(["ville", "ccas"]),
    nature=st.just("autofinancement"),
    montant=st.decimals(0, 10**7, places=2),
    etat=st.sampled_from(["accorde", "sollicite", "refuse"]),
    encaisse=montants,
    budget=st.sampled_from(["ville", "ccas"]),
    **commun,
)
SENS: tuple[Sens, ...] = ("depense", "ressource")
# Un chapitre n'a que des dépenses, un financeur que des ressources.
DIRECTIONS: dict[Sens, list[Dimension]] = {
    "depense": [par for par in get_args(Dimension) if par != "financeur"],
    "ressource": [par for par in get_args(Dimension) if par != "chapitre"],
}


@st.composite
def dossiers(tirer: st.DrawFn) -> Dossier:
    """Le petit contrat, avec d'autres fiches."""
    actions: dict[str, Action] = {}
    for numero in range(1, tirer(st.integers(1, 4)) + 1):
        nom = f"action-{numero}"
        budget = MODELE.budget.model_copy(update={"lignes": tuple(tirer(st.lists(lignes | versements, max_size=4)))})
        plan = MODELE.plan.model_copy(update={"ressources": tuple(tirer(st.lists(ressources | apports, max_size=4)))})
        change: dict[str, Any] = {"id": nom, "numero": numero, "budget": budget, "plan": plan}
        change |= {
            "axe": tirer(st.sampled_from(["axe-1", "axe-2"])),
            "statut": tirer(st.sampled_from(get_args(Statut))),
        }
        actions[nom] = MODELE.model_copy(update=change)
    return replace(PETIT, actions=actions)


def du_sens(c: Consolidation, sens: Sens) -> list[LigneConsolidee]:
    return [x for x in c.lignes if x.sens == sens]


def croiser(
    dossier: Dossier, c: Consolidation, sens: Sens, une: Dimension, autre: Dimension
) -> dict[tuple[str, str], Decimal]:
    """Le montant de chaque case non nulle d'un tableau à deux entrées."""
    cases = {
        (x.cle, y.cle): renseigne(du_sens(y.consolidation, sens))
        for x in repartir(dossier, c, une)
        for y in repartir(dossier, x.consolidation, autre)
    }
    return {case: montant for case, montant in cases.items() if montant}


def additionner(montants_: Iterable[str | None]) -> Decimal:
    return sum((Decimal(x) for x in montants_ if x is not None), Decimal(0))


def renseigne(lignes: Iterable[LigneConsolidee]) -> Decimal:
    return sommer_connus(x.montant for x in lignes)


def ecrire_json(dossier: Dossier, vue: Vue, par: Dimension) -> str:
    assert dossier.contrat is not None
    return en_json(decrire_budget(EtatBudget(dossier, consolider(dossier, EXERCICES, vue), par)))


@given(dossier=dossiers(), vue=st.sampled_from(VUES))
def test_la_somme_par_n_importe_quelle_direction_est_le_total(dossier: Dossier, vue: Vue) -> None:
    c = consolider(dossier, EXERCICES, vue)
    for par in get_args(Dimension):
        groupes = repartir(dossier, c, par)
        if par != "chapitre":
            assert sum(renseigne(g.consolidation.lignes_ressources) for g in groupes) == renseigne(c.lignes_ressources)
        if par != "financeur":
            assert sum(renseigne(g.consolidation.lignes_depenses) for g in groupes) == renseigne(c.lignes_depenses)
    assert sum(m or 0 for m in c.depenses.values()) == (c.total_depenses or 0)
    assert (c.ressources_ville or 0) + (c.ressources_externes or 0) == (c.total_ressources or 0)


@given(dossier=dossiers(), melange=st.randoms(), par=st.sampled_from(get_args(Dimension)), vue=st.sampled_from(VUES))
def test_l_ordre_des_fichiers_ne_change_rien(dossier: Dossier, melange: Any, par: Dimension, vue: Vue) -> None:
    noms = list(dossier.actions)
    melange.shuffle(noms)
    melangees = replace(
        dossier,
        actions={nom: dossier.actions[nom] for nom in noms},
        axes=dict(reversed(list(dossier.axes.items()))),
        organismes=dict(reversed(list(dossier.organismes.items()))),
    )
    rendus = {ecrire_json(d, vue, par) for d in (dossier, melangees)}
    assert len(rendus) == 1


@given(dossier=dossiers(), vue=st.sampled_from(VUES), sens=st.sampled_from(SENS), choix=st.data())
def test_deux_directions_quelconques_s_accordent(dossier: Dossier, vue: Vue, sens: Sens, choix: st.DataObject) -> None:
    """Croiser deux directions dans un ordre ou dans l'autre donne les mêmes cases, et leurs marges."""
    une, autre = (choix.draw(st.sampled_from(DIRECTIONS[sens])) for _ in range(2))
    c = consolider(dossier, EXERCICES, vue)
    cases, retournees = croiser(dossier, c, sens, une, autre), croiser(dossier, c, sens, autre, une)
    assert cases == {(x, y): montant for (y, x), montant in retournees.items()}
    for groupe in repartir(dossier, c, une):
        rangee = [montant for (x, _), montant in cases.items() if x == groupe.cle]
        assert sum(rangee) == renseigne(du_sens(groupe.consolidation, sens))


@given(dossier=dossiers(), vue=st.sampled_from(VUES), par=st.sampled_from(get_args(Dimension)))
def test_le_json_s_additionne_dans_toutes_les_directions(dossier: Dossier, vue: Vue, par: Dimension) -> None:
    objet = json.loads(ecrire_json(dossier, vue, par))
    groupes = objet["ventilation"]["groupes"]
    if par == "financeur":
        assert additionner(g["montant"] for g in groupes) == Decimal(objet["ressources"]["total"] or 0)
    else:
        assert additionner(g["depenses"]["total"] for g in groupes) == Decimal(objet["depenses"]["total"] or 0)
    for sens, bloc in (("depense", "depenses"), ("ressource", "ressources")):
        lignes_ = [x["montant"] for x in objet["lignes"] if x["sens"] == sens]
        assert additionner(lignes_) == Decimal(objet[bloc]["total"] or 0)
    *executees, ensemble = objet["execution"]
    for temps in ("prevu", "vote", "engage", "realise"):
        assert additionner(x[temps] for x in executees) == Decimal(ensemble[temps] or 0)


@given(dossier=dossiers(), vue=st.sampled_from(VUES))
def test_un_flux_interne_ne_retire_que_ce_que_les_fiches_disent(dossier: Dossier, vue: Vue) -> None:
    """Ce qui est compté et ce qui est exclu font, dans chaque sens, tout ce que les fiches disent."""
    c = consolider(dossier, EXERCICES, vue)
    depenses = [x for a in dossier.actions.values() for x in a.budget.lignes if x.sens == "depense"]
    plans = [x for a in dossier.actions.values() for x in a.plan.ressources]
    bruts: dict[Sens, list[Decimal | None]] = {
        "depense": [getattr(x, vue) for x in depenses],
        "ressource": [x.encaisse if vue == "realise" else x.montant for x in plans],
    }
    for sens, montants_ in bruts.items():
        tous = [*du_sens(c, sens), *(x.ligne for x in c.exclues if x.ligne.sens == sens)]
        assert renseigne(tous) == sum(x or 0 for x in montants_)
    apportes = [x.ligne for x in c.exclues if x.motif == "flux_interne" and x.ligne.sens == "ressource"]
    assert all(x.est_ville and x.montant for x in apportes)


@given(dossier=dossiers(), vue=st.sampled_from(VUES), coupe=st.integers(2020, 2022))
def test_deux_periodes_qui_se_suivent_font_la_periode(dossier: Dossier, vue: Vue, coupe: int) -> None:
    ensemble = consolider(dossier, EXERCICES, vue)
    avant, apres = (consolider(dossier, e, vue) for e in (range(2020, coupe), range(coupe, 2023)))
    for mesure in ("total_depenses", "ressources_ville", "ressources_externes"):
        assert (getattr(avant, mesure) or 0) + (getattr(apres, mesure) or 0) == (getattr(ensemble, mesure) or 0)
    assert sorted(map(str, avant.lignes + apres.lignes)) == sorted(map(str, ensemble.lignes))
    assert restreindre(ensemble, range(2020, coupe)).lignes == avant.lignes


@given(dossier=dossiers(), vue=st.sampled_from(VUES))
def test_chaque_ligne_est_comptee_ou_exclue_jamais_les_deux(dossier: Dossier, vue: Vue) -> None:
    c = consolider(dossier, EXERCICES, vue)
    depenses = [x for a in dossier.actions.values() for x in a.budget.lignes if x.sens == "depense"]
    plans = [x for a in dossier.actions.values() for x in a.plan.ressources]
    # Un apport de la ville retiré en partie reste compté pour son reste.
    en_partie = [x for x in c.exclues if x.motif == "flux_interne" and x.ligne.sens == "ressource"]
    assert len(c.lignes) + len(c.exclues) - len(en_partie) == len(depenses) + len(plans)
    assert {x.exercice for x in c.lignes} <= set(EXERCICES)
    hors = [x for x in c.exclues if x.motif == "hors_periode"]
    assert {x.ligne.exercice for x in hors} <= {2019, 2023}


@given(dossier=dossiers())
def test_zero_n_est_pas_absent(dossier: Dossier) -> None:
    """Mettre 0 à la place de chaque montant absent ne change aucune somme connue, et plus rien n'est à renseigner."""

    def combler(action: Action) -> Action:
        budget = tuple(x.model_copy(update={"prevu": x.prevu or Decimal(0)}) for x in action.budget.lignes)
        return action.model_copy(update={"budget": action.budget.model_copy(update={"lignes": budget})})

    avant = consolider(dossier, EXERCICES)
    apres = consolider(replace(dossier, actions={nom: combler(a) for nom, a in dossier.actions.items()}), EXERCICES)
    assert apres.non_renseignees == ()
    assert (apres.total_depenses or 0) == (avant.total_depenses or 0)
    sans_montant = bool(avant.lignes_depenses) and all(x.montant is None for x in avant.lignes_depenses)
    sans_montant = sans_montant or not avant.lignes
    assert (avant.total_depenses is None) == sans_montant


@given(dossier=dossiers())
def test_l_acquis_ne_depasse_pas_le_prevu(dossier: Dossier) -> None:
    prevu, engage = consolider(dossier, EXERCICES), consolider(dossier, EXERCICES, "engage")
    assert renseigne(engage.lignes_ressources) <= renseigne(prevu.lignes_ressources)


@given(dossier=dossiers(), vue=st.sampled_from(VUES), verse=st.decimals(1, 10**6, places=2))
def test_un_versement_interne_ne_change_aucun_total(dossier: Dossier, vue: Vue, verse: Decimal) -> None:
    """La ville verse au CCAS, qui dépense : le contrat a les mêmes totaux qu'en l'absence du versement."""

    def ligne(budget: Any, **plus: Any) -> Ligne:
        communs: dict[str, Any] = {"libelle": "atelier", "exercice": 2020, "section": "fonctionnement"}
        montants_: dict[str, Any] = dict.fromkeys(("prevu", "vote", "engage", "realise"), verse)
        return Ligne(**communs, sens="depense", chapitre="65", budget=budget, **montants_, **plus)

    def apport(budget: Any) -> Ressource:
        communs: dict[str, Any] = {"nature": "autofinancement", "exercice": 2020, "section": "fonctionnement"}
        return Ressource(organisme="ville", montant=verse, etat="accorde", encaisse=verse, budget=budget, **communs)

    def ajouter(action: Action, lignes_: tuple[Ligne, ...], ressources_: tuple[Ressource, ...]) -> Action:
        budget = action.budget.model_copy(update={"lignes": action.budget.lignes + lignes_})
        plan = action.plan.model_copy(update={"ressources": action.plan.ressources + ressources_})
        return action.model_copy(update={"budget": budget, "plan": plan, "statut": "lancee"})

    nom, action = next(iter(dossier.actions.items()))
    seule = ajouter(action, (ligne("ccas"),), (apport("ccas"),))
    double = ajouter(seule, (ligne("ville", beneficiaire="ccas"),), (apport("ville"),))
    sans, avec = (
        consolider(replace(dossier, actions={**dossier.actions, nom: a}), EXERCICES, vue) for a in (seule, double)
    )
    assert avec.depenses == sans.depenses
    assert (avec.ressources_ville, avec.ressources_externes) == (sans.ressources_ville, sans.ressources_externes)
    for sens in SENS:
        retires = [
            renseigne(x.ligne for x in c.exclues if x.motif == "flux_interne" and x.ligne.sens == sens)
            for c in (sans, avec)
        ]
        assert retires[1] - retires[0] == verse


@given(depenses=st.lists(lignes | versements, max_size=4), plan=st.lists(ressources | apports, max_size=4))
def test_le_plan_d_une_fiche_et_le_budget_comptent_les_memes_sommes(
    depenses: list[Ligne], plan: list[Ressource]
) -> None:
    """Versements internes compris, le coût et les ressources que dit le plan sont ceux du budget de cette fiche."""
    lignes_ = [x.model_copy(update={"exercice": 2021, "prevu": x.prevu or Decimal(0)}) for x in depenses]
    champs: dict[str, Any] = {
        "budget": MODELE.budget.model_copy(update={"lignes": tuple(lignes_)}),
        "plan": MODELE.plan.model_copy(
            update={"ressources": tuple(x.model_copy(update={"exercice": 2021}) for x in plan)}
        ),
    }
    seule = MODELE.model_copy(update=champs)
    lu = replace(PETIT, actions={seule.id: seule})
    c, dresse = consolider(lu, EXERCICES), dresser(compter_une_fois(seule, lu))
    assert (dresse.cout, dresse.ressources) == (c.total_depenses or 0, c.total_ressources or 0)

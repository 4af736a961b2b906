"""Ce qui reste vrai quand l'argent est demandé, accordé, versé, rendu, payé et reporté d'un exercice à l'autre."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from contrat.calculs.argent.budget import consolider
from contrat.calculs.argent.etat import EtatBudget
from contrat.calculs.argent.execution import consolider_les_vues, ranger_execution
from contrat.calculs.argent.lignes import VUES, Vue
from contrat.calculs.argent.ventilation import Dimension, repartir
from contrat.calculs.sommes import sommer
from contrat.controles import appliquer, choisir
from contrat.diagnostics import Emplacement
from contrat.formes import Forme
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS
from contrat.modele.dossier import Dossier
from contrat.modele.plan import EtatRessource, Ligne, Ressource, Versement
from contrat.rendu.argent.budget import documenter_budget
from contrat.rendu.document import ecrire
from tests.budget.test_proprietes import EXERCICES, MODELE, PETIT, montants

ICI = Path(__file__).parent
ANNEES = st.sampled_from([2020, 2021, 2022, 2023])
euros = st.decimals(0, 10**6, places=2)
versements = st.lists(st.builds(Versement, exercice=ANNEES, montant=euros), max_size=3).map(tuple)
lignes = st.builds(
    Ligne,
    libelle=st.just("ligne"), exercice=st.just(2020), section=st.sampled_from(SECTIONS), chapitre=st.just("21"),
    prevu=montants, vote=montants, engage=montants, report=montants, paiements=versements,
    budget=st.sampled_from(["ville", "ccas"]),
).map(Ligne.completer)  # fmt: skip
ressources = st.builds(
    Ressource,
    organisme=st.sampled_from(sorted(PETIT.organismes)), nature=st.just("subvention_publique"), exercice=st.just(2020),
    section=st.sampled_from(SECTIONS), montant=euros, etat=st.sampled_from(get_args(EtatRessource)), sollicite=montants,
    accorde=montants, encaissements=versements, reversements=versements,
).map(Ressource.completer)  # fmt: skip


def rediger(lignes_: list[Ligne], ressources_: list[Ressource], **champs: Any) -> Dossier:
    """Le petit contrat, avec cette seule fiche."""
    budget = MODELE.budget.model_copy(update={"lignes": tuple(lignes_)})
    plan = MODELE.plan.model_copy(update={"ressources": tuple(ressources_)})
    action: Action = MODELE.model_copy(update={"budget": budget, "plan": plan, **champs})
    return replace(PETIT, actions={action.id: action})


dossiers = st.builds(rediger, st.lists(lignes, max_size=3), st.lists(ressources, max_size=3))


@given(dossier=dossiers, vue=st.sampled_from(VUES), par=st.sampled_from(get_args(Dimension)))
@settings(max_examples=25)
def test_les_directions_et_les_formes_disent_la_meme_somme(dossier: Dossier, vue: Vue, par: Dimension) -> None:
    """Par n'importe quelle direction, en objet et en CSV, au centime."""
    c = consolider(dossier, EXERCICES, vue)
    groupes = repartir(dossier, c, par)
    if par != "financeur":
        assert sum(g.consolidation.total_depenses or 0 for g in groupes) == (c.total_depenses or 0)
    if par != "chapitre":
        assert sum(g.consolidation.total_ressources or 0 for g in groupes) == (c.total_ressources or 0)
    document = documenter_budget(EtatBudget(dossier, c))
    texte, tableau = ecrire(document, Forme.json, ICI), ecrire(document, Forme.csv, ICI)
    assert isinstance(texte, str)
    assert isinstance(tableau, str)
    objet = json.loads(texte)
    rangees = list(csv.DictReader(StringIO(tableau.lstrip("\ufeff"))))
    for sens, total in (("depense", c.total_depenses), ("ressource", c.total_ressources)):
        en_objet = sum(Decimal(x["montant"]) for x in objet["lignes"] if x["sens"] == sens and x["montant"])
        en_csv = sum(Decimal(x["montant"]) for x in rangees if x["sens"] == sens and x["montant"])
        assert en_objet == en_csv == (total or 0)


@given(ligne=lignes, montant=st.decimals(1, 10**6, places=2))
@settings(max_examples=25)
def test_un_paiement_qui_change_d_annee_ne_deplace_que_lui(ligne: Ligne, montant: Decimal) -> None:
    """Du 31 décembre 2020 au 1er janvier 2021 : ces deux exercices du réalisé bougent de son montant, rien d'autre."""

    def totaux(annee: int) -> dict[tuple[Vue, int], Decimal | None]:
        paiements = (*ligne.paiements, Versement(exercice=annee, montant=montant))
        lu = rediger([ligne.model_copy(update={"paiements": paiements}).completer()], [])
        return {(vue, e): consolider(lu, [e], vue).total_depenses for vue in VUES for e in EXERCICES}

    avant, apres = totaux(2020), totaux(2021)
    change = {cle: (apres[cle] or 0) - (avant[cle] or 0) for cle in avant if avant[cle] != apres[cle]}
    assert change == {("realise", 2020): -montant, ("realise", 2021): montant}


@given(connue=lignes, prevu=st.decimals(1, 10**6, places=2))
@settings(max_examples=25)
def test_un_inconnu_ne_vaut_pas_zero(connue: Ligne, prevu: Decimal) -> None:
    """Une dépense dont on ne sait ni l'engagé ni le payé ne change aucun taux ; à zéro, elle ne les monte jamais."""
    inconnue = Ligne(
        libelle="autre", exercice=2020, section="investissement", chapitre="21", prevu=prevu, budget="ville"
    )
    nulle = inconnue.model_copy(update={"engage": Decimal(0), "realise": Decimal(0)})
    seule, avec, a_zero = (
        ranger_execution(lu, consolider_les_vues(lu, [2020]), "section")[-1]
        for lu in (rediger([connue, *autres], []) for autres in ([], [inconnue], [nulle]))
    )
    taux = ("taux_engagement", "taux_execution", "taux_paiement")
    assert [getattr(avec, t) for t in taux] == [getattr(seule, t) for t in taux]
    for t in taux[:2]:
        assert getattr(seule, t) is None or getattr(a_zero, t) <= getattr(seule, t)


@given(demande=euros, accorde=euros, recu=euros, rendu=euros)
@settings(max_examples=25)
def test_demande_accorde_encaisse_decroissent_ou_sont_dits(
    demande: Decimal, accorde: Decimal, recu: Decimal, rendu: Decimal
) -> None:
    """B006 parle d'un accord plus fort que la demande, d'un encaissé plus fort que l'accord, et de rien d'autre ici."""
    ressource = Ressource(
        organisme="departement", nature="subvention_publique", exercice=2020, section="investissement",
        montant=accorde, etat="solde", sollicite=demande, encaisse=recu, reverse=rendu,
    )  # fmt: skip
    lu = replace(rediger([], [ressource]), genres=frozenset({"actions"}))
    ici = Emplacement("fiche", 1, 1, 2, "")
    dits = [d.message for d in appliquer(lu, lambda _: ici, choisir("B006"))]
    attendus = [accorde > demande, recu - rendu > accorde, rendu > recu]
    assert len(dits) == sum(attendus), dits


@given(ressource=ressources, montant=st.decimals(1, 10**6, places=2), rendu=st.booleans())
@settings(max_examples=25)
def test_un_encaissement_qui_change_d_annee_ne_deplace_que_lui(
    ressource: Ressource, montant: Decimal, rendu: bool
) -> None:
    """Reçu, ou rendu, le 1er janvier au lieu de la veille : deux exercices du réalisé bougent, aucune autre vue."""
    champ = "reversements" if rendu else "encaissements"
    # Une somme rendue sans rien de reçu ailleurs n'a pas d'autre place que la sienne.
    recue = ressource.model_copy(update={"encaissements": (Versement(exercice=2020, montant=Decimal(10**7)),)})

    def totaux(annee: int) -> dict[tuple[Vue, int], Decimal | None]:
        versements_ = (*getattr(recue, champ), Versement(exercice=annee, montant=montant))
        lu = rediger([], [recue.model_copy(update={champ: versements_})])
        return {(vue, e): consolider(lu, [e], vue).total_ressources for vue in VUES for e in EXERCICES}

    avant, apres = totaux(2020), totaux(2021)
    change = {cle: (apres[cle] or 0) - (avant[cle] or 0) for cle in avant if (avant[cle] or 0) != (apres[cle] or 0)}
    signe = -1 if rendu else 1
    assert change == {("realise", 2020): -signe * montant, ("realise", 2021): signe * montant}


@given(lignes_=st.lists(lignes, max_size=3), decalage=st.integers(-1, 2))
@settings(max_examples=25)
def test_le_jour_d_un_transfert_ne_deplace_que_son_exercice(lignes_: list[Ligne], decalage: int) -> None:
    """Du 1er au 2 janvier 2021, l'exercice 2021 revient dans les comptes ; les autres, et le payé, ne bougent pas."""
    prevues = [x.model_copy(update={"exercice": 2021 + decalage}) for x in lignes_]

    def totaux(jour: str) -> dict[tuple[Vue, int], Decimal | None]:
        etapes = (MODELE.historique[0], MODELE.historique[0].model_copy(update={"statut": "transferee", "date": jour}))
        lu = rediger(prevues, [], historique=etapes, statut="transferee")
        return {(vue, e): consolider(lu, [e], vue).total_depenses for vue in VUES for e in EXERCICES}

    veille, premier, second = totaux("2020-12-31"), totaux("2021-01-01"), totaux("2021-01-02")
    assert veille == premier
    change = {cle for cle in premier if (premier[cle] or 0) != (second[cle] or 0)}
    assert change <= {(vue, 2021) for vue in VUES if vue != "realise"}
    dus = {vue: sommer(getattr(x, vue) for x in prevues) for vue in VUES if vue != "realise"}
    for vue, du in dus.items():
        attendu = du if decalage == 0 else Decimal(0)
        assert (second[vue, 2021] or 0) - (premier[vue, 2021] or 0) == (attendu or 0)


@given(ressource=ressources, autre=ressources)
@settings(max_examples=25)
def test_un_encaissement_inconnu_ne_vaut_pas_zero(ressource: Ressource, autre: Ressource) -> None:
    """Il ne change pas la caisse, et manque quand l'aide est acquise ; à zéro, il ne manque plus."""
    muette = autre.model_copy(update={"encaissements": (), "reversements": (), "encaisse": None, "reverse": None})
    nulle = muette.model_copy(update={"encaisse": Decimal(0)})
    seule, avec, a_zero = (
        consolider(rediger([], [ressource, *x]), EXERCICES, "realise") for x in ([], [muette], [nulle])
    )
    assert (avec.total_ressources or 0) == (seule.total_ressources or 0) == (a_zero.total_ressources or 0)
    est_attendue = muette.certitude == "acquis"
    assert len(avec.non_renseignees) - len(seule.non_renseignees) == est_attendue
    assert len(a_zero.non_renseignees) == len(seule.non_renseignees)

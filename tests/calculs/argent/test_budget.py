"""Ce qui compte dans chaque vue, ce qui en est exclu et pourquoi, et les versements comptés une seule fois."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest

from contrat.calculs.argent.budget import (
    Consolidation,
    consolider,
    ordonner_actions,
    ordonner_axes,
    restreindre,
    sorties,
)
from contrat.calculs.argent.lignes import VUES, Vue
from contrat.modele.action import Action, Axe
from contrat.modele.organisme import Source
from tests.calculs.argent.pieces import TOUS, fiche, ligne, ressource
from tests.calculs.fabriques import action, dossier, objet


def vue(celle: Vue, *actions: Action) -> Consolidation:
    return consolider(dossier(*actions), TOUS, celle)


def resumer(consolidation: Consolidation) -> tuple[list[Any], list[Any]]:
    """Les montants comptés, et ceux qui ne le sont pas avec leur motif."""
    comptes = [None if x.montant is None else str(x.montant) for x in consolidation.lignes]
    return comptes, [(str(x.ligne.montant), x.motif) for x in consolidation.exclues]


def test_chaque_vue_lit_son_montant() -> None:
    celle = fiche(
        ligne(prevu="1", vote="2", engage="3", realise="4"), ressources=(ressource(montant="9", encaisse="5"),)
    )
    assert resumer(vue("prevu", celle)) == (["1", "9"], [])
    assert resumer(vue("vote", celle)) == (["2", "9"], [])
    assert resumer(vue("engage", celle)) == (["3", "9"], [])
    assert resumer(vue("realise", celle)) == (["4", "5"], [])


def test_tout_ce_que_dit_une_ligne() -> None:
    celle = fiche(ligne(prevu="1", source="autre"), ressources=(ressource(organisme="ccas"),), base="HT")
    depense, apport = vue("prevu", celle).lignes
    assert (depense.action, depense.axe, depense.exercice, depense.section) == (
        "visites",
        "axe-1",
        2011,
        "fonctionnement",
    )
    assert (depense.sens, depense.libelle, depense.base, depense.source) == ("depense", "achat", "HT", "autre")
    assert (depense.budget, depense.chapitre, depense.est_ville, depense.etat) == ("ville", "011", False, None)
    assert (apport.sens, apport.libelle, apport.base, apport.source) == ("ressource", "CCAS", "HT", "essai")
    assert (apport.nature, apport.organisme, apport.etat) == ("subvention_publique", "ccas", "accorde")
    assert (apport.budget, apport.est_ville, apport.chapitre, apport.montant) == ("ville", True, None, Decimal(100))
    (inconnu,) = vue("prevu", fiche(ressources=(ressource(organisme="inconnu"),))).lignes
    assert (inconnu.libelle, inconnu.est_ville) == ("inconnu", False)
    # Une recette du budget contrôle le plan : elle ne s'ajoute pas.
    assert vue("prevu", fiche(ligne(prevu="1", sens="recette"))).lignes == ()


@pytest.mark.parametrize(
    ("celle", "lignes", "comptes", "exclus"),
    [
        ("prevu", {"exercice": "2009"}, [], [("7", "hors_periode")]),
        ("prevu", {"exercice": "2013"}, [], [("7", "hors_periode")]),
        ("prevu", {"exercice": "2010"}, ["7"], []),
        ("prevu", {"exercice": "2012"}, ["7"], []),
    ],
)
def test_hors_de_la_periode_du_contrat(celle: Vue, lignes: dict[str, str], comptes: Any, exclus: Any) -> None:
    assert resumer(vue(celle, fiche(ligne(prevu="7", **lignes)))) == (comptes, exclus)


@pytest.mark.parametrize(
    ("celle", "etat", "compte"),
    [
        ("prevu", "sollicite", True),
        ("prevu", "refuse", "ressource_perdue"),
        ("prevu", "retire", "ressource_perdue"),
        ("prevu", "caduc", "ressource_perdue"),
        ("vote", "caduc", "ressource_perdue"),
        ("vote", "sollicite", True),
        ("engage", "accorde", True),
        ("engage", "conventionne", True),
        ("engage", "solde", True),
        ("engage", "sollicite", "ressource_non_acquise"),
        ("engage", "caduc", "ressource_perdue"),
    ],
)
def test_les_ressources_selon_leur_etat(celle: Vue, etat: str, compte: bool | str) -> None:
    attendu = (["100"], []) if compte is True else ([], [("100", compte)])
    assert resumer(vue(celle, fiche(ressources=(ressource(etat=etat),)))) == attendu


@pytest.mark.parametrize(
    ("celle", "realise", "attendu"),
    [
        ("prevu", "3", ([], [("7", "action_abandonnee")])),
        ("realise", "3", (["3"], [])),  # ce qui est payé compte, quoi que la fiche soit devenue
        ("realise", "0", ([], [("0", "action_abandonnee")])),
    ],
)
def test_une_action_abandonnee(celle: Vue, realise: str, attendu: Any) -> None:
    assert resumer(vue(celle, fiche(ligne(prevu="7", realise=realise), statut="abandonnee"))) == attendu
    caduque = fiche(ressources=(ressource(etat="caduc", encaisse="3"),))
    assert resumer(vue("realise", caduque)) == (["3"], [])


def test_les_exercices_demandes() -> None:
    celle = fiche(ligne(prevu="1", exercice="2010"), ligne(prevu="2"), ligne(prevu="4", exercice="2013"),
                  ressources=(ressource(exercice="2012", etat="refuse"),))  # fmt: skip
    une = consolider(dossier(celle), [2011, 2010])
    assert une.exercices == (2010, 2011)
    # Hors de la période, une ligne est toujours dite ; refusée en 2012, elle ne l'est que si 2012 est demandé.
    assert resumer(une) == (["1", "2"], [("4", "hors_periode")])
    tout = consolider(dossier(celle), TOUS)
    assert [x.motif for x in tout.exclues] == ["hors_periode", "ressource_perdue"]
    reduite = restreindre(tout, [2012, 2030])
    assert (reduite.exercices, reduite.lignes, [x.motif for x in reduite.exclues]) == (
        (2012,),
        (),
        ["ressource_perdue"],
    )
    assert resumer(restreindre(tout, [2011])) == (["2"], [])


def test_les_totaux_ne_prennent_pas_l_inconnu_pour_zero() -> None:
    inconnue = vue("prevu", fiche(ligne(), ressources=(ressource(montant="0"),)))
    assert (inconnue.total_depenses, inconnue.total_ressources) == (None, Decimal(0))
    assert inconnue.depenses == {"fonctionnement": None, "investissement": Decimal(0)}
    assert [x.libelle for x in inconnue.non_renseignees] == ["achat"]
    assert inconnue.exercices_sans_chiffre == (2010, 2012)
    vide = vue("prevu", fiche(ressources=()))
    assert (vide.lignes, vide.total_depenses, vide.ressources_ville) == ((), None, None)
    assert vide.depenses == {"fonctionnement": None, "investissement": None}
    melee = vue("prevu", fiche(ligne(), ligne(prevu="0"), ligne(prevu="2.50", section="investissement")))
    assert melee.total_depenses == Decimal("2.50")
    assert melee.depenses == {"fonctionnement": Decimal(0), "investissement": Decimal("2.50")}


def test_les_ressources_de_la_ville_et_des_autres() -> None:
    trouve = vue("prevu", fiche(ligne(prevu="1"), ressources=(
        ressource(organisme="ville", montant="10"), ressource(organisme="ecole", montant="2"), ressource(montant="5"),
    )))  # fmt: skip
    assert (trouve.ressources_ville, trouve.ressources_externes, trouve.total_ressources) == (
        Decimal(12), Decimal(5), Decimal(17),
    )  # fmt: skip
    assert (len(trouve.lignes_depenses), len(trouve.lignes_ressources)) == (1, 3)


@pytest.mark.parametrize(
    ("bases", "melees"), [(("HT",), False), (("HT", "non_precisee"), False), (("HT", "TTC"), True), (("TTC",), False)]
)
def test_les_bases_melees(bases: tuple[str, ...], melees: bool) -> None:
    trouve = vue("prevu", *(fiche(ligne(prevu="1"), id=f"fiche-{n}", base=b) for n, b in enumerate(bases)))
    assert (trouve.bases, trouve.a_bases_melees) == (frozenset(bases), melees)


def test_l_ordre_du_contrat() -> None:
    texte = "{titre: t, titre_court: t, finalite: f, source: essai}"
    axes = {i: objet(Axe, texte, id=i, numero=n) for i, n in (("axe-b", "1"), ("axe-a", "2"))}
    fiches = [action(id=i, axe=a, numero=n) for i, a, n in (
        ("un", "axe-a", "1"), ("deux", "axe-b", "2"), ("trois", "axe-b", "1"), ("quatre", "axe-b", "1"),
        ("perdue", "axe-z", "9"),
    )]  # fmt: skip
    ordre = ordonner_actions(dossier(*fiches, axes=axes))
    assert [a.id for a in ordonner_axes(dossier(axes=dict(reversed(axes.items()))))] == ["axe-b", "axe-a"]
    assert [a.id for a in ordre] == ["perdue", "quatre", "trois", "deux", "un"]


def test_les_natures_de_source() -> None:
    sources = {i: objet(Source, "{titre: t}", id=i, nature=n) for i, n in (("essai", "fiction"), ("autre", "publie"))}
    celle = dossier(fiche(ligne(prevu="1"), ligne(prevu="1", source="inconnue")), sources=sources)
    assert consolider(celle, TOUS).natures == {"fiction"}


def test_les_exercices_se_rangent() -> None:
    longue = dossier(contrat="periode: {debut: 2000, fin: 2040}")
    annees = (2015, 2016, 2023, 2024, 2031, 2032)
    tout = consolider(longue, annees[::-1])
    assert tout.exercices == annees
    assert restreindre(tout, annees[::-1]).exercices == annees


def test_un_exercice_dont_rien_n_est_connu() -> None:
    assert vue("prevu", fiche(ligne(exercice="2010"), ligne(prevu="0"))).exercices_sans_chiffre == (2010, 2012)


def test_les_vues() -> None:
    assert get_args(Vue) == VUES


def test_une_idee_sans_numero_vient_apres() -> None:
    idee = action(id="a-idee", statut="idee", historique=[{"statut": "idee", "date": "2010"}], numero=None)
    assert [a.id for a in ordonner_actions(dossier(idee, action(id="b", numero="2"), action(id="c")))] == [
        "c", "b", "a-idee",
    ]  # fmt: skip


ENCAISSEMENTS = [{"exercice": "2011", "montant": "30"}, {"exercice": "2012", "montant": "50"}]


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({}, [(2011, "30"), (2012, "50")]),
        ({"reverse": "20"}, [(2011, "30"), (2012, "30")]),  # sur la dernière somme reçue
        ({"reverse": "60"}, [(2011, "30"), (2012, "-10")]),
    ],
)
def test_ce_qui_est_encaisse_une_autre_annee(champs: dict[str, str], attendu: list[tuple[int, str]]) -> None:
    recue = ressource(exercice="2010") | {"encaissements": ENCAISSEMENTS} | champs
    celle = fiche(ressources=(recue,))
    assert [(x.exercice, str(x.montant)) for x in vue("realise", celle).lignes] == attendu
    assert [(x.exercice, str(x.montant)) for x in vue("engage", celle).lignes] == [(2010, "100")]
    assert [
        x.exercice for x in vue("realise", fiche(ressources=(ressource(exercice="2010", encaisse="4"),))).lignes
    ] == [2010]


def test_le_realise_est_la_somme_des_paiements_de_chaque_exercice() -> None:
    paiements: Any = [{"exercice": "2010", "montant": "500"}, {"exercice": "2011", "montant": "300"}]
    celle = fiche(ligne(exercice="2010") | {"paiements": paiements})
    payees = {e: consolider(dossier(celle), [e], "realise").total_depenses for e in (2010, 2011, 2012)}
    assert payees == {2010: Decimal(500), 2011: Decimal(300), 2012: None}
    assert celle.budget.lignes[0].realise == Decimal(800)


@pytest.mark.parametrize(
    ("jour", "repreneur", "comptees"),
    [
        ("2010-12-31", "etat", 0),
        ("2011-01-01", "etat", 0),
        ("2011-01-02", "etat", 1),
        ("2011", "etat", 1),
        ("2010", "etat", 0),
        ("2010-12-31", "ccas", 1),
    ],
)
def test_une_action_transferee_quitte_le_budget_avec_l_exercice_suivant(
    jour: str, repreneur: str, comptees: int
) -> None:
    """Le jour du transfert vaut pour les exercices qui le suivent ; reprise par un rattaché, elle reste à la ville."""
    etapes = [{"statut": "approuvee", "date": "2009", "source": "essai"}]
    celle = fiche(
        ligne(prevu="10", realise="4"),
        statut="transferee",
        historique=[*etapes, {"statut": "transferee", "date": jour, "source": "essai"}],
        liens={"repreneur": repreneur},
    )
    lu = dossier(celle)
    prevu, paye = consolider(lu, [2011]), consolider(lu, [2011], "realise")
    assert (len(prevu.lignes), [x.motif for x in prevu.exclues]) == (
        comptees,
        [] if comptees else ["action_transferee"],
    )
    assert paye.total_depenses == Decimal(4)


def test_ce_qui_ne_s_encaisse_pas_ne_manque_pas() -> None:
    """L'autofinancement se vote ; une aide sans accord ne peut pas être encaissée."""
    celle = fiche(
        ligne(prevu="9", libelle="à payer"),
        ressources=(
            ressource(organisme="ville", nature="autofinancement", etat="pressenti"),
            ressource(organisme="ville", nature="autofinancement", etat="conventionne"),
            ressource(etat="sollicite"),
            ressource(etat="accorde", note="la seule"),
        ),
    )
    manquantes = consolider(dossier(celle), [2011], "realise").non_renseignees
    assert [(x.libelle, x.etat) for x in manquantes] == [("à payer", None), ("État", "accorde")]


@pytest.mark.parametrize(
    ("lignes", "melees"),
    [
        ((("investissement", "HT"), ("fonctionnement", "TTC")), ()),
        ((("investissement", "HT"), ("investissement", "TTC")), ("investissement",)),
        ((("investissement", "TTC"), ("investissement", "non_precisee")), ()),
        ((("fonctionnement", "HT"), ("fonctionnement", "non_precisee")), ()),
        (
            (("fonctionnement", "HT"), ("fonctionnement", "non_precisee"), ("fonctionnement", "TTC")),
            ("fonctionnement",),
        ),
    ],
)
def test_les_sections_ou_ht_et_ttc_s_additionneraient(
    lignes: tuple[tuple[str, str], ...], melees: tuple[str, ...]
) -> None:
    assert vue("prevu", fiche(*(ligne(section=s, base=b, prevu="10") for s, b in lignes))).sections_melees == melees


def test_depuis_quel_jour_une_action_ne_compte_plus() -> None:
    def cedee(nom: str, repreneur: str) -> Action:
        etapes = [{"statut": s, "date": d, "source": "essai"} for s, d in (("lancee", "2010"), ("transferee", "2011"))]
        return fiche(id=nom, statut="transferee", historique=etapes, liens={"repreneur": repreneur})

    perdue = fiche(id="perdue", statut="abandonnee")
    celui = dossier(fiche(), perdue, cedee("a-l-etat", "etat"), cedee("au-ccas", "ccas"))
    assert sorties(celui) == {"perdue": date.min, "a-l-etat": date(2011, 12, 31)}

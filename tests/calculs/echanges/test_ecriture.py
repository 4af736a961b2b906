"""D'une fiche à une rangée : chaque colonne à sa place, le reste rendu tel qu'il était venu."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.echanges.colonnes import DISPOSITION, SANS_AXE
from contrat.calculs.echanges.ecriture import lire_base_commune, lister_entetes, non_ecrites, tabuler, titrer
from contrat.modele.action import Action, Axe
from tests.calculs.argent.pieces import aide, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import dossier, objet

AXE = objet(Axe, "{id: axe-1, numero: 1, titre: Habiter, titre_court: Habiter, finalite: mieux, source: essai}")


def venir(**reste: str) -> dict[str, Any]:
    """Une fiche venue d'un tableur."""
    return {"modele": "tet", "cle": "x", "reste": {nom.replace("__", " "): texte for nom, texte in reste.items()}}


def dire(celle: Action, **champs: Any) -> dict[str, str]:
    """La rangée de cette action, par en-tête, sans les cases vides."""
    ici = dossier(celle, **({"axes": {"axe-1": AXE}} | champs))
    (rangee,) = tabuler(ici)
    return {e: case for e, case in zip(lister_entetes(ici), rangee, strict=True) if case}


def test_tout_ce_que_la_fiche_dit() -> None:
    celle = fiche(
        description="Visiter.", pilote="Service", publics=["aînés", "enfants"], porteur="ville",
        objectifs=[{"niveau": "general", "texte": "un"}, {"niveau": "operationnel", "texte": "deux"}],
        participation={"niveau": "co_construction"}, calendrier={"debut": "2010", "fin": "2011"},
        partenaires=[
            {"organisme": "ccas", "role": "operateur"}, {"organisme": "ecole", "role": "associe"},
            {"organisme": "etat", "role": "financeur"},
        ],
    )  # fmt: skip
    assert dire(celle) == {
        "Axe (x)": "Habiter",
        "Titre de l'action": "Des visites à domicile",
        "Descriptif": "Visiter.",
        "Objectifs": "un\ndeux",
        "Structure pilote": "Ville, CCAS",
        "Partenaires": "École",
        "Direction ou service pilote": "Service",
        "Participation Citoyenne": "Co-construction",
        "Statut": "À venir",
        "Date de début": "2010",
        "Date de fin": "2011",
        "Cibles": "aînés, enfants",
    }


def test_sans_axe_ni_organisme_connus() -> None:
    assert dire(fiche(axe="axe-9", porteur="inconnu"))["Axe (x)"] == "axe-9"
    assert dire(fiche(porteur="inconnu"))["Structure pilote"] == "inconnu"
    sans = AXE.model_copy(update={"titre": SANS_AXE})
    assert "Axe (x)" not in dire(fiche(), axes={"axe-1": sans})


@pytest.mark.parametrize(
    ("statut", "reste", "ecrit"),
    [
        ("lancee", "", "En cours"),
        # « En retard » se lit « lancée » : tant que la fiche le dit encore, il revient tel quel.
        ("lancee", "En retard", "En retard"),
        ("realisee", "En retard", "Réalisé"),
        ("transferee", "", ""),
        ("suspendue", "Bloqué", "Bloqué"),
    ],
)
def test_le_statut(statut: str, reste: str, ecrit: str) -> None:
    histoire = [{"statut": statut, "date": "2010", "source": "essai"}]
    origine: dict[str, Any] = {"origine": venir(**({"statut": reste} if reste else {}))} if reste else {}
    assert dire(fiche(statut=statut, historique=histoire, **origine)).get("Statut", "") == ecrit


def test_le_reste_revient_a_sa_colonne() -> None:
    celle = fiche(origine=venir(Notes="à revoir", Autre="x", total="environ"))
    dites = dire(celle)
    assert (dites["Notes"], dites["Autre"], dites["Total"]) == ("à revoir", "x", "environ")
    entetes = lister_entetes(dossier(celle))
    assert entetes == [*DISPOSITION, "Autre"]
    # Ce que la fiche dit passe avant ce que le tableur disait.
    assert dire(fiche(origine=venir(description="ancien")))["Descriptif"] == "Visiter."


def test_l_argent_du_budget_et_du_plan() -> None:
    celle = fiche(
        ligne(prevu="100.50"), equipement(prevu="49.50"), ligne(prevu="7", sens="recette"),
        ressources=(aide(montant="40"), ressource(montant="10"), aide(organisme="ville", nature="autofinancement"),
                    aide(organisme="ccas", etat="refuse", montant="0", sollicite="9")),
        annonce={"total": "999"},
    )  # fmt: skip
    dites = dire(celle)
    assert (dites["Total"], dites["Financeur 1"], dites["Montant 1"]) == ("150", "État", "50")
    assert (dites["Financeur 2"], dites["Montant 2"], "Financeur 3" in dites) == ("Ville", "100", False)
    # Un plan sans budget n'a pas de total.
    seul = dire(fiche(ressources=(aide(montant="40"),)))
    assert ("Total" in seul, seul["Montant 1"]) == (False, "40")
    assert "Montant 1" not in dire(fiche(ligne(prevu="5")))


def test_l_argent_annonce() -> None:
    annonce = {
        "total": "1200.50",
        "financements": [{"organismes": ["etat", "ville"]}, {"organismes": [], "montant": "0"}],
    }
    dites = dire(fiche(annonce=annonce))
    assert (dites["Total"], dites["Financeur 1"], dites["Montant 2"]) == ("1200.5", "État, Ville", "0")
    assert {"Montant 1", "Financeur 2"}.isdisjoint(dites)
    assert {"Total", "Montant 1"}.isdisjoint(dire(fiche(annonce={"base": "HT"})))


def test_plus_de_financeurs_que_de_colonnes() -> None:
    quatre = [{"organismes": [nom]} for nom in ("etat", "ville", "ccas", "ecole")]
    (dites,) = non_ecrites(dossier(fiche(annonce={"financements": quatre})))
    assert (dites[0].id, dites[1]) == ("visites", 1)
    assert list(non_ecrites(dossier(fiche(annonce={"financements": quatre[:3]})))) == []


@pytest.mark.parametrize(
    ("bases", "commune"),
    [
        (("HT", "HT"), "HT"), (("HT", "TTC"), "melee"), (("HT", "non_precisee"), "HT"),
        (("non_precisee", "non_precisee"), "non_precisee"),
    ],
)  # fmt: skip
def test_la_base_commune(bases: tuple[str, str], commune: str) -> None:
    """D'un montant annoncé, la base est la sienne ; sinon, celle de la fiche."""
    annoncee = fiche(annonce={"base": bases[0], "total": "1"})
    budgetee = fiche(ligne(prevu="1"), id="autre", base=bases[1])
    assert lire_base_commune(dossier(annoncee, budgetee)) == commune


def test_les_entetes_disent_la_base() -> None:
    assert [titrer(e, "HT") for e in ("Montant 1", "Total", "Notes")] == [
        "Montant € HT", "Budget prévisionnel total € HT", "Notes",
    ]  # fmt: skip
    assert (titrer("Montant 2", "melee"), titrer("Total", "TTC")) == ("Montant €", "Budget prévisionnel total € TTC")


def test_un_organisme_ressort_nomme_comme_il_est_entre() -> None:
    """Tant que le tableur nomme les mêmes ; changés ici, ils se disent par l'annuaire."""
    assert dire(fiche(porteur="ccas", origine=venir(porteur="ccas")))["Structure pilote"] == "ccas"
    assert dire(fiche(porteur="ville", origine=venir(porteur="ccas")))["Structure pilote"] == "Ville"


def test_ce_que_la_fiche_ne_dit_pas_laisse_la_case_vide() -> None:
    vide = dire(fiche(pilote=None, calendrier={}, participation={"niveau": "non_documente"}))
    assert {"Direction ou service pilote", "Date de début", "Date de fin", "Participation Citoyenne"}.isdisjoint(vide)
    une, autre = fiche(publics=["aînés"]), fiche(id="b", titre="B")
    assert lister_entetes(dossier(une, autre))[-1] == "Cibles"
    assert "Participation Citoyenne" not in dire(fiche())


def test_trois_financeurs_et_ceux_d_un_autre_tableur() -> None:
    """Le quatrième d'un autre tableur, gardé en texte, a sa colonne ; ceux de la disposition ont déjà la leur."""
    trois = [{"organismes": [nom], "montant": str(rang)} for rang, nom in enumerate(("etat", "ville", "ccas"), 1)]
    dites = dire(fiche(annonce={"financements": trois}))
    assert [dites[f"{quoi} {rang}"] for rang in (1, 2, 3) for quoi in ("Financeur", "Montant")] == [
        "État", "1", "Ville", "2", "CCAS", "3",
    ]  # fmt: skip
    celle = fiche(origine=venir(financeur_4="a", montant_4="b", financeur_3="c", montant_3="d"))
    assert lister_entetes(dossier(celle)) == [*DISPOSITION, "financeur_4", "montant_4"]

"""Ranger les lignes : l'ordre des groupes, ceux qu'on montre vides, et ce que chacun est sûr d'avoir."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.budget import consolider
from contrat.calculs.argent.ventilation import Dimension, par_certitude, repartir, sans_ligne
from contrat.modele.action import Action, Axe
from tests.calculs.argent.pieces import TOUS, aide, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import action, dossier, objet

TEXTE = "{titre: t, titre_court: t, finalite: f, source: essai}"
AXES = {i: objet(Axe, TEXTE, id=i, numero=n) for i, n in (("axe-b", "2"), ("axe-1", "1"), ("axe-a", "2"))}


def ranger(par: Dimension, *fiches: Action, **champs: Any) -> list[tuple[str, bool, list[Any]]]:
    celui = dossier(*fiches, axes=AXES, **champs)
    groupes = repartir(celui, consolider(celui, TOUS), par)
    return [(g.cle, g.est_ville, [x.montant and int(x.montant) for x in g.consolidation.lignes]) for g in groupes]


@pytest.mark.parametrize(
    ("par", "attendu"),
    [
        ("section", [("fonctionnement", False, [1, 8]), ("investissement", False, [2, 4])]),
        ("axe", [("axe-1", False, [1, 2, 8]), ("axe-a", False, [4]), ("axe-b", False, [])]),
        ("action", [("visites", False, [1, 2, 8]), ("vide", False, []), ("bis", False, [4])]),
        ("exercice", [("2010", False, []), ("2011", False, [1, 4, 8]), ("2012", False, [2])]),
        ("chapitre", [("011", False, [1]), ("20", False, [4]), ("21", False, [2])]),
        ("financeur", [("etat", False, [8])]),
    ],
)
def test_les_groupes(par: Dimension, attendu: list[Any]) -> None:
    une = fiche(ligne(prevu="1"), equipement(prevu="2", exercice="2012"), ressources=(ressource(montant="8"),))
    autre = fiche(equipement(prevu="4", chapitre="20"), id="bis", axe="axe-a")
    abandonnee = fiche(id="perdue", numero="3", statut="abandonnee")
    trouve = ranger(par, une, autre, abandonnee, fiche(id="vide", numero="2"))
    assert [(c, v, sorted(m)) for c, v, m in trouve] == attendu


def test_un_axe_inconnu_a_son_groupe() -> None:
    assert ranger("axe", fiche(ligne(prevu="1"), axe="axe-z"))[-1] == ("axe-z", False, [1])


def test_les_financeurs() -> None:
    """La ville d'abord, puis le plus gros ; ce qu'elle emprunte n'est pas ce que la banque donne."""
    apports = [("ecole", "5"), ("etat", "7"), ("ccas", "9"), ("ville", "9"), ("caf", "8"), ("region", "8")]
    plan = (
        *(ressource(organisme=o, montant=m) for o, m in apports),
        aide(organisme="etat", nature="emprunt", montant="3", budget="ville"),
    )
    assert ranger("financeur", fiche(ligne(prevu="1"), ressources=plan)) == [
        ("ccas", True, [9]), ("ville", True, [9]), ("ecole", True, [5]), ("etat", True, [3]),
        ("caf", False, [8]), ("region", False, [8]), ("etat", False, [7]),
    ]  # fmt: skip


def test_un_chapitre_de_fonctionnement_passe_avant() -> None:
    lignes = equipement(prevu="1", chapitre="20"), ligne(prevu="2", chapitre="65"), ligne(prevu="3", chapitre="011")
    assert [c for c, _, _ in ranger("chapitre", fiche(*lignes))] == ["011", "65", "20"]
    # Dans les deux sections, il est du fonctionnement.
    mele = ligne(prevu="1", chapitre="20"), equipement(prevu="2", chapitre="20"), ligne(prevu="3", chapitre="65")
    assert [c for c, _, _ in ranger("chapitre", fiche(*mele))] == ["20", "65"]


def test_les_deux_sections_se_montrent_toujours() -> None:
    assert ranger("section", fiche(equipement(prevu="1"))) == [
        ("fonctionnement", False, []), ("investissement", False, [1]),
    ]  # fmt: skip


def test_les_actions_sans_aucune_ligne() -> None:
    fiches = [
        fiche(ligne(prevu="1"), id="depense"), fiche(ressources=(ressource(),), id="ressource"), fiche(id="rien"),
        fiche(ligne(prevu="1", exercice="2013"), id="exclue"), fiche(id="perdue", statut="abandonnee"),
    ]  # fmt: skip
    celui = dossier(*fiches)
    assert [a.id for a in sans_ligne(celui, consolider(celui, TOUS))] == ["rien"]


@pytest.mark.parametrize(
    ("etat", "certitude"),
    [
        ("accorde", "acquis"), ("conventionne", "acquis"), ("acompte", "acquis"), ("solde", "acquis"),
        ("declare", "declare"), ("sollicite", "sollicite"), ("dossier_complet", "sollicite"),
        ("pressenti", "pressenti"),
    ],
)  # fmt: skip
def test_la_certitude_d_une_ressource(etat: str, certitude: str) -> None:
    celui = dossier(fiche(ressources=(ressource(etat=etat),)))
    assert par_certitude(consolider(celui, TOUS).lignes_ressources) == {certitude: Decimal(100)}


def test_les_certitudes_dans_leur_ordre() -> None:
    etats = ("pressenti", "sollicite", "accorde", "declare", "sollicite")
    celui = dossier(fiche(ressources=tuple(ressource(etat=e) for e in etats)))
    trouve = par_certitude(consolider(celui, TOUS).lignes_ressources)
    assert list(trouve.items()) == [
        ("acquis", Decimal(100)), ("declare", Decimal(100)), ("sollicite", Decimal(200)), ("pressenti", Decimal(100)),
    ]  # fmt: skip
    inconnue = dossier(
        fiche(ressources=(ressource(montant="0"), ressource(montant="1", etat="sollicite"))), action(id="x")
    )
    assert par_certitude(consolider(inconnue, TOUS, "realise").lignes_ressources) == {}


def test_par_budget() -> None:
    assert ranger("budget", fiche(ligne(prevu="1"), ligne(prevu="2", budget="ccas"))) == [
        ("ville", False, [1]), ("ccas", False, [2]),
    ]  # fmt: skip
    # Un centime rapporté passe avant rien.
    plan = (ressource(organisme="a", montant="0"), ressource(organisme="b", montant="0.01"))
    assert [cle for cle, *_ in ranger("financeur", fiche(ligne(prevu="1"), ressources=plan))] == ["b", "a"]

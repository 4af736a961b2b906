"""Ce qu'une séance produit avant tout vote : ateliers, participants, propositions, besoins qui restent."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.seances.travail import (
    PropositionSuivie,
    ateliers_de,
    besoins_sans_reponse,
    jalons_de,
    participants_de,
    propositions_de,
)
from contrat.modele.action import Action, Axe
from contrat.modele.organisme import Source
from contrat.modele.seance import ActionProposee, Seance
from tests.calculs.fabriques import action, dossier, lire, objet

CLE = ("comite", "2010-03")
JALONS = """
jalons:
  - {libelle: a, instance: comite, prevu: 2010-03, participants: 99, ateliers: [prévu], source: essai}
  - {libelle: b, instance: conseil, fait: 2010-03, participants: 98, ateliers: [ailleurs], source: essai}
  - {libelle: c, instance: comite, fait: 2010-04, participants: 97, ateliers: [plus tard], source: essai}
  - {libelle: d, instance: comite, fait: 2010-03-09, ateliers: [se chauffer, se déplacer], source: essai}
  - {libelle: e, instance: comite, fait: 2010-03, participants: 40, source: essai}
"""


def seance(texte: str = "", **champs: object) -> Seance:
    connu = "{id: s, instance: comite, date: 2010-03, objet: suivi, source: essai}"
    return objet(Seance, connu, **(lire(texte) or {}), **champs)


def test_les_jalons_faits_de_cette_instance() -> None:
    assert [j.libelle for j in jalons_de(dossier(contrat=JALONS), *CLE)] == ["d", "e"]


@pytest.mark.parametrize(
    ("celle", "themes"),
    [
        (None, ["se chauffer", "se déplacer"]),
        (seance(), ["se chauffer", "se déplacer"]),
        (seance("ateliers: [{theme: payer}]"), ["payer"]),
    ],
)
def test_les_ateliers(celle: Seance | None, themes: list[str]) -> None:
    assert [a.theme for a in ateliers_de(dossier(contrat=JALONS), *CLE, celle)] == themes


@pytest.mark.parametrize(
    ("celle", "combien"),
    [
        (None, 40),
        (seance(), 40),
        (seance("participants: 12"), 12),
        (seance("colleges: [{college: elus, presents: 2}, {college: habitants, presents: 3}]"), 5),
        (seance("{participants: 12, colleges: [{college: elus, presents: 2}]}"), 12),
    ],
)
def test_les_participants(celle: Seance | None, combien: int) -> None:
    assert participants_de(dossier(contrat=JALONS), *CLE, celle) == combien


def test_rien_ne_dit_combien() -> None:
    assert participants_de(dossier(), *CLE, seance()) is None


PROPOSEE = "{statut: proposee, date: 2010-03-09, instance: comite, source: essai}"


def fiche(etapes: str = PROPOSEE, **champs: Any) -> Action:
    return action("{}", historique=lire(f"[{{statut: idee, date: 2010-01, source: essai}}, {etapes}]"), **champs)


def proposer(celle: Seance | None, *actions: Action) -> list[tuple[str, str | None, bool]]:
    suivies = propositions_de(dossier(*actions), actions, *CLE, celle)
    return [(p.proposition.titre, p.action.id if p.action else None, p.est_ecrite) for p in suivies]


def test_ce_que_la_seance_ecrit_puis_ce_que_les_fiches_disent() -> None:
    ecrite = seance("propositions: [{titre: Un relais, action: relais}, {titre: Rien}, {titre: X, action: absente}]")
    assert proposer(ecrite, fiche(), fiche(id="relais")) == [
        ("Un relais", "relais", True), ("Rien", None, True), ("X", None, True),
        ("Des visites à domicile", "visites", False),
    ]  # fmt: skip
    assert proposer(None, fiche()) == [("Des visites à domicile", "visites", False)]


@pytest.mark.parametrize(
    ("avant", "apres"),
    [("proposee", "hierarchisee"), ("comite", "conseil"), (", instance: comite", ""), ("2010-03-09", "2010-04")],
)
def test_une_fiche_que_cette_seance_n_a_pas_proposee(avant: str, apres: str) -> None:
    assert proposer(None, fiche(PROPOSEE.replace(avant, apres))) == []


def test_une_commission_ne_propose_que_dans_son_axe() -> None:
    assert [len(proposer(seance(axe=axe), fiche())) for axe in ("axe-1", "axe-2")] == [1, 0]


CRITERES = {
    nom: {"prevu": {"niveau": "fort", "justification": nom[:3], "source": source}}
    for nom, source in (("economique", "essai"), ("social", "essai"), ("environnemental", "memoire"))
}


def test_la_proposition_que_raconte_une_fiche() -> None:
    celle = fiche(criteres_dd=CRITERES, constats=["froid"])
    (suivie,) = propositions_de(dossier(celle), [celle], *CLE, None)
    assert (suivie.proposition.action, suivie.proposition.constats) == ("visites", ("froid",))
    assert suivie.dit == {"economique": "eco", "social": "soc", "environnemental": "env"}
    assert [c.prevu.justification for c in suivie.criteres] == ["eco", "soc", "env"]


SOURCES = {
    nom: objet(Source, "{titre: t}", id=nom, nature=nature)
    for nom, nature in (("essai", "publie"), ("memoire", "reconstitution"))
}


@pytest.mark.parametrize(
    ("champs", "est_ecrite", "attendu"),
    [
        ({}, False, False),
        ({"source": "memoire"}, False, True),
        ({"reconstitues": ["constats"]}, False, True),
        ({"reconstitues": ["axe"]}, False, False),
        ({"criteres_dd": CRITERES}, False, True),
        # Écrite par la séance, elle ne tient rien de la fiche.
        ({"source": "memoire", "criteres_dd": CRITERES}, True, False),
    ],
)
def test_ce_qui_est_reconstitue(champs: dict[str, Any], est_ecrite: bool, attendu: bool) -> None:
    proposition = ActionProposee(titre="t", economique="viable")
    suivie = PropositionSuivie(proposition, fiche(**champs), est_ecrite)
    assert suivie.est_reconstituee(dossier(sources=SOURCES)) is attendu
    assert len(suivie.criteres) == (0 if est_ecrite else 3)
    assert suivie.dit == {"economique": "viable", "social": None, "environnemental": None}
    sans_fiche = PropositionSuivie(proposition, None, est_ecrite)
    assert (sans_fiche.criteres, sans_fiche.est_reconstituee(dossier(sources=SOURCES))) == ((), False)


def test_les_besoins_auxquels_rien_ne_repond() -> None:
    contrat = f"diagnostic: {{constats: [{', '.join(f'{{id: {c}, texte: {c}, source: essai}}' for c in 'abc')}]}}"
    texte = "{id: axe-1, numero: 1, titre: Un, titre_court: U, finalite: mieux, source: essai, constats: [a, b]}"
    celui = dossier(fiche(constats=["a"]), contrat=contrat, axes={"axe-1": objet(Axe, texte)})
    besoins = {axe: [c.id for c in besoins_sans_reponse(celui, axe)] for axe in (None, "axe-1", "absent")}
    assert besoins == {None: ["b", "c"], "axe-1": ["b"], "absent": ["b", "c"]}

"""Les règles de financement qu'un changement franchit ou déplace, et les subventions versées."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.comparaison.regles import comparer_regles, comparer_subventions
from contrat.modele.action import Action
from tests.calculs.argent.pieces import aide, avec_droit, equipement, fiche, ligne


def plan(propre: str, etat: str = "80", exercice: str = "2011") -> Action:
    siennes = aide(organisme="ville", nature="autofinancement", montant=propre, exercice=exercice)
    return fiche(equipement(prevu="100"), ressources=(siennes, aide(montant=etat, exercice=exercice)))


def regles(avant: Action | None, apres: Action | None) -> list[Any]:
    cotes = [avec_droit(*([a] if a else [])) for a in (avant, apres)]
    return [(r.action, r.une.regle.id, r.est_franchie) for r in comparer_regles(*cotes)]


def test_les_regles_franchies_ou_deplacees() -> None:
    assert regles(plan("20"), plan("20")) == []
    assert regles(plan("20"), plan("19")) == [("visites", "part-minimale", True)]
    assert regles(plan("19"), plan("20")) == [("visites", "part-minimale", True)]
    assert regles(plan("20"), plan("30")) == [("visites", "part-minimale", False)]
    assert regles(plan("30", "90"), plan("30", "110")) == [
        ("visites", "part-minimale", False), ("visites", "aides-publiques", True),
    ]  # fmt: skip


def test_une_action_neuve_ou_otee() -> None:
    assert regles(None, plan("19")) == [("visites", "part-minimale", True), ("visites", "aides-publiques", False)]
    assert regles(plan("19"), None) == [("visites", "part-minimale", True), ("visites", "aides-publiques", False)]
    # Une règle postérieure aux exercices n'a rien à dire d'un changement.
    assert [nom for _, nom, _ in regles(None, plan("1", exercice="2010"))] == ["aides-publiques"]


@pytest.mark.parametrize(
    ("avant", "apres", "dite"),
    [("100", "100.01", True), ("100.01", "100", True), ("200", "200", False), ("200", "201", True), ("50", "60", False),
     (None, "101", True), ("101", None, True)],
)  # fmt: skip
def test_une_subvention_qui_passe_le_seuil(avant: str | None, apres: str | None, dite: bool) -> None:
    cotes = [avec_droit(fiche(*([ligne(beneficiaire="ecole", prevu=x)] if x else []))) for x in (avant, apres)]
    trouvees = comparer_subventions(*cotes)
    assert [s.une.beneficiaire for s in trouvees] == (["ecole"] if dite else [])
    # Celle d'après, sinon celle d'avant.
    assert [str(s.une.montant) for s in trouvees] == ([apres or avant] if dite else [])


def test_une_convention_signee_se_dit() -> None:
    verse = ligne(beneficiaire="ecole", prevu="200")
    convention = {"id": "c", "objet": "o", "organismes": ["ecole"], "source": "e"}
    signee = convention | {"signe_le": "2011-03"}
    sans, a_signer, avec = (avec_droit(fiche(verse, conventions=c)) for c in ([], [convention], [signee]))
    for base, tete, issue in ((sans, avec, True), (sans, a_signer, False), (a_signer, avec, True)):
        (celle,) = comparer_subventions(base, tete)
        assert (celle.une.a_convention, celle.une.a_signer is None) == (issue, issue)

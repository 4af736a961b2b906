"""Le projet de délibération : le plan en deux colonnes, ce qui se demande, ce qui s'inscrit au budget."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.rapports.deliberation import (
    CreditAnnuel,
    ProjetDeliberation,
    actions_a_deliberer,
    preparer_deliberation,
    preparer_deliberations,
)
from tests.calculs.argent.pieces import aide, avec_droit, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import action, dossier


def projet(*lignes: dict[str, str], ressources: tuple[dict[str, Any], ...] = (), **champs: Any) -> ProjetDeliberation:
    celle = fiche(*lignes, ressources=ressources, **champs)
    celui = avec_droit(celle)
    prepare = preparer_deliberation(celle, celui)
    assert (prepare.action, prepare.dossier) == (celle, celui)
    return prepare


def test_le_plan_en_deux_colonnes() -> None:
    """Les dépenses par exercice et section ; les ressources à côté, sans leur répondre ligne à ligne."""
    rangs = projet(
        equipement(prevu="60"), ligne(prevu="20"), ligne(vote="20", exercice="2010"), ligne(sens="recette", prevu="9"),
        ressources=(ressource(montant="30"),),
    ).rangs  # fmt: skip
    assert [(r.depense.ligne.exercice, r.depense.ligne.section, r.depense.taux) for r in rangs if r.depense] == [
        (2010, "fonctionnement", Decimal(20)), (2011, "fonctionnement", Decimal(20)),
        (2011, "investissement", Decimal(60)),
    ]  # fmt: skip
    assert [r.apport and r.apport.ressource.montant for r in rangs] == [Decimal(30), None, None]
    # Une dépense sans montant : aucune part n'est celle du coût.
    assert {r.depense and r.depense.taux for r in projet(equipement(prevu="60"), ligne()).rangs} == {None}


def test_ce_qui_se_demande_et_ce_qui_est_acquis() -> None:
    etats = ("pressenti", "sollicite", "declare", "accorde", "refuse")
    apports = tuple(ressource(etat=e, organisme=f"o-{e}") for e in etats)
    exclus = ressource(nature="usagers"), ressource(nature="autofinancement"), aide(nature="emprunt", etat="sollicite")
    celui = projet(ligne(prevu="1"), ressources=(*apports, *exclus))
    assert sorted(a.ressource.etat for a in celui.demandes) == ["declare", "pressenti", "sollicite"]
    assert [a.ressource.organisme for a in celui.acquises] == ["o-accorde"]


def test_les_actes_qui_accordent() -> None:
    notifiee = {"notification": {"date": "2011-01-02", "reference": "X"}}
    ressources = (
        ressource() | notifiee,
        ressource(organisme="caf"),
        ressource(etat="caduc", organisme="region") | notifiee,
    )
    assert [r.organisme for r in projet(ressources=ressources).accords] == ["etat"]


def test_les_credits_a_inscrire() -> None:
    celui = projet(
        equipement(prevu="5"), ligne(prevu="1"), ligne(vote="2"), ligne(prevu="4", exercice="2010"),
        ligne(chapitre="65"),        ligne(prevu="9", sens="recette"),
    )  # fmt: skip
    assert celui.credits == [
        CreditAnnuel("ville", 2010, "fonctionnement", "011", Decimal(4)),
        CreditAnnuel("ville", 2011, "fonctionnement", "011", Decimal(3)),
        CreditAnnuel("ville", 2011, "investissement", "21", Decimal(5)),
    ]


def test_les_textes_que_le_plan_rencontre() -> None:
    """Ceux des règles en vigueur, chacun une fois ; un seuil de convention qui n'est pas dépassé n'en est pas."""
    assert projet(equipement(prevu="100"), ressources=(aide(),)).textes == ["t"]
    assert projet(ligne(prevu="100.01", beneficiaire="ecole")).textes == ["t"]
    assert projet(ligne(prevu="100", beneficiaire="ecole")).textes == []
    avant = aide(exercice="2009", organisme="caf", nature="autofinancement")
    assert projet(equipement(prevu="1", exercice="2009"), ressources=(avant,)).textes == []


def test_les_decisions_deja_prises() -> None:
    acte = {"instance": "conseil", "source": "e"}
    celle = fiche(deliberations=[acte | {"date": "2011", "objet": "plan"}, acte | {"date": "2010-05", "objet": "b"}])
    celui = avec_droit(celle, contrat="deliberations: [{date: 2010-05, objet: a, instance: conseil, source: e}]")
    assert [d.objet for d in preparer_deliberation(celle, celui).deliberations] == ["a", "b", "plan"]


@pytest.mark.parametrize(
    ("statut", "peut"),
    [("idee", True), ("approuvee", True), ("lancee", True), ("suspendue", True), ("abandonnee", False),
     ("transferee", False), ("realisee", False)],
)  # fmt: skip
def test_ce_qu_une_assemblee_peut_encore_decider(statut: str, peut: bool) -> None:
    celle = action(statut=statut, historique=[{"statut": statut, "date": "2010", "source": "e"}])
    assert actions_a_deliberer(dossier(celle)) == ([celle] if peut else [])


def test_les_credits_de_plusieurs_budgets() -> None:
    """Ceux du maître d'ouvrage d'abord, quel que soit leur nom."""
    assert not projet(ligne(prevu="1")).a_plusieurs_budgets
    celui = projet(ligne(prevu="2", budget="ccas"), ligne(prevu="1"))
    assert ([c.budget for c in celui.credits], celui.a_plusieurs_budgets) == (["ville", "ccas"], True)


def test_les_conventions_dont_chaque_signataire_est_de_l_action() -> None:
    convention = {"objet": "o", "source": "e"}
    celle = fiche(
        ressources=(ressource(),), partenaires=[{"organisme": "caf", "role": "financeur"}],
        conventions=[convention | {"id": "sienne", "organismes": ["region"]}],
    )  # fmt: skip
    generales = ", ".join(f"{{id: c-{n}, objet: o, source: e, organismes: [{', '.join(o)}]}}"
                          for n, o in enumerate((["etat", "ville"], ["caf"], ["etat", "region"])))  # fmt: skip
    celui = avec_droit(celle, contrat=f"conventions: [{generales}]")
    (prepare,) = preparer_deliberations([celle], celui)
    assert [c.id for c in prepare.conventions] == ["c-0", "c-1", "sienne"]

"""Qui tient un budget dans une fiche : sa part du plan, ses règles, et où ses ressources y sont."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.argent.flux_internes import compter_une_fois
from contrat.calculs.argent.tenants import juger, separer
from contrat.modele.organisme import Organisme
from tests.calculs.argent.pieces import aide, avec_droit, equipement, fiche
from tests.calculs.fabriques import ORGANISMES, lire

VOISINES = """
- {id: basse, nom: Basse, nature: commune, public: oui, source: essai}
- {id: ccas-basse, nom: CCAS de Basse, nature: ccas, public: oui, rattache_a: basse, source: essai}
- {id: un, nom: Un, nature: commune, public: oui, rattache_a: deux, source: essai}
- {id: deux, nom: Deux, nature: commune, public: oui, rattache_a: un, source: essai}
"""
CONNUS = {o["id"]: Organisme.model_validate(o) for o in lire(ORGANISMES) + lire(VOISINES)}


def propre(qui: str, montant: str, **champs: str) -> dict[str, str]:
    connu = {"organisme": qui, "nature": "autofinancement", "montant": montant, "budget": qui}
    return aide(**(connu | champs))


def parts(*lignes: dict[str, Any], ressources: tuple[dict[str, Any], ...]) -> list[tuple[str, int, tuple[int, ...]]]:
    celle = fiche(*lignes, ressources=ressources)
    separees = separer(celle, avec_droit(celle, organismes=CONNUS))
    if len(separees) > 1:
        assert [x.action.maitre_ouvrage for x in separees] == [x.tenant for x in separees]
    return [(x.tenant, len(x.action.budget.lignes), x.rangs) for x in separees]


@pytest.mark.parametrize(
    ("budget", "attendues"),
    [
        ("basse", [("ville", 1, (0, 2)), ("basse", 1, (1,))]),
        ("ccas-basse", [("ville", 1, (0, 2)), ("basse", 1, (1,))]),  # avec la commune dont il dépend
        ("ccas", [("ville", 2, (0, 1, 2))]),  # le sien est de la ville
        ("association", [("ville", 2, (0, 1, 2))]),
        ("inconnu", [("ville", 2, (0, 1, 2))]),
    ],
)
def test_a_chacun_sa_part(budget: str, attendues: list[tuple[str, int, tuple[int, ...]]]) -> None:
    siennes = (propre("ville", "1"), propre(budget, "2"), propre("ville", "3"))
    assert parts(equipement(), equipement(budget=budget), ressources=siennes) == attendues


def test_qui_depense_sans_recevoir_reste_au_maitre_d_ouvrage() -> None:
    """Et de même qui reçoit sans dépenser : rien ne dit ce qu'il faudrait rapporter à quoi."""
    seule = (propre("ville", "1"),)
    assert parts(equipement(), equipement(budget="basse"), ressources=seule) == [("ville", 2, (0,))]
    assert parts(equipement(), ressources=(*seule, propre("basse", "2"))) == [("ville", 1, (0, 1))]


def test_le_rang_montre_est_celui_du_plan_entier() -> None:
    """Basse met 1 sur 101 ; la ville 50 sur 150, au-dessus de ses 20 %."""
    celle = fiche(
        equipement(prevu="150"), equipement(prevu="101", budget="basse"),
        ressources=(propre("ville", "50"), aide(montant="100", budget="basse"), propre("basse", "1"), aide()),
    )  # fmt: skip
    lu = avec_droit(celle, organismes=CONNUS)
    minimales = [x for x in juger(celle, lu) if x.regle.id == "part-minimale"]
    assert [(x.tenant, x.rang, int(x.trouve), x.est_respecte) for x in minimales] == [
        ("ville", 0, 50, True), ("basse", 2, 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("propres", "tenants"),
    [((), [None]), ((equipement(prevu="1", budget="basse"),), ["ville", "basse"])],
)
def test_qui_ne_fait_que_verser_ne_conduit_aucune_operation(propres: Any, tenants: list[str | None]) -> None:
    verse = equipement(prevu="9", budget="basse", beneficiaire="ville", chapitre="204")
    celle = fiche(equipement(prevu="100"), verse, *propres, ressources=(propre("ville", "50"), propre("basse", "9")))
    minimales = [x for x in juger(celle, avec_droit(celle, organismes=CONNUS)) if x.regle.id == "part-minimale"]
    assert [x.tenant for x in minimales] == tenants


def test_ce_qu_une_commune_donne_a_son_ccas_est_son_autofinancement() -> None:
    """Vingt de la ville, versés à son CCAS, et quatre-vingts de l'État : vingt sur cent, et non sur cent vingt."""
    verse = equipement(prevu="20", chapitre="204", beneficiaire="ccas")
    recue = aide(organisme="ville", montant="20", etat="accorde", budget="ccas")
    etat = aide(montant="80", budget="ccas")
    celle = fiche(verse, equipement(prevu="100", budget="ccas"), ressources=(propre("ville", "20"), recue, etat))
    lu = avec_droit(celle, organismes=CONNUS)
    nette = compter_une_fois(celle, lu)
    assert [(r.nature, int(r.montant)) for r in nette.plan.ressources] == [
        ("autofinancement", 20), ("subvention_publique", 80),
    ]  # fmt: skip
    jugements = {x.regle.id: (int(x.trouve), int(x.sur), x.rang) for x in juger(celle, lu)}
    assert (jugements["part-minimale"], jugements["aides-publiques"]) == ((20, 100, 0), (80, 100, 2))
    # Sans le versement non plus, ce que la ville met n'est pas l'aide d'un autre.
    seule = fiche(equipement(prevu="100"), ressources=(recue, etat))
    (minimale,) = (x for x in juger(seule, avec_droit(seule, organismes=CONNUS)) if x.regle.id == "part-minimale")
    assert (int(minimale.trouve), int(minimale.sur)) == (20, 100)

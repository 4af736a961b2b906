"""Ce qui retourne un verdict : une donnée, sinon deux ensemble, et rien au-delà de trois conditions manquantes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.eligibilite.changements import Changement, chercher
from contrat.calculs.eligibilite.propositions import Proposition
from tests.calculs.fabriques import FORFAIT, aide, bareme, juger_aide

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
GAIN = "{genre: au_moins, champ: gain, seuil: 25 %}"
PRO = "{genre: egal, champ: professionnel, seuil: oui}"
SUIVI = "{genre: egal, champ: accompagnement, seuil: oui}"
DPE = "{genre: parmi, champ: dpe_vise, valeurs: [A]}"
UNE = "{genre: une_parmi, conditions: [%s]}"


def chercher_tous(droit: Any, **dit: Any) -> tuple[Changement, ...]:
    jugement, resultat = juger_aide("prime", droit, **dit)
    return chercher(jugement, resultat, droit)


def resumer(*conditions: str, **dit: Any) -> list[tuple[str, ...]]:
    """Chaque changement : sa donnée, et celles qui l'accompagnent."""
    trouves = chercher_tous(bareme(aide("prime", FORFAIT, *conditions)), **dit)
    return [tuple(p.champ for p in changement) for changement in trouves]


@pytest.mark.parametrize(
    ("conditions", "dit", "attendu"),
    [
        ((GAIN,), {"gain": "25 %"}, []),
        ((GAIN,), {"gain": "10 %"}, [("gain",)]),
        ((GAIN, PRO), {"gain": "10 %", "professionnel": False}, [("gain", "professionnel")]),
        ((GAIN, PRO, SUIVI), {}, []),  # trois données à changer : deux n'y suffisent pas
        ((UNE % f"{GAIN}, {PRO}",), {}, [("gain",), ("professionnel",)]),
        ((COMMENCES,), {"commences": True}, []),
        # Trois conditions manquent, une même donnée en remplit deux : deux changements suffisent encore.
        ((GAIN, GAIN.replace("25", "35"), PRO), {}, [("gain", "professionnel")]),
        ((GAIN, GAIN.replace("25", "35"), GAIN.replace("25", "30"), PRO), {}, []),  # quatre : on ne les essaie plus
    ],
)
def test_ce_qui_retourne_le_verdict(
    conditions: tuple[str, ...], dit: dict[str, Any], attendu: list[tuple[str, ...]]
) -> None:
    assert resumer(*conditions, **dit) == attendu


def test_tout_ce_que_dit_un_changement() -> None:
    droit = bareme(aide("prime", FORFAIT, DPE, PRO))
    assert chercher_tous(droit, dpe_vise="C", professionnel=False) == (
        (
            Proposition("dpe_vise", "condition parmi", "C", "A", {"dpe_vise": "A"}),
            Proposition("professionnel", "condition egal", False, True, {"professionnel": True}),
        ),
    )


def test_le_plus_petit_changement_d_une_donnee_suffit() -> None:
    ((trouve,),) = chercher_tous(
        bareme(aide("prime", FORFAIT, UNE % f"{GAIN}, {GAIN.replace('25', '35')}")), gain="10 %"
    )
    assert trouve.vers == 25


def test_un_jour_plus_loin_que_le_bareme_n_est_pas_essaye() -> None:
    ferme = "{genre: guichet, periodes: [{du: 2012-12-01, au: 2012-12-20}]}"
    droit = bareme(aide("autre"), aide("prime", FORFAIT, ferme))
    assert [(c.champ, c.vers) for (c,) in chercher_tous(droit, jour=date(2012, 12, 15), revenus={2010: "9000"})] == [
        ("date", date(2012, 12, 21))
    ]
    # Rouvert après la fin du droit connu : rien à proposer.
    tardif = bareme(aide("prime", FORFAIT, ferme.replace("2012-12-20", "2012-12-31")))
    assert chercher_tous(tardif, jour=date(2012, 12, 15), revenus={2010: "9000"}) == ()


def test_une_autre_aide_accordee_ne_fait_pas_celle_ci() -> None:
    droit = bareme(aide("autre"), aide("prime", FORFAIT, COMMENCES))
    assert chercher_tous(droit, commences=True) == ()
    assert [c.champ for (c,) in chercher_tous(droit)] == ["commences"]

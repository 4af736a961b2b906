"""Les moyennes, les rangs, la dispersion, contre des résultats calculés à la main."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from contrat.calculs.seances.hierarchisation import Classement, arrondir, hierarchiser
from contrat.depot.fiche import lire_fiche
from contrat.modele.seance import Bulletin, CritereNote, DecisionRang, Seance

SEANCE: Seance = lire_fiche(
    Path(__file__).parents[2] / "hierarchisation" / "conseil-2020-03.yaml", "seance", Seance
).objet
assert SEANCE.grille is not None
GRILLE = SEANCE.grille


def changer(**champs: object) -> Seance:
    return SEANCE.model_copy(update=champs)


def peser(besoin: str, cout: str) -> Seance:
    criteres = (
        CritereNote(id="besoin", libelle="Besoin", poids=Decimal(besoin)),
        CritereNote(id="cout", libelle="Coût", poids=Decimal(cout)),
    )
    return changer(grille=GRILLE.model_copy(update={"criteres": criteres}))


def voter(*bulletins: dict[str, tuple[int | None, int | None]]) -> tuple[Bulletin, ...]:
    """Des bulletins d'élus ; par action, la note de besoin puis de coût, ou rien."""
    return tuple(
        Bulletin(
            college="elus",
            numero=numero,
            notes={
                action: {c: Decimal(n) for c, n in zip(("besoin", "cout"), notes, strict=True) if n is not None}
                for action, notes in bulletin.items()
            },
        )
        for numero, bulletin in enumerate(bulletins, 1)
    )


def decider(**rangs: int | tuple[int, str]) -> tuple[DecisionRang, ...]:
    return tuple(
        DecisionRang(action=action, rang=rang[0], motif=rang[1])
        if isinstance(rang, tuple)
        else DecisionRang(action=action, rang=rang)
        for action, rang in rangs.items()
    )


def resumer(classement: Classement) -> list[tuple[str, int, str, str]]:
    return [(a.action, a.rang, str(a.moyenne), str(a.ecart_type)) for a in classement.actions]


def test_chaque_college_pese_autant() -> None:
    # Garage : besoin (4 + 3) / 2 = 3,5 ; coût (3,5 + 4) / 2 = 3,75 ; 0,7 × 3,5 + 0,3 × 3,75 = 3,575.
    # Ses bulletins valent 4 ; 3,7 ; 3,3 : variance 0,0822…, écart type 0,2867…
    assert resumer(hierarchiser(SEANCE)) == [
        ("garage", 1, "3.58", "0.29"),
        ("atelier", 2, "3.55", "0.59"),
        ("jardin", 3, "2.48", "0.57"),
    ]


def test_chaque_college_pese_selon_ses_presents() -> None:
    # Garage : besoin (3 × 4 + 2 × 3) / 5 = 3,6 ; coût (3 × 3,5 + 2 × 4) / 5 = 3,7 ; 2,52 + 1,11 = 3,63.
    assert resumer(hierarchiser(changer(ponderation_colleges="effectif"))) == [
        ("garage", 1, "3.63", "0.29"),
        ("atelier", 2, "3.52", "0.59"),
        ("jardin", 3, "2.37", "0.57"),
    ]


def test_les_moyennes_par_critere_et_par_college() -> None:
    garage = hierarchiser(SEANCE).actions[0]
    assert garage.par_critere == {"besoin": Decimal("3.50"), "cout": Decimal("3.75")}
    assert garage.par_college == {"elus": Decimal("3.85"), "habitants": Decimal("3.30")}
    assert garage.bulletins == 3


def test_les_ex_aequo_partagent_leur_rang_et_le_suivant_saute() -> None:
    # Le tiers n'est pas décimal : 1/3 × 3 doit pourtant égaler 1.
    bulletins = voter(
        {"x": (1, 1), "y": (1, 1), "z": (0, 0)},
        {"x": (2, 2), "y": (1, 1), "z": (0, 0)},
        {"x": (0, 0), "y": (1, 1), "z": (1, 1)},
    )
    assert [(a.action, a.rang, a.ex_aequo) for a in hierarchiser(changer(bulletins=bulletins)).actions] == [
        ("x", 1, 2),
        ("y", 1, 2),
        ("z", 3, 1),
    ]


def test_qui_ne_note_pas_ne_compte_pas_pour_zero() -> None:
    bulletins = voter({"x": (5, 5), "y": (4, 4)}, {"x": (3, None), "y": (4, 4)}, {"y": (4, 4)})
    premier, second = hierarchiser(changer(bulletins=bulletins)).actions
    # x : besoin (5 + 3) / 2 = 4, coût 5 : 2,8 + 1,5 = 4,3 ; un seul bulletin complet, donc aucune dispersion.
    assert (premier.action, premier.moyenne, premier.bulletins) == ("x", Decimal("4.30"), 2)
    assert premier.ecart_type == Decimal(0)
    assert (second.action, second.moyenne, second.bulletins) == ("y", Decimal("4.00"), 3)


def test_une_moyenne_faite_de_bulletins_partiels_n_a_pas_de_dispersion() -> None:
    (seule,) = hierarchiser(changer(bulletins=voter({"x": (5, None)}, {"x": (None, 4)}))).actions
    assert (seule.moyenne, seule.ecart_type) == (Decimal("4.70"), None)


def test_un_college_qui_s_abstient_laisse_l_autre_decider() -> None:
    (seule,) = hierarchiser(changer(bulletins=voter({"x": (5, 2)}))).actions
    assert (seule.moyenne, seule.par_college) == (Decimal("4.10"), {"elus": Decimal("4.10")})


def test_une_action_sans_note_sur_un_critere_n_est_pas_classee() -> None:
    classement = hierarchiser(changer(bulletins=voter({"x": (5, None), "y": (1, 1)})))
    assert [a.action for a in classement.actions] == ["y"]
    assert classement.non_classees == ("x",)
    plusieurs = hierarchiser(changer(bulletins=voter(dict.fromkeys(("e", "c", "a", "d", "b"), (5, None)))))
    assert plusieurs.non_classees == ("a", "b", "c", "d", "e")


def test_sans_bulletin_rien_n_est_classe() -> None:
    classement = hierarchiser(changer(bulletins=()))
    assert (classement.actions, classement.non_classees) == ((), ())


@pytest.mark.parametrize(
    ("decisions", "ecarts", "a_motiver"),
    [
        ({"garage": 1, "atelier": 2, "jardin": 3}, [], []),
        ({"garage": 2, "atelier": 1}, ["garage", "atelier"], ["garage", "atelier"]),
        ({"garage": 2, "atelier": (1, "prêt")}, ["garage", "atelier"], []),
        ({"garage": 2, "atelier": 3, "jardin": (1, "urgent")}, ["garage", "atelier", "jardin"], []),
        ({"garage": 3, "atelier": 2, "jardin": (1, "urgent")}, ["garage", "jardin"], ["garage", "atelier"]),
        ({"jardin": 2}, ["jardin"], ["jardin"]),
        ({"jardin": (9, "reportée")}, ["jardin"], []),
        ({"garage": (1, "évident")}, [], []),
        ({"garage": (3, "pas prête"), "atelier": 1, "jardin": 2}, ["garage", "atelier", "jardin"], []),
    ],
)
def test_une_decision_motivee_decale_les_autres(
    decisions: dict[str, int | tuple[int, str]], ecarts: list[str], a_motiver: list[str]
) -> None:
    classees = hierarchiser(changer(decisions=decider(**decisions))).actions
    assert [a.action for a in classees if a.s_ecarte] == ecarts
    assert [a.action for a in classees if a.est_sans_motif] == a_motiver


@pytest.mark.parametrize(("x", "y", "justes"), [(1, 2, True), (2, 1, True), (1, 1, True), (3, 1, False)])
def test_entre_ex_aequo_tout_ordre_convient(x: int, y: int, justes: bool) -> None:
    bulletins = voter({"x": (4, 4), "y": (4, 4), "z": (1, 1)})
    classees = hierarchiser(changer(bulletins=bulletins, decisions=decider(x=x, y=y))).actions
    assert (not any(a.s_ecarte for a in classees)) is justes
    assert (not any(a.est_sans_motif for a in classees)) is justes


@pytest.mark.parametrize(
    ("exact", "arrondi"), [("2.465", "2.47"), ("2.475", "2.48"), ("2.4649", "2.46"), ("2", "2.00")]
)
def test_une_moyenne_s_arrondit_au_centieme_la_moitie_vers_le_haut(exact: str, arrondi: str) -> None:
    assert str(arrondir(Fraction(exact))) == arrondi

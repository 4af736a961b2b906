"""Un classement tient-il quand un poids change de dix pour cent ? Contre des résultats calculés à la main."""

from __future__ import annotations

from contrat.calculs.seances.hierarchisation import hierarchiser
from contrat.calculs.seances.sensibilite import Permutation, eprouver
from contrat.modele.seance import Seance
from tests.calculs.seances.test_hierarchisation import GRILLE, SEANCE, changer, peser, voter


def permutations(seance: Seance) -> dict[str, tuple[Permutation, ...]]:
    return {f"{v.critere} {v.apres}": v.permutations for v in eprouver(hierarchiser(seance))}


def test_dix_pour_cent_de_plus_sur_le_besoin_mettent_l_atelier_devant() -> None:
    # Besoin à 77 % : atelier 3,655, garage 3,5575. Coût à 27 % : atelier 3,595, garage 3,5675.
    devant = (Permutation("atelier", "garage", est_egalite=False),)
    assert permutations(SEANCE) == {
        "besoin 63.00": (),
        "besoin 77.00": devant,
        "cout 27.00": devant,
        "cout 33.00": (),
    }


def test_un_poids_change_peut_faire_une_egalite_exacte() -> None:
    # À 50 % : x 10, y 11. À 55 % : 0,55 × 18 + 0,45 × 2 = 10,8 = 0,55 × 9 + 0,45 × 13.
    seance = peser("50", "50").model_copy(update={"bulletins": voter({"x": (18, 2), "y": (9, 13)})})
    assert [a.action for a in hierarchiser(seance).actions] == ["y", "x"]
    egalite = (Permutation("y", "x", est_egalite=True),)
    assert permutations(seance) == {
        "besoin 45.00": (),
        "besoin 55.00": egalite,
        "cout 45.00": egalite,
        "cout 55.00": (),
    }


def test_un_poids_change_departage_des_ex_aequo() -> None:
    seance = peser("50", "50").model_copy(update={"bulletins": voter({"x": (4, 2), "y": (2, 4)})})
    assert permutations(seance)["besoin 45.00"] == (Permutation("y", "x", est_egalite=False),)
    assert permutations(seance)["besoin 55.00"] == (Permutation("x", "y", est_egalite=False),)


def test_un_poids_ne_depasse_pas_cent_pour_cent() -> None:
    assert list(permutations(peser("95", "5"))) == ["besoin 85.50", "besoin 100.00", "cout 4.50", "cout 5.50"]


def test_un_critere_seul_n_a_rien_a_eprouver() -> None:
    assert permutations(peser("100", "0")) == {}
    seule = GRILLE.model_copy(update={"criteres": GRILLE.criteres[:1]})
    assert permutations(changer(grille=seule)) == {}


def test_une_action_seule_n_a_rien_a_eprouver() -> None:
    assert permutations(changer(bulletins=voter({"x": (5, 2)}))) == {}


def test_sans_bulletin_il_n_y_a_rien_a_eprouver() -> None:
    assert permutations(changer(bulletins=(), decisions=())) == {}


def test_chaque_variation_dit_le_poids_d_avant() -> None:
    assert [(v.critere, str(v.avant)) for v in eprouver(hierarchiser(SEANCE))] == [
        ("besoin", "70.00"), ("besoin", "70.00"), ("cout", "30.00"), ("cout", "30.00"),
    ]  # fmt: skip

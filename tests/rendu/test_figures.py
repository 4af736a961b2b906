"""Les figures : une seule échelle, trois trames, un calendrier ; le texte dit ce que l'image montre."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.rendu.ecrivains.figure import tracer
from contrat.rendu.figures import montrer, montrer_au_besoin, montrer_une_suite
from contrat.rendu.page import Colonne, Etendue, Figure, Rangee, Tableau, Valeur

COLONNES = (Colonne("Axe"), Colonne("Prévu", "nombre"), Colonne("Engagé", "nombre"), Colonne("Payé", "nombre"))
AXES = Tableau(
    COLONNES,
    (
        Rangee(("Un", Decimal(400), Decimal(300), Decimal(100))),
        Rangee(("Deux", Decimal(90), None, None)),
        Rangee(("Rien", None, None, None)),
        Rangee(("Total", Decimal(490), Decimal(300), Decimal(100)), est_total=True),
    ),
)


def test_plusieurs_mesures_ont_une_echelle_et_des_trames() -> None:
    dessin = tracer(Figure("x", AXES, (1, 2, 3)))
    assert dessin.legende == (("vide", "Prévu"), ("claire", "Engagé"), ("pleine", "Payé"))
    assert dessin.echelle == ("0", "200", "400")
    assert [bande.libelle for bande in dessin.bandes] == ["Un", "Deux"], "sans nombre, pas de bande ; le tableau le dit"
    barres = [t for t in dessin.bandes[0].traits if t.trame != "filet"]
    assert [(t.trame, t.y, t.largeur) for t in barres] == [
        ("vide", 1, Decimal("100.0")), ("claire", 11, Decimal("75.0")), ("pleine", 21, Decimal("25.0")),
    ]  # fmt: skip
    assert dessin.hauteur == 30


@given(st.lists(st.decimals(0, 10**9, places=2), min_size=1, max_size=6))
def test_aucune_barre_ne_sort_de_l_echelle(valeurs: list[Decimal]) -> None:
    tableau = Tableau(COLONNES[:2], tuple(Rangee((str(rang), v)) for rang, v in enumerate(valeurs)))
    dessin = tracer(Figure("x", tableau))
    assert len(dessin.bandes) == sum(v > 0 for v in valeurs)
    assert all(t.x >= 0 and t.x + t.largeur <= 100 for bande in dessin.bandes for t in bande.traits)
    if dessin.bandes:
        assert max(t.largeur for b in dessin.bandes for t in b.traits if t.trame == "pleine") >= 40


def test_un_calendrier_va_du_premier_au_dernier_jour_annee_par_annee() -> None:
    tableau = Tableau(COLONNES[:2], tuple(Rangee((nom, None)) for nom in ("Entière", "Sans fin", "Sans date")))
    etendues = (
        Etendue(date(2010, 1, 1), date(2011, 12, 31), faits=(date(2010, 7, 1),), prevus=(date(2011, 7, 1),)),
        Etendue(date(2011, 1, 1)),
        Etendue(),
    )
    dessin = tracer(Figure("x", tableau, etendues=etendues))
    assert (dessin.est_calendrier, dessin.echelle) == (True, ("2010", "2011"))
    entiere, sans_fin = ([(t.trame, t.x, t.largeur) for t in b.traits if t.trame != "filet"] for b in dessin.bandes)
    assert entiere == [
        ("claire", Decimal("0.0"), Decimal("99.9")),
        ("vide", Decimal("75.0"), 1),
        ("pleine", Decimal("25.0"), 1),
    ]
    assert sans_fin == [("claire", Decimal("50.0"), Decimal("50.0"))]


def test_sans_rien_a_montrer_il_n_y_a_pas_de_dessin() -> None:
    assert tracer(Figure("x", Tableau(COLONNES, ()), (1, 2))).bandes == ()
    assert tracer(Figure("x", Tableau(COLONNES[:2], (Rangee(("a", None)),)), etendues=(Etendue(),))).bandes == ()


@pytest.mark.parametrize(
    ("nombres", "en_tete", "suite"),
    [
        ((9, 4), "Qui ; en tête : a, 9", "Qui : de « a, 9 » à « b, 4 »"),
        ((3, 4), "Qui ; en tête : b, 4", "Qui : de « a, 3 » à « b, 4 »"),
        ((None, 4), "Qui ; en tête : b, 4", "Qui"),
        (("*", None), "Qui", "Qui"),
    ],
)
def test_le_texte_dit_ce_que_l_image_montre(nombres: tuple[Valeur, ...], en_tete: str, suite: str) -> None:
    rangees = tuple(Rangee((nom, n)) for nom, n in zip("ab", nombres, strict=True))
    tableau = Tableau((Colonne("Nom"), Colonne("Combien", "nombre")), rangees)
    assert montrer("Qui", tableau).texte == en_tete
    assert montrer_une_suite("Qui", tableau).texte == suite
    deux = montrer("Axes", AXES, (1, 2))
    assert deux.texte == "Axes ; en tête, prévu : Un, 400"


def test_une_part_se_voit_face_au_tout() -> None:
    """12 % ne remplit pas l'image ; plus de cent l'allonge."""
    for part, echelle in ((12, ("0 %", "50 %", "100 %")), (150, ("0 %", "100 %", "200 %"))):
        tableau = Tableau((Colonne("Nom"), Colonne("Part", "part")), (Rangee(("a", Decimal(part))),))
        assert (
            tuple(mot.replace("\u202f", " ").replace("\u00a0", " ") for mot in tracer(Figure("x", tableau)).echelle)
            == echelle
        )


def test_rien_de_chiffre_ne_fait_pas_d_image() -> None:
    vide = Tableau((Colonne("Nom"), Colonne("Combien", "nombre")), (Rangee(("a", None)),))
    assert montrer_au_besoin("Qui", vide) is vide
    assert isinstance(montrer_au_besoin("Axes", AXES, (1,)), Figure)

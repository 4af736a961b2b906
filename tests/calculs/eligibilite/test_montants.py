"""Chaque genre de montant à ses bornes : au plafond, un centime au-dessus, au demi-centime, sans la donnée."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import pytest

from contrat.calculs.eligibilite.logique import Etat
from contrat.calculs.eligibilite.montants import Assiette, Derivation, arrondir, chiffrer, suivre
from contrat.calculs.eligibilite.ressources import classer
from contrat.modele.montant import Trajet
from tests.calculs.fabriques import bareme, demande, montant, objet

TAUX = """
{genre: taux, libelle: aide au taux, taux: {tres_modeste: 35 %, modeste: 20 %}, assiette: travaux_ht, plafond: 13000}
"""
PALIERS = """
genre: taux_par_saut
libelle: aide au saut
assiette: travaux_ht
paliers:
  - {sauts: 2, plafond: 40000, taux: {tres_modeste: 80 %, modeste: 60 %}}
  - {sauts: 3, plafond: 55000, taux: {tres_modeste: 80 %, modeste: 60 %}}
majoration: {libelle: sortie de passoire, avant: [F, G], apres: [A, B, C, D], points: 10 %}
"""
BAREME = bareme()
BONUS = "{genre: bonus, libelle: bonus, avant: [F, G], apres: [A, B], montant: 1500, incertaines: [B]}"
ECRETEMENT = """
genre: ecretement
taux: {tres_modeste: 100 %, modeste: 80 %}
assiette: travaux_ttc
montant: {genre: forfait, libelle: prime, montant: 1000}
"""


def calculer(
    texte: str, locales: str | None = None, autres: str = "0", champs_montant: dict[str, Any] | None = None, **dit: Any
) -> Derivation:
    """La dérivation d'un montant pour une demande très modeste."""
    celle = demande(**dit)
    assiette = Assiette(celle, classer(celle, BAREME), None if locales is None else Decimal(locales), Decimal(autres))
    return chiffrer(montant(texte, **(champs_montant or {})), assiette)


def resultat(texte: str, locales: str | None = None, autres: str = "0", **dit: Any) -> str | None:
    trouve = calculer(texte, locales, autres, **dit).resultat
    return None if trouve is None else str(arrondir(trouve, "centime"))


def test_un_forfait_garde_son_nom_et_sa_source() -> None:
    assert calculer("{genre: forfait, libelle: prime, montant: 1100}") == Derivation(
        "forfait", "prime", Decimal(1100), "loi"
    )


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        ({"revenus": {2009: "10000"}}, "160.00"),
        ({"revenus": {2009: "10000.01"}}, "80.00"),
        ({"revenus": {2009: "20000.01"}}, None),  # supérieur : la catégorie n'a pas de montant
        ({"revenus": {}}, None),
    ],
)
def test_un_forfait_par_categorie(dit: dict[str, Any], attendu: str | None) -> None:
    texte = "{genre: forfait_categorie, libelle: prime, montants: {tres_modeste: 160, modeste: 80}}"
    assert resultat(texte, **dit) == attendu
    derivation = calculer(texte, **dit)
    assert (derivation.genre, derivation.libelle, derivation.source) == ("forfait", "prime", "loi")


def test_deux_categories_possibles_qui_donnent_le_meme_montant_suffisent() -> None:
    texte = "{genre: forfait_categorie, libelle: prime, montants: {tres_modeste: 80, modeste: 80, superieur: 80}}"
    assert resultat(texte, revenus={}) == "80.00"


@pytest.mark.parametrize(
    ("travaux", "attendu"),
    [
        ("10000", "3500.00"),
        ("12999.99", "4550.00"),
        ("13000", "4550.00"),
        ("13000.01", "4550.00"),
        ("20000", "4550.00"),
        (None, None),
    ],
)
def test_un_taux_sur_une_depense_plafonnee(travaux: str | None, attendu: str | None) -> None:
    assert resultat(TAUX, travaux_ht=travaux) == attendu


def test_un_taux_demande_la_categorie() -> None:
    assert resultat(TAUX, travaux_ht="10000", revenus={2009: "15000"}) == "2000.00"
    assert resultat(TAUX, travaux_ht="10000", revenus={}) is None


def test_la_derivation_d_un_taux_dit_tous_ses_termes() -> None:
    plafonds = {"plafond_aide": {"tres_modeste": "4000", "modeste": "3000"}}
    assert calculer(TAUX, champs_montant=plafonds, travaux_ht="20000") == Derivation(
        "taux", "aide au taux", Decimal(4000), "loi", Decimal(35), Decimal(20000), Decimal(13000), Decimal(4000),
        "travaux_ht",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("travaux", "attendu"), [("11428.57", "4000.00"), ("11428.54", "3999.99"), ("11428.60", "4000.00")]
)
def test_le_plafond_de_l_aide_elle_meme(travaux: str, attendu: str) -> None:
    trouve = calculer(TAUX, champs_montant={"plafond_aide": {"tres_modeste": "4000"}}, travaux_ht=travaux).resultat
    assert trouve is not None
    assert str(arrondir(trouve, "centime")) == attendu


@pytest.mark.parametrize(
    ("dpe", "vise", "travaux", "attendu"),
    [
        ("E", "D", "10000", None),  # un saut : aucun palier
        ("E", "C", "10000", "8000.00"),
        ("E", "C", "40000.01", "32000.00"),
        ("E", "B", "60000", "44000.00"),
        ("E", "A", "60000", "44000.00"),
        ("F", "D", "10000", "9000.00"),  # la majoration
        ("F", "E", "10000", None),
        ("G", "E", "10000", "8000.00"),  # deux sauts, sans sortir des passoires
        ("E", "C", None, None),
        ("E", None, "10000", None),
        (None, "C", "10000", None),
        (None, None, "10000", None),
    ],
)
def test_les_paliers_de_saut(dpe: str | None, vise: str | None, travaux: str | None, attendu: str | None) -> None:
    assert resultat(PALIERS, dpe=dpe, dpe_vise=vise, travaux_ht=travaux) == attendu


def test_les_paliers_disent_leurs_termes() -> None:
    assert calculer(PALIERS, dpe="F", dpe_vise="D", travaux_ht="10000") == Derivation(
        "taux", "aide au saut", Decimal(9000), "loi", Decimal(90), Decimal(10000), Decimal(40000), assiette="travaux_ht"
    )
    assert calculer(PALIERS, dpe="E", dpe_vise="D", travaux_ht="10000") == Derivation(
        "palier", "aide au saut", None, "loi", depense=Decimal(10000), assiette="travaux_ht"
    )
    assert resultat(PALIERS, dpe="F", dpe_vise="D", travaux_ht="10000", revenus={}) is None
    assert resultat(PALIERS, dpe="F", dpe_vise="D", travaux_ht="10000", revenus={2009: "15000"}) == "7000.00"


@pytest.mark.parametrize(
    ("dpe", "vise", "attendu"),
    [
        ("F", "D", Etat.REMPLIE),
        ("E", "D", Etat.NON_REMPLIE),
        ("F", "E", Etat.NON_REMPLIE),
        (None, "D", Etat.A_VERIFIER),
        ("F", None, Etat.A_VERIFIER),
        (None, "E", Etat.NON_REMPLIE),
    ],
)
def test_suivre_un_trajet(dpe: str | None, vise: str | None, attendu: Etat) -> None:
    trajet = objet(Trajet, "{libelle: sortie, avant: [F, G], apres: [A, B, C, D], source: loi, statut: certain}")
    assert suivre(trajet, demande(dpe=dpe, dpe_vise=vise)) is attendu
    # Sans classe de départ exigée, elle n'a pas à être connue.
    if vise:
        arrivee = trajet.model_copy(update={"avant": ()})
        assert suivre(arrivee, demande(dpe_vise=vise)) is (Etat.REMPLIE if vise == "D" else Etat.NON_REMPLIE)


@pytest.mark.parametrize(
    ("dpe", "vise", "acquis", "doute"),
    [
        ("F", "A", 1500, 0),
        ("F", "B", 0, 1500),  # une classe que certaines sources seules admettent
        ("F", "C", 0, 0),
        ("E", "A", 0, 0),
        ("E", "B", 0, 0),
        (None, "A", 0, 1500),
        ("F", None, 0, 1500),
    ],
)
def test_un_bonus_entier_ou_annonce(dpe: str | None, vise: str | None, acquis: int, doute: int) -> None:
    assert calculer(BONUS, dpe=dpe, dpe_vise=vise) == Derivation(
        "bonus", "bonus", Decimal(acquis), "loi", a_confirmer=Decimal(doute)
    )


@pytest.mark.parametrize(
    ("locales", "attendu"), [("499.99", "499.99"), ("500", "500.00"), ("500.01", "500.00"), (None, None)]
)
def test_la_parite(locales: str | None, attendu: str | None) -> None:
    texte = "{genre: parite, libelle: majoration, plafond: 500}"
    assert resultat(texte, locales) == attendu
    derivation = calculer(texte, locales)
    assert (derivation.genre, derivation.libelle, derivation.plafond) == ("parite", "majoration", Decimal(500))
    assert derivation.depense == (None if locales is None else Decimal(locales))


def test_un_montant_non_retrouve() -> None:
    assert calculer("{genre: non_retrouve, libelle: barème de 2009}") == Derivation(
        "non_retrouve", "barème de 2009", None, "loi"
    )


def test_une_somme_garde_ses_termes_et_ses_doutes() -> None:
    somme = "{genre: somme, termes: [{genre: forfait, libelle: prime, montant: 1000}, " + BONUS + "]}"
    derivation = calculer(somme, dpe="F")
    assert (derivation.genre, derivation.libelle, derivation.source, derivation.assiette) == ("somme", "", "", "")
    assert (derivation.resultat, derivation.a_confirmer) == (Decimal(1000), Decimal(1500))
    assert [t.libelle for t in derivation.termes] == ["prime", "bonus"]
    assert calculer(somme, dpe="F", dpe_vise="A").resultat == Decimal(2500)
    # Un terme inconnu rend la somme inconnue.
    inconnue = "{genre: somme, termes: [{genre: forfait, libelle: prime, montant: 1000}, " + TAUX.strip() + "]}"
    assert resultat(inconnue) is None
    assert resultat(inconnue, travaux_ht="1000") == "1350.00"


@pytest.mark.parametrize(
    ("ttc", "autres", "attendu"),
    [
        ("2000", "0", "1000.00"),
        ("1000", "0", "1000.00"),
        ("999.99", "0", "999.99"),
        ("1500", "500", "1000.00"),
        ("1500", "500.01", "999.99"),
        ("1500", "1500", "0.00"),
        ("1500", "2000", "0.00"),  # jamais négative quand les autres aides dépassent déjà
    ],
)
def test_l_ecretement(ttc: str, autres: str, attendu: str) -> None:
    assert resultat(ECRETEMENT, autres=autres, travaux_ttc=ttc) == attendu


@pytest.mark.parametrize(
    ("ht", "autres", "attendu"),
    [
        ("1000", "0", "1000.00"),  # la part du hors taxes suffit déjà
        ("999.99", "0", None),
        ("1500", "500", "1000.00"),
        ("1500", "500.01", None),
        (None, "0", None),
    ],
)
def test_l_ecretement_sans_le_ttc(ht: str | None, autres: str, attendu: str | None) -> None:
    assert resultat(ECRETEMENT, autres=autres, travaux_ht=ht) == attendu


def test_l_ecretement_dit_tous_ses_termes() -> None:
    derivation = calculer(ECRETEMENT, autres="200", travaux_ttc="1000", revenus={2009: "15000"})
    avant = Derivation("forfait", "prime", Decimal(1000), "loi")
    assert derivation == Derivation(
        "ecretement", "prime", Decimal(600), "loi", Decimal(80), Decimal(1000), assiette="travaux_ttc",
        deduction=Decimal(200), limite=Decimal(600), supposees=("autres_aides",), termes=(avant,),
    )  # fmt: skip
    # Sans catégorie, ni part ni limite ; sans montant, rien à écrêter.
    assert resultat(ECRETEMENT, travaux_ttc="1000", revenus={}) is None
    assert resultat(ECRETEMENT, travaux_ht="9000", revenus={}) is None
    inconnu = ECRETEMENT.replace("{genre: forfait, libelle: prime, montant: 1000}", TAUX.strip())
    assert resultat(inconnu, travaux_ttc="1000") is None
    douteux = ECRETEMENT.replace("{genre: forfait, libelle: prime, montant: 1000}", BONUS)
    assert calculer(douteux, travaux_ttc="9000", dpe="F").a_confirmer == Decimal(1500)


@pytest.mark.parametrize(
    ("valeur", "precision", "attendu"),
    [
        ("2.004", "centime", "2.00"),
        ("2.005", "centime", "2.01"),  # la moitié vers le haut, jamais au pair
        ("2.015", "centime", "2.02"),
        ("2.49", "euro", "2.00"),
        ("2.50", "euro", "3.00"),
        ("3.50", "euro", "4.00"),
    ],
)
def test_arrondir_au_plus_proche(valeur: str, precision: Literal["centime", "euro"], attendu: str) -> None:
    assert str(arrondir(Decimal(valeur), precision)) == attendu


@pytest.mark.parametrize(
    ("surface", "attendu"),
    [(None, None), (100, "2800.00"), (162, "4536.00"), (163, "4550.00"), (200, "4550.00")],
)
def test_un_plafond_au_metre_carre(surface: int | None, attendu: str | None) -> None:
    """35 % de 80 € par m², et de 13 000 € au plus."""
    celui = TAUX.replace("plafond: 13000", "plafond: 13000, par_m2: 80")
    assert resultat(celui, travaux_ht="20000", surface=surface) == attendu


@pytest.mark.parametrize(
    ("dpe", "vise", "attendu"), [("F", "C", "1000.00"), ("F", "D", None), (None, "C", "1000.00"), ("F", None, None)]
)
def test_un_palier_par_classe_atteinte(dpe: str | None, vise: str | None, attendu: str | None) -> None:
    celui = """{genre: taux_par_saut, libelle: saut, assiette: travaux_ht, paliers: [
      {apres: [A, B, C], plafond: 40000, taux: {tres_modeste: 10 %}}]}"""
    assert resultat(celui, dpe=dpe, dpe_vise=vise, travaux_ht="10000") == attendu


def test_un_saut_que_l_on_ne_connait_qu_a_peu_pres_n_atteint_aucun_palier() -> None:
    """De B, aucune classe à trois classes de plus ne se gagne ; d'une classe inconnue à C, de une à quatre."""
    for dpe, vise in (("G", None), (None, "A"), (None, "C"), ("C", None)):
        assert resultat(PALIERS, dpe=dpe, dpe_vise=vise, travaux_ht="10000") is None


@pytest.mark.parametrize(
    ("dit", "supposees"),
    [
        ({}, ("autres_aides", "aides_locales")),
        ({"autres_aides": "200"}, ("aides_locales",)),
        ({"aides_locales": "0"}, ("autres_aides",)),
        ({"aides_locales": "0", "autres_aides": "200"}, ()),
    ],
)
def test_les_aides_dont_rien_n_est_dit_sont_supposees_nulles(dit: dict[str, Any], supposees: tuple[str, ...]) -> None:
    trouvee = calculer(ECRETEMENT, autres=dit.get("autres_aides", "0"), travaux_ttc="1000", **dit)
    assert trouvee.supposees == supposees
    # Une aide de la commune se calcule : ce n'est plus une supposition.
    assert "aides_locales" not in calculer(ECRETEMENT, autres="300", travaux_ttc="1000", **dit).supposees

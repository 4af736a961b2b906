"""Ce que coûte un résultat : ce qui est su payé, sur les exercices que la valeur couvre, ou pourquoi on l'ignore."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.actions.cout import Cout, calculer_cout
from contrat.calculs.actions.mesure import mesurer
from contrat.modele.contrat import Periode
from contrat.modele.suivi import Indicateur
from tests.calculs.argent.pieces import fiche, ligne
from tests.calculs.fabriques import action, objet

PERIODE = Periode(debut=2010, fin=2012)
# 1 200 € payés en 2010, 800 € en 2011, rien de dit en 2012 ; une recette n'est pas un coût.
LIGNES = (
    ligne(exercice="2010", prevu="1200", realise="1200"),
    ligne(exercice="2011", prevu="900", realise="800"),
    ligne(exercice="2012", prevu="500"),
    ligne(exercice="2010", prevu="70", realise="70", sens="recette", chapitre="74"),
    ligne(exercice="2011", prevu="70", sens="recette", chapitre="74"),
)
DEUX_ANS, MANQUE = ("5 2010 2010", "6 2011 2011"), ("5 2010", "6 2012")


def valeur(texte: str) -> dict[str, str]:
    """`40 2011 2010` : 40, à la fin de 2011, comptés depuis 2010."""
    return dict(zip(("valeur", "date", "depuis"), texte.split(), strict=False)) | {"source": "essai"}


def indiquer(*valeurs: str, texte: str = "", **champs: object) -> Indicateur:
    connu = {"id": "faits", "libelle": "faits", "niveau": "realisation", "unite": "logement"}
    return objet(Indicateur, texte, **(connu | {"valeurs": [valeur(v) for v in valeurs]} | champs))


def calculer(indicateur: Indicateur, **champs: Any) -> Cout | None:
    return calculer_cout(fiche(*LIGNES, **champs), mesurer(indicateur, PERIODE.fin), PERIODE)


@pytest.mark.parametrize(
    ("indicateur", "depenses", "par_unite", "exercices"),
    [
        # 2 000 €, divisés par 40.
        (indiquer("40 2011 2010"), "2000", "50", (2010, 2011)),
        (indiquer("8 2010 2010"), "1200", "150", (2010, 2010)),
        (indiquer("8 2011 2011"), "800", "100", (2011, 2011)),
        (indiquer("8 2011-06 2010-03"), "2000", "250", (2010, 2011)),
        # (1 200 + 800) / (5 + 11).
        (indiquer("5 2010 2010", "11 2011 2011", niveau="resultat"), "2000", "125", (2010, 2011)),
        (indiquer("16 2011 2010", niveau="impact", sens="hausse"), "2000", "125", (2010, 2011)),
        (indiquer("0.5 2011 2010"), "2000", "4000", (2010, 2011)),
        # Comptée depuis le début de l'action, 2010.
        (indiquer("40 2011", nature="cumulee"), "2000", "50", (2010, 2011)),
    ],
)
def test_ce_qui_a_ete_paye_par_unite(
    indicateur: Indicateur, depenses: str, par_unite: str, exercices: tuple[int, int]
) -> None:
    assert calculer(indicateur) == Cout(Decimal(par_unite), exercices, Decimal(depenses))


@pytest.mark.parametrize(
    "indicateur",
    [
        indiquer("40 2011 2010", niveau="moyen"),
        indiquer("40 2011 2010", niveau="diagnostic"),
        indiquer("40 2011 2010", unite="€"),
        indiquer("40 2011 2010", unite="%"),
        indiquer("40 2011 2010", nature="etat"),
        indiquer("40 2011 2010", sens="baisse"),
    ],
)
def test_ce_qui_ne_se_partage_pas(indicateur: Indicateur) -> None:
    assert calculer(indicateur) is None


@pytest.mark.parametrize(
    ("indicateur", "attendu"),
    [
        (indiquer(), Cout(None, motif="valeur_absente")),
        # Mesurée après la période.
        (indiquer("40 2013 2010"), Cout(None, motif="valeur_absente")),
        (indiquer("40 2011"), Cout(None, motif="nature_inconnue")),
        (indiquer(*MANQUE, nature="annuelle"), Cout(None, (2010, 2012), motif="annee_manquante")),
        (indiquer("40 2011 2009"), Cout(None, (2009, 2011), motif="hors_periode")),
        (indiquer("40 2012 2010"), Cout(None, (2010, 2012), motif="depenses_absentes")),
        (indiquer("0 2011 2010"), Cout(None, (2010, 2011), Decimal(2000), "valeur_nulle")),
    ],
)
def test_pourquoi_on_ne_peut_pas_le_dire(indicateur: Indicateur, attendu: Cout) -> None:
    assert calculer(indicateur) == attendu


def test_sans_ligne_ni_debut() -> None:
    """Aucune dépense n'est pas une dépense nulle ; une action sans début compte de la date de la valeur."""
    assert calculer_cout(action(), mesurer(indiquer("4 2011 2010"), 2012), PERIODE) == Cout(
        None, (2010, 2011), motif="depenses_absentes"
    )
    sans_debut = calculer(indiquer("8 2011", nature="cumulee"), calendrier={})
    assert sans_debut == Cout(Decimal(100), (2011, 2011), Decimal(800))


def moyen(*valeurs: str, **champs: str) -> Indicateur:
    return indiquer(*valeurs, **({"id": "apporte", "niveau": "moyen", "unite": "€"} | champs))


@pytest.mark.parametrize(
    ("moyens", "par_unite"),
    [
        ([moyen("28500 2012 2011")], "2850"),
        # Deux bilans publient la même période : le second vaut.
        ([moyen("100 2012 2011", "28500 2012 2011")], "2850"),
        # Une autre période, une autre unité, un autre niveau, ou deux moyens : rien ne se choisit.
        ([moyen("28500 2012 2010")], None),
        ([moyen("28500 2011 2011")], None),
        ([moyen("28500 2012")], None),
        ([moyen("28500 2012 2011", unite="heure")], None),
        ([moyen("28500 2012 2011", niveau="resultat")], None),
        ([moyen("28500 2012 2011"), moyen("28500 2012 2011", id="autre")], None),
    ],
)
def test_un_moyen_dit_la_depense_que_les_lignes_ne_disent_pas(moyens: list[Indicateur], par_unite: str | None) -> None:
    cout = calculer(indiquer("10 2012 2011"), indicateurs=moyens)
    if par_unite is None:
        assert cout == Cout(None, (2011, 2012), motif="depenses_absentes")
    else:
        assert cout == Cout(Decimal(par_unite), (2011, 2012), Decimal(28500), None, moyens[0], "essai")


def test_les_lignes_passent_avant_un_moyen() -> None:
    cout = calculer(indiquer("10 2011 2011"), indicateurs=[moyen("28500 2011 2011")])
    assert cout == Cout(Decimal(80), (2011, 2011), Decimal(800))

"""Ce que vaudrait une aide selon les classes gagnées : d'un prix, d'un ordre de grandeur, d'une classe connue."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.scenarios import Scenario, imaginer
from contrat.modele.bareme import Bareme
from tests.calculs.fabriques import FORFAIT, aide, bareme, demande

# Une prime qui double le taux à partir de trois classes : 40 %, puis 80 % du prix hors taxes.
TAUX = "genre: taux, libelle: t, assiette: travaux_ht, plafond: 90000"
SAUT = "{genre: au_moins, champ: saut_classes, seuil: %s}"
DEUX = aide("deux", f"{{{TAUX}, taux: {{tres_modeste: 40 %}}}}", SAUT % 2)
TROIS = aide("trois", f"{{{TAUX}, taux: {{tres_modeste: 80 %}}}}", SAUT % 3, rang="2")
DROIT = bareme(DEUX, TROIS)
GRANDEUR = {"estimation": {"de": "1000", "a": "2000"}}


def scenarios(droit: Bareme = DROIT, **dit: Any) -> dict[str, list[tuple[int, int, int]]]:
    trouves = imaginer(juger(demande(**dit), droit), droit)
    return {code: [(s.sauts, int(s.bas), int(s.haut)) for s in liste] for code, liste in trouves.items()}


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        (
            GRANDEUR | {"dpe": "F"},
            {"deux": [(2, 400, 800), (3, 400, 800), (4, 400, 800)], "trois": [(3, 800, 1600), (4, 800, 1600)]},
        ),
        # Sans classe de départ, toutes celles d'où l'on peut en gagner autant.
        (GRANDEUR, {"deux": [(2, 400, 800), (3, 400, 800), (4, 400, 800)], "trois": [(3, 800, 1600), (4, 800, 1600)]}),
        # De D, quatre classes ne se gagnent pas ; trois mènent à A ; de C, deux seulement, et l'autre aide est refusée.
        (GRANDEUR | {"dpe": "D"}, {"deux": [(2, 400, 800), (3, 400, 800)], "trois": [(3, 800, 1600)]}),
        (GRANDEUR | {"dpe": "C"}, {"deux": [(2, 400, 800)]}),
        (GRANDEUR | {"dpe": "B"}, {}),
        # La classe visée connue, un seul scénario reste par départ possible.
        (GRANDEUR | {"dpe": "F", "dpe_vise": "C"}, {"deux": [(3, 400, 800)], "trois": [(3, 800, 1600)]}),
        (
            GRANDEUR | {"dpe_vise": "C"},
            {"deux": [(2, 400, 800), (3, 400, 800), (4, 400, 800)], "trois": [(3, 800, 1600), (4, 800, 1600)]},
        ),
        # Sans prix ni ordre de grandeur, rien ; tout est connu, rien à imaginer.
        ({"dpe": "F"}, {}),
        ({"dpe": "F", "dpe_vise": "C", "travaux_ht": "1000"}, {}),
        # Le prix dit passe avant son ordre de grandeur ; le montant possible est alors déjà connu.
        (GRANDEUR | {"dpe": "F", "travaux_ht": "1000"}, {}),
    ],
)
def test_selon_les_classes_gagnees(dit: dict[str, Any], attendu: dict[str, list[tuple[int, int, int]]]) -> None:
    assert scenarios(**dit) == attendu


BONUS = """{genre: ecretement, taux: {tres_modeste: 100 %}, assiette: travaux_ttc, montant: """


def test_le_prix_ttc_est_celui_qui_est_dit_ou_au_moins_le_prix_hors_taxes() -> None:
    """L'aide ne dépasse pas le prix TTC : 1 000 € au plus pour 1 000 € hors taxes, 1 055 € s'ils sont dits."""
    droit = bareme(aide("ecretee", f"{BONUS}{{genre: forfait, libelle: p, montant: 5000}}}}", SAUT % 2))
    assert scenarios(droit, dpe="F", travaux_ht="1000") == {"ecretee": [(s, 1000, 1000) for s in (2, 3, 4)]}
    assert scenarios(droit, dpe="F", travaux_ttc="1055") == {}
    assert scenarios(droit, dpe="F", estimation={"de": "1000", "a": "2000"}, travaux_ttc="1500") == {}


PALIERS = """{genre: taux_par_saut, libelle: saut, assiette: travaux_ht, paliers: [
  {sauts: 2, plafond: 90000, taux: {tres_modeste: 40 %}}, {sauts: 3, plafond: 90000, taux: {tres_modeste: 80 %}}]}"""


@pytest.mark.parametrize(
    ("dit", "attendu"),
    [
        ({}, [(2, 400, 400), (3, 800, 800), (4, 800, 800)]),
        ({"dpe": "F"}, [(2, 400, 400), (3, 800, 800), (4, 800, 800)]),
        ({"dpe": "D", "travaux_ttc": "1055"}, [(2, 400, 400), (3, 800, 800)]),
        ({"dpe": "F", "dpe_vise": "C"}, []),
    ],
)
def test_le_prix_connu_la_classe_visee_reste_a_savoir(dit: dict[str, Any], attendu: list[tuple[int, int, int]]) -> None:
    droit = (
        bareme(aide("ampleur", f"{BONUS}{PALIERS}}}", SAUT % 2))
        if "travaux_ttc" in dit
        else bareme(aide("ampleur", PALIERS, SAUT % 2))
    )
    assert scenarios(droit, travaux_ht="1000", **dit).get("ampleur", []) == attendu


@pytest.mark.parametrize(
    "celle",
    [
        # Un montant connu, fermée au ménage, à d'autres travaux, ou qu'aucune de ces données ne chiffrerait.
        aide("prime", FORFAIT, SAUT % 2),
        aide("prime", f"{{{TAUX}, taux: {{tres_modeste: 40 %}}}}", "{genre: egal, champ: commences, seuil: non}"),
        aide("prime", f"{{{TAUX}, taux: {{tres_modeste: 40 %}}}}", "{genre: egal, champ: nature, seuil: autonomie}"),
        aide("prime", "{genre: non_retrouve, libelle: p}", SAUT % 2),
    ],
)
def test_ce_qui_ne_s_estime_pas(celle: Any) -> None:
    assert scenarios(bareme(celle), dpe="F", commences=True, nature="energie", **GRANDEUR) == {}


def test_une_categorie_incertaine_donne_des_bornes() -> None:
    """Sans revenu, l'aide vaut de 20 à 40 % : de 200 € à 400 € pour 1 000 €."""
    taux = f"{{{TAUX}, taux: {{tres_modeste: 40 %, modeste: 20 %, superieur: 30 %}}}}"
    trouve = imaginer(juger(demande(revenus={}, **GRANDEUR), bareme(aide("prime", taux))), bareme(aide("prime", taux)))
    assert trouve["prime"][0] == Scenario(2, Decimal(200), Decimal(800))

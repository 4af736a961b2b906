"""Ce qu'il faut penser d'un chiffre publié : l'écart, la tolérance d'une source qui arrondit, ce qui empêche."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.concordance.concordance import Concordance, confronter_contrat
from contrat.calculs.concordance.mesures import METHODES
from contrat.modele.contrat import Contrat, Publie
from contrat.modele.organisme import Source
from tests.calculs.fabriques import CONTRAT, JOUR, action, bareme, dossier, lire, objet, parcours

PERIODE = "{debut: 2010, fin: 2011}"
GENRES = frozenset({"actions", "organismes", "menages", "axes", "aides"})
TOUT_LU: dict[str, Any] = {"genres": GENRES, "presents": dict.fromkeys(GENRES, frozenset[str]())}


def publier(mesure: str = "axes.total", valeur: str = "3", **champs: Any) -> dict[str, Any]:
    periode = champs.pop("periode", PERIODE)
    return {"mesure": mesure, "valeur": valeur, "approche": "non", "source": "essai", "periode": lire(periode)} | champs


def concordance(recalcule: str | None, valeur: str = "100", **champs: str) -> Concordance:
    publie = objet(Publie, "{}", **publier(valeur=valeur, **champs))
    trouve = None if recalcule is None else Decimal(recalcule)
    return Concordance(0, publie, METHODES["axes.total"], "", trouve, frozenset())


@pytest.mark.parametrize(
    ("recalcule", "champs", "verdict", "inexplique"),
    [
        ("100", {}, "concorde", False),
        ("100.01", {}, "ecart", True),
        ("99.99", {}, "ecart", True),
        ("99", {"ecart": "perdu"}, "ecart_declare", False),
        ("100", {"ecart": "perdu"}, "concorde", False),
        (None, {}, "non_recalcule", True),
        (None, {"ecart": "perdu"}, "non_recalcule", False),
        # « Près de cent » : cinq pour cent ; « près de dix » : une unité.
        ("105", {"approche": "oui"}, "concorde_approche", False),
        ("95", {"approche": "oui"}, "concorde_approche", False),
        ("105.01", {"approche": "oui"}, "ecart", True),
        ("94.99", {"approche": "oui"}, "ecart", True),
        ("11", {"approche": "oui", "valeur": "10"}, "concorde_approche", False),
        ("11.01", {"approche": "oui", "valeur": "10"}, "ecart", True),
    ],
)
def test_le_verdict(recalcule: str | None, champs: dict[str, str], verdict: str, inexplique: bool) -> None:
    celle = concordance(recalcule, **champs)
    assert (celle.verdict, celle.est_inexplique) == (verdict, inexplique)
    assert celle.est_retrouve is verdict.startswith("concorde")


def test_l_ecart_et_la_tolerance() -> None:
    assert [concordance(x).ecart for x in ("101", "98", None)] == [Decimal(1), Decimal(-2), None]
    assert [concordance("1", approche=x).tolerance for x in ("non", "oui")] == [Decimal(0), Decimal(5)]


def confronter(*publies: dict[str, Any], **champs: Any) -> list[Concordance]:
    contrat = objet(Contrat, CONTRAT, publies=list(publies))
    celui = dossier(contrats={"contrat": contrat}, **(TOUT_LU | {"organismes": {}, "droit_lu": bareme()} | champs))
    rapport = confronter_contrat(celui)
    assert rapport.dossier is celui
    return list(rapport.concordances)


def test_chaque_chiffre_a_sa_place() -> None:
    un, deux = confronter(publier(valeur="0"), publier("contrat.exercices"))
    assert [(c.rang, c.recalcule, c.verdict, c.unite, c.empechement) for c in (un, deux)] == [
        (0, Decimal(0), "concorde", "", None), (1, Decimal(3), "concorde", "", None),
    ]  # fmt: skip
    assert confronter(publier("budget.depenses.total"))[0].unite == "€"


LIGNE = lire("{exercice: 2010, section: fonctionnement, chapitre: '011', libelle: a, prevu: 1, source: reel}")
SANS_MONTANT = {cle: valeur for cle, valeur in LIGNE.items() if cle != "prevu"}


@pytest.mark.parametrize(
    ("publie", "champs", "empechement"),
    [
        (publier(periode="{debut: 2011, fin: 2010}"), {}, "periode"),
        (publier(), {"genres": frozenset({"actions"})}, "fichiers"),
        (publier(), {"presents": {"axes": frozenset({"mal-forme"})}}, "fichiers"),
        (publier("contrat.exercices"), {"genres": frozenset(), "presents": {}}, None),
        (publier("logements.travaux"), {}, None),
        (publier("logements.travaux"), {"menages": {"M-0001": parcours("2011-03-08 clos")}}, "montants"),
        (publier("actions.partenaires", action="inconnue"), {}, None),
        # Sans aucune ligne, rien n'empêche : les fiches ne redonnent rien.
        (publier("budget.depenses.total"), {}, None),
        (
            publier("budget.depenses.total"),
            {"actions": {"visites": action(budget={"lignes": [SANS_MONTANT]})}},
            "lignes",
        ),
        (
            publier("budget.depenses.total"),
            {"actions": {"visites": action(budget={"lignes": [LIGNE, {**SANS_MONTANT, "libelle": "b"}]})}},
            "lignes",
        ),
        (
            publier("actions.ressources.ville", action="autre"),
            {"actions": {"visites": action(budget={"lignes": [SANS_MONTANT]}), "autre": action(id="autre")}},
            None,
        ),
    ],
)
def test_ce_qui_empeche_de_recalculer(publie: dict[str, Any], champs: dict[str, Any], empechement: str | None) -> None:
    (celle,) = confronter(publie, **champs)
    assert celle.empechement == empechement
    if empechement:
        assert (celle.recalcule, celle.verdict) == (None, "non_recalcule")
    if empechement in ("periode", "fichiers"):
        assert celle.natures == frozenset()


def test_l_indicateur_donne_son_unite() -> None:
    fiche = action()
    (celle,) = confronter(
        publier("indicateurs.autre_source", action="visites", indicateur="faites"), actions={"visites": fiche}
    )
    assert (celle.unite, celle.indicateur, celle.recalcule) == ("visite", fiche.indicateurs[0], None)


SOURCES = {n: objet(Source, "{titre: t}", id=n, nature=v) for n, v in (("essai", "fiction"), ("reel", "publie"))}


@pytest.mark.parametrize(
    ("mesure", "natures"),
    [
        ("budget.depenses.total", {"publie"}),  # les lignes d'une somme
        ("actions.approuvees", {"fiction"}),  # les fiches
        ("menages.contactes", {"publie"}),
        ("menages.eligibles", {"publie"}),
        ("contrat.exercices", set()),
        ("aides.forfait", set()),
        ("indicateurs.autre_source", set()),
    ],
)
def test_d_ou_viennent_les_donnees_comptees(mesure: str, natures: set[str]) -> None:
    (celle,) = confronter(
        publier(mesure), sources=SOURCES, actions={"visites": action(budget={"lignes": [LIGNE]})},
        menages={"M-0001": parcours("2011-03-08 contacte", source="reel")}, jour=JOUR,
    )  # fmt: skip
    assert celle.natures == natures


def test_les_comptes() -> None:
    differents = publier(valeur="1"), publier(valeur="1", ecart="perdu"), publier(valeur="1", approche="oui")
    publies = [publier(valeur="0"), *differents, publier(periode="{debut: 2011, fin: 2010}")]
    contrat = objet(Contrat, CONTRAT, publies=[p | {"source": f"s{r}"} for r, p in enumerate(publies)])
    rapport = confronter_contrat(dossier(contrats={"contrat": contrat}, **TOUT_LU))
    assert list(rapport.comptes.items()) == [
        ("concorde", 1), ("concorde_approche", 1), ("ecart_declare", 1), ("non_recalcule", 1), ("ecart", 1),
    ]  # fmt: skip
    assert rapport.inexpliques == 2
    assert list(confronter_contrat(dossier(**TOUT_LU)).comptes.values()) == [0] * 5

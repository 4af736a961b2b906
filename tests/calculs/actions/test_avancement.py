"""Où en est le contrat à la fin d'un exercice : l'étape du 31 décembre compte, celle du 1er janvier non."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.actions.avancement import (
    Avancement,
    bilans,
    compter_niveaux,
    fin_au,
    fins_depassees,
    jalons_a_confirmer,
    mesurer_avancement,
    mesurer_entonnoirs,
    statut_au,
    valeur_au,
)
from contrat.modele.action import Action, Axe
from contrat.modele.suivi import Indicateur
from tests.calculs.fabriques import action, dossier, objet


def etape(date: str, statut: str, **champs: str) -> dict[str, str]:
    return {"date": date, "statut": statut, "source": "e"} | champs


def fiche(*etapes: dict[str, str], **champs: Any) -> Action:
    return action(historique=list(etapes), statut=etapes[-1]["statut"], **champs)


@pytest.mark.parametrize(
    ("exercice", "statut"), [(2009, None), (2010, "approuvee"), (2011, "lancee"), (2012, "lancee"), (2013, "realisee")]
)
def test_le_statut_a_la_fin_d_un_exercice(exercice: int, statut: str | None) -> None:
    celle = fiche(etape("2010-02-15", "approuvee"), etape("2011-12-31", "lancee"), etape("2013", "realisee"))
    assert statut_au(celle, exercice) == statut


def test_l_avancement_par_axe() -> None:
    texte = "{titre: t, titre_court: t, finalite: f, source: essai}"
    axes = {i: objet(Axe, texte, id=i, numero=n) for i, n in (("axe-b", "1"), ("axe-a", "2"), ("axe-c", "1"))}
    statuts = [("axe-a", "lancee"), ("axe-a", "realisee"), ("axe-a", "approuvee"), ("axe-b", "transferee"),
               ("axe-b", "abandonnee"), ("axe-b", "abandonnee")]  # fmt: skip
    fiches = [fiche(etape("2010", s), id=f"f-{r}", axe=a) for r, (a, s) in enumerate(statuts)]
    plus_tard = fiche(etape("2012", "lancee"), id="plus-tard", axe="axe-perdu")
    b, c, a, tout = mesurer_avancement(dossier(*fiches, plus_tard, axes=axes), 2011)
    assert [x.axe and x.axe.id for x in (b, c, a, tout)] == ["axe-b", "axe-c", "axe-a", None]
    assert a.par_statut == {"lancee": 1, "realisee": 1, "approuvee": 1}
    assert (a.total, a.mises_en_oeuvre, a.taux) == (3, 2, Decimal(200) / 3)
    assert (c.total, c.mises_en_oeuvre, c.taux) == (0, 0, None)
    # Une action sans axe connu, et qui n'existe pas encore, compte dans le contrat entier.
    # Celle que l'on a transférée sans la lancer n'a jamais été mise en œuvre.
    assert (tout.total, tout.mises_en_oeuvre, tout.par_statut[None]) == (7, 2, 1)
    reprise = fiche(etape("2010", "lancee"), etape("2011", "transferee"))
    assert mesurer_avancement(dossier(reprise), 2011)[-1].mises_en_oeuvre == 1
    assert b.par_statut == {"transferee": 1, "abandonnee": 2}
    assert Avancement(None, {"lancee": 2, "suspendue": 3}).mises_en_oeuvre == 2


@pytest.mark.parametrize(
    ("etapes", "calendrier", "depassee", "fin"),
    [
        ([etape("2010", "lancee")], {"fin": "2011-12-31"}, True, "2011-12-31"),
        ([etape("2010", "lancee")], {"fin": "2012-01"}, False, "2012-01"),
        ([etape("2010", "lancee")], {}, False, None),
        ([etape("2010", "lancee"), etape("2011", "realisee")], {"fin": "2011"}, False, "2011"),
        ([etape("2010", "lancee"), etape("2011", "abandonnee")], {"fin": "2011"}, False, "2011"),
        ([etape("2010", "lancee"), etape("2012", "realisee")], {"fin": "2011"}, True, "2011"),
        ([etape("2010", "lancee"), etape("2011", "reportee", echeance="2013")], {"fin": "2011"}, False, "2013"),
        ([etape("2010", "lancee"), etape("2012", "reportee", echeance="2013")], {"fin": "2011"}, True, "2011"),
    ],
)
def test_les_fins_depassees(etapes: Any, calendrier: dict[str, str], depassee: bool, fin: str | None) -> None:
    celle = fiche(*etapes, calendrier={"debut": "2010"} | calendrier)
    assert fins_depassees(dossier(celle), 2011) == ([celle] if depassee else [])
    assert fin_au(celle, 2011) == fin


@pytest.mark.parametrize(
    ("jalon", "statut", "vu"),
    [
        ({"prevu": "2011-12"}, "lancee", True),
        ({"prevu": "2012-01"}, "lancee", False),
        ({"prevu": "2011", "fait": "2012"}, "lancee", False),
        ({"fait": "2011"}, "lancee", False),
        ({}, "lancee", False),
        ({"prevu": "2011"}, "abandonnee", False),
        ({"prevu": "2011"}, "realisee", True),
    ],
)
def test_les_jalons_a_confirmer(jalon: dict[str, str], statut: str, vu: bool) -> None:
    calendrier = {"debut": "2010", "jalons": [{"libelle": "ouverture", "source": "e"} | jalon]}
    trouves = jalons_a_confirmer(dossier(fiche(etape("2010", statut), calendrier=calendrier)), 2011)
    assert [(a.id, j.libelle) for a, j in trouves] == ([("visites", "ouverture")] if vu else [])


def indicateur(nom: str, *valeurs: tuple[str, str], unite: str = "ménage", **champs: str) -> dict[str, Any]:
    releves = [{"date": d, "valeur": v, "source": "e"} for d, v in valeurs]
    commun = {"libelle": nom, "niveau": "realisation"}
    return {"id": nom, "unite": unite, "valeurs": releves} | commun | champs


def test_la_valeur_au() -> None:
    celui = Indicateur.model_validate(indicateur("x", ("2010", "1"), ("2011-12-31", "2"), ("2012-01", "3")))
    lues = [valeur_au(celui, exercice) for exercice in (2009, 2010, 2011, 2012)]
    assert [v and v.valeur for v in lues] == [None, Decimal(1), Decimal(2), Decimal(3)]


def entonnoir(*indicateurs: dict[str, Any]) -> list[tuple[str, Decimal, Decimal | None, bool]]:
    trouves = mesurer_entonnoirs(dossier(action(indicateurs=list(indicateurs))), 2011)
    return [(e.indicateur.id, e.valeur.valeur, e.taux, e.change_d_unite) for x in trouves for e in x.etapes]


def test_l_entonnoir() -> None:
    """De la plus large à la plus étroite, quel que soit l'ordre de la fiche ; ce qui manque se saute."""
    assert entonnoir(
        indicateur("menages-eligibles", ("2011", "6")), indicateur("menages-contactes", ("2011", "12")),
        indicateur("logements-reperes", ("2011", "50"), unite="logement"), indicateur("autre", ("2011", "1")),
        indicateur("logements-renoves", unite="logement"),
        indicateur("logements-habiter-mieux", ("2011", "3"), ("2012", "4"), unite="logement",
                   parmi="menages-eligibles"),
    ) == [
        ("logements-reperes", Decimal(50), None, False), ("menages-contactes", Decimal(12), None, True),
        ("menages-eligibles", Decimal(6), Decimal(50), False),
        ("logements-habiter-mieux", Decimal(3), Decimal(50), False),
    ]  # fmt: skip


def test_un_taux_ne_rapproche_que_ce_qui_se_compare() -> None:
    reperes = indicateur("logements-reperes", ("2011", "50"), unite="logement")
    autre = indicateur("menages-contactes", ("2011", "10"), parmi="autre-chose")
    assert [e[2:] for e in entonnoir(reperes, autre)] == [(None, False), (None, True)]
    renoves = indicateur("logements-renoves", ("2011", "10"), unite="logement", parmi="autre-chose")
    assert [e[2:] for e in entonnoir(reperes, renoves)] == [(None, False), (Decimal(20), False)]
    # Une seule étape n'est pas un entonnoir.
    assert entonnoir(reperes, indicateur("menages-contactes", ("2012", "10"))) == []


def test_les_niveaux_des_criteres() -> None:
    def critere(niveau: str, bilan: str = "") -> dict[str, Any]:
        prevu = {"niveau": niveau, "justification": "j", "source": "e"}
        return {"prevu": prevu} | ({"bilan": prevu | {"niveau": bilan}} if bilan else {})

    def criteres(economique: dict[str, Any], social: dict[str, Any]) -> Action:
        tous = {"economique": economique, "social": social, "environnemental": critere("sans_objet")}
        return action(criteres_dd=tous)

    fiches = [criteres(critere("fort", "atteint"), critere("moyen")), criteres(critere("fort"), critere("faible"))]
    assert compter_niveaux(fiches, "economique") == {
        "fort": 2, "moyen": 0, "faible": 0, "atteint": 0, "sans_objet": 0, "non_documente": 0,
    }  # fmt: skip
    social = compter_niveaux(fiches, "social")
    assert (social["moyen"], social["faible"], social["fort"]) == (1, 1, 0)
    assert compter_niveaux(fiches, "environnemental")["sans_objet"] == 2
    assert [(a is fiches[0], b.niveau) for a, b in bilans(fiches, "economique")] == [(True, "atteint")]
    assert bilans(fiches, "social") == []


def test_ce_qui_se_decide_apres_le_jour_n_est_pas_compte() -> None:
    etapes = [{"statut": s, "date": d, "source": "e"} for s, d in (("approuvee", "2010"), ("lancee", "2011-06-02"))]
    celui = dossier(action(statut="lancee", historique=etapes))
    assert [mesurer_avancement(celui, 2011, date(2011, 6, j))[-1].mises_en_oeuvre for j in (1, 2)] == [0, 1]

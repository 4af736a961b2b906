"""L'argent d'un jour passé : ce qui était payé, accordé, encaissé, et ce qu'une ressource valait alors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.connu import Connu, connaitre_au
from contrat.modele.action import Action
from tests.calculs.argent.pieces import fiche, ligne, ressource
from tests.calculs.fabriques import dossier

AVANT, APRES = "2011-06-15", "2011-06-16"


def connaitre(celle: Action) -> Connu:
    return connaitre_au(dossier(celle), date(2011, 6, 15))


def versement(montant: str, exercice: str, jour: str = "") -> dict[str, str]:
    return {"exercice": exercice, "montant": montant} | ({"date": jour} if jour else {})


@pytest.mark.parametrize(
    ("champs", "payes", "realise"),
    [
        ({"exercice": "2010", "realise": "9"}, [], 9),
        # De l'exercice en cours, un réalisé sans paiement daté ne se sait qu'à sa fin.
        ({"exercice": "2011", "realise": "9"}, [], None),
        ({"exercice": "2011"}, [], None),
        (
            {"exercice": "2011", "paiements": [versement("1", "2011", AVANT), versement("2", "2011", APRES)]},
            [1], 1,
        ),
        ({"exercice": "2011", "paiements": [versement("1", "2010"), versement("2", "2011")]}, [1], 1),
        ({"exercice": "2011", "paiements": [versement("2", "2011")]}, [], None),
        # D'un exercice clos, payé après : ce qui l'était alors.
        (
            {"exercice": "2010", "paiements": [versement("1", "2010", AVANT), versement("2", "2010", APRES)]},
            [1], 1,
        ),
        ({"exercice": "2010", "paiements": [versement("2", "2010", APRES)]}, [], None),
    ],
)  # fmt: skip
def test_ce_qui_etait_paye(champs: dict[str, Any], payes: list[int], realise: int | None) -> None:
    connu = connaitre(fiche(ligne(**champs)))
    (lue,) = connu.dossier.actions["visites"].budget.lignes
    assert [p.montant for p in lue.paiements] == payes
    assert lue.realise == realise
    assert connu.incertains == ()


def test_les_decisions_modificatives_deja_prises() -> None:
    decisions: Any = [{"date": jour, "avant": "1", "apres": "2"} for jour in ("2011-06-15", "2011-06-16")]
    (lue,) = connaitre(fiche(ligne(modifications=decisions))).dossier.actions["visites"].budget.lignes
    assert [m.date.isoformat() for m in lue.modifications] == ["2011-06-15"]
    (encore,) = connaitre(fiche(ligne(vote="4", modifications=decisions[1:]))).dossier.actions["visites"].budget.lignes
    assert (encore.vote, encore.modifications) == (Decimal(1), ())


ACCORD: Any = {"date": "2011-06-01", "reference": "r"}

AVENANT: Any = {"reference": "a", "avant": "50", "apres": "100"}

NOTIFIE: Any = {"notification": {"date": "2011-06-16", "reference": "r"}}


@pytest.mark.parametrize(
    ("champs", "etat", "a_son_acte"),
    [
        ({"etat": "accorde"} | NOTIFIE, "sollicite", False),
        ({"etat": "solde"} | NOTIFIE, "sollicite", False),
        ({"etat": "accorde", "notification": {"date": "2011-06-15", "reference": "r"}}, "accorde", True),
        ({"etat": "accorde"}, "accorde", False),
        ({"etat": "refuse"} | NOTIFIE, "refuse", True),
        ({"etat": "declare", "exercice": "2010"}, "declare", False),
        ({"etat": "declare", "exercice": "2011"}, "pressenti", False),
        ({"etat": "pressenti", "exercice": "2011"}, "pressenti", False),
        ({"etat": "sollicite", "exercice": "2011"}, "sollicite", False),
    ],
)
def test_l_etat_qu_avait_une_ressource(champs: dict[str, Any], etat: str, a_son_acte: bool) -> None:
    (lue,) = connaitre(fiche(ressources=(ressource(**champs),))).dossier.actions["visites"].plan.ressources
    assert (lue.etat, lue.notification is not None, lue.montant) == (etat, a_son_acte, Decimal(100))


@pytest.mark.parametrize(
    ("champs", "vu"),
    [
        # Perdue le lendemain : ce jour-là, elle était attendue, ou accordée.
        ({"etat": "refuse", "montant": "0", "sollicite": "70", "fin": APRES}, ("sollicite", 70)),
        ({"etat": "retire", "montant": "0", "accorde": "60", "fin": APRES}, ("sollicite", 60)),
        ({"etat": "caduc", "montant": "0", "accorde": "60", "fin": APRES, "notification": ACCORD}, ("accorde", 60)),
        ({"etat": "refuse", "montant": "0", "sollicite": "70", "fin": AVANT}, ("refuse", 0)),
        # Accordée pour moins le lendemain.
        ({"etat": "accorde", "sollicite": "130"} | NOTIFIE, ("sollicite", 130)),
        # Modifiée le lendemain.
        ({"avenants": [AVENANT | {"date": APRES}], "notification": ACCORD}, ("accorde", 50)),
        ({"avenants": [AVENANT | {"date": AVANT}], "notification": ACCORD}, ("accorde", 100)),
    ],
)
def test_ce_que_valait_une_ressource(champs: dict[str, Any], vu: tuple[str, int]) -> None:
    (lue,) = connaitre(fiche(ressources=(ressource(**champs),))).dossier.actions["visites"].plan.ressources
    assert (str(lue.etat), lue.montant, lue.accorde) == (vu[0], Decimal(vu[1]), None)


def test_ce_qui_etait_rendu_et_l_achevement_fixe() -> None:
    rendus: Any = [versement("1", "2011", AVANT), versement("2", "2011", APRES)]
    avenants: Any = [
        AVENANT | {"date": jour, "reference": jour, "achevement": f"2012-{jour[5:]}"} for jour in (AVANT, APRES)
    ]
    une = ressource(reversements=rendus, avenants=avenants, achevement="2012-06-16")
    (lue,) = connaitre(fiche(ressources=(une,))).dossier.actions["visites"].plan.ressources
    assert (lue.reverse, str(lue.achevement)) == (Decimal(1), f"2012-{AVANT[5:]}")
    assert ([r.montant for r in lue.reversements], [a.reference for a in lue.avenants]) == ([Decimal(1)], [AVANT])


def test_le_jour_d_achevement_avant_les_avenants_qui_le_changent() -> None:
    """Un avenant de montant n'en dit rien : le jour connu reste celui du dernier avenant qui en fixe un."""
    fixe, simple = AVENANT | {"date": "2011-06-01", "achevement": "2012-06-01"}, AVENANT | {"date": AVANT}
    futurs = [AVENANT | {"date": APRES, "achevement": "2013-01-01"}, AVENANT | {"date": "2011-06-17"}]

    def achever(*avenants: Any) -> str:
        numerotes = [a | {"reference": str(n)} for n, a in enumerate(avenants)]
        une = ressource(achevement="2014-01-01") | {"avenants": numerotes}
        return str(connaitre(fiche(ressources=(une,))).dossier.actions["visites"].plan.ressources[0].achevement)

    assert achever(fixe, simple, *futurs) == "2012-06-01"
    assert achever(simple, *futurs) == "None"
    assert achever(fixe, futurs[1]) == "2014-01-01"


def test_une_somme_rendue_sans_date_et_une_perte_pas_encore_connue() -> None:
    rendue = ressource(encaisse="9", exercice="2010", reverse="4")
    perdue = ressource(etat="refuse", montant="0", sollicite="70", fin=APRES)
    lues = connaitre(fiche(ressources=(rendue, perdue))).dossier.actions["visites"].plan.ressources
    assert (lues[0].reverse, lues[1].fin) == (Decimal(4), None)


def test_ce_qui_etait_encaisse() -> None:
    recus: Any = [versement("1", "2011", AVANT), versement("2", "2011", APRES), versement("4", "2010")]
    lignes = (ressource(encaissements=recus), ressource(exercice="2010", encaisse="9"), ressource(encaisse="9"))
    lues = connaitre(fiche(ressources=lignes)).dossier.actions["visites"].plan.ressources
    assert [[e.montant for e in r.encaissements] for r in lues] == [[1, 4], [], []]
    assert [r.encaisse for r in lues] == [None, 9, None]

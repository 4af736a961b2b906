"""Ce qu'un financeur attend : ses lignes, qui d'autre paie, ce qu'il a versé chaque année, et le réalisé."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.rapports.financeur import (
    AnneeDeCaisse,
    RapportFinanceur,
    RealiseAction,
    Totaux,
)
from contrat.calculs.sommes import TotalPartiel
from contrat.modele.action import Action
from tests.calculs.argent.pieces import equipement, fiche, ligne, ressource
from tests.calculs.fabriques import dossier


def rapport(*fiches: Action) -> RapportFinanceur:
    return RapportFinanceur(dossier(*fiches), "etat")


def financer(*ressources: dict[str, Any]) -> RapportFinanceur:
    return rapport(fiche(ligne(prevu="1000"), ressources=ressources))


def test_ses_lignes_et_leurs_taux() -> None:
    celui = financer(
        ressource(taux="12 %", assiette="400"), ressource(assiette="400", exercice="2012"), ressource(exercice="2010"),
        ressource(etat="refuse", montant="0", section="investissement"), ressource(organisme="caf"),
    )  # fmt: skip
    assert [(a.ressource.exercice, a.taux, a.apport is None) for a in celui.aides] == [
        (2011, Decimal(12), False), (2012, Decimal(25), False), (2010, None, False), (2011, None, True),
    ]  # fmt: skip


def test_ses_actions_et_qui_d_autre_les_paie() -> None:
    une = fiche(ressources=(ressource(), ressource(exercice="2012"), ressource(organisme="caf")))
    deux = fiche(
        id="deux", numero="2", ressources=(ressource(), ressource(organisme="ville", nature="autofinancement"))
    )
    autre = fiche(id="autre", numero="3", ressources=(ressource(organisme="caf"),))
    celui = rapport(autre, deux, une)
    assert [a.id for a in celui.actions] == ["visites", "deux"]
    assert [(a.id, f.organisme) for a, f in celui.cofinanceurs] == [("visites", "caf"), ("deux", "ville")]


@pytest.mark.parametrize(
    ("ressources", "totaux", "reste"),
    [
        ([{"encaisse": "30"}], Totaux(Decimal(100), Decimal(100), Decimal(30), None), 70),
        ([{"encaisse": "30", "reverse": "10"}], Totaux(Decimal(100), Decimal(100), Decimal(30), Decimal(10)), 80),
        # Acquise, sans qu'on dise ce qui a été versé : on ne sait pas.
        ([{"encaisse": "30"}, {"exercice": "2012"}], Totaux(Decimal(200), Decimal(200), None, None), None),
        ([{"encaisse": "30"}, {"exercice": "2012", "etat": "sollicite"}],
         Totaux(Decimal(200), Decimal(100), Decimal(30), None), 70),
        # Accordée puis perdue, elle ne se verse plus.
        ([{"encaisse": "30"}, {"exercice": "2012", "etat": "caduc", "montant": "0", "accorde": "50"}],
         Totaux(Decimal(150), Decimal(150), Decimal(30), None), 120),
        ([{"etat": "sollicite", "sollicite": "120"}], Totaux(Decimal(120), None, None, None), None),
    ],
)  # fmt: skip
def test_ses_totaux(ressources: list[dict[str, str]], totaux: Totaux, reste: int | None) -> None:
    trouves = financer(*(ressource(**r) for r in ressources)).totaux
    assert trouves == totaux
    assert trouves.reste == reste


def test_sa_caisse() -> None:
    recue = ressource(exercice="2010") | {"encaissements": [{"exercice": "2012", "montant": "60"}]}
    assert financer(ressource(encaisse="30"), recue, ressource(exercice="2012", encaisse="5", montant="40")).caisse == [
        AnneeDeCaisse(2010, Decimal(100), None),
        AnneeDeCaisse(2011, Decimal(100), Decimal(30)),
        AnneeDeCaisse(2012, Decimal(40), Decimal(65)),
    ]
    assert financer(ressource(etat="sollicite")).caisse == []
    ailleurs = ressource(exercice="2016") | {"encaissements": [{"exercice": "2015", "montant": "60"}]}
    assert [a.exercice for a in financer(ailleurs).caisse] == [2015, 2016]


def test_les_indicateurs_et_le_realise() -> None:
    valeurs = [{"date": d, "valeur": v, "source": "e"} for d, v in (("2010", "1"), ("2011", "3"), ("2012", "2"))]
    commun = {"libelle": "l", "niveau": "realisation", "unite": "u"}
    une = fiche(
        ligne(prevu="10", engage="8", realise="5"), equipement(vote="4"), ligne(prevu="9", sens="recette"),
        ligne(libelle="de montant inconnu"),
        ressources=(ressource(),), indicateurs=[commun | {"id": "i", "valeurs": valeurs}, commun | {"id": "j"}],
    )  # fmt: skip
    deux = fiche(ligne(prevu="1", realise="1"), id="deux", numero="2", ressources=(ressource(),))
    celui = rapport(une, deux)
    lus = [(a.id, i.id, v and v.valeur) for a, i, v in celui.indicateurs]
    assert lus[:2] == [("visites", "i", Decimal(2)), ("visites", "j", None)]
    assert celui.realises == [
        RealiseAction(
            une, TotalPartiel(Decimal(14), 2, 3), TotalPartiel(Decimal(8), 1, 3), TotalPartiel(Decimal(5), 1, 3)
        ),
        RealiseAction(deux, TotalPartiel(Decimal(1), 1, 1), TotalPartiel(None, 0, 1), TotalPartiel(Decimal(1), 1, 1)),
    ]
    assert celui.ensemble == RealiseAction(
        None, TotalPartiel(Decimal(15), 3, 4), TotalPartiel(Decimal(8), 1, 4), TotalPartiel(Decimal(6), 2, 4)
    )


def test_ce_que_les_plans_attendent_de_lui() -> None:
    """Une action qu'il ne finance pas n'arrête pas le relevé."""
    ailleurs = fiche(ligne(prevu="1"), id="a", numero="1", ressources=(ressource(organisme="caf"),))
    celui = rapport(ailleurs, fiche(id="b", numero="2", ressources=(ressource(), ressource(montant="5"))))
    assert ([a.id for a in celui.actions], celui.prevu) == (["b"], Decimal(105))

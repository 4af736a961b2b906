"""Ce qui ne se note plus d'une action abandonnée, et ce qui la finit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.argent.fait import FaitImpossible, FaitRessource, GesteDepense
from contrat.calculs.argent.refus import refuser_apres_abandon
from tests.calculs.argent.pieces import fiche

JOUR = date(2012, 3, 5)
QUOI: tuple[FaitRessource | GesteDepense, ...] = (
    "voter", "modifier", "engager", "sollicite", "dossier_complet", "accorde", "conventionne", "avenant",
)  # fmt: skip
FINIT: tuple[FaitRessource | GesteDepense, ...] = (
    "payer", "reporter", "refuse", "retire", "caduc", "encaisse", "reverse",
)  # fmt: skip


def arreter(statut: str, jour: str) -> Any:
    etapes = [("approuvee", "2009"), ("lancee", "2010-01"), (statut, jour)]
    return fiche(statut=statut, historique=[{"statut": s, "date": d, "source": "essai"} for s, d in etapes])


@pytest.mark.parametrize(
    ("jour", "dit"),
    [("2012-03-05", "5 mars 2012"), ("2012-03", "mars 2012"), ("2012", "2012"), ("2011-12-31", "31 décembre 2011")],
)
def test_une_action_abandonnee_finit_sans_rien_engager(jour: str, dit: str) -> None:
    for quoi in FINIT:
        refuser_apres_abandon(arreter("abandonnee", jour), quoi, JOUR)
    for quoi in QUOI:
        refuser_apres_abandon(arreter("realisee", jour), quoi, JOUR)
        with pytest.raises(FaitImpossible) as refus:
            refuser_apres_abandon(arreter("abandonnee", jour), quoi, JOUR)
        assert (str(refus.value), refus.value.aide) == (
            f"l'action est abandonnée (dernière étape : {dit})",
            "payer, encaisser, rendre restent possibles ; si elle reprend, le noter d'abord : contrat action statut",
        )


@pytest.mark.parametrize("jour", ["2012-03-06", "2012-04", "2013"])
def test_avant_son_abandon_tout_se_note(jour: str) -> None:
    refuser_apres_abandon(arreter("abandonnee", jour), "voter", JOUR)

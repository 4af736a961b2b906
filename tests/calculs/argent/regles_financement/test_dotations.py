"""Les dotations de l'État ensemble, et le fonds européen dans la dépense publique : au taux, et un centime à côté."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from contrat.calculs.argent.regles_financement import juger_cofinancement_europeen, juger_cumul_des_dotations
from contrat.depot.droit import charger_finances
from contrat.modele.finances import DroitFinancier
from contrat.modele.organisme import Organisme
from tests.calculs.argent.pieces import aide, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import ORGANISMES, dossier
from tests.calculs.fabriques import lire as lire_yaml

EUROPEENS = {
    o["id"]: Organisme.model_validate(o)
    for o in lire_yaml(ORGANISMES)
    + lire_yaml("""
- {id: europe, nom: Europe, nature: europe, public: oui, source: essai}
- {id: fondation, nom: Fondation, nature: association, public: non, source: essai}
""")
}


@cache
def finances() -> DroitFinancier:
    return charger_finances()


def cumuler(*ressources: dict[str, Any], exercice: int = 2022) -> Any:
    celle = fiche(equipement(exercice=str(exercice), prevu="100"), ressources=ressources)
    return juger_cumul_des_dotations(celle, dossier(celle, finances_lues=finances()))


@pytest.mark.parametrize(
    ("aides", "exercice", "attendu"),
    [
        ("DETR 50 DSIL 30", 2022, ("80", True, False)),
        ("DETR 50 DSIL 30.01", 2022, ("80.01", False, False)),
        ("DETR 50 FNADT 40", 2022, ("50", True, False)),  # le FNADT n'est pas une dotation
        ("DETR 81", 2020, ("81", False, True)),  # avant octobre 2021, elle informe
        ("FNADT 90", 2022, None),
    ],
)
def test_les_dotations_ensemble(aides: str, exercice: int, attendu: tuple[str, bool, bool] | None) -> None:
    """Au plus 80 % de 100 de dépense subventionnable, toutes dotations réunies."""
    mots = aides.split()
    ressources = [aide(exercice=str(exercice), montant=montant, etat="sollicite", programme=nom)
                  for nom, montant in zip(mots[::2], mots[1::2], strict=True)]  # fmt: skip
    trouve = cumuler(*ressources, exercice=exercice)
    assert (trouve and (str(trouve.trouve), trouve.est_respecte, trouve.informe)) == attendu
    assert trouve is None or (int(trouve.sur), int(trouve.limite), trouve.exercice) == (100, 80, exercice)


def test_ce_qui_n_est_pas_une_dotation_n_est_pas_compte() -> None:
    """Ni la section d'à côté, ni un prêt de l'État ; la version est celle du premier exercice qu'elle couvre."""
    detr = {"programme": "DETR", "etat": "sollicite"}
    trouve = cumuler(
        aide(programme="DETR", nature="emprunt", montant="50", exercice="2022", budget="ville"),
        ressource(**detr, montant="50", exercice="2022"),
        aide(**detr, montant="60", exercice="2020"),
        aide(**detr, montant="10", exercice="2022"),
    )
    assert (int(trouve.trouve), trouve.rang, trouve.exercice, trouve.informe) == (70, 2, 2022, False)
    celle = fiche(equipement(exercice="2022"), ressources=(aide(**detr, montant="10", exercice="2022"),))
    assert juger_cumul_des_dotations(celle, dossier(celle, finances_lues=finances())) is None  # dépense inconnue


@pytest.mark.parametrize(
    ("exercice", "montant", "respecte"), [(2013, "55", True), (2013, "55.01", False), (2014, "90", None)]
)
def test_le_fonds_europeen_informe_seulement(exercice: int, montant: str, respecte: bool | None) -> None:
    """55 de 100 de dépense publique, ville comprise et apport privé exclu ; le taux d'après 2013 n'a pas été lu."""
    reste = str(Decimal(100) - Decimal(montant))
    celle = fiche(
        ligne(exercice=str(exercice), prevu="120"),
        ressources=(
            ressource(organisme="europe", programme="LEADER", exercice=str(exercice), montant=montant),
            ressource(organisme="ville", nature="autofinancement", exercice=str(exercice), montant=reste),
            ressource(organisme="fondation", nature="prive", exercice=str(exercice), montant="20"),
        ),
    )
    trouve = juger_cofinancement_europeen(celle, dossier(celle, finances_lues=finances(), organismes=EUROPEENS))
    assert (trouve and trouve.est_respecte) == respecte
    assert trouve is None or (trouve.informe, int(trouve.sur)) == (True, 100)
    assert trouve is None or (int(trouve.trouve), trouve.rang, trouve.exercice) == (int(float(montant)), 0, exercice)


def test_la_depense_publique_compte_ce_que_la_ville_emprunte_et_rien_de_perdu() -> None:
    """Ni le prêt à une association, ni une aide refusée ; 50 de LEADER, 10 de l'État, l'apport privé de l'Europe."""
    leader = {"organisme": "europe", "programme": "LEADER", "exercice": "2013"}
    banque = {"organisme": "fondation", "nature": "emprunt", "exercice": "2013"}
    celle = fiche(
        ligne(exercice="2013", prevu="120"),
        ressources=(
            ressource(**leader, etat="refuse", montant="900"),
            ressource(**banque, montant="40", budget="ville"),
            ressource(**banque, montant="300", budget="fondation"),
            ressource(**banque, montant="300", budget="inconnu"),
            ressource(**(leader | {"nature": "prive"}), montant="10"),
            ressource(**leader, montant="50"),
            ressource(exercice="2013", montant="10"),
        ),
    )
    trouve = juger_cofinancement_europeen(celle, dossier(celle, finances_lues=finances(), organismes=EUROPEENS))
    assert trouve is not None
    assert (int(trouve.trouve), int(trouve.sur), int(trouve.limite), trouve.rang) == (50, 110, 60, 5)
    sans_europe = fiche(ligne(exercice="2013", prevu="10"), ressources=(ressource(exercice="2013", montant="10"),))
    contexte = dossier(sans_europe, finances_lues=finances(), organismes=EUROPEENS)
    assert juger_cofinancement_europeen(sans_europe, contexte) is None

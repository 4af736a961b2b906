"""Les en-têtes d'un tableur : ceux que l'on connaît, à quelques signes près, et les autres tels quels."""

from __future__ import annotations

import pytest

from contrat.calculs.echanges.colonnes import (
    DISPOSITION,
    ENTETES,
    NOMMENT,
    PARTICIPATIONS,
    PERSONNES,
    SANS_AXE,
    STATUTS_ECRITS,
    STATUTS_LUS,
    est_entete,
    lire_base,
    reconnaitre,
)
from contrat.calculs.echanges.ecriture import titrer
from contrat.proches import replier


def test_chaque_entete_connu_se_reconnait() -> None:
    """Le premier est celui de la disposition ; celle-ci n'a pas de colonne pour les publics."""
    for cle, entetes in ENTETES.items():
        assert reconnaitre(entetes) == [cle] * len(entetes)
    assert {entetes[0] for entetes in ENTETES.values()} - {*DISPOSITION} == {"Cibles"}


def test_les_accents_la_casse_et_les_espaces_ne_comptent_pas() -> None:
    assert reconnaitre(["TITRE DE L'ACTION", "  élu.e   référent.e ", "Inconnu   d'ici", ""]) == [
        "titre", "elu_referent", "Inconnu d'ici", "",
    ]  # fmt: skip


def test_un_montant_suit_son_financeur_ou_en_porte_le_rang() -> None:
    entetes = [
        "Montant €",
        "Financeur 1",
        "Montant € HT",
        "Montant",
        "Financeur 2",
        "Notes",
        "Montant 2",
        "Financeur 9",
    ]
    assert reconnaitre(entetes) == [
        "Montant €", "financeur_1", "montant_1", "Montant", "financeur_2", "Notes", "montant_2", "financeur_9",
    ]  # fmt: skip
    assert reconnaitre(["Financeur 0", "Montant"]) == ["Financeur 0", "Montant"]


@pytest.mark.parametrize(
    "entete", ["Budget", "Budget HT", "Budget prévisionnel total €", "Budget prévisionnel total € TTC"]
)
def test_le_total(entete: str) -> None:
    assert reconnaitre([entete]) == ["total"]


def test_une_rangee_d_entetes_nomme_un_axe_et_un_titre() -> None:
    assert est_entete(["Axe (x)", "Titre de l'action"])
    assert not est_entete(["Axe (x)", "Descriptif"])
    assert not est_entete(["Titre de l'action"])


@pytest.mark.parametrize(
    ("entetes", "base"),
    [
        (["Montant € HT", "Budget prévisionnel total € HT"], "HT"),
        (["Montant € TTC", "Notes"], "TTC"),
        (["Montant € HT", "Budget prévisionnel total € TTC"], "non_precisee"),
        (["Montant €"], "non_precisee"),
        # Une autre colonne qui finit pareil ne dit rien de la base.
        (["Projet HT"], "non_precisee"),
        ([], "non_precisee"),
    ],
)
def test_la_base_des_montants(entetes: list[str], base: str) -> None:
    assert lire_base(entetes) == base


# La disposition telle que la plateforme la publie : ce qu'elle attend ne dépend pas de nous.
PUBLIEE = """
Axe (x) | Sous-axe (x.x) | Sous-sous axe (x.x.x) | Titre de l'action | Titre de la sous-action | Descriptif
Instances de gouvernance | Objectifs | Indicateurs liés | Structure pilote | Moyens humains et techniques
Partenaires | Direction ou service pilote | Personne pilote | Élu·e référent·e | Participation Citoyenne
Financements | Financeur 1 | Montant € | Financeur 2 | Montant € | Financeur 3 | Montant €
Budget prévisionnel total € | Statut | Niveau de priorité | Date de début | Date de fin
Action en amélioration continue | Calendrier | Actions liées | Fiches des plans liées | Notes | Etapes
Notes complémentaires | Documents et liens
"""
LUE = """
axe | Sous-axe (x.x) | Sous-sous axe (x.x.x) | titre | Titre de la sous-action | description
Instances de gouvernance | objectifs | Indicateurs liés | porteur | Moyens humains et techniques
partenaires | pilote | personne_pilote | elu_referent | participation
Financements | financeur_1 | montant_1 | financeur_2 | montant_2 | financeur_3 | montant_3
total | statut | Niveau de priorité | debut | fin
Action en amélioration continue | Calendrier | Actions liées | Fiches des plans liées | Notes | Etapes
Notes complémentaires | Documents et liens
"""


def couper(tableau: str) -> list[str]:
    return [case.strip() for ligne in tableau.strip().splitlines() for case in ligne.split("|")]


def test_la_disposition_est_celle_de_la_plateforme() -> None:
    assert [titrer(entete, "") for entete in DISPOSITION] == couper(PUBLIEE)
    assert reconnaitre(couper(PUBLIEE)) == couper(LUE)
    assert reconnaitre(["Titre de la fiche action", "Service-département-pôle pilote", "Cibles"]) == [
        "titre", "pilote", "publics",
    ]  # fmt: skip
    assert (PERSONNES, NOMMENT) == (
        ("personne_pilote", "elu_referent"),
        ("porteur", "partenaires", "financeur_1", "financeur_2", "financeur_3"),
    )


STATUTS = """
À discuter | proposee | proposee hierarchisee
À venir | approuvee | approuvee reportee
En cours | lancee | lancee
En retard | lancee |
En pause | suspendue | suspendue
Bloqué | suspendue |
Réalisé | realisee | realisee
Abandonné | abandonnee | abandonnee
"""


def test_les_statuts_et_les_degres_de_participation() -> None:
    """Chaque statut du tableur se lit ; plusieurs des nôtres s'écrivent pareil."""
    rangees = [[case.strip() for case in ligne.split("|")] for ligne in STATUTS.strip().splitlines()]
    assert {replier(dit): lu for dit, lu, _ in rangees} == STATUTS_LUS
    assert {ecrit: dit for dit, _, ecrits in rangees for ecrit in ecrits.split()} == STATUTS_ECRITS
    assert PARTICIPATIONS == {
        "information": "Information",
        "consultation": "Consultation",
        "concertation": "Concertation",
        "co_construction": "Co-construction",
    }
    assert SANS_AXE == "Actions sans axe"

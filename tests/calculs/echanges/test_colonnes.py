"""Les en-têtes d'un tableur : ceux que l'on connaît, à quelques signes près, et les autres tels quels."""

from __future__ import annotations

import pytest

from contrat.calculs.echanges.colonnes import ENTETES, est_entete, lire_base, reconnaitre


def test_chaque_entete_connu_se_reconnait() -> None:
    for cle, entetes in ENTETES.items():
        assert reconnaitre(entetes) == [cle] * len(entetes)


def test_les_accents_la_casse_et_les_espaces_ne_comptent_pas() -> None:
    assert reconnaitre(["TITRE DE L'ACTION", "  élu.e   référent.e ", "Inconnu   d'ici", ""]) == [
        "titre", "elu_referent", "Inconnu d'ici", "",
    ]  # fmt: skip


def test_un_montant_suit_son_financeur() -> None:
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
        "Montant €", "financeur_1", "montant_1", "Montant", "financeur_2", "Notes", "Montant 2", "financeur_9",
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

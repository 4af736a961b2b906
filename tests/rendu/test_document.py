"""Un document et la forme qu'on lui demande."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from contrat.erreurs import ErreurUsage
from contrat.formes import Forme
from contrat.rendu.document import Document, ecrire
from contrat.rendu.page import (
    Bloc,
    Cellule,
    Colonne,
    Figure,
    Intervalle,
    Page,
    Partie,
    Point,
    Rangee,
    Remarque,
    Tableau,
    lister,
)

NULLE_PART = Path("/nulle-part")


def test_une_page_a_plusieurs_tableaux_n_en_choisit_pas_un_pour_le_csv() -> None:
    tableau = Tableau((Colonne("a"),), (Rangee(("x",)),))
    page = Page("P", "", [Partie("", [tableau, tableau])])
    with pytest.raises(ErreurUsage, match="cette page a 2 tableaux : un csv en porte un seul"):
        ecrire(Document(lambda: page), Forme.csv, NULLE_PART)


def test_une_page_sans_objet_se_dit_en_json_par_ses_parties_et_ses_valeurs() -> None:
    colonnes = (Colonne("Axe"), Colonne("Montant", "euros"), Colonne("Plafond", "nombre"))
    rangee = Rangee(("a\u00a0: b", Cellule(Decimal("1200.5"), "euros", "≈ "), Intervalle(Decimal(1), None)))
    tableau = Tableau(colonnes, (Rangee(("Titre",)), rangee), "Argent")
    blocs: list[Bloc] = [
        "12\u202f000\u00a0€",
        Remarque("réserve"),
        lister("un", Point("deux", 1)),
        tableau,
        Figure("x", tableau),
    ]
    ecrit = ecrire(Document(lambda: Page("P", "S", [Partie("Q", blocs, 2)])), Forme.json, NULLE_PART)
    valeurs = {
        "titre": "Argent",
        "colonnes": ["Axe", "Montant", "Plafond"],
        "rangees": [["Titre"], ["a : b", "1200.50", {"bas": "1.00", "haut": None}]],
    }
    dits = ["12 000 €", "réserve", ["un", "deux"], valeurs, valeurs]
    partie = {"titre": "Q", "niveau": 2, "blocs": dits}
    assert json.loads(ecrit) == {"version": 1, "titre": "P", "sujet": "S", "parties": [partie]}


def test_une_forme_ne_compose_que_ce_qu_il_lui_faut() -> None:
    def jamais() -> Page:
        raise AssertionError

    assert ecrire(Document(jamais, objet=lambda: {"montant": Decimal("12.345")}), Forme.json, NULLE_PART) == (
        '{\n  "montant": "12.35"\n}\n'
    )

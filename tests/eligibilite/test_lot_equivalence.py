"""Un ménage répond pareil dans son fichier et dans une ligne de lot."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from contrat.calculs.eligibilite.compilation.chiffrage import compiler
from contrat.calculs.eligibilite.compilation.expressions import EtapeLue, lues
from contrat.modele.bareme import Bareme
from contrat.modele.base import lire_entier, lire_montant, lire_oui_non
from contrat.modele.condition import LUS
from contrat.modele.lot import COLONNES as COLONNES_DU_LOT
from contrat.modele.menage import Logement, Occupants, Projet
from tests.conftest import Commande
from tests.eligibilite.test_champs import lister_mots

JOURS = date(2010, 10, 1), date(2026, 12, 31)
MONTANTS = st.decimals(0, 60000, places=2, allow_nan=False).map(str)
OUI_NON = st.sampled_from(["oui", "non"])
# Les valeurs d'une colonne : choisies là où le hasard ne dirait rien, sinon celles de la forme que le modèle lui donne.
CHOISIES: dict[str, st.SearchStrategy[str]] = {
    "commune": st.sampled_from(["15999", "72181", "75056", "2A004", "97209", "97501"]),
    "domicile": st.sampled_from(["15", "75"]),
    "personnes": st.integers(1, 9).map(str),
    "achevement": st.sampled_from(["1960", "1996", "1999-07", "2001", "2001-06-01", "2009"]),
    "gain": st.sampled_from(["10 %", "24.9 %", "25 %", "35 %", "60 %"]),
    "aides_locales": st.sampled_from(["0", "300", "1000.50"]),
}
FORMES_ECRITES: dict[Any, st.SearchStrategy[str]] = {
    lire_oui_non: OUI_NON,
    lire_montant: MONTANTS,
    lire_entier: st.integers(0, 4).map(str),
}
BLOCS: dict[str, type[BaseModel]] = {"occupants": Occupants, "logement": Logement, "projet": Projet}


def lister_colonnes() -> Iterator[tuple[str, tuple[str, str, st.SearchStrategy[str]]]]:
    """Chaque donnée du ménage qu'une aide peut lire : sa place dans un fichier, et ses valeurs."""
    for bloc, modele in BLOCS.items():
        for champ, donnee in modele.model_fields.items():
            colonne = "personnes" if champ == "nombre" else champ
            if colonne in CHOISIES:
                yield colonne, (bloc, champ, CHOISIES[colonne])
            elif champ in LUS:
                mots = lister_mots(donnee.annotation)
                yield colonne, (bloc, champ, st.sampled_from(mots) if mots else FORMES_ECRITES[LUS[champ]])


# Chaque colonne du lot : sa place dans un fichier ménage, et ses valeurs. Le revenu et son année vont ensemble.
# Un geste par ligne, que tests/eligibilite/test_gestes.py essaie.
GESTE = ("geste", "quantite", "cee")
COLONNES = dict(lister_colonnes())
FACILES = {
    "statut_occupation": "proprietaire_occupant",
    "nature": "energie",
    "commences": "non",
    "professionnel": "oui",
}


@st.composite
def lignes(tirer: st.DrawFn) -> dict[str, str]:
    """Une ligne de 2010 à 2026 ; une fois sur deux, ce qui refuse le plus souvent une aide est écarté."""
    jour = tirer(st.dates(min_value=JOURS[0], max_value=JOURS[1]))
    ligne = {"date": jour.isoformat()}
    if tirer(st.integers(0, 3)):
        annee = str(jour.year - tirer(st.sampled_from([2, 2, 1, 1, 3])))
        rfr = tirer(MONTANTS | st.sampled_from(["9000", "15400", "16613"]))
        ligne |= {"rfr": rfr, "rfr_annee": annee}
        if tirer(st.booleans()):
            ligne["choix_revenus"] = annee
    for colonne, (_, _, valeurs) in COLONNES.items():
        if tirer(st.integers(0, 5)):
            ligne[colonne] = tirer(valeurs)
    return ligne | (FACILES if tirer(st.booleans()) else {})


def en_yaml(identifiant: str, ligne: dict[str, str]) -> str:
    """Le fichier du ménage que cette ligne décrit."""
    blocs: dict[str, list[str]] = {"occupants": [], "logement": [], "projet": [f"  demande: {ligne['date']}"]}
    for colonne, (bloc, champ, _) in COLONNES.items():
        if colonne in ligne:
            blocs[bloc].append(f'  {champ}: "{ligne[colonne]}"')
    morceaux = [f"id: {identifiant}", "source: fiction"]
    if "rfr" in ligne:
        morceaux += ["revenus:", f"  - annee: {ligne['rfr_annee']}", f"    rfr: {ligne['rfr']}"]
    if "choix_revenus" in ligne:
        morceaux += ["choix_revenus:", f"  annee: {ligne['choix_revenus']}", "  motif: avis pas encore reçu"]
    for bloc, champs in blocs.items():
        morceaux += [f"{bloc}:", *champs] if champs else []
    return "\n".join(morceaux) + "\n"


def reponses_du_lot(texte: str) -> list[tuple[str, ...]]:
    """Le ménage, l'aide, la catégorie, le verdict et le montant de chaque ligne de réponse."""
    return [tuple(ligne[:5]) for ligne in list(csv.reader(io.StringIO(texte)))[1:]]


def reponses_des_fichiers(texte: str) -> list[tuple[str, ...]]:
    """La même chose, d'après les objets JSON des ménages."""
    pages: list[dict[str, Any]] = [json.loads(ligne) for ligne in texte.splitlines()]
    return [
        (page["menage"], aide["code"], page["categorie"]["code"], aide["verdict"], aide["montant"] or "")
        for page in pages
        for aide in page["aides"]
    ]


@pytest.mark.parametrize("jour", ["2011-09-20", "2013-08-01", "2017-01-10", "2021-07-01", "2024-05-15", "2025-11-01"])
def test_une_etape_du_droit_compile_ne_lit_que_ce_qui_la_precede(bareme: Bareme, jour: str) -> None:
    """Sous une garde comprise ; une étape que rien ne garde ne lit rien de ce qu'une garde retient."""
    programme = compiler(bareme, date.fromisoformat(jour), COLONNES_DU_LOT, impose=True)
    faites: dict[str, EtapeLue | None] = {}
    for definition in programme.definitions:
        etapes = {lue.nom for lue in lues(definition.valeur) if isinstance(lue, EtapeLue)}
        assert etapes <= faites.keys(), definition.nom
        assert definition.garde or not any(faites[nom] for nom in etapes), definition.nom
        faites[definition.nom] = definition.garde


def test_aucune_colonne_n_est_oubliee() -> None:
    """Le revenu, son année et le département, que la commune dit, sont à part."""
    assert {*COLONNES, "id", "date", "departement", "rfr", "rfr_annee", "choix_revenus", *GESTE} == set(COLONNES_DU_LOT)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tirees=st.lists(lignes(), min_size=6, max_size=12))
def test_une_ligne_et_un_fichier_repondent_pareil(
    contrat: Commande, tmp_path: Path, tirees: list[dict[str, str]]
) -> None:
    """Mêmes verdicts, mêmes montants, mêmes catégories, par les deux formes de la même commande."""
    tableau = io.StringIO()
    ecrivain = csv.DictWriter(tableau, ["id", "date", "rfr", "rfr_annee", "choix_revenus", *COLONNES], restval="")
    ecrivain.writeheader()
    fichiers = []
    for rang, ligne in enumerate(tirees):
        identifiant = f"M-{rang:04d}"
        ecrivain.writerow(ligne | {"id": identifiant})
        fichiers.append(tmp_path / f"{identifiant}.yaml")
        fichiers[-1].write_text(en_yaml(identifiant, ligne), encoding="utf-8")
    (tmp_path / "lot.csv").write_text(tableau.getvalue(), encoding="utf-8")
    par_lot = contrat("eligibilite", "--lot", tmp_path / "lot.csv")
    par_fichiers = contrat("eligibilite", *fichiers, "--format", "json")
    # D'un fichier, les invraisemblances se disent aussi ; la réponse n'en dépend pas.
    assert (par_lot.code, par_lot.erreurs, par_fichiers.code) == (0, "", "erreur[" in par_fichiers.erreurs)
    assert reponses_du_lot(par_lot.sortie) == reponses_des_fichiers(par_fichiers.sortie) != []

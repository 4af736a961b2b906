"""Chaque rapport, dans toutes ses formes : les montants du JSON, et aucun de coupé."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from docx import Document as OuvrirDocx
from openpyxl import load_workbook
from pypdf import PdfReader

from contrat.calculs.rapports.action import preparer_fiches
from contrat.calculs.rapports.bilan import dresser_bilan_du_contrat
from contrat.calculs.rapports.comite import preparer_comite
from contrat.calculs.rapports.deliberation import preparer_deliberation
from contrat.calculs.rapports.experience import raconter_experience
from contrat.calculs.rapports.financeur import RapportFinanceur
from contrat.depot.chargement import TOUS, charger
from contrat.formes import Forme
from contrat.modele.dossier import Dossier
from contrat.nombres import decimal_nu, euros
from contrat.rendu.document import Document, ecrire
from contrat.rendu.page import Cellule
from contrat.rendu.rapports.action import documenter_fiches
from contrat.rendu.rapports.bilan import documenter_bilan
from contrat.rendu.rapports.comite import documenter_comite
from contrat.rendu.rapports.deliberation import documenter_deliberations
from contrat.rendu.rapports.experience import documenter_experience
from contrat.rendu.rapports.financeur import documenter_financeur
from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import REFERENCE

JOUR = date(2013, 1, 31)
Rapports = dict[str, Callable[[Dossier], Document]]
RAPPORTS: Rapports = {
    "action": lambda d: documenter_fiches(preparer_fiches(d, [d.actions["epicerie"]], JOUR)),
    "bilan": lambda d: documenter_bilan(dresser_bilan_du_contrat(d, JOUR)),
    "comite": lambda d: documenter_comite(preparer_comite(d, d.contrat.periode, JOUR)),
    "deliberation": lambda d: documenter_deliberations([preparer_deliberation(d.actions["epicerie"], d)]),
    "experience": lambda d: documenter_experience(raconter_experience(d, JOUR)),
    "financeur": lambda d: documenter_financeur(RapportFinanceur(d, "caf-valbrume")),
}


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return charger(REFERENCE, TOUS).dossier


def lister_montants(document: Document) -> set[Decimal]:
    """Tous les montants des tableaux, de quelque façon que leur case les porte."""
    montants = set()
    for tableau in document.ensemble.tableaux:
        for rangee in tableau.rangees:
            for colonne, case in zip(tableau.colonnes, rangee.cellules, strict=False):
                genre = (case.genre if isinstance(case, Cellule) else None) or colonne.genre
                valeur = case.valeur if isinstance(case, Cellule) else case
                if genre == "euros" and isinstance(valeur, Decimal):
                    montants.add(valeur)
    return montants


def lire_json(objet: Any) -> Iterator[str]:
    if isinstance(objet, str):
        yield objet
    elif isinstance(objet, dict | list):
        for partie in objet.values() if isinstance(objet, dict) else objet:
            yield from lire_json(partie)


def lire(forme: Forme, contenu: str | bytes) -> str:
    """Tout ce qui se lit, en espaces ordinaires."""
    if isinstance(contenu, str):
        return rendre_ordinaires(contenu)
    if forme is Forme.pdf:
        return rendre_ordinaires("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(contenu)).pages))
    lu = OuvrirDocx(io.BytesIO(contenu))
    cases = {case.text for tableau in lu.tables for rangee in tableau.rows for case in rangee.cells}
    return rendre_ordinaires("\n".join(cases))


@pytest.mark.parametrize("rapport", RAPPORTS)
def test_les_montants_de_toutes_les_formes_sont_ceux_du_json(dossier: Dossier, rapport: str) -> None:
    document = RAPPORTS[rapport](dossier)
    montants = lister_montants(document)
    assert len(montants) > 2
    objet = set(lire_json(json.loads(ecrire(document, Forme.json, REFERENCE))))
    assert {decimal_nu(montant) for montant in montants} <= objet
    octets = ecrire(document, Forme.xlsx, REFERENCE)
    assert isinstance(octets, bytes)
    classeur = load_workbook(io.BytesIO(octets), read_only=True)
    cases = {Decimal(str(x)) for f in classeur for r in f.values for x in r if isinstance(x, int | float)}
    assert montants <= cases
    for forme in (Forme.texte, Forme.md, Forme.html, Forme.docx, Forme.pdf):
        texte = lire(forme, ecrire(document, forme, REFERENCE))
        assert [montant for montant in montants if euros(montant) not in texte] == [], forme

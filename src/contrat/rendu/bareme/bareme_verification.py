"""Ce que la vérification du droit a prouvé et les fautes qu'elle trouve, en texte et en JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from contrat.calculs.bareme.demonstration import Demonstration
from contrat.calculs.bareme.indexation import Epreuve
from contrat.diagnostics import Diagnostic
from contrat.nombres import tronquer
from contrat.rendu import diagnostics
from contrat.rendu.mise_en_page import LARGEUR, souligner
from contrat.rendu.mots.dates import dire_jour

VERSION = 2
DECIMALES = Decimal("0.0000001")


def en_texte(
    epreuves: Iterable[Epreuve], encadrees: Iterable[Demonstration], fautes: Sequence[Diagnostic], jour: date
) -> str:
    """La page entière : les preuves, puis les fautes."""
    lignes = [f"Vérification du droit livré, au {dire_jour(jour)}", "=" * LARGEUR]
    if preuves := [_passage(epreuve) for epreuve in epreuves]:
        lignes += ["", *souligner("Plafonds prouvés par indexation : un coefficient par passage, entre deux bornes")]
        lignes += preuves
    if demontrees := [_encadree(table) for table in encadrees]:
        lignes += ["", *souligner("Plafonds encadrés : toutes les suites d'indices et d'arrondis possibles")]
        lignes += demontrees
    if fautes:
        lignes += ["", *souligner("Fautes"), diagnostics.en_texte(fautes)]
    return "\n".join(lignes)


def en_json(
    epreuves: Iterable[Epreuve], encadrees: Iterable[Demonstration], fautes: Sequence[Diagnostic], jour: date
) -> str:
    """Les preuves et les fautes ; les bornes du coefficient sont des fractions exactes."""
    objet = {
        "version": VERSION,
        "date": jour.isoformat(),
        "passages": [
            {
                "du": e.du.isoformat(),
                "coefficient": None if e.coefficient is None else [str(e.coefficient.bas), str(e.coefficient.haut)],
                "conformes": e.conformes,
                "cases": e.comptees,
                "reconduites": e.reconduites,
                "exceptions": e.exceptions,
            }
            for e in epreuves
        ],
        "encadrements": [{**table._asdict(), "du": table.du.isoformat()} for table in encadrees],
        "diagnostics": diagnostics.lister(fautes),
        "bilan": diagnostics.dresser_bilan(fautes),
    }
    return json.dumps(objet, ensure_ascii=False, indent=2)


def _passage(epreuve: Epreuve) -> str:
    preuve = ""
    if epreuve.coefficient is not None:
        bas, haut = _decimal(epreuve.coefficient.bas), _decimal(epreuve.coefficient.haut)
        preuve = f"{epreuve.conformes:>2} cases sur {epreuve.comptees} : {bas} à {haut}"
    suite = [preuve] if preuve else []
    if epreuve.reconduites:
        suite.append(f"{epreuve.reconduites} reconduites")
    if epreuve.exceptions:
        suite.append("1 exception" if epreuve.exceptions == 1 else f"{epreuve.exceptions} exceptions")
    return f"{epreuve.du}  {', '.join(suite)}"


def _encadree(table: Demonstration) -> str:
    exacts = f", {table.exacts} plafonds exacts" if table.exacts else ""
    return f"{table.du}  {table.fourchettes:>2} fourchettes d'après {table.modeles} suites{exacts}"


def _decimal(fraction: Fraction) -> str:
    """Une borne, coupée à sept décimales."""
    valeur = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return f"{tronquer(valeur, DECIMALES)}".replace(".", ",")

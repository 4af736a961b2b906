"""Ce que la vérification du droit a prouvé, et les fautes qu'elle trouve."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contrat.calculs.bareme.demonstration import Verification
from contrat.diagnostics import Diagnostic
from contrat.nombres import tronquer
from contrat.rendu.diagnostics import CHAMPS, dire_place, dresser_bilan, lister
from contrat.rendu.document import Document
from contrat.rendu.fautes.github import en_github
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Point, Points, Rangee, Tableau, tabuler

VERSION = 2
DECIMALES = Decimal("0.0000001")


def documenter_verification(verification: Verification, fautes: Sequence[Diagnostic], dossier: str) -> Document:
    """Les preuves et les fautes dans toutes les formes ; le CSV et les annotations n'ont que les fautes.

    `dossier` mène de la racine du dépôt git à celle du droit livré.
    """
    return Document(
        page=lambda: composer(verification, fautes),
        objet=lambda: decrire(verification, fautes),
        donnees=lambda: tabuler(CHAMPS, lister(fautes)),
        annotations=lambda: f"{en_github(fautes, dossier)}\n" if fautes else "",
    )


def composer(verification: Verification, fautes: Sequence[Diagnostic]) -> Page:
    """Les preuves, puis les fautes."""
    parties = [
        Partie(
            "Plafonds prouvés par indexation : un coefficient par passage, entre deux bornes", _passages(verification)
        ),
        Partie("Plafonds encadrés : toutes les suites d'indices et d'arrondis possibles", _encadres(verification)),
        Partie("Fautes", [Points(tuple(p for faute in fautes for p in _dire(faute)))] if fautes else []),
    ]
    titre = f"Vérification du droit livré, au {dire_jour(verification.jour)}"
    return Page(titre, "", [partie for partie in parties if partie.blocs])


def _dire(faute: Diagnostic) -> list[Point]:
    aide = [Point(f"aide : {faute.aide}", 1)] if faute.aide else []
    return [Point(dire_place(faute)), *aide]


def _passages(verification: Verification) -> list[Bloc]:
    rangees = []
    for epreuve in verification.epreuves:
        coefficient = preuve = None
        if epreuve.coefficient is not None:
            coefficient = f"{_decimal(epreuve.coefficient.bas)} à {_decimal(epreuve.coefficient.haut)}"
            preuve = f"{epreuve.conformes} sur {epreuve.comptees}"
        comptes = (epreuve.reconduites or None, epreuve.exceptions or None)
        rangees.append(Rangee((epreuve.du, preuve, coefficient, *comptes)))
    colonnes = (
        Colonne("Depuis le", "date"), Colonne("Cases prouvées", fixe=True), Colonne("Coefficient", fixe=True),
        Colonne("Reconduites", "nombre"), Colonne("Exceptions", "nombre"),
    )  # fmt: skip
    return [Tableau(colonnes, tuple(rangees))] if rangees else []


def _encadres(verification: Verification) -> list[Bloc]:
    colonnes = (Colonne("Depuis le", "date"), *(Colonne(x, "nombre") for x in ("Fourchettes", "Suites", "Exacts")))
    rangees = [Rangee((t.du, t.fourchettes, t.modeles, t.exacts or None)) for t in verification.encadrees]
    return [Tableau(colonnes, tuple(rangees))] if rangees else []


def _decimal(fraction: Fraction) -> str:
    """Une borne, coupée à sept décimales."""
    valeur = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return f"{tronquer(valeur, DECIMALES)}".replace(".", ",")


def decrire(verification: Verification, fautes: Sequence[Diagnostic]) -> dict[str, Any]:
    """Les preuves et les fautes ; les bornes du coefficient sont des fractions exactes."""
    return {
        "version": VERSION,
        "date": verification.jour,
        "passages": [
            {
                "du": e.du,
                "coefficient": None if e.coefficient is None else [str(e.coefficient.bas), str(e.coefficient.haut)],
                "conformes": e.conformes,
                "cases": e.comptees,
                "reconduites": e.reconduites,
                "exceptions": e.exceptions,
            }
            for e in verification.epreuves
        ],
        "encadrements": [table._asdict() for table in verification.encadrees],
        "diagnostics": lister(fautes),
        "bilan": dresser_bilan(fautes),
    }

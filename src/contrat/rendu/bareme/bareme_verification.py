"""Ce que la vérification du droit a prouvé et ce qu'elle reproche, en texte et en JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from contrat.calculs.bareme.indexation import Epreuve
from contrat.calculs.bareme.verification.encadrement import Demonstration
from contrat.diagnostics import Emplacement, Gravite
from contrat.nombres import tronquer
from contrat.rendu.libelles import dire_jour
from contrat.rendu.mise_en_page import LARGEUR, souligner

VERSION = 1
DECIMALES = Decimal("0.0000001")


class Reproche(NamedTuple):
    """Une anomalie et l'endroit où elle se lit."""

    gravite: Gravite
    place: Emplacement
    message: str
    aide: str


def en_texte(
    epreuves: Iterable[Epreuve], encadrees: Iterable[Demonstration], reproches: Sequence[Reproche], jour: date
) -> str:
    """La page entière : les preuves, les erreurs, puis les avertissements à part."""
    lignes = [f"Vérification du droit livré, au {dire_jour(jour)}", "=" * LARGEUR]
    if preuves := [_passage(epreuve) for epreuve in epreuves]:
        lignes += ["", *souligner("Plafonds prouvés par indexation : un coefficient par passage, entre deux bornes")]
        lignes += preuves
    if demontrees := [_encadree(table) for table in encadrees]:
        lignes += ["", *souligner("Plafonds encadrés : toutes les suites d'indices et d'arrondis possibles")]
        lignes += demontrees
    for titre, gravite in (("Erreurs", Gravite.ERREUR), ("Avertissements", Gravite.AVERTISSEMENT)):
        if choisis := [r for r in reproches if r.gravite is gravite]:
            lignes += ["", *souligner(titre), *(ligne for r in choisis for ligne in _reproche(r))]
    return "\n".join(lignes)


def dire_bilan(reproches: Iterable[Reproche]) -> str:
    """Le bilan, en une ligne."""
    gravites = [r.gravite for r in reproches]
    nombres = ((gravites.count(Gravite.ERREUR), "erreur"), (gravites.count(Gravite.AVERTISSEMENT), "avertissement"))
    return ", ".join(f"{n} {mot}" + ("s" if n > 1 else "") for n, mot in nombres)


def en_json(
    epreuves: Iterable[Epreuve], encadrees: Iterable[Demonstration], reproches: Sequence[Reproche], jour: date
) -> str:
    """Les preuves et les anomalies ; les bornes du coefficient sont des fractions exactes."""
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
        "anomalies": [
            {
                "gravite": r.gravite.value,
                "message": r.message,
                "fichier": r.place.fichier,
                "ligne": r.place.ligne,
                "colonne": r.place.colonne,
                "aide": r.aide,
            }
            for r in reproches
        ],
        "bilan": {
            "erreurs": sum(r.gravite is Gravite.ERREUR for r in reproches),
            "avertissements": sum(r.gravite is Gravite.AVERTISSEMENT for r in reproches),
        },
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


def _reproche(reproche: Reproche) -> Iterator[str]:
    place = reproche.place
    yield f"{place.fichier}:{place.ligne}:{place.colonne}: {reproche.gravite.value} : {reproche.message}"
    if place.extrait:
        yield f"    | {place.extrait.strip()}"
    if reproche.aide:
        yield f"    aide : {reproche.aide}"

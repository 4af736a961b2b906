"""Des rangées de textes en classeur ou en CSV, telles qu'un autre outil les attend."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from contrat.rendu.ecrivains.fichier_csv import desarmer
from contrat.rendu.ecrivains.fichier_xlsx import FORMATS, REGLAGES, SANS_DATE

FEUILLE = "Plan d'action"
# Les groupes de colonnes de la première rangée : celle où chacun commence.
GROUPES = {
    "Axe (x)": "Présentation de l'action",
    "Objectifs": "Objectifs et indicateurs",
    "Structure pilote": "Acteurs",
    "Financements": "Modalités de mise en œuvre",
    "Actions liées": "Actions liées",
}
_NOMBRE = re.compile(r"\d+(\.\d+)?")
_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")
_LARGEUR = 24


def en_csv(entetes: Sequence[str], rangees: Iterable[Sequence[str]]) -> bytes:
    """Un en-tête, puis les rangées ; ce qu'un tableur prendrait pour une formule est désarmé."""
    sortie = StringIO()
    ecrivain = csv.writer(sortie, lineterminator="\n")
    ecrivain.writerow(entetes)
    ecrivain.writerows([desarmer(texte) for texte in rangee] for rangee in rangees)
    return sortie.getvalue().encode("utf-8")


def en_xlsx(entetes: Sequence[str], rangees: Iterable[Sequence[str]]) -> bytes:
    """Trois rangées d'en-têtes (groupes, colonnes, formes), puis de vrais nombres et de vraies dates."""
    memoire = BytesIO()
    with Workbook(memoire, REGLAGES) as classeur:
        classeur.set_properties({"created": SANS_DATE})
        feuille = classeur.add_worksheet(FEUILLE)
        feuille.set_column(0, max(len(entetes) - 1, 0), _LARGEUR)
        titre, jour = classeur.add_format({"bold": True}), classeur.add_format({"num_format": FORMATS["date"]})
        for colonne, entete in enumerate(entetes):
            feuille.write_string(0, colonne, GROUPES.get(entete, ""), titre)
            feuille.write_string(1, colonne, entete, titre)
            feuille.write_string(2, colonne, f"Champ {_nommer_la_forme(entete)}")
        feuille.freeze_panes(3, 0)
        for ligne, rangee in enumerate(rangees, 3):
            for colonne, (entete, texte) in enumerate(zip(entetes, rangee, strict=True)):
                _ecrire(feuille, (ligne, colonne), texte, _nommer_la_forme(entete), jour)
    return memoire.getvalue()


def en_xlsx_simple(entetes: Sequence[str], rangees: Iterable[Sequence[str]]) -> bytes:
    """Une feuille d'une rangée d'en-têtes ; tout y est du texte, pour qu'un code garde ses zéros."""
    memoire = BytesIO()
    with Workbook(memoire, REGLAGES) as classeur:
        classeur.set_properties({"created": SANS_DATE})
        feuille = classeur.add_worksheet("Données")
        feuille.set_column(0, max(len(entetes) - 1, 0), _LARGEUR)
        for ligne, rangee in enumerate([entetes, *rangees]):
            for colonne, texte in enumerate(rangee):
                feuille.write_string(ligne, colonne, texte)
    return memoire.getvalue()


def _nommer_la_forme(entete: str) -> str:
    if entete.startswith(("Montant €", "Budget prévisionnel")):
        return "numérique"
    return "date" if entete.startswith("Date de ") else "texte"


def _ecrire(feuille: Worksheet, ou: tuple[int, int], texte: str, forme: str, jour: object) -> None:
    if forme == "numérique" and _NOMBRE.fullmatch(texte):
        feuille.write_number(*ou, Decimal(texte))
    elif forme == "date" and _JOUR.fullmatch(texte):
        feuille.write_datetime(*ou, datetime.combine(date.fromisoformat(texte), time(), UTC).replace(tzinfo=None), jour)
    elif texte:
        feuille.write_string(*ou, texte)

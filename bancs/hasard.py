"""Des lots au hasard : toutes les colonnes, et des valeurs prises là où le droit change.

Les seuils et les jours viennent du droit chargé : les montants tombent sur un plafond et à un centime près, les
jours à la veille et au lendemain d'un changement.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from contrat.calculs.eligibilite.compilation.epoques import ruptures_du_droit
from contrat.modele.bareme import Bareme
from contrat.modele.base import (
    lire_annee,
    lire_effectif,
    lire_entier,
    lire_jour,
    lire_moment,
    lire_montant,
    lire_oui_non,
)
from contrat.modele.condition import lister_mots, trouver_forme
from contrat.modele.lot import COLONNES, LigneLot, lire_gain

_CENTIME = Decimal("0.01")
# Une ligne sur deux est celle d'un ménage à qui peu de choses ferment les aides.
_FACILES = {
    "statut_occupation": "proprietaire_occupant", "residence_principale": "oui", "nature": "energie",
    "commences": "non", "professionnel": "oui", "accompagnement": "oui", "pret_taux_zero": "non",
}  # fmt: skip
_COMMUNES = ("15187", "15999", "72181", "75056", "93008", "2A004", "13055", "97209", "97411", "97501", "98818")
_FAUTES = ("peut-être", '"', "1e3", "0123", "2013-02-30", "99999", "12.840")


class Hasard:
    """Tire des lignes ; la même graine donne les mêmes lignes. `jour` : toutes à ce jour, sinon de 2010 à 2026."""

    def __init__(self, bareme: Bareme, graine: int, jour: date | None = None, inconnus: float = 0.06) -> None:
        self.tirage = random.Random(graine)  # noqa: S311
        self._jour, self._inconnus = jour, inconnus
        debut, fin = date(2010, 1, 1), date(2026, 12, 31)
        self._jours = [debut + timedelta(n) for n in range((fin - debut).days + 1)]
        self._ruptures = [r + timedelta(n) for r in ruptures_du_droit(bareme) if debut < r < fin for n in (-1, 0)]
        bornes = {s.bas for t in bareme.tables for x in t.lignes for s in x.plafonds if s.bas}
        self._plafonds = sorted(bornes)
        self._tireurs = {colonne: self._choisir_tireur(colonne) for colonne in COLONNES}

    def lignes(self, nombre: int, fautives: float = 0) -> Iterator[dict[str, str]]:
        """Des lignes de toutes les colonnes ; `fautives` : la part de celles où une case n'a pas sa forme."""
        for rang in range(nombre):
            jour = self._jour or self.tirage.choice(self._ruptures if self.tirage.random() < 0.2 else self._jours)
            ligne = {colonne: "" if self._est_inconnu() else tirer() for colonne, tirer in self._tireurs.items()}
            if self.tirage.random() < 0.5:
                ligne |= _FACILES
            annee = str(jour.year - self.tirage.choice((1, 2, 2, 3)))
            choix = annee if self.tirage.random() < 0.1 else ""
            ligne |= {"id": f"M-{rang:07}", "date": jour.isoformat(), "rfr_annee": annee, "choix_revenus": choix}
            if ligne["commune"]:
                ligne["departement"] = ""
            if self.tirage.random() < fautives:
                ligne[self.tirage.choice(COLONNES)] = self.tirage.choice(_FAUTES)
            yield ligne

    def _est_inconnu(self) -> bool:
        return self.tirage.random() < self._inconnus

    def _montant(self) -> str:
        if self.tirage.random() < 0.5:
            return str(self.tirage.choice(self._plafonds) + self.tirage.choice((-1, -_CENTIME, 0, _CENTIME, 1)))
        return f"{self.tirage.uniform(0, 70_000):.{self.tirage.choice((0, 2))}f}"

    def _moment(self) -> str:
        jour = self.tirage.choice(self._jours)
        jour = jour.replace(year=self.tirage.randint(1900, 2024), day=min(jour.day, 28))
        return jour.isoformat()[: self.tirage.choice((4, 7, 10))]

    def _choisir_tireur(self, colonne: str) -> Callable[[], str]:
        """De quoi tirer une valeur de cette colonne, d'après la forme que le modèle lui donne."""
        tirage, annotation = self.tirage, LigneLot.model_fields[colonne].rebuild_annotation()
        if colonne in ("commune", "departement", "domicile"):
            longueur = 5 if colonne == "commune" else 2
            codes = [c if longueur == 5 else c[:3] if c.startswith(("97", "98")) else c[:2] for c in _COMMUNES]
            return lambda: tirage.choice(codes)
        if mots := lister_mots(annotation):
            return lambda: tirage.choice(mots)
        formes: dict[Any, Callable[[], str]] = {
            lire_oui_non: lambda: tirage.choice(("oui", "non")),
            lire_montant: self._montant,
            lire_moment: self._moment,
            lire_entier: lambda: str(tirage.choice((0, 1, 2, 3, 4, 60, 120))),
            lire_effectif: lambda: str(tirage.randint(1, 8)),
            lire_gain: lambda: tirage.choice(("24.99", "25", "25 %", "34.999999 %", "35", "40", "60 %")),
            lire_annee: lambda: str(tirage.randint(2008, 2026)),
            lire_jour: lambda: "",
        }
        return formes.get(trouver_forme(annotation), lambda: "")

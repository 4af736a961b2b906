"""Juger un bloc chargé : les réponses de chaque époque, et ce qui revient au lecteur compilé."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.cli.lot.paquets import JugeDeLot, Jugees
from contrat.cli.lot.sql.base import BaseSql
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.chargement import BlocCharge
from contrat.cli.lot.sql.cles import ClesDesReponses
from contrat.cli.lot.sql.epoque import CLOSES, ID, EpoqueSql
from contrat.cli.lot.sql.textes import TextesRetenus
from contrat.depot.lot import Lot
from contrat.rendu.eligibilite.lot import Redacteur

# Moins de lignes d'une époque ne valent pas une requête, qui se prépare en autant de temps pour dix que pour dix mille.
LIGNES_PAR_EPOQUE = 1 << 13


class JugeSql:
    """Répond aux blocs d'un lot ; `au_moins` : les lignes d'une même époque qui valent une requête."""

    def __init__(
        self,
        lecteur: Lecteur,
        lot: Lot,
        jour: date | None,
        base: BaseSql,
        cases: CasesEnNombres,
        au_moins: int = LIGNES_PAR_EPOQUE,
    ) -> None:
        self._lecteur, self._base, self._au_moins, self._colonnes = lecteur, base, au_moins, lot.colonnes
        self._jour = None if jour is None else coder("date", jour)
        self._cases = cases
        self._juge = JugeDeLot(lecteur, Redacteur())
        self._epoques: dict[int, EpoqueSql | None] = {}

    def juger(self, charge: BlocCharge) -> Iterator[Jugees]:
        """Les réponses d'un bloc chargé, peu à peu."""
        bloc = charge.bloc
        for dites in self._interroger(charge) if charge.source else [[(rang, None) for rang in range(bloc.nombre)]]:
            morceaux: list[list[str]] = [[]]
            laissees = []
            for rang, dite in dites:
                texte = dite
                if texte is None and not bloc.est_vide(rang):
                    texte = None if rang in charge.a_revoir else self._juge.relire(bloc.donner(rang))
                    if texte is None:
                        laissees.append(rang)
                        morceaux.append([])
                morceaux[-1].append(texte or "")
            yield Jugees(list(map("".join, morceaux)), laissees, frozenset(self._lecteur.lues))

    def _interroger(self, charge: BlocCharge) -> Iterator[list[tuple[int, str | None]]]:
        """Peu à peu, le rang de chaque ligne et ses réponses ; rien d'une ligne que la base laisse."""
        self._base.executer(CLOSES)
        ouvertes: dict[int, str] = {}
        closes: dict[int, TextesRetenus[str]] = {}
        for epoque, source in self._ouvrir_epoques(charge.source or ""):
            ouvertes |= epoque.juger(source)
            closes[epoque.numero] = epoque.closes
        lignes_closes = f"{charge.table} l LEFT JOIN closes ON closes.rang = l.rowid"
        lues = f"SELECT l.rowid, l.id, numero, menage, aides FROM {lignes_closes} ORDER BY 1"
        for lignes in self._base.parcourir(lues):
            yield [
                (rang, ouvertes.get(rang) if menage is None else closes[numero][menage, aides].replace(ID, identifiant))
                for rang, identifiant, numero, menage, aides in lignes
            ]

    def _ouvrir_epoques(self, source: str) -> Iterator[tuple[EpoqueSql, str]]:
        """Les époques que le bloc a en assez grand nombre, et leurs lignes."""
        lues = f"count(*) >= {self._au_moins}"
        if self._jour is not None:
            presentes = self._base.lister(f"SELECT 0, {self._jour} FROM {source} WHERE est_saine HAVING {lues}")
        elif "date" in self._colonnes:
            jours = f"SELECT epoque, min(date) FROM {source} WHERE est_saine AND epoque IS NOT NULL"
            presentes = self._base.lister(f"{jours} GROUP BY 1 HAVING {lues}")
        else:
            presentes = []
        for numero, jour in presentes:
            if numero not in self._epoques:
                self._epoques[numero] = self._ouvrir(numero, jour)
            epoque = self._epoques[numero]
            if epoque is not None:
                filtre = "" if self._jour is not None else f" AND epoque = {numero}"
                yield epoque, f"(SELECT * FROM {source} WHERE est_saine{filtre})"

    def _ouvrir(self, numero: int, jour: int) -> EpoqueSql | None:
        """Le droit d'une époque, s'il se compile."""
        try:
            epoque = self._lecteur.ouvrir(jour)
            cles = ClesDesReponses(epoque.programme, epoque.reponses, self._colonnes, self._cases.confusions)
            return EpoqueSql(self._base, numero, epoque.programme, epoque.reponses, cles)
        except (LigneDouteuse, HorsCompilation):
            return None

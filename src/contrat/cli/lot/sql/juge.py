"""Juger un bloc : ses lignes lues, les réponses de chaque époque, et ce qui revient au lecteur compilé."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.cli.lot.paquets import JugeDeLot, Jugees
from contrat.cli.lot.sql.base import BaseSql, LectureRefusee
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.cles import ClesDesReponses
from contrat.cli.lot.sql.epoque import CLOSES, ID, EpoqueSql
from contrat.cli.lot.sql.identifiants import chercher_repetes
from contrat.cli.lot.sql.lignes import LignesSql
from contrat.cli.lot.sql.textes import TextesRetenus
from contrat.controles.ecriture import OPAQUE, examiner_identifiant
from contrat.depot.blocs import Bloc
from contrat.depot.lot import Identifiants, Lot
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
        dossier: Path,
        au_moins: int = LIGNES_PAR_EPOQUE,
    ) -> None:
        self._lecteur, self._base, self._au_moins, self._colonnes = lecteur, base, au_moins, lot.colonnes
        self._jour = None if jour is None else coder("date", jour)
        self._lu = dossier / "bloc.csv"
        self._cases = CasesEnNombres(lecteur, lot, jour)
        self._lignes = LignesSql(base, lot.colonnes, lot.separateur, self._cases)
        self._juge = JugeDeLot(lecteur, Redacteur())
        self._vus = Identifiants()
        self._epoques: dict[int, EpoqueSql | None] = {}
        self._est_neuf = True

    def juger(self, bloc: Bloc) -> Iterator[tuple[Jugees, frozenset[int]]]:
        """Les réponses d'un bloc, peu à peu, et les rangs de ses lignes dont l'id est déjà celui d'une autre."""
        est_lu = self._charger(bloc)
        a_part = bloc.reservees if est_lu else range(bloc.nombre)
        repetees = chercher_repetes(self._base, self._vus, self._nommer(bloc, a_part))
        a_revoir = repetees | self._chercher_identites()
        if a_revoir:
            choix = "rowid IN (SELECT unnest($1::BIGINT[]))"
            self._base.executer(f"UPDATE lignes SET est_saine = false WHERE {choix}", list(a_revoir))
        for dites in self._interroger() if est_lu else [[(rang, None) for rang in range(bloc.nombre)]]:
            morceaux: list[list[str]] = [[]]
            laissees = []
            for rang, dite in dites:
                texte = dite
                if texte is None and not bloc.est_vide(rang):
                    texte = None if rang in a_revoir else self._juge.relire(bloc.donner(rang))
                    if texte is None:
                        laissees.append(rang)
                        morceaux.append([])
                morceaux[-1].append(texte or "")
            yield Jugees(list(map("".join, morceaux)), laissees, frozenset(self._lecteur.lues)), frozenset(repetees)

    def _charger(self, bloc: Bloc) -> bool:
        """Lire un bloc dans la base ; faux quand elle n'y parvient pas, même une fois le bloc découpé."""
        if self._est_neuf:
            # Le premier bloc, qui est court, apprend à la base les textes courants.
            lues = (rang for rang in range(bloc.nombre) if not bloc.est_vide(rang))
            self._lignes.retenir(ligne.texte.cases for rang in lues if (ligne := bloc.donner(rang)).est_entiere)
            self._est_neuf = False
        for _ in range(2):
            bloc.ecrire(self._lu)
            try:
                self._lignes.charger(self._lu, bloc.nombre)
            except LectureRefusee:
                bloc.decouper()
            else:
                return True
        self._base.executer("CREATE OR REPLACE TABLE lignes (id VARCHAR, est_saine BOOLEAN)")
        return False

    def _interroger(self) -> Iterator[list[tuple[int, str | None]]]:
        """Peu à peu, le rang de chaque ligne et ses réponses ; rien d'une ligne que la base laisse."""
        self._base.executer(CLOSES)
        ouvertes: dict[int, str] = {}
        closes: dict[int, TextesRetenus[str]] = {}
        for epoque, source in self._ouvrir_epoques():
            ouvertes |= epoque.juger(source)
            closes[epoque.numero] = epoque.closes
        lues = "l.rowid AS rang, l.id, numero, menage, aides FROM lignes l LEFT JOIN closes ON closes.rang = l.rowid"
        for lignes in self._base.parcourir(f"SELECT {lues} ORDER BY 1"):
            yield [
                (rang, ouvertes.get(rang) if menage is None else closes[numero][menage, aides].replace(ID, identifiant))
                for rang, identifiant, numero, menage, aides in lignes
            ]

    def _ouvrir_epoques(self) -> Iterator[tuple[EpoqueSql, str]]:
        """Les époques que le bloc a en assez grand nombre, et leurs lignes."""
        source, lues = self._lignes.source, f"count(*) >= {self._au_moins}"
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

    @staticmethod
    def _nommer(bloc: Bloc, rangs: Iterable[int]) -> Iterator[tuple[int, str]]:
        for rang in rangs:
            if not bloc.est_vide(rang) and (ligne := bloc.donner(rang)).est_entiere:
                yield rang, ligne.identifiant

    def _chercher_identites(self) -> set[int]:
        """Les rangs des lignes dont l'id désigne peut-être quelqu'un."""
        lus = self._base.lister(f"SELECT rowid, id FROM lignes WHERE NOT regexp_full_match(id, '{OPAQUE.pattern}')")
        return {rang for rang, identifiant in lus if examiner_identifiant(identifiant.strip(), "id")}

"""Juger un bloc : ses lignes lues, les réponses de chaque époque, et ce qui revient au lecteur compilé."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.cli.lot.paquets import JugeDeLot, Jugees
from contrat.cli.lot.sql.base import BaseSql, LectureRefusee, citer
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.cles import ClesDesReponses
from contrat.cli.lot.sql.epoque import CLES_CLOSES, ID, TABLES, EpoqueSql
from contrat.cli.lot.sql.identifiants import chercher_repetes
from contrat.cli.lot.sql.lignes import LignesSql
from contrat.cli.lot.sql.textes import TableDeTextes
from contrat.controles.ecriture import OPAQUE, examiner_identifiant
from contrat.depot.blocs import Bloc
from contrat.depot.lot import Identifiants, Lot
from contrat.rendu.eligibilite.lot import Redacteur

# Moins de lignes d'une époque ne valent pas une requête, qui se prépare en autant de temps pour dix que pour dix mille.
LIGNES_PAR_EPOQUE = 1 << 13
# Ce qui précède, dans les réponses de la base, le rang d'une ligne qu'elle laisse.
_LAISSEE = "\x01"
# Combien de rangs s'écrivent à la fois : leur texte tient en mémoire.
_RANGS = 1 << 16


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
        self._lu, self._rendu = dossier / "bloc.csv", dossier / "reponses.csv"
        self._cases = CasesEnNombres(lecteur, lot, jour)
        self._lignes = LignesSql(base, lot.colonnes, lot.separateur, self._cases)
        self._juge = JugeDeLot(lecteur, Redacteur())
        self._vus = Identifiants()
        self._epoques: dict[int, EpoqueSql | None] = {}
        self._closes_dites = TableDeTextes(base, "closes_dites", CLES_CLOSES, ("texte",), self._clore)
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
        for dites in self._interroger(bloc.nombre) if est_lu else [[(rang, "") for rang in range(bloc.nombre)]]:
            morceaux: list[list[str]] = [[]]
            laissees = []
            for rang, suite in dites:
                if rang is not None and not bloc.est_vide(rang):
                    relue = None if rang in a_revoir else self._juge.relire(bloc.donner(rang))
                    if relue is None:
                        laissees.append(rang)
                        morceaux.append([])
                    else:
                        morceaux[-1].append(relue)
                morceaux[-1].append(suite)
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

    def _interroger(self, nombre: int) -> Iterator[list[tuple[int | None, str]]]:
        """Par tranches, le rang de chaque ligne que la base laisse et les réponses aux lignes qui la suivent."""
        for table, champs in TABLES.items():
            self._base.executer(f"CREATE OR REPLACE TABLE {table} ({champs})")
        for epoque, source in self._ouvrir_epoques():
            epoque.juger(source)
        self._closes_dites.apprendre("closes")
        for debut in range(0, nombre, _RANGS):
            premier, *suivants = self._rediger(debut, debut + _RANGS).split(_LAISSEE)
            reprises = (morceau.partition("\n") for morceau in suivants)
            yield [(None, premier), *((int(rang), suite) for rang, _, suite in reprises)]

    def _rediger(self, debut: int, fin: int) -> str:
        """Les réponses aux lignes de ces rangs, dans l'ordre, et le rang de celles que la base laisse."""
        ici = f"BETWEEN {debut} AND {fin - 1}"
        texte = f"coalesce(replace(closes_dites.texte, '{ID}', l.id), o.texte, concat('{_LAISSEE}', l.rang)) AS texte"
        lignes = (
            f"SELECT rang, {texte} FROM (SELECT rowid AS rang, id FROM lignes WHERE rowid {ici}) l "
            f"LEFT JOIN (SELECT * EXCLUDE (est_ouverte) FROM closes WHERE rang {ici}) c USING (rang)"
            f"{self._closes_dites.joindre()} LEFT JOIN (SELECT * FROM ouvertes_dites WHERE rang {ici}) o USING (rang)"
        )
        # Une jointure qui déborde de la mémoire perd l'ordre des lignes : il est redemandé.
        ordonnees = f"SELECT texte FROM ({lignes}) WHERE texte <> '' ORDER BY rang"
        forme = "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\x03'"
        self._base.executer(f"COPY ({ordonnees}) TO {citer(self._rendu.as_posix())} ({forme})")
        return self._rendu.read_bytes().decode()

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

    def _clore(self, menage: int, numero: int, aides: int) -> Sequence[str]:
        epoque = self._epoques[numero]
        return (epoque.clore(menage, aides),) if epoque else ()

    @staticmethod
    def _nommer(bloc: Bloc, rangs: Iterable[int]) -> Iterator[tuple[int, str]]:
        for rang in rangs:
            if not bloc.est_vide(rang) and (ligne := bloc.donner(rang)).est_entiere:
                yield rang, ligne.identifiant

    def _chercher_identites(self) -> set[int]:
        """Les rangs des lignes dont l'id désigne peut-être quelqu'un."""
        lus = self._base.lister(f"SELECT rowid, id FROM lignes WHERE NOT regexp_full_match(id, '{OPAQUE.pattern}')")
        return {rang for rang, identifiant in lus if examiner_identifiant(identifiant.strip(), "id")}

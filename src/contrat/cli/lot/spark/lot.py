"""Juger un lot entier par Spark : il répond aux lignes simples, le reste revient, à sa place, aux lecteurs d'ici."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.cli.lot.paquets import BlocJuge, JugeDeLot, Jugees
from contrat.cli.lot.rangees import ReponsesRangees
from contrat.cli.lot.spark.base import BaseSpark, ouvrir_base
from contrat.cli.lot.spark.epoque import juger_epoque
from contrat.cli.lot.spark.lignes import SAINES, LignesSpark
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.cles import ClesDesReponses
from contrat.controles.ecriture import examiner_identifiant
from contrat.depot.blocs import Bloc, lire_blocs
from contrat.depot.lot import Identifiants, Lot
from contrat.rendu.eligibilite.lot import Redacteur

# Moins de lignes d'une époque sont jugées plus vite une à une : une requête prend des secondes à préparer.
LIGNES_PAR_EPOQUE = 1 << 18


def juger_par_spark(
    entree: Path, nom: str, lot: Lot, jour: date | None, lecteur: Lecteur, au_moins: int = LIGNES_PAR_EPOQUE
) -> Iterator[tuple[BlocJuge, Jugees]]:
    """Les blocs d'un lot, dans l'ordre, et leurs réponses ; `au_moins` : les lignes d'une époque confiées à Spark.

    Lève `ErreurContrat` quand Spark manque ou échoue.
    """
    with ouvrir_base(nom) as base:
        reponses = ReponsesRangees(_interroger(base, entree, lot, jour, lecteur, au_moins))
        assemblage = _Assemblage(JugeDeLot(lecteur, Redacteur()), Identifiants())
        for bloc in lire_blocs(entree, nom, lot):
            yield assemblage.assembler(bloc, reponses)


def _interroger(
    base: BaseSpark, entree: Path, lot: Lot, jour: date | None, lecteur: Lecteur, au_moins: int
) -> Iterator[tuple[int, str]]:
    """Le rang dans le fichier, à partir de 0, des lignes auxquelles Spark répond, dans l'ordre, et leurs réponses."""
    cases = CasesEnNombres(lecteur, lot, jour)
    LignesSpark(base, lot.colonnes, lot.separateur, cases).charger(entree)
    tables = []
    for numero, jour_lu in _lister_epoques(base, lot, jour, au_moins):
        try:
            epoque = lecteur.ouvrir(jour_lu)
            cles = ClesDesReponses(epoque.programme, epoque.reponses, lot.colonnes, cases.confusions)
        except (LigneDouteuse, HorsCompilation):
            continue
        filtre = "" if jour else f" WHERE epoque = {numero}"
        du_jour = f"(SELECT * FROM {SAINES}{filtre})"
        tables.append(juger_epoque(base, numero, epoque.programme, cles, du_jour))
    if tables:
        reponses = " UNION ALL ".join(f"SELECT rang, texte FROM {table}" for table in tables)
        yield from base.parcourir(f"SELECT rang, texte FROM ({reponses}) WHERE texte <> '' ORDER BY rang")


def _lister_epoques(base: BaseSpark, lot: Lot, jour: date | None, au_moins: int) -> list[tuple[int, int]]:
    """Les époques qui ont assez de lignes, et un jour de chacune."""
    if jour is not None:
        return [(0, coder("date", jour))]
    if "date" not in lot.colonnes:
        return []
    lues = f"SELECT epoque, min(date) FROM {SAINES} WHERE epoque IS NOT NULL"
    return [(numero, lu) for numero, lu in base.lister(f"{lues} GROUP BY 1 HAVING count(*) >= {au_moins} ORDER BY 1")]


class _Assemblage:
    """Met à leur place les réponses de Spark et celles qui sont faites ici."""

    def __init__(self, juge: JugeDeLot, vus: Identifiants) -> None:
        self._juge, self._vus = juge, vus

    def assembler(self, bloc: Bloc, reponses: ReponsesRangees) -> tuple[BlocJuge, Jugees]:
        """Les réponses d'un bloc."""
        morceaux: list[list[str]] = [[]]
        laissees, repetees = [], set()
        for rang in range(bloc.nombre):
            dite = reponses.prendre(bloc.premiere - 1 + rang)
            # D'un bloc découpé, une ligne qui en suit une autre, entre guillemets, n'est pas une ligne de tableau.
            if (dite is None or bloc.lignes) and bloc.est_vide(rang):
                continue
            ligne = bloc.donner(rang) if dite is None or rang in bloc.reservees else None
            identifiant = ligne.identifiant if ligne else (dite or "").partition(",")[0]
            if identifiant and self._vus.ajouter(identifiant):
                repetees.add(rang)
                texte = None
            else:
                texte = self._juge.relire(ligne) if ligne else self._reprendre(identifiant, dite)
            morceaux[-1].append(texte or "")
            if texte is None:
                laissees.append(rang)
                morceaux.append([])
        jugees = self._juge.rendre(list(map("".join, morceaux)), laissees)
        return BlocJuge(bloc, frozenset(repetees), bloc.octets), jugees

    @staticmethod
    def _reprendre(identifiant: str, dite: str | None) -> str | None:
        """La réponse de Spark ; rien quand l'id désigne peut-être quelqu'un."""
        return None if examiner_identifiant(identifiant, "id") else f"{dite}\n"

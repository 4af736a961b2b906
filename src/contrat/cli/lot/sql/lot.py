"""Juger un lot entier par DuckDB, bloc après bloc."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.cli.lot.paquets import BlocJuge, Jugees, compter_processus
from contrat.cli.lot.sql.assemblage import Assemblage
from contrat.cli.lot.sql.base import BaseSql, DisqueRefuse, MemoireDepassee
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.chargement import Chargeur
from contrat.cli.lot.sql.identifiants import RevueDesIdentifiants
from contrat.cli.lot.sql.juge import LIGNES_PAR_EPOQUE, JugeSql
from contrat.depot.blocs import OCTETS_PAR_COLONNE, lire_blocs
from contrat.depot.lot import Lot
from contrat.erreurs import ErreurContrat

T = TypeVar("T")


def juger_par_duckdb(
    entree: Path,
    nom: str,
    lot: Lot,
    jour: date | None,
    lecteur: Lecteur,
    octets: int = OCTETS_PAR_COLONNE,
    au_moins: int = LIGNES_PAR_EPOQUE,
) -> Iterator[tuple[BlocJuge, Jugees]]:
    """Les blocs d'un lot, dans l'ordre, et leurs réponses ; `octets` : la taille d'un bloc, par colonne.

    Ce que la base lit et ce qui déborde de la mémoire est dans un dossier provisoire, que nul autre ne peut ouvrir.
    Lève `ErreurContrat` quand juger un bloc dépasse la mémoire admise, ou la place de ce dossier.
    """
    with TemporaryDirectory(prefix="contrat-lot-") as provisoire, ThreadPoolExecutor(3) as fils:
        dossier = Path(provisoire)
        # Un fil charge, un revoit les id, un juge, celui-ci rédige : la base n'a pas besoin d'un processeur de plus.
        base, cases = BaseSql(dossier, max(1, compter_processus() - 1)), CasesEnNombres(lecteur, lot, jour)
        chargeur = Chargeur(base.doubler(), lot, cases, dossier)
        revue = RevueDesIdentifiants(base.doubler())
        juge = JugeSql(lecteur, lot, jour, base.doubler(), cases, au_moins)
        assemblage = Assemblage(base, lecteur, juge.composer)
        try:
            # Un bloc se charge pendant que le précédent se juge, et que s'écrivent les réponses de celui d'avant.
            blocs = lire_blocs(entree, nom, lot, octets)
            charges = _devancer(map(chargeur.charger, blocs), fils)
            revus = _devancer(map(revue.revoir, charges), fils)
            for calcule in _devancer(juge.juger_tous(revus), fils):
                octets_a_dire = calcule.charge.bloc.octets
                for jugees in assemblage.assembler(calcule):
                    yield BlocJuge(calcule.charge.bloc, calcule.charge.repetees, octets_a_dire), jugees
                    octets_a_dire = 0
        except MemoireDepassee:
            message = f"DuckDB ne peut pas juger {nom} : plus que la mémoire admise"
            raise ErreurContrat(message, "le juger par --moteur python") from None
        except DisqueRefuse:
            message = f"DuckDB ne peut pas écrire dans le dossier provisoire {dossier.parent}"
            aide = "y libérer de la place, en donner un autre par TMPDIR, ou juger le lot par --moteur python"
            raise ErreurContrat(message, aide) from None


def _devancer(elements: Iterator[T], fils: Executor) -> Iterator[T]:
    """Les mêmes éléments, le premier préparé dès maintenant, chacun des autres pendant que le précédent sert."""
    return _rendre(fils.submit(next, elements, None), elements, fils)


def _rendre(a_venir: Future[T | None], elements: Iterator[T], fils: Executor) -> Iterator[T]:
    while (element := a_venir.result()) is not None:
        a_venir = fils.submit(next, elements, None)
        yield element

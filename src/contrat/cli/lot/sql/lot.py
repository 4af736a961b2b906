"""Juger un lot entier par DuckDB, bloc après bloc."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.cli.lot.paquets import BlocJuge, Jugees, compter_processus
from contrat.cli.lot.sql.base import BaseSql, DisqueRefuse, MemoireDepassee
from contrat.cli.lot.sql.cases import CasesEnNombres
from contrat.cli.lot.sql.chargement import BlocCharge, Chargeur
from contrat.cli.lot.sql.juge import LIGNES_PAR_EPOQUE, JugeSql
from contrat.depot.blocs import OCTETS_PAR_BLOC, Bloc, lire_blocs
from contrat.depot.lot import Lot
from contrat.erreurs import ErreurContrat


def juger_par_duckdb(
    entree: Path,
    nom: str,
    lot: Lot,
    jour: date | None,
    lecteur: Lecteur,
    octets: int = OCTETS_PAR_BLOC,
    au_moins: int = LIGNES_PAR_EPOQUE,
) -> Iterator[tuple[BlocJuge, Jugees]]:
    """Les blocs d'un lot, dans l'ordre, et leurs réponses ; `octets` : la taille d'un bloc.

    Ce que la base lit et ce qui déborde de la mémoire est dans un dossier provisoire, que nul autre ne peut ouvrir.
    Lève `ErreurContrat` quand juger un bloc dépasse la mémoire admise, ou la place de ce dossier.
    """
    with TemporaryDirectory(prefix="contrat-lot-") as provisoire, ThreadPoolExecutor(1) as fil:
        dossier = Path(provisoire)
        base, cases = BaseSql(dossier, compter_processus()), CasesEnNombres(lecteur, lot, jour)
        juge = JugeSql(lecteur, lot, jour, base, cases, au_moins)
        chargeur = Chargeur(base.doubler(), lot, cases, dossier)
        blocs = lire_blocs(entree, nom, lot, octets)
        try:
            # Un bloc se charge pendant que le précédent se juge.
            a_venir = fil.submit(_charger, chargeur, blocs)
            while (charge := a_venir.result()) is not None:
                a_venir = fil.submit(_charger, chargeur, blocs)
                octets_a_dire = charge.bloc.octets
                for jugees in juge.juger(charge):
                    yield BlocJuge(charge.bloc, charge.repetees, octets_a_dire), jugees
                    octets_a_dire = 0
        except MemoireDepassee:
            message = f"DuckDB ne peut pas juger {nom} : plus que la mémoire admise"
            raise ErreurContrat(message, "le juger par --moteur python") from None
        except DisqueRefuse:
            message = f"DuckDB ne peut pas écrire dans le dossier provisoire {dossier.parent}"
            aide = "y libérer de la place, en donner un autre par TMPDIR, ou juger le lot par --moteur python"
            raise ErreurContrat(message, aide) from None


def _charger(chargeur: Chargeur, blocs: Iterator[Bloc]) -> BlocCharge | None:
    bloc = next(blocs, None)
    return None if bloc is None else chargeur.charger(bloc)

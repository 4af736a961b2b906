"""La commande `contrat eligibilite --lot` : une ligne de CSV par ménage, une réponse par aide."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from contrat.cli.lectures import refuser_sans_effet
from contrat.cli.typer_interne import est_donne
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from contrat.modele.bareme import Bareme


def verifier_emploi(ctx: typer.Context, fichiers: Sequence[Path], lot: Path | None, sortie: Path | None) -> None:
    """Refuser ce qui ne va pas ensemble : des fichiers ou un lot, et à chacun ses options."""
    from contrat.depot.fichiers import refuser_contrat
    from contrat.depot.parquet import est_parquet

    if lot is None:
        if est_donne(ctx, "moteur"):
            raise ErreurUsage("--moteur : il manque --lot", "ajouter --lot ENTREE, ou retirer --moteur")
        if not fichiers:
            raise ErreurUsage("il manque FICHIER…, ou --lot ENTREE", "contrat eligibilite --help")
        return
    if fichiers:
        trouve = " ".join(map(str, fichiers))
        raise ErreurUsage(f"--lot et FICHIER… s'excluent, trouvé en plus : « {trouve} »", "choisir l'un ou l'autre")
    refuser_sans_effet(ctx, "--lot", "un lot se rend en CSV ou en Parquet", "format_", "comparer")
    if sortie is not None:
        refuser_contrat(sortie)
    if sortie is not None and sortie.suffix.lower() not in ("", ".csv") and not est_parquet(sortie):
        message = f"--sortie : « {sortie} » n'est ni un CSV ni un Parquet, et un lot ne se rend qu'ainsi"
        raise ErreurUsage(message, "donner un nom en .csv, ou en .parquet avec duckdb")
    if sortie is not None and sortie.exists() and lot.exists() and sortie.samefile(lot):
        raise ErreurUsage(f"--sortie : « {sortie} » est le lot à lire", "choisir un autre fichier")


def juger_lot(entree: Path, sortie: Path | None, jour: date | None, bareme: Bareme, moteur: str) -> int:
    """Juger toutes les lignes d'un lot, écrire leurs réponses, et rendre le code de sortie."""
    from contrat.calculs.eligibilite.lot import est_couvert
    from contrat.depot.parquet import ouvrir_en_csv

    if jour is not None and not est_couvert(jour, bareme):
        message, aide = bareme.expliquer_l_absence(jour)
        raise ErreurUsage(f"--date : {message}", aide)
    if moteur != "python":
        _exiger(moteur)
        if entree.exists() and not entree.is_file():
            aide = "l'enregistrer, ou retirer --moteur"
            raise ErreurUsage(f"--moteur {moteur} : « {entree} » n'est pas un fichier", aide)
    with ouvrir_en_csv(entree) as lu:
        return _juger(lu, entree.as_posix(), sortie, jour, bareme, moteur)


def _exiger(moteur: str) -> None:
    """Lève `ErreurContrat` quand ce moteur n'est pas installé."""
    if moteur == "spark":
        from contrat.cli.lot.spark.base import exiger_spark

        exiger_spark()
    else:
        from contrat.depot.parquet import exiger_duckdb

        exiger_duckdb("--moteur duckdb")


def _juger(lu: Path, nom: str, sortie: Path | None, jour: date | None, bareme: Bareme, moteur: str) -> int:
    """Juger les lignes du fichier à lire ; `nom` est celui que l'usager a donné."""
    from contrat.cli.fautes import signaler
    from contrat.cli.lot.reponses import ecrire_reponses, juger
    from contrat.depot.lot import ouvrir_lot
    from contrat.diagnostics import trier

    lot = ouvrir_lot(lu, nom)
    if lot.fautes:
        signaler(trier(lot.fautes))
        typer.echo("Aucune ligne jugée tant que l'en-tête est fautif.", err=True)
        return 1
    # Arrêté au démarrage (décision 0007) ; un lot crée des cycles à chaque ligne, qui rempliraient la mémoire. Ce qui
    # est né avant lui reste jusqu'à la fin.
    gc.freeze()
    gc.enable()
    with _ouvrir(sortie) as flux:
        return ecrire_reponses(lot, juger(lu, nom, lot, jour, bareme, moteur), jour, bareme, flux)


def _ouvrir(sortie: Path | None) -> AbstractContextManager[TextIO]:
    """Où écrire les réponses : l'écran, un CSV, ou un Parquet d'après son nom."""
    from contrat.depot.fichiers import ecrire_flux
    from contrat.depot.parquet import ecrire_en_parquet, est_parquet

    if sortie is None:
        return nullcontext(sys.stdout)
    return ecrire_en_parquet(sortie, ("montant",)) if est_parquet(sortie) else ecrire_flux(sortie)

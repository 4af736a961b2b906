"""Lire et écrire du Parquet, par DuckDB : ses cases sont celles du CSV qui dirait la même chose."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from contrat.depot.fichiers import empecher, ouvrir_sortie
from contrat.erreurs import ErreurContrat

EXTENSION = ".parquet"
_MONTANT = "DECIMAL(18, 2)"


def est_parquet(chemin: Path | None) -> bool:
    """Dire si le nom d'un fichier est celui d'un Parquet."""
    return chemin is not None and chemin.suffix.lower() == EXTENSION


def exiger_duckdb(ce_qui_le_demande: str) -> Any:
    """DuckDB ; lève `ErreurContrat` quand il n'est pas installé."""
    try:
        import duckdb
    except ImportError:
        aide = "l'installer : pip install 'contrat-social[lot]'"
        raise ErreurContrat(f"{ce_qui_le_demande} demande DuckDB", aide) from None
    return duckdb


@contextmanager
def ouvrir_en_csv(chemin: Path) -> Iterator[Path]:
    """Où lire un lot : le fichier lui-même, ou, d'un Parquet, le CSV des mêmes cases, une ligne par ligne."""
    if not est_parquet(chemin):
        yield chemin
        return
    with TemporaryDirectory(prefix="contrat-lot-") as dossier:
        copie = Path(dossier) / "lot.csv"
        _convertir(chemin, copie)
        yield copie


def _convertir(chemin: Path, copie: Path) -> None:
    duckdb = exiger_duckdb("un fichier Parquet")
    try:
        chemin.stat()
    except OSError as erreur:
        raise empecher(chemin, erreur, "lecture") from None
    try:
        lu = duckdb.read_parquet(chemin.as_posix())
        lu.project(", ".join(map(_en_texte, lu.columns, lu.types))).write_csv(str(copie), header=True)
    except duckdb.Error:
        aide = "vérifier qu'il s'ouvre ailleurs, ou l'enregistrer en CSV UTF-8"
        raise ErreurContrat(f"« {chemin} » n'est pas un fichier Parquet lisible", aide) from None


def _en_texte(colonne: str, genre: Any) -> str:
    """Une colonne, en ce qu'un CSV en dirait : oui ou non, et rien d'une case vide."""
    nom = '"' + colonne.replace('"', '""') + '"'
    texte = f"CASE {nom} WHEN true THEN 'oui' WHEN false THEN 'non' END" if genre == "BOOLEAN" else f"{nom}::VARCHAR"
    return f"nullif({texte}, '') AS {nom}"


@contextmanager
def ecrire_en_parquet(chemin: Path, montants: tuple[str, ...]) -> Iterator[TextIO]:
    """Écrire un CSV peu à peu, rendu en Parquet à la fin ; `montants` : ses colonnes de nombres."""
    duckdb = exiger_duckdb("un fichier Parquet")
    with TemporaryDirectory(prefix="contrat-lot-") as dossier:
        copie, rendu = Path(dossier) / "reponses.csv", Path(dossier) / "reponses.parquet"
        with copie.open("w", encoding="utf-8", newline="") as flux:
            yield flux
        lu = duckdb.read_csv(str(copie), header=True, all_varchar=True, sep=",", quotechar='"', escapechar='"')
        lu.project(
            ", ".join(f"{nom}::{_MONTANT} AS {nom}" if nom in montants else nom for nom in lu.columns)
        ).write_parquet(str(rendu))
        with rendu.open("rb") as octets, ouvrir_sortie(chemin) as sortie:
            shutil.copyfileobj(octets, sortie)

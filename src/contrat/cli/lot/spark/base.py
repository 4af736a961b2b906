"""La session Spark où un lot est jugé."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from contrat.erreurs import ErreurContrat

_JAVA = (
    "installer Java 17 ou plus (Debian : sudo apt install openjdk-17-jre-headless), corriger JAVA_HOME, ou "
    "nommer par SPARK_REMOTE un Spark qui tourne ailleurs"
)
# Ce que Hadoop prendrait pour un motif dans le nom d'un fichier.
_MOTIF = re.compile(r"([*?\[\]{}\\])")
_LONGUEUR = 200
_REGLAGES = {
    # Le plan d'une époque a trente niveaux de cas : ce que Spark en déduirait ne filtre rien, et se cherche longtemps.
    "spark.sql.constraintPropagation.enabled": "false",
}


class BaseSpark:
    """Des tables dans une session Spark : les petites, faites ici, et celles que gardent ses machines."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def ouvrir_texte(self, fichier: Path, vue: str) -> None:
        """Une vue des lignes d'un fichier, que toutes les machines doivent voir sous ce nom."""
        motif = "file://" + _MOTIF.sub(r"\\\1", str(fichier.resolve()))
        lignes = self._session.read.option("lineSep", "\n").text(motif)
        place = ("value", "_metadata.file_block_start AS debut", "monotonically_increasing_id() AS place")
        lignes.selectExpr(*place).createOrReplaceTempView(vue)

    def lister(self, sql: str) -> list[tuple[Any, ...]]:
        """Les lignes que rend une requête."""
        return [tuple(ligne) for ligne in self._session.sql(sql).collect()]

    def parcourir(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Les lignes que rend une requête, peu à peu, dans l'ordre."""
        yield from self._session.sql(sql).toLocalIterator(prefetchPartitions=True)

    def nommer(
        self, table: str, nombres: Sequence[str], textes: Sequence[str], lignes: Sequence[Sequence[Any]]
    ) -> None:
        """Faire une petite table, que chaque machine reçoit : des colonnes de nombres, puis de textes."""
        types = dict.fromkeys(nombres, "BIGINT") | dict.fromkeys(textes, "STRING")
        valeurs = ", ".join(f"({', '.join(map(citer, ligne))})" for ligne in lignes)
        rien = f"(SELECT {', '.join('NULL' for _ in types)} WHERE false)"
        lues = ", ".join(f"CAST({nom} AS {genre}) AS {nom}" for nom, genre in types.items())
        vue = self._session.sql(
            f"SELECT {lues} FROM {f'VALUES {valeurs}' if lignes else rien} AS t({', '.join(types)})"
        )
        vue.createOrReplaceTempView(table)

    def garder(self, table: str, requete: str) -> None:
        """Faire une table de ce que rend une requête, calculée une fois."""
        # Une table qui garderait sa requête serait analysée de nouveau, trente niveaux, par chacune qui la lit.
        self._session.sql(requete).localCheckpoint().createOrReplaceTempView(table)

    def montrer(self, vue: str, requete: str) -> None:
        """Faire une vue de ce que rend une requête, calculée par celles qui la lisent."""
        self._session.sql(requete).createOrReplaceTempView(vue)


def citer(valeur: Any) -> str:
    """Un nombre ou un texte en SQL."""
    if isinstance(valeur, str):
        return "'" + valeur.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "NULL" if valeur is None else str(valeur)


@contextmanager
def ouvrir_base(nom: str) -> Iterator[BaseSpark]:
    """Une session, celle que nomme l'environnement, sinon tous les processeurs d'ici ; fermée à la fin.

    Lève `ErreurContrat` quand Spark manque, ou quand il échoue à juger le lot de ce nom.
    """
    exiger_spark()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    try:
        # Ce journal recopie dans la sortie d'erreur la trace de Java.
        logging.getLogger("SQLQueryContextLogger").disabled = True
        with _en_silence():
            session = SparkSession.builder.appName("contrat eligibilite").config(map=_REGLAGES).getOrCreate()
        try:
            yield BaseSpark(session)
        finally:
            session.stop()
    except (PySparkException, Py4JError) as erreur:
        trouve = str(erreur).strip().partition("\n")[0][:_LONGUEUR]
        aide = "vérifier que toutes les machines de Spark voient le lot, ou le juger par --moteur duckdb"
        raise ErreurContrat(f"Spark n'a pas pu juger {nom} : {trouve}", aide) from None


def exiger_spark() -> None:
    """Lève `ErreurContrat` quand PySpark n'est pas installé, ou quand Java lui manque."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        aide = "l'installer : pip install 'contrat-social[spark]'"
        raise ErreurContrat("--moteur spark demande PySpark", aide) from None
    java = Path(os.environ["JAVA_HOME"], "bin") if os.environ.get("JAVA_HOME") else None
    if "SPARK_REMOTE" not in os.environ and shutil.which("java", path=java and str(java)) is None:
        raise ErreurContrat("--moteur spark demande Java, introuvable", _JAVA)


@contextmanager
def _en_silence() -> Iterator[None]:
    """Ce que Spark lance écrit sur ses propres sorties : le journal de Java n'est pas celui de l'usager."""
    gardes = [os.dup(sortie) for sortie in (1, 2)]
    with Path(os.devnull).open("wb") as rien:
        for sortie in (1, 2):
            os.dup2(rien.fileno(), sortie)
    try:
        yield
    finally:
        for sortie, garde in zip((1, 2), gardes, strict=True):
            os.dup2(garde, sortie)
            os.close(garde)

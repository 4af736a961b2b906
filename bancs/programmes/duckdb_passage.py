"""Faire passer un CSV par DuckDB sans le juger, trois lignes par ménage : arguments, l'entrée et la sortie."""

from __future__ import annotations

import sys

import duckdb

entree, sortie = sys.argv[1:]
lignes = "SELECT id, aide, nature, travaux_ht FROM lu, (VALUES ('a'), ('b'), ('c')) AS aides(aide)"
duckdb.execute(f"COPY (WITH lu AS (FROM read_csv('{entree}', all_varchar=true)) {lignes}) TO '{sortie}' (FORMAT csv)")

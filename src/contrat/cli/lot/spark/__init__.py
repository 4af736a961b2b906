"""Juger un lot par Spark : les mêmes requêtes que DuckDB, sur autant de machines qu'il en a."""

"""Juger un lot par DuckDB : le droit compilé, écrit en SQL ; ce qui n'est pas simple revient au lecteur compilé."""

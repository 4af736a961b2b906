"""Juger un lot par DuckDB : le moteur répond une fois à chaque cas, le SQL reconnaît le cas et recopie la réponse."""

"""Compiler le droit d'un jour en expressions sur des entiers, calculées par millions."""

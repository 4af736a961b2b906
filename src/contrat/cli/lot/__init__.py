"""Juger un lot : ses lignes par paquets, sur tous les processeurs quand il est long."""

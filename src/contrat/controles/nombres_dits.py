"""Les nombres écrits en toutes lettres, pour les reconnaître dans un numéro, une date ou un âge ; sans accent."""

from __future__ import annotations

UNITES = "zero|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf"
DIZAINES = (
    "dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|octante|nonante"
)
MOTS = frozenset(f"{UNITES}|{DIZAINES}|vingt|cent|mille|et".replace("?", "").split("|"))
# Un mot de nombre ; les mots composés en enchaînent plusieurs.
MOT = rf"(?:{UNITES}|{DIZAINES}|cents?|mille?|et)"
MOIS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"

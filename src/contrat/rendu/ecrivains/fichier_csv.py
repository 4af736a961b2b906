"""Un tableau en CSV : UTF-8, virgule, montants à deux décimales, une case vide quand rien n'est connu."""

from __future__ import annotations

import csv
from io import StringIO

from contrat.rendu.ecrivains.valeurs import ecrire_nue
from contrat.rendu.page import Tableau

# Un tableur prend pour une formule une case qui commence ainsi ; l'apostrophe en refait un texte.
_FORMULES = ("=", "+", "-", "@", "\t", "\r")


def en_csv(tableau: Tableau) -> str:
    """Le tableau, une ligne par rangée ; les intertitres, qui ne sont pas des données, n'y sont pas."""
    sortie = StringIO()
    ecrivain = csv.writer(sortie, lineterminator="\n")
    ecrivain.writerow([colonne.entete for colonne in tableau.colonnes])
    for rangee in tableau.rangees:
        if not rangee.est_intertitre or len(tableau.colonnes) == 1:
            cases = zip(tableau.colonnes, rangee.cellules, strict=True)
            ecrivain.writerow([ecrire_nue(c, v) if not isinstance(v, str) else desarmer(v) for c, v in cases])
    return sortie.getvalue()


def desarmer(texte: str) -> str:
    """Un texte qu'aucun tableur ne prendra pour une formule."""
    return f"'{texte}" if texte.startswith(_FORMULES) else texte

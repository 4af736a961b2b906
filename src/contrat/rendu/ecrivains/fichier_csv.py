"""Un tableau en CSV, une case vide quand rien n'est connu : pour un programme, ou pour un tableur français."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from contrat.rendu.ecrivains.valeurs import ecrire_nue, lire
from contrat.rendu.page import Cellule, Colonne, Tableau, Valeur

# Un tableur prend pour une formule une case qui commence ainsi ; l'apostrophe en refait un texte.
_FORMULES = ("=", "+", "-", "@", "\t", "\r")


# Ce qui fait lire de l'UTF-8 à un tableur.
_MARQUE = "\ufeff"


def en_csv(tableau: Tableau, est_francais: bool = False) -> str:
    """Le tableau, une ligne par rangée ; les intertitres, qui ne sont pas des données, n'y sont pas.

    Virgule, point décimal et jours ISO ; ou, pour qu'un tableur français l'ouvre d'un double clic, point-virgule,
    virgule décimale et jours JJ/MM/AAAA.
    """
    sortie = StringIO(_MARQUE if est_francais else "")
    sortie.seek(0, 2)
    ecrivain = csv.writer(sortie, lineterminator="\n", delimiter=";" if est_francais else ",")
    ecrivain.writerow([colonne.entete for colonne in tableau.colonnes])
    ecrire = _ecrire_a_la_francaise if est_francais else ecrire_nue
    for rangee in tableau.rangees:
        if not rangee.est_intertitre or len(tableau.colonnes) == 1:
            cases = zip(tableau.colonnes, rangee.cellules, strict=True)
            ecrivain.writerow([ecrire(c, v) if not isinstance(v, str) else desarmer(v) for c, v in cases])
    return sortie.getvalue()


def _ecrire_a_la_francaise(colonne: Colonne, case: Valeur | Cellule) -> str:
    valeur, _ = lire(colonne, case)
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    nue = ecrire_nue(colonne, case)
    return nue.replace(".", ",") if isinstance(valeur, Decimal) else nue


def desarmer(texte: str) -> str:
    """Un texte qu'aucun tableur ne prendra pour une formule."""
    return f"'{texte}" if texte.startswith(_FORMULES) else texte

"""P021 : le montant d'une aide nationale monte quand le ménage est plus aisé."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import get_args

from contrat.controles.droit.situer import GENRE, lire_champs
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.fondement import Categorie
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "un montant qui monte avec le revenu"
LIT = frozenset({"droit_livre"})

ORDRE: tuple[Categorie, ...] = get_args(Categorie)


def constater(dossier: Dossier) -> Constats:
    """Par catégorie, aucun taux, forfait ou plafond d'aide n'est plus fort que celui d'une catégorie plus modeste."""
    for fichier, aide in dossier.droit_livre.aides.items():
        for chemin, nom, valeur in lire_champs(aide):
            if not isinstance(valeur, Mapping):
                continue
            categories = [categorie for categorie in ORDRE if categorie in valeur]
            for modeste, aisee in pairwise(categories):
                if valeur[modeste] < valeur[aisee]:
                    ici, la = nombre(valeur[aisee]), nombre(valeur[modeste])
                    message = f"{nom} : {ici} pour {aisee}, plus que {la} pour {modeste}"
                    adresse = Adresse(GENRE, fichier, (*chemin, nom, aisee))
                    yield Constat(adresse, message, "relire les deux valeurs sur le texte")

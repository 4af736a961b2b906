"""P011 : des plafonds ne montent ni avec les catégories, ni avec les personnes."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

from contrat.controles.droit.situer import TableSituee, ecrire_seuil, lister_seuils, nommer_case, situer_tables
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.bareme import Seuil
from contrat.modele.dossier import Dossier
from contrat.modele.fondement import Categorie

GRAVITE = Gravite.ERREUR
TITRE = "des plafonds en désordre"
LIT = frozenset({"droit_livre"})

ORDRE: tuple[Categorie, ...] = get_args(Categorie)


def constater(dossier: Dossier) -> Constats:
    """Table par table : l'ordre des catégories, puis celui des plafonds."""
    for situee in situer_tables(dossier.droit_livre):
        yield from _ordonner(situee)
        yield from _croitre(situee)


def _ordonner(situee: TableSituee) -> Constats:
    """Les catégories vont de la plus modeste à la plus aisée, `au_dela` compris, et leurs plafonds avec elles."""
    noms = [*(ligne.categorie for ligne in situee.table.lignes), situee.table.au_dela]
    for rang, (avant, apres) in enumerate(pairwise(noms)):
        if ORDRE.index(avant) >= ORDRE.index(apres):
            ou = ("au_dela",) if rang + 1 == len(situee.table.lignes) else ("lignes", rang + 1, "categorie")
            message = f"{situee.nom} : la catégorie {apres} vient après {avant}"
            yield Constat(situee.adresser(*ou), message, "les ranger de la plus modeste à l'autre")
    for rang, (dessous, dessus) in enumerate(pairwise(situee.table.lignes), start=1):
        for place, (bas, haut) in enumerate(zip(lister_seuils(dessous), lister_seuils(dessus), strict=True)):
            if _est_au_plus(haut, bas):
                ici = f"{nommer_case(situee.table.zone, dessus.categorie, place)} : {ecrire_seuil(haut)}"
                message = f"{ici}, qui ne dépasse pas le plafond {dessous.categorie}, {ecrire_seuil(bas)}"
                yield Constat(situee.adresser_case(rang, place), message, "relire les deux cases")


def _croitre(situee: TableSituee) -> Constats:
    """Un plafond croît avec le nombre de personnes, et le supplément n'est pas nul."""
    for rang, ligne in enumerate(situee.table.lignes):
        for place, (bas, haut) in enumerate(pairwise(ligne.plafonds), start=1):
            if _est_au_plus(haut, bas):
                ici = nommer_case(situee.table.zone, ligne.categorie, place)
                moins = "qu'une personne seule a" if place == 1 else f"que {place} personnes ont"
                message = f"{ici} : {ecrire_seuil(haut)}, alors {moins} {ecrire_seuil(bas)}"
                yield Constat(situee.adresser_case(rang, place), message, "relire les deux cases")
        for place, seuil in enumerate(lister_seuils(ligne)):
            if seuil.haut is not None and (seuil.haut <= 0 or (seuil.bas or 0) > seuil.haut):
                ici = nommer_case(situee.table.zone, ligne.categorie, place)
                message = f"{ici} : {ecrire_seuil(seuil)} n'a pas de sens"
                yield Constat(situee.adresser_case(rang, place), message, "relire la case")


def _est_au_plus(seuil: Seuil, autre: Seuil) -> bool:
    """Vrai quand un plafond, même seulement encadré, ne peut pas dépasser l'autre."""
    return seuil.haut is not None and autre.bas is not None and seuil.haut <= autre.bas

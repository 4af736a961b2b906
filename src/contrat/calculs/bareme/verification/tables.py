"""Les tables de plafonds elles-mêmes : continues, couvrant le jour, ordonnées, croissantes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

from contrat.calculs.bareme.echeance import approche, dire_comment
from contrat.calculs.bareme.verification.anomalie import (
    GENRE,
    INDEXATION,
    Anomalie,
    TableSituee,
    ecrire_seuil,
    lister_seuils,
    nommer,
)
from contrat.diagnostics import Adresse, Gravite
from contrat.modele.bareme import RegleRevenu, Seuil
from contrat.modele.fondement import Categorie, Zone, est_en_vigueur

ORDRE: tuple[Categorie, ...] = get_args(Categorie)
ZONES: tuple[Zone, ...] = get_args(Zone)
VEILLE = timedelta(days=1)


def verifier_tables(situees: list[TableSituee], revenus: Collection[RegleRevenu], jour: date) -> Iterator[Anomalie]:
    """Les anomalies des tables, zone par zone puis table par table."""
    for zone in ZONES:
        de_la_zone = [t for t in situees if t.table.zone == zone]
        yield from _enchainer(de_la_zone)
        yield from _couvrir(zone, de_la_zone, jour)
    for situee in situees:
        yield from _ordonner(situee)
        yield from _croitre(situee)
        yield from _dater(situee, revenus)


def _enchainer(situees: list[TableSituee]) -> Iterator[Anomalie]:
    """D'une table à la suivante d'une zone : ni trou, ni chevauchement, ni catégorie qui disparaît puis revient."""
    vues: set[Categorie] = set()
    for avant, apres in pairwise(situees):
        attendu = None if avant.table.au is None else avant.table.au + VEILLE
        if attendu is None or apres.table.du < attendu:
            fin = avant.table.au or "sans fin"
            message = f"{apres.nom} : chevauche celle du {avant.table.du} (au : {fin})"
            yield Anomalie(Gravite.ERREUR, apres.adresser("du"), message, "corriger du, ou le au de l'autre table")
        elif apres.table.du > attendu:
            message = f"{apres.nom} : aucun plafond du {attendu} au {apres.table.du - VEILLE}"
            yield Anomalie(Gravite.ERREUR, apres.adresser("du"), message, "combler le trou, ou corriger les dates")
        anciennes, nouvelles = _categories(avant), _categories(apres)
        for revenue in sorted((nouvelles - anciennes) & vues):
            message = f"{apres.nom} : la catégorie {revenue} manque dans la table du {avant.table.du}"
            yield Anomalie(Gravite.ERREUR, apres.adresser("lignes"), message, "l'ajouter à la table qui l'a perdue")
        vues |= anciennes


def _categories(situee: TableSituee) -> set[Categorie]:
    return {ligne.categorie for ligne in situee.table.lignes}


def _couvrir(zone: Zone, situees: list[TableSituee], jour: date) -> Iterator[Anomalie]:
    """La table de l'année en cours est là, et l'on sait quand il faudra la suivante."""
    if not situees:
        yield Anomalie(Gravite.ERREUR, Adresse(GENRE, INDEXATION), f"zone {zone} : aucune table de plafonds")
        return
    derniere = situees[-1]
    if not any(est_en_vigueur(t.table, jour) for t in situees):
        message = f"zone {zone} : aucune table ne couvre le {jour}"
        yield Anomalie(Gravite.ERREUR, derniere.adresser("au"), message, dire_comment(jour.year))
    elif derniere.table.au is None:
        message = f"{derniere.nom} : sans fin, elle vaudrait pour des années dont les plafonds ne sont pas connus"
        yield Anomalie(Gravite.AVERTISSEMENT, derniere.adresser("du"), message, "écrire au: le 31 décembre connu")
    elif approche(derniere.table.au, jour):
        message = f"{derniere.nom} : elle s'arrête le {derniere.table.au}, et la suivante manque"
        aide = dire_comment(derniere.table.au.year + 1)
        yield Anomalie(Gravite.AVERTISSEMENT, derniere.adresser("au"), message, aide)


def _ordonner(situee: TableSituee) -> Iterator[Anomalie]:
    """Les catégories vont de la plus modeste à la plus aisée, `au_dela` compris, et leurs plafonds avec elles."""
    noms = [*(ligne.categorie for ligne in situee.table.lignes), situee.table.au_dela]
    for rang, (avant, apres) in enumerate(pairwise(noms)):
        if ORDRE.index(avant) >= ORDRE.index(apres):
            ou = ("au_dela",) if rang + 1 == len(situee.table.lignes) else ("lignes", rang + 1, "categorie")
            message = f"{situee.nom} : la catégorie {apres} vient après {avant}"
            yield Anomalie(Gravite.ERREUR, situee.adresser(*ou), message, "les ranger de la plus modeste à l'autre")
    for rang, (dessous, dessus) in enumerate(pairwise(situee.table.lignes), start=1):
        for place, (bas, haut) in enumerate(zip(lister_seuils(dessous), lister_seuils(dessus), strict=True)):
            if _est_au_plus(haut, bas):
                ici = f"{nommer(situee.table.zone, dessus.categorie, place)} : {ecrire_seuil(haut)}"
                message = f"{ici}, qui ne dépasse pas le plafond {dessous.categorie}, {ecrire_seuil(bas)}"
                yield Anomalie(Gravite.ERREUR, situee.adresser_case(rang, place), message, "relire les deux cases")


def _croitre(situee: TableSituee) -> Iterator[Anomalie]:
    """Un plafond croît avec le nombre de personnes, et le supplément n'est pas nul."""
    for rang, ligne in enumerate(situee.table.lignes):
        for place, (bas, haut) in enumerate(pairwise(ligne.plafonds), start=1):
            if _est_au_plus(haut, bas):
                ici = nommer(situee.table.zone, ligne.categorie, place)
                moins = "qu'une personne seule a" if place == 1 else f"que {place} personnes ont"
                message = f"{ici} : {ecrire_seuil(haut)}, alors {moins} {ecrire_seuil(bas)}"
                yield Anomalie(Gravite.ERREUR, situee.adresser_case(rang, place), message, "relire les deux cases")
        for place, seuil in enumerate(lister_seuils(ligne)):
            if seuil.haut is not None and (seuil.haut <= 0 or (seuil.bas or 0) > seuil.haut):
                message = f"{nommer(situee.table.zone, ligne.categorie, place)} : {ecrire_seuil(seuil)} n'a pas de sens"
                yield Anomalie(Gravite.ERREUR, situee.adresser_case(rang, place), message, "relire la case")


def _dater(situee: TableSituee, revenus: Collection[RegleRevenu]) -> Iterator[Anomalie]:
    """Une table ne sert que si l'on sait de quelle année sont les revenus."""
    for borne, jour in (("du", situee.table.du), ("au", situee.table.au)):
        if jour is not None and not any(est_en_vigueur(regle, jour) for regle in revenus):
            message = f"{situee.nom} : aucune règle ne dit l'année des revenus le {jour}"
            yield Anomalie(Gravite.ERREUR, situee.adresser(borne), message, "compléter revenus dans droit/regles.yaml")


def _est_au_plus(seuil: Seuil, autre: Seuil) -> bool:
    """Vrai quand un plafond, même seulement encadré, ne peut pas dépasser l'autre."""
    return seuil.haut is not None and autre.bas is not None and seuil.haut <= autre.bas

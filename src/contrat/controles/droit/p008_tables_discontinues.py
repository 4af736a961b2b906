"""P008 : deux tables de plafonds se chevauchent, laissent un trou, ou perdent une catégorie."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from contrat.controles.droit.situer import TableSituee, situer_tables
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.bareme import ZONES
from contrat.modele.dossier import Dossier
from contrat.modele.fondement import Categorie

GRAVITE = Gravite.ERREUR
TITRE = "des tables de plafonds qui ne se suivent pas"
LIT = frozenset({"droit_livre"})

VEILLE = timedelta(days=1)


def constater(dossier: Dossier) -> Constats:
    """D'une table à la suivante d'une zone : ni trou, ni chevauchement, ni catégorie qui disparaît puis revient."""
    situees = situer_tables(dossier.droit_livre)
    for zone in ZONES:
        vues: set[Categorie] = set()
        for avant, apres in pairwise(t for t in situees if t.table.zone == zone):
            yield from _enchainer(avant, apres)
            anciennes, nouvelles = _categories(avant), _categories(apres)
            for revenue in sorted((nouvelles - anciennes) & vues):
                message = f"{apres.nom} : la catégorie {revenue} manque dans la table du {avant.table.du}"
                yield Constat(apres.adresser("lignes"), message, "l'ajouter à la table qui l'a perdue")
            vues |= anciennes


def _enchainer(avant: TableSituee, apres: TableSituee) -> Constats:
    attendu = None if avant.table.au is None else avant.table.au + VEILLE
    if attendu is None or apres.table.du < attendu:
        message = f"{apres.nom} : chevauche celle du {avant.table.du} (au : {avant.table.au or 'sans fin'})"
        yield Constat(apres.adresser("du"), message, "corriger du, ou le au de l'autre table")
    elif apres.table.du > attendu:
        message = f"{apres.nom} : aucun plafond du {attendu} au {apres.table.du - VEILLE}"
        yield Constat(apres.adresser("du"), message, "combler le trou, ou corriger les dates")


def _categories(situee: TableSituee) -> set[Categorie]:
    return {ligne.categorie for ligne in situee.table.lignes}

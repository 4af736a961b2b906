"""P010 : la dernière table de plafonds d'une zone s'arrête bientôt, ou n'a pas de fin."""

from __future__ import annotations

from contrat.calculs.bareme.echeance import approche, dire_comment
from contrat.controles.droit.situer import situer_tables
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.bareme import ZONES
from contrat.modele.dossier import Dossier
from contrat.modele.fondement import est_en_vigueur

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une fin de plafonds à préparer"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Les zones dont la dernière table est sans fin, ou s'arrête à moins de soixante jours."""
    situees, jour = situer_tables(dossier.droit_livre), dossier.jour
    for zone in ZONES:
        siennes = [t for t in situees if t.table.zone == zone]
        if jour is None or not any(est_en_vigueur(t.table, jour) for t in siennes):
            continue
        derniere = siennes[-1]
        if derniere.table.au is None:
            message = f"{derniere.nom} : sans fin, elle vaudrait pour des années dont les plafonds ne sont pas connus"
            yield Constat(derniere.adresser("du"), message, "écrire au: le 31 décembre connu")
        elif approche(derniere.table.au, jour):
            message = f"{derniere.nom} : elle s'arrête le {derniere.table.au}, et la suivante manque"
            yield Constat(derniere.adresser("au"), message, dire_comment(derniere.table.au.year + 1))

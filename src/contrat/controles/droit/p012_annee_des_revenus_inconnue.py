"""P012 : aucune règle ne dit de quelle année sont les revenus d'une table."""

from __future__ import annotations

from contrat.controles.droit.situer import situer_tables
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.fondement import est_en_vigueur

GRAVITE = Gravite.ERREUR
TITRE = "une table sans année des revenus"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Les bornes de tables qu'aucune règle de revenus ne couvre."""
    revenus = dossier.droit_livre.regles.revenus
    for situee in situer_tables(dossier.droit_livre):
        for borne, jour in (("du", situee.table.du), ("au", situee.table.au)):
            if jour is not None and not any(est_en_vigueur(regle, jour) for regle in revenus):
                message = f"{situee.nom} : aucune règle ne dit l'année des revenus le {jour}"
                yield Constat(situee.adresser(borne), message, "compléter revenus dans droit/regles.yaml")

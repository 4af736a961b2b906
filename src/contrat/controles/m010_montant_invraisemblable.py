"""M010 : un revenu ou un prix de travaux que l'on croirait mal tapé."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from contrat.modele.vraisemblance import douter_des_travaux, douter_du_revenu
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un montant de ménage invraisemblable"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les revenus et les prix de travaux si petits, ou si grands, qu'un chiffre y manque ou y est en trop."""
    for identifiant, menage in dossier.menages.items():
        for chemin, message in _relever(menage):
            yield Constat(Adresse("menages", identifiant, chemin), message, "le relire sur la pièce du ménage")


def _relever(menage: Menage) -> list[tuple[Chemin, str]]:
    projet, releves = menage.projet, list[tuple[Chemin, str]]()
    for rang, avis in enumerate(menage.revenus):
        if doute := douter_du_revenu(avis.rfr):
            releves.append((("revenus", rang, "rfr"), f"revenu de {avis.annee} : {euros(avis.rfr)}, {doute}"))
    for cle, montant in (("travaux_ht", projet.travaux_ht), ("travaux_ttc", projet.travaux_ttc)):
        if montant is not None and (doute := douter_des_travaux(montant)):
            releves.append((("projet", cle), f"prix des travaux : {euros(montant)}, {doute}"))
    return releves

"""V001 : les fiches ne retrouvent pas un chiffre publié."""

from __future__ import annotations

from contrat.calculs.concordance.concordance import Concordance, confronter
from contrat.calculs.concordance.noms import nommer_chiffre
from contrat.calculs.concordance.pistes import chercher_pistes
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros, nombre

GRAVITE = Gravite.ERREUR
TITRE = "un chiffre publié que les fiches ne retrouvent pas"
LIT = frozenset({"contrat"})
REGARDE = frozenset({"actions", "axes", "organismes", "aides", "menages", "agregat"})


def constater(dossier: Dossier) -> Constats:
    """Les chiffres publiés dont le recalcul diffère, sans écart déclaré."""
    for concordance in confronter(dossier):
        if concordance.est_inexplique and concordance.empechement is None:
            adresse = Adresse(*CONTRAT, ("publies", concordance.rang, "valeur"))
            aide = "corriger les fiches, ou déclarer le motif dans « ecart: … »"
            pistes = tuple(chercher_pistes(dossier, concordance))
            yield Constat(adresse, _dire(concordance), aide, pistes=pistes)


def _dire(concordance: Concordance) -> str:
    publie, recalcule = concordance.publie, concordance.recalcule
    ecrire = euros if concordance.unite == "€" else nombre
    trouve = "rien dans les fiches"
    if recalcule is not None:
        ecart = recalcule - publie.valeur
        trouve = f"{ecrire(recalcule)} dans les fiches ({'+' if ecart > 0 else ''}{ecrire(ecart)})"
    return f"{nommer_chiffre(concordance)} : publié {ecrire(publie.valeur)}, {trouve}"

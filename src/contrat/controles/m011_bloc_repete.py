"""M011 : des travaux d'une même nature, un geste ou les factures d'une année, écrits en deux blocs."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage

GRAVITE = Gravite.ERREUR
TITRE = "des travaux, un geste ou des factures écrits en deux blocs"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les blocs qui redisent ce qu'un autre dit déjà : l'un ne serait pas compté, ou l'aide le serait deux fois."""
    for identifiant, menage in dossier.menages.items():
        vus: set[tuple[str, str | int | None]] = {("nature", menage.projet.nature)}
        for chemin, valeur, suite in _lister(menage):
            repere = (str(chemin[-1]), valeur)
            if repere in vus:
                adresse = Adresse("menages", identifiant, chemin)
                yield Constat(adresse, f"« {valeur} » a déjà son bloc", f"réunir les deux blocs : {suite}")
            vus.add(repere)


def _lister(menage: Menage) -> Iterator[tuple[Chemin, str | int, str]]:
    """Les blocs qui n'ont qu'une place, et ce que deux feraient."""
    for rang, travaux in enumerate(menage.projet.autres_travaux):
        place: Chemin = ("projet", "autres_travaux", rang, "nature")
        yield place, travaux.nature, "l'aide ne compterait que les montants du premier"
    for rang, choisi in enumerate(menage.projet.gestes):
        yield ("projet", "gestes", rang, "geste"), choisi.geste, "l'aide compterait le geste deux fois"
    for rang, facture in enumerate(menage.logement.factures_energie):
        place = ("logement", "factures_energie", rang, "annee")
        yield place, facture.annee, "un seul total par année est compté"

"""P006 : une aide nationale exige une condition partagée qui n'existe pas."""

from __future__ import annotations

from contrat.controles.droit.situer import GENRE
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une condition partagée que le droit n'a pas"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Les codes de `exige` absents de `droit/communes.yaml` et de `droit/portee.yaml`."""
    communes = {condition.code for condition in dossier.droit_livre.partagees}
    for fichier, aide in dossier.droit_livre.aides.items():
        for rang, code in enumerate(aide.exige):
            if code not in communes:
                message = f"{aide.id} : la condition partagée « {code} » n'existe pas"
                adresse = Adresse(GENRE, fichier, ("exige", rang))
                yield Constat(adresse, message, "l'ajouter à droit/communes.yaml, ou corriger le code")

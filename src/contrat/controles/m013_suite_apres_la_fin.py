"""M013 : un dossier fini reçoit encore de l'argent, ou garde un rendez-vous pris avant sa fin."""

from __future__ import annotations

from itertools import pairwise

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import RENDEZ_VOUS, EtapeMenage, Evenement
from contrat.modele.menage import Menage
from contrat.modele.parcours import decouper_demandes

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une suite après la fin d'un dossier"
LIT = frozenset({"menages"})

# Un recours rouvre un refus, un ménage fait seul ses travaux : seul l'argent demande un accord.
_ARGENT: frozenset[EtapeMenage] = frozenset({"acompte", "solde_demande", "solde_paye"})


def constater(dossier: Dossier) -> Constats:
    """Ce qui rouvre un dossier sans que rien ne le reprenne ; d'un solde à l'autre, chaque financeur paie le sien."""
    for identifiant, menage in dossier.menages.items():
        for avant, apres in pairwise(decouper_demandes(menage.etapes)):
            fin, suite = avant[-1], apres[0]
            rang = _situer(menage, suite)
            dite = f"« {suite.etape} » le {dire_jour(suite.date)}"
            finie = f"« {fin.etape} » le {dire_jour(fin.date)}"
            adresse = Adresse("menages", identifiant, ("evenements", rang, "etape"))
            if suite.etape in _ARGENT and fin.etape != "solde_paye":
                aide = "noter l'étape qui reprend le dossier, corriger la date, ou annuler l'une des deux"
                yield Constat(adresse, f"{dite}, après {finie}, sans accord entre les deux", aide)
            elif suite.etape in RENDEZ_VOUS and rang < _situer(menage, fin):
                aide = "l'annuler s'il n'a plus lieu : contrat evenement, avec --annuler"
                yield Constat(adresse, f"{dite}, pris avant {finie}, rouvre le dossier", aide)


def _situer(menage: Menage, etape: Evenement) -> int:
    return next(rang for rang, evenement in enumerate(menage.evenements) if evenement is etape)

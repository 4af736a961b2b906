"""C005 : les événements d'un ménage ne sont pas dans l'ordre des dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.menage import RENDEZ_VOUS

CODE = "C005"
GRAVITE = Gravite.ERREUR
TITRE = "des événements de ménage en désordre"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les événements datés d'avant celui qui les précède ; un rendez-vous, qui se prend d'avance, n'est pas comparé."""
    for identifiant, menage in dossier.menages.items():
        franchis = [(rang, e) for rang, e in enumerate(menage.evenements) if e.etape not in RENDEZ_VOUS]
        for (_, avant), (rang, apres) in pairwise(franchis):
            if apres.date < avant.date:
                adresse = Adresse("menages", identifiant, ("evenements", rang, "date"))
                message = f"« {apres.etape} » le {apres.date}, avant « {avant.etape} » le {avant.date}"
                yield Constat(adresse, message, "remettre les événements dans l'ordre, ou corriger la date")

"""M009 : une étape de ménage, ou un montant notifié, écrit deux fois."""

from __future__ import annotations

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une étape de ménage écrite deux fois"
LIT = frozenset({"menages"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes de même jour et de même remarque, et, d'une étape d'un jour, les montants d'un même financeur."""
    for identifiant, menage in dossier.menages.items():
        vus = set()
        for rang, evenement in enumerate(menage.evenements):
            if evenement.annule_le is not None:
                continue
            dite = f"« {evenement.etape} » le {dire_jour(evenement.date)} est écrit deux fois"
            for place, repere in enumerate(evenement.reperes):
                champ = ("montants", place, "financeur") if evenement.montants else ("etape",)
                qui = f" pour « {repere.precision} » : les deux montants s'additionnent" if evenement.montants else ""
                if repere in vus:
                    adresse = Adresse("menages", identifiant, ("evenements", rang, *champ))
                    yield Constat(adresse, f"{dite}{qui}", "retirer l'un des deux, ou annuler l'étape")
                vus.add(repere)

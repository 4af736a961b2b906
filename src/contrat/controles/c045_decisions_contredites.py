"""C045 : une séance donne deux fois le même rang, ou classe une action qu'elle refuse."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "des décisions d'une séance qui se contredisent"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les rangs donnés à une action refusée ; ceux qu'une séance sans vote donne deux fois, sans motif."""
    for identifiant, seance in dossier.seances.items():
        prises: dict[int, str] = {}
        for place, decision in enumerate(seance.decisions):
            if decision.rang is None:
                continue
            adresse = Adresse("seances", identifiant, ("decisions", place, "rang"))
            if decision.issue == "refusee":
                message = f"« {decision.action} » est refusée, et décidée au rang {decision.rang}"
                yield Constat(adresse, message, "retirer le rang, ou corriger l'issue")
                continue
            premiere = prises.setdefault(decision.rang, decision.action)
            # Après un vote, C026 dit déjà quel rang s'écarte des notes, et lesquelles sont à égalité.
            if premiere != decision.action and not seance.bulletins and not decision.motif:
                message = f"« {decision.action} » est décidée au rang {decision.rang}, déjà celui de « {premiere} »"
                yield Constat(adresse, message, "corriger l'un des deux rangs, ou dire dans motif pourquoi l'ex æquo")

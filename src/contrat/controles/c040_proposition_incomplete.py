"""C040 : une proposition est retenue sans besoin ni critères, une action écartée sans motif."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES
from contrat.modele.seance import ActionProposee, IssueSeance

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une issue qui ne s'explique pas"
LIT = frozenset({"seances"})
_DITES: dict[IssueSeance | None, str] = {"reportee": "reportée", "refusee": "refusée"}
_MOTIVER = "dire pourquoi dans motif"


def constater(dossier: Dossier) -> Constats:
    """Les propositions retenues sans constat ou sans un des trois critères durables, les autres issues sans motif."""
    for identifiant, seance in dossier.seances.items():
        for rang, decision in enumerate(seance.decisions):
            if decision.issue in _DITES and not decision.motif:
                adresse = Adresse("seances", identifiant, ("decisions", rang, "issue"))
                yield Constat(adresse, f"« {decision.action} » est {_DITES[decision.issue]} sans motif", _MOTIVER)
        for rang, proposition in enumerate(seance.propositions):
            for message, aide in _manques(proposition):
                adresse = Adresse("seances", identifiant, ("propositions", rang, "issue"))
                yield Constat(adresse, f"« {proposition.titre} » {message}", aide)


def _manques(proposition: ActionProposee) -> Iterator[tuple[str, str]]:
    if proposition.issue == "retenue":
        if not proposition.constats:
            yield "est retenue sans besoin constaté", "nommer dans constats celui du diagnostic auquel elle répond"
        manquent = [nom for nom in CRITERES if getattr(proposition, nom) is None]
        if manquent:
            yield f"est retenue sans examen de : {', '.join(manquent)}", "écrire ce que la commission en dit"
    elif proposition.issue in _DITES and not proposition.motif:
        yield f"est {_DITES[proposition.issue]} sans motif", _MOTIVER

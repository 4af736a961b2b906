"""C040 : une proposition est retenue sans besoin ni critères, ou écartée sans motif."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES
from contrat.modele.seance import ActionProposee

CODE = "C040"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une proposition dont l'issue ne s'explique pas"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les propositions retenues sans constat ou sans un des trois critères durables, les autres issues sans motif."""
    for identifiant, seance in dossier.seances.items():
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
    elif proposition.issue is not None and not proposition.motif:
        yield f"est {_DITES[proposition.issue]} sans motif", "dire pourquoi dans motif"


_DITES = {"reportee": "reportée", "refusee": "refusée"}

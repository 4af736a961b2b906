"""C026 : un rang décidé n'est pas celui des notes, sans motif."""

from __future__ import annotations

from contrat.calculs.seances.hierarchisation import hierarchiser
from contrat.calculs.sommes import CENT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une décision qui s'écarte du rang sans motif"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les décisions à motiver ; une décision motivée décale les suivantes, qui n'ont pas à l'être."""
    for identifiant, seance, grille in dossier.grilles:
        # Sans bulletin, ou avec des poids faux, il n'y a pas de rang dont s'écarter.
        if not seance.bulletins or grille.total != CENT:
            continue
        classees = {classee.action: classee for classee in hierarchiser(seance).actions}
        for rang, decision in enumerate(seance.decisions):
            if decision.rang is None:
                continue
            adresse = Adresse("seances", identifiant, ("decisions", rang, "rang"))
            classee = classees.get(decision.action)
            if classee is None and not decision.motif:
                message = f"« {decision.action} » est décidée au rang {decision.rang}, les notes ne la classent pas"
                yield Constat(adresse, message, "ajouter le motif, ou les notes qui manquent")
            elif classee is not None and classee.est_sans_motif:
                attendu = " ou ".join(map(str, classee.admis))
                message = f"« {decision.action} » est décidée au rang {decision.rang}, les notes donnent {attendu}"
                yield Constat(adresse, message, "ajouter le motif, ou reprendre le rang des notes")

"""C010 : une action est reportée sans nouvelle échéance."""

from __future__ import annotations

from contrat.calculs.moments import dernier_jour, premier_jour
from contrat.dates import dire_moment
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un report sans nouvelle échéance"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les reports sans échéance, ou dont l'échéance ne suit pas la décision ; les échéances des autres étapes."""
    for identifiant, action in dossier.actions.items():
        for rang, etape in enumerate(action.historique):
            ou = ("historique", rang)
            if etape.statut != "reportee":
                if etape.echeance is not None:
                    message = f"une échéance à l'étape « {etape.statut} »"
                    aide = "seule une étape reportee en porte une ; sinon, changer calendrier.fin"
                    yield Constat(Adresse("actions", identifiant, (*ou, "echeance")), message, aide)
            elif etape.echeance is None:
                message = f"action reportée ({dire_moment(etape.date)}) sans nouvelle échéance"
                aide = "ajouter à l'étape echeance: AAAA, AAAA-MM ou AAAA-MM-JJ"
                yield Constat(Adresse("actions", identifiant, (*ou, "statut")), message, aide)
            elif dernier_jour(etape.echeance) <= premier_jour(etape.date):
                echeance, prise = dire_moment(etape.echeance), dire_moment(etape.date)
                message = f"la nouvelle échéance ({echeance}) ne suit pas la décision ({prise})"
                yield Constat(Adresse("actions", identifiant, (*ou, "echeance")), message, "vérifier les deux dates")

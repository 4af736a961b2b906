"""Un transfert en phrases : de qui à qui, depuis quand, ce qui suit l'action et ce qui reste."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.transfert import TransfertSuivi
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.actions import SORTS_DE_L_ARGENT
from contrat.rendu.mots.argent import ecrire
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_instance

INCONNU = "non documenté"


def raconter_transfert(dossier: Dossier, suivi: TransfertSuivi) -> Iterator[str]:
    """Le transfert, puis l'argent, les conventions et l'enveloppe ; un transfert annoncé n'est pas fait."""
    action, modalites = suivi.action, suivi.modalites
    de, vers = dossier.nommer_organisme(action.porteur), action.liens.repreneur
    a_qui = f" à « {dossier.nommer_organisme(vers)} »" if vers else ", repreneur non documenté"
    if suivi.etape is None:
        yield f"Transfert annoncé : de « {de} »{a_qui} ; ni date ni acte."
    else:
        instance = f", décidé par : {nommer_instance(dossier, suivi.etape.instance)}" if suivi.etape.instance else ""
        yield f"Transférée, {dire_moment(suivi.etape.date)} : de « {de} »{a_qui}{instance}."
    if suivi.etape is not None and not suivi.a_ete_lancee:
        yield "Elle n'a jamais été lancée ici : elle n'est pas comptée parmi les actions mises en œuvre."
    sort = SORTS_DE_L_ARGENT[modalites.argent] if modalites.argent else INCONNU
    reste = f" ({ecrire(suivi.reste)} prévus après cet exercice)" if suivi.reste is not None else ""
    yield f"Argent à venir : {sort}{reste}."
    if suivi.conventions:
        noms = " ; ".join(c.objet for c in suivi.suivent) or "aucune n'est dite suivre"
        restent = f" ; restent ici : {' ; '.join(c.objet for c in suivi.restent)}" if suivi.restent else ""
        yield f"Conventions qui suivent : {noms}{restent}."
    if modalites.enveloppe_close is not None:
        yield f"Enveloppe de l'action : {'close' if modalites.enveloppe_close else 'encore ouverte'}."
    if modalites.note:
        yield modalites.note

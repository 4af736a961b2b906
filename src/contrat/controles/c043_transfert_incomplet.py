"""C043 : une action est transférée sans que l'on sache ce que devient son argent, ou deux choses s'y contredisent."""

from __future__ import annotations

from contrat.calculs.actions.transfert import TransfertSuivi, suivre_transferts
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un transfert dont l'argent ou les conventions ne se suivent pas"
LIT = frozenset({"contrat", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les montants prévus après un transfert dont on ne sait s'ils suivent, les conventions inconnues de la fiche."""
    for suivi in suivre_transferts(dossier):
        ou = Adresse("actions", suivi.action.id, ("liens",))
        connues = {convention.id for convention in suivi.conventions}
        for rang, nom in enumerate(suivi.modalites.conventions):
            if nom not in connues:
                adresse = ou.sous("transfert", "conventions", rang)
                yield Constat(adresse, f"la convention « {nom} » n'est pas de cette action", "corriger l'identifiant")
        if suivi.etape is not None:
            yield from _compter(suivi, ou)


def _compter(suivi: TransfertSuivi, ou: Adresse) -> Constats:
    rang = suivi.action.historique.index(suivi.etape) if suivi.etape else 0
    etape = Adresse("actions", suivi.action.id, ("historique", rang, "statut"))
    if suivi.reste and suivi.modalites.argent is None:
        message = f"{euros(suivi.reste)} prévus après le transfert, on ne sait s'ils le suivent"
        yield Constat(etape, message, "écrire liens: transfert: argent: suit, ou reste")
    if suivi.reste and suivi.modalites.argent == "reste" and suivi.modalites.enveloppe_close:
        message = f"enveloppe close, et {euros(suivi.reste)} restent prévus ici"
        yield Constat(ou.sous("transfert", "enveloppe_close"), message, "retirer ces lignes, ou rouvrir l'enveloppe")

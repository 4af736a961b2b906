"""B019 : la nature d'une ressource et celle de l'organisme qui l'apporte ne vont pas ensemble."""

from __future__ import annotations

from contrat.calculs.argent.flux_internes import rattaches
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Organisme
from contrat.modele.plan import UNE_ASSOCIATION, Ressource

GRAVITE = Gravite.ERREUR
TITRE = "une ressource dont la nature n'est pas celle du financeur"
LIT = frozenset({"contrat", "organismes", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Un autofinancement qui vient d'un autre, une aide publique d'un organisme privé…"""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            organisme = dossier.organismes.get(ressource.organisme)
            pourquoi = organisme and _contredire(ressource, organisme, _siens(action, ressource, dossier))
            if organisme and pourquoi:
                adresse = Adresse("actions", identifiant, ("plan", "ressources", rang, "nature"))
                message = f"{ressource.nature} de « {organisme.id} » ({organisme.nature}) : {pourquoi}"
                yield Constat(adresse, message, "corriger la nature de la ressource, ou son organisme")


def _siens(action: Action, ressource: Ressource, dossier: Dossier) -> frozenset[str]:
    """Qui peut financer l'action sur ses propres fonds : porteur, maître d'ouvrage, qui encaisse, leurs rattachés.

    Personne, quand l'un d'eux n'est pas un organisme du contrat : on ne sait alors pas qui le peut.
    """
    tenants = {action.porteur, action.maitre_ouvrage or action.porteur, ressource.budget}
    if tenants - {UNE_ASSOCIATION} - dossier.organismes.keys():
        return frozenset()
    if UNE_ASSOCIATION in tenants:
        tenants |= {o.id for o in dossier.organismes.values() if o.nature == "association"}
    ville = rattaches({dossier.contrat.porteur}, dossier)
    return rattaches(tenants | (ville if tenants & ville else set()), dossier)


def _contredire(ressource: Ressource, organisme: Organisme, siens: frozenset[str]) -> str:
    """Ce qui ne va pas, ou rien."""
    nature = ressource.nature
    if nature == "autofinancement" and siens and organisme.id not in siens:
        return "seul qui porte l'action, ou un organisme qui lui est rattaché, la finance sur ses propres fonds"
    if nature == "fctva" and organisme.nature != "etat":
        return "l'État verse la compensation de TVA"
    if nature == "prive" and organisme.public:
        return "cet organisme est une personne publique"
    if nature == "subvention_publique" and not organisme.public and organisme.nature in ("association", "entreprise"):
        return "cet organisme n'est pas une personne publique"
    return ""

"""B022 : une aide est encaissée sans que rien ne l'accorde, ou conventionnée sans convention."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import NatureRessource, Ressource
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une aide sans son acte"
LIT = frozenset({"contrat", "actions"})

# Ce qu'un acte accorde ; un don, un droit d'entrée, un emprunt ont d'autres pièces.
ACCORDEES: frozenset[NatureRessource] = frozenset({"subvention_publique", "organisme_social"})


def constater(dossier: Dossier) -> Constats:
    """Les aides encaissées avant tout accord, et celles dites conventionnées dont aucune convention n'est citée."""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            if ressource.nature in ACCORDEES:
                adresse = Adresse("actions", identifiant, ("plan", "ressources", rang))
                yield from _encaisser(adresse, ressource)
                yield from _convenir(adresse, ressource, action, dossier)


def _encaisser(adresse: Adresse, ressource: Ressource) -> Constats:
    # Une aide retirée ou caduque a été accordée ; une aide déclarée dit elle-même que son acte n'est pas fourni.
    if ressource.recu and ressource.etat in ("pressenti", "sollicite", "dossier_complet", "refuse"):
        message = f"{euros(ressource.recu)} encaissés d'une aide à l'état « {ressource.etat} » : rien ne l'accorde"
        yield Constat(adresse.sous("etat"), message, "écrire l'acte qui accorde (etat, notification), ou accorde:")


def _convenir(adresse: Adresse, ressource: Ressource, action: Action, dossier: Dossier) -> Constats:
    conventions = (*dossier.contrat.conventions, *action.conventions)
    if ressource.etat == "conventionne" and not any(ressource.organisme in c.organismes for c in conventions):
        message = f"aide à l'état « conventionne », et aucune convention avec « {ressource.organisme} »"
        aide = "ajouter la convention à « conventions », avec cet organisme, ou revenir à accorde"
        yield Constat(adresse.sous("etat"), message, aide)

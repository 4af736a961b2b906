"""B014 : une demande reste sans réponse, une ressource accordée ne vient pas, ou l'action a commencé avant l'accord."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.regles_financement import ajouter_mois
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.finances import RegleFinanciere
from contrat.modele.plan import Ressource
from contrat.nombres import euros

CODE = "B014"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une ressource en souffrance"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les demandes trop anciennes, les sommes accordées et non encaissées, les commencements avant l'accord."""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            adresse = Adresse("actions", identifiant, ("plan", "ressources", rang))
            yield from _attendre(adresse, ressource, dossier)
            yield from _encaisser(adresse, ressource, action)
            yield from _commencer(adresse, ressource, action, dossier)


def _attendre(adresse: Adresse, ressource: Ressource, dossier: Dossier) -> Iterator[Constat]:
    """Une demande datée, encore sans réponse au jour du contrôle, passé le délai."""
    if dossier.finances is None or dossier.jour is None or ressource.demande is None:
        return
    regle = dossier.finances.au("reponse", ressource.demande)
    if regle is None or regle.mois is None or ressource.certitude != "sollicite":
        return
    limite = ajouter_mois(ressource.demande, regle.mois)
    if dossier.jour > limite:
        message = f"demande du {ressource.demande} encore à l'état « {ressource.etat} » après le {limite}"
        texte = dossier.finances.citer(regle)
        if _est_vise(ressource, regle, dossier) and ressource.section == "investissement":
            message += f" : elle est rejetée implicitement ({texte})"
        else:
            message += f", {regle.mois} mois plus tard"
        yield Constat(_sous(adresse, "etat"), message, "relancer le financeur, ou écrire la réponse reçue")


def _encaisser(adresse: Adresse, ressource: Ressource, action: Action) -> Iterator[Constat]:
    """Une ressource dite versée sans montant encaissé, ou accordée et jamais encaissée d'une action achevée."""
    encaisse = ressource.encaisse
    if ressource.etat in ("acompte", "solde") and not encaisse:
        message = f"ressource à l'état « {ressource.etat} » sans montant encaissé"
        yield Constat(_sous(adresse, "etat"), message, "écrire encaisse: et le montant titré")
    elif ressource.etat == "solde" and encaisse is not None and encaisse < ressource.montant:
        message = f"ressource soldée à {euros(encaisse)} sur {euros(ressource.montant)}"
        yield Constat(_sous(adresse, "encaisse"), message, "ramener le montant à ce qui a été versé, ou relancer")
    elif ressource.certitude == "acquis" and not encaisse and action.statut == "realisee" and not ressource.est_propre:
        message = f"{euros(ressource.montant)} accordés et jamais encaissés, pour une action réalisée"
        yield Constat(_sous(adresse, "montant"), message, "demander le versement, ou écrire encaisse:")


def _commencer(adresse: Adresse, ressource: Ressource, action: Action, dossier: Dossier) -> Iterator[Constat]:
    """Une opération d'investissement qui commence sans doute possible avant l'accord d'une subvention publique."""
    accord, debut = ressource.notification, action.calendrier.debut
    if accord is None or ressource.nature != "subvention_publique" or ressource.section != "investissement":
        return
    precision = accord.date.isoformat()[: len(debut)]
    if debut < precision:
        message = f"l'action commence en {debut}, avant l'accord du {accord.date}"
        regle = dossier.finances.au("commencement", accord.date) if dossier.finances else None
        if dossier.finances and regle is not None and _est_vise(ressource, regle, dossier):
            message += f" ({dossier.finances.citer(regle)})"
        yield Constat(_sous(adresse, "notification", "date"), message, "joindre l'autorisation de commencer aux pièces")


def _est_vise(ressource: Ressource, regle: RegleFinanciere, dossier: Dossier) -> bool:
    organisme = dossier.organismes.get(ressource.organisme)
    return organisme is not None and organisme.nature in regle.natures


def _sous(adresse: Adresse, *champs: str) -> Adresse:
    return adresse._replace(chemin=(*adresse.chemin, *champs))

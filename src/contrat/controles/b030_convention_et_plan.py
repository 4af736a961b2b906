"""B030 : une convention et les plans qu'elle couvre ne disent pas la même chose."""

from __future__ import annotations

from contrat.calculs.argent.contractualisation import ConventionSuivie, suivre_conventions
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une convention que les plans contredisent"
LIT = frozenset({"contrat", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les lignes couvertes qu'aucun plan ne contient, les financeurs non signataires, les plans qui comptent trop."""
    for suivie in suivre_conventions(dossier).conventions:
        ou = _situer(dossier, suivie)
        yield from _couvrir(suivie, ou)
        montant = suivie.convention.montant
        if montant is not None and suivie.depassement:
            message = f"{euros(suivie.total)} de lignes couvertes, pour {euros(montant)} engagés"
            yield Constat(ou.sous("montant"), message, "corriger les lignes couvertes, les plans ou le montant")
        yield from _finir(suivie, ou)
        conventionnees = [part for part in suivie.parts if part.ressource.etat == "conventionne"]
        if conventionnees and not suivie.est_signee:
            noms = ", ".join(dict.fromkeys(part.ressource.organisme for part in conventionnees))
            message = f"à signer, alors que l'aide de « {noms} » est à l'état « conventionne »"
            yield Constat(ou.sous("couvre"), message, "dater signe_le, ou revenir à accorde dans le plan")


def _finir(suivie: ConventionSuivie, ou: Adresse) -> Constats:
    """Une convention finie avant l'exercice d'une ligne ne la couvre pas."""
    fin = suivie.convention.jusqu_au
    if fin is not None and suivie.finies:
        exercice = max(part.ressource.exercice for part in suivie.finies)
        message = f"finie le {dire_jour(fin)}, avant l'exercice {exercice} d'une ligne qu'elle couvre"
        yield Constat(ou.sous("jusqu_au"), message, "corriger jusqu_au:, ou dire l'exercice de chaque ligne couverte")


def _situer(dossier: Dossier, suivie: ConventionSuivie) -> Adresse:
    if suivie.action is None:
        return Adresse(*CONTRAT, ("conventions", dossier.contrat.conventions.index(suivie.convention)))
    rang = suivie.action.conventions.index(suivie.convention)
    return Adresse("actions", suivie.action.id, ("conventions", rang))


def _couvrir(suivie: ConventionSuivie, ou: Adresse) -> Constats:
    for rang, couverte in enumerate(suivie.convention.couvre):
        place = ou.sous("couvre", rang, "organisme")
        if couverte.organisme not in suivie.convention.organismes:
            message = f"« {couverte.organisme} » n'est pas parmi les signataires"
            yield Constat(place, message, "l'ajouter à organismes, ou corriger la ligne couverte")
        elif couverte in suivie.sans_ligne:
            action = couverte.action or (suivie.action.id if suivie.action else "")
            message = f"aucune ligne de « {couverte.organisme} » dans le plan de « {action} » pour cette convention"
            yield Constat(place, message, "vérifier l'action, l'exercice et la section, ou ajouter la ressource")

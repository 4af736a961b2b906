"""Ce qui reste à remplir dans une fiche : la seule définition de ce qu'une fiche complète contient.

Une fiche est d'autant plus attendue qu'elle avance : une proposition n'a pas de délibération, une action approuvée n'a
pas encore de dépense payée. Une valeur `non_documente` est écrite, mais reste à remplir ; un zéro est une valeur.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contrat.calculs.actions.mesure import A_JUGER
from contrat.modele.action import STATUTS_EXCLUS, STATUTS_LANCES, Action, Statut
from contrat.modele.evaluation import CRITERES
from contrat.modele.suivi import Indicateur

CLASSES: frozenset[Statut] = STATUTS_LANCES | {"hierarchisee", "approuvee", "reportee", "suspendue"}
APPROUVES: frozenset[Statut] = CLASSES - {"hierarchisee"}
FINIS: frozenset[Statut] = frozenset({"realisee", "transferee"})


class Attente(NamedTuple):
    """Ce qu'une fiche doit dire : le champ YAML, ce qu'on y écrit, et si c'est fait."""

    champ: str
    quoi: str
    est_remplie: bool


class Completude(NamedTuple):
    """Ce qui est rempli sur ce qui est attendu, et ce qui manque."""

    remplis: int
    attendus: int
    manques: tuple[Attente, ...]


def mesurer_completude(action: Action) -> Completude:
    """Comparer une fiche à ce que son statut fait attendre d'elle ; rien n'est plus attendu d'une action abandonnée."""
    attentes = [] if action.statut in STATUTS_EXCLUS else list(attendre(action))
    manques = tuple(attente for attente in attentes if not attente.est_remplie)
    return Completude(len(attentes) - len(manques), len(attentes), manques)


def attendre(action: Action) -> Iterator[Attente]:
    """Tout ce que la fiche doit dire, dans l'ordre de ses champs."""
    if action.statut not in APPROUVES or action.origine is not None:
        yield from _a_approuver(action)
    yield from _identite(action)
    yield from _calendrier(action)
    yield from _argent(action)
    yield from _decisions(action)
    yield from _criteres(action)
    for indicateur in action.indicateurs:
        yield from _indicateur(action, indicateur)
    yield from _evaluation(action)
    place = action.participation is not None and action.participation.niveau != "non_documente"
    yield Attente("participation.niveau", "la place donnée aux habitants", place)
    for piece in action.pieces:
        yield Attente("pieces", f"à obtenir : {piece.titre}", piece.fournie)


def _a_approuver(action: Action) -> Iterator[Attente]:
    """Ce qu'une idée peut taire, et que son approbation exigera."""
    yield Attente("numero", "son numéro dans l'axe", action.numero is not None)
    yield Attente("description", "ce qui sera fait", bool(action.description))
    yield Attente("objectifs", "ce qu'elle cherche à obtenir", bool(action.objectifs))
    yield Attente("calendrier.debut", "le début prévu", action.calendrier.debut is not None)
    yield Attente("indicateurs", "ce qui sera compté, de réalisation et de résultat", bool(action.indicateurs))


def _identite(action: Action) -> Iterator[Attente]:
    yield Attente("contexte", "pourquoi cette action ici", action.contexte is not None)
    yield Attente("constats", "les constats du diagnostic auxquels elle répond", bool(action.constats))
    yield Attente("effets_attendus", "ce qui doit changer", bool(action.effets_attendus))
    yield Attente("publics", "à qui elle s'adresse", bool(action.publics))
    yield Attente("thematiques", "ses étiquettes, parmi celles du contrat", bool(action.thematiques))
    yield Attente("territoire", "où elle a lieu", action.territoire is not None)
    yield Attente("pilote", "la fonction de qui la conduit", action.pilote is not None)
    yield Attente("elu_referent", "la délégation de l'élu référent", action.elu_referent is not None)
    yield Attente("partenaires", "les organismes associés et leur rôle", bool(action.partenaires))


def _calendrier(action: Action) -> Iterator[Attente]:
    yield Attente("calendrier.fin", "la fin prévue", action.calendrier.fin is not None)
    etapes = action.calendrier.phases or action.calendrier.jalons
    yield Attente("calendrier.phases", "ses phases ou ses jalons", bool(etapes))


def _argent(action: Action) -> Iterator[Attente]:
    depenses = action.budget.depenses
    prevues = bool(depenses) and all(ligne.prevu is not None for ligne in depenses)
    yield Attente("budget.lignes.prevu", "les dépenses prévues, par exercice et par section", prevues)
    if action.statut in STATUTS_LANCES:
        payees = bool(depenses) and all(ligne.realise is not None for ligne in depenses)
        yield Attente("budget.lignes.realise", "ce qui a été payé, ligne par ligne", payees)
    yield Attente("budget.base", "hors taxes ou toutes taxes comprises", action.budget.base != "non_precisee")
    yield Attente("plan.ressources", "qui paie, et où en est chaque demande", bool(action.plan.ressources))


def _decisions(action: Action) -> Iterator[Attente]:
    if action.statut in CLASSES:
        classement = action.hierarchisation
        est_classee = classement is not None and classement.rang is not None
        yield Attente("hierarchisation.rang", "le rang donné par l'instance qui classe", est_classee)
    if action.statut in APPROUVES:
        yield Attente("deliberations", "la délibération qui l'approuve", bool(action.deliberations))


def _criteres(action: Action) -> Iterator[Attente]:
    for nom in CRITERES:
        prevu, bilan = action.criteres_dd.lire(nom).prevu, action.criteres_dd.lire(nom).bilan
        est_prevu = prevu.niveau != "non_documente"
        yield Attente(f"criteres_dd.{nom}.prevu", "le niveau visé et sa justification", est_prevu)
        if action.statut in FINIS:
            est_constate = bilan is not None and bilan.niveau != "non_documente"
            yield Attente(f"criteres_dd.{nom}.bilan", "le niveau constaté et sa justification", est_constate)


def _indicateur(action: Action, indicateur: Indicateur) -> Iterator[Attente]:
    ou = f"indicateurs.{indicateur.id}"
    if indicateur.niveau in A_JUGER:
        yield Attente(f"{ou}.base", "la valeur de départ, datée", indicateur.base is not None)
        yield Attente(f"{ou}.cible", "la valeur visée, datée", indicateur.cible is not None)
    if action.statut in STATUTS_LANCES:
        yield Attente(f"{ou}.valeurs", "une valeur relevée, datée et sourcée", bool(indicateur.valeurs))


def _evaluation(action: Action) -> Iterator[Attente]:
    evaluation = action.evaluation
    yield Attente("evaluation.questions", "ce à quoi l'évaluation répondra", bool(evaluation.questions))
    yield Attente("evaluation.fixees_le", "la date où les questions ont été arrêtées", evaluation.fixees_le is not None)
    yield Attente("evaluation.methode", "comment y répondre", evaluation.methode is not None)
    yield Attente("evaluation.responsable", "qui évalue", evaluation.responsable is not None)
    yield Attente("evaluation.echeance", "pour quand", evaluation.echeance is not None)
    if action.statut in FINIS:
        yield Attente("evaluation.conclusions", "ce que l'évaluation conclut", evaluation.conclusions is not None)

"""Les lignes d'une action telles qu'un budget les compte, dans une vue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from contrat.calculs.sommes import sommer_par
from contrat.modele.action import Action
from contrat.modele.base import Section
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Base, EtatRessource, Ligne, NatureRessource, Ressource

Vue = Literal["prevu", "vote", "engage", "realise"]
VUES: tuple[Vue, ...] = get_args(Vue)
Sens = Literal["depense", "ressource"]


@dataclass(frozen=True)
class LigneConsolidee:
    """Une dépense ou une ressource telle qu'elle est comptée.

    `montant` est en euros, `None` s'il n'est pas renseigné, ce qui diffère de zéro. Une dépense a
    un `chapitre`, une ressource a une `nature`, un `organisme` et un `etat`. D'une dépense, `ouvert` est le montant
    voté, à défaut le prévu : ce qui est engagé ou payé s'y rapporte ; `payes`, ce qui l'a été, par exercice. `exercice`
    est celui où le montant compte, `inscrite` celui que dit la fiche : un paiement peut venir plus tard.
    """

    action: str
    axe: str
    exercice: int
    section: Section
    sens: Sens
    libelle: str
    montant: Decimal | None
    base: Base
    source: str
    budget: str
    inscrite: int
    chapitre: str | None = None
    nature: NatureRessource | None = None
    organisme: str | None = None
    etat: EtatRessource | None = None
    est_ville: bool = False
    ouvert: Decimal | None = None
    vote: Decimal | None = None
    engage: Decimal | None = None
    realise: Decimal | None = None
    report: Decimal | None = None
    autorisation: Decimal | None = None
    payes: tuple[tuple[int, Decimal], ...] = ()
    beneficiaire: str | None = None
    article: str | None = None
    fonction: str | None = None
    programme: str | None = None
    sollicite: Decimal | None = None
    accorde: Decimal | None = None
    encaisse: Decimal | None = None
    reverse: Decimal | None = None
    reception: date | None = None


def consolider_lignes(action: Action, vue: Vue, dossier: Dossier, ville: frozenset[str]) -> Iterator[LigneConsolidee]:
    """Les dépenses puis les ressources d'une action ; `ville` : le porteur du contrat et ses rattachés."""
    for ligne in action.budget.depenses:
        yield from consolider_depense(action, ligne, vue)
    for ressource in action.plan.ressources:
        organisme = dossier.organismes.get(ressource.organisme)
        nom = organisme.nom if organisme else ressource.organisme
        consolidee = _ressource(action, ressource, vue, nom, ressource.supportee_par in ville)
        yield from _repartir(consolidee, encaisser(ressource) if vue == "realise" else {})


def consolider_depense(action: Action, ligne: Ligne, vue: Vue) -> Iterator[LigneConsolidee]:
    """Une dépense ; payée en plusieurs exercices, elle est dans chacun pour ce qu'il a payé."""
    consolidee = _depense(action, ligne, vue)
    yield from _repartir(consolidee, payer(ligne) if vue == "realise" else {})


def payer(ligne: Ligne) -> dict[int, Decimal]:
    """Ce qui a été payé d'une dépense, par exercice, en euros ; rien quand la fiche ne le dit pas."""
    if ligne.paiements:
        return sommer_par((x.exercice, x.montant) for x in ligne.paiements)
    return {} if ligne.realise is None else {ligne.exercice: ligne.realise}


def encaisser(ressource: Ressource) -> dict[int, Decimal]:
    """Ce qui a été encaissé d'une ressource moins ce qui en a été rendu, par exercice ; rien quand c'est inconnu.

    Une somme rendue sans date l'est sur la dernière reçue.
    """
    recus = [(x.exercice, x.montant) for x in ressource.encaissements]
    if not recus and ressource.encaisse is not None:
        recus = [(ressource.exercice, ressource.encaisse)]
    rendus = [(x.exercice, -x.montant) for x in ressource.reversements]
    if recus and not rendus and ressource.reverse:
        rendus = [(recus[-1][0], -ressource.reverse)]
    return sommer_par([*recus, *rendus])


def _repartir(ligne: LigneConsolidee, annees: dict[int, Decimal]) -> Iterator[LigneConsolidee]:
    """La même ligne dans chacun de ces exercices ; telle quelle quand il n'y en a aucun."""
    if not annees:
        yield ligne
    for exercice, montant in annees.items():
        yield replace(ligne, exercice=exercice, montant=montant)


def _depense(action: Action, ligne: Ligne, vue: Vue) -> LigneConsolidee:
    return LigneConsolidee(
        action=action.id,
        axe=action.axe,
        exercice=ligne.exercice,
        section=ligne.section,
        sens="depense",
        libelle=ligne.libelle,
        montant={"prevu": ligne.prevu, "vote": ligne.vote, "engage": ligne.engage, "realise": ligne.realise}[vue],
        base=ligne.base,
        source=ligne.source or action.budget.source,
        budget=ligne.budget,
        chapitre=ligne.chapitre,
        inscrite=ligne.exercice,
        ouvert=ligne.ouvert,
        vote=ligne.vote,
        engage=ligne.engage,
        realise=ligne.realise,
        report=ligne.report,
        autorisation=ligne.autorisation,
        payes=tuple(payer(ligne).items()),
        beneficiaire=ligne.beneficiaire,
        article=ligne.article,
        fonction=ligne.fonction,
    )


def _ressource(action: Action, ressource: Ressource, vue: Vue, nom: str, est_ville: bool) -> LigneConsolidee:
    return LigneConsolidee(
        action=action.id,
        axe=action.axe,
        exercice=ressource.exercice,
        section=ressource.section,
        sens="ressource",
        libelle=nom,
        montant=ressource.garde if vue == "realise" else ressource.montant,
        base=ressource.base,
        source=ressource.source or action.plan.source,
        budget=ressource.budget,
        nature=ressource.nature,
        organisme=ressource.organisme,
        etat=ressource.etat,
        inscrite=ressource.exercice,
        est_ville=est_ville,
        programme=ressource.programme,
        sollicite=ressource.sollicite,
        accorde=ressource.accorde_ou_acquis,
        encaisse=ressource.recu,
        reverse=ressource.reverse,
        reception=ressource.reception,
    )

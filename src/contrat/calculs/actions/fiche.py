"""Une fiche action complète : sa situation, son argent, l'origine de ses montants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contrat.calculs.actions.origine import ChoseReconstituee, reconstitutions
from contrat.calculs.actions.retard import etapes_au
from contrat.calculs.actions.selection import Filtre, SituationAction, natures_des_montants, selectionner, situer
from contrat.calculs.actions.transfert import TransfertSuivi, suivre_transfert
from contrat.calculs.argent.flux_internes import compter_une_fois
from contrat.calculs.sommes import TotalPartiel, compter_connus, sommer_par
from contrat.modele.action import Action, ChampReconstitue, Statut
from contrat.modele.base import Section
from contrat.modele.contrat import ConstatDiagnostic
from contrat.modele.dossier import Dossier
from contrat.modele.plan import EtatRessource, Ligne, Ressource
from contrat.modele.seance import Seance
from contrat.modele.suivi import Jalon
from contrat.modele.transitions import DEPARTS, TRANSITIONS


@dataclass(frozen=True)
class ArgentFiche:
    """Ce que l'action coûte et qui paie, en euros."""

    a_des_montants: bool
    prevu: TotalPartiel
    engage: TotalPartiel
    paye: TotalPartiel
    par_exercice: dict[tuple[int, Section], TotalPartiel]
    ressources: Decimal | None
    par_financeur: dict[tuple[str, EtatRessource], Decimal]
    perdues: tuple[Ressource, ...]


@dataclass(frozen=True)
class PlaceEnSeance:
    """Une séance qui a noté l'action, le rang qu'elle a décidé, et parmi combien d'actions notées."""

    seance: Seance
    rang: int | None
    notees: int


@dataclass(frozen=True)
class FicheSituee:
    """Une action à un jour, et tout ce que sa page montre.

    `suivant` est le statut qui suit d'ordinaire ; `attendu`, le premier jalon prévu que rien ne dit fait.
    """

    dossier: Dossier
    situation: SituationAction
    jour: date
    argent: ArgentFiche
    reconstitutions: tuple[ChoseReconstituee | ChampReconstitue, ...]
    constats: tuple[ConstatDiagnostic, ...]
    places: tuple[PlaceEnSeance, ...]
    suivant: Statut | None
    attendu: Jalon | None
    transfert: TransfertSuivi | None = None


@dataclass(frozen=True)
class ListeActions:
    """Les actions qui répondent à un filtre, à un jour."""

    dossier: Dossier
    situations: tuple[SituationAction, ...]
    jour: date
    est_reconstituee: bool

    @property
    def en_retard(self) -> int:
        """Combien sont en retard."""
        return sum(bool(s.retard) for s in self.situations)


def lister_actions(dossier: Dossier, filtre: Filtre, jour: date) -> ListeActions:
    """Choisir des actions et dire si leurs montants sont reconstitués."""
    situations = tuple(selectionner(dossier, filtre, jour))
    natures = natures_des_montants(dossier, [s.action for s in situations])
    return ListeActions(dossier, situations, jour, "reconstitution" in natures)


def examiner_action(dossier: Dossier, action: Action, jour: date) -> FicheSituee:
    """Réunir ce que la page d'une action montre."""
    situation = situer(dossier, action, jour)
    return FicheSituee(
        dossier,
        situation,
        jour,
        compter_argent(compter_une_fois(action, dossier)),
        reconstitutions(dossier, action),
        tuple(constat for constat in dossier.contrat.diagnostic.constats if constat.id in action.constats),
        tuple(_places(dossier, action)),
        _suivant([etape.statut for etape in etapes_au(action, jour)]),
        next((jalon for jalon in action.calendrier.jalons if jalon.prevu and not jalon.fait), None),
        suivre_transfert(dossier, action),
    )


def _suivant(statuts: Sequence[Statut]) -> Statut | None:
    """Le statut qui suit d'ordinaire ; une action reportée ou suspendue reprend où elle en était."""
    avant = next((s for s in reversed(statuts) if s not in ("reportee", "suspendue")), None)
    if avant == "lancee" and avant != statuts[-1]:
        return avant
    suivants = DEPARTS if avant is None else TRANSITIONS[avant]
    return suivants[0] if suivants else None


def _places(dossier: Dossier, action: Action) -> Iterator[PlaceEnSeance]:
    for seance in sorted(dossier.seances.values(), key=lambda s: (s.date, s.id)):
        notees = {nom for bulletin in seance.bulletins for nom in bulletin.notes}
        rangs = [decision.rang for decision in seance.decisions if decision.action == action.id]
        if action.id in notees or rangs:
            yield PlaceEnSeance(seance, rangs[0] if rangs else None, len(notees))


def compter_argent(action: Action) -> ArgentFiche:
    """Additionner les dépenses et les ressources d'une fiche, sans prendre une inconnue pour zéro."""
    depenses = action.budget.depenses
    groupes: dict[tuple[int, Section], list[Ligne]] = {}
    for ligne in sorted(depenses, key=lambda x: (x.exercice, x.section)):
        groupes.setdefault((ligne.exercice, ligne.section), []).append(ligne)
    comptees = action.plan.comptees
    return ArgentFiche(
        a_des_montants=bool(depenses or action.plan.ressources),
        prevu=compter_connus(ligne.prevu for ligne in depenses),
        engage=compter_connus(ligne.engage for ligne in depenses),
        paye=compter_connus(ligne.realise for ligne in depenses),
        par_exercice={cle: compter_connus(x.prevu for x in lignes) for cle, lignes in groupes.items()},
        ressources=compter_connus(r.montant for r in comptees).montant,
        par_financeur=sommer_par(((r.organisme, r.etat), r.montant) for r in comptees),
        perdues=tuple(r for r in action.plan.ressources if r.est_perdue),
    )

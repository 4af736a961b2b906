"""Ce qu'une séance produit avant tout vote : ce qui ressort de ses ateliers, ce que ses commissions proposent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contrat.calculs.moments import coincide
from contrat.modele.action import Action
from contrat.modele.contrat import ConstatDiagnostic
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, Critere, NomCritere
from contrat.modele.seance import ActionProposee, Atelier, Seance
from contrat.modele.suivi import Jalon


@dataclass(frozen=True)
class PropositionSuivie:
    """Une proposition, et la fiche action qui en est née ; `est_ecrite` quand la séance l'écrit elle-même.

    Sans compte rendu, c'est la fiche qui dit le besoin et les critères : `criteres` sont alors les siens.
    """

    proposition: ActionProposee
    action: Action | None
    est_ecrite: bool

    @property
    def dit(self) -> dict[NomCritere, str | None]:
        """Ce que la proposition dit de chaque critère durable."""
        p = self.proposition
        return {"economique": p.economique, "social": p.social, "environnemental": p.environnemental}

    @property
    def criteres(self) -> tuple[Critere, ...]:
        """Les critères de la fiche, quand c'est elle qui parle."""
        if self.est_ecrite or self.action is None:
            return ()
        return tuple(self.action.criteres_dd.lire(nom) for nom in CRITERES)

    def est_reconstituee(self, dossier: Dossier) -> bool:
        """Vrai quand le besoin ou un critère montré est une reconstitution."""
        if self.action is None or self.est_ecrite:
            return False
        est_de_la_fiche = dossier.est_champ_reconstitue(self.action, "constats")
        return est_de_la_fiche or any(dossier.est_reconstitue(c.prevu.source) for c in self.criteres)


def ateliers_de(dossier: Dossier, instance: str, date: str, seance: Seance | None) -> tuple[Atelier, ...]:
    """Les ateliers de la séance ; à défaut, les thèmes que dit le jalon de cette instance à cette date."""
    if seance is not None and seance.ateliers:
        return seance.ateliers
    return tuple(Atelier(theme=theme) for j in jalons_de(dossier, instance, date) for theme in j.ateliers)


def participants_de(dossier: Dossier, instance: str, date: str, seance: Seance | None) -> int | None:
    """Combien de personnes y étaient : la séance, ses collèges, sinon le jalon de cette instance à cette date."""
    if seance is not None and (seance.participants or seance.colleges):
        return seance.participants or sum(presence.presents for presence in seance.colleges)
    dits = [j.participants for j in jalons_de(dossier, instance, date)]
    return next((int(dit) for dit in dits if dit is not None), None)


def jalons_de(dossier: Dossier, instance: str, date: str) -> list[Jalon]:
    """Les jalons faits de cette instance qui peuvent être de cette date."""
    jalons = dossier.contrat.jalons
    return [j for j in jalons if j.instance == instance and j.fait is not None and coincide(j.fait, date)]


def propositions_de(
    dossier: Dossier, actions: Iterable[Action], instance: str, date: str, seance: Seance | None
) -> Iterator[PropositionSuivie]:
    """Ce que la séance propose, puis les actions que leur fiche dit proposées par elle et qu'elle n'écrit pas."""
    ecrites = seance.propositions if seance is not None else ()
    for proposition in ecrites:
        yield PropositionSuivie(proposition, dossier.actions.get(proposition.action or ""), est_ecrite=True)
    deja = {proposition.action for proposition in ecrites}
    for action in actions:
        est_proposee = any(
            e.statut == "proposee" and e.instance == instance and coincide(e.date, date) for e in action.historique
        )
        if est_proposee and action.id not in deja and (seance is None or seance.axe in (None, action.axe)):
            yield PropositionSuivie(_tirer(action), action, est_ecrite=False)


def _tirer(action: Action) -> ActionProposee:
    """La proposition que raconte une fiche : son besoin, et ce qu'elle vise de chaque critère."""
    vises = {nom: action.criteres_dd.lire(nom).prevu.justification for nom in CRITERES}
    return ActionProposee(titre=action.titre, action=action.id, constats=action.constats, **vises)


def besoins_sans_reponse(dossier: Dossier, axe: str | None) -> list[ConstatDiagnostic]:
    """Les constats du diagnostic, ou d'un axe, auxquels aucune fiche ne répond encore."""
    siens = dossier.axes[axe].constats if axe is not None and axe in dossier.axes else None
    repondus = {nom for action in dossier.actions.values() for nom in action.constats}
    constats = dossier.contrat.diagnostic.constats
    return [c for c in constats if c.id not in repondus and (siens is None or c.id in siens)]

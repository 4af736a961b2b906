"""Un projet de délibération : ce que l'assemblée lit avant de décider, d'après la fiche d'une action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.argent.examen import Communs, ExamenPlan, examiner_plan, relever_communs
from contrat.calculs.argent.financement import Apport
from contrat.calculs.sommes import part, sommer_par
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.base import Section
from contrat.modele.cadre import Convention
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ligne, Ressource
from contrat.modele.suivi import Deliberation


class DepenseDuPlan(NamedTuple):
    """Une dépense et sa part du coût, en pour cent ; `None` quand son montant n'est pas connu."""

    ligne: Ligne
    taux: Decimal | None


class RangDuPlan(NamedTuple):
    """Une rangée du plan en deux colonnes : une dépense, une ressource, ou l'une des deux."""

    depense: DepenseDuPlan | None
    apport: Apport | None


class CreditAnnuel(NamedTuple):
    """Ce qu'une délibération inscrit à un budget, par exercice, section et chapitre, en euros."""

    budget: str
    exercice: int
    section: Section
    chapitre: str
    montant: Decimal


@dataclass(frozen=True)
class ProjetDeliberation:
    """Tout ce que le projet montre."""

    examen: ExamenPlan

    @property
    def action(self) -> Action:
        """L'action à décider."""
        return self.examen.plan.action

    @property
    def dossier(self) -> Dossier:
        """Le contrat."""
        return self.examen.dossier

    @property
    def textes(self) -> list[str]:
        """Les textes des règles que le plan rencontre et qui étaient en vigueur."""
        regles = [j.regle for j in self.examen.jugements if not j.informe]
        regles += [s.regle for s in self.examen.subventions if s.depasse]
        return list(dict.fromkeys(map(self.examen.droit.citer, regles)))

    @property
    def deliberations(self) -> list[Deliberation]:
        """Les décisions déjà prises sur le contrat et sur l'action, de la plus ancienne à la plus récente."""
        return sorted(
            (*self.dossier.contrat.deliberations, *self.action.deliberations), key=lambda d: (d.date, d.objet)
        )

    @property
    def conventions(self) -> list[Convention]:
        """Celles de l'action, et celles du contrat dont chaque signataire est de cette action."""
        action = self.action
        siens = {action.porteur, *(p.organisme for p in action.partenaires)}
        siens |= {r.organisme for r in action.plan.ressources}
        return [*(c for c in self.dossier.contrat.conventions if siens.issuperset(c.organismes)), *action.conventions]

    @property
    def accords(self) -> list[Ressource]:
        """Les ressources dont l'acte qui accorde est connu, perdues exceptées."""
        return [r for r in self.action.plan.ressources if r.notification is not None and not r.est_perdue]

    @property
    def rangs(self) -> list[RangDuPlan]:
        """Le plan en deux colonnes ; les dépenses et les ressources se suivent, sans se répondre ligne à ligne."""
        plan = self.examen.plan
        lignes = sorted(self.action.budget.depenses, key=lambda x: (x.exercice, x.section))
        depenses = [DepenseDuPlan(x, part(x.credit, plan.cout_entier)) for x in lignes]
        apports = [a for f in plan.financeurs for a in f.apports]
        return [RangDuPlan(d, a) for d, a in zip_longest(depenses, apports)]

    @property
    def demandes(self) -> list[Apport]:
        """Les aides à demander ou déjà demandées, dont aucun acte ne dit encore qu'elles viendront."""
        return [a for a in self._aides if a.ressource.certitude in ("pressenti", "sollicite", "declare")]

    @property
    def acquises(self) -> list[Apport]:
        """Les aides accordées."""
        return [a for a in self._aides if a.ressource.certitude == "acquis"]

    @property
    def _aides(self) -> list[Apport]:
        apports = [a for f in self.examen.plan.financeurs for a in f.apports]
        return [a for a in apports if not a.ressource.est_propre and a.ressource.nature != "usagers"]

    @property
    def credits(self) -> list[CreditAnnuel]:
        """Les crédits à inscrire, par budget, exercice, section et chapitre ; une dépense sans montant n'y est pas.

        Chacun inscrit ce qu'il verse à un autre budget de l'action, que le plan ne compte que chez celui-ci.
        """
        sommes = sommer_par(
            ((ligne.budget, ligne.exercice, ligne.section, ligne.chapitre), ligne.credit)
            for ligne in self.dossier.actions[self.action.id].budget.depenses
            if ligne.credit is not None
        )
        porteur = self.examen.plan.maitre_ouvrage
        ranges = sorted(sommes.items(), key=lambda x: (x[0][0] != porteur, x[0]))
        return [CreditAnnuel(*cle, montant) for cle, montant in ranges]

    @property
    def a_plusieurs_budgets(self) -> bool:
        """Vrai quand les crédits s'inscrivent à plusieurs budgets : chacun est alors nommé."""
        return len({x.budget for x in self.credits}) > 1


def preparer_deliberation(action: Action, dossier: Dossier, communs: Communs | None = None) -> ProjetDeliberation:
    """Le projet de délibération d'une action ; `communs`, relevé une fois, quand il s'en prépare plusieurs."""
    return ProjetDeliberation(examiner_plan(action, dossier, communs))


def preparer_deliberations(actions: Sequence[Action], dossier: Dossier) -> list[ProjetDeliberation]:
    """Ceux de plusieurs actions, dans le même ordre."""
    communs = relever_communs(dossier)
    return [preparer_deliberation(action, dossier, communs) for action in actions]


def actions_a_deliberer(dossier: Dossier) -> Sequence[Action]:
    """Les actions dont une assemblée peut encore décider : ni abandonnées, ni transférées, ni réalisées."""
    finies = STATUTS_EXCLUS | {"transferee", "realisee"}
    return [action for action in ordonner_actions(dossier) if action.statut not in finies]

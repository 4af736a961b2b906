"""Une action qui passe à un autre : de qui à qui, depuis quand, et ce que deviennent son argent et ses conventions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.sommes import sommer
from contrat.modele.action import STATUTS_MIS_EN_OEUVRE, Action, Etape
from contrat.modele.cadre import Convention
from contrat.modele.dossier import Dossier
from contrat.modele.liens import ModalitesTransfert


@dataclass(frozen=True)
class TransfertSuivi:
    """Un transfert annoncé ou fait ; `etape` manque tant qu'il n'est qu'annoncé.

    `reste` : ce que la fiche prévoit encore de dépenser après l'exercice du transfert, en euros ; `None` quand elle n'a
    aucune ligne après lui.
    """

    action: Action
    etape: Etape | None
    a_ete_lancee: bool
    reste: Decimal | None
    conventions: tuple[Convention, ...]

    @property
    def modalites(self) -> ModalitesTransfert:
        """Ce que la fiche dit de l'argent, des conventions et de l'enveloppe."""
        return self.action.liens.transfert or ModalitesTransfert.vide()

    @property
    def suivent(self) -> tuple[Convention, ...]:
        """Les conventions qui passent au repreneur."""
        return tuple(c for c in self.conventions if c.id in self.modalites.conventions)

    @property
    def restent(self) -> tuple[Convention, ...]:
        """Celles qui ne sont pas dites le suivre."""
        return tuple(c for c in self.conventions if c.id not in self.modalites.conventions)


def suivre_transfert(dossier: Dossier, action: Action) -> TransfertSuivi | None:
    """Le transfert d'une action, fait ou annoncé ; rien quand personne ne doit la reprendre."""
    etape = next((e for e in action.historique if e.statut == "transferee"), None)
    if etape is None and action.liens.repreneur is None:
        return None
    exercice = None if etape is None else int(etape.date[:4])
    depenses = action.budget.depenses
    apres = [x.credit for x in depenses if exercice is not None and x.exercice > exercice]
    couvrent = (c for c in dossier.contrat.conventions if any(x.action == action.id for x in c.couvre))
    return TransfertSuivi(
        action=action,
        etape=etape,
        a_ete_lancee=any(e.statut in STATUTS_MIS_EN_OEUVRE for e in action.historique),
        reste=sommer(apres),
        conventions=(*action.conventions, *couvrent),
    )


def suivre_transferts(dossier: Dossier) -> Iterator[TransfertSuivi]:
    """Tous les transferts du contrat, dans l'ordre des actions."""
    for action in ordonner_actions(dossier):
        suivi = suivre_transfert(dossier, action)
        if suivi is not None:
            yield suivi

"""La fiche action à signer : la fiche entière, son plan en deux colonnes, ce qui se contredit, qui la signe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from contrat.calculs.actions.fiche import FicheSituee, examiner_action
from contrat.calculs.actions.mesure import Releve, mesurer
from contrat.calculs.rapports.deliberation import ProjetDeliberation, preparer_deliberations
from contrat.calculs.sommes import sommer
from contrat.modele.action import Action, RolePartenaire
from contrat.modele.cadre import Convention
from contrat.modele.contrat import Contradiction, Publie
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ressource

QualiteSignataire = Literal["porteur", "maitre_ouvrage", "gestionnaire", "financeur", "operateur", "mise_a_disposition"]
# Ces partenaires s'engagent ; un associé, un prescripteur sont cités dans la fiche sans la signer.
_ENGAGES: Mapping[RolePartenaire, QualiteSignataire] = {
    "financeur": "financeur",
    "operateur": "operateur",
    "mise_a_disposition": "mise_a_disposition",
}


@dataclass(frozen=True)
class Signataire:
    """Un organisme qui signe la fiche, à quels titres, et ce qu'il apporte au plan, en euros ; `None` : rien."""

    organisme: str
    qualites: tuple[QualiteSignataire, ...]
    apport: Decimal | None


@dataclass(frozen=True)
class FicheASigner:
    """Tout ce que la fiche à signer montre."""

    fiche: FicheSituee
    projet: ProjetDeliberation

    @property
    def action(self) -> Action:
        """L'action."""
        return self.projet.action

    @property
    def dossier(self) -> Dossier:
        """Le contrat."""
        return self.projet.dossier

    @property
    def releves(self) -> list[Releve]:
        """Chaque indicateur, d'après ce qui en était connu au jour de la fiche."""
        jour = self.fiche.jour
        return [mesurer(indicateur, jour.year, jour.isoformat()) for indicateur in self.action.indicateurs]

    @property
    def conventions_du_contrat(self) -> list[Convention]:
        """Celles du contrat entier dont chaque signataire est de cette action."""
        return [c for c in self.projet.conventions if c not in self.action.conventions]

    @property
    def contradictions(self) -> list[Contradiction]:
        """Celles du contrat qui concernent l'action."""
        return [c for c in self.dossier.contrat.contradictions if self.action.id in c.actions]

    @property
    def ecarts(self) -> list[Publie]:
        """Les chiffres publiés de l'action que la fiche ne redonne pas, et dont elle dit pourquoi."""
        return [p for p in self.dossier.contrat.publies if p.action == self.action.id and p.ecart is not None]

    @property
    def signataires(self) -> list[Signataire]:
        """Chaque organisme qui s'engage, une fois ; une ressource perdue et les usagers ne signent rien."""
        qualites: dict[str, dict[QualiteSignataire, None]] = {}
        for organisme, qualite in _qualites(self.action):
            qualites.setdefault(organisme, {})[qualite] = None
        return [Signataire(qui, tuple(siennes), self._apport(qui)) for qui, siennes in qualites.items()]

    def _apport(self, organisme: str) -> Decimal | None:
        return sommer(r.montant for r in _apportees(self.action) if r.organisme == organisme)


def preparer_fiches(dossier: Dossier, actions: Sequence[Action], jour: date) -> list[FicheASigner]:
    """La fiche de chaque action, telle qu'elle est à un jour, dans le même ordre."""
    projets = preparer_deliberations(actions, dossier)
    situees = [examiner_action(dossier, action, jour) for action in actions]
    return [FicheASigner(situee, projet) for situee, projet in zip(situees, projets, strict=True)]


def _qualites(action: Action) -> Iterator[tuple[str, QualiteSignataire]]:
    yield action.porteur, "porteur"
    if action.maitre_ouvrage is not None:
        yield action.maitre_ouvrage, "maitre_ouvrage"
    if action.gestionnaire is not None:
        yield action.gestionnaire, "gestionnaire"
    yield from ((ressource.organisme, "financeur") for ressource in _apportees(action))
    for partenaire in action.partenaires:
        if partenaire.role in _ENGAGES:
            yield partenaire.organisme, _ENGAGES[partenaire.role]


def _apportees(action: Action) -> Iterator[Ressource]:
    """Les ressources que quelqu'un s'engage à apporter : ni perdues, ni payées par les usagers."""
    return (r for r in action.plan.comptees if r.nature != "usagers")

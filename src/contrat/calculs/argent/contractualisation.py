"""Ce que les conventions engagent : les lignes des plans qu'elles couvrent, ce qui reste à signer ou à convenir."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.sommes import ZERO, sommer_connus
from contrat.modele.action import Action
from contrat.modele.cadre import Convention, LigneCouverte
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ressource


class PartFinancee(NamedTuple):
    """Une ressource d'un plan, et l'action qu'elle finance."""

    action: Action
    ressource: Ressource


@dataclass(frozen=True)
class ConventionSuivie:
    """Une convention, la fiche qui la porte (rien quand c'est le contrat), et les parts de plans qu'elle couvre.

    `sans_ligne` : ce qu'elle dit couvrir et qu'aucun plan ne contient. `finies` : les parts d'un exercice d'après sa
    fin, qu'elle ne couvre pas.
    """

    convention: Convention
    action: Action | None
    parts: tuple[PartFinancee, ...]
    sans_ligne: tuple[LigneCouverte, ...]
    finies: tuple[PartFinancee, ...] = ()

    @property
    def total(self) -> Decimal:
        """Ce que les plans comptent des parts couvertes, en euros."""
        return sommer_connus(part.ressource.montant for part in self.parts)

    @property
    def depassement(self) -> Decimal:
        """Ce que les plans comptent au-delà de ce que la convention engage, en euros."""
        engage = self.convention.montant
        return ZERO if engage is None else max(self.total - engage, ZERO)

    @property
    def est_signee(self) -> bool:
        """Vrai quand la date de signature est connue."""
        return self.convention.signe_le is not None


class ApportConvenu(NamedTuple):
    """Ce que les plans attendent d'un financeur extérieur, en euros, et ce que des conventions en couvrent.

    Une convention couvre dans la limite de son montant. `signe` et `a_signer` sont inconnus quand elle engage moins que
    les lignes de plusieurs financeurs : elle ne dit pas la part de chacun.
    """

    organisme: str
    attendu: Decimal
    signe: Decimal | None
    a_signer: Decimal | None

    @property
    def sans_convention(self) -> Decimal | None:
        """Ce qu'aucune convention ne couvre."""
        if self.signe is None or self.a_signer is None:
            return None
        return self.attendu - self.signe - self.a_signer


@dataclass(frozen=True)
class Contractualisation:
    """Toutes les conventions du contrat et des fiches, et ce que chaque financeur y engage."""

    dossier: Dossier
    conventions: tuple[ConventionSuivie, ...]

    @cached_property
    def engagements(self) -> tuple[ApportConvenu, ...]:
        """Par financeur extérieur, ce que les plans en attendent et ce que des conventions en couvrent."""
        return tuple(_engager(self.dossier, self.conventions))


def suivre_conventions(dossier: Dossier) -> Contractualisation:
    """Rapprocher les conventions des plans de financement."""
    return Contractualisation(dossier, tuple(_conventions(dossier)))


def couvrir(
    action: Action, ressource: Ressource, conventions: Iterable[ConventionSuivie]
) -> tuple[ConventionSuivie, ...]:
    """Les conventions qui couvrent cette ressource du plan d'une action, signées ou non."""
    return tuple(
        suivie
        for suivie in conventions
        if any(part.action.id == action.id and part.ressource == ressource for part in suivie.parts)
    )


def lister_a_signer(porteurs: Iterable[Contrat | Action]) -> list[Convention]:
    """Les conventions du contrat ou de ces fiches dont rien ne dit la signature."""
    return [convention for porteur in porteurs for convention in porteur.conventions if convention.signe_le is None]


def _conventions(dossier: Dossier) -> Iterator[ConventionSuivie]:
    for convention in dossier.contrat.conventions:
        yield _suivre(dossier, convention, None)
    for action in ordonner_actions(dossier):
        for convention in action.conventions:
            yield _suivre(dossier, convention, action)


def _suivre(dossier: Dossier, convention: Convention, porteuse: Action | None) -> ConventionSuivie:
    parts: list[PartFinancee] = []
    vaines = []
    for couverte in convention.couvre:
        action = porteuse if couverte.action is None else dossier.actions.get(couverte.action)
        trouvees = [PartFinancee(action, r) for r in action.plan.ressources if _vise(couverte, r)] if action else []
        parts += [part for part in trouvees if part not in parts]
        if not trouvees:
            vaines.append(couverte)
    finies = [part for part in parts if convention.finit_avant(part.ressource.exercice)]
    couvertes = [part for part in parts if part not in finies]
    return ConventionSuivie(convention, porteuse, tuple(couvertes), tuple(vaines), tuple(finies))


def _vise(couverte: LigneCouverte, ressource: Ressource) -> bool:
    return (
        ressource.organisme == couverte.organisme
        and couverte.exercice in (None, ressource.exercice)
        and couverte.section in (None, ressource.section)
    )


def _engager(dossier: Dossier, conventions: tuple[ConventionSuivie, ...]) -> Iterator[ApportConvenu]:
    """Par financeur extérieur ; une part que deux conventions couvrent ne compte qu'une fois, signée si l'une l'est."""
    restes = {id(part.ressource): part.ressource.montant for suivie in conventions for part in suivie.parts}
    signe = _imputer((c for c in conventions if c.est_signee), restes)
    a_signer = _imputer((c for c in conventions if not c.est_signee), restes)
    par_financeur: dict[str, list[Ressource]] = {}
    for action in ordonner_actions(dossier):
        for r in action.plan.ressources:
            if not (r.est_propre or r.est_perdue or r.organisme == dossier.contrat.porteur):
                par_financeur.setdefault(r.organisme, []).append(r)
    for organisme, siennes in par_financeur.items():
        couverts = [[impute.get(id(r), ZERO) for r in siennes] for impute in (signe, a_signer)]
        sommes = (None if None in montants else sommer_connus(montants) for montants in couverts)
        yield ApportConvenu(organisme, sommer_connus(r.montant for r in siennes), *sommes)


def _imputer(conventions: Iterable[ConventionSuivie], restes: dict[int, Decimal]) -> dict[int, Decimal | None]:
    """Ce que ces conventions couvrent de chaque ressource, retiré de `restes` ; inconnu si la part de chacun l'est.

    Celles que rien ne limite, puis celles qui couvrent le moins : une autre ne prend pas ce qu'elles seules couvrent.
    """
    impute: dict[int, Decimal | None] = {}
    for suivie in sorted(conventions, key=lambda c: (c.convention.montant is not None, len(c.parts))):
        ressources = [part.ressource for part in suivie.parts]
        attendu = sommer_connus(restes[id(r)] for r in ressources)
        engage = attendu if suivie.convention.montant is None else suivie.convention.montant
        est_partage = engage < attendu and len({r.organisme for r in ressources if restes[id(r)]}) > 1
        for r in ressources:
            pris = min(restes[id(r)], engage)
            deja = impute.get(id(r), ZERO)
            impute[id(r)] = None if est_partage or deja is None else deja + pris
            restes[id(r)] -= restes[id(r)] if est_partage else pris
            engage -= pris
    return impute

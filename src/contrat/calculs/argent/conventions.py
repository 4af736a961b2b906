"""Suivre les subventions versées à des organismes privés : seuil de convention, compte rendu financier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contrat.calculs.moments import ajouter_mois
from contrat.calculs.sommes import sommer_connus
from contrat.modele.cadre import Convention
from contrat.modele.dossier import Dossier
from contrat.modele.finances import RegleFinanciere
from contrat.modele.plan import Ligne


@dataclass(frozen=True)
class Versee:
    """Une ligne de budget versée en subvention, et sa place : l'action et le rang de la ligne."""

    action: str
    rang: int
    ligne: Ligne


@dataclass(frozen=True)
class Subvention:
    """Ce qu'un budget verse dans l'exercice à un organisme privé, toutes actions réunies, en euros.

    `en_nature` est compris dans `montant`. `regle` est celle du seuil de convention en vigueur. `conventions` : celles
    qui le lient cet exercice, signées ou non.
    """

    budget: str
    beneficiaire: str
    exercice: int
    versees: tuple[Versee, ...]
    montant: Decimal
    en_nature: Decimal
    regle: RegleFinanciere
    conventions: tuple[Convention, ...]

    @property
    def a_convention(self) -> bool:
        """Vrai quand l'une est signée."""
        return any(c.signe_le is not None for c in self.conventions)

    @property
    def a_signer(self) -> Convention | None:
        """La première, quand aucune n'est signée."""
        return None if self.a_convention else next(iter(self.conventions), None)

    @property
    def depasse(self) -> bool:
        """Vrai quand le montant annuel dépasse le seuil."""
        return self.regle.seuil is not None and self.montant > self.regle.seuil


def suivre_subventions(dossier: Dossier) -> Iterator[Subvention]:
    """Les subventions aux organismes privés, par budget, bénéficiaire et exercice."""
    groupes: dict[tuple[str, str, int], list[Versee]] = {}
    for versee in _versees(dossier):
        cle = (versee.ligne.budget, versee.ligne.beneficiaire or "", versee.ligne.exercice)
        groupes.setdefault(cle, []).append(versee)
    for (budget, beneficiaire, exercice), versees in groupes.items():
        regle = dossier.finances.au("convention", date(exercice, 12, 31))
        if regle is not None:
            nature = _en_nature(dossier, {v.action for v in versees}, budget, beneficiaire)
            montant = sommer_connus(_retenu(v.ligne) for v in versees) + nature
            siennes = tuple(c for c in _conventions(dossier) if _vaut(c, beneficiaire, exercice))
            yield Subvention(budget, beneficiaire, exercice, tuple(versees), montant, nature, regle, siennes)


def echeance_du_compte_rendu(dossier: Dossier, exercice: int) -> tuple[RegleFinanciere, date] | None:
    """La règle du compte rendu financier et son dernier jour ; rien quand aucune n'était en vigueur."""
    fin = date(exercice, 12, 31)
    regle = dossier.finances.au("compte-rendu", fin)
    return (regle, ajouter_mois(fin, regle.mois)) if regle is not None and regle.mois else None


def _versees(dossier: Dossier) -> Iterator[Versee]:
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            organisme = dossier.organismes.get(ligne.beneficiaire or "")
            if ligne.sens == "depense" and organisme is not None and not organisme.public:
                yield Versee(identifiant, rang, ligne)


def _retenu(ligne: Ligne) -> Decimal | None:
    """Le plus fort des montants prévu, voté et payé : un seuil franchi à l'un d'eux est franchi ; sinon, l'engagé."""
    return max((x for x in (ligne.prevu, ligne.vote, ligne.realise) if x is not None), default=ligne.engage)


def _en_nature(dossier: Dossier, actions: set[str], budget: str, beneficiaire: str) -> Decimal:
    """Les contributions en nature de qui verse à un bénéficiaire ; sans exercice, elles comptent dans chacun."""
    valorisations = [v for a in actions for v in dossier.actions[a].plan.valorisations]
    cle = ("contribution", budget, beneficiaire)
    return sommer_connus(v.montant for v in valorisations if (v.sens, v.organisme, v.beneficiaire) == cle)


def _conventions(dossier: Dossier) -> Iterator[Convention]:
    yield from dossier.contrat.conventions
    for action in dossier.actions.values():
        yield from action.conventions


def _vaut(convention: Convention, beneficiaire: str, exercice: int) -> bool:
    """Dire si une convention lie ce bénéficiaire dans l'exercice, d'après ce que l'on sait de ses dates."""
    commencee = convention.signe_le is None or int(convention.signe_le[:4]) <= exercice
    return beneficiaire in convention.organismes and commencee and not convention.finit_avant(exercice)

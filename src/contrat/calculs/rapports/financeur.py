"""Ce qu'un financeur attend : ses lignes, leur base et leur taux, qui d'autre paie, quand, pour quel résultat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from contrat.calculs.argent.budget import ordonner_actions, refuser_melees
from contrat.calculs.argent.contractualisation import ConventionSuivie, couvrir, suivre_conventions
from contrat.calculs.argent.financement import Apport, Financeur, dresser
from contrat.calculs.argent.flux_internes import compter_une_fois
from contrat.calculs.argent.lignes import encaisser
from contrat.calculs.sommes import ZERO, TotalPartiel, compter_connus, sommer, sommer_par
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Base, Ligne, Ressource
from contrat.modele.suivi import Indicateur, Valeur


class AideDuFinanceur(NamedTuple):
    """Une de ses lignes, et les conventions qui la couvrent ; perdue, elle n'a plus de taux."""

    action: Action
    ressource: Ressource
    apport: Apport | None
    conventions: tuple[ConventionSuivie, ...]

    @property
    def taux(self) -> Decimal | None:
        """Le taux sur la base éligible, en pour cent : celui qu'il annonce, sinon celui que donne sa base."""
        return self.ressource.taux or (self.apport.taux_assiette if self.apport else None)


class AnneeDeCaisse(NamedTuple):
    """Un exercice : ce qui y a été engagé par le financeur, et ce qui y a été encaissé, net de ce qui a été rendu."""

    exercice: int
    accorde: Decimal | None
    encaisse: Decimal | None


class RealiseAction(NamedTuple):
    """Une action, ou toutes : le prévu, l'engagé et le payé, en euros, et les dépenses qu'ils ne comptent pas."""

    action: Action | None
    prevu: TotalPartiel
    engage: TotalPartiel
    paye: TotalPartiel


class Totaux(NamedTuple):
    """Ce que le financeur s'est vu demander, a accordé, a versé, s'est vu rendre, en euros."""

    demande: Decimal | None
    accorde: Decimal | None
    encaisse: Decimal | None
    rendu: Decimal | None

    @property
    def reste(self) -> Decimal | None:
        """Ce qui est accordé et n'est pas encore versé ; inconnu quand les versements le sont."""
        if self.accorde is None or self.encaisse is None:
            return None
        return self.accorde - (self.encaisse - (self.rendu or ZERO))


@dataclass(frozen=True)
class RapportFinanceur:
    """Tout ce que le rapport d'un financeur montre."""

    dossier: Dossier
    organisme: str

    @cached_property
    def aides(self) -> list[AideDuFinanceur]:
        """Ses lignes, action par action, dans l'ordre du contrat ; les perdues à leur place."""
        trouvees = []
        conventions = suivre_conventions(self.dossier).conventions
        for entiere in ordonner_actions(self.dossier):
            if all(r.organisme != self.organisme for r in entiere.plan.ressources):
                continue
            action = compter_une_fois(entiere, self.dossier)
            apports = {id(a.ressource): a for f in dresser(action).financeurs for a in f.apports}
            trouvees += [
                AideDuFinanceur(action, r, apports.get(id(r)), couvrir(action, r, conventions))
                for r in action.plan.ressources
                if r.organisme == self.organisme
            ]
        return trouvees

    @cached_property
    def actions(self) -> list[Action]:
        """Les actions qu'il finance, ou a failli financer."""
        return list({a.action.id: a.action for a in self.aides}.values())

    @cached_property
    def cofinanceurs(self) -> list[tuple[Action, Financeur]]:
        """Qui d'autre paie les mêmes actions."""
        couples = [(action, f) for action in self.actions for f in dresser(action).financeurs]
        return [(action, f) for action, f in couples if f.organisme != self.organisme]

    @property
    def bases(self) -> set[Base]:
        """Les bases de ses montants, et de ce que coûtent ses actions."""
        return {base for action in self.actions for base in action.bases}

    @property
    def prevu(self) -> Decimal | None:
        """Ce que les plans attendent de lui."""
        return sommer(a.ressource.montant for a in self.aides)

    @cached_property
    def totaux(self) -> Totaux:
        """Tout ce qu'il s'est vu demander, a accordé, a versé."""
        siennes = [a.ressource for a in self.aides]
        accordees = [r for r in siennes if r.accorde_ou_acquis is not None]
        inconnu = any(r.recu is None for r in accordees if not r.est_perdue)
        return Totaux(
            sommer(r.demande_ou_attendu for r in siennes),
            sommer(r.accorde_ou_acquis for r in siennes),
            None if inconnu else sommer(r.recu for r in siennes),
            sommer(r.reverse for r in siennes),
        )

    @cached_property
    def caisse(self) -> list[AnneeDeCaisse]:
        """Exercice par exercice, ce qui a été accordé pour lui et ce qui y a été encaissé."""
        siennes = [aide.ressource for aide in self.aides]
        connus = [(r.exercice, r.accorde_ou_acquis) for r in siennes]
        accordes = sommer_par((exercice, montant) for exercice, montant in connus if montant is not None)
        encaisses = sommer_par(recu for r in siennes for recu in encaisser(r).items())
        annees = sorted(accordes.keys() | encaisses.keys())
        return [AnneeDeCaisse(annee, accordes.get(annee), encaisses.get(annee)) for annee in annees]

    @property
    def indicateurs(self) -> list[tuple[Action, Indicateur, Valeur | None]]:
        """Les indicateurs de ces actions et leur dernière valeur."""
        return [
            (action, indicateur, indicateur.valeurs[-1] if indicateur.valeurs else None)
            for action in self.actions
            for indicateur in action.indicateurs
        ]

    @property
    def realises(self) -> list[RealiseAction]:
        """Ce que chacune de ces actions devait coûter, et a coûté."""
        return [_realiser(action, action.budget.depenses) for action in self.actions]

    @property
    def ensemble(self) -> RealiseAction:
        """Toutes ces actions ensemble."""
        lignes = [x for action in self.actions for x in action.budget.depenses]
        return _realiser(None, lignes)


def rapporter_financeur(dossier: Dossier, organisme: str) -> RapportFinanceur:
    """Dresser le rapport d'un financeur ; lève `ErreurContrat` s'il additionnait du HT et du TTC d'une section."""
    rapport = RapportFinanceur(dossier, organisme)
    lignes: list[tuple[str, Ligne | Ressource]] = [(a.id, x) for a in rapport.actions for x in a.budget.depenses]
    refuser_melees([*lignes, *((a.id, r) for a in rapport.actions for r in a.plan.comptees)])
    return rapport


def _realiser(action: Action | None, lignes: Sequence[Ligne]) -> RealiseAction:
    return RealiseAction(
        action,
        compter_connus(x.credit for x in lignes),
        compter_connus(x.engage for x in lignes),
        compter_connus(x.realise for x in lignes),
    )

"""Le dossier d'un ménage : la réponse du droit et tout ce que sa page en dit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from contrat.calculs.eligibilite.avances import AvancePossible, lister_avances
from contrat.calculs.eligibilite.categories import PlusModeste, chercher_plus_modestes
from contrat.calculs.eligibilite.changements import Changement, chercher
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.effort import Effort, Reste, mesurer_effort, mesurer_reste
from contrat.calculs.eligibilite.logique import ETATS, Etat, Verdict
from contrat.calculs.eligibilite.manquants import est_introuvable
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.eligibilite.non_jugees import chercher_ailleurs
from contrat.calculs.eligibilite.plan import PlanMenage
from contrat.calculs.eligibilite.previsionnel import Previsionnel, prevoir
from contrat.calculs.eligibilite.scenarios import Scenario, imaginer
from contrat.calculs.eligibilite.verdicts import a_verifier, sous_reserve
from contrat.calculs.moments import ajouter_mois
from contrat.modele.bareme import Bareme
from contrat.modele.condition import AideAccordee, CategorieParmi, Portee
from contrat.modele.evenement import EtapeMenage
from contrat.modele.menage import Logement, Menage, Occupants
from contrat.modele.non_jugee import NonJugees
from contrat.modele.parcours import AVANT_DEPOT, trouver_etape

# Ce que d'autres travaux ne changeraient pas.
_DU_MENAGE = {*Occupants.model_fields, *Logement.model_fields, "personnes", "age_logement", "departement", "territoire"}


class Suite(NamedTuple):
    """La dernière étape franchie, la date limite de la suivante ; `est_refus` : aucune aide aux travaux n'est due."""

    etape: EtapeMenage
    limite: date | None
    est_refus: bool


@dataclass(frozen=True)
class BilanEntretien:
    """La réponse du droit à un ménage, ce qui l'explique, ce qu'il faut apporter."""

    jugement: Jugement
    bareme: Bareme

    @property
    def utiles(self) -> list[ResultatAide]:
        """Les aides aux travaux du ménage ; détailler les autres noierait la réponse utile."""
        return [resultat for resultat in self.jugement.aides if not resultat.est_hors_sujet]

    @property
    def hors_sujet(self) -> list[ResultatAide]:
        """Les aides à d'autres travaux, qui resteraient à juger sur ceux-là."""
        return [r for r in self.jugement.aides if r.est_hors_sujet and r.aide.id not in self._fermees]

    @property
    def fermees(self) -> list[ResultatAide]:
        """Les aides à d'autres travaux que le ménage ou son logement excluent, quels que soient les travaux."""
        return [r for r in self.jugement.aides if r.est_hors_sujet and r.aide.id in self._fermees]

    @cached_property
    def _fermees(self) -> set[str]:
        fermees = {r.aide.id for r in self.jugement.aides if any(map(_exclut_le_menage, r.conditions))}
        supposees = {
            r.aide.id: {c.condition.aide for c in r.conditions if isinstance(c.condition, AideAccordee)}
            for r in self.jugement.aides
        }
        return fermees | {code for code, aides in supposees.items() if aides & fermees}

    @cached_property
    def explications(self) -> Mapping[str, list[ResultatCondition]]:
        """Par aide, les conditions qui expliquent son verdict."""
        return {r.aide.id: expliquer(r) for r in self.jugement.aides}

    @cached_property
    def scenarios(self) -> Mapping[str, tuple[Scenario, ...]]:
        """Par aide sans montant connu, ce qu'elle vaudrait selon les classes gagnées."""
        return imaginer(self.jugement, self.bareme)

    @cached_property
    def introuvables(self) -> frozenset[str]:
        """Les aides acquises dont le montant n'a pas été retrouvé."""
        return frozenset(r.aide.id for r in self.jugement.aides if est_introuvable(r, self.jugement))

    @property
    def doutes(self) -> list[ResultatCondition]:
        """Les conditions à vérifier pour que chaque aide ait sa réponse."""
        return lister_doutes(self.jugement)

    @property
    def preuves(self) -> list[str]:
        """Les pièces qui prouvent ce que le ménage a dit."""
        mandat = self.bareme.regles.mandat if self.jugement.demande.mandataire else None
        return [*lister_preuves(self.jugement), *([mandat.piece] if mandat else [])]

    @cached_property
    def ailleurs(self) -> NonJugees:
        """Les aides que l'outil ne juge pas, et à qui les demander."""
        return chercher_ailleurs(self.jugement, self.bareme)


@dataclass(frozen=True)
class DossierMenage(BilanEntretien):
    """Un ménage, la réponse du droit, le plan, ce qui la changerait, ce qu'un revenu plus bas donnerait."""

    menage: Menage
    plan: PlanMenage
    changements: Mapping[str, tuple[Changement, ...]]
    plus_modestes: Mapping[str, tuple[PlusModeste, ...]]

    @cached_property
    def prevu(self) -> Previsionnel:
        """Le plan prévisionnel : coût, aides, apport, prêt, écart."""
        return prevoir(self.menage.projet, self.plan)

    @cached_property
    def avances(self) -> list[AvancePossible]:
        """Ce qui peut être versé avant les travaux."""
        return list(lister_avances(self.jugement))

    @cached_property
    def effort(self) -> Effort | None:
        """Ce que l'énergie prend du revenu."""
        return mesurer_effort(self.menage, self.jugement.ressources)

    @cached_property
    def reste(self) -> Reste | None:
        """Le reste à vivre, quand la commune a dit comment le calculer."""
        return mesurer_reste(self.menage, self.bareme.reste_a_vivre)

    @property
    def suite(self) -> Suite:
        """Où en est le dossier, et avant quand franchir l'étape suivante."""
        atteinte = trouver_etape(self.menage.etapes)
        etape: EtapeMenage = atteinte.etape if atteinte else "repere"
        travaux = {r.verdict for r in self.jugement.aides if r.aide.est_aux_travaux}
        delais = [d for d in self.bareme.regles.delais if d.depuis == etape]
        limites = [ajouter_mois(atteinte.date, delai.mois) for delai in delais] if atteinte else []
        est_refus = etape in AVANT_DEPOT and travaux == {Verdict.NON_ELIGIBLE}
        return Suite(etape, min(limites, default=None), est_refus)


def instruire(menage: Menage, jugement: Jugement, plan: PlanMenage, bareme: Bareme) -> DossierMenage:
    """Réunir le dossier d'un ménage jugé, et chercher ce qui changerait chaque réponse."""
    changements = {r.aide.id: chercher(jugement, r, bareme) for r in jugement.aides}
    return DossierMenage(jugement, bareme, menage, plan, changements, chercher_plus_modestes(jugement, bareme))


def _exclut_le_menage(resultat: ResultatCondition) -> bool:
    """Vrai d'une condition qui refuse pour ce que sont le ménage et son logement, hors celles d'un cas."""
    condition = resultat.condition
    if resultat.compte not in (Etat.NON_REMPLIE, Etat.HORS_CHAMP) or resultat.sous:
        return False
    return isinstance(condition, CategorieParmi) or getattr(condition, "champ", None) in _DU_MENAGE


def expliquer(resultat: ResultatAide) -> list[ResultatCondition]:
    """Les conditions qui expliquent un verdict : les réserves d'un oui, les manques d'un doute, les causes d'un non."""
    if resultat.verdict is Verdict.ELIGIBLE:
        return sous_reserve(resultat.conditions)
    return list(_causes(resultat.conditions, ETATS[resultat.verdict]))


def _causes(resultats: Iterable[ResultatCondition], cause: Etat) -> Iterator[ResultatCondition]:
    """Les conditions dans cet état ; d'un public admis sous conditions, celles qui le décident."""
    for resultat in resultats:
        if resultat.compte is cause:
            decide = isinstance(resultat.condition, Portee) and resultat.sous
            yield from _causes(resultat.sous, cause) if decide else (resultat,)


def lister_doutes(jugement: Jugement) -> list[ResultatCondition]:
    """Les conditions à vérifier pour que chaque aide ait sa réponse."""
    douteuses = [r for r in jugement.aides if r.verdict is Verdict.INDETERMINE]
    return [doute for resultat in douteuses for doute in a_verifier(resultat.conditions)]


def lister_preuves(jugement: Jugement) -> list[str]:
    """Les pièces qui prouvent les conditions remplies, réserves comprises, des aides qui ne sont pas refusées."""
    retenues = [r for r in jugement.aides if r.verdict.est_ouvert]
    return list(dict.fromkeys(piece for r in retenues for piece in _pieces_remplies(r.conditions)))


def _pieces_remplies(conditions: tuple[ResultatCondition, ...]) -> Iterator[str]:
    for condition in conditions:
        if condition.compte is Etat.REMPLIE and condition.piece:
            yield condition.piece
        yield from _pieces_remplies(condition.sous)

"""Un budget complet : tout ce que ses pages montrent, calculé une fois."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, TypeVar

from contrat.calculs.argent.budget import Consolidation, Motif, consolider, refuser_melees, restreindre
from contrat.calculs.argent.execution import (
    Execution,
    VuesDuBudget,
    consolider_les_vues,
    depense_sortie,
    payer_ailleurs,
    ranger_execution,
)
from contrat.calculs.argent.lignes import LigneConsolidee, Sens, Vue
from contrat.calculs.argent.reperes import Consommation, Rapprochement, comparer_aux_enveloppes, rapprocher_des_publies
from contrat.calculs.argent.ventilation import Dimension, Groupe, par_certitude, repartir, sans_ligne
from contrat.calculs.sommes import part, sommer
from contrat.modele.action import Action
from contrat.modele.contrat import Periode
from contrat.modele.dossier import Dossier
from contrat.modele.plan import CertitudeComptee

_T = TypeVar("_T")
NomPoste = Literal["fonctionnement", "investissement", "depenses", "ville", "externes", "ressources"]
_LIRE: Mapping[NomPoste, Callable[[Consolidation], Decimal | None]] = {
    "fonctionnement": lambda c: c.depenses["fonctionnement"],
    "investissement": lambda c: c.depenses["investissement"],
    "depenses": lambda c: c.total_depenses,
    "ville": lambda c: c.ressources_ville,
    "externes": lambda c: c.ressources_externes,
    "ressources": lambda c: c.total_ressources,
}
_DEPENSES: tuple[NomPoste, ...] = ("fonctionnement", "investissement", "depenses")
_RESSOURCES: tuple[NomPoste, ...] = ("ville", "externes", "ressources")


@dataclass(frozen=True)
class PosteBudget:
    """Un poste du budget : son montant par exercice, en tout, et sa part du total de son bloc, en pour cent."""

    nom: NomPoste
    annees: tuple[Decimal | None, ...]
    montant: Decimal | None
    part: Decimal | None


@dataclass(frozen=True)
class PartFinanceur:
    """Ce qu'un financeur apporte, ou plusieurs ensemble (`cle` nulle) ; la part du total est en pour cent."""

    cle: str | None
    montant: Decimal | None
    part: Decimal | None
    accords: Mapping[CertitudeComptee, Decimal]


@dataclass(frozen=True)
class Cote:
    """Les apports d'un côté, la ville et ses organismes rattachés ou tous les autres, et leur somme."""

    est_ville: bool
    apports: tuple[PartFinanceur, ...]
    ensemble: PartFinanceur


@dataclass(frozen=True)
class Exclusion:
    """Les lignes laissées hors des totaux pour un même motif ; une dépense et une ressource ne s'additionnent pas."""

    motif: Motif
    lignes: tuple[LigneConsolidee, ...]
    sommes: Mapping[Sens, Decimal | None]

    @property
    def perdu(self) -> Decimal | None:
        """Ce que ces ressources devaient apporter : le demandé, ou à défaut l'accordé ; `None` si rien ne le dit."""
        return sommer(self._attendus)

    @property
    def sans_somme(self) -> int:
        """Le nombre de ces ressources dont la fiche ne dit pas ce qu'elles devaient apporter."""
        return self._attendus.count(None)

    @property
    def _attendus(self) -> list[Decimal | None]:
        return [x.accorde if x.sollicite is None else x.sollicite for x in self.lignes]


class _Selon(dict[Dimension, list[_T]]):
    """Une liste par dimension, faite la première fois qu'on la lit."""

    def __init__(self, ranger: Callable[[Dimension], list[_T]]) -> None:
        super().__init__()
        self._ranger = ranger

    def __missing__(self, par: Dimension) -> list[_T]:
        self[par] = self._ranger(par)
        return self[par]


@dataclass(frozen=True)
class EtatBudget:
    """Le budget d'une période dans une vue ; `par` est la dimension demandée, s'il y en a une."""

    dossier: Dossier
    consolidation: Consolidation
    par: Dimension | None = None

    @property
    def periode(self) -> Periode:
        """Les exercices du budget."""
        exercices = self.consolidation.exercices
        return Periode(debut=exercices[0], fin=exercices[-1])

    @cached_property
    def enveloppes(self) -> list[Consommation]:
        """Les enveloppes qui couvrent ces exercices, et ce que les dépenses en prennent."""
        return comparer_aux_enveloppes(self.dossier, self.consolidation)

    @cached_property
    def publies(self) -> list[Rapprochement]:
        """Les totaux publiés de ces exercices, rapprochés des fiches ; seule la vue prévue s'y compare."""
        c = self.consolidation
        return rapprocher_des_publies(self.dossier.contrat, c) if c.vue == "prevu" else []

    @cached_property
    def sans_ligne(self) -> list[Action]:
        """Les actions, hors abandonnées, sans dépense ni ressource."""
        return sans_ligne(self.dossier, self.consolidation)

    @cached_property
    def accords(self) -> Mapping[CertitudeComptee, Decimal]:
        """Les ressources par degré de certitude."""
        return par_certitude(self.consolidation.lignes_ressources)

    @property
    def exclusions(self) -> list[Exclusion]:
        """Ce que les totaux ne comptent pas, motif par motif."""
        return [self._exclure(motif) for motif in dict.fromkeys(x.motif for x in self.consolidation.exclues)]

    def _exclure(self, motif: Motif) -> Exclusion:
        lignes = tuple(x.ligne for x in self.consolidation.exclues if x.motif == motif)
        sommes = {s: sommer(x.montant for x in lignes if x.sens == s) for s in dict.fromkeys(x.sens for x in lignes)}
        return Exclusion(motif, lignes, sommes)

    @cached_property
    def ventilations(self) -> Mapping[Dimension, list[Groupe]]:
        """Les lignes rangées selon chaque dimension."""
        return _Selon(lambda par: repartir(self.dossier, self.consolidation, par))

    @cached_property
    def executions(self) -> Mapping[Dimension, list[Execution]]:
        """Prévu, voté, engagé, payé, par groupe puis ensemble, selon chaque dimension."""
        return _Selon(lambda par: ranger_execution(self.dossier, self._vues, par))

    @cached_property
    def _vues(self) -> VuesDuBudget:
        return consolider_les_vues(self.dossier, self.consolidation.exercices)

    @property
    def etapes_partielles(self) -> Mapping[Vue, int]:
        """Après le prévu, combien de dépenses la somme d'une étape laisse de côté quand elle en compte d'autres."""
        suites = {vue: c for vue, c in self._vues.vues.items() if vue != "prevu"}
        inconnues = {vue: [x.montant is None for x in c.lignes_depenses] for vue, c in suites.items()}
        return {vue: sum(siennes) for vue, siennes in inconnues.items() if any(siennes) and not all(siennes)}

    @cached_property
    def paye_sorti(self) -> Decimal:
        """Ce qui a été payé pour des actions abandonnées ou transférées depuis, en euros."""
        return depense_sortie(self.dossier, self.consolidation.exercices)

    @cached_property
    def paye_ailleurs(self) -> Decimal:
        """Ce qui a été payé dans d'autres exercices des dépenses de ceux-ci, en euros."""
        return payer_ailleurs(self.dossier, self.consolidation.exercices)

    @cached_property
    def depenses(self) -> list[PosteBudget]:
        """Les dépenses par section, puis leur total."""
        return [self._poste(nom, "depenses") for nom in _DEPENSES]

    @cached_property
    def ressources(self) -> list[PosteBudget]:
        """Les ressources de la ville et des autres, puis leur total."""
        return [self._poste(nom, "ressources") for nom in _RESSOURCES]

    def _poste(self, nom: NomPoste, total: NomPoste) -> PosteBudget:
        c, lire = self.consolidation, _LIRE[nom]
        annees = tuple(lire(restreindre(c, [exercice])) for exercice in c.exercices)
        return PosteBudget(nom, annees, lire(c), part(lire(c), _LIRE[total](c)))

    @cached_property
    def cotes(self) -> list[Cote]:
        """Qui paie : la ville et ses organismes rattachés, puis les autres, du plus gros apport au plus petit."""
        groupes, ressources = self.ventilations["financeur"], self.consolidation.lignes_ressources
        cotes = []
        for est_ville in (True, False):
            siens = [g for g in groupes if g.est_ville == est_ville]
            apports = tuple(self._apporter(g.cle, g.consolidation.lignes) for g in siens)
            cotes.append(
                Cote(est_ville, apports, self._apporter(None, [x for x in ressources if x.est_ville == est_ville]))
            )
        return cotes

    @cached_property
    def apport_total(self) -> PartFinanceur:
        """Toutes les ressources ensemble."""
        return self._apporter(None, self.consolidation.lignes_ressources)

    def _apporter(self, cle: str | None, lignes: Iterable[LigneConsolidee]) -> PartFinanceur:
        # Rien n'est connu quand le budget n'a aucune ligne.
        siennes = list(lignes)
        montant = self.consolidation.sommer(siennes)
        return PartFinanceur(cle, montant, part(montant, self.consolidation.total_ressources), par_certitude(siennes))


def etablir_budget(
    dossier: Dossier, exercices: Iterable[int], vue: Vue = "prevu", par: Dimension | None = None
) -> EtatBudget:
    """Établir le budget de ces exercices.

    Lève `ErreurContrat` quand des montants HT et TTC d'une section seraient additionnés : leur somme ne voudrait rien
    dire. Une section en HT et l'autre en TTC, elles, se lisent ; le total des deux le dit.
    """
    consolidation = consolider(dossier, tuple(exercices), vue)
    refuser_melees((x.action, x) for x in consolidation.lignes)
    return EtatBudget(dossier, consolidation, par)

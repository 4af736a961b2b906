"""Le droit d'une époque, prêt à juger : ses aides, les tables de leurs conditions, les formules de leurs montants."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from graphlib import TopologicalSorter
from operator import itemgetter
from typing import Any

from contrat.calculs.eligibilite.compilation.epoques import lister_ruptures
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, juger_tout
from contrat.calculs.eligibilite.rapide.formules import Formules, Ouvertes
from contrat.calculs.eligibilite.rapide.menages import PLACES, retenir
from contrat.calculs.eligibilite.rapide.situations import ClassementDuJour, Codes, SituationTenue
from contrat.calculs.eligibilite.rapide.tables import (
    ABSENTE,
    BREF,
    DECIDE,
    LARGEUR,
    OUVERTES,
    REFUSEE,
    VERDICTS,
    TableTenue,
)
from contrat.calculs.eligibilite.rapide.traits import RESSOURCES, Ligne, Trait, lire_condition, lire_montant, ranger
from contrat.calculs.eligibilite.verdicts import Juge
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import Bareme
from contrat.modele.condition import AuMoins, AuPlus, Condition, Egal, Parmi, Portee, Toutes, UneParmi


class Outillage:
    """Ce que toutes les époques partagent : les places des traits, les tables, les formules, les codes."""

    def __init__(self, bareme: Bareme) -> None:
        self.bareme = bareme
        self.places: dict[Trait, int] = {}
        self.codes = Codes()
        self._tables: dict[Any, TableTenue] = {}
        self._formules: dict[Any, Formules] = {}
        exigees = (*bareme.communes, *(c for a in bareme.aides for c in _lister_conditions(a)))
        self.seuils_rfr = tuple(sorted({seuil for c in exigees for seuil in _seuils_du_revenu(c)}))

    def placer(self, trait: Trait) -> int:
        """La place d'un trait dans une ligne ; un champ que la ligne porte a déjà la sienne."""
        if trait.genre == "valeur":
            return PLACES[trait.champ]
        return self.places.setdefault(trait, len(PLACES) + len(self.places))

    def tenir_table(self, condition: Condition, version: VersionAide, jour: date) -> TableTenue:
        """La table d'une condition ; la même pour toutes les époques où rien de ce qu'elle lit ne change."""
        montant = version.montant
        traits = tuple(dict.fromkeys(lire_condition(condition, montant)))
        lit_le_montant = any(trait.genre == "geste" for trait in traits)
        ruptures = lister_ruptures(condition, montant if lit_le_montant else ())
        cle = id(condition), id(montant) if lit_le_montant else 0, bisect_right(ruptures, jour)
        if cle not in self._tables:
            self._tables[cle] = TableTenue(condition, montant, traits, tuple(self.placer(trait) for trait in traits))
        return self._tables[cle]

    def tenir_formules(self, version: VersionAide, jour: date) -> Formules:
        """Les formules d'un montant ; les aides locales ouvertes, qu'il peut lire, sont celles de l'époque."""
        cle = id(version), jour
        if cle not in self._formules:
            self._formules[cle] = Formules(version, frozenset(self._lire_montants(version, jour)), self.placer)
        return self._formules[cle]

    def _lire_montants(self, version: VersionAide, jour: date) -> Iterator[Trait]:
        lus = list(lire_montant(version.montant))
        yield from lus
        if any(trait.genre == "locales" for trait in lus):
            for aide, locale in self.bareme.aides_au(jour):
                if aide.niveau == "locale" or aide.egale_par_parite:
                    yield from lire_montant(locale.montant)


class AideTenue:
    """Une aide d'une époque : ses tables, ses formules, la place où une autre aide lit sa réponse.

    `decalage` : où sont ses bits dans la réponse brève de toutes les aides ; `dependantes` : ses tables qui lisent
    d'autres aides.
    """

    def __init__(self, rang: int, aide: Aide, tables: list[TableTenue], formules: Formules, place: int) -> None:
        self.aide, self.tables, self.formules, self.place = aide, tables, formules, place
        self.decalage = rang * LARGEUR
        self.traits = {trait for table in tables for trait in table.traits} | formules.traits
        self.dependantes = [table for table in tables if table.renvois]


class TablesReunies:
    """Des tables, de toutes les aides, lues ensemble : quelques places, une seule recherche."""

    def __init__(self) -> None:
        self.places: set[int] = set()
        self.tables: dict[TableTenue, int] = {}
        self.reponses: dict[Any, int] = {}

    def ajouter(self, table: TableTenue, decalage: int) -> None:
        """Prendre une table ; chaque aide qui la lit en reçoit la réponse, à sa place."""
        self.places |= set(table.places)
        self.tables[table] = self.tables.get(table, 0) | 1 << decalage

    def fermer(self) -> tuple[Callable[[Ligne], Any], TablesReunies]:
        """De quoi lire la clé du groupe, une fois toutes ses tables connues."""
        return (itemgetter(*sorted(self.places)) if self.places else lambda _: None), self


def _grouper(aides: list[AideTenue]) -> list[tuple[Callable[[Ligne], Any], TablesReunies]]:
    """Réunir les tables qui ne dépendent d'aucune aide, celles qui lisent les mêmes places d'abord."""
    groupes: list[TablesReunies] = []
    voulues = [(table, aide.decalage) for aide in aides for table in aide.tables if not table.renvois]
    for table, decalage in sorted(voulues, key=lambda voulue: -len(voulue[0].places)):
        lues = set(table.places)
        admis = [g for g in groupes if len(g.places | lues) <= _PLACES_PAR_GROUPE or lues <= g.places]
        groupe = min(admis, key=lambda g: len(lues - g.places), default=None)
        if groupe is None:
            groupe = TablesReunies()
            groupes.append(groupe)
        groupe.ajouter(table, decalage)
    return [groupe.fermer() for groupe in groupes]


class MenageJuge:
    """Un ménage à juger : sa ligne, et sa demande quand le moteur doit être interrogé."""

    def __init__(self, ligne: Ligne, formuler: Callable[[], Demande], programme: ProgrammeRapide) -> None:
        self.ligne = ligne
        self.programme = programme
        self._formuler = formuler
        self._demande: Demande | None = None
        self._envisagees: list[tuple[SituationTenue, int]] = []

    def formuler(self) -> Demande:
        """La demande, faite une fois."""
        if self._demande is None:
            self._demande = self._formuler()
        return self._demande

    def preparer(self) -> tuple[Demande, Bareme, Ouvertes]:
        """De quoi chiffrer une aide par le moteur."""
        statut = self.formuler().statut_occupation
        tenues = self.programme.ouvertes
        return self.formuler(), self.programme.bareme, {c: x for c, x in tenues.items() if x[0].sert(statut)}

    def interroger(self, table: TableTenue, situation: SituationTenue) -> int:
        """La réponse du moteur à une condition que les traits de ce ménage n'avaient pas encore montrée."""
        demande, bareme, ouvertes = self.preparer()
        juge = Juge(demande, situation.ressources, bareme, ouvertes)
        aides = tuple(juger_tout(juge).values()) if table.renvois else ()
        return table.apprendre(table.lire(self.ligne), juge, Jugement(demande, situation.ressources, aides))

    def relever(self, tenue: AideTenue, situation: SituationTenue) -> tuple[ResultatCondition, ...]:
        """Ce que les conditions d'une aide laissent à confirmer."""
        trouvees: list[ResultatCondition] = []
        for table in tenue.tables:
            cle = table.lire(self.ligne)
            if cle not in table.reserves:
                self.interroger(table, situation)
            trouvees += table.reserves[cle]
        return tuple(trouvees)

    def envisager(self, situation: SituationTenue) -> list[tuple[SituationTenue, int]]:
        """Les réponses dans chacune des catégories possibles, quand il y en a plusieurs."""
        if situation.seules and not self._envisagees:
            autre = MenageJuge(list(self.ligne), self.formuler, self.programme)
            self._envisagees = [(s, self.programme.repondre(autre, s)) for s in situation.seules.values()]
        return self._envisagees


class ProgrammeRapide:
    """Le droit d'une époque ; `aides` dans l'ordre d'affichage."""

    def __init__(self, outillage: Outillage, jour: date) -> None:
        self.bareme = bareme = outillage.bareme
        self.classement = ClassementDuJour(bareme, jour, outillage.seuils_rfr, outillage.codes)
        self.est_complet, self.classe = bareme.couvre(jour), bareme.classe(jour)
        self._place_des_ressources = outillage.placer(RESSOURCES)
        self.ouvertes: Ouvertes = {aide.id: (aide, version) for aide, version in bareme.aides_au(jour)}
        self.aides: list[AideTenue] = []
        for rang, (aide, version) in enumerate(self.ouvertes.values()):
            tables = [outillage.tenir_table(c, version, jour) for c in bareme.conditions_au(aide, version, jour)]
            place = outillage.placer(Trait("aide", aide.id))
            self.aides.append(AideTenue(rang, aide, tables, outillage.tenir_formules(version, jour), place))
        self.groupes = _grouper(self.aides)
        self._publics: dict[str | None, int] = {}
        lus = {trait for tenue in self.aides for trait in tenue.traits}
        # Une aide qu'une condition cite, et qui n'existe pas ce jour-là, n'est pas accordée.
        self.citees = {trait.champ: outillage.placer(trait) for trait in lus if trait.genre == "aide"}
        self.liees = [t for t in self._ordonner() if t.dependantes or t.aide.id in self.citees]
        self._absentes = [place for code, place in self.citees.items() if code not in self.ouvertes]
        calcules = [t for t in lus if t.genre not in ("valeur", "aide", "ressources", "locales")]
        self._traits = [(outillage.placer(trait), ranger(trait, PLACES)) for trait in calcules]
        # Pour une même réponse brève et des ressources qui se disent de même : tout, sauf le détail des aides ouvertes.
        self.connues: dict[tuple[int, int], tuple[Any, ...]] = {}
        self._etendue = [None] * len(outillage.places)

    def _ordonner(self) -> list[AideTenue]:
        """Les aides, chacune après celles dont elle dépend."""
        tenues = {tenue.aide.id: tenue for tenue in self.aides}
        renvois = {c: {code for table in t.tables for code in table.renvois} & tenues.keys() for c, t in tenues.items()}
        return [tenues[code] for code in TopologicalSorter(renvois).static_order()]

    def etendre(self, ligne: Ligne) -> None:
        """Ajouter à une ligne les traits que cette époque lit."""
        ligne += self._etendue
        for place, calculer in self._traits:
            ligne[place] = calculer(ligne)
        for place in self._absentes:
            ligne[place] = REFUSEE

    def repondre(self, menage: MenageJuge, situation: SituationTenue) -> int:
        """La réponse brève de toutes les aides, chacune à son décalage."""
        ligne = menage.ligne
        ligne[self._place_des_ressources] = situation.code
        statut = ligne[_STATUT]
        reponse = self._publics.get(statut)
        if reponse is None:
            reservees = (t for t in self.aides if not t.aide.sert(statut))
            reponse = self._publics[statut] = sum(ABSENTE << tenue.decalage for tenue in reservees)
        for lire, groupe in self.groupes:
            cle = lire(ligne)
            connue = groupe.reponses.get(cle)
            if connue is None:
                connue = 0
                for table, places in groupe.tables.items():
                    connue |= (self.lire(table, menage, situation) & BREF) * places
                retenir(groupe.reponses, cle, connue)
            reponse |= connue
        for tenue in self.liees:
            reponse |= self._lier(tenue, menage, situation, reponse)
        return reponse

    def _lier(self, tenue: AideTenue, menage: MenageJuge, situation: SituationTenue, reponse: int) -> int:
        """Ce qu'une aide tient d'autres aides, déjà jugées, et ce que les suivantes liront d'elle."""
        if reponse >> tenue.decalage & ABSENTE:
            menage.ligne[tenue.place] = REFUSEE
            return 0
        bref = reponse >> tenue.decalage & DECIDE
        for table in tenue.dependantes:
            bref |= self.lire(table, menage, situation) & BREF
        est_ouverte = OUVERTES[bref & DECIDE]
        menage.ligne[tenue.place] = self.detailler(tenue, menage, situation) if est_ouverte else bref & DECIDE
        return bref << tenue.decalage

    def detailler(self, tenue: AideTenue, menage: MenageJuge, situation: SituationTenue) -> int:
        """La réponse entière d'une aide, ce qui manque compris."""
        reponse = 0
        for table in tenue.tables:
            reponse |= self.lire(table, menage, situation)
        return reponse

    @staticmethod
    def lire(table: TableTenue, menage: MenageJuge, situation: SituationTenue) -> int:
        """La réponse d'une condition, retenue ou demandée."""
        connue = table.reponses.get(table.lire(menage.ligne))
        return menage.interroger(table, situation) if connue is None else connue

    def rendre_verdicts(self, reponse: int) -> Mapping[str, Verdict]:
        """Le verdict de chaque aide qui sert ce ménage."""
        brefs = ((tenue.aide.id, reponse >> tenue.decalage) for tenue in self.aides)
        return {code: VERDICTS[bref & DECIDE] for code, bref in brefs if not bref & ABSENTE}


def _lister_conditions(aide: Aide) -> Iterator[Condition]:
    yield from aide.conditions
    for version in aide.versions:
        yield from version.conditions


def _seuils_du_revenu(condition: Condition) -> Iterator[Any]:
    """Ce à quoi une condition compare le revenu."""
    if isinstance(condition, UneParmi | Toutes | Portee):
        cas = condition.cas if isinstance(condition, Portee) else (condition,)
        for sous in (s for c in cas for s in c.conditions):
            yield from _seuils_du_revenu(sous)
    if getattr(condition, "champ", "") == "rfr":
        match condition:
            case Egal() | AuMoins() | AuPlus():
                yield condition.seuil
            case Parmi():
                yield from condition.valeurs
            case Portee():
                yield from (valeur for c in condition.cas for valeur in c.valeurs)


_STATUT = PLACES["statut_occupation"]
# Au-delà, les cas se multiplient plus vite que les recherches ne diminuent.
_PLACES_PAR_GROUPE = 3

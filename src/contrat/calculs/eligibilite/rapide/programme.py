"""Le droit d'une époque, prêt à juger : ses aides, les tables de leurs conditions, les formules de leurs montants."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from graphlib import TopologicalSorter
from operator import itemgetter
from typing import Any

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.calculs.eligibilite.moteur import Jugement, juger_tout
from contrat.calculs.eligibilite.rapide.epoques import lister_ruptures
from contrat.calculs.eligibilite.rapide.formules import Formules, Ouvertes
from contrat.calculs.eligibilite.rapide.menages import PLACES, retenir
from contrat.calculs.eligibilite.rapide.situations import ClassementDuJour, Codes, Situation
from contrat.calculs.eligibilite.rapide.tables import DECIDE, REFUSEE, VERDICTS, Table, resumer
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
        self._tables: dict[Any, Table] = {}
        self._formules: dict[Any, Formules] = {}
        exigees = (*bareme.communes, *(c for a in bareme.aides for c in _lister_conditions(a)))
        self.seuils_rfr = tuple(sorted({seuil for c in exigees for seuil in _seuils_du_revenu(c)}))

    def placer(self, trait: Trait) -> int:
        """La place d'un trait dans une ligne ; un champ que la ligne porte a déjà la sienne."""
        if trait.genre == "valeur":
            return PLACES[trait.champ]
        return self.places.setdefault(trait, len(PLACES) + len(self.places))

    def tenir_table(self, condition: Condition, version: VersionAide, jour: date) -> Table:
        """La table d'une condition ; la même pour toutes les époques où rien de ce qu'elle lit ne change."""
        montant = version.montant
        cle = id(condition), id(montant), bisect_right(lister_ruptures(condition, montant), jour)
        if cle not in self._tables:
            traits = dict.fromkeys(lire_condition(condition, montant))
            places = tuple(self.placer(trait) for trait in traits)
            self._tables[cle] = Table(condition, montant, tuple(traits), places)
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

    `groupes` : les tables réunies par quelques places, pour ne chercher qu'une fois ce qu'elles répondent ensemble.
    """

    def __init__(self, rang: int, aide: Aide, tables: list[Table], formules: Formules, place: int) -> None:
        self.rang, self.aide, self.tables, self.formules, self.place = rang, aide, tables, formules, place
        self.est_pour_tous = not aide.publics
        self.traits = {trait for table in tables for trait in table.traits} | formules.traits
        self.fermees: dict[tuple[int, int], ReponseLot] = {}
        self.groupes: list[tuple[Callable[[Ligne], Any], dict[Any, int], list[Table]]] = []
        places: set[int] = set()
        reunies: list[Table] = []
        for table in sorted(tables, key=lambda t: len(t.places)):
            if reunies and len(places | set(table.places)) > _PLACES_PAR_GROUPE:
                self._grouper(places, reunies)
                places, reunies = set(), []
            places |= set(table.places)
            reunies.append(table)
        if reunies:
            self._grouper(places, reunies)

    def _grouper(self, places: set[int], tables: list[Table]) -> None:
        lire: Callable[[Ligne], Any] = itemgetter(*sorted(places)) if places else lambda _: None
        self.groupes.append((lire, {}, tables))


class MenageJuge:
    """Un ménage à juger : sa ligne, et sa demande quand le moteur doit être interrogé."""

    def __init__(self, ligne: Ligne, formuler: Callable[[], Demande], programme: Programme) -> None:
        self.ligne = ligne
        self.programme = programme
        self._formuler = formuler
        self._demande: Demande | None = None
        self._envisagees: list[tuple[Situation, list[int | None]]] = []

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

    def interroger(self, table: Table, situation: Situation) -> int:
        """La réponse du moteur à une condition que les traits de ce ménage n'avaient pas encore montrée."""
        demande, bareme, ouvertes = self.preparer()
        juge = Juge(demande, situation.ressources, bareme, ouvertes)
        aides = tuple(juger_tout(juge).values()) if table.renvois else ()
        return table.apprendre(table.lire(self.ligne), juge, Jugement(demande, situation.ressources, aides))

    def relever(self, tenue: AideTenue, situation: Situation) -> tuple[ResultatCondition, ...]:
        """Ce que les conditions d'une aide laissent à confirmer."""
        trouvees: list[ResultatCondition] = []
        for table in tenue.tables:
            cle = table.lire(self.ligne)
            if cle not in table.reserves:
                self.interroger(table, situation)
            trouvees += table.reserves[cle]
        return tuple(trouvees)

    def envisager(self, situation: Situation) -> list[tuple[Situation, list[int | None]]]:
        """Les réponses dans chacune des catégories possibles, quand il y en a plusieurs."""
        if situation.seules and not self._envisagees:
            autre = MenageJuge(list(self.ligne), self.formuler, self.programme)
            self._envisagees = [(s, self.programme.repondre(autre, s)) for s in situation.seules.values()]
        return self._envisagees


class Programme:
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
        self._ordonnees = self._ordonner()
        lus = {trait for tenue in self.aides for trait in tenue.traits}
        # Une aide qu'une condition cite, et qui n'existe pas ce jour-là, n'est pas accordée.
        self._citees = {trait.champ: outillage.placer(trait) for trait in lus if trait.genre == "aide"}
        self._absentes = [place for code, place in self._citees.items() if code not in self.ouvertes]
        calcules = [t for t in lus if t.genre not in ("valeur", "aide", "ressources", "locales")]
        self._traits = [(outillage.placer(trait), ranger(trait, PLACES)) for trait in calcules]
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

    def repondre(self, menage: MenageJuge, situation: Situation) -> list[int | None]:
        """La réponse de chaque aide, dans l'ordre d'affichage ; rien d'une aide réservée à d'autres titres."""
        ligne = menage.ligne
        ligne[self._place_des_ressources] = situation.code
        reponses: list[int | None] = [None] * len(self.aides)
        statut = ligne[_STATUT]
        for tenue in self._ordonnees:
            if not (tenue.est_pour_tous or tenue.aide.sert(statut)):
                ligne[tenue.place] = REFUSEE
                continue
            reponse = 0
            for lire, connues, tables in tenue.groupes:
                cle = lire(ligne)
                connue = connues.get(cle)
                if connue is None:
                    connue = self._chercher(tables, menage, situation)
                    retenir(connues, cle, connue)
                reponse |= connue
            reponses[tenue.rang] = reponse
            if tenue.aide.id in self._citees:
                ligne[tenue.place] = resumer(reponse)
        return reponses

    @staticmethod
    def _chercher(tables: list[Table], menage: MenageJuge, situation: Situation) -> int:
        reponse = 0
        for table in tables:
            connue = table.reponses.get(table.lire(menage.ligne))
            reponse |= menage.interroger(table, situation) if connue is None else connue
        return reponse

    def rendre_verdicts(self, reponses: list[int | None]) -> Mapping[str, Verdict]:
        """Le verdict de chaque aide qui sert ce ménage."""
        return {t.aide.id: VERDICTS[r & DECIDE] for t in self.aides if (r := reponses[t.rang]) is not None}


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
_PLACES_PAR_GROUPE = 6

"""Le droit d'un jour, compilé : chaque aide après celles dont elle dépend, puis son montant et ce qui lui manque."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation import conditions, montants
from contrat.calculs.eligibilite.compilation.assiettes import UN_CENTIME, AssietteCompilee
from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.constructions import (
    UN,
    choisir,
    comparer,
    est_nul,
    est_parmi,
    nombre,
    non,
    operer,
    reunir,
    toutes,
    un_si,
    une,
    vaut_un,
)
from contrat.calculs.eligibilite.compilation.contextes import (
    AutreAide,
    ConditionCompilee,
    ContexteCompile,
    ReserveCompilee,
    compter,
)
from contrat.calculs.eligibilite.compilation.etats import (
    A_VERIFIER,
    CODES,
    HORS_CHAMP,
    NON_JUGE,
    NON_REMPLIE,
    REMPLIE,
    EtatCompile,
    dominant,
    fixe,
)
from contrat.calculs.eligibilite.compilation.expressions import (
    FAUX,
    INCONNU,
    ZERO,
    Entier,
    EtapeLue,
    Nombre,
)
from contrat.calculs.eligibilite.compilation.gestes import juger_geste
from contrat.calculs.eligibilite.compilation.programme import Etapes
from contrat.calculs.eligibilite.compilation.ressources import Moyens
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import Bareme
from contrat.modele.condition import Condition as ConditionDuDroit
from contrat.modele.condition import Egal, Parmi, Portee
from contrat.modele.fondement import Categorie

_TOUS = frozenset(CODES.values())


class Exigee(NamedTuple):
    """Une condition d'une aide, et l'état qui en compte dans le verdict."""

    condition: ConditionDuDroit
    jugee: ConditionCompilee
    compte: Entier


class AideJugee(NamedTuple):
    """Le verdict d'une aide : `etat` réunit ceux de ses conditions ; `presente` et `ouverte` valent 1 ou 0."""

    etat: EtatCompile
    presente: Entier
    ouverte: Entier
    manque: Entier
    reserves: tuple[ReserveCompilee, ...]


class Droit:
    """Les aides d'un jour pour des ressources données : celles du ménage, ou une de ses catégories possibles."""

    def __init__(self, bareme: Bareme, jour: date, champs: Champs, moyens: Moyens, etapes: Etapes) -> None:
        self.bareme, self.jour, self.champs, self.moyens, self.etapes = bareme, jour, champs, moyens, etapes
        self.ouvertes = {aide.id: (aide, version) for aide, version in bareme.aides_au(jour)}
        self.garde: EtapeLue | None = None
        self._jugees: dict[str, AideJugee] = {}
        self._commencees: set[str] = set()
        self._fixes: dict[str, dict[int, Exigee]] = {}

    def supposer(self, categorie: Categorie, garde: EtapeLue | None) -> Droit:
        """Le même droit, pour une des catégories possibles."""
        autre = Droit(self.bareme, self.jour, self.champs, self.moyens.supposer(categorie), self.etapes)
        autre.garde, autre._fixes = garde, self._fixes
        return autre

    def juger(self, code: str) -> AideJugee:
        """Une aide, compilée une fois ; celles qui se conditionnent en rond ne se compilent pas."""
        if code not in self._jugees:
            if code in self._commencees:
                raise HorsCompilation
            self._commencees.add(code)
            self._jugees[code] = self._compiler(*self.ouvertes[code])
        return self._jugees[code]

    def _compiler(self, aide: Aide, version: VersionAide) -> AideJugee:
        contexte = ContexteCompile(
            self.jour,
            self.champs,
            self.moyens,
            self.etapes,
            self._autre_aide,
            lambda montant: juger_geste(montant, self.jour, self.champs, self.moyens.possibles, self.etapes),
            version.montant,
            self.garde,
        )
        exigees = self.bareme.conditions_au(aide, version, self.jour)
        fixes = self._fixes.get(aide.id, {})
        jugees = [fixes[n] if n in fixes else self._exiger(c, contexte) for n, c in enumerate(exigees)]
        # Ce que la catégorie ne change pas ne se compile et ne se réunit qu'une fois.
        fixes = self._fixes.setdefault(
            aide.id, {n: j for n, j in enumerate(jugees) if not self.etapes.depend(j.compte)}
        )
        communs = self.etapes.nommer(reunir(jugee.compte for jugee in fixes.values()))
        mobiles = (jugee.compte for n, jugee in enumerate(jugees) if n not in fixes)
        reunis = self.etapes.nommer(reunir((communs, *mobiles)), self.garde)
        ecartee = une(*(j.jugee.etat.est(NON_REMPLIE) for j in jugees if _ecarte(j.condition)))
        # D'une aide à d'autres travaux ou à d'autres gens, peu importe que l'outil juge le ménage.
        non_juge = toutes(ecartee, comparer(nombre(NON_JUGE), "<=", reunis), comparer(reunis, "<", nombre(HORS_CHAMP)))
        etat = self.etapes.nommer(choisir([(non_juge, nombre(NON_REMPLIE))], reunis), self.garde)
        statuts = [coder("statut_occupation", statut) for statut in aide.publics]
        presente = un_si(est_parmi(self.champs.lire("statut_occupation"), statuts)) if statuts else UN
        presente = self.etapes.nommer(presente)
        refusee = any(isinstance(j.compte, Nombre) and j.compte.valeur not in (REMPLIE, A_VERIFIER) for j in jugees)
        sert = FAUX if refusee else vaut_un(presente)
        ouverte = un_si(toutes(comparer(etat, "<", nombre(NON_REMPLIE)), sert))
        manque = reunir(choisir([(j.jugee.etat.est(A_VERIFIER), j.jugee.manque)], ZERO) for j in jugees)
        return AideJugee(
            EtatCompile(etat, _TOUS),
            presente,
            self.etapes.nommer(ouverte, self.garde),
            choisir([(comparer(etat, "=", nombre(A_VERIFIER)), manque)], ZERO),
            tuple(reserve for j in jugees for reserve in j.jugee.reserves),
        )

    def _exiger(self, condition: ConditionDuDroit, contexte: ContexteCompile) -> Exigee:
        jugee = _sans_objet(condition, conditions.compiler(condition, contexte))
        return Exigee(condition, jugee, self.etapes.nommer(compter(jugee.etat, jugee.bloque), self.garde))

    def _autre_aide(self, code: str) -> AutreAide:
        """Ce qu'une condition lit d'une aide ; celle qui n'existe pas ce jour-là n'est pas accordée."""
        if code not in self.ouvertes:
            return AutreAide(fixe(NON_REMPLIE), ZERO, FAUX)
        jugee = self.juger(code)
        dominante = dominant(jugee.etat.valeur, _TOUS)
        etat = self.etapes.nommer(choisir([(vaut_un(jugee.presente), dominante)], nombre(NON_REMPLIE)), self.garde)
        manque = choisir([(vaut_un(jugee.presente), jugee.manque)], ZERO)
        reserve = une(*(reserve.quand for reserve in jugee.reserves))
        est_sous_reserve = self.etapes.nommer(un_si(reserve), self.garde)
        return AutreAide(EtatCompile(etat, _TOUS), manque, vaut_un(est_sous_reserve))

    def asseoir(self, garde: EtapeLue | None) -> AssietteCompilee:
        """Ce qu'un montant peut lire, les aides locales jugées et chiffrées ; `garde` : quand une aide est ouverte."""
        declarees, autres = self.champs.lire("aides_locales"), self.champs.lire("autres_aides")
        sans = AssietteCompilee(self.jour, self.champs, self.moyens, self.etapes, INCONNU, ZERO, FAUX, garde)
        doublees = self._additionner([c for c, (a, _) in self.ouvertes.items() if a.egale_par_parite], sans)
        locales = [c for c, (a, _) in self.ouvertes.items() if a.niveau == "locale" and a.depense == "travaux"]
        calculees = self.etapes.nommer(self._additionner(locales, sans), garde)
        calculees = self.etapes.nommer(choisir([(est_nul(calculees), ZERO)], calculees), garde)
        dites = self.etapes.nommer(operer(declarees, "*", UN_CENTIME), garde)
        ajoutees = operer(self.etapes.nommer(choisir([(est_nul(autres), ZERO)], autres), garde), "*", UN_CENTIME)
        return sans._replace(
            aides_locales=self.etapes.nommer(choisir([(est_nul(declarees), doublees)], dites), garde),
            autres_aides=self.etapes.nommer(
                operer(ajoutees, "+", self.etapes.nommer(choisir([(est_nul(declarees), calculees)], dites), garde)),
                garde,
            ),
            locales_comptees=une(non(est_nul(declarees)), non(comparer(calculees, "=", ZERO))),
        )

    def _additionner(self, codes: list[str], assiette: AssietteCompilee) -> Entier:
        """Le total de ces aides locales, celles à vérifier comprises ; rien quand l'une ne se calcule pas."""
        total: Entier = ZERO
        for code in codes:
            resultat = montants.compiler(self.ouvertes[code][1].montant, assiette).resultat
            compte = choisir([(vaut_un(self.juger(code).ouverte), resultat)], ZERO)
            total = operer(total, "+", self.etapes.nommer(compte, assiette.garde))
        return total


def _sans_objet(condition: ConditionDuDroit, jugee: ConditionCompilee) -> ConditionCompilee:
    """La condition, qui ne compte pas tant que rien n'a été dit de l'exception qu'elle prévoit."""
    if condition.sans_reponse != "admet":
        return jugee
    dite = non(jugee.inconnue)
    etat = EtatCompile(choisir([(dite, jugee.etat.valeur)], ZERO), jugee.etat.codes | {0})
    reserves = tuple(r._replace(quand=toutes(dite, r.quand)) for r in jugee.reserves)
    return jugee._replace(etat=etat, reserves=reserves)


def _ecarte(condition: ConditionDuDroit) -> bool:
    """Dire si un refus de cette condition l'emporte sur ce que l'outil ne juge pas."""
    if isinstance(condition, Portee):
        return condition.champ == "statut_occupation"
    return isinstance(condition, Egal | Parmi) and condition.champ == "nature"

"""Un programme : des étapes nommées, calculées dans l'ordre, puis ce qu'il répond de chaque aide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.expressions import (
    ColonneLue,
    Condition,
    Entier,
    EtapeLue,
    Nombre,
    lues,
    peut_etre_nul,
)
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.ressources import Retenu
from contrat.modele.aide import Aide


class Definition(NamedTuple):
    """Une étape ; `garde` : l'étape qui vaut 1 quand celle-ci est lue, et qui permet de ne pas la calculer sinon."""

    nom: str
    valeur: Entier
    garde: EtapeLue | None


class AideCompilee(NamedTuple):
    """Les réponses d'une aide ; `presente` vaut 1 quand elle sert ce ménage, `etat` est un rang de `etats.VERDICTS`.

    Ce qui suit ne se lit que d'une aide `ouverte` : le montant en centimes, ou rien ; les bits de ce qui manque
    (`codes.CHAMPS`) ; un bit par condition de `reserves` qui reste à confirmer ; les bits des aides supposées nulles.
    """

    aide: Aide
    presente: Entier
    etat: Entier
    ouverte: Entier
    montant: Entier
    manquants: Entier
    a_confirmer: Entier
    supposees: Entier
    reserves: tuple[ResultatCondition, ...]

    @property
    def detail(self) -> tuple[Entier, ...]:
        """Ce qui ne se lit que d'une aide ouverte, son état à part."""
        return self.montant, self.manquants, self.a_confirmer, self.supposees


class Programme(NamedTuple):
    """Le droit d'une époque, compilé ; sans aide, un jour qui n'a que des plafonds.

    `douteuse` : une ligne qui se contredit ; `possibles` : un bit par catégorie ; `revenu` : un rang de `retenus` ;
    `provisoire` vaut 1 quand les plafonds ne sont pas ceux du jour ; `manque` : ce qui empêche de situer le ménage.
    """

    definitions: tuple[Definition, ...]
    douteuse: Condition
    possibles: Entier
    revenu: Entier
    provisoire: Entier
    manque: Entier
    retenus: tuple[Retenu, ...]
    aides: tuple[AideCompilee, ...]
    est_complet: bool

    @property
    def sorties(self) -> Iterator[Entier | Condition]:
        """Tout ce qui se lit du programme, une fois ses étapes calculées."""
        yield from (self.douteuse, self.possibles, self.revenu, self.provisoire, self.manque)
        for aide in self.aides:
            yield from (aide.presente, aide.etat, aide.ouverte, *aide.detail)


class Etapes:
    """Nomme ce qui se lit plusieurs fois ; deux étapes de même calcul n'en font qu'une."""

    def __init__(self) -> None:
        self._definitions: dict[str, Definition] = {}
        self._connues: dict[Entier, dict[EtapeLue | None, EtapeLue]] = {}
        self._lues: dict[str, set[ColonneLue | EtapeLue]] = {}
        self._englobantes: dict[EtapeLue, EtapeLue] = {}
        self._suivies: set[Entier] = set()

    def suivre(self, valeur: Entier) -> None:
        """Retenir désormais ce qui dépend de cette valeur."""
        self._suivies.add(valeur)

    def depend(self, valeur: Entier) -> bool:
        """Dire si une étape dépend de ce qui est suivi."""
        return valeur in self._suivies

    def garder(self, garde: Entier, englobante: Entier | None = None) -> EtapeLue | None:
        """Une garde ; ce qui se calcule sous l'englobante, qui vaut 1 dès que celle-ci vaut 1, y est déjà calculé."""
        if not isinstance(garde, EtapeLue):
            return None
        if isinstance(englobante, EtapeLue) and englobante != garde:
            self._englobantes[garde] = englobante
        return garde

    def nommer(self, valeur: Entier, garde: EtapeLue | None = None) -> Entier:
        """L'étape d'un calcul, ou ce calcul quand il n'y a rien à calculer."""
        if isinstance(valeur, Nombre | ColonneLue | EtapeLue):
            return valeur
        connues = self._connues.setdefault(valeur, {})
        connue = connues.get(None)
        cherchee = garde
        while connue is None and cherchee is not None:
            connue = connues.get(cherchee)
            cherchee = self._englobantes.get(cherchee)
        if connue is None:
            connue = connues[garde] = EtapeLue(f"e{len(self._definitions)}", not peut_etre_nul(valeur))
            self._definitions[connue.nom] = Definition(connue.nom, valeur, garde)
            lues_ici = self._lues[connue.nom] = lues(valeur)
            if not self._suivies.isdisjoint(lues_ici):
                self._suivies.add(connue)
        return connue

    def ordonner(self, sorties: Iterable[Entier | Condition]) -> tuple[Definition, ...]:
        """Les étapes que les sorties lisent : sans garde, puis celles de chaque garde, les englobantes d'abord."""
        utiles: set[str] = set()
        a_voir = [lue for sortie in sorties for lue in lues(sortie)]
        while a_voir:
            lue = a_voir.pop()
            if isinstance(lue, EtapeLue) and lue.nom not in utiles:
                utiles.add(lue.nom)
                garde = self._definitions[lue.nom].garde
                a_voir += [*self._lues[lue.nom], *([garde] if garde else [])]
        ordre = [definition for nom, definition in self._definitions.items() if nom in utiles]
        rangs = {garde: rang for rang, garde in enumerate(dict.fromkeys(d.garde for d in ordre))}
        return tuple(sorted(ordre, key=lambda d: (self._profondeur(d.garde), rangs[d.garde])))

    def _profondeur(self, garde: EtapeLue | None) -> int:
        return 0 if garde is None else 1 + self._profondeur(self._englobantes.get(garde))

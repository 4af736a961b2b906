"""Classer les actions d'une séance : moyennes, dispersion, rangs, écart avec la décision.

Les notes se comparent en fractions exactes : deux actions à égalité le sont vraiment. L'arrondi ne vient qu'à la fin.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from contrat import nombres
from contrat.modele.contrat import College
from contrat.modele.seance import Bulletin, DecisionRang, Grille, Seance

Parts = Mapping[str, Fraction]
"""La part de chaque critère dans la note, 1 en tout."""
Moyennes = Mapping[str, Mapping[str, Fraction]]
"""Par action, puis par critère."""


@dataclass(frozen=True)
class ActionClassee:
    """Une action notée sur tous les critères, et sa place.

    `bulletins` la notent, `bulletins_entiers` sur tous les critères. `ex_aequo` compte les actions de ce rang, elle
    comprise ; `admis` : les rangs qui se décident sans motif.
    """

    action: str
    rang: int
    ex_aequo: int
    note: Fraction
    ecart_type: Decimal | None
    bulletins: int
    bulletins_entiers: int
    par_critere: Mapping[str, Decimal]
    par_college: Mapping[str, Decimal]
    decision: DecisionRang | None
    admis: tuple[int, ...]

    @property
    def moyenne(self) -> Decimal:
        """La note, arrondie au centième."""
        return arrondir(self.note)

    @property
    def s_ecarte(self) -> bool:
        """Vrai quand le rang décidé n'est pas celui des notes ; tout rang d'un groupe d'ex æquo lui convient."""
        decide = self.decision.rang if self.decision else None
        return decide is not None and not 0 <= decide - self.rang < self.ex_aequo

    @property
    def est_sans_motif(self) -> bool:
        """Vrai quand le rang décidé demande un motif qui n'est pas donné."""
        decide = self.decision.rang if self.decision and not self.decision.motif else None
        return decide is not None and decide not in self.admis


@dataclass(frozen=True)
class Classement:
    """Les actions du premier rang au dernier, et celles qu'un critère sans note empêche de classer."""

    actions: tuple[ActionClassee, ...]
    non_classees: tuple[str, ...]
    moyennes: Moyennes
    parts: Parts


def hierarchiser(seance: Seance) -> Classement:
    """Classer les actions notées ; la somme des poids de la grille n'est pas nulle."""
    poids = {
        p.college: Fraction(p.presents if seance.ponderation_colleges == "effectif" else 1) for p in seance.colleges
    }
    parts = repartir(seance.grille)
    actions = sorted({action for bulletin in seance.bulletins for action in bulletin.notes})
    entendus = {action: _entendre(action, seance.bulletins, parts, poids) for action in actions}
    moyennes = {
        action: {critere: _ponderer(colleges, poids) for critere, colleges in criteres.items()}
        for action, criteres in entendus.items()
    }
    notes = noter(moyennes, parts)
    entieres = {action: _notes_completes(action, seance.bulletins, parts) for action in notes}
    decisions = {decision.action: decision for decision in seance.decisions}
    admis = _admettre(notes, decisions)
    classees = tuple(
        ActionClassee(
            action=action,
            rang=1 + sum(autre > note for autre in notes.values()),
            ex_aequo=sum(autre == note for autre in notes.values()),
            note=note,
            ecart_type=_disperser(entieres[action]),
            bulletins=sum(action in bulletin.notes for bulletin in seance.bulletins),
            bulletins_entiers=len(entieres[action]),
            par_critere={critere: arrondir(valeur) for critere, valeur in moyennes[action].items()},
            par_college=_par_college(action, entendus[action], parts, poids),
            decision=decisions.get(action),
            admis=admis.get(action, ()),
        )
        for action, note in sorted(notes.items(), key=lambda paire: -paire[1])
    )
    return Classement(classees, tuple(a for a in actions if a not in notes), moyennes, parts)


def repartir(grille: Grille | None) -> Parts:
    """La part de chaque critère ; des poids qui ne font pas 100 % y sont ramenés."""
    if grille is None:
        return {}
    total = Fraction(grille.total)
    return {critere.id: Fraction(critere.poids) / total for critere in grille.criteres}


def noter(moyennes: Moyennes, parts: Parts) -> Mapping[str, Fraction]:
    """La note de chaque action dont tous les critères ont une moyenne."""
    return {
        action: sum((part * criteres[critere] for critere, part in parts.items()), Fraction(0))
        for action, criteres in moyennes.items()
        if criteres.keys() >= parts.keys()
    }


def arrondir(valeur: Fraction) -> Decimal:
    """Un nombre exact, au centième."""
    return nombres.arrondir(_decimal(valeur))


def _entendre(
    action: str, bulletins: Iterable[Bulletin], parts: Parts, colleges: Collection[College]
) -> Mapping[str, Mapping[College, Fraction]]:
    """La moyenne de chaque critère noté, par collège qui s'est prononcé."""
    resultat = {}
    for critere in parts:
        notes: dict[College, list[Decimal]] = {}
        for bulletin in bulletins:
            if bulletin.college in colleges and critere in bulletin.notes.get(action, {}):
                notes.setdefault(bulletin.college, []).append(bulletin.notes[action][critere])
        if notes:
            # Une somme de notes tient dans un décimal, qui s'ajoute bien plus vite qu'une fraction.
            resultat[critere] = {college: Fraction(sum(n, Decimal(0))) / len(n) for college, n in notes.items()}
    return resultat


def _ponderer(colleges: Mapping[College, Fraction], poids: Mapping[College, Fraction]) -> Fraction:
    """La moyenne des collèges qui se sont prononcés, chacun selon son poids."""
    total = sum((poids[college] for college in colleges), Fraction(0))
    return sum((poids[c] * moyenne for c, moyenne in colleges.items()), Fraction(0)) / total


def _par_college(
    action: str, criteres: Mapping[str, Mapping[College, Fraction]], parts: Parts, colleges: Iterable[College]
) -> Mapping[str, Decimal]:
    """La note que chaque collège donnerait seul."""
    resultat: dict[str, Decimal] = {}
    for college in colleges:
        seules = {critere: entendus[college] for critere, entendus in criteres.items() if college in entendus}
        for note in noter({action: seules}, parts).values():
            resultat[college] = arrondir(note)
    return resultat


def _notes_completes(action: str, bulletins: Iterable[Bulletin], parts: Parts) -> list[Fraction]:
    """La note pondérée de chaque bulletin qui note l'action sur tous les critères."""
    notes = (bulletin.notes.get(action, {}) for bulletin in bulletins)
    seules = ({action: {c: Fraction(n) for c, n in criteres.items()}} for criteres in notes)
    return [note for moyennes in seules for note in noter(moyennes, parts).values()]


def _disperser(notes: list[Fraction]) -> Decimal | None:
    """L'écart type de la population des bulletins, autour de leur propre moyenne."""
    if not notes:
        return None
    centre = _moyenne(notes)
    return nombres.arrondir(_decimal(_moyenne([(note - centre) ** 2 for note in notes])).sqrt())


def _admettre(notes: Mapping[str, Fraction], decisions: Mapping[str, DecisionRang]) -> Mapping[str, tuple[int, ...]]:
    """Les rangs des actions sans motif : les motivées prennent le leur, les autres se suivent dans ceux qui restent."""
    motivees = {action: decision.rang for action, decision in decisions.items() if decision.motif or not decision.rang}
    autres = sorted((action for action in notes if action not in motivees), key=lambda action: -notes[action])
    libres = [rang for rang in range(1, len(notes) + len(motivees) + 1) if rang not in motivees.values()]
    places = list(zip(autres, libres, strict=False))
    return {x: tuple(rang for y, rang in places if notes[y] == notes[x]) for x in autres}


def _moyenne(valeurs: list[Fraction]) -> Fraction:
    return sum(valeurs, Fraction(0)) / len(valeurs)


def _decimal(valeur: Fraction) -> Decimal:
    return Decimal(valeur.numerator) / Decimal(valeur.denominator)

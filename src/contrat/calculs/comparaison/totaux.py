"""Ce que le changement fait aux totaux du contrat et à ses enveloppes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from contrat.calculs.argent.budget import Consolidation, consolider
from contrat.calculs.argent.lignes import LigneConsolidee, Sens, Vue
from contrat.calculs.argent.ventilation import financeur
from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.sommes import CENT, part
from contrat.modele.base import SECTIONS, Section
from contrat.modele.contrat import Enveloppe, Periode
from contrat.modele.dossier import Dossier

NomTotal = Literal["fonctionnement", "investissement", "depenses", "ville", "externes", "financeur", "ressources"]
Cotes = tuple[Consolidation, Consolidation]
AUTRES_VUES: tuple[Vue, ...] = ("vote", "engage", "realise")


@dataclass(frozen=True)
class MouvementTotal(Mouvement):
    """Un total avant et après ; `est_connu` : aucun des deux n'a de ligne sans avoir de somme."""

    est_connu: bool

    @property
    def difference(self) -> Decimal | None:
        """Ce qui s'ajoute, ou se retire s'il est négatif ; rien ne se compare à une somme inconnue."""
        return super().difference if self.est_connu else None


@dataclass(frozen=True)
class Total:
    """Un total du contrat, en euros ; `parts` : sa part du total des ressources, en pour cent."""

    nom: NomTotal
    organisme: str | None
    montants: Mouvement
    parts: Mouvement


@dataclass(frozen=True)
class TotauxCompares:
    """Les totaux prévus qui bougent, ceux des autres vues, et l'écart entre ressources et dépenses.

    `exercices` : ceux qui portent un montant, d'un côté ou de l'autre.
    """

    exercices: tuple[int, ...]
    depenses: tuple[Total, ...]
    ressources: tuple[Total, ...]
    autres: tuple[tuple[Vue, Sens, Mouvement], ...]

    @property
    def bougent(self) -> bool:
        """Vrai quand un total change."""
        return bool(self.depenses or self.ressources or self.autres)


@dataclass(frozen=True)
class EnveloppeComparee:
    """Une enveloppe et ce que les dépenses en prennent ; `parts` en pour cent."""

    section: Section
    periode: Periode
    montants: Mouvement
    depenses: Mouvement
    parts: Mouvement

    @property
    def est_franchie(self) -> bool:
        """Vrai quand le changement fait passer d'un côté à l'autre de l'enveloppe."""
        avant, apres = self.parts.avant, self.parts.apres
        return (avant is not None and avant > CENT) != (apres is not None and apres > CENT)

    @property
    def est_aggravee(self) -> bool:
        """Vrai quand elle est dépassée, et plus qu'avant."""
        avant, apres = self.parts.avant, self.parts.apres
        return apres is not None and apres > CENT and (avant is None or apres > avant)


def comparer_totaux(base: Dossier, tete: Dossier) -> TotauxCompares:
    """Comparer les totaux de tous les exercices du contrat."""
    cotes = (_consolider(base, "prevu"), _consolider(tete, "prevu"))
    exercices = sorted({x.exercice for c in cotes for x in c.lignes if x.montant is not None})
    depenses = list(_depenses(cotes))
    autres = [
        (vue, sens, _mouvoir(siens, lambda x: x.sens, sens))
        for vue in AUTRES_VUES
        for siens in [(_consolider(base, vue), _consolider(tete, vue))]
        for sens in _SENS
        if not (vue == "vote" and sens == "ressource")
    ]
    ressources = list(_ressources(cotes))
    # Des ressources qui bougent se lisent à côté des dépenses qu'elles couvrent.
    couvertes = depenses[-1:] if ressources[-1].montants.bouge else []
    return TotauxCompares(
        exercices=tuple(exercices),
        depenses=tuple(_garder(depenses) or couvertes),
        ressources=tuple(_garder(ressources)),
        autres=tuple(x for x in autres if x[2].bouge),
    )


_SENS: tuple[Sens, ...] = get_args(Sens)


def _consolider(dossier: Dossier, vue: Vue) -> Consolidation:
    return consolider(dossier, dossier.contrat.periode.exercices, vue)


def _mouvoir(cotes: Cotes, lire: Callable[[LigneConsolidee], object], valeur: object) -> Mouvement:
    """Le total des lignes où se lit cette valeur, de chaque côté ; aucun quand elles ne sont d'aucun."""
    siennes = [[x for x in c.lignes if lire(x) == valeur] for c in cotes]
    montants = [c.sommer(lignes) for c, lignes in zip(cotes, siennes, strict=True)]
    est_connu = all(m is not None or not lignes for m, lignes in zip(montants, siennes, strict=True))
    avant, apres = montants if any(siennes) else (None, None)
    return MouvementTotal(avant, apres, est_connu)


def _depenses(cotes: Cotes) -> Iterator[Total]:
    """Chaque section, et le total."""
    sans_part = Mouvement(None, None)
    for section in SECTIONS:
        yield Total(section, None, _mouvoir(cotes, lambda x: (x.sens, x.section), ("depense", section)), sans_part)
    yield Total("depenses", None, _mouvoir(cotes, lambda x: x.sens, "depense"), sans_part)


def _ressources(cotes: Cotes) -> Iterator[Total]:
    """La ville, les autres, chacun d'eux, et le total, avec leurs parts."""
    ensemble = _mouvoir(cotes, lambda x: x.sens, "ressource")

    def total(nom: NomTotal, montants: Mouvement, organisme: str | None = None) -> Total:
        parts = Mouvement(part(montants.avant, ensemble.avant), part(montants.apres, ensemble.apres))
        return Total(nom, organisme, montants, parts)

    yield total("ville", _mouvoir(cotes, lambda x: (x.sens, x.est_ville), ("ressource", True)))
    yield total("externes", _mouvoir(cotes, lambda x: (x.sens, x.est_ville), ("ressource", False)))
    for nom in sorted({financeur(x) or "" for c in cotes for x in c.lignes_ressources}):
        siens = _mouvoir(cotes, lambda x: (x.est_ville, financeur(x)), (False, nom))
        yield total("financeur", siens, nom)
    yield total("ressources", ensemble)


def _garder(totaux: list[Total]) -> list[Total]:
    """Les totaux qui bougent, avec le dernier, qui les ferme ; rien quand aucun ne bouge."""
    bougent = [t for t in totaux if t.montants.bouge]
    return [*(t for t in totaux[:-1] if t.montants.bouge), totaux[-1]] if bougent else []


def comparer_enveloppes(base: Dossier, tete: Dossier) -> tuple[EnveloppeComparee, ...]:
    """Les enveloppes dont le montant ou la consommation change."""
    cotes = [{(e.section, e.periode): e for e in d.contrat.enveloppes} for d in (base, tete)]
    trouvees = []
    for section, periode in {**cotes[0], **cotes[1]}:
        enveloppes = [cote.get((section, periode)) for cote in cotes]
        depenses = [_consommer(d, e) for d, e in zip((base, tete), enveloppes, strict=True)]
        montants = [e.montant if e else None for e in enveloppes]
        parts = [part(d, m) for d, m in zip(depenses, montants, strict=True)]
        comparee = EnveloppeComparee(section, periode, Mouvement(*montants), Mouvement(*depenses), Mouvement(*parts))
        if comparee.montants.bouge or comparee.depenses.bouge:
            trouvees.append(comparee)
    return tuple(trouvees)


def _consommer(dossier: Dossier, enveloppe: Enveloppe | None) -> Decimal | None:
    return consolider(dossier, enveloppe.periode.exercices).depenses[enveloppe.section] if enveloppe else None

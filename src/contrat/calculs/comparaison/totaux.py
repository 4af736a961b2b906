"""Ce que le changement fait aux totaux du contrat et à ses enveloppes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from contrat.calculs.argent.budget import Consolidation, consolider, sommer_lignes
from contrat.calculs.argent.lignes import Sens, Vue
from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.sommes import CENT, part
from contrat.modele.base import SECTIONS, Section
from contrat.modele.contrat import Enveloppe, Periode
from contrat.modele.dossier import Dossier

NomTotal = Literal["fonctionnement", "investissement", "depenses", "ville", "externes", "financeur", "ressources"]
AUTRES_VUES: tuple[Vue, ...] = ("vote", "engage", "realise")


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
    depenses = [_total(section, [c.depenses[section] for c in cotes]) for section in SECTIONS]
    depenses.append(_total("depenses", [c.total_depenses for c in cotes]))
    autres = [
        (vue, sens, Mouvement(*(_somme(_consolider(d, vue), sens) for d in (base, tete))))
        for vue in AUTRES_VUES
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


_SENS: tuple[Sens, ...] = ("depense", "ressource")


def _consolider(dossier: Dossier, vue: Vue) -> Consolidation:
    return consolider(dossier, dossier.contrat.periode.exercices, vue)


def _somme(consolidation: Consolidation, sens: Sens) -> Decimal | None:
    return consolidation.total_depenses if sens == "depense" else consolidation.total_ressources


def _total(nom: NomTotal, montants: list[Decimal | None]) -> Total:
    return Total(nom, None, Mouvement(*montants), Mouvement(None, None))


def _ressources(cotes: tuple[Consolidation, Consolidation]) -> Iterator[Total]:
    """La ville, les autres, chacun d'eux, et le total, avec leurs parts."""
    ensemble = [c.total_ressources for c in cotes]

    def total(nom: NomTotal, montants: list[Decimal | None], organisme: str | None = None) -> Total:
        parts = [part(m, t) for m, t in zip(montants, ensemble, strict=True)]
        return Total(nom, organisme, Mouvement(*montants), Mouvement(*parts))

    yield total("ville", [c.ressources_ville for c in cotes])
    yield total("externes", [c.ressources_externes for c in cotes])
    for organisme in sorted({x.organisme or "" for c in cotes for x in c.lignes_ressources if not x.est_ville}):
        siens = [sommer_lignes(x for x in c.lignes_ressources if x.organisme == organisme) for c in cotes]
        yield total("financeur", siens, organisme)
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

"""B002 : des montants que les totaux additionnent ne sont pas dans la même base."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS, Section
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "des montants de bases différentes"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches dont le plan est en HT et le budget en TTC, puis celles d'une autre base que les fiches d'avant."""
    yield from _comparer_les_fiches(dossier)
    for identifiant, action in dossier.actions.items():
        if action.budget.base != action.plan.base:
            message = f"le plan est en « {action.plan.base} », le budget en « {action.budget.base} »"
            yield Constat(
                Adresse("actions", identifiant, ("plan", "base")), message, "prendre la même base pour les deux"
            )
            continue
        for section in SECTIONS:
            depenses, ressources = _lister_bases(action, section)
            if depenses and ressources and (len(depenses) > 1 or depenses != ressources):
                message = f"{section} : dépenses en {_dire(depenses)}, ressources en {_dire(ressources)}"
                aide = "prendre la même base pour toute la section, dépenses et ressources"
                yield Constat(Adresse("actions", identifiant, ("plan", "base")), message, aide)


def _comparer_les_fiches(dossier: Dossier) -> Constats:
    """Par section, la première fiche en HT quand une autre est en TTC : aucun total du contrat ne les additionne."""
    for section in SECTIONS:
        bases: dict[str, str] = {}
        for identifiant, action in dossier.actions.items():
            siennes = frozenset().union(*_lister_bases(action, section)) & {"HT", "TTC"}
            if action.statut == "abandonnee" or len(siennes) != 1:
                continue
            (base,) = siennes
            bases.setdefault(base, identifiant)
            autre = next((x for x in bases if x != base), None)
            if autre is not None and bases[base] == identifiant:
                message = (
                    f"{section} : cette fiche est en « {base} », {bases[autre]} en « {autre} » : "
                    "aucun total du contrat ne peut les additionner"
                )
                aide = "écrire toutes les fiches dans la même base, au moins section par section"
                yield Constat(Adresse("actions", identifiant, ("budget",)), message, aide)


def _lister_bases(action: Action, section: Section) -> tuple[frozenset[str], frozenset[str]]:
    """Les bases des dépenses et des ressources d'une section ; une ressource perdue n'y compte pas."""
    depenses = frozenset(x.base for x in action.budget.lignes if x.section == section)
    return depenses, frozenset(r.base for r in action.plan.ressources if r.section == section and not r.est_perdue)


def _dire(bases: Iterable[str]) -> str:
    return ", ".join(f"« {base} »" for base in sorted(bases))

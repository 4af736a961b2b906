"""C001 : une fin précède son début."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.calculs.moments import precede
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_moment
from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.cadre import Convention
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "des dates inversées"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les périodes, calendriers, phases, conventions et versions d'aide dont la fin précède le début."""
    for contrat in dossier.contrats.values():
        periode = contrat.periode
        yield from _comparer(CONTRAT, ("periode",), str(periode.debut), str(periode.fin))
        for bloc in ("enveloppes", "publies"):
            for rang, element in enumerate(getattr(contrat, bloc)):
                debut, fin = element.periode.debut, element.periode.fin
                yield from _comparer(CONTRAT, (bloc, rang, "periode"), str(debut), str(fin))
        yield from _conventions(CONTRAT, contrat.conventions)
    for identifiant, action in dossier.actions.items():
        ou = ("actions", identifiant)
        yield from _comparer(ou, ("calendrier",), action.calendrier.debut, action.calendrier.fin)
        for rang, phase in enumerate(action.calendrier.phases):
            yield from _comparer(ou, ("calendrier", "phases", rang), phase.debut, phase.fin)
        yield from _conventions(ou, action.conventions)
    for identifiant, aide in dossier.aides.items():
        for rang, version in enumerate(aide.versions):
            au = None if version.au is None else str(version.au)
            yield from _comparer(("aides", identifiant), ("versions", rang), str(version.du), au, "au")


def _conventions(ou: tuple[str, str], conventions: Iterable[Convention]) -> Constats:
    for rang, convention in enumerate(conventions):
        if convention.signe_le is not None and convention.jusqu_au is not None:
            place = ("conventions", rang)
            yield from _comparer(ou, place, convention.signe_le, str(convention.jusqu_au), "jusqu_au")


def _comparer(ou: tuple[str, str], bloc: Chemin, debut: str | None, fin: str | None, champ: str = "fin") -> Constats:
    if debut is not None and fin is not None and precede(fin, debut):
        message = f"la fin ({dire_moment(fin)}) précède le début ({dire_moment(debut)})"
        yield Constat(Adresse(*ou, (*bloc, champ)), message, "vérifier les deux dates")

"""C001 : une fin précède son début."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Chemin, Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "C001"
GRAVITE = Gravite.ERREUR
TITRE = "des dates inversées"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les périodes du contrat, les calendriers et les phases dont la fin précède le début."""
    if dossier.contrat is not None:
        periode = dossier.contrat.periode
        yield from _comparer(CONTRAT, ("periode",), str(periode.debut), str(periode.fin))
        for bloc in ("enveloppes", "publies"):
            for rang, element in enumerate(getattr(dossier.contrat, bloc)):
                debut, fin = element.periode.debut, element.periode.fin
                yield from _comparer(CONTRAT, (bloc, rang, "periode"), str(debut), str(fin))
    for identifiant, action in dossier.actions.items():
        ou = ("actions", identifiant)
        yield from _comparer(ou, ("calendrier",), action.calendrier.debut, action.calendrier.fin)
        for rang, phase in enumerate(action.calendrier.phases):
            yield from _comparer(ou, ("calendrier", "phases", rang), phase.debut, phase.fin)


def _comparer(ou: tuple[str, str], bloc: Chemin, debut: str, fin: str | None) -> Iterator[Constat]:
    # Des dates connues à l'année ou au mois se comparent sur ce qu'elles ont en commun.
    if fin is not None and fin[: len(debut)] < debut[: len(fin)]:
        message = f"la fin {fin} précède le début {debut}"
        yield Constat(Adresse(*ou, (*bloc, "fin")), message, "vérifier les deux dates")

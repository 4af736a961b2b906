"""C015 : un jalon n'a ni date prévue, ni date constatée."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Jalon

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un jalon sans date"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les jalons d'une fiche ou du contrat qui ne disent ni quand ils sont prévus, ni quand ils ont eu lieu."""
    for identifiant, action in dossier.actions.items():
        yield from _jalons(("actions", identifiant), ("calendrier", "jalons"), action.calendrier.jalons)
    for contrat in dossier.contrats.values():
        yield from _jalons(CONTRAT, ("jalons",), contrat.jalons)


def _jalons(ou: tuple[str, str], place: Chemin, jalons: Iterable[Jalon]) -> Constats:
    for rang, jalon in enumerate(jalons):
        if jalon.prevu is None and jalon.fait is None:
            adresse = Adresse(*ou, (*place, rang, "libelle"))
            yield Constat(adresse, f"« {jalon.libelle} » n'a pas de date", "ajouter prevu, fait, ou les deux")

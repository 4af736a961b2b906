"""C032 : les jalons d'une histoire ne se suivent pas."""

from __future__ import annotations

from contrat.calculs.moments import precede
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_du
from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Jalon

GRAVITE = Gravite.ERREUR
TITRE = "des jalons en désordre"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les jalons du contrat et des fiches datés d'avant celui qui les précède dans la liste."""
    for contrat in dossier.contrats.values():
        yield from _constater(CONTRAT, ("jalons",), contrat.jalons)
    for identifiant, action in dossier.actions.items():
        yield from _constater(("actions", identifiant), ("calendrier", "jalons"), action.calendrier.jalons)


def _constater(objet: tuple[str, str], place: Chemin, jalons: tuple[Jalon, ...]) -> Constats:
    dernier: str | None = None
    for rang, jalon in enumerate(jalons):
        date = jalon.fait or jalon.prevu
        if date is None:
            continue
        if dernier is not None and precede(date, dernier):
            adresse = Adresse(*objet, (*place, rang, "fait" if jalon.fait else "prevu"))
            message = f"jalon {dire_du(date)}, après celui {dire_du(dernier)}"
            yield Constat(adresse, message, "ranger les jalons du plus ancien au plus récent, ou corriger la date")
        dernier = date

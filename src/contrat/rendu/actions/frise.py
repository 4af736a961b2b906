"""Le calendrier des actions, dessiné sur les années, avec les mêmes dates dans un tableau."""

from __future__ import annotations

from collections.abc import Sequence

from contrat.calculs.actions.frise import ActionDatee
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.origine import abreger
from contrat.rendu.mots.phrases import compter, enumerer
from contrat.rendu.page import Cellule, Colonne, Etendue, Figure, Rangee, Tableau

COLONNES = (
    Colonne("Action"), Colonne("Début"), Colonne("Fin attendue"), Colonne("Jalons faits", detail=True),
    Colonne("Jalons prévus", detail=True),
)  # fmt: skip


def dessiner_calendrier(dossier: Dossier, actions: Sequence[ActionDatee], adresses: Sequence[str] = ()) -> Figure:
    """La figure ; `adresses` donne la page du site qu'ouvre chaque action."""
    vers = adresses or [""] * len(actions)
    rangees = tuple(Rangee(_ranger(dossier, a, ouvre)) for a, ouvre in zip(actions, vers, strict=True))
    etendues = tuple(Etendue(a.debut, a.fin, a.prevus, a.faits) for a in actions)
    faits, prevus = sum(len(a.faits) for a in actions), sum(len(a.prevus) for a in actions)
    jalons = [compter(faits, "jalon fait", "jalons faits"), compter(prevus, "jalon prévu", "jalons prévus")]
    dits = [dit for dit, combien in zip(jalons, (faits, prevus), strict=True) if combien]
    texte = f"{compter(len(actions), 'action')} du début à la fin attendue" + (f" ; {enumerer(dits)}" if dits else "")
    return Figure(texte, Tableau(COLONNES, rangees), etendues=etendues)


def _ranger(dossier: Dossier, datee: ActionDatee, vers: str) -> tuple[str | Cellule | None, ...]:
    situation = datee.situation
    dates, fin = situation.action.calendrier, situation.fin
    faits = " ; ".join(f"{j.libelle}, {dire_moment(j.fait)}" for j in dates.jalons if j.fait)
    prevus = " ; ".join(f"{j.libelle}, {dire_moment(j.prevu)}" for j in dates.jalons if j.prevu and not j.fait)
    return (
        Cellule(f"{situation.numero} {abreger(dossier, situation.action)}", vers=vers),
        dire_moment(dates.debut) if dates.debut else None,
        dire_moment(fin) if fin else None,
        faits or None,
        prevus or None,
    )

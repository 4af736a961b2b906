"""Le calendrier de la permanence : ce qui était prévu, ce qu'un dossier montre tenu, jamais combien de ménages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from contrat.calculs.suivi.calendrier_permanence import PermanenceSuivie
from contrat.modele.cadre import CalendrierPermanence
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import citer
from contrat.rendu.mots.dates import dire_jour, dire_periode
from contrat.rendu.mots.phrases import compter, enumerer
from contrat.rendu.mots.seances import JOURS_DITS
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Rangee, Tableau, puces

VERSION = 1
TENUE, SANS_TRACE, A_VENIR, HORS = "tenue", "sans trace", "à venir", "tenue, hors calendrier"


def documenter_permanence(suivie: PermanenceSuivie) -> Document:
    """Le calendrier ; le CSV a une ligne par séance."""
    return Document(page=lambda: composer(suivie), objet=lambda: _decrire(suivie), donnees=lambda: _tableau(suivie))


def composer(suivie: PermanenceSuivie) -> Page:
    """Le compte des séances, puis chacune."""
    blocs: list[Bloc] = [*puces(_compter(suivie))]
    if suivie.toutes:
        blocs.append(_tableau(suivie))
    suite = "Le compte rendu de l'une d'elles : contrat rapport permanence --date JOUR."
    return Page("Permanence : les séances", suivie.dossier.contrat.titre, [Partie("", [*blocs, suite])])


def dire_calendrier(calendrier: CalendrierPermanence) -> str:
    """Le rythme et la durée : « premier et troisième mardi du mois, du … au … »."""
    rangs = enumerer(RANGS.get(rang, f"{rang}e") for rang in calendrier.rangs)
    return f"{rangs} {JOURS_DITS[calendrier.jour]} du mois, {dire_periode(calendrier.du, calendrier.au)}"


RANGS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième"}


def _compter(suivie: PermanenceSuivie) -> Iterator[str]:
    if suivie.calendrier is None:
        yield "Aucun calendrier n'est écrit (contrat.yaml, permanence, calendrier)."
    else:
        source = citer(suivie.dossier, suivie.calendrier.source)
        prevues = compter(len(suivie.prevues), "séance prévue", "séances prévues")
        yield f"{prevues} : {dire_calendrier(suivie.calendrier)}.{source}"
    yield f"{compter(len(suivie.tenues), 'séance tenue', 'séances tenues')} au {dire_jour(suivie.jour)}."
    if suivie.sans_trace:
        yield f"{len(suivie.sans_trace)} sans trace : aucun dossier n'y dit un ménage reçu ; ont-elles eu lieu ?"
    if suivie.hors_calendrier:
        yield f"{len(suivie.hors_calendrier)} hors du calendrier."
    if suivie.a_venir:
        yield f"{len(suivie.a_venir)} à venir ; la prochaine : {dire_jour(suivie.a_venir[0])}."


def _tableau(suivie: PermanenceSuivie) -> Tableau:
    rangees = tuple(Rangee((seance, _etat(suivie, seance))) for seance in suivie.toutes)
    return Tableau((Colonne("Séance", "date"), Colonne("État")), rangees)


def _etat(suivie: PermanenceSuivie, seance: date) -> str:
    if seance in suivie.tenues:
        return HORS if seance in suivie.hors_calendrier else TENUE
    return A_VENIR if seance > suivie.jour else SANS_TRACE


def _decrire(suivie: PermanenceSuivie) -> dict[str, Any]:
    return {
        "version": VERSION,
        "au": suivie.jour,
        "seances": [{"date": seance, "etat": _etat(suivie, seance)} for seance in suivie.toutes],
    }

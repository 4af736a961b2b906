"""Annuler une étape d'un dossier de ménage : elle reste écrite, avec le jour de l'annulation, et ne compte plus."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from contrat.modele.evenement import EtapeMenage, Evenement
    from contrat.modele.menage import Menage


def annuler_etape(racine: Path, menage: str, etape: EtapeMenage, jour: date | None, note: str | None) -> None:
    """Annuler l'étape d'un dossier, la seule de ce nom ou celle de ce jour ; `note` dit pourquoi."""
    from contrat.cli.ecriture import completer
    from contrat.depot.menage_ecrit import situer_menage
    from contrat.modele.saisie import Saisie
    from contrat.rendu.mots.menages import dire_etape

    lieu = situer_menage(racine, menage)
    trouvees: list[Evenement] = []

    def annuler(actuel: Menage) -> list[Saisie]:
        rang = _trouver(actuel.evenements, etape, jour, lieu.nom)
        trouvees.append(actuel.evenements[rang])
        saisies = [Saisie(("evenements", rang, "annule_le"), date.today().isoformat())]
        return saisies + ([] if note is None else [Saisie(("evenements", rang, "annulation"), note)])

    completer(lieu, annuler)
    typer.echo(f"{menage} : {dire_etape(etape, trouvees[-1].date)}, annulé dans {lieu.nom}")


def _trouver(evenements: tuple[Evenement, ...], etape: EtapeMenage, jour: date | None, fichier: str) -> int:
    """Le rang de la seule étape qui convient ; lève `ErreurUsage` quand il n'y en a pas, ou plusieurs."""
    from contrat.erreurs import ErreurUsage
    from contrat.rendu.mots.menages import ETAPES_DITES, dire_etape

    connues = [(rang, e) for rang, e in enumerate(evenements) if e.etape == etape and e.annule_le is None]
    rangs = [rang for rang, e in connues if jour in (None, e.date)]
    if len(rangs) == 1:
        return rangs[0]
    dite = ETAPES_DITES[etape]
    if connues:
        jours = ", ".join(str(e.date) for _, e in connues)
        raise ErreurUsage(f"{fichier} : laquelle des étapes « {dite} » annuler ?", f"donner --date, parmi : {jours}")
    ecrites = " ; ".join(dire_etape(e.etape, e.date) for e in evenements if e.annule_le is None)
    aide = f"étapes écrites : {ecrites}" if ecrites else "aucune étape n'y est écrite, ou toutes sont annulées"
    raise ErreurUsage(f"{fichier} n'a pas d'étape « {dite} » à annuler", aide)

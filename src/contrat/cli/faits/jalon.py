"""Noter un jalon du contrat ou d'une action à sa date, ou dire fait celui qui n'était que prévu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import typer

from contrat.calculs.argent.fait import FaitImpossible
from contrat.calculs.creation.jalons import noter_jalon
from contrat.calculs.moments import precede
from contrat.cli.ecriture import ecrire_ou_sortir
from contrat.cli.faits.ecrire import FichierOuvert, juger
from contrat.dates import dire_moment
from contrat.depot.ecriture import ChangementFichier
from contrat.depot.fiche import FicheLue
from contrat.depot.lieux import situer
from contrat.depot.retrait import deplacer
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.modele.action import Action
from contrat.modele.contrat import Contrat
from contrat.modele.suivi import Jalon


def ajouter_jalon(porteur: FichierOuvert, entree: Mapping[str, Any], source: str | None) -> None:
    """Ajouter un jalon à ce qui le porte, ou le dire fait, et dire où il est."""
    deja = next((jalon for jalon in _lister(porteur.objet) if jalon.libelle == entree["libelle"]), None)
    # Un jalon déjà prévu garde sa source, sauf si l'on en cite une autre.
    citee = None if deja is not None and source is None else porteur.citer(source)
    ecrit = {cle: valeur for cle, valeur in {**entree, "source": citee}.items() if valeur}
    liste = ("jalons",) if porteur.genre == "contrat" else ("calendrier", "jalons")
    lieu = situer(porteur.lu.racine, porteur.genre, porteur.nom)

    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        if actuelle is None:
            raise ErreurContrat(f"{lieu.nom} vient d'être retiré", "le vérifier, puis recommencer")
        try:
            note = noter_jalon(liste, _lister(actuelle.objet), ecrit)
        except FaitImpossible as refus:
            raise ErreurUsage(str(refus), refus.aide) from None
        texte = actuelle.texte if note.deplace is None else deplacer(actuelle.texte, liste, *note.deplace)
        return ChangementFichier(texte, note.saisies)

    ecrire_ou_sortir(lieu, changer, juger(porteur.lu, porteur.genre, porteur.nom))
    typer.echo(f"{_dire(ecrit, deja)}, écrit dans {lieu.nom}")


def _lister(porteur: Contrat | Action) -> Sequence[Jalon]:
    return porteur.jalons if isinstance(porteur, Contrat) else porteur.calendrier.jalons


def _dire(ecrit: Mapping[str, Any], deja: Jalon | None) -> str:
    prevu, fait = ecrit.get("prevu") or (deja and deja.prevu), ecrit.get("fait")
    en_avance = " (en avance)" if prevu and fait and precede(fait, prevu) else ""
    dates = [f"{quoi} : {dire_moment(date)}" for quoi, date in (("prévu", prevu), ("fait", fait)) if date]
    return f"jalon « {ecrit['libelle']} », {', '.join(dates)}{en_avance}"

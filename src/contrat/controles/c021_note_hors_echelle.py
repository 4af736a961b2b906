"""C021 : une note sort de l'échelle de la grille."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "une note hors de l'échelle"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les notes plus basses ou plus hautes que l'échelle, et les échelles dont les bornes sont inversées."""
    for identifiant, seance, grille in dossier.grilles:
        echelle = grille.echelle
        bornes = f"de {nombre(echelle.mini)} à {nombre(echelle.maxi)}"
        if echelle.mini >= echelle.maxi:
            adresse = Adresse("seances", identifiant, ("grille", "echelle", "maxi"))
            yield Constat(adresse, f"l'échelle {bornes} ne monte pas", "écrire la note la plus haute dans maxi")
            continue
        for rang, bulletin in enumerate(seance.bulletins):
            for action, notes in bulletin.notes.items():
                for critere, note in notes.items():
                    if not echelle.mini <= note <= echelle.maxi:
                        adresse = Adresse("seances", identifiant, ("bulletins", rang, "notes", action, critere))
                        message = f"la note {nombre(note)} sort de l'échelle, {bornes}"
                        yield Constat(adresse, message, "relire le bulletin ; une abstention ne s'écrit pas")

"""Le total de contrôle d'un fichier du droit : ce qui prouve qu'aucun chiffre n'y a changé par mégarde."""

from __future__ import annotations

from pydantic import Field

from contrat.modele.base import Nombre, Objet


class TotalDeControle(Objet):
    """La somme de tous les nombres d'un fichier d'aide, écrite quand il a été relu sur les textes."""

    fichier: str = Field(description="fichier de l'aide, sans aides/ ni extension")
    somme: Nombre = Field(description="somme de ses taux, forfaits, plafonds, quantités et seuils")

"""Des réponses préparées pour la permanence : un ménage dont rien n'est obligatoire."""

from __future__ import annotations

from pydantic import Field

from contrat.modele.base import Identifiant, IdentifiantMenage, Objet
from contrat.modele.menage import Avis, Budget, ChoixRevenus, Evenement, Logement, Occupants, Projet


class Reponses(Objet):
    """Les réponses d'un ménage, écrites comme dans son fichier."""

    id: IdentifiantMenage | None = Field(None, description="identifiant, sans effet ici")
    source: Identifiant | None = Field(None, description="source, sans effet ici")
    secteur: Identifiant | None = Field(None, description="secteur de la commune")
    origine: Identifiant | None = Field(None, description="qui a signalé ou orienté le ménage")
    occupants: Occupants = Field(default_factory=Occupants, description="occupants du logement")
    revenus: tuple[Avis, ...] = Field((), description="un bloc par avis d'imposition")
    choix_revenus: ChoixRevenus | None = Field(None, description="année retenue par le conseiller, et pourquoi")
    budget: Budget | None = Field(None, description="ressources et charges du mois")
    logement: Logement = Field(default_factory=Logement, description="logement à rénover")
    projet: Projet = Field(default_factory=Projet, description="travaux et demande")
    evenements: tuple[Evenement, ...] = Field((), description="étapes, sans effet ici")

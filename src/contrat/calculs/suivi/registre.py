"""Le registre des traitements : ce que l'outil sait des dossiers tenus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contrat.calculs.suivi.conservation import est_fictif
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import EtapeMenage
from contrat.modele.organisme import Organisme
from contrat.modele.parcours import trouver_etape


@dataclass(frozen=True)
class Registre:
    """Les dossiers d'un contrat, au jour où sa fiche est établie."""

    dossier: Dossier
    jour: date

    @property
    def responsable(self) -> Organisme | None:
        """Le centre d'action sociale de la commune, à défaut le porteur du contrat ; à confirmer dans les deux cas."""
        organismes, porteur = self.dossier.organismes, self.dossier.contrat.porteur
        centres = [o for o in organismes.values() if o.nature == "ccas" and o.rattache_a == porteur]
        return centres[0] if centres else organismes.get(porteur)

    @property
    def etapes(self) -> Mapping[EtapeMenage, int]:
        """Combien de dossiers à chaque étape."""
        atteintes = (trouver_etape(menage.etapes) for menage in self.dossier.menages.values())
        return Counter(atteinte.etape for atteinte in atteintes if atteinte)

    @property
    def fictifs(self) -> int:
        """Combien de dossiers sont des exemples, les données de personne."""
        return sum(est_fictif(menage, self.dossier.sources) for menage in self.dossier.menages.values())

"""Les fichiers du droit livré avec l'outil, tels que sa vérification les relit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from contrat.modele.aide import Aide, ConditionsCommunes
from contrat.modele.bareme import FichierPlafonds, ReglesCommunes, TablePlafonds
from contrat.modele.base import Objet
from contrat.modele.condition import Condition
from contrat.modele.encadrement import Encadrement
from contrat.modele.finances import Finances
from contrat.modele.indexation import Indexation
from contrat.modele.non_jugee import NonJugees
from contrat.modele.texte import Textes


@dataclass(frozen=True)
class DroitLivre:
    """Les objets du droit, ceux d'un dossier par leur nom sans extension : `plafonds/2013`, `aides/2010-2013/ase`…"""

    regles: ReglesCommunes
    textes: Textes
    communes: ConditionsCommunes
    portee: ConditionsCommunes
    indexation: Indexation
    encadrement: Encadrement
    finances: Finances
    non_jugees: NonJugees
    plafonds: Mapping[str, FichierPlafonds]
    aides: Mapping[str, Aide]

    @property
    def fichiers(self) -> dict[str, Objet]:
        """Tous les objets lus, par nom de fichier."""
        communs = {champ.name.replace("_", "-"): getattr(self, champ.name) for champ in fields(self)}
        return {**communs.pop("plafonds"), **communs.pop("aides"), **communs}

    @property
    def partagees(self) -> tuple[Condition, ...]:
        """Les conditions que plusieurs aides citent dans `exige`."""
        return (*self.communes.conditions, *self.portee.conditions)

    @property
    def tables(self) -> list[TablePlafonds]:
        """Toutes les tables de plafonds, par zone puis par date."""
        tables = [table for fichier in self.plafonds.values() for table in fichier.tables]
        return sorted(tables, key=lambda table: (table.zone, table.du))

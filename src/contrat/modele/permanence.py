"""Des réponses préparées pour la permanence : un ménage dont rien n'est obligatoire."""

from __future__ import annotations

from pydantic import Field

from contrat.modele.base import Identifiant, IdentifiantMenage
from contrat.modele.menage import Menage


class Reponses(Menage):
    """Les réponses d'un ménage, écrites comme dans son fichier ; identifiant, source et événements n'y servent pas."""

    id: IdentifiantMenage | None = Field(None, description="identifiant, sans effet ici")  # type: ignore[assignment]
    source: Identifiant | None = Field(None, description="source, sans effet ici")  # type: ignore[assignment]

"""Ce que le guichet lit du contrat : la commune et les conventions qui ouvrent des aides."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from contrat.modele.base import CodeInsee, Identifiant, Objet
from contrat.modele.suivi import Convention


class Territoire(Objet):
    """La commune du contrat."""

    commune: str = Field(description="nom de la commune")
    insee: CodeInsee = Field(description="code INSEE de la commune, cinq caractères")
    departement: str = Field(description="numéro du département")
    nom_departement: str = Field(description="nom du département")
    region: str | None = Field(None, description="région à la date du contrat")
    epci: Identifiant | None = Field(None, description="communauté de communes, dans les organismes")
    echelle: str | None = Field(None, description="échelle à laquelle la démarche est conduite")
    source: Identifiant = Field(description="source du renseignement")


class Cadre(Objet):
    """Le contrat réduit à ce qui décide des aides ; le reste du fichier n'est ni lu ni contrôlé.

    Une faute dans le budget du contrat n'empêche ainsi pas de recevoir un ménage, et la réponse est plus rapide.
    """

    model_config = ConfigDict(extra="ignore")

    territoire: Territoire = Field(description="commune du contrat")
    conventions: tuple[Convention, ...] = Field((), description="engagements signés")

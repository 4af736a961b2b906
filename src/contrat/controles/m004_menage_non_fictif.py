"""M004 : un ménage du dépôt n'est pas déclaré fictif."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un ménage qui n'est pas fictif"
LIT = frozenset({"sources", "menages"})


def constater(dossier: Dossier) -> Constats:
    """Les ménages dont la source n'est pas une fiction : git garde tout, même ce qu'on y efface."""
    for identifiant, menage in dossier.menages.items():
        source = dossier.sources.get(menage.source)
        if source is not None and source.nature != "fiction":
            adresse = Adresse("menages", identifiant, ("source",))
            message = f"source « {source.id} » de nature « {source.nature} »"
            aide = "tenir les ménages réels dans un dépôt à part, privé, après analyse d'impact ; ici, des exemples"
            yield Constat(adresse, message, aide)

"""M004 : un ménage n'est pas fictif, et rien ne dit que le dépôt est privé."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un ménage qui n'est pas fictif"
LIT = frozenset({"contrat", "sources", "menages"})
AIDE = (
    "tenir les ménages réels dans un dépôt à part, privé, après analyse d'impact ; si ce dépôt l'est, l'écrire une "
    "fois dans data/contrat.yaml : menages › depot_prive: oui"
)


def constater(dossier: Dossier) -> Constats:
    """Les ménages dont la source n'est pas une fiction, hors d'un dépôt privé : git garde tout, même effacé."""
    if dossier.contrat.menages.depot_prive:
        return
    for identifiant, menage in dossier.menages.items():
        source = dossier.sources.get(menage.source)
        if source is not None and source.nature != "fiction":
            adresse = Adresse("menages", identifiant, ("source",))
            message = f"un ménage réel (source « {source.id} ») dans un dépôt qui n'est pas dit privé"
            yield Constat(adresse, message, AIDE)

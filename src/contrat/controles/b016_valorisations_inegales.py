"""B016 : les contributions en nature d'une fiche ne s'équilibrent pas."""

from __future__ import annotations

from contrat.calculs.argent.financement import dresser
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.ERREUR
TITRE = "des contributions en nature inégales"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches dont les emplois et les contributions en nature diffèrent, au centime."""
    for identifiant, action in dossier.actions.items():
        plan = dresser(action)
        if plan.emplois != plan.contributions:
            adresse = Adresse("actions", identifiant, ("plan", "valorisations"), sur_cle=True)
            message = f"emplois en nature {euros(plan.emplois)}, contributions {euros(plan.contributions)}"
            yield Constat(adresse, message, "écrire chaque contribution deux fois : emploi, et contribution")

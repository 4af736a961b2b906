"""D014 : un dossier de ménage gardé plus longtemps qu'il ne faut."""

from __future__ import annotations

from contrat.calculs.suivi.conservation import dernier_jour, est_fictif, trouver_regle
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un dossier gardé trop longtemps"
LIT = frozenset({"sources", "menages", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les dossiers de ménages réels, sans aide en cours, dont la durée de conservation est passée."""
    if dossier.jour is None:
        return
    for identifiant, menage in dossier.menages.items():
        if menage.source not in dossier.sources or est_fictif(menage, dossier.sources):
            continue
        regle = trouver_regle(menage, dossier.droit.regles)
        fin = dernier_jour(menage, dossier.droit.regles)
        if regle is not None and fin is not None and dossier.jour > fin:
            adresse = Adresse("menages", identifiant, ("evenements", len(menage.evenements) - 1, "date"))
            message = f"dossier à effacer depuis le {dire_jour(fin)} ({regle.libelle})"
            yield Constat(
                adresse, message, "contrat rgpd purge --avant JOUR --essai montre ce qui sortirait, puis sans --essai"
            )

"""B025 : des fonds de concours dépassent ce que leur bénéficiaire met dans l'opération."""

from __future__ import annotations

from contrat.calculs.argent.regles_financement import juger_fonds_de_concours
from contrat.calculs.argent.tenants import juger
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "des fonds de concours plus forts que la part du bénéficiaire"
LIT = frozenset({"organismes", "actions", "finances"})


def constater(dossier: Dossier) -> Constats:
    """Les fonds de concours d'investissement au-dessus de l'autofinancement et de l'emprunt de qui les reçoit."""
    for identifiant, action in dossier.actions.items():
        for jugement in juger(action, dossier, (juger_fonds_de_concours,)):
            if jugement.est_respecte:
                continue
            recu = action.plan.ressources[jugement.rang]
            message = (
                f"investissement : {euros(jugement.trouve)} de fonds de concours à « {recu.budget} », qui apporte "
                f"{euros(jugement.limite)} hors subventions ; au plus autant : {dossier.finances.citer(jugement.regle)}"
            )
            aide = "réduire le fonds de concours, ou augmenter la part du bénéficiaire"
            adresse = Adresse("actions", identifiant, ("plan", "ressources", jugement.rang, "montant"))
            yield Constat(adresse, message, aide, jugement.informe)

"""B010 : la part du maître d'ouvrage, ou celle des aides publiques, n'est pas celle que demande le droit."""

from __future__ import annotations

from contrat.calculs.argent.regles_financement import ControleDate
from contrat.calculs.argent.tenants import PARTS_PUBLIQUES, juger
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import STATUTS_EXCLUS
from contrat.modele.dossier import Dossier
from contrat.nombres import euros, taux

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une part de financement public hors des règles"
LIT = frozenset({"organismes", "actions", "finances"})


def constater(dossier: Dossier) -> Constats:
    """Les plans d'investissement qui s'écartent d'une règle ; avant le premier jour d'une règle, une information.

    Le plan d'une action abandonnée ne se présente plus à personne.
    """
    for identifiant, action in dossier.actions.items():
        if action.statut in STATUTS_EXCLUS:
            continue
        for jugement in juger(action, dossier, PARTS_PUBLIQUES):
            if not jugement.est_respecte:
                adresse = Adresse("actions", identifiant, ("plan", "ressources", jugement.rang, "montant"))
                texte = dossier.finances.citer(jugement.regle)
                yield Constat(adresse, _dire(jugement, texte), _aider(jugement), jugement.informe)


def _dire(jugement: ControleDate, texte: str) -> str:
    part = f"{euros(jugement.trouve)} sur {euros(jugement.sur)}"
    if jugement.taux is not None:
        part += f", soit {taux(jugement.taux, contre=jugement.attendu)}"
    limite = f"{taux(jugement.attendu)} ({euros(jugement.limite)}) attendus : {texte}"
    if jugement.regle.id == "part-minimale":
        qui = f"« {jugement.tenant} »" if jugement.tenant else "le maître d'ouvrage"
        return f"investissement : {qui} apporte {part} des financements publics ; au moins {limite}"
    ou = f" de « {jugement.tenant} »" if jugement.tenant else ""
    dits = {
        "aides-publiques": f"investissement{ou} aidé par l'État : aides publiques de {part} de dépense subventionnable",
        "cumul-dotations": f"investissement{ou} : dotations de l'État de {part} de dépense subventionnable",
        "cofinancement-europeen": f"plan{ou} : le fonds européen apporte {part} de dépense publique",
    }
    return f"{dits[jugement.regle.id]} ; au plus {limite}"


def _aider(jugement: ControleDate) -> str:
    if jugement.regle.pour_information:
        return "rien à corriger : ce taux vaut pour un programme entier, celui du projet est dans sa convention"
    if jugement.informe:
        du = dire_jour(jugement.regle.du)
        return f"rien à corriger : la règle commence le {du}, après l'exercice {jugement.exercice}"
    return "revoir le plan, ou joindre la dérogation aux pièces de la fiche"

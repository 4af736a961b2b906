"""B010 : la part du maître d'ouvrage, ou celle des aides publiques, n'est pas celle que demande le droit."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.regles_financement import ControleDate, juger_aides_publiques, juger_part_minimale
from contrat.calculs.argent.tenants import juger
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros, taux

CODE = "B010"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une part de financement public hors des règles"
LIT = frozenset({"organismes", "actions", "finances"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les plans d'investissement qui s'écartent d'une règle ; avant le premier jour d'une règle, une information."""
    for identifiant, action in dossier.actions.items():
        for jugement in juger(action, dossier, (juger_part_minimale, juger_aides_publiques)):
            if not jugement.est_respecte:
                adresse = Adresse("actions", identifiant, ("plan", "ressources", jugement.rang, "montant"))
                texte = dossier.finances.citer(jugement.regle)
                yield Constat(adresse, _dire(jugement, texte), _aider(jugement), jugement.informe)


def _dire(jugement: ControleDate, texte: str) -> str:
    part = f"{euros(jugement.trouve)} sur {euros(jugement.sur)}, soit {taux(jugement.taux)}"
    limite = f"{taux(jugement.attendu)} ({euros(jugement.limite)}) attendus : {texte}"
    if jugement.regle.id == "part-minimale":
        qui = f"« {jugement.tenant} »" if jugement.tenant else "le maître d'ouvrage"
        return f"investissement : {qui} apporte {part} des financements publics ; au moins {limite}"
    ou = f" de « {jugement.tenant} »" if jugement.tenant else ""
    aides = f"aides publiques de {part} de dépense subventionnable"
    return f"investissement{ou} aidé par l'État : {aides} ; au plus {limite}"


def _aider(jugement: ControleDate) -> str:
    if jugement.informe:
        return f"rien à corriger : la règle commence le {jugement.regle.du}, après l'exercice {jugement.exercice}"
    return "revoir le plan, ou joindre la dérogation aux pièces de la fiche"

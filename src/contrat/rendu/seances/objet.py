"""Le classement d'une séance en objet : ce que disent le JSON et le CSV ; moyennes en chaînes, jamais réarrondies."""

from __future__ import annotations

from typing import Any

from contrat.calculs.seances.hierarchisation import ActionClassee, Classement
from contrat.calculs.seances.seance_classee import SeanceClassee
from contrat.calculs.seances.sensibilite import Variation
from contrat.modele.dossier import Dossier
from contrat.modele.seance import DecisionRang, Grille
from contrat.rendu.mots.noms import nommer_action
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, tabuler

VERSION = 1
COLONNES = (
    "action", "titre", "rang", "ex_aequo", "moyenne", "ecart_type", "bulletins", "rang_decide", "motif",
)  # fmt: skip


def decrire_seance(classee: SeanceClassee) -> dict[str, Any]:
    """La séance, le classement, ce qu'un poids changerait."""
    dossier, seance, classement = classee.dossier, classee.seance, classee.classement
    source = dossier.sources.get(seance.source)
    return {
        "version": VERSION,
        "seance": seance.id,
        "instance": seance.instance,
        "date": seance.date,
        "ponderation_colleges": seance.ponderation_colleges,
        "colleges": [
            {
                "college": p.college,
                "presents": p.presents,
                "bulletins": sum(b.college == p.college for b in seance.bulletins),
            }
            for p in seance.colleges
        ],
        "grille": _grille(classee.grille),
        "classement": [_classee(dossier, a) for a in classement.actions],
        "non_classees": list(classement.non_classees),
        "decisions": [_decision(decision, classement) for decision in seance.decisions],
        "sensibilite": [_variation(v) for v in classee.variations],
        "source": {"id": seance.source, "nature": source.nature if source else None},
    }


def tabuler_classement(classee: SeanceClassee) -> Tableau:
    """Une ligne par action classée, du premier rang au dernier."""
    lignes = [
        _classee(classee.dossier, a)
        | extraire(a, "moyenne", "ecart_type")
        | {
            "rang_decide": a.decision.rang if a.decision else None,
            "motif": a.decision.motif if a.decision else None,
        }
        for a in classee.classement.actions
    ]
    return tabuler(COLONNES, lignes)


def _grille(grille: Grille) -> dict[str, Any]:
    return {
        "figes_le": grille.figes_le,
        "echelle": [str(grille.echelle.mini), str(grille.echelle.maxi)],
        "criteres": [{"critere": c.id, "libelle": c.libelle, "poids": str(c.poids)} for c in grille.criteres],
    }


def _classee(dossier: Dossier, a: ActionClassee) -> dict[str, Any]:
    return {
        "action": a.action,
        "titre": nommer_action(dossier, a.action),
        "rang": a.rang,
        "ex_aequo": a.ex_aequo > 1,
        "moyenne": str(a.moyenne),
        "ecart_type": None if a.ecart_type is None else str(a.ecart_type),
        "bulletins": a.bulletins,
        "bulletins_entiers": a.bulletins_entiers,
        "criteres": {critere: str(valeur) for critere, valeur in a.par_critere.items()},
        "colleges": {college: str(valeur) for college, valeur in a.par_college.items()},
    }


def _decision(decision: DecisionRang, classement: Classement) -> dict[str, Any]:
    classee = next((a for a in classement.actions if a.action == decision.action), None)
    return {
        "action": decision.action,
        "rang": decision.rang,
        "rang_calcule": classee.rang if classee else None,
        "s_ecarte": classee is None or classee.s_ecarte,
        "issue": decision.issue,
        "motif": decision.motif,
    }


def _variation(v: Variation) -> dict[str, Any]:
    return {
        "critere": v.critere,
        "poids": str(v.avant),
        "nouveau_poids": str(v.apres),
        "change": bool(v.permutations),
        "permutations": [
            {"devant": p.devant, "derriere": p.derriere, "ex_aequo": p.est_egalite} for p in v.permutations
        ],
    }

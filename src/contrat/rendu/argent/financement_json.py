"""Le plan de financement en JSON : montants et taux en chaînes à deux décimales, `null` quand ils manquent."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from contrat.calculs.argent.conventions import Subvention
from contrat.calculs.argent.financement import Financement, Financeur
from contrat.calculs.argent.regles_financement import Jugement
from contrat.modele.dossier import Dossier
from contrat.modele.finances import DroitFinancier, RegleFinanciere
from contrat.modele.plan import Ressource
from contrat.rendu.argent.financement_textes import nommer_organisme

VERSION = 1
CENTIEME = Decimal("0.01")


def en_json(
    plan: Financement,
    dossier: Dossier,
    droit: DroitFinancier,
    jugements: list[Jugement],
    subventions: list[Subvention],
) -> str:
    """Le plan entier, ses règles datées et ses subventions versées."""
    action = plan.action
    objet = {
        "version": VERSION,
        "action": action.id,
        "titre": action.titre,
        "maitre_ouvrage": plan.maitre_ouvrage,
        "base": action.plan.base,
        "sources": sorted({action.budget.source, action.plan.source}),
        "cout": _ecrire(plan.cout),
        "ressources": _ecrire(plan.ressources),
        "ecart": _ecrire(plan.ecart),
        "postes": [
            {
                "exercice": p.exercice,
                "section": p.section,
                "depenses": _ecrire(p.depenses),
                "acquises": _ecrire(p.acquises),
                "non_acquises": _ecrire(p.non_acquises),
                "ecart": _ecrire(p.ecart),
            }
            for p in plan.postes
        ],
        "financeurs": [_financeur(f, dossier) for f in plan.financeurs],
        "perdues": [_ressource(r) | {"organisme": r.organisme, "nature": r.nature} for r in plan.perdues],
        "certitudes": {nom: _ecrire(montant) for nom, montant in plan.certitudes.items()},
        "part_maitre_ouvrage": {nom: _ecrire(montant) for nom, montant in plan.propres.items()}
        | {"total": _ecrire(plan.part_propre), "taux": _ecrire(plan.taux_propre)},
        "valorisations": {"emplois": _ecrire(plan.emplois), "contributions": _ecrire(plan.contributions)},
        "regles": [_jugement(j, droit) for j in jugements] + [_subvention(s, droit) for s in subventions],
    }
    return json.dumps(objet, ensure_ascii=False, indent=2)


def _ecrire(nombre: Decimal | None) -> str | None:
    return None if nombre is None else str(nombre.quantize(CENTIEME, ROUND_HALF_UP))


def _financeur(financeur: Financeur, dossier: Dossier) -> dict[str, Any]:
    return {
        "organisme": financeur.organisme,
        "nom": nommer_organisme(dossier, financeur.organisme),
        "nature": financeur.nature,
        "montant": _ecrire(financeur.montant),
        "acquis": _ecrire(financeur.acquis),
        "non_acquis": _ecrire(financeur.non_acquis),
        "taux_cout": _ecrire(financeur.taux_cout),
        "assiette": _ecrire(financeur.assiette),
        "taux_assiette": _ecrire(financeur.taux_assiette),
        "ressources": [
            _ressource(a.ressource) | {"taux_cout": _ecrire(a.taux_cout), "taux_assiette": _ecrire(a.taux_assiette)}
            for a in financeur.apports
        ],
    }


def _ressource(ressource: Ressource) -> dict[str, Any]:
    return {
        "exercice": ressource.exercice,
        "section": ressource.section,
        "etat": ressource.etat,
        "certitude": ressource.certitude,
        "montant": _ecrire(ressource.montant),
        "assiette": _ecrire(ressource.assiette),
    }


def _regle(regle: RegleFinanciere, droit: DroitFinancier) -> dict[str, Any]:
    return {
        "controle": regle.controle,
        "regle": regle.id,
        "texte": droit.citer(regle),
        "statut": regle.statut,
        "du": regle.du.isoformat(),
        "au": None if regle.au is None else regle.au.isoformat(),
    }


def _jugement(jugement: Jugement, droit: DroitFinancier) -> dict[str, Any]:
    return _regle(jugement.regle, droit) | {
        "posterieure": jugement.informe,
        "respectee": jugement.est_respecte,
        "trouve": _ecrire(jugement.trouve),
        "sur": _ecrire(jugement.sur),
        "limite": _ecrire(jugement.limite),
    }


def _subvention(subvention: Subvention, droit: DroitFinancier) -> dict[str, Any]:
    return _regle(subvention.regle, droit) | {
        "beneficiaire": subvention.beneficiaire,
        "exercice": subvention.exercice,
        "posterieure": False,
        "respectee": subvention.a_convention or not subvention.depasse,
        "trouve": _ecrire(subvention.montant),
        "limite": _ecrire(subvention.regle.seuil),
    }

"""Le plan de financement en objet : ce que disent le JSON et le CSV ; un montant inconnu vaut `None`."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contrat.calculs.argent.contractualisation import ConventionSuivie
from contrat.calculs.argent.conventions import Subvention
from contrat.calculs.argent.examen import ExamenPlan, PartPropre
from contrat.calculs.argent.financement import Financeur
from contrat.calculs.argent.flux_internes import FluxInterne
from contrat.calculs.argent.regles_financement import ControleDate
from contrat.modele.finances import DroitFinancier, RegleFinanciere
from contrat.modele.plan import NATURES_PROPRES, Ligne, Ressource
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, tabuler

VERSION = 1
COLONNES = (
    "organisme", "nature", "exercice", "section", "etat", "certitude", "montant", "assiette", "taux_cout",
    "taux_assiette", "programme", "sollicite", "accorde", "encaisse", "reverse", "demande", "reception", "fin",
    "conventions",
    "achevement",
)  # fmt: skip
CHAMPS_DEPENSE = (
    "exercice", "section", "chapitre", "article", "fonction", "libelle", "budget", "beneficiaire", "base",
    "prevu", "vote", "engage", "realise", "report", "autorisation",
)  # fmt: skip
VERSEMENT = ("exercice", "montant", "date", "reference")


def decrire_plan(examen: ExamenPlan) -> dict[str, Any]:
    """Le plan entier, ses règles datées et ses subventions versées."""
    plan, droit = examen.plan, examen.droit
    action = plan.action
    return {
        "version": VERSION,
        "action": action.id,
        "titre": action.titre,
        "maitre_ouvrage": plan.maitre_ouvrage,
        "base": action.plan.base,
        "sources": sorted({action.budget.source, action.plan.source}),
        **extraire(plan, "cout", "ressources", "ecart"),
        "postes": [
            extraire(p, "exercice", "section", "depenses", "acquises", "non_acquises", "ecart") for p in plan.postes
        ],
        "conventions": [_convention(c) for c in _couvrantes(examen)],
        "financeurs": [_financeur(f, examen) for f in plan.financeurs],
        "perdues": [_ressource(r, examen) | extraire(r, "organisme", "nature") for r in plan.perdues],
        "certitudes": dict(plan.certitudes),
        "part_maitre_ouvrage": _part(examen.parts[0]),
        "parts_propres": [{"organisme": x.tenant, **_part(x)} for x in examen.parts],
        "flux_internes": [_flux(x) for x in examen.flux],
        "depenses": [_depense(x) for x in action.budget.depenses],
        "valorisations": {"emplois": plan.emplois, "contributions": plan.contributions},
        "regles": [_jugement(j, droit) for j in examen.jugements] + [_subvention(s, droit) for s in examen.subventions],
    }


def _flux(flux: FluxInterne) -> dict[str, Any]:
    ligne = flux.ligne
    ou = {"exercice": ligne.exercice, "section": ligne.section}
    return {"budget": ligne.budget, "beneficiaire": flux.beneficiaire, **ou, "montant": ligne.credit}


def _part(part: PartPropre) -> dict[str, Any]:
    natures: dict[str, Any] = {nature: part.natures.get(nature, Decimal(0)) for nature in NATURES_PROPRES}
    return natures | {"total": part.montant, "taux": part.taux_total}


def _couvrantes(examen: ExamenPlan) -> list[ConventionSuivie]:
    """Les conventions qui couvrent une ressource du plan au moins, chacune une fois."""
    ressources = examen.plan.action.plan.ressources
    return list({c.convention.id: c for ressource in ressources for c in examen.couvrant(ressource)}.values())


def _convention(suivie: ConventionSuivie) -> dict[str, Any]:
    ecrite = extraire(suivie.convention, "id", "objet", "reference", "signe_le", "montant")
    return ecrite | {"couvert": suivie.total, "depassement": suivie.depassement}


def tabuler_plan(examen: ExamenPlan) -> Tableau:
    """Une ligne par ressource du plan, perdues comprises."""
    plan = examen.plan
    lignes = [
        extraire(f, "organisme", "nature") | _ressource(a.ressource, examen) | extraire(a, "taux_cout", "taux_assiette")
        for f in plan.financeurs
        for a in f.apports
    ]
    lignes += [extraire(r, "organisme", "nature") | _ressource(r, examen) for r in plan.perdues]
    return tabuler(COLONNES, [ligne | {"conventions": " ".join(ligne["conventions"])} for ligne in lignes])


def _depense(ligne: Ligne) -> dict[str, Any]:
    return extraire(ligne, *CHAMPS_DEPENSE) | {
        "paiements": [extraire(x, *VERSEMENT) for x in ligne.paiements],
        "modifications": [extraire(x, "date", "avant", "apres", "reference") for x in ligne.modifications],
    }


def _financeur(financeur: Financeur, examen: ExamenPlan) -> dict[str, Any]:
    return {
        "organisme": financeur.organisme,
        "nom": examen.dossier.nommer_organisme(financeur.organisme),
        "nature": financeur.nature,
        **extraire(financeur, "montant", "acquis", "non_acquis", "taux_cout", "assiette", "taux_assiette"),
        "ressources": [
            _ressource(a.ressource, examen) | extraire(a, "taux_cout", "taux_assiette") for a in financeur.apports
        ],
    }


def _ressource(ressource: Ressource, examen: ExamenPlan) -> dict[str, Any]:
    return {
        **extraire(ressource, "exercice", "section", "etat", "certitude", "montant", "assiette", "base", "programme"),
        "sollicite": ressource.demande_ou_attendu,
        "accorde": ressource.accorde_ou_acquis,
        "encaisse": ressource.recu,
        **extraire(ressource, "reverse", "demande", "reception", "fin"),
        "conventions": [suivie.convention.id for suivie in examen.couvrant(ressource)],
        "achevement": ressource.achevement,
        "avenants": [extraire(x, "date", "reference", "avant", "apres", "achevement") for x in ressource.avenants],
        "encaissements": [extraire(x, *VERSEMENT) for x in ressource.encaissements],
        "reversements": [extraire(x, *VERSEMENT) for x in ressource.reversements],
    }


def _regle(regle: RegleFinanciere, droit: DroitFinancier) -> dict[str, Any]:
    return {
        "controle": regle.controle,
        "regle": regle.id,
        "texte": droit.citer(regle),
        **extraire(regle, "statut", "du", "au"),
    }


def _jugement(jugement: ControleDate, droit: DroitFinancier) -> dict[str, Any]:
    return _regle(jugement.regle, droit) | {
        "posterieure": jugement.informe,
        "respectee": jugement.est_respecte,
        **extraire(jugement, "trouve", "sur", "limite"),
        "organisme": jugement.tenant,
    }


def _subvention(subvention: Subvention, droit: DroitFinancier) -> dict[str, Any]:
    return _regle(subvention.regle, droit) | {
        "beneficiaire": subvention.beneficiaire,
        "exercice": subvention.exercice,
        "posterieure": False,
        "respectee": subvention.a_convention or not subvention.depasse,
        "trouve": subvention.montant,
        "limite": subvention.regle.seuil,
    }

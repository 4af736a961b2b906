"""Le budget en objet : ce que disent le JSON et le CSV ; un montant vaut `None` quand rien n'est renseigné."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.etat import EtatBudget
from contrat.calculs.argent.lignes import LigneConsolidee
from contrat.calculs.argent.ventilation import Dimension, Groupe
from contrat.modele.dossier import Dossier
from contrat.modele.plan import CERTITUDES_COMPTEES
from contrat.rendu.argent.budget_notes import rediger_execution, rediger_notes
from contrat.rendu.mots.argent import nommer
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, tabuler
from contrat.rendu.typographie import rendre_ordinaires

VERSION = 1
COLONNES = (
    "action", "axe", "exercice", "section", "sens", "libelle", "chapitre", "organisme", "nature", "etat", "ville",
    "montant", "base", "budget", "source", "article", "fonction", "beneficiaire", "vote", "engage", "realise", "report",
    "autorisation", "programme", "sollicite", "accorde", "encaisse", "reverse", "reception",
)  # fmt: skip
MONTANTS = ("fonctionnement", "investissement", "depenses", "ville", "externes", "ressources")
FINANCEUR = ("ville", "montant", *CERTITUDES_COMPTEES)
EXECUTION = (
    "cle", "prevu", "vote", "engage", "realise", "taux_engagement", "taux_execution", "taux_paiement", "reporte",
)  # fmt: skip


def decrire_budget(etat: EtatBudget, est_execution: bool = False) -> dict[str, Any]:
    """Le budget entier, ses lignes, et la ventilation demandée s'il y en a une."""
    c = etat.consolidation
    objet: dict[str, Any] = {
        "version": VERSION,
        "contrat": etat.dossier.contrat.id,
        "periode": [etat.periode.debut, etat.periode.fin],
        "vue": "execution" if est_execution else c.vue,
        **_totaux(c),
        "bases": sorted(c.bases),
        "origines": sorted(c.natures),
        "exercices_sans_chiffre": list(c.exercices_sans_chiffre),
        "enveloppes": _enveloppes(etat),
    }
    if etat.par is not None:
        objet["ventilation"] = {"par": etat.par, "groupes": _decrire_groupes(etat, etat.par)}
    objet["execution"] = _decrire_execution(etat, etat.par or "section")
    notes = (*(rediger_execution(etat) if est_execution else ()), *rediger_notes(etat))
    objet["notes"] = list(map(rendre_ordinaires, notes))
    objet["lignes"] = [_decrire_ligne(x) for x in c.lignes]
    objet["exclues"] = [{"motif": x.motif, **_decrire_ligne(x.ligne)} for x in c.exclues]
    return objet


def tabuler_budget(etat: EtatBudget, est_execution: bool) -> Tableau:
    """Toutes les lignes comptées, ou une ligne par groupe de la ventilation ou de l'exécution demandée."""
    if est_execution:
        return tabuler(EXECUTION, _decrire_execution(etat, etat.par or "section"))
    if etat.par is None:
        return tabuler(COLONNES, map(_decrire_ligne, etat.consolidation.lignes))
    groupes = _decrire_groupes(etat, etat.par)
    if etat.par == "financeur":
        return tabuler(("cle", "libelle", *FINANCEUR), groupes)
    return tabuler(("cle", "libelle", *(MONTANTS[:3] if etat.par == "chapitre" else MONTANTS)), map(_aplatir, groupes))


def _aplatir(groupe: Mapping[str, Any]) -> dict[str, Any]:
    """Les mêmes montants sur une seule ligne."""
    montants = [*groupe["depenses"].values(), *groupe.get("ressources", {}).values()]
    return {"cle": groupe["cle"], "libelle": groupe["libelle"], **dict(zip(MONTANTS, montants, strict=False))}


def _decrire_ligne(ligne: LigneConsolidee) -> dict[str, Any]:
    champs = extraire(ligne, *(nom for nom in COLONNES if nom != "ville"))
    # Dans l'ordre des colonnes : la part de la ville ne se dit que d'une ressource.
    return {nom: champs.get(nom) for nom in COLONNES} | {
        "ville": ligne.est_ville if ligne.sens == "ressource" else None
    }


def _totaux(c: Consolidation) -> dict[str, Any]:
    ressources = {"ville": c.ressources_ville, "externes": c.ressources_externes, "total": c.total_ressources}
    return {"depenses": {**c.depenses, "total": c.total_depenses}, "ressources": ressources}


def _enveloppes(etat: EtatBudget) -> list[dict[str, Any]]:
    return [
        {
            "section": x.enveloppe.section,
            "periode": [x.enveloppe.periode.debut, x.enveloppe.periode.fin],
            "montant": x.enveloppe.montant,
            **extraire(x, "depenses", "part", "reste"),
            "depassement": None if x.depenses is None else x.depassement,
        }
        for x in etat.enveloppes
    ]


def _decrire_execution(etat: EtatBudget, par: Dimension) -> list[dict[str, Any]]:
    """Ce que devient le prévu, par groupe puis ensemble (`cle` nulle) ; les taux sont en pour cent."""
    mesures = []
    for m in etat.executions[par]:
        mesure = extraire(m, *EXECUTION)
        if par == "financeur":
            mesure["taux_execution"] = m.taux_paiement
        mesures.append(mesure)
    return mesures


def _decrire_groupes(etat: EtatBudget, par: Dimension) -> list[dict[str, Any]]:
    if par != "financeur":
        return [_decrire_groupe(etat.dossier, par, groupe) for groupe in etat.ventilations[par]]
    return [
        {"cle": a.cle, "libelle": nommer(etat.dossier, par, a.cle or ""), "ville": cote.est_ville, "montant": a.montant}
        | {nom: a.accords.get(nom) for nom in CERTITUDES_COMPTEES}
        for cote in etat.cotes
        for a in cote.apports
    ]


def _decrire_groupe(dossier: Dossier, par: Dimension, groupe: Groupe) -> dict[str, Any]:
    """Un groupe d'une ventilation ; ses montants valent `None` quand il n'a aucune ligne."""
    c = groupe.consolidation
    objet: dict[str, Any] = {"cle": groupe.cle, "libelle": nommer(dossier, par, groupe.cle)}
    totaux = _totaux(c)
    if par == "chapitre":
        return objet | {"depenses": totaux["depenses"]}
    return objet | totaux

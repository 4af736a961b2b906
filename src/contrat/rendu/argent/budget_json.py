"""Le budget en JSON : une forme stable, montants en chaînes à deux décimales, `null` quand rien n'est renseigné."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from contrat.calculs.argent.budget import Consolidation, LigneConsolidee
from contrat.calculs.argent.execution import mesurer_execution
from contrat.calculs.argent.reperes import comparer_aux_enveloppes
from contrat.calculs.argent.ventilation import CERTITUDES, Dimension, Groupe, par_certitude, repartir
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.rendu.argent.budget_notes import rediger_notes
from contrat.rendu.argent.budget_textes import nommer
from contrat.rendu.mise_en_page import rendre_ordinaires

VERSION = 1


def en_json(dossier: Dossier, contrat: Contrat, consolidation: Consolidation, par: Dimension | None = None) -> str:
    """Le budget entier, ses lignes, et la ventilation demandée s'il y en a une."""
    objet: dict[str, Any] = {
        "version": VERSION,
        "contrat": contrat.id,
        "periode": [consolidation.exercices[0], consolidation.exercices[-1]],
        "vue": consolidation.vue,
        **_totaux(consolidation),
        "bases": sorted(consolidation.bases),
        "origines": sorted(consolidation.natures),
        "exercices_sans_chiffre": list(consolidation.exercices_sans_chiffre),
        "enveloppes": _enveloppes(contrat, consolidation),
    }
    if par is not None:
        objet["ventilation"] = {
            "par": par,
            "groupes": [decrire_groupe(dossier, par, groupe) for groupe in repartir(dossier, consolidation, par)],
        }
    objet["execution"] = decrire_execution(dossier, consolidation, par or "section")
    objet["notes"] = list(map(rendre_ordinaires, rediger_notes(dossier, contrat, consolidation)))
    objet["lignes"] = [decrire_ligne(x) for x in consolidation.lignes]
    objet["exclues"] = [{"motif": x.motif, **decrire_ligne(x.ligne)} for x in consolidation.exclues]
    return json.dumps(objet, ensure_ascii=False, indent=2)


def ecrire_decimal(montant: Decimal | None) -> str | None:
    """Un montant en chaîne à deux décimales."""
    return None if montant is None else f"{montant:.2f}"


def decrire_ligne(ligne: LigneConsolidee) -> dict[str, Any]:
    """Une dépense ou une ressource, clé par clé."""
    return {
        "action": ligne.action,
        "axe": ligne.axe,
        "exercice": ligne.exercice,
        "section": ligne.section,
        "sens": ligne.sens,
        "libelle": ligne.libelle,
        "chapitre": ligne.chapitre,
        "organisme": ligne.organisme,
        "nature": ligne.nature,
        "etat": ligne.etat,
        "ville": ligne.est_ville if ligne.sens == "ressource" else None,
        "montant": ecrire_decimal(ligne.montant),
        "base": ligne.base,
        "budget": ligne.budget,
        "source": ligne.source,
    }


def _totaux(c: Consolidation) -> dict[str, Any]:
    depenses = {section: ecrire_decimal(montant) for section, montant in c.depenses.items()}
    return {
        "depenses": {**depenses, "total": ecrire_decimal(c.total_depenses)},
        "ressources": {
            "ville": ecrire_decimal(c.ressources_ville),
            "externes": ecrire_decimal(c.ressources_externes),
            "total": ecrire_decimal(c.total_ressources),
        },
    }


def _enveloppes(contrat: Contrat, consolidation: Consolidation) -> list[dict[str, Any]]:
    return [
        {
            "section": x.enveloppe.section,
            "periode": [x.enveloppe.periode.debut, x.enveloppe.periode.fin],
            "montant": ecrire_decimal(x.enveloppe.montant),
            "depenses": ecrire_decimal(x.depenses),
            "part": ecrire_decimal(x.part),
            "reste": ecrire_decimal(x.reste),
            "depassement": ecrire_decimal(None if x.depenses is None else x.depassement),
        }
        for x in comparer_aux_enveloppes(contrat, consolidation)
    ]


def decrire_execution(dossier: Dossier, consolidation: Consolidation, par: Dimension) -> list[dict[str, Any]]:
    """Ce que devient le prévu, par groupe puis ensemble (`cle` nulle) ; les taux sont en pour cent."""
    return [
        {
            "cle": m.cle,
            "prevu": ecrire_decimal(m.prevu),
            "vote": ecrire_decimal(m.vote),
            "engage": ecrire_decimal(m.engage),
            "realise": ecrire_decimal(m.realise),
            "taux_engagement": ecrire_decimal(m.taux_engagement),
            "taux_execution": ecrire_decimal(m.taux_paiement if par == "financeur" else m.taux_execution),
            "taux_paiement": ecrire_decimal(m.taux_paiement),
        }
        for m in mesurer_execution(dossier, consolidation.exercices, par)
    ]


def decrire_groupe(dossier: Dossier, par: Dimension, groupe: Groupe) -> dict[str, Any]:
    """Un groupe d'une ventilation ; ses montants valent `None` quand il n'a aucune ligne."""
    c = groupe.consolidation
    objet: dict[str, Any] = {"cle": groupe.cle, "libelle": nommer(dossier, par, groupe.cle)}
    if par == "financeur":
        accords = par_certitude(c.lignes_ressources)
        objet["ville"] = any(x.est_ville for x in c.lignes)
        objet["montant"] = ecrire_decimal(c.total_ressources)
        return objet | {nom: ecrire_decimal(accords.get(nom)) for nom in CERTITUDES}
    totaux = _totaux(c)
    if par == "chapitre":
        return objet | {"depenses": totaux["depenses"]}
    if not c.lignes:
        totaux = {bloc: dict.fromkeys(montants) for bloc, montants in totaux.items()}
    return objet | totaux

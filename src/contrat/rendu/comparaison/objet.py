"""La comparaison en objet : tout ce que la page dit, et ce qu'elle coupe."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.calculs.comparaison.actions import ActionComparee
from contrat.calculs.comparaison.argent import LigneComparee, Mouvement, PosteCompare
from contrat.calculs.comparaison.comparaison import ComparaisonContrats, PublieCompare
from contrat.calculs.comparaison.droit import DroitCompare, Jours
from contrat.calculs.comparaison.ecarts import Difference
from contrat.calculs.comparaison.regles import SubventionComparee
from contrat.calculs.comparaison.totaux import EnveloppeComparee, Total, TotauxCompares
from contrat.diagnostics import Diagnostic
from contrat.modele.base import Objet
from contrat.rendu.comparaison.phrases import conclure, titrer
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, tabuler

VERSION = 1


def decrire(comparaison: ComparaisonContrats) -> dict[str, Any]:
    """La comparaison, dans une forme stable."""
    return {
        "version": VERSION,
        "base": comparaison.base.nom,
        "tete": comparaison.tete.nom,
        "change": not comparaison.ne_change_rien,
        "titre": titrer(comparaison),
        "conclusion": conclure(comparaison),
        "bloque": comparaison.bloque,
        "illisibles": [i._asdict() for i in comparaison.illisibles],
        "actions": [_action(a) for a in comparaison.actions],
        "totaux": _totaux(comparaison.totaux) if comparaison.totaux else None,
        "enveloppes": [_enveloppe(e) for e in comparaison.enveloppes],
        "regles": _regles(comparaison),
        "publies": [_publie(p) for p in comparaison.publies],
        "droit": [_droit(d) for d in comparaison.droit],
        "autres": [
            {"genre": o.genre, "id": o.identifiant, "etat": _etat(o.avant, o.apres), "ecarts": _ecarts(o.ecarts)}
            for o in comparaison.objets
        ],
        "menages": extraire(comparaison.menages, "ajoutes", "retires", "modifies"),
        "actions_en_retard": {
            "avant": int(comparaison.retards.avant or 0),
            "apres": int(comparaison.retards.apres or 0),
        },
        "fautes": {
            "nouvelles": [_faute(comparaison, f) for f in comparaison.nouvelles],
            "corrigees": [_faute(comparaison, f) for f in comparaison.corrigees],
        },
    }


def tabuler_changements(comparaison: ComparaisonContrats) -> Tableau:
    """Une ligne par action qui change : son statut, son coût et la part du maître d'ouvrage, avant et après."""
    actions = [_action(action) for action in comparaison.actions]
    doubles = ("statut", "cout", "part_propre")
    colonnes = (
        "id",
        "ancien_id",
        "etat",
        "titre",
        *(f"{nom}_{cote}" for nom in doubles for cote in ("avant", "apres")),
    )
    return tabuler(
        colonnes,
        [a | {f"{nom}_{cote}": valeur for nom in doubles for cote, valeur in a[nom].items()} for a in actions],
    )


def _enveloppe(enveloppe: EnveloppeComparee) -> dict[str, Any]:
    return {
        "section": enveloppe.section,
        "periode": [enveloppe.periode.debut, enveloppe.periode.fin],
        "montant": _mouvement(enveloppe.montants),
        "depenses": _mouvement(enveloppe.depenses),
        "part": _mouvement(enveloppe.parts),
        "franchie": enveloppe.est_franchie,
    }


def _mouvement(mouvement: Mouvement) -> dict[str, Decimal | None]:
    return extraire(mouvement, "avant", "apres", "difference")


def _etat(avant: object, apres: object) -> str:
    return "ajoute" if avant is None else "retire" if apres is None else "modifie"


def _action(action: ActionComparee) -> dict[str, Any]:
    avant, apres = action.avant, action.apres
    return {
        "id": action.action.id,
        "etat": _etat(avant, apres),
        "ancien_id": avant.id if avant and apres and avant.id != apres.id else None,
        "titre": action.action.titre_court,
        "statut": {"avant": avant.statut if avant else None, "apres": apres.statut if apres else None},
        "cout": _mouvement(action.couts),
        "part_propre": extraire(action.propres, "avant", "apres"),
        "postes": [_poste(p) for p in action.postes],
        "ecarts": _ecarts(action.ecarts),
        "manques": [
            {
                "genre": m.genre,
                "date": m.etape.date if m.etape else None,
                "organisme": m.organisme,
                "demandes": dict(m.demandes) if m.demandes else None,
            }
            for m in action.manques
        ],
    }


def _poste(poste: PosteCompare) -> dict[str, Any]:
    return {
        **extraire(poste, "exercice", "section"),
        "depenses": _mouvement(poste.depenses),
        "ressources": _mouvement(poste.ressources),
        "ecart": _mouvement(poste.ecart),
        "lignes": [_ligne(x) for x in poste.lignes],
    }


def _ligne(ligne: LigneComparee) -> dict[str, Any]:
    montants = {vue: _mouvement(m) for vue, m in ligne.montants.items() if vue == "prevu" or m.bouge}
    etats = {"avant": ligne.etats[0], "apres": ligne.etats[1]}
    return {**ligne.cle._asdict(), "etat": etats, "montants": montants}


def _totaux(totaux: TotauxCompares) -> dict[str, Any]:
    return {
        "exercices": list(totaux.exercices),
        "depenses": [_total(t) for t in totaux.depenses],
        "ressources": [_total(t) for t in totaux.ressources],
        "autres_vues": [{"vue": vue, "sens": sens, **_mouvement(m)} for vue, sens, m in totaux.autres],
    }


def _total(total: Total) -> dict[str, Any]:
    parts = extraire(total.parts, "avant", "apres")
    return {**extraire(total, "nom", "organisme"), **_mouvement(total.montants), "part": parts}


def _regles(comparaison: ComparaisonContrats) -> list[dict[str, Any]]:
    regles: list[dict[str, Any]] = [
        {
            "regle": une.regle.id,
            "action": r.action,
            "avant": r.avant.taux if r.avant else None,
            "apres": r.apres.taux if r.apres else None,
            "limite": une.attendu,
            "respectee": r.apres.est_respecte if r.apres else None,
            "franchie": r.est_franchie,
        }
        for r in comparaison.regles
        if (une := r.apres or r.avant) is not None
    ]
    return regles + [_subvention(s) for s in comparaison.subventions]


def _subvention(subvention: SubventionComparee) -> dict[str, Any]:
    avant, apres, une = subvention.avant, subvention.apres, subvention.une
    return {
        "regle": une.regle.id,
        **extraire(une, "beneficiaire", "exercice"),
        "avant": avant.montant if avant else None,
        "apres": apres.montant if apres else None,
        "limite": une.regle.seuil,
        "respectee": apres is None or not apres.depasse or apres.a_convention,
        "franchie": bool(avant and avant.depasse) != bool(apres and apres.depasse),
    }


def _publie(publie: PublieCompare) -> dict[str, Any]:
    une = publie.une
    return {
        "mesure": une.publie.mesure,
        "periode": [une.publie.periode.debut, une.publie.periode.fin],
        "publie": une.publie.valeur,
        "avant": publie.avant.recalcule if publie.avant else None,
        "apres": publie.apres.recalcule if publie.apres and not publie.est_discret else None,
        "discret": publie.est_discret,
        "verdict": publie.apres.verdict if publie.apres else None,
        "rompu": publie.est_rompu,
    }


def _droit(droit: DroitCompare) -> dict[str, Any]:
    touches = droit.menages
    return {
        "genre": droit.genre,
        "id": droit.nom,
        "etat": _etat(droit.avant, droit.apres),
        "jours": _jours(droit.jours),
        "reecrit": _jours(droit.reecrit),
        "ecarts": _ecarts(droit.ecarts),
        "menages": touches
        and {
            "juges": touches.juges,
            "eligibles": {"avant": _entier(touches.eligibles.avant), "apres": _entier(touches.eligibles.apres)},
            "changent_de_verdict": touches.changent,
            "changent_de_montant": touches.bougent,
            "montant": extraire(touches.montants, "avant", "apres"),
        },
    }


def _entier(nombre: Decimal | None) -> int | None:
    return None if nombre is None else int(nombre)


def _jours(jours: Iterable[Jours]) -> list[list[date | None]]:
    return [[j.du, j.au] for j in jours]


def _ecarts(ecarts: Iterable[Difference]) -> list[dict[str, Any]]:
    return [{"chemin": list(e.chemin), "avant": _valeur(e.avant), "apres": _valeur(e.apres)} for e in ecarts]


def _valeur(valeur: Any) -> Any:
    """Une valeur de n'importe quel champ, que l'écrivain sait écrire."""
    if isinstance(valeur, Objet):
        return {nom: _valeur(v) for nom, v in valeur if v is not None}
    if isinstance(valeur, tuple):
        return [_valeur(v) for v in valeur]
    if isinstance(valeur, dict):
        return {str(cle): _valeur(v) for cle, v in valeur.items()}
    return valeur if isinstance(valeur, str | int | Decimal | date | None) else str(valeur)


def est_discrete(comparaison: ComparaisonContrats, faute: Diagnostic) -> bool:
    """Vrai quand le message d'une faute dirait la valeur d'un ménage, une donnée personnelle, ou un petit nombre."""
    if faute.code == "V001":
        return any(p.est_discret and p.concerne(faute) for p in comparaison.publies)
    return faute.code.startswith("D") or "data/menages/" in faute.fichier


def _faute(comparaison: ComparaisonContrats, faute: Diagnostic) -> dict[str, Any]:
    """Une faute sans son extrait ; d'une faute discrète, la place seule."""
    return {
        "code": faute.code,
        "gravite": faute.gravite.value,
        "message": None if est_discrete(comparaison, faute) else faute.message,
        **extraire(faute, "fichier", "ligne", "colonne", "empreinte"),
    }

"""La liste des actions : au terminal, en Markdown, en CSV, en JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date
from io import StringIO
from typing import Any

from contrat.calculs.actions.retard import Retard
from contrat.calculs.actions.selection import Situation, natures_des_montants
from contrat.modele.dossier import Dossier
from contrat.rendu.budget_md import echapper
from contrat.rendu.colonnes import Colonne, aligner_colonnes
from contrat.rendu.libelles import dire_jour
from contrat.rendu.mise_en_page import plier, rendre_ordinaires
from contrat.rendu.mots.argent import ABSENT, compter, ecrire
from contrat.rendu.rapports.comite_textes import STATUTS

VERSION = 1
COLONNES = (
    Colonne("N°"), Colonne("Action", souple=True), Colonne("Statut"), Colonne("Porteur", souple=True),
    Colonne("Prévu", a_droite=True), Colonne("Fin"), Colonne("Retard"), Colonne("Rempli", a_droite=True),
)  # fmt: skip
CHAMPS_CSV = (
    "id", "axe", "numero", "titre_court", "statut", "porteur", "depenses_prevues", "base", "fin", "en_retard",
    "remplis", "attendus",
)  # fmt: skip
VIDE = "Aucune action ne répond à cette demande."


def rendre(dossier: Dossier, situations: Sequence[Situation], jour: date, forme: str) -> str:
    """La liste dans la forme demandée : `table`, `md`, `csv` ou `json`."""
    if forme == "csv":
        return en_csv(situations)
    if forme == "json":
        return en_json(situations, jour)
    return (en_table if forme == "table" else en_markdown)(dossier, situations, jour)


def en_table(dossier: Dossier, situations: Sequence[Situation], jour: date) -> str:
    """Un tableau de 80 signes et ce qu'il faut savoir pour le lire."""
    if not situations:
        return f"{VIDE}\n"
    rangs = [_rang(dossier, situation) for situation in situations]
    notes = [ligne for note in _notes(dossier, situations, jour) for ligne in plier(note, "- ", "  ")]
    return rendre_ordinaires("\n".join([*aligner_colonnes(COLONNES, rangs), "", *notes, ""]))


def en_markdown(dossier: Dossier, situations: Sequence[Situation], jour: date) -> str:
    """Le même tableau en Markdown."""
    if not situations:
        return f"{VIDE}\n"
    lignes = [
        [colonne.entete for colonne in COLONNES],
        ["---:" if colonne.a_droite else "---" for colonne in COLONNES],
        *(_rang(dossier, situation) for situation in situations),
    ]
    tableau = ["| " + " | ".join(map(echapper, ligne)) + " |" for ligne in lignes]
    return "\n".join([*tableau, "", *(f"- {echapper(note)}" for note in _notes(dossier, situations, jour)), ""])


def en_csv(situations: Sequence[Situation]) -> str:
    """Une ligne par action : montants décimaux nus, case vide quand rien n'est renseigné."""
    sortie = StringIO()
    ecrivain = csv.DictWriter(sortie, CHAMPS_CSV, lineterminator="\n", extrasaction="ignore")
    ecrivain.writeheader()
    for situation in situations:
        objet = decrire(situation)
        en_retard = "oui" if objet["en_retard"] else "non"
        completude = {cle: objet["completude"][cle] for cle in ("remplis", "attendus")}
        ecrivain.writerow(objet | completude | {"en_retard": en_retard})
    return sortie.getvalue()


def en_json(situations: Sequence[Situation], jour: date) -> str:
    """La liste et, pour chaque action, ses retards et ce qui reste à remplir."""
    objet = {"version": VERSION, "au": jour.isoformat(), "actions": [decrire(s) for s in situations]}
    return json.dumps(objet, ensure_ascii=False, indent=2) + "\n"


def decrire(situation: Situation) -> dict[str, Any]:
    """Une action telle que le JSON la montre ; `statut` est nul avant la première étape."""
    action = situation.action
    return {
        "id": action.id,
        "axe": action.axe,
        "numero": situation.numero,
        "titre": action.titre,
        "titre_court": action.titre_court,
        "statut": situation.statut,
        "porteur": action.porteur,
        "depenses_prevues": None if situation.cout is None else f"{situation.cout:.2f}",
        "base": action.budget.base,
        "fin": situation.fin,
        "en_retard": bool(situation.retard),
        "retards": _decrire_retard(situation.retard),
        "completude": {
            "remplis": situation.completude.remplis,
            "attendus": situation.completude.attendus,
            "manques": [{"champ": manque.champ, "quoi": manque.quoi} for manque in situation.completude.manques],
        },
    }


def _decrire_retard(retard: Retard) -> list[dict[str, str | None]]:
    fin = [] if retard.fin is None else [{"genre": "fin", "libelle": None, "prevu": retard.fin}]
    return [*fin, *({"genre": "jalon", "libelle": j.libelle, "prevu": j.prevu} for j in retard.jalons)]


def _rang(dossier: Dossier, situation: Situation) -> list[str]:
    action, completude = situation.action, situation.completude
    return [
        situation.numero,
        action.titre_court,
        STATUTS[situation.statut],
        nommer_court(dossier, action.porteur),
        ecrire(situation.cout),
        situation.fin or ABSENT,
        _abreger(situation.retard),
        f"{completude.remplis}/{completude.attendus}" if completude.attendus else ABSENT,
    ]


def nommer_court(dossier: Dossier, identifiant: str) -> str:
    """Le sigle d'un organisme, sinon son nom."""
    organisme = dossier.organismes.get(identifiant)
    return (organisme.sigle or organisme.nom) if organisme else identifiant


def _notes(dossier: Dossier, situations: Sequence[Situation], jour: date) -> list[str]:
    nombre, retards = len(situations), sum(bool(s.retard) for s in situations)
    lues = f"{compter(nombre, 'action')} sur {len(dossier.actions)}"
    notes = [f"{lues} ; {retards} en retard au {dire_jour(jour)}. Statuts et retards sont ceux de ce jour."]
    notes.append("Retard : ce qui est dépassé, la fin ou des jalons. Rempli : champs remplis sur champs attendus.")
    if "reconstitution" in natures_des_montants(dossier, [s.action for s in situations]):
        notes.append("Prévu : tout ou partie de ces montants est une reconstitution.")
    return notes


def _abreger(retard: Retard) -> str:
    jalons = [compter(len(retard.jalons), "jalon")] if retard.jalons else []
    return ", ".join([*(["fin"] if retard.fin else []), *jalons]) or ABSENT

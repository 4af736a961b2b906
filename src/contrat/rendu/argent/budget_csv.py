"""Le budget en CSV : virgule, UTF-8, en-tête, montants décimaux nus, case vide quand rien n'est renseigné."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.ventilation import Dimension, repartir
from contrat.modele.dossier import Dossier
from contrat.rendu.argent.budget_json import decrire_execution, decrire_groupe, decrire_ligne

COLONNES = (
    "action", "axe", "exercice", "section", "sens", "libelle", "chapitre", "organisme", "nature", "etat", "ville",
    "montant", "base", "budget", "source",
)  # fmt: skip
MONTANTS = ("fonctionnement", "investissement", "depenses", "ville", "externes", "ressources")
FINANCEUR = ("ville", "montant", "acquis", "sollicite", "pressenti")
EXECUTION = ("cle", "prevu", "vote", "engage", "realise", "taux_engagement", "taux_execution", "taux_paiement")


def en_csv(
    dossier: Dossier, consolidation: Consolidation, par: Dimension | None = None, execution: bool = False
) -> str:
    """Toutes les lignes comptées, ou une ligne par groupe de la ventilation ou de l'exécution demandée."""
    if execution:
        return _ecrire(EXECUTION, decrire_execution(dossier, consolidation, par or "section"))
    if par is None:
        return _ecrire(COLONNES, map(decrire_ligne, consolidation.lignes))
    groupes = [decrire_groupe(dossier, par, groupe) for groupe in repartir(dossier, consolidation, par)]
    if par == "financeur":
        return _ecrire(("cle", "libelle", *FINANCEUR), groupes)
    colonnes = MONTANTS[:3] if par == "chapitre" else MONTANTS
    return _ecrire(("cle", "libelle", *colonnes), map(_aplatir, groupes))


def _aplatir(groupe: dict[str, Any]) -> dict[str, Any]:
    """Les mêmes montants sur une seule ligne."""
    montants = [*groupe["depenses"].values(), *groupe.get("ressources", {}).values()]
    return {"cle": groupe["cle"], "libelle": groupe["libelle"], **dict(zip(MONTANTS, montants, strict=False))}


def _ecrire(colonnes: tuple[str, ...], lignes: Iterable[dict[str, Any]]) -> str:
    sortie = StringIO()
    ecrivain = csv.DictWriter(sortie, colonnes, lineterminator="\n")
    ecrivain.writeheader()
    for ligne in lignes:
        ecrivain.writerow({nom: _case(valeur) for nom, valeur in ligne.items()})
    return sortie.getvalue()


def _case(valeur: Any) -> Any:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    return valeur

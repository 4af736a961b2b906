"""B018 : une somme versée entre la commune et un de ses établissements est comptée deux fois."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.budget import organismes_de_la_ville
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureOrganisme
from contrat.modele.plan import BudgetTenu
from contrat.nombres import euros

CODE = "B018"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un flux interne compté deux fois"

BUDGETS: dict[NatureOrganisme, BudgetTenu] = {"commune": "ville", "ccas": "ccas"}


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les versements à un organisme rattaché dont les dépenses du même exercice sont aussi dans les fiches."""
    internes = organismes_de_la_ville(dossier)
    lignes = [ligne for action in dossier.actions.values() for ligne in action.budget.lignes]
    depenses = {(x.budget, x.exercice) for x in lignes if x.sens == "depense"}
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            organisme = dossier.organismes.get(ligne.beneficiaire or "")
            if ligne.sens != "depense" or organisme is None or organisme.id not in internes:
                continue
            tenu = BUDGETS.get(organisme.nature)
            if tenu is not None and tenu != ligne.budget and (tenu, ligne.exercice) in depenses:
                adresse = Adresse("actions", identifiant, ("budget", "lignes", rang, "beneficiaire"))
                combien = "une somme versée" if ligne.prevu is None else f"{euros(ligne.prevu)} versés"
                message = (
                    f"{combien} à « {organisme.id} » en {ligne.exercice} : ses propres dépenses sont aussi dans les "
                    "fiches, la somme compte deux fois dans le budget du contrat"
                )
                yield Constat(adresse, message, "garder la dépense finale, et retirer ce versement de la fiche")

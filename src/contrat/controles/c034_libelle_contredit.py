"""C034 : un libellé dit un autre montant que sa ligne."""

from __future__ import annotations

import re
from decimal import Decimal

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.ERREUR
TITRE = "un libellé qui dit un autre montant"
LIT = frozenset({"actions"})


# « 15 à 160 € » : quinze aides de 160 €.
_COMPTE = re.compile(r"\b(\d+) à (\d[\d \u00a0\u202f]*(?:,\d\d?)?) ?€")


def constater(dossier: Dossier) -> Constats:
    """Les lignes de budget dont le libellé dit un nombre d'aides et leur montant, et un autre total que le sien."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            dit = _COMPTE.search(ligne.libelle)
            if dit is None or ligne.prevu is None:
                continue
            total = int(dit[1]) * Decimal(re.sub(r"\s", "", dit[2]).replace(",", "."))
            if total != ligne.prevu:
                message = f"« {dit[0]} » font {euros(total)}, et la ligne prévoit {euros(ligne.prevu)}"
                adresse = Adresse("actions", identifiant, ("budget", "lignes", rang, "prevu"))
                yield Constat(adresse, message, "corriger le libellé ou le montant")

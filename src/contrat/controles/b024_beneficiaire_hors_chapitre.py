"""B024 : une dépense dite versée à un organisme est à un chapitre qui ne verse rien."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import COLLECTIVITES

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un bénéficiaire à un chapitre qui ne verse pas de subvention"
LIT = frozenset({"actions", "organismes"})

# Subventions et contributions (65), subventions exceptionnelles (67), subventions d'équipement versées (204).
QUI_VERSENT = frozenset({"65", "67", "204"})


def constater(dossier: Dossier) -> Constats:
    """Les dépenses de collectivités qui ont un bénéficiaire hors de ces chapitres."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            tenu = dossier.organismes.get(ligne.budget)
            est_une_collectivite = tenu is not None and tenu.nature in COLLECTIVITES
            if ligne.beneficiaire is None or not est_une_collectivite or ligne.chapitre in QUI_VERSENT:
                continue
            adresse = Adresse("actions", identifiant, ("budget", "lignes", rang, "beneficiaire"))
            message = f"versée à « {ligne.beneficiaire} » au chapitre {ligne.chapitre}, qui ne verse pas de subvention"
            yield Constat(adresse, message, "retirer beneficiaire:, ou mettre la dépense au chapitre 65, 67 ou 204")

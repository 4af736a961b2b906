"""Les mots de l'annuaire : ce qu'un organisme fait dans le contrat."""

from __future__ import annotations

from contrat.modele.organisme import RoleOrganisme

ROLES_DU_CONTRAT: dict[RoleOrganisme, str] = {
    "porteur": "porteur",
    "gestionnaire": "gestionnaire",
    "partenaire": "partenaire du contrat",
    "financeur": "financeur",
    "operateur": "opérateur",
    "prescripteur": "prescripteur",
    "associe": "associé",
}

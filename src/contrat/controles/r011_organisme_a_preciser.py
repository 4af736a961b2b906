"""R011 : un organisme venu d'un tableur n'a pas encore sa nature."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un organisme à préciser"
LIT = frozenset({"organismes"})


def constater(dossier: Dossier) -> Constats:
    """Les organismes dont la nature est `a_preciser`."""
    for organisme in dossier.organismes.values():
        if organisme.nature == "a_preciser":
            adresse = Adresse("organismes", organisme.id, ("nature",))
            aide = "écrire sa nature juridique, et s'il est public ; l'ôter si c'est une personne"
            yield Constat(adresse, f"« {organisme.nom} » n'a pas de nature", aide)

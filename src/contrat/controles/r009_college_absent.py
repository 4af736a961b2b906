"""R009 : un collège vote sans être présent, ou siège sans être de l'instance."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.proches import proposer

GRAVITE = Gravite.ERREUR
TITRE = "un collège qui ne siège pas"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les bulletins d'un collège absent, et les collèges présents que l'instance ne réunit pas."""
    instances = {i.id: i.colleges for contrat in dossier.contrats.values() for i in contrat.gouvernance}
    for identifiant, seance in dossier.seances.items():
        siegent = instances.get(seance.instance, ())
        for rang, presence in enumerate(seance.colleges):
            if siegent and presence.college not in siegent:
                adresse = Adresse("seances", identifiant, ("colleges", rang, "college"))
                message = f"le collège « {presence.college} » ne siège pas à l'instance « {seance.instance} »"
                yield Constat(adresse, message, proposer(presence.college, siegent))
        presents = [presence.college for presence in seance.colleges]
        for rang, bulletin in enumerate(seance.bulletins):
            if bulletin.college not in presents:
                adresse = Adresse("seances", identifiant, ("bulletins", rang, "college"))
                message = f"le collège « {bulletin.college} » n'est pas parmi les présents"
                yield Constat(adresse, message, proposer(bulletin.college, presents))

"""V004 : une aide ne couvre pas la période du chiffre publié."""

from __future__ import annotations

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une aide qui ne couvre pas la période d'un chiffre publié"
LIT = frozenset({"contrat", "aides", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les aides citées par un chiffre publié, et qu'aucune version n'ouvre l'une des années de sa période."""
    for rang, publie in enumerate(dossier.contrat.publies):
        citees = [aide for aide in dossier.droit.aides if aide.id == publie.aide]
        ouvertes = {
            annee
            for aide in citees
            for version in aide.versions
            for annee in publie.periode.exercices
            if version.du.year <= annee and (version.au is None or annee <= version.au.year)
        }
        fermees = [str(annee) for annee in publie.periode.exercices if annee not in ouvertes]
        # Le droit national a ses propres contrôles : un document peut annoncer une aide avant son texte.
        est_nationale = any(aide.niveau == "nationale" for aide in citees)
        if citees and fermees and not (est_nationale and ouvertes):
            message = f"l'aide « {publie.aide} » n'est pas en vigueur en {', '.join(fermees)}"
            adresse = Adresse(*CONTRAT, ("publies", rang, "aide"))
            yield Constat(adresse, message, "vérifier la période du chiffre, ou les dates de l'aide")

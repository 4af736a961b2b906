"""Combien de temps garder le dossier d'un ménage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from contrat.calculs.moments import ajouter_mois
from contrat.modele.bareme import RegleConservation, ReglesCommunes
from contrat.modele.menage import EtapeMenage, Menage
from contrat.modele.organisme import Source

SituationDossier = Literal["sans_aide", "avec_aide", "en_cours"]
# Les étapes d'un dossier déposé qui attend une réponse, des travaux ou un paiement.
EN_COURS: frozenset[EtapeMenage] = frozenset(
    {"dossier_depose", "en_instruction", "accorde", "travaux_commences", "acompte"}
)
TRAVAUX_FINIS: frozenset[EtapeMenage] = frozenset({"travaux_acheves", "solde_demande", "solde_paye", "clos"})
# Un dossier clos sans que rien en ait été accordé n'engage à rien : il se garde comme ceux qui n'ont rien donné.
_AIDES: frozenset[EtapeMenage] = frozenset({"accorde", "acompte", "travaux_acheves", "solde_demande", "solde_paye"})


def est_fictif(menage: Menage, sources: Mapping[str, Source]) -> bool:
    """Vrai pour un exemple, qui n'est la donnée de personne : aucune durée ne s'y applique, il se garde."""
    source = sources.get(menage.source)
    return source is not None and source.nature == "fiction"


def situer(menage: Menage) -> SituationDossier:
    """Dire si un dossier est en cours, s'est conclu par des travaux aidés, ou n'a rien donné."""
    etapes = [evenement.etape for evenement in menage.etapes]
    if etapes and etapes[-1] in EN_COURS:
        return "en_cours"
    est_fini = bool(etapes) and etapes[-1] in TRAVAUX_FINIS
    return "avec_aide" if est_fini and _AIDES & set(etapes) else "sans_aide"


def dernier_contact(menage: Menage) -> date | None:
    """Le jour de la dernière étape ; rien quand le dossier n'en a pas."""
    return max((evenement.date for evenement in menage.etapes), default=None)


def trouver_regle(menage: Menage, regles: ReglesCommunes) -> RegleConservation | None:
    """La durée qui s'applique à un dossier ; aucune tant qu'il est en cours."""
    situation = situer(menage)
    return next((regle for regle in regles.conservation if regle.concerne == situation), None)


def dernier_jour(menage: Menage, regles: ReglesCommunes) -> date | None:
    """Le dernier jour où le dossier peut être gardé ; rien quand il est en cours ou sans aucune étape."""
    regle = trouver_regle(menage, regles)
    if regle is None:
        return None
    finis = [e.date for e in menage.etapes if e.etape in TRAVAUX_FINIS]
    depart = min(finis) if regle.concerne == "avec_aide" else dernier_contact(menage)
    return None if depart is None else ajouter_mois(depart, regle.mois)


def est_perime(menage: Menage, regles: ReglesCommunes, jour: date) -> bool:
    """Vrai quand le dossier aurait dû être effacé la veille ou avant."""
    fin = dernier_jour(menage, regles)
    return fin is not None and jour > fin

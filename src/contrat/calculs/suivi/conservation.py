"""Combien de temps garder le dossier d'un ménage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from contrat.calculs.moments import ajouter_mois
from contrat.modele.bareme import RegleConservation, ReglesCommunes
from contrat.modele.evenement import EtapeMenage, Evenement
from contrat.modele.menage import Menage
from contrat.modele.organisme import Source
from contrat.modele.parcours import decouper_demandes, trouver_etape

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
    """Dire si la dernière demande d'un dossier est en cours, s'est conclue par des travaux aidés, ou n'a rien donné."""
    return _situer(decouper_demandes(menage.etapes)[-1])


def _situer(demande: tuple[Evenement, ...]) -> SituationDossier:
    atteinte = trouver_etape(demande)
    if atteinte is None or atteinte.etape in EN_COURS:
        return "en_cours" if atteinte else "sans_aide"
    est_aide = any(e.etape in _AIDES for e in demande)
    return "avec_aide" if atteinte.etape in TRAVAUX_FINIS and est_aide else "sans_aide"


def dernier_contact(menage: Menage) -> date | None:
    """Le jour de la dernière étape ; rien quand le dossier n'en a pas."""
    return max((evenement.date for evenement in menage.etapes), default=None)


def trouver_regle(menage: Menage, regles: ReglesCommunes) -> RegleConservation | None:
    """La durée qui s'applique à un dossier, la plus longue s'il en a plusieurs ; aucune tant qu'il est en cours."""
    duree = _chercher_duree(menage, regles)
    return duree and duree.regle


def dernier_jour(menage: Menage, regles: ReglesCommunes) -> date | None:
    """Le dernier jour où le dossier peut être gardé ; rien quand il est en cours ou sans aucune étape."""
    duree = _chercher_duree(menage, regles)
    return duree and duree.jusqu_au


class _Duree(NamedTuple):
    """Jusqu'à quand une règle garde un dossier."""

    jusqu_au: date
    regle: RegleConservation


def _chercher_duree(menage: Menage, regles: ReglesCommunes) -> _Duree | None:
    """Celle qui finit le plus tard : une demande nouvelle n'abrège pas ce que des travaux aidés engagent."""
    if situer(menage) == "en_cours":
        return None
    return max(_lister_durees(menage, regles), key=lambda duree: duree.jusqu_au, default=None)


def _lister_durees(menage: Menage, regles: ReglesCommunes) -> Iterator[_Duree]:
    par_situation = {regle.concerne: regle for regle in regles.conservation}
    aidees = [d for d in decouper_demandes(menage.etapes) if _situer(d) == "avec_aide"]
    if (regle := par_situation.get("avec_aide")) is not None:
        fins = (min(e.date for e in demande if e.etape in TRAVAUX_FINIS) for demande in aidees)
        yield from (_Duree(ajouter_mois(fin, regle.mois), regle) for fin in fins)
    contact, regle = dernier_contact(menage), par_situation.get("sans_aide")
    est_paye = bool(aidees) and menage.etapes[-1].etape in TRAVAUX_FINIS
    if regle is not None and contact is not None and not est_paye:
        yield _Duree(ajouter_mois(contact, regle.mois), regle)


def est_perime(menage: Menage, regles: ReglesCommunes, jour: date) -> bool:
    """Vrai quand le dossier aurait dû être effacé la veille ou avant."""
    fin = dernier_jour(menage, regles)
    return fin is not None and jour > fin

"""Ce que l'on sait d'une demande, à plat : les mêmes données pour un ménage et pour une ligne de lot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field

from contrat.calculs.moments import jours_couverts
from contrat.modele.bareme import ProtocoleLocal
from contrat.modele.evenement import EtapeMenage, Evenement
from contrat.modele.fondement import PartieTerritoire, est_en_vigueur
from contrat.modele.menage import Logement, Menage, Occupants, Projet
from contrat.modele.parcours import reprendre_apres_la_fin

CLASSES = "ABCDEFG"
VISITE: EtapeMenage = "recu_en_permanence"
DEPOT: EtapeMenage = "dossier_depose"
# Guadeloupe, Martinique, Guyane, La Réunion, Mayotte ; les autres codes en 97 et 98 sont des collectivités.
DEPARTEMENTS_D_OUTRE_MER = ("971", "972", "973", "974", "976")


class Demande(Occupants, Logement, Projet):
    """Une demande d'aide : ce que le ménage dit, bloc par bloc, et ce qu'on en déduit ; `None` veut dire inconnu.

    `personnes` : le nombre d'occupants ; `revenus` : somme des RFR par année de revenus.
    """

    id: str
    jour: date
    departement: str | None = None
    territoire: PartieTerritoire | None = None
    personnes: int | None = None
    revenus: Mapping[int, Decimal] = Field(default_factory=dict)
    annee_choisie: int | None = None


def suivre_demande(menage: Menage) -> tuple[Evenement, ...]:
    """Les étapes de la demande en cours : d'un ménage refusé puis reçu de nouveau, celles qui suivent le refus."""
    etapes = menage.etapes
    return reprendre_apres_la_fin(etapes) or etapes


def a_depose(menage: Menage) -> bool:
    """Vrai quand le dossier de la demande en cours a été déposé."""
    return any(evenement.etape == DEPOT for evenement in suivre_demande(menage))


def choisir_jour(depot: date | None, visite: date | None, *, est_depose: bool) -> date | None:
    """Le jour où juger : celui du dépôt, fait ou encore à venir à la dernière visite ; sinon, celui de cette visite.

    Un dépôt prévu, que la visite trouve passé sans qu'il ait eu lieu, ne décide plus de rien.
    """
    if depot is None or (visite is not None and depot < visite and not est_depose):
        return visite
    return depot


def jour_du_jugement(menage: Menage) -> date | None:
    """Le jour où juger un ménage d'après son dossier ; rien quand il n'a ni dépôt ni visite."""
    visites = [evenement.date for evenement in menage.etapes if evenement.etape == VISITE]
    depots = [evenement.date for evenement in suivre_demande(menage) if evenement.etape == DEPOT]
    depot = menage.projet.demande or (depots[-1] if depots else None)
    return choisir_jour(depot, visites[-1] if visites else None, est_depose=bool(depots))


def formuler(menage: Menage, jour: date, protocoles: tuple[ProtocoleLocal, ...] = ()) -> Demande:
    """Mettre à plat un ménage pour un jour de dépôt."""
    revenus: dict[int, Decimal] = {}
    for avis in menage.revenus:
        revenus[avis.annee] = revenus.get(avis.annee, Decimal(0)) + avis.rfr
    donnees = vars(menage.occupants) | vars(menage.logement) | vars(menage.projet)
    commune = menage.logement.commune
    departement = deduire_departement(commune)
    if menage.projet.contrat_local is None:
        donnees["contrat_local"] = deduire_contrat_local(commune, jour, protocoles)
    # Tout vient de modèles déjà contrôlés : la demande ne contrôle pas une seconde fois.
    return Demande.model_construct(
        id=menage.id,
        jour=jour,
        departement=departement,
        territoire=deduire_territoire(departement),
        personnes=menage.occupants.nombre,
        revenus=revenus,
        annee_choisie=menage.choix_revenus.annee if menage.choix_revenus else None,
        **donnees,
    )


def deduire_departement(commune: str | None) -> str | None:
    """Le département d'un code INSEE : deux caractères, trois outre-mer."""
    if commune is None:
        return None
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


def deduire_territoire(departement: str | None) -> PartieTerritoire | None:
    """Le territoire d'un département : métropole, département d'outre-mer, ou autre collectivité d'outre-mer."""
    if departement is None:
        return None
    if not departement.startswith(("97", "98")):
        return "metropole"
    return "outre_mer" if departement in DEPARTEMENTS_D_OUTRE_MER else "collectivite_outre_mer"


def deduire_contrat_local(commune: str | None, jour: date, protocoles: tuple[ProtocoleLocal, ...]) -> bool | None:
    """Dire si la commune a un contrat local ce jour-là ; d'une commune étrangère au contrat, on ne sait rien."""
    siens = [p for p in protocoles if p.commune == commune]
    return any(est_en_vigueur(p, jour) for p in siens) if siens else None


def _annees_revolues(depuis: date, jour: date) -> int:
    return jour.year - depuis.year - ((jour.month, jour.day) < (depuis.month, depuis.day))


def compter_sauts(demande: Demande) -> tuple[int, int] | None:
    """Le plus petit et le plus grand nombre possibles de classes de DPE gagnées par les travaux."""
    if demande.dpe is None and demande.dpe_vise is None:
        return None
    avant = [CLASSES.index(demande.dpe)] if demande.dpe else [0, len(CLASSES) - 1]
    apres = [CLASSES.index(demande.dpe_vise)] if demande.dpe_vise else [0, len(CLASSES) - 1]
    return min(avant) - max(apres), max(avant) - min(apres)


def intervalle(demande: Demande, champ: str) -> tuple[Any, Any] | None:
    """La plus petite et la plus grande valeur possibles d'un champ, ou rien s'il est inconnu."""
    if champ == "achevement":
        return jours_couverts(demande.achevement) if demande.achevement else None
    if champ == "age_logement":
        if not demande.achevement:
            return None
        premier, dernier = jours_couverts(demande.achevement)
        return _annees_revolues(dernier, demande.jour), _annees_revolues(premier, demande.jour)
    if champ == "saut_classes":
        return compter_sauts(demande)
    valeur = getattr(demande, champ)
    return None if valeur is None else (valeur, valeur)

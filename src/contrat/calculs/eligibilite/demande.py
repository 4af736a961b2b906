"""Ce que l'on sait d'une demande, à plat : les mêmes données pour un ménage et pour une ligne de lot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.modele.bareme import ProtocoleLocal
from contrat.modele.fondement import est_en_vigueur
from contrat.modele.menage import Menage

CLASSES = "ABCDEFG"
# Les données qui portent le même nom dans le fichier du ménage et dans la demande.
_DU_LOGEMENT = ("statut_occupation", "residence_principale", "achevement", "type", "dpe")
_DU_PROJET = (
    "dpe_vise", "gain", "nature", "travaux_ht", "travaux_ttc", "autres_aides", "aides_locales", "accompagnement",
    "prix_accompagnement", "accompagnement_finance", "commences", "professionnel", "pret_taux_zero", "gestes_isolation",
    "energie_fossile", "rendez_vous_conseil", "besoin_adaptation", "arrete",
)  # fmt: skip


@dataclass(frozen=True)
class Demande:
    """Une demande d'aide ; `None` veut dire inconnu, jamais non. `revenus` : somme des RFR par année de revenus."""

    id: str
    jour: date
    commune: str | None = None
    departement: str | None = None
    personnes: int | None = None
    revenus: Mapping[int, Decimal] = field(default_factory=dict)
    statut_occupation: str | None = None
    residence_principale: bool | None = None
    achevement: str | None = None
    dpe: str | None = None
    dpe_vise: str | None = None
    gain: Decimal | None = None
    nature: str | None = None
    travaux_ht: Decimal | None = None
    travaux_ttc: Decimal | None = None
    autres_aides: Decimal | None = None
    aides_locales: Decimal | None = None
    contrat_local: bool | None = None
    accompagnement: bool | None = None
    prix_accompagnement: Decimal | None = None
    commences: bool | None = None
    professionnel: bool | None = None
    pret_taux_zero: bool | None = None
    annee_choisie: int | None = None
    type: str | None = None
    tranche_age: str | None = None
    gestes_isolation: int | None = None
    energie_fossile: str | None = None
    rendez_vous_conseil: bool | None = None
    accompagnement_finance: bool | None = None
    besoin_adaptation: bool | None = None
    arrete: bool | None = None


def formuler(menage: Menage, jour: date, protocoles: tuple[ProtocoleLocal, ...] = ()) -> Demande:
    """Mettre à plat un ménage pour un jour de dépôt."""
    logement, projet = menage.logement, menage.projet
    revenus: dict[int, Decimal] = {}
    for avis in menage.revenus:
        revenus[avis.annee] = revenus.get(avis.annee, Decimal(0)) + avis.rfr
    contrat_local = projet.contrat_local
    if contrat_local is None:
        contrat_local = deduire_contrat_local(logement.commune, jour, protocoles)
    return Demande(
        id=menage.id,
        jour=jour,
        commune=logement.commune,
        departement=deduire_departement(logement.commune),
        personnes=menage.occupants.nombre,
        tranche_age=menage.occupants.tranche_age,
        revenus=revenus,
        annee_choisie=menage.choix_revenus.annee if menage.choix_revenus else None,
        contrat_local=contrat_local,
        **{champ: getattr(logement, champ) for champ in _DU_LOGEMENT},
        **{champ: getattr(projet, champ) for champ in _DU_PROJET},
    )


def deduire_departement(commune: str | None) -> str | None:
    """Le département d'un code INSEE : deux caractères, trois outre-mer."""
    if commune is None:
        return None
    return commune[:3] if commune.startswith("97") else commune[:2]


def deduire_contrat_local(commune: str | None, jour: date, protocoles: tuple[ProtocoleLocal, ...]) -> bool | None:
    """Dire si la commune a un contrat local ce jour-là ; d'une commune étrangère au contrat, on ne sait rien."""
    siens = [p for p in protocoles if p.commune == commune]
    return any(est_en_vigueur(p, jour) for p in siens) if siens else None


def bornes_moment(moment: str) -> tuple[date, date]:
    """Le premier et le dernier jour possibles d'une date connue à l'année, au mois ou au jour."""
    morceaux = [int(m) for m in moment.split("-")]
    if len(morceaux) == 1:
        return date(morceaux[0], 1, 1), date(morceaux[0], 12, 31)
    if len(morceaux) == 2:
        annee, mois = morceaux
        suivant = date(annee + mois // 12, mois % 12 + 1, 1)
        return date(annee, mois, 1), date.fromordinal(suivant.toordinal() - 1)
    return date(*morceaux), date(*morceaux)


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
        return bornes_moment(demande.achevement) if demande.achevement else None
    if champ == "age_logement":
        if not demande.achevement:
            return None
        premier, dernier = bornes_moment(demande.achevement)
        return _annees_revolues(dernier, demande.jour), _annees_revolues(premier, demande.jour)
    if champ == "saut_classes":
        return compter_sauts(demande)
    valeur = getattr(demande, champ)
    return None if valeur is None else (valeur, valeur)

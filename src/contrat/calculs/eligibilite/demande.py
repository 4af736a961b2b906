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
        revenus=revenus,
        statut_occupation=logement.statut_occupation,
        residence_principale=logement.residence_principale,
        achevement=logement.achevement,
        dpe=logement.dpe,
        dpe_vise=projet.dpe_vise,
        gain=projet.gain,
        nature=projet.nature,
        travaux_ht=projet.travaux_ht,
        travaux_ttc=projet.travaux_ttc,
        autres_aides=projet.autres_aides,
        aides_locales=projet.aides_locales,
        contrat_local=contrat_local,
        accompagnement=projet.accompagnement,
        prix_accompagnement=projet.prix_accompagnement,
        commences=projet.commences,
        professionnel=projet.professionnel,
        pret_taux_zero=projet.pret_taux_zero,
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


def intervalle(demande: Demande, champ: str) -> tuple[Any, Any] | None:
    """La plus petite et la plus grande valeur possibles d'un champ, ou rien s'il est inconnu."""
    if champ == "achevement":
        return bornes_moment(demande.achevement) if demande.achevement else None
    if champ == "age_logement":
        if not demande.achevement:
            return None
        premier, dernier = bornes_moment(demande.achevement)
        return _annees_revolues(dernier, demande.jour), _annees_revolues(premier, demande.jour)
    valeur = getattr(demande, champ)
    return None if valeur is None else (valeur, valeur)

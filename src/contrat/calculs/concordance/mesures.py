"""Comment chaque grandeur publiée se recalcule : le calcul, d'où vient le résultat, les fichiers qu'il lit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from contrat.calculs.argent.reperes import TOTAUX, depenser
from contrat.calculs.concordance.mesures_aides import lire_terme
from contrat.calculs.concordance.mesures_fiches import (
    Calcul,
    budgeter,
    compter_actions,
    compter_axes,
    compter_commissions,
    compter_criteres,
    compter_deliberees,
    compter_exercices,
    compter_exercices_action,
    compter_exercices_chiffres,
    compter_financeurs,
    compter_partenaires,
    compter_partenaires_du_contrat,
    lire_autre_source,
    sommer_ville,
)
from contrat.calculs.concordance.mesures_menages import (
    AVEC_TRAVAUX,
    CONTACTE,
    compter_aides,
    compter_eligibles,
    compter_menages,
    compter_reperes,
    sommer_travaux,
)
from contrat.modele.action import STATUTS_LANCES, STATUTS_MIS_EN_OEUVRE
from contrat.modele.contrat import Mesure
from contrat.modele.dossier import Dossier
from contrat.modele.montant import Forfait, Parite

# Une somme de lignes, un comptage, le jugement du moteur d'éligibilité, un montant du barème, une autre source :
# jamais la valeur publiée elle-même, relue à l'endroit où elle a été copiée.
Origine = Literal["somme", "comptage", "menages", "jugement", "bareme", "autre_source"]
STATUTS_APPROUVES = STATUTS_LANCES | {"approuvee", "reportee", "suspendue"}
FICHES = ("actions", "organismes")
MENAGES = ("menages",)
JUGES = ("menages", "aides")


@dataclass(frozen=True)
class Methode:
    """Comment une mesure se recalcule ; `genres` : les fichiers dont le résultat dépend ; `unite` : € ou rien."""

    calculer: Calcul
    origine: Origine
    genres: tuple[str, ...] = ()
    unite: str = ""


METHODES: Mapping[Mesure, Methode] = {
    "contrat.exercices": Methode(compter_exercices, "comptage"),
    "enveloppes.fonctionnement": Methode(budgeter(depenser("fonctionnement")), "somme", FICHES, "€"),
    "enveloppes.investissement": Methode(budgeter(depenser("investissement")), "somme", FICHES, "€"),
    **{mesure: Methode(budgeter(lire), "somme", FICHES, "€") for mesure, lire in TOTAUX.items()},
    "budget.exercices": Methode(compter_exercices_chiffres, "comptage", FICHES),
    "organismes.financeurs": Methode(compter_financeurs, "comptage", FICHES),
    "organismes.partenaires": Methode(compter_partenaires_du_contrat, "comptage", ("organismes",)),
    "axes.total": Methode(compter_axes, "comptage", ("axes",)),
    "axes.commissions": Methode(compter_commissions, "comptage", ("axes",)),
    "actions.approuvees": Methode(compter_actions(STATUTS_APPROUVES), "comptage", FICHES),
    "actions.deliberees": Methode(compter_deliberees, "comptage", FICHES),
    "actions.mises_en_oeuvre": Methode(compter_actions(STATUTS_MIS_EN_OEUVRE), "comptage", FICHES),
    "actions.exercices": Methode(compter_exercices_action, "comptage", FICHES),
    "actions.partenaires": Methode(compter_partenaires, "comptage", FICHES),
    "actions.criteres_atteints": Methode(compter_criteres, "comptage", FICHES),
    "actions.ressources.ville": Methode(sommer_ville, "somme", FICHES, "€"),
    "menages.contactes": Methode(compter_menages(CONTACTE), "menages", MENAGES),
    "menages.eligibles": Methode(compter_eligibles, "jugement", JUGES),
    "logements.reperes": Methode(compter_reperes, "menages", MENAGES),
    "logements.renoves": Methode(compter_menages(AVEC_TRAVAUX), "menages", MENAGES),
    "logements.habiter_mieux": Methode(compter_aides, "jugement", JUGES),
    "logements.travaux": Methode(sommer_travaux, "menages", MENAGES, "€"),
    "aides.forfait": Methode(lire_terme(Forfait), "bareme", ("aides",), "€"),
    "aides.parite": Methode(lire_terme(Parite), "bareme", ("aides",), "€"),
    "indicateurs.autre_source": Methode(lire_autre_source, "autre_source", ("actions",)),
}


def est_mesurable(dossier: Dossier, mesure: Mesure) -> bool:
    """Dire si tous les fichiers dont une mesure dépend sont bien formés : sinon, son recalcul serait faux."""
    return all(est_complet(dossier, genre) for genre in METHODES[mesure].genres)


def est_complet(dossier: Dossier, genre: str) -> bool:
    """Dire si tous les fichiers d'un genre ont été lus et sont bien formés."""
    return genre in dossier.genres and dossier.presents[genre] <= frozenset(getattr(dossier, genre))

"""Dire une valeur du modèle comme on la dirait au guichet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from contrat.modele.bareme import Seuil
from contrat.modele.base import lire_montant, lire_pourcent
from contrat.modele.condition import FORMES
from contrat.nombres import INSECABLE, euros

MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

CATEGORIES = {
    "tres_social": "très social",
    "base": "base",
    "majore": "majoré",
    "tres_modeste": "très modeste",
    "modeste": "modeste",
    "intermediaire": "intermédiaire",
    "superieur": "supérieur",
    "hors_plafond": "au-dessus des plafonds",
}
VALEURS = CATEGORIES | {
    "proprietaire_occupant": "propriétaire occupant",
    "usufruitier_occupant": "usufruitier occupant",
    "locataire": "locataire",
    "proprietaire_bailleur": "propriétaire bailleur",
    "heberge": "hébergé",
    "energie": "énergie",
    "autonomie": "autonomie",
    "travaux_lourds": "travaux lourds",
    "securite_salubrite": "sécurité et salubrité",
    "maison": "maison",
    "appartement": "appartement",
    "moins_de_40": "moins de 40 ans",
    "40_a_59": "40 à 59 ans",
    "60_a_69": "60 à 69 ans",
    "70_et_plus": "70 ans et plus",
    "aucune": "aucune énergie fossile",
    "gaz_conserve": "gaz conservé",
    "gaz_installe": "gaz installé",
    "fioul_conserve": "fioul conservé",
    "fioul_installe": "fioul installé",
    "eligible": "accordée",
    "non_eligible": "refusée",
    "indetermine": "à vérifier",
}
VERDICTS = {"eligible": "ÉLIGIBLE", "non_eligible": "NON ÉLIGIBLE", "indetermine": "À VÉRIFIER"}
STATUTS_DROIT = {
    "certain": "texte lu",
    "corrobore": "sources concordantes",
    "deduit": "déduit",
    "incertain": "incertain",
}
ETAPES_DITES: dict[str, str] = {
    "repere": "repéré",
    "contacte": "contacté",
    "rendez_vous": "rendez-vous pris",
    "recu_en_permanence": "reçu en permanence",
    "visite_programmee": "visite programmée",
    "diagnostic_effectue": "diagnostic effectué",
    "devis_complet": "devis complets",
    "plan_remis": "plan remis",
    "dossier_depose": "dossier déposé",
    "en_instruction": "en instruction",
    "accorde": "aide accordée",
    "rejete": "dossier rejeté",
    "retire": "aide retirée",
    "classe_sans_suite": "classé sans suite",
    "travaux_commences": "travaux commencés",
    "acompte": "acompte versé",
    "travaux_acheves": "travaux achevés",
    "solde_demande": "solde demandé",
    "solde_paye": "solde payé",
    "clos": "clos",
    "abandon": "abandon",
}
MOTIFS_ABANDON: dict[str, str] = {
    "": "non dit",
    "reste_a_charge": "reste à payer trop lourd",
    "ressources": "ressources au-dessus des plafonds",
    "travaux_commences": "travaux déjà commencés",
    "logement_recent": "logement trop récent",
    "non_proprietaire": "non propriétaire",
    "depart": "vente ou départ",
    "sans_reponse": "sans réponse",
    "autre_dispositif": "autre dispositif",
}
# Ce que « oui » et « non » veulent dire pour un champ dont la condition est une négation.
_REPONSES = {
    "commences": ("déjà commencés", "pas commencés"),
    "pret_taux_zero": ("un prêt aidé", "aucun prêt aidé"),
    "contrat_local": ("signé", "pas de contrat signé à cette date"),
}


def enumerer(mots: list[str]) -> str:
    """Une suite de possibilités : « a, b ou c »."""
    return " ou ".join([", ".join(mots[:-1]), mots[-1]] if len(mots) > 1 else mots)


def dire_jour(jour: date) -> str:
    """Un jour en toutes lettres : « 1er octobre 2010 »."""
    quantieme = "1er" if jour.day == 1 else str(jour.day)
    return f"{quantieme} {MOIS[jour.month - 1]} {jour.year}"


def dire_periode(du: date, au: date | None) -> str:
    """Une période : « du 1er janvier 2026 au 31 décembre 2026 »."""
    return f"depuis le {dire_jour(du)}" if au is None else f"du {dire_jour(du)} au {dire_jour(au)}"


def dire_moment(moment: str) -> str:
    """Une date connue à l'année, au mois ou au jour, en toutes lettres."""
    morceaux = [int(m) for m in moment.split("-")]
    if len(morceaux) == len(("année", "mois", "jour")):
        return dire_jour(date(*morceaux))
    return f"{MOIS[morceaux[1] - 1]} {morceaux[0]}" if len(morceaux) > 1 else moment


def dire_seuil(seuil: Seuil) -> str:
    """Un plafond exact, ou la fourchette dans laquelle il se trouve."""
    bas = None if seuil.bas is None else euros(seuil.bas, insecable=True)
    haut = None if seuil.haut is None else euros(seuil.haut, insecable=True)
    if bas is None:
        return "non retrouvé" if haut is None else f"non retrouvé, au plus {haut}"
    if haut is None:
        return f"non retrouvé, au moins {bas}"
    return bas if seuil.est_exact else f"non retrouvé, situé entre {bas} et {haut}"


def dire_valeur(champ: str, valeur: Any) -> str:
    """La valeur d'un champ du ménage ou d'un seuil, avec son unité."""
    if valeur is None:
        return "inconnu"
    if isinstance(valeur, date):
        return dire_jour(valeur)
    if isinstance(valeur, bool):
        return _REPONSES.get(champ, ("oui", "non"))[not valeur]
    if isinstance(valeur, Decimal) and FORMES.get(champ) is lire_montant:
        return euros(valeur, insecable=True)
    if isinstance(valeur, Decimal) and FORMES.get(champ) is lire_pourcent:
        return f"{valeur:f} %".replace(".", ",").replace(" ", INSECABLE)
    if champ == "achevement":
        return dire_moment(valeur)
    if champ == "age_logement":
        return f"achevé en {dire_moment(valeur)}" if isinstance(valeur, str) else f"{valeur} ans"
    if champ == "saut_classes":
        return "1 classe gagnée" if valeur == 1 else f"{valeur} classes gagnées"
    if isinstance(valeur, tuple):
        return enumerer([dire_valeur(champ, v) for v in valeur])
    return VALEURS.get(str(valeur), str(valeur))

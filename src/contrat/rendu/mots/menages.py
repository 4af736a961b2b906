"""Les mots des ménages : ce que valent leurs champs, leurs étapes, pourquoi ils abandonnent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from contrat.modele.base import lire_montant, lire_pourcent
from contrat.modele.communes import Confusion
from contrat.modele.condition import FORMES
from contrat.modele.evenement import (
    EtapeMenage,
    GenreEcheance,
    MotifAbandon,
    MotifRefus,
    RaisonDeGarder,
    SensMontant,
)
from contrat.modele.fondement import PartieTerritoire
from contrat.modele.menage import (
    Chauffage,
    EnergieFossile,
    Geste,
    NatureTravaux,
    PartiesImmeuble,
    StatutOccupation,
    TrancheAge,
    TypeLogement,
)
from contrat.nombres import INSECABLE, euros
from contrat.rendu.mots.dates import dire_jour, dire_moment
from contrat.rendu.mots.droit import CATEGORIES, REPONSES_AIDE
from contrat.rendu.mots.phrases import compter, enumerer

OCCUPATIONS: dict[StatutOccupation, str] = {
    "proprietaire_occupant": "propriétaire occupant",
    "usufruitier_occupant": "usufruitier occupant",
    "droit_usage_habitation": "titulaire d'un droit d'usage et d'habitation, viager compris",
    "bail_emphyteotique": "titulaire d'un bail emphytéotique ou à construction",
    "indivisaire_occupant": "propriétaire en indivision, qui l'occupe",
    "acquereur": "acquéreur qui l'habitera",
    "nue_propriete": "nu-propriétaire",
    "associe_sci_occupant": "associé d'une société (SCI) à qui il appartient",
    "ascendant_descendant_payeur": "parent qui paie les travaux chez un propriétaire occupant",
    "proprietaire_bailleur": "propriétaire bailleur",
    "bailleur_personne_morale": "société bailleresse",
    "locataire": "locataire",
    "locataire_prive": "locataire du parc privé",
    "locataire_social": "locataire du parc social",
    "heberge": "hébergé gratuitement par un proche",
}
PARTIES: dict[PartiesImmeuble, str] = {"privatives": "parties privatives", "communes": "parties communes"}
TERRITOIRES: dict[PartieTerritoire, str] = {
    "metropole": "métropole",
    "outre_mer": "département d'outre-mer",
    "collectivite_outre_mer": "collectivité d'outre-mer",
}
TRAVAUX: dict[NatureTravaux, str] = {
    "energie": "énergie",
    "autonomie": "autonomie",
    "travaux_lourds": "travaux lourds",
    "securite_salubrite": "sécurité et salubrité",
}
TYPES: dict[TypeLogement, str] = {
    "maison": "maison",
    "appartement": "appartement",
    "habitat_leger": "mobil-home, caravane ou bateau",
}
TRANCHES: dict[TrancheAge, str] = {
    "moins_de_40": "moins de 40 ans",
    "40_a_59": "40 à 59 ans",
    "60_a_69": "60 à 69 ans",
    "70_et_plus": "70 ans et plus",
}
ENERGIES: dict[EnergieFossile, str] = {
    "aucune": "aucune énergie fossile",
    "gaz_conserve": "gaz conservé",
    "gaz_installe": "gaz installé",
    "fioul_conserve": "fioul conservé",
    "fioul_installe": "fioul installé",
}
CHAUFFAGES: dict[Chauffage, str] = {
    "electricite": "électricité",
    "gaz": "gaz",
    "fioul": "fioul",
    "bois": "bois",
    "chaleur_urbaine": "réseau de chaleur",
    "charbon": "charbon",
    "autre_chauffage": "autre énergie",
}
GESTES: dict[Geste, str] = {
    "pac_air_eau": "pompe à chaleur air/eau",
    "pac_geothermique": "pompe à chaleur géothermique ou solarothermique",
    "reseau_chaleur": "raccordement à un réseau de chaleur ou de froid",
    "chauffe_eau_thermodynamique": "chauffe-eau thermodynamique",
    "chauffe_eau_solaire": "chauffe-eau solaire",
    "chauffage_solaire": "chauffage solaire (système combiné)",
    "solaire_hybride": "partie thermique d'un équipement solaire hybride",
    "chaudiere_gaz_thpe": "chaudière à gaz à très haute performance",
    "chaudiere_bois_automatique": "chaudière à granulés ou plaquettes",
    "chaudiere_bois_manuelle": "chaudière à bûches",
    "poele_granules": "poêle ou cuisinière à granulés",
    "poele_buches": "poêle ou cuisinière à bûches",
    "foyer_insert": "foyer fermé ou insert",
    "vmc_double_flux": "ventilation double flux",
    "fenetres": "fenêtres à la place d'un simple vitrage",
    "murs_exterieur": "isolation des murs par l'extérieur",
    "murs_interieur": "isolation des murs par l'intérieur",
    "rampants": "isolation des rampants ou des combles",
    "toiture_terrasse": "isolation d'une toiture-terrasse",
    "renovation_globale": "rénovation globale",
    "audit": "audit énergétique",
    "cuve_fioul": "dépose d'une cuve à fioul",
    "chauffe_eau_solaire_drom": "chauffe-eau solaire, outre-mer",
    "protection_solaire_drom": "protection contre le soleil, outre-mer",
    "surtoiture_drom": "surtoiture ventilée, outre-mer",
    "bardage_drom": "bardage ventilé, outre-mer",
}
_LISTES: tuple[Mapping[Any, str], ...] = (
    CATEGORIES, OCCUPATIONS, PARTIES, TERRITOIRES, TRAVAUX, TYPES, TRANCHES, ENERGIES, CHAUFFAGES, GESTES,
    REPONSES_AIDE,
)  # fmt: skip
# Toute valeur d'une liste fermée ; une classe de DPE, qui n'y est pas, se dit comme elle s'écrit.
VALEURS: dict[str, str] = {valeur: mot for liste in _LISTES for valeur, mot in liste.items()}
ETAPES_DITES: dict[EtapeMenage, str] = {
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
MOTIFS_ABANDON: dict[MotifAbandon | Literal[""], str] = {
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
MOTIFS_REFUS: dict[MotifRefus | Literal[""], str] = {
    "": "non dit",
    "ressources": "ressources au-dessus des plafonds",
    "travaux_commences": "travaux commencés avant l'accord",
    "logement_non_admis": "logement non admis",
    "occupation_non_admise": "occupation non admise",
    "travaux_non_admis": "travaux non admis",
    "pieces_manquantes": "pièces manquantes",
    "delai_depasse": "délai dépassé",
    "credits_epuises": "crédits épuisés",
    "aide_deja_recue": "aide déjà reçue",
    "autre_refus": "autre raison",
}
SENS_MONTANTS: dict[SensMontant, str] = {"demande": "Demandé", "accorde": "Accordé", "paye": "Payé"}
ECHEANCES: dict[GenreEcheance, str] = {
    "rendez_vous": "rendez-vous",
    "delai": "délai d'une aide",
    "relance": "relance",
    "conservation": "conservation",
    "plafonds": "plafonds",
    "convention": "convention",
    "reponse": "demande de subvention",
    "commencement": "subvention",
    "achevement": "subvention",
    "travaux": "subvention",
    "compte_rendu": "compte rendu financier",
}
# Pourquoi une purge garde un dossier.
RAISONS: dict[RaisonDeGarder, str] = {
    "fictif": "Fictifs, qui ne sont les données de personne : {qui}.",
    "en_cours": "Dossiers en cours, à clore d'abord (contrat evenement MENAGE classe_sans_suite) : {qui}.",
    "recent": "Contact à cette date ou depuis : {qui}.",
    "a_conserver": "Durée de conservation pas encore passée : {qui}.",
    "sans_etape": "Aucune étape datée, à dater d'abord : {qui}.",
}
# Les classes larges du parcours d'un ménage.
PARCOURS = {
    "repere": "repérés, pas encore contactés",
    "en_cours": "contactés, dossier en cours",
    "sans_suite": "sans suite",
    "renove": "travaux achevés",
}
MARCHES = {
    "reperes": "Logements repérés",
    "contactes": "Ménages contactés",
    "eligibles": "Éligibles à une aide aux travaux",
    "logements_renoves": "Logements rénovés",
    "habiter_mieux": "dont Habiter Mieux",
}
# Un programme de 2010 à 2021 : ailleurs, sa marche est toujours vide.
MARCHES_D_UN_TEMPS = frozenset({"habiter_mieux"})
# Ce que « oui » et « non » veulent dire pour un champ dont la condition est une négation.
# Les communes d'un code postal que l'on cite ; au-delà, leur nombre.
_SERVIES = 20
_REPONSES = {
    "commences": ("déjà commencés", "pas commencés"),
    "pret_taux_zero": ("un prêt aidé", "aucun prêt aidé"),
    "contrat_local": ("signé", "pas de contrat signé à cette date"),
}


def dire_inconnue(code: str) -> str:
    """Un code qui n'est celui d'aucune commune : deux chiffres échangés, le plus souvent."""
    return f"aucune commune n'a le code INSEE {code} ; une ancienne commune n'est pas dans la liste livrée"


def dire_confusion(confusion: Confusion) -> str:
    """Un code INSEE qui est aussi un code postal : ce qu'on a peut-être voulu écrire."""
    porteur = "n'est pas un code INSEE de commune" if confusion.nom is None else f"est {confusion.nom}"
    premieres, reste = confusion.servies[:_SERVIES], len(confusion.servies) - _SERVIES
    autres = f" et {compter(reste, 'autre')}" if reste > 0 else ""
    return f"{confusion.code} {porteur} ; c'est aussi un code postal, celui de : {', '.join(premieres)}{autres}"


_ORIGINES = {
    "": "non dite",
    "soi-meme": "le ménage lui-même",
    "fournisseur-energie": "fournisseur d'énergie",
    "ccas": "CCAS",
    "caf": "CAF",
}


def dire_origine(nom: str) -> str:
    """Qui a orienté un ménage : un mot que la permanence a écrit, en mots séparés."""
    return _ORIGINES.get(nom, nom.replace("-", " "))


def dire_etape(etape: EtapeMenage, jour: date) -> str:
    """Une étape et son jour : « contacté, le 1er mars 2011 »."""
    return f"{ETAPES_DITES[etape]}, le {dire_jour(jour)}"


def dire_passage(depuis: EtapeMenage, vers: EtapeMenage) -> str:
    """D'une étape à une autre : « contacté → dossier déposé »."""
    return f"{ETAPES_DITES[depuis]} → {ETAPES_DITES[vers]}"


def dire_abandons(nombres: Mapping[str, int]) -> dict[str, int]:
    """Combien de ménages par motif d'abandon, les motifs en toutes lettres."""
    return _dire_motifs(MOTIFS_ABANDON, nombres)


def dire_refus(nombres: Mapping[str, int]) -> dict[str, int]:
    """Combien de dossiers par motif de refus, les motifs en toutes lettres."""
    return _dire_motifs(MOTIFS_REFUS, nombres)


def _dire_motifs(mots: Mapping[Any, str], nombres: Mapping[str, int]) -> dict[str, int]:
    return {mots[motif]: nombre for motif, nombre in nombres.items()}


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
        return f"achevé en {dire_moment(valeur)}" if isinstance(valeur, str) else compter(valeur, "an")
    if champ == "saut_classes":
        return compter(valeur, "classe gagnée", "classes gagnées")
    if isinstance(valeur, tuple):
        return enumerer((dire_valeur(champ, v) for v in valeur), "ou")
    return VALEURS.get(str(valeur), str(valeur))

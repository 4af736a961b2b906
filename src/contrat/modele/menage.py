"""Un ménage reçu à la permanence : fictif ou pseudonyme, jamais une identité.

Ce qui n'est pas dit est inconnu : aucune donnée du ménage n'a de valeur par défaut.
"""

from typing import ClassVar, Literal

from pydantic import Field

from contrat.modele.base import (
    Annee,
    CodeInsee,
    Departement,
    Effectif,
    Entier,
    Identifiant,
    IdentifiantMenage,
    Jour,
    Moment,
    Montant,
    Objet,
    OuiNon,
    Pourcent,
)
from contrat.modele.evenement import REFUS, Evenement, TexteLibre

# `locataire` ne dit pas de quel parc ; `proprietaire_bailleur` est une personne, non une société ; `heberge` est logé
# gratuitement par un proche ; un descendant ou un ascendant peut payer les travaux chez l'occupant.
StatutOccupation = Literal[
    "proprietaire_occupant", "usufruitier_occupant", "droit_usage_habitation", "bail_emphyteotique",
    "indivisaire_occupant", "acquereur", "nue_propriete", "associe_sci_occupant", "ascendant_descendant_payeur",
    "proprietaire_bailleur", "bailleur_personne_morale", "locataire", "locataire_prive", "locataire_social", "heberge",
]  # fmt: skip
NatureTravaux = Literal["energie", "autonomie", "travaux_lourds", "securite_salubrite"]
PartiesImmeuble = Literal["privatives", "communes"]
TypeLogement = Literal["maison", "appartement", "habitat_leger"]
ClasseDpe = Literal["A", "B", "C", "D", "E", "F", "G"]
# L'énergie qui chauffe aujourd'hui : pour le suivi, aucune aide n'en dépend.
Chauffage = Literal["electricite", "gaz", "fioul", "bois", "chaleur_urbaine", "charbon", "autre_chauffage"]
TrancheAge = Literal["moins_de_40", "40_a_59", "60_a_69", "70_et_plus"]
EnergieFossile = Literal["aucune", "gaz_conserve", "gaz_installe", "fioul_conserve", "fioul_installe"]
Geste = Literal[
    "pac_air_eau", "pac_geothermique", "reseau_chaleur", "chauffe_eau_thermodynamique", "chauffe_eau_solaire",
    "chauffage_solaire", "solaire_hybride", "chaudiere_gaz_thpe", "chaudiere_bois_automatique",
    "chaudiere_bois_manuelle", "poele_granules", "poele_buches", "foyer_insert", "vmc_double_flux", "fenetres",
    "murs_exterieur", "murs_interieur", "rampants", "toiture_terrasse", "renovation_globale", "audit", "cuve_fioul",
    "chauffe_eau_solaire_drom", "protection_solaire_drom", "surtoiture_drom", "bardage_drom",
]  # fmt: skip


class Avis(Objet):
    """Un avis d'imposition : un par foyer fiscal et par année de revenus."""

    cles: ClassVar = ("annee",)

    annee: Annee = Field(description="année des revenus, pas celle de l'avis")
    rfr: Montant = Field(description="revenu fiscal de référence, en euros")


class ChoixRevenus(Objet):
    """L'année de revenus que le conseiller retient quand le droit en laisse deux possibles."""

    annee: Annee = Field(description="année des revenus retenus")
    motif: TexteLibre = Field(description="pourquoi cette année")


class Occupants(Objet):
    """Les personnes qui occupent ou occuperont le logement, parentes ou non."""

    nombre: Effectif | None = Field(None, description="nombre de personnes")
    tranche_age: TrancheAge | None = Field(None, description="tranche d'âge du plus âgé, jamais une date de naissance")


class Facture(Objet):
    """Ce que le logement a coûté en énergie, une année."""

    cles: ClassVar = ("annee",)

    annee: Annee = Field(description="année des factures")
    montant: Montant = Field(description="total de toutes les énergies du logement, en euros TTC")


class BudgetMensuel(Objet):
    """Le mois ordinaire du ménage, pour le calcul du reste à vivre de la commune."""

    ressources: Montant = Field(description="ressources du mois, en euros")
    charges: Montant = Field(description="charges du mois, en euros, telles que la commune les définit")


class Logement(Objet):
    """Le logement à rénover."""

    commune: CodeInsee | None = Field(None, description="code INSEE de la commune du logement")
    statut_occupation: StatutOccupation | None = Field(None, description="à quel titre le ménage l'occupe")
    domicile: Departement | None = Field(
        None, description="département où vit le bailleur, qui n'habite pas le logement"
    )
    residence_principale: OuiNon | None = Field(None, description="occupé au moins huit mois par an")
    achevement: Moment | None = Field(None, description="date d'achèvement, à l'année, au mois ou au jour")
    type: TypeLogement | None = Field(None, description="maison, appartement ou habitat léger (mobil-home…)")
    dpe: ClasseDpe | None = Field(None, description="classe du diagnostic de performance énergétique")
    chauffage: Chauffage | None = Field(None, description="énergie du chauffage d'aujourd'hui")
    surface: Entier | None = Field(None, description="surface habitable, en mètres carrés entiers")
    consommation: Montant | None = Field(None, description="consommation conventionnelle, en kWhEP/m²/an")
    factures_energie: tuple[Facture, ...] = Field((), description="factures d'énergie, un total par année")


class GesteChoisi(Objet):
    """Un équipement posé ou une surface isolée, et ce qu'il coûte."""

    geste: Geste = Field(description="le geste")
    quantite: Effectif | None = Field(None, description="équipements posés, ou mètres carrés isolés")
    travaux_ttc: Montant | None = Field(
        None, description="prix du geste, remises déduites, en euros TTC ; à défaut, celui des travaux s'il est seul"
    )
    cee: Montant | None = Field(None, description="prime énergie (CEE) reçue pour ce geste, en euros")


class AutresTravaux(Objet):
    """Des travaux d'une autre nature, menés dans le même projet."""

    nature: NatureTravaux = Field(description="nature de ces travaux")
    travaux_ht: Montant | None = Field(None, description="leur montant, en euros HT")
    travaux_ttc: Montant | None = Field(None, description="leur montant, en euros TTC")


class Estimation(Objet):
    """Un ordre de grandeur, quand le prix n'est pas connu."""

    de: Montant = Field(description="au moins, en euros HT")
    a: Montant = Field(description="au plus, en euros HT")


class Projet(Objet):
    """Les travaux et la demande."""

    demande: Jour | None = Field(None, description="jour de dépôt de la demande, fait ou prévu")
    nature: NatureTravaux | None = Field(None, description="nature des travaux")
    parties: PartiesImmeuble | None = Field(
        None, description="en copropriété, parties de l'immeuble où se font les travaux"
    )
    mandataire: OuiNon | None = Field(
        None, description="un proche, un curateur ou un tuteur signe pour le ménage ; ne pas dire pourquoi"
    )
    accord: OuiNon | None = Field(
        None, description="accord écrit pour ces travaux : du bailleur, ou de tous les indivisaires"
    )
    souhaites: tuple[TexteLibre, ...] = Field((), description="travaux que le ménage souhaite")
    preconises: tuple[TexteLibre, ...] = Field((), description="travaux que le diagnostic préconise")
    retenus: tuple[TexteLibre, ...] = Field((), description="travaux retenus")
    travaux_ht: Montant | None = Field(None, description="montant des travaux retenus, en euros HT")
    travaux_ttc: Montant | None = Field(None, description="montant des travaux retenus, en euros TTC")
    estimation: Estimation | None = Field(
        None, description="ordre de grandeur des travaux, tant que leur montant n'est pas connu"
    )
    autres_travaux: tuple[AutresTravaux, ...] = Field(
        (), description="travaux d'une autre nature (chauffage et douche), un bloc par nature, montants à part"
    )
    gestes: tuple[GesteChoisi, ...] = Field((), description="équipements et surfaces retenus, un bloc par geste")
    gain: Pourcent | None = Field(None, description="gain de consommation conventionnelle après travaux")
    dpe_vise: ClasseDpe | None = Field(None, description="classe visée après travaux")
    gestes_isolation: Entier | None = Field(
        None, description="gestes d'isolation : toiture, menuiseries, sols, murs, au quart des surfaces chacun"
    )
    energie_fossile: EnergieFossile | None = Field(
        None, description="énergie fossile qui reste après travaux pour le chauffage ou l'eau chaude"
    )
    arrete: OuiNon | None = Field(None, description="arrêté d'insalubrité ou de péril pris sur le logement")
    besoin_adaptation: OuiNon | None = Field(
        None, description="besoin d'adapter le logement, que le ménage peut justifier ; sa cause ne s'écrit pas"
    )
    rendez_vous_conseil: OuiNon | None = Field(None, description="rendez-vous pris avec un conseiller France Rénov'")
    commences: OuiNon | None = Field(None, description="travaux commencés avant le dépôt de la demande")
    professionnel: OuiNon | None = Field(None, description="travaux faits par des professionnels")
    accompagnement: OuiNon | None = Field(None, description="accompagnement par un opérateur agréé ou habilité")
    prix_accompagnement: Montant | None = Field(None, description="prix de l'accompagnement, en euros TTC")
    accompagnement_finance: OuiNon | None = Field(None, description="l'accompagnement est déjà payé par une autre aide")
    contrat_local: OuiNon | None = Field(
        None, description="contrat local d'engagement ou protocole signé ; à défaut, déduit des conventions du contrat"
    )
    aides_locales: Montant | None = Field(None, description="aides des collectivités déjà acquises, en euros")
    autres_aides: Montant | None = Field(None, description="autres aides acquises (caisse de retraite…), en euros")
    maitrise_oeuvre: Montant | None = Field(None, description="honoraires de maîtrise d'œuvre, en euros TTC")
    apport: Montant | None = Field(None, description="apport personnel prévu, en euros")
    pret: Montant | None = Field(None, description="montant emprunté prévu, en euros")
    pret_taux_zero: OuiNon | None = Field(None, description="prêt aidé par l'État obtenu depuis moins de cinq ans")


class Menage(Objet):
    """Un ménage : un fichier par ménage, nommé par un identifiant sans signification."""

    est_chiffrable: ClassVar[bool] = True

    id: IdentifiantMenage = Field(description="identifiant opaque, égal au nom du fichier")
    source: Identifiant = Field(description="source du dossier ; `fiction` pour un exemple")
    secteur: Identifiant | None = Field(None, description="secteur de la commune, jamais une adresse")
    origine: Identifiant | None = Field(None, description="qui a signalé ou orienté le ménage")
    occupants: Occupants = Field(default_factory=Occupants.vide, description="occupants du logement")
    revenus: tuple[Avis, ...] = Field((), description="un bloc par avis d'imposition")
    choix_revenus: ChoixRevenus | None = Field(None, description="année retenue par le conseiller, et pourquoi")
    budget: BudgetMensuel | None = Field(None, description="ressources et charges du mois")
    logement: Logement = Field(default_factory=Logement.vide, description="logement à rénover")
    projet: Projet = Field(default_factory=Projet.vide, description="travaux et demande")
    evenements: tuple[Evenement, ...] = Field(
        (),
        description="étapes, de la plus ancienne à la plus récente ; un rendez-vous pris d'avance, à toute place",
    )

    @property
    def etapes(self) -> tuple[Evenement, ...]:
        """Les étapes qui comptent, dans l'ordre des jours : celles qui ne sont pas annulées."""
        return tuple(sorted((e for e in self.evenements if e.annule_le is None), key=lambda e: e.date))

    @property
    def refus(self) -> list[Evenement]:
        """Les étapes qui comptent et qui refusent ou retirent une aide."""
        return [e for e in self.etapes if e.etape in REFUS]


class Reponses(Menage):
    """Les réponses d'un ménage, écrites comme dans son fichier ; identifiant, source et événements n'y servent pas."""

    id: IdentifiantMenage | None = Field(None, description="identifiant, sans effet ici")  # type: ignore[assignment]
    source: Identifiant | None = Field(None, description="source, sans effet ici")  # type: ignore[assignment]

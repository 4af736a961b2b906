"""Les étapes du parcours d'un ménage, datées, et ce que chacune porte : un montant, un motif, un refus."""

from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field, StringConstraints

from contrat.modele.base import Identifiant, Jour, Montant, Objet

LONGUEUR_NOTE = 250
TexteLibre = Annotated[str, StringConstraints(max_length=LONGUEUR_NOTE)]
EtapeMenage = Literal[
    "repere", "contacte", "rendez_vous", "recu_en_permanence", "visite_programmee", "diagnostic_effectue",
    "devis_complet", "plan_remis", "dossier_depose", "en_instruction", "accorde", "rejete", "retire",
    "classe_sans_suite", "travaux_commences", "acompte", "travaux_acheves", "solde_demande", "solde_paye",
    "clos", "abandon",
]  # fmt: skip
GenreEcheance = Literal[
    "rendez_vous", "delai", "relance", "conservation", "plafonds", "convention",
    "reponse", "commencement", "achevement", "travaux", "compte_rendu",
]  # fmt: skip
# Ce qu'un montant écrit à une étape veut dire.
SensMontant = Literal["demande", "accorde", "paye"]
# Pourquoi la purge garde un dossier.
RaisonDeGarder = Literal["fictif", "en_cours", "recent", "a_conserver", "sans_etape"]
MotifAbandon = Literal[
    "reste_a_charge", "ressources", "travaux_commences", "logement_recent", "non_proprietaire", "depart",
    "sans_reponse", "autre_dispositif",
]  # fmt: skip
MotifRefus = Literal[
    "ressources", "travaux_commences", "logement_non_admis", "occupation_non_admise", "travaux_non_admis",
    "pieces_manquantes", "delai_depasse", "credits_epuises", "aide_deja_recue", "autre_refus",
]  # fmt: skip
# Un ménage qui en est là n'attend plus rien de la permanence.
FINALES: frozenset[EtapeMenage] = frozenset({"rejete", "retire", "classe_sans_suite", "solde_paye", "clos", "abandon"})
# Où un financeur dit non.
REFUS: frozenset[EtapeMenage] = frozenset({"rejete", "retire"})
# Ce que l'on peut dater d'avance : le reste ne s'écrit qu'une fois fait.
RENDEZ_VOUS: frozenset[EtapeMenage] = frozenset({"rendez_vous", "visite_programmee"})
# Un rendez-vous ne se prend pas plus tôt : une année plus lointaine est une faute de frappe.
ANNEES_D_AVANCE = 2


class MontantNotifie(Objet):
    """Ce qu'une demande, une décision ou un versement écrit, pour un financeur."""

    cles: ClassVar = ("financeur",)

    financeur: Identifiant = Field(description="organisme qui paie")
    montant: Montant = Field(description="montant de la demande, de la notification ou du versement, en euros")


class RepereEtape(NamedTuple):
    """Ce qui distingue une étape, ou un de ses montants, de ce qui est écrit ; `precision` : financeur, sinon note."""

    etape: EtapeMenage
    jour: date
    precision: str | None


class Evenement(Objet):
    """Une étape du parcours, datée."""

    cles: ClassVar = ("etape", "date")

    date: Jour = Field(description="jour de l'étape")
    etape: EtapeMenage = Field(description="étape franchie")
    motif: MotifAbandon | None = Field(None, description="pourquoi le ménage abandonne")
    refus: MotifRefus | None = Field(None, description="pourquoi le financeur refuse ou retire son aide")
    financeur: Identifiant | None = Field(None, description="financeur qui seul refuse ou retire ; sinon, le dossier")
    montants: tuple[MontantNotifie, ...] = Field(
        (), description="montants écrits ce jour-là : demandés au dépôt, accordés, puis payés à l'acompte et au solde"
    )
    note: TexteLibre | None = Field(None, description="remarque de suivi, 250 signes au plus, sans identité ni santé")
    annule_le: Jour | None = Field(
        None, description="jour où l'étape est annulée : elle reste écrite, et ne compte plus"
    )
    annulation: TexteLibre | None = Field(None, description="pourquoi l'étape est annulée, sans identité ni santé")

    @property
    def reperes(self) -> list[RepereEtape]:
        """Un repère par montant, ou un seul pour une étape qui n'en a pas : deux fois le même, il compterait double."""
        financeurs: list[str | None] = [notifie.financeur for notifie in self.montants]
        precisions = financeurs or [self.financeur or self.note]
        return [RepereEtape(self.etape, self.date, precision) for precision in precisions]

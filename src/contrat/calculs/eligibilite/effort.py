"""Ce que le logement prend du revenu d'un ménage : l'effort énergétique, et le reste à vivre de la commune."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.ressources import Ressources
from contrat.calculs.sommes import CENT
from contrat.modele.cadre import ResteAVivre
from contrat.modele.menage import Menage
from contrat.nombres import DIXIEME, arrondir


class Effort(NamedTuple):
    """Un taux, en pour cent à une décimale, et les deux sommes qu'il rapporte, chacune avec son année."""

    taux: Decimal
    facture: Decimal
    annee_facture: int
    revenu: Decimal
    annee_revenu: int


def mesurer_effort(menage: Menage, ressources: Ressources) -> Effort | None:
    """Rapporter les dernières factures au revenu de la même année, à défaut au revenu retenu pour la demande.

    Rien sans facture, sans revenu, ou quand le revenu est nul.
    """
    facture = max(menage.logement.factures_energie, key=lambda f: f.annee, default=None)
    if facture is None:
        return None
    memes = [avis.rfr for avis in menage.revenus if avis.annee == facture.annee]
    revenu, annee = (sum(memes, Decimal(0)), facture.annee) if memes else (ressources.rfr, ressources.annee)
    if not revenu:
        return None
    taux = arrondir(facture.montant * CENT / revenu, DIXIEME)
    return Effort(taux, facture.montant, facture.annee, revenu, annee)


class Reste(NamedTuple):
    """Le reste à vivre d'un mois, en euros par part, négatif quand les charges dépassent les ressources."""

    montant: Decimal
    parts: Decimal


def mesurer_reste(menage: Menage, regle: ResteAVivre | None) -> Reste | None:
    """Ce qui reste au ménage par mois et par part ; rien sans le calcul de la commune ou le budget du ménage."""
    if regle is None or menage.budget is None or menage.occupants.nombre is None:
        return None
    parts = regle.premiere_part + regle.part_suivante * (menage.occupants.nombre - 1)
    if parts <= 0:
        return None
    montant = (menage.budget.ressources - menage.budget.charges) / parts
    return Reste(arrondir(montant), parts)

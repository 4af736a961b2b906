"""Ce qui fait penser à une faute de frappe : des repères de relecture, non des règles de droit."""

from decimal import Decimal

MOIS = 12
# Aucun suivi de ménage n'est plus ancien.
PREMIERE_ANNEE_DE_SUIVI = 2000
_REVENU_BAS = Decimal(100) * MOIS
_REVENU_HAUT = Decimal(1_000_000)
_TRAVAUX_BAS = Decimal(100)


def douter_du_revenu(rfr: Decimal) -> str:
    """Pourquoi relire un revenu fiscal de référence, en euros par an ; rien quand il est vraisemblable, ou nul."""
    if 0 < rfr < _REVENU_BAS:
        return "moins de 100 € par mois"
    return "plus d'un million d'euros" if rfr > _REVENU_HAUT else ""


def douter_des_travaux(montant: Decimal) -> str:
    """Pourquoi relire le prix de travaux, en euros ; rien quand il est vraisemblable, ou nul."""
    return "moins de 100 €" if 0 < montant < _TRAVAUX_BAS else ""

"""Le nom de chaque chiffre publié, dans les fautes comme dans les pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contrat.modele.contrat import Mesure, Publie
from contrat.modele.suivi import Indicateur

if TYPE_CHECKING:  # le nom d'un chiffre se lit sans rien de ce qui le refait
    from contrat.calculs.concordance.concordance import Concordance

# « {} » : l'aide ou l'indicateur du chiffre publié.
NOMS: dict[Mesure, str] = {
    "contrat.exercices": "Durée du contrat, en années",
    "enveloppes.fonctionnement": "Enveloppe de fonctionnement",
    "enveloppes.investissement": "Enveloppe d'investissement",
    "budget.depenses.total": "Dépenses",
    "budget.depenses.fonctionnement": "Dépenses de fonctionnement",
    "budget.depenses.investissement": "Dépenses d'investissement",
    "budget.ressources.total": "Ressources",
    "budget.ressources.ville": "Ressources de la ville",
    "budget.ressources.externes": "Ressources externes",
    "budget.exercices": "Exercices chiffrés",
    "organismes.financeurs": "Partenaires financeurs",
    "organismes.partenaires": "Partenaires du contrat",
    "axes.total": "Axes",
    "axes.commissions": "Commissions de travail",
    "actions.approuvees": "Actions approuvées",
    "actions.deliberees": "Actions délibérées",
    "actions.mises_en_oeuvre": "Actions mises en œuvre",
    "actions.exercices": "Durée de l'action, en années",
    "actions.partenaires": "Partenaires de l'action",
    "actions.criteres_atteints": "Critères durables atteints",
    "actions.ressources.ville": "Apport de la ville à l'action",
    "menages.contactes": "Ménages contactés",
    "menages.eligibles": "Ménages éligibles",
    "logements.reperes": "Logements repérés",
    "logements.renoves": "Logements rénovés",
    "logements.habiter_mieux": "Logements Habiter mieux",
    "logements.travaux": "Travaux dans les logements",
    "aides.forfait": "{}, forfait",
    "aides.parite": "{}, majoration",
    "indicateurs.autre_source": "{}",
}


def nommer_chiffre(concordance: Concordance) -> str:
    """« Ressources de la ville 2010-2011 » : la mesure et sa période, une aide ou un indicateur non lu par son code."""
    return nommer_publie(concordance.publie, concordance.indicateur, concordance.aide)


def nommer_publie(publie: Publie, indicateur: Indicateur | None, aide: str | None = None) -> str:
    """Le nom d'un chiffre publié, avec l'indicateur qui le porte ou le libellé de l'aide, s'il y en a un."""
    quoi = NOMS[publie.mesure].format(
        indicateur.libelle if indicateur else aide or publie.indicateur or publie.aide or publie.mesure
    )
    if publie.action:
        quoi = f"{quoi} « {publie.action} »"
    return f"{quoi} {publie.periode.dite}"

"""Les mots des chiffres publiés : le nom de chaque mesure, et comment elle se recalcule."""

from __future__ import annotations

from contrat.calculs.concordance.noms import NOMS
from contrat.modele.contrat import Mesure, Publie
from contrat.modele.dossier import Dossier

_CALCULS = {
    "contrat.exercices": "exercices de la période du contrat",
    "enveloppes.fonctionnement": "dépenses prévues des fiches, même section",
    "enveloppes.investissement": "dépenses prévues des fiches, même section",
    "budget.depenses.total": "dépenses prévues des fiches",
    "budget.depenses.fonctionnement": "dépenses prévues des fiches",
    "budget.depenses.investissement": "dépenses prévues des fiches",
    "budget.ressources.total": "ressources des plans des fiches",
    "budget.ressources.ville": "ressources des plans, ville et organismes rattachés",
    "budget.ressources.externes": "ressources des plans, autres organismes",
    "budget.exercices": "exercices pour lesquels une fiche a un montant",
    "organismes.financeurs": "organismes externes qui financent une fiche",
    "organismes.partenaires": "organismes au rôle de partenaire",
    "axes.total": "fichiers d'axe",
    "axes.commissions": "axes qui ont une commission",
    "actions.approuvees": "fiches approuvées d'après leur historique",
    "actions.deliberees": "fiches qui portent une délibération",
    "actions.mises_en_oeuvre": "fiches lancées d'après leur historique",
    "actions.exercices": "exercices du calendrier de la fiche",
    "actions.partenaires": "organismes partenaires de la fiche",
    "actions.criteres_atteints": "critères que le bilan de la fiche dit atteints",
    "actions.ressources.ville": "ressources de la ville au plan de la fiche",
    "menages.contactes": "ménages du dépôt, étape « contacté »",
    "menages.eligibles": "ménages contactés à qui une aide nationale aux travaux est accordée",
    "logements.reperes": "ménages du dépôt qui ont une étape datée",
    "logements.renoves": "ménages du dépôt aux travaux achevés",
    "logements.habiter_mieux": "ménages aux travaux achevés à qui l'aide est accordée",
    "logements.travaux": "travaux TTC des ménages aux travaux achevés",
    "aides.forfait": "forfait des versions de l'aide en vigueur",
    "aides.parite": "limite de parité des versions de l'aide en vigueur",
    "indicateurs.autre_source": "valeur de l'indicateur que donne une autre source",
}
# Le nom de la mesure, puis la façon dont les données la redonnent ; « {} » : l'aide ou l'indicateur du chiffre publié.
MESURES: dict[Mesure, tuple[str, str]] = {mesure: (nom, _CALCULS[mesure]) for mesure, nom in NOMS.items()}


def nommer_mesure(dossier: Dossier, publie: Publie) -> str:
    """Le nom de ce que compte un chiffre publié, avec l'aide dont il s'agit."""
    aide = next((a.libelle for a in dossier.droit.aides if a.id == publie.aide), publie.aide or "aide non nommée")
    return MESURES[publie.mesure][0].format(aide)

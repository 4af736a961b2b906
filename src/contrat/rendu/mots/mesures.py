"""Les mots des chiffres publiés : le nom de chaque mesure, et comment elle se recalcule."""

from __future__ import annotations

from contrat.modele.contrat import Mesure

# Le nom de la mesure, puis la façon dont les données la redonnent ; « {} » : l'aide ou l'indicateur du chiffre publié.
MESURES: dict[Mesure, tuple[str, str]] = {
    "contrat.exercices": ("Durée du contrat, en années", "exercices de la période du contrat"),
    "enveloppes.fonctionnement": ("Enveloppe de fonctionnement", "dépenses prévues des fiches, même section"),
    "enveloppes.investissement": ("Enveloppe d'investissement", "dépenses prévues des fiches, même section"),
    "budget.depenses.total": ("Dépenses", "dépenses prévues des fiches"),
    "budget.depenses.fonctionnement": ("Dépenses de fonctionnement", "dépenses prévues des fiches"),
    "budget.depenses.investissement": ("Dépenses d'investissement", "dépenses prévues des fiches"),
    "budget.ressources.total": ("Ressources", "ressources des plans des fiches"),
    "budget.ressources.ville": ("Ressources de la ville", "ressources des plans, ville et organismes rattachés"),
    "budget.ressources.externes": ("Ressources externes", "ressources des plans, autres organismes"),
    "budget.exercices": ("Exercices chiffrés", "exercices pour lesquels une fiche a un montant"),
    "organismes.financeurs": ("Partenaires financeurs", "organismes externes qui financent une fiche"),
    "organismes.partenaires": ("Partenaires du contrat", "organismes au rôle de partenaire"),
    "axes.total": ("Axes", "fichiers d'axe"),
    "axes.commissions": ("Commissions de travail", "axes qui ont une commission"),
    "actions.approuvees": ("Actions approuvées", "fiches approuvées d'après leur historique"),
    "actions.deliberees": ("Actions délibérées", "fiches qui portent une délibération"),
    "actions.mises_en_oeuvre": ("Actions mises en œuvre", "fiches lancées d'après leur historique"),
    "actions.exercices": ("Durée de l'action, en années", "exercices du calendrier de la fiche"),
    "actions.partenaires": ("Partenaires de l'action", "organismes partenaires de la fiche"),
    "actions.criteres_atteints": ("Critères durables atteints", "critères que le bilan de la fiche dit atteints"),
    "actions.ressources.ville": ("Apport de la ville à l'action", "ressources de la ville au plan de la fiche"),
    "menages.contactes": ("Ménages contactés", "ménages du dépôt, étape « contacté »"),
    "menages.eligibles": ("Ménages éligibles", "ménages contactés à qui une aide nationale aux travaux est accordée"),
    "logements.reperes": ("Logements repérés", "ménages du dépôt qui ont une étape datée"),
    "logements.renoves": ("Logements rénovés", "ménages du dépôt aux travaux achevés"),
    "logements.habiter_mieux": ("Logements Habiter mieux", "ménages aux travaux achevés à qui l'aide est accordée"),
    "logements.travaux": ("Travaux dans les logements", "travaux TTC des ménages aux travaux achevés"),
    "aides.forfait": ("{}, forfait", "forfait des versions de l'aide en vigueur"),
    "aides.parite": ("{}, majoration", "limite de parité des versions de l'aide en vigueur"),
    "indicateurs.autre_source": ("{}", "valeur de l'indicateur que donne une autre source"),
}

"""Les mots du suivi des ménages."""

from __future__ import annotations

# Les marches de l'entonnoir, du repérage aux travaux.
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

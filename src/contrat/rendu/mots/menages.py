"""Les mots du suivi des ménages."""

from __future__ import annotations

# Les marches de l'entonnoir, du repérage aux travaux.
MARCHES = {
    "reperes": "Logements repérés",
    "contactes": "Ménages contactés",
    "eligibles": "Éligibles à une aide aux travaux",
    "logements_renoves": "Logements rénovés",
    "habiter_mieux": "dont Habiter Mieux",
}

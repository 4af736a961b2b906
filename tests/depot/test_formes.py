"""Les formes de base : ce qui est refusé, et le geste proposé."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from pydantic_core import PydanticCustomError

from contrat.modele.base import (
    lire_annee,
    lire_effectif,
    lire_entier,
    lire_jour,
    lire_moment,
    lire_montant,
    lire_nombre,
    lire_oui_non,
    lire_pourcent,
)


@pytest.mark.parametrize(
    ("lecteur", "texte", "valeur"),
    [
        (lire_montant, "12840", Decimal("12840")),
        (lire_montant, "12840.50", Decimal("12840.50")),
        (lire_montant, "0", Decimal(0)),
        (lire_nombre, "-3.25", Decimal("-3.25")),
        (lire_entier, "0", 0),
        (lire_effectif, "1", 1),
        (lire_pourcent, "35 %", Decimal(35)),
        (lire_pourcent, "12.5%", Decimal("12.5")),
        (lire_jour, "2012-02-29", date(2012, 2, 29)),
        (lire_moment, "2010", "2010"),
        (lire_moment, "2010-02", "2010-02"),
        (lire_annee, "2010", 2010),
        (lire_oui_non, "oui", True),
        (lire_oui_non, "non", False),
    ],
)
def test_formes_admises(lecteur: Callable[[object], object], texte: str, valeur: object) -> None:
    """Ce que chaque forme accepte."""
    assert lecteur(texte) == valeur


@pytest.mark.parametrize(
    ("lecteur", "texte", "message", "aide"),
    [
        (
            lire_montant,
            "03000",
            "« 03000 » n'est pas un montant en euros",
            "écrire un nombre comme 12840 ou 12840.50, sans espace ni unité",
        ),
        (
            lire_montant,
            "12E5",
            "« 12E5 » n'est pas un montant en euros",
            "écrire un nombre comme 12840 ou 12840.50, sans espace ni unité",
        ),
        (lire_montant, "1_000", "« 1_000 » n'est pas un montant en euros", "écrire 1000"),
        (lire_montant, "15 400", "« 15 400 » n'est pas un montant en euros", "écrire 15400"),
        (lire_montant, "15 400,50 €", "« 15 400,50 € » n'est pas un montant en euros", "écrire 15400.50"),
        (
            lire_montant,
            "40 %",
            "« 40 % » n'est pas un montant en euros",
            "écrire un nombre comme 12840 ou 12840.50, sans espace ni unité",
        ),
        (lire_montant, "-5", "« -5 » n'est pas un montant en euros", "un montant est positif ou nul"),
        (
            lire_montant,
            "12.345",
            "« 12.345 » n'est pas un montant en euros",
            "cela ressemble à des milliers : écrire 12345 ; des centimes ont deux chiffres au plus après le point",
        ),
        (
            lire_montant,
            "12.840",
            "« 12.840 » n'est pas un montant en euros",
            "cela ressemble à des milliers : écrire 12840, ou 12.84 si ce sont des centimes",
        ),
        (
            lire_montant,
            "1,420",
            "« 1,420 » n'est pas un montant en euros",
            "cela ressemble à des milliers : écrire 1420, ou 1.42 si ce sont des centimes",
        ),
        (
            lire_montant,
            "1.420.000",
            "« 1.420.000 » n'est pas un montant en euros",
            "cela ressemble à des milliers : écrire 1420000 ; des centimes ont deux chiffres au plus après le point",
        ),
        (
            lire_montant,
            "0.125",
            "« 0.125 » n'est pas un montant en euros",
            "un montant a deux décimales au plus : arrondir au centime",
        ),
        (
            lire_montant,
            "9" * 30,
            f"« {'9' * 30} » n'est pas un montant en euros",
            "douze chiffres au plus avant le point : vérifier ce nombre",
        ),
        (
            lire_entier,
            "9" * 5000,
            f"« {'9' * 60}… » n'est pas un nombre entier",
            "douze chiffres au plus avant le point : vérifier ce nombre",
        ),
        (lire_jour, "9999-12-31", "« 9999-12-31 » n'est pas une date des années 1900 à 2099", "vérifier l'année"),
        (lire_jour, "1899-12-31", "« 1899-12-31 » n'est pas une date des années 1900 à 2099", "vérifier l'année"),
        (lire_moment, "9999", "« 9999 » n'est pas une date des années 1000 à 2099", "vérifier l'année"),
        (lire_entier, "1٢", "« 1٢ » n'est pas un nombre entier", "écrire un entier comme 3, sans signe ni décimale"),
        (lire_entier, "2.0", "« 2.0 » n'est pas un nombre entier", "écrire un entier comme 3, sans signe ni décimale"),
        (lire_entier, "2.5", "« 2.5 » n'est pas un nombre entier", "écrire un entier comme 3, sans signe ni décimale"),
        (lire_effectif, "0", "« 0 » n'est pas un nombre d'au moins 1", "si le nombre est inconnu, ne pas le donner"),
        (lire_pourcent, "0.35", "« 0.35 » n'est pas un pourcentage", "écrire par exemple 35 % ou 12.5 %"),
        (
            lire_jour,
            "1767225600",
            "« 1767225600 » n'est pas une date de la forme AAAA-MM-JJ",
            "écrire comme 2025-02-18",
        ),
        (lire_jour, "01/02/2010", "« 01/02/2010 » n'est pas une date de la forme AAAA-MM-JJ", "écrire 2010-02-01"),
        (lire_jour, "31/02/2026", "« 31/02/2026 » n'est pas un jour du calendrier", "vérifier le mois et le jour"),
        (lire_jour, "2010-02-30", "« 2010-02-30 » n'est pas un jour du calendrier", "vérifier le mois et le jour"),
        (lire_moment, "2010-13", "« 2010-13 » n'est pas une date du calendrier", "vérifier le mois et le jour"),
        (
            lire_moment,
            "fin 2010",
            "« fin 2010 » n'est pas une date",
            "écrire 2025, 2025-02 ou 2025-02-18, selon ce que l'on sait",
        ),
        (lire_annee, "10", "« 10 » n'est pas une année", "écrire quatre chiffres, comme 2010"),
        (lire_oui_non, "yes", "« yes » n'est pas une réponse oui ou non", "écrire oui ou non"),
        (lire_oui_non, "true", "« true » n'est pas une réponse oui ou non", "écrire oui ou non"),
    ],
)
def test_formes_refusees(lecteur: Callable[[object], object], texte: str, message: str, aide: str) -> None:
    """Le message entier et le geste proposé."""
    with pytest.raises(PydanticCustomError) as refus:
        lecteur(texte)
    assert (refus.value.message(), (refus.value.context or {})["aide"]) == (message, aide)

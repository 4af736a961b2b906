"""Écrire les nombres à la française : milliers séparés, virgule décimale, unité après une espace."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

# Au terminal, des espaces ordinaires : on y cherche « 1 137 300 € » avec les touches du clavier.
FINE, INSECABLE = "\u202f", "\u00a0"


def arrondir(valeur: Decimal) -> Decimal:
    """Arrondir au centime, la moitié vers le haut."""
    return valeur.quantize(Decimal("0.01"), ROUND_HALF_UP)


def nombre(valeur: Decimal, *, insecable: bool = False) -> str:
    """Un nombre, sans décimale quand il est entier, avec deux sinon."""
    entier = valeur == valeur.to_integral_value()
    texte = f"{valeur:,.0f}" if entier else f"{valeur:,.2f}"
    return texte.replace(",", FINE if insecable else " ").replace(".", ",")


def euros(montant: Decimal, *, insecable: bool = False) -> str:
    """Un montant en euros : `1 137 300 €`."""
    return nombre(montant, insecable=insecable) + (INSECABLE if insecable else " ") + "€"


def pourcent(valeur: Decimal, *, insecable: bool = False) -> str:
    """Une part en pour cent : `35 %` quand elle est entière, sinon à une décimale, `41,4 %`."""
    arrondi = valeur.quantize(Decimal("1") if valeur == valeur.to_integral_value() else Decimal("0.1"), ROUND_HALF_UP)
    return f"{arrondi:f}".replace(".", ",") + (INSECABLE if insecable else " ") + "%"


def taux(valeur: Decimal, *, insecable: bool = False) -> str:
    """Un taux en pour cent, à trois décimales au plus, sans zéro inutile : `20 %`, `15,482 %`."""
    texte = f"{valeur.quantize(Decimal('0.001'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return texte.replace(".", ",") + (INSECABLE if insecable else " ") + "%"

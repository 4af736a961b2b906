"""Écrire les nombres à la française : milliers séparés, virgule décimale, unité après une espace, nom accordé."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

# Au terminal, des espaces ordinaires : on y cherche « 1 137 300 € » avec les touches du clavier.
FINE, INSECABLE = "\u202f", "\u00a0"


UNITE, DIXIEME, CENTIEME, MILLIEME = (Decimal(10) ** -chiffres for chiffres in range(4))


def arrondir(valeur: Decimal, pas: Decimal = CENTIEME) -> Decimal:
    """Arrondir au centième, ou à un autre pas, la moitié vers le haut : le seul arrondi de l'outil."""
    return valeur.quantize(pas, ROUND_HALF_UP)


def tronquer(valeur: Decimal, pas: Decimal = CENTIEME) -> Decimal:
    """Ôter ce qui suit le centième, ou un autre pas : un centime de trop dépasserait un maximum."""
    return valeur.quantize(pas, ROUND_DOWN)


def relever(valeur: Decimal, pas: Decimal = CENTIEME) -> Decimal:
    """Compléter au centième de dessus, ou à un autre pas : un centime de moins n'atteindrait pas un minimum."""
    return valeur.quantize(pas, ROUND_UP)


def decimal_nu(valeur: Decimal) -> str:
    """Un montant pour un autre programme : deux décimales, un point, rien d'autre."""
    return f"{arrondir(valeur):f}"


def nombre(valeur: Decimal, *, insecable: bool = False) -> str:
    """Un nombre, sans décimale quand il est entier, avec deux sinon."""
    texte = f"{arrondir(valeur, _pas(valeur, CENTIEME)):,f}"
    return texte.replace(",", FINE if insecable else " ").replace(".", ",")


def euros(montant: Decimal, *, insecable: bool = False) -> str:
    """Un montant en euros : `1 137 300 €`."""
    return nombre(montant, insecable=insecable) + (INSECABLE if insecable else " ") + "€"


def pourcent(valeur: Decimal, *, contre: Decimal | None = None, insecable: bool = False) -> str:
    """Une part en pour cent : `35 %` quand elle est entière, sinon à une décimale, `41,4 %` ; `contre` comme `taux`."""
    pas = _preciser(valeur, _pas(valeur, DIXIEME), contre)
    return f"{arrondir(valeur, pas):f}".replace(".", ",") + (INSECABLE if insecable else " ") + "%"


def taux(valeur: Decimal, *, contre: Decimal | None = None, insecable: bool = False) -> str:
    """Un taux en pour cent, à trois décimales au plus, sans zéro inutile : `20 %`, `15,482 %`.

    Lu à côté d'un autre (`contre`) dont il diffère, il prend les décimales qu'il faut : `19,9996 %`, au moins `20 %`.
    """
    texte = f"{arrondir(valeur, _preciser(valeur, MILLIEME, contre)):f}".rstrip("0").rstrip(".")
    return texte.replace(".", ",") + (INSECABLE if insecable else " ") + "%"


def _preciser(valeur: Decimal, pas: Decimal, contre: Decimal | None) -> Decimal:
    """Le pas, ou le premier plus fin qui ne confond pas deux nombres différents."""
    while valeur != contre and arrondir(valeur, pas) == contre:
        pas /= 10
    return pas


def _pas(valeur: Decimal, sinon: Decimal) -> Decimal:
    """L'unité pour un nombre entier."""
    return UNITE if valeur == valeur.to_integral_value() else sinon


# Ce qui suit ne s'accorde pas : « heures d'aide », « repas à domicile ».
_LIENS = frozenset({"de", "du", "des", "à", "au", "aux", "en", "par", "pour", "sur", "dans", "hors", "sans"})


def accorder(combien: Decimal | int, noms: str) -> str:
    """Un nom et ce qui le qualifie, au pluriel à partir de deux : « lignes de budget », « logements rénovés »."""
    if -2 < combien < 2:
        return noms
    mots = noms.split(" ")
    lien = next((rang for rang, mot in enumerate(mots) if mot in _LIENS or mot.startswith(("d'", "d’"))), len(mots))
    return " ".join([*map(_mettre_au_pluriel, mots[:lien]), *mots[lien:]])


def _mettre_au_pluriel(mot: str) -> str:
    if mot.endswith(("s", "x", "z")):
        return mot
    if mot.endswith("al"):
        return f"{mot[:-1]}ux"
    return mot + ("x" if mot.endswith(("au", "eu")) else "s")

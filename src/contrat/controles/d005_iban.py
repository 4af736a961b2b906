"""D005 : un compte ou une carte bancaire."""

from __future__ import annotations

import re

from contrat.controles.recherche import Trouve, chercher
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un numéro de compte bancaire"
LIT: frozenset[str] = frozenset()

# Le compte français a vingt-sept signes, groupés ou non ; les autres, par groupes de quatre. Annoncé, un numéro plus
# court ou groupé autrement en est un ; une carte a seize chiffres.
MOTIF = re.compile(
    r"\bfr ?\d{2}(?:[ .-]?[a-z0-9]){23}\b"
    r"|(?P<autre>\b[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]{4}){2,7}(?:[ .-]?[a-z0-9]{1,3})?\b)"
    r"|\b(?:iban|rib|bban|(?:numero|n°|no) de compte|compte (?:bancaire|courant|postal|ccp|numero|n°|no)|ccp)(?!\w)"
    r"[^\d\n]{0,20}\d(?:[ .-]?[\da-z]){8,30}"
    r"|(?P<carte>(?<![\d.,])\d{4}([ -])\d{4}\3\d{4}\3\d{4}(?![ .,-]?\d))"
    r"|\b(?:cb|carte(?: bleue| bancaire| visa)?|visa|mastercard)\b[^\d\n]{0,15}\d(?:[ -]?\d){12,18}"
)
DIVISEUR, RESTE = 97, 1
# Un compte français a onze lettres au plus : une phrase qui suit « FR12 » n'en est pas un.
CHIFFRES_FR, CHIFFRES = 16, 9


def constater(dossier: Dossier) -> Constats:
    """Les comptes français, ceux d'un autre pays dont la clé est juste, les numéros annoncés, les cartes."""
    message = "un numéro de compte bancaire (IBAN)"
    yield from chercher(dossier, MOTIF, message, _est_plausible, _est_plausible, lambda t: t.chiffres >= CHIFFRES)


def _est_plausible(trouve: Trouve, texte: str) -> bool:
    """Un compte français se reconnaît à ses chiffres, même mal recopié ; ailleurs, la clé évite les faux semblants."""
    if trouve["carte"]:
        return _est_une_carte(trouve[0])
    if trouve["autre"] is None:
        return sum(map(str.isdigit, trouve[0])) >= (CHIFFRES_FR if trouve[0].startswith("fr") else CHIFFRES)
    ecrit = texte[slice(*trouve.span())]
    # Le texte est cherché sans ses accents : un compte, lui, n'en a pas.
    if not (ecrit[:2].isupper() and ecrit.isascii()):
        return False
    compte = "".join(signe for signe in ecrit if signe.isalnum())
    chiffres = "".join(str(int(signe, 36)) for signe in compte[4:] + compte[:4])
    return int(chiffres) % DIVISEUR == RESTE


def _est_une_carte(numero: str) -> bool:
    """La clé d'une carte : un chiffre sur deux doublé, une somme ronde."""
    chiffres = [int(signe) for signe in reversed(numero) if signe.isdigit()]
    doubles = [sum(divmod(2 * chiffre, 10)) for chiffre in chiffres[1::2]]
    return (sum(chiffres[::2]) + sum(doubles)) % 10 == 0

"""D005 : un compte bancaire dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D005"
GRAVITE = Gravite.ERREUR
TITRE = "un numéro de compte bancaire"
LIT = frozenset({"menages"})

# Le compte français a vingt-sept signes, en capitales ou non, groupés ou non ; les autres, par groupes de quatre.
MOTIF = re.compile(
    r"\b(?i:FR)\d{2}(?:[ .-]?(?i:[A-Z0-9])){23}\b|\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}(?:[ .-]?[A-Z0-9]{1,3})?\b"
)
DIVISEUR, RESTE = 97, 1
# Un compte français a onze lettres au plus : une phrase qui suit « FR12 » n'en est pas un.
CHIFFRES = 16


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les IBAN français, et ceux d'un autre pays dont la clé est juste."""
    yield from chercher(dossier, MOTIF, "un numéro de compte bancaire (IBAN)", _est_plausible)


def _est_plausible(trouve: re.Match[str]) -> bool:
    """Un compte français se reconnaît à ses chiffres, même mal recopié ; ailleurs, la clé évite les faux semblants."""
    if trouve[0][:2].upper() == "FR" and sum(map(str.isdigit, trouve[0])) >= CHIFFRES:
        return True
    compte = "".join(signe for signe in trouve[0] if signe.isalnum())
    chiffres = "".join(str(int(signe, 36)) for signe in compte[4:] + compte[:4])
    return int(chiffres) % DIVISEUR == RESTE

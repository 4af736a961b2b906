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

# Le compte français a vingt-sept signes, en capitales ou non, groupés ou non ; les autres, par groupes de quatre.
MOTIF = re.compile(
    r"\b(?i:FR)\d{2}(?:[ .-]?(?i:[A-Z0-9])){23}\b|\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){2,7}(?:[ .-]?[A-Z0-9]{1,3})?\b"
)
DIVISEUR, RESTE = 97, 1


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les IBAN dont la clé est juste."""
    yield from chercher(dossier, MOTIF, "un numéro de compte bancaire (IBAN)", _cle_est_juste)


def _cle_est_juste(trouve: re.Match[str]) -> bool:
    compte = "".join(signe for signe in trouve[0] if signe.isalnum())
    chiffres = "".join(str(int(signe, 36)) for signe in compte[4:] + compte[:4])
    return int(chiffres) % DIVISEUR == RESTE

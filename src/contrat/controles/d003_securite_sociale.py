"""D003 : un numéro de sécurité sociale."""

from __future__ import annotations

import re

from contrat.controles.recherche import TexteLu, Trouve, chercher, lire_avant
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un numéro de sécurité sociale"
LIT: frozenset[str] = frozenset()

# Treize signes au moins, groupés n'importe comment ; la lettre est celle de la Corse. Annoncé, un début suffit.
MOTIF = re.compile(
    r"(?<![\w.,/-])(?<!\d )[12](?:[ ./_-]{0,2}[\dab]){12,14}(?![ .,-]?\d)(?!\w)"
    r"|\b(?P<debut>(?:nir|secu|securite sociale)\b[^\d\n]{0,25}(?!(?:19|20)\d\d\b)[12](?:[ .-]?\d){4,14})(?!\d)"
)
# Sexe, année, mois (au-delà de 20, inconnu), département, commune, rang, puis la clé facultative.
_NUMERO = re.compile(r"([12]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2[ab])\d{6})(\d\d)?")
_ANNONCE = re.compile(r"\b(?:nir|secu|securite sociale|insee|immatriculation|vitale|ss|assure)\b")
_GROUPES = re.compile(r"[ ./_-]+")
_MOTS_D_ANNONCE = frozenset(("nir", "secu", "sociale"))
# Treize signes, dont une lettre en Corse.
CHIFFRES = 12
CLE = 97


def constater(dossier: Dossier) -> Constats:
    """Les numéros annoncés, ceux dont la clé est juste, et ceux dont les groupes sont ceux de la carte.

    Une clé fausse ne disculpe pas : un numéro mal recopié désigne encore quelqu'un.
    """
    message = "un numéro de sécurité sociale"
    yield from chercher(dossier, MOTIF, message, _est_plausible, _est_plausible, _a_de_quoi)


def _a_de_quoi(texte: TexteLu) -> bool:
    return texte.chiffres >= CHIFFRES or (texte.chiffres >= 5 and not _MOTS_D_ANNONCE.isdisjoint(texte.mots))


def _est_plausible(trouve: Trouve, _texte: str) -> bool:
    if trouve["debut"]:
        return True
    numero = _NUMERO.fullmatch(_GROUPES.sub("", trouve[0]))
    if numero is None:
        return False
    groupes = [len(groupe) for groupe in _GROUPES.split(trouve[0])]
    if len(groupes) == 1:
        # D'un tenant et sans clé, treize chiffres relèvent de D004.
        return numero[2] is not None
    # Après un ou trois chiffres, un montant en aurait trois ; groupé autrement, un numéro s'annonce ou a sa clé.
    # Cinq groupes de trois feraient un montant de mille milliards.
    if groupes == [3] * 5:
        return True
    if groupes[0] in (1, 3, 5, 7) and (groupes[0] > 3 or groupes[1] != 3):
        return True
    return _ANNONCE.search(lire_avant(trouve, 40)) is not None or _est_juste(numero[1], numero[2])


def _est_juste(numero: str, cle: str | None) -> bool:
    """La clé d'un numéro ; en Corse, 2A et 2B y valent 19 et 18."""
    chiffres = numero.replace("2a", "19").replace("2b", "18")
    return cle is not None and CLE - int(chiffres) % CLE == int(cle)

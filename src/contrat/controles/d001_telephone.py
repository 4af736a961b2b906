"""D001 : un numéro de téléphone."""

from __future__ import annotations

import re

from contrat.controles.nombres_dits import MOT, MOTS
from contrat.controles.recherche import TexteLu, Trouve, chercher, lire_avant
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un numéro de téléphone"
LIT: frozenset[str] = frozenset()

_SEPARE = r"[ ./()_,-]{1,3}"
_INDICATIF = rf"(?:(?:\+|00)33(?:{_SEPARE})?(?:0(?:{_SEPARE})?)?|33(?=[67]\d{{8}}(?!\d))|[0o])"
# Huit chiffres d'un tenant, par deux (0471 60… compris), par trois ou un à un. Par deux, tous sont séparés : une date
# suivie d'une heure, « 01.02.2011 14 h », ne l'est pas. Les lettres O, I et L y tiennent parfois lieu de zéro ou d'un.
_HUIT = (
    rf"(?:(?:{_SEPARE})?\d{{8}}|(?:{_SEPARE}[\doil]{{2}}){{4}}|\d\d(?:{_SEPARE}\d\d){{3}}"
    rf"|(?:{_SEPARE}\d{{3}}){{2}}{_SEPARE}\d\d)"
)
_UN_A_UN = r"0([ .,_/-]{1,2})[1-9](?:\1\d){8}"
_ETRANGER = r"(?:\+|\b00)(?!33)[1-9]\d{0,2}(?:[ .()-]{0,2}\d){7,12}"
# Après un mot qui l'annonce, le zéro de tête peut manquer.
_ANNONCE = (
    r"\b(?:tel|telephone|port|portable|mobile|fixe|gsm|joindre|joignable|rappeler|appeler)\b[^\d\n]{0,15}"
    rf"(?:[1-9](?:[ ._-]\d\d){{4}}|[1-9]\d{{8}}|\b{MOT}(?:[ ,.-]{{1,3}}{MOT}){{4,12}})"
)
# Dix chiffres groupés autrement : « 06 1234 5678 ».
_LIBRE = r"(?<![\w.,/-])(?<!\d )0[1-9](?:[ .-]?\d){8}"
# « zéro six… », en toutes lettres ou mêlé de chiffres : cinq groupes au moins, qui commencent par zéro.
_DIT = rf"\b(?:zero|0\d?)(?=[ ,.-]{{1,3}}(?:{MOT}|\d))(?:[ ,.-]{{1,3}}(?:{MOT}|\d\d?)(?![\w/])){{4,30}}"
# Jamais la fin d'un nombre plus long, ni d'une date, ni le début d'un nombre décimal.
MOTIF = re.compile(
    rf"(?<![\w])(?<!\d[.,/-])(?:{_INDICATIF}[1-9]{_HUIT}|{_UN_A_UN}|{_ETRANGER})(?!\d)(?![.,]\d)"
    rf"|(?P<annonce>{_ANNONCE})(?!\d)|(?P<libre>{_LIBRE})(?![ .,-]?\d)|(?P<dit>{_DIT})"
)
_MOT = re.compile(rf"\b{MOT}\b")
_LETTRE_POUR_CHIFFRE = re.compile(r"\d[oil]|[oil]\d|\boo\b")
_GROUPES = re.compile(r"[ .-]")
GROUPES = {(2, 4, 4), (3, 3, 2, 2), (4, 3, 3), (2, 3, 3, 2), (4, 2, 4), (4, 6), (2, 2, 3, 3), (3, 3, 4), (2, 3, 2, 3)}
_EST_UNE_ANNEE = re.compile(r"(?:19|20)\d\d")
# Un numéro d'ailleurs commence aussi par deux zéros, comme bien des références de catalogue.
_REFERENCE = re.compile(r"\b(?:ref|reference|article|modele|serie|commande|devis|facture|marche)\b[^\d]{0,8}$")
_ANNONCES = frozenset(
    (
        "zero",
        "tel",
        "telephone",
        "port",
        "portable",
        "mobile",
        "fixe",
        "gsm",
        "joindre",
        "joignable",
        "rappeler",
        "appeler",
    )
)
# Le standard d'une mairie n'est le numéro de personne ; un mobile l'est toujours.
_MOBILE = re.compile(r"^(?:(?:\+|00)?33\D{0,3}0?|0)\D{0,3}[67]")
_PUBLIC = re.compile(r"\b(?:mairie|ccas|accueil|standard|secretariat|service|guichet|association|centre|maison)\b")


def constater(dossier: Dossier) -> Constats:
    """Les numéros, dans toutes les graphies courantes, en chiffres ou en toutes lettres."""
    yield from chercher(dossier, MOTIF, "un numéro de téléphone", _est_plausible, _est_a_quelqu_un, _a_de_quoi)


def _a_de_quoi(texte: TexteLu) -> bool:
    """Assez de chiffres, des lettres à leur place, ou des nombres dits après un zéro ou une annonce."""
    # Une date seule en a huit ; un numéro d'ailleurs, pas moins, après un signe plus.
    return (
        texte.chiffres > 8
        or (texte.chiffres == 8 and "+" in texte.plie)
        or (texte.chiffres >= 4 and bool(_LETTRE_POUR_CHIFFRE.search(texte.plie)))
        or _a_des_nombres_dits(texte)
    )


def _a_des_nombres_dits(texte: TexteLu) -> bool:
    annonce = "0" in texte.plie or not _ANNONCES.isdisjoint(texte.mots)
    return annonce and not MOTS.isdisjoint(texte.mots)


def _est_plausible(trouve: Trouve, _texte: str) -> bool:
    if trouve["dit"]:
        return bool(_MOT.search(trouve["dit"]))
    if trouve["annonce"]:
        return True
    if trouve["libre"]:
        groupes = _GROUPES.split(trouve["libre"])
        return tuple(map(len, groupes)) in GROUPES and not any(map(_EST_UNE_ANNEE.fullmatch, groupes))
    if trouve[0].isdigit() and trouve[0].startswith("00") and _REFERENCE.search(lire_avant(trouve)):
        return False
    return sum(map(str.isdigit, trouve[0])) >= 4


def _est_a_quelqu_un(trouve: Trouve, _texte: str) -> bool:
    return bool(_MOBILE.match(trouve[0])) or not _PUBLIC.search(lire_avant(trouve, 200))

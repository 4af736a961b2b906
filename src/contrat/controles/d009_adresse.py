"""D009 : une adresse, ou un lieu aussi précis."""

from __future__ import annotations

import re

from contrat.controles.recherche import TexteLu, Trouve, chercher
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une adresse"
LIT: frozenset[str] = frozenset()

_VOIE = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|impasse|imp\.|allees?|chemin|faubourg|fg\.?|quai|ruelle|venelle|montee"
    r"|lotissement|square|esplanade|sentier)"
)
# Ces mots ont d'autres sens : il leur faut un numéro et un nom propre.
_AUTRE_VOIE = (
    r"(?:place|pl\.|cours|route|rte\.?|residence|passage|cite|villa|hameau|lot|cour|clos|domaine|mail|parvis|promenade|rampe|traverse|mas|moulin"
    r"|ferme|chateau|rond-point|bourg|village)"
)
_PARTICULE = r"(?:(?:de la|de l'{1,2}|des|du|de|d'{1,2}|la|les|le|l'{1,2}) ?)?"
# « 5 rue et cour » ne nomme pas la rue.
_NOM = r"(?!(?:et|ou|en|sur|avec|pour|par|sans|dont|a|au|aux|entre|vers|cote|pietonne?|carrossable)\b)[\w'-]+"
_NUMERO = r"\b\d{1,4}(?: ?(?:bis|ter|quater))?,? "
_LETTRES = r"(?!(?:a|au|de|du|en|et|la|le|ou|un|m)\b)[a-z]{1,2}"
_PARCELLE = rf"(?P<parcelle>{_LETTRES}[ -]?(?:n ?° ?|no ?|num(?:ero)? )?\d{{1,4}}\b(?! ?(?:mm|cm|m|m2|%|€)\b))"
MOTIF = re.compile(
    rf"{_NUMERO}{_VOIE} {_PARTICULE}{_NOM}|{_NUMERO}(?:grand-?(?:place|rue)|grande[- ]rue|place)(?=$|[,.;)])"
    rf"|(?P<propre>\b{_VOIE} {_PARTICULE}(?P<nom>[a-z][\w'-]+)"
    rf"|{_NUMERO}{_AUTRE_VOIE} {_PARTICULE}(?P<nom2>[a-z][\w'-]+)"
    rf"|\blieu[- ]dit {_PARTICULE}[«\"]? ?(?P<nom3>[a-z][\w'-]+)|\bhameau {_PARTICULE}(?P<nom4>[a-z][\w'-]+))"
    r"|\b(?:habite|demeure|demeurant|domiciliee?s?|reside|loge)(?: actuellement)?,? (?:au|aux|a|chez|:) ?\d{1,4}\b"
    r"(?! ?(?:m|km|%))"
    r"|\b(?:appt|appart|apt|appartement)\.? ?(?:n ?° ?|numero )?\d{1,4}[a-z]?\b"
    r"(?! ?(?:pieces?|chambres?|m2|m|niveaux|%|€))"
    r"|\bbat(?:iment)?\.? [a-z0-9]{1,2}\b,? (?:escalier|esc\.?|etage|porte|appt?)\b"
    rf"|\b(?:(?:section|cadastr\w+|parcelles?)\b[^\w\n]{{0,4}}(?:\w+ ){{0,2}}?(?:\d{{3}} )?){_PARCELLE}"
    r"|\bparcelles?(?: cadastrales?)? (?:n ?° ?|numero )?\d{1,4}\b(?! ?m2?\b)"
    r"|^(?:secteur|origine): (?:rue|avenue|impasse|allees?|chemin|ruelle) \w+"
    r"|\b[a-z]{1,2} ?n ?° ?\d{1,4}(?= (?:au|du) cadastre)|\b\d{5} ?\d{3} ?[a-z]{1,2} ?\d{4}\b"
    r"|\blambert\b[^\d\n]{0,15}\d{5,7}|\bx ?[=:] ?\d{6}\b|\by ?[=:] ?\d{7}\b"
    r"|\b\d\d \d\d \d\d(?:[.,]\d+)? ?n\b|\b(?=[\d+]*[cfghjmpqrvwx])[2-9cfghjmpqrvwx]{4,8}\+[2-9cfghjmpqrvwx]{2,3}\b"
    r"|(?<![\d.,])(?:4[1-9]|5[01])[.,]\d{3,}\s?°?\s?n?\s?[,; /]\s?-?\d{1,2}[.,]\d{3,}"
    r"|\b\d{1,2} ?° ?\d{1,2} ?['′]"
    r"|\b(?:gps|lat(?:itude)?|lon(?:gitude)?|coordonnees)\b[^\d\n]{0,12}-?\d{1,2}[.,]\d{2,}"
    r"|(?:google\.\w{2,3}/maps|maps\.app\.goo\.gl|goo\.gl/maps|openstreetmap\.org/|what3words\.com/)[\w/@.,#=?-]*"
)
# Les mots sans lesquels rien n'est un lieu, hors coordonnées.
_MOTS_D_ANNONCE = """
rue avenue av boulevard bd impasse imp allee allees chemin faubourg fg quai ruelle venelle montee lotissement square
esplanade sentier grand grande grandplace grandrue place pl cours route rte residence passage cite villa hameau lot
cour clos domaine mail parvis promenade rampe traverse mas moulin ferme chateau rond bourg village dit habite demeure
demeurant domicilie domiciliee domicilies domiciliees reside loge appt appart apt appartement bat batiment section
parcelle parcelles gps lat latitude lon longitude coordonnees google goo openstreetmap what3words cadastre lambert
"""
_AMORCES = frozenset(_MOTS_D_ANNONCE.split())
_AUTRE_REPERE = re.compile(r"\w\+|[xy] ?[=:] ?\d{6}|\d{3} ?[a-z]{1,2} ?\d{4}|\d\d \d\d \d\d")
_LATITUDE = re.compile(r"(?:4[1-9]|5[01])[.,]\d{3}")


def constater(dossier: Dossier) -> Constats:
    """Un numéro et une voie, une voie et son nom, un lieu-dit, un appartement, une parcelle, des coordonnées."""
    yield from chercher(dossier, MOTIF, "une adresse", _est_nommee, si=_a_de_quoi)


def _a_de_quoi(texte: TexteLu) -> bool:
    return (
        not _AMORCES.isdisjoint(texte.mots)
        or "°" in texte.plie
        or "cadastr" in texte.plie
        or (texte.chiffres >= 2 and bool(_AUTRE_REPERE.search(texte.plie)))
        or (texte.chiffres >= 9 and bool(_LATITUDE.search(texte.plie)))
    )


def _est_nommee(trouve: Trouve, texte: str) -> bool:
    """Une voie sans numéro, une section sans le mot parcelle, ne disent un lieu que par un nom propre."""
    for groupe in ("nom", "nom2", "nom3", "nom4"):
        if trouve[groupe]:
            return texte[trouve.start(groupe)].isupper()
    if trouve["parcelle"] and trouve[0].startswith("section"):
        return texte[trouve.start("parcelle")].isupper()
    return True

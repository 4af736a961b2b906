"""D006 : une date de naissance, ou un âge."""

from __future__ import annotations

import re

from contrat.controles.nombres_dits import MOIS, MOT
from contrat.controles.recherche import TexteLu, Trouve, chercher, lire_avant
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une date de naissance ou un âge"
LIT: frozenset[str] = frozenset()

_SEPARE = r" ?[/. -] ?"
_DATE = rf"(?:\d{{4}}-\d\d-\d\d|\d\d?{_SEPARE}\d\d?{_SEPARE}\d{{4}}|\d\d?(?:er)? (?:{MOIS}) (?:de )?\d{{4}})"
_SERREE = r"19[0-6]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])19[0-6]\d"
# Après un mot de naissance, l'année peut n'avoir que deux chiffres, les chiffres se suivre, les nombres se dire.
_COURTE = (
    rf"(?:{_DATE}|\d\d?(?:er)? (?:{MOIS}) \d\d|\d\d?{_SEPARE}\d\d?{_SEPARE}\d\d|\d{{8}}|\d{{6}})(?!\d)"
    rf"|(?:{MOT}[ -]){{1,4}}(?:{MOIS})\b|(?:\d\d?(?:er)? )?(?:{MOIS}) (?:19|20)\d\d|(?:19|20)?\d\d\b"
    rf"|\d\d?(?:er)? (?:{MOIS})\b|mille neuf"
)
_PERSONNE = (
    r"(?:il|elle|ils|elles|madame|monsieur|mme|mr|m\.|dame|fils|fille|enfants?|mere|pere|mari|femme|epouse|epoux|veuve"
    r"|veuf|locataire|occupante?|demandeuse?|demandeur|beneficiaire|menage|couple|personne|retraitee?|ainee?"
    r"|conjointe?|compagnon|compagne|tante|oncle|parents?)"
)
_ANS = rf"(?:\d{{1,3}}|{MOT}(?:[ -]{MOT}){{0,5}}) ans\b"
# Une date près d'un mot de naissance, un âge, ou une date d'un siècle passé : le suivi n'a rien d'aussi ancien.
MOTIF = re.compile(
    rf"\b(?:(?P<ne>nee?s?(?:\(e\))?)|naissance|ddn|anniversaire|natifs?|natives?)\b"
    rf"[^\n\d]{{0,20}}?(?P<mot>\b{_COURTE})"
    rf"|\bage(?P<accord>e?s?) (?:d'environ |d'|de |: ?)?{_ANS}|\b(?P<age>age) ?[:=] ?\d{{2,3}}\b"
    rf"|\b{_PERSONNE} (?:a|ont|de|aura|avait|fete|approche|:)(?: plus de| environ| deja| pres de)? {_ANS}"
    r"|\bnee? (?P<ou>a|au|en) (?P<lieu>[a-z][\w'-]+)"
    r"|\b(?P<dit>(?:septua|octo|nona)genaires?)\b"
    rf"|\b(?:a eu|aura|aurait|vient d'avoir|va avoir|fete|ses) {_ANS}"
    r"|(?:^|[,(;] ?)(?:[6-9]\d|10\d) ans(?= ?(?:$|[,);.]))"
    rf"|(?<![\d.])(?P<seule>{_DATE}|{_SERREE})(?!\d)|\b(?P<mois>(?:{MOIS}) 19[0-6]\d)(?!\d)"
)
_MOTS_D_ANNONCE = """
ans ne nee nes nees naissance ddn anniversaire natif natifs native natives age agee ages agees septuagenaire
septuagenaires octogenaire octogenaires nonagenaire nonagenaires
"""
_AMORCES = frozenset(_MOTS_D_ANNONCE.split())
_SANS_ACCENT = re.compile(r"ne le \d")
_ANNEE = re.compile(r"1[89]\d\d")
_SIECLE = re.compile(r"(?<!\d)1[89]\d{2}(?!\d)|^\d{8}$")
# Ce qui, juste avant la date, la donne à un bâtiment, à un texte, ou à une demande et à une étape que M001 et M007
# jugent.
_AUTRE = re.compile(
    r"(?:achev|construi|bati|renov|install|\bloi\b|decret|arrete|circulaire|norme|directive|\bdemande:)[^\n]{0,30}$"
    r"|^(?:- )?\{? ?(?:date|annule_le): ?[\"']?$"
)
_CHOSE = re.compile(
    r"\b(?:toitures?|chaudieres?|maisons?|immeubles?|batiments?|batisses?|logements?|fenetres?|installations?|murs?"
    r"|charpentes?|poeles?|menuiseries?|couvertures?|tableau|reseau|chauffage|isolation|projet|contrat|portes?|ardoises?"
    r"|ballon|chauffe-eau|vmc|dossier|devis|prets?|garanties?|duree|amortissement|periode)\b[^.;:!?]{0,30}$"
)


def constater(dossier: Dossier) -> Constats:
    """Les dates de naissance et les âges ; un logement, une loi, une demande n'en ont pas."""
    yield from chercher(dossier, MOTIF, _dire, _est_d_une_personne, _est_publique, _a_de_quoi)


def _a_de_quoi(texte: TexteLu) -> bool:
    """Un mot de naissance ou d'âge, ou de quoi écrire une année d'un siècle passé."""
    return not _AMORCES.isdisjoint(texte.mots) or (texte.chiffres >= 4 and bool(_ANNEE.search(texte.plie)))


def _dire(_passage: str, trouve: Trouve) -> str:
    if trouve["ou"]:
        return "un lieu de naissance"
    return "une date de naissance" if trouve["mot"] or trouve["seule"] or trouve["mois"] else "un âge"


def _est_d_une_personne(trouve: Trouve, texte: str) -> bool:
    avant = lire_avant(trouve)
    if date := trouve["seule"] or trouve["mois"]:
        return bool(_SIECLE.search(date)) and not _AUTRE.search(avant) and not _CHOSE.search(avant)
    if trouve["ou"]:
        return texte[trouve.start("lieu")].isupper() and texte[trouve.start() + 1] in "éÉ"
    # « ne » nie ; « né », et « ne le 3 » écrit sans accent, est une naissance.
    if trouve["ne"] == "ne" and texte[trouve.start() + 1] not in "éÉ" and not _SANS_ACCENT.match(trouve[0]):
        return False
    return not _CHOSE.search(avant)


def _est_publique(trouve: Trouve, _texte: str) -> bool:
    """Une fiche publique cite des lois et des publics ; une naissance datée, elle, est celle de quelqu'un."""
    return bool(trouve["mot"]) and trouve["ne"] is not None and any(map(str.isdigit, trouve["mot"]))

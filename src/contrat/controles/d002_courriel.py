"""D002 : une adresse de courriel, ou un profil en ligne."""

from __future__ import annotations

import re

from contrat.controles.recherche import TexteLu, Trouve, chercher
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une adresse de courriel"
LIT: frozenset[str] = frozenset()

_A = r"(?: ?@ ?| ?[(\[{<] ?(?:at|a|arobase|arobas|chez) ?[)\]}>] ?| (?:arobase|arobas|a commercial) )"
_POINT = r"(?: ?\. ?| ?[(\[{<] ?(?:dot|point|pt) ?[)\]}>] ?| (?:dot|point|pt) )"
_NOM = r"(?<![\w.+-])[\w.+-]+"
_FIN = r"(?:fr|com|net|org|eu|info|re|be|ch)\b"
_HEBERGEURS = r"(?:gmail|hotmail|wanadoo|yahoo|outlook|icloud|laposte|neuf|aliceadsl|orange|free|sfr|bbox|live)"
_SITES = (
    r"(?:facebook|fb|instagram|linkedin|twitter|tiktok|snapchat|pinterest|copainsdavant\.linternaute|leboncoin"
    r"|youtube|viadeo|x)\.(?:com|fr)/[\w@.%/?=-]{3,}"
)
MOTIF = re.compile(
    rf"(?P<courriel>{_NOM}{_A}[\w-]+(?:{_POINT}[\w-]+)+)"
    rf"|{_NOM} (?:at|chez) [\w-]+{_POINT}{_FIN}"
    rf"|(?<![\w.-]){_HEBERGEURS}{_POINT}{_FIN}"
    r"|\b(?:gmail|hotmail|wanadoo|yahoo|outlook|icloud|laposte|aliceadsl) (?:com|fr|net)\b"
    r"|(?<![\w.-])[\w.]{2,40}-(?:at|arobase)-[\w.]{2,40}-(?:dot|point)-[a-z]{2,4}\b"
    rf"|(?P<profil>(?<![\w.-])(?:https?://)?(?:[a-z]{{1,3}}\.)?{_SITES})"
    r"|\b(?P<compte>(?:facebook|insta|instagram|snap|snapchat|twitter|tiktok|linkedin|messenger|whatsapp)\b"
    r"[ :]{1,3}@?[\w.-]{0,30}[@._\d][\w.-]+)"
    r"|(?P<arobase>(?<![\w.@])@[a-z][\w.]{3,})"
)
_SIGNES = re.compile(r"@|[(\[{<] ?a")
_MOTS_D_ANNONCE = """
arobase arobas commercial at chez com fr point dot pt insta instagram snap snapchat facebook tiktok twitter linkedin
messenger whatsapp
"""
_AMORCES = frozenset(_MOTS_D_ANNONCE.split())
# La boîte d'un service n'est celle de personne.
_SERVICE = re.compile(
    r"^(?:mairie|contact|accueil|ccas|secretariat|info|infos|direction|service|urbanisme|social|logement|habitat)\b"
)


def constater(dossier: Dossier) -> Constats:
    """Les adresses de courriel, même dites (« arobase », « point »), et les profils des réseaux."""
    yield from chercher(dossier, MOTIF, _dire, public=_est_a_quelqu_un, si=_a_de_quoi)


def _a_de_quoi(texte: TexteLu) -> bool:
    return not _AMORCES.isdisjoint(texte.mots) or bool(_SIGNES.search(texte.plie))


def _dire(_passage: str, trouve: Trouve) -> str:
    profil = trouve["profil"] or trouve["compte"] or trouve["arobase"]
    return "un profil en ligne" if profil else "une adresse de courriel"


def _est_a_quelqu_un(trouve: Trouve, _texte: str) -> bool:
    return trouve["courriel"] is not None and not _SERVICE.match(trouve[0])

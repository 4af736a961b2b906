"""D018 : un mot de passe, un code ou une clé."""

from __future__ import annotations

import re

from contrat.controles.recherche import TexteLu, chercher, toujours
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un mot de passe, un code ou une clé"
LIT: frozenset[str] = frozenset()

_NOM = (
    r"(?:mots? de passe|mdp|password|passwd|pwd|passphrase|code (?:d'acces|secret|pin|puk|wifi|confidentiel|portail"
    r"|porte|d'entree|de la porte|du portail|alarme|de l'alarme)|digicode|boite a cles?|cle (?:api|wifi|secrete|privee)"
    r"|api[_ -]?key|secret[_ -]?key|access[_ -]?key|token|jeton)"
)
# Après le nom du secret : deux points, ou quelques mots, puis un mot qui porte un chiffre ou un signe.
MOTIF = re.compile(
    rf"\b{_NOM}\b(?: ?[:=] ?[^\s,;]{{3,}}|(?: [a-z']{{1,20}}){{0,3}} ?:? (?=[^\s\d]{{0,30}}\d)[^\s,;]{{3,60}})"
    r"|-----begin [a-z ]{0,30}private key-----|\bage-secret-key-1[a-z0-9]{10,}"
    r"|\b(?:akia[a-z0-9]{16}|gh[pousr]_[a-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{15,}|sk-[a-z0-9_-]{20,}"
    r"|xox[abprs]-[a-z0-9-]{10,}|eyj[\w-]{10,}\.[\w-]{10,})"
)
_MOTS_D_ANNONCE = """
passe mdp password passwd pwd passphrase code digicode boite cle api apikey secret secretkey access accesskey token
jeton
"""
_AMORCES = frozenset(_MOTS_D_ANNONCE.split())
_JETON = re.compile(r"-----begin|secret-key|akia|gh[pousr]_|github_pat|glpat|sk-|xox|eyj")
AIDE = "retirer ce secret, et le changer là où il sert : git garde tout, même effacé"


def constater(dossier: Dossier) -> Constats:
    """Mots de passe, codes d'entrée, clés privées et jetons."""
    message = "un mot de passe, un code ou une clé"
    yield from chercher(dossier, MOTIF, message, public=toujours, si=_a_de_quoi, aide=AIDE)


def _a_de_quoi(texte: TexteLu) -> bool:
    return not _AMORCES.isdisjoint(texte.mots) or bool(_JETON.search(texte.plie))

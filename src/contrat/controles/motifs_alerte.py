"""Les motifs des mots qui en disent trop, composés de leurs listes : importés seulement quand un texte les mérite."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter

from contrat.controles.mots_alerte import (
    JUGEMENTS,
    JUGEMENTS_OU_BIEN,
    PARTIS,
    SANTE,
    SANTE_OU_BATIMENT,
    SAUF,
    SENSIBLES,
    SENSIBLES_OU_BIEN,
    SIGLES_SANTE,
    enumerer,
)
from contrat.controles.normalisation import plier


def _lire_expressions(liste: str) -> str:
    """Le motif qui reconnaît toutes les expressions d'une liste, dans un texte sans majuscule ni accent.

    Celles qui finissent de même se suivent : leur fin ne s'écrit qu'une fois, et le motif se compile vite.
    """
    # Sans parenthèse, une expression ne peut pas être un motif : rien n'y a de sens particulier que « * ».
    lues = sorted(dict.fromkeys(map(_lire_une, enumerer(liste))), key=itemgetter(1))
    return "|".join(f"(?:{'|'.join(motif for motif, _ in ms)}){suite}" for suite, ms in groupby(lues, itemgetter(1)))


def _lire_une(expression: str) -> tuple[str, str]:
    """Le motif d'une expression, et ce qui peut le suivre."""
    avant, apres = "", ""
    for place, mots in SAUF.findall(expression):
        for mot in map(plier, mots.split(" ou ")):
            if place == "avant":
                apres += f"(?! {re.escape(mot)})"
            else:
                # Une apostrophe touche le mot qui la suit ; ailleurs, une espace les sépare.
                avant += f"(?<!{mot})(?<!{mot}')" if mot.endswith("'") else f"(?<!{re.escape(mot)} )"
    mot = plier(SAUF.sub("", expression))
    debut = r"\w*" if mot.startswith("*") else ""
    fin = r"\w*" if mot.endswith("*") else "(?:es?|s)?"
    return f"{avant}{debut}{re.escape(mot.strip('*')).replace('œ', '(?:œ|oe)')}", f"{fin}{apres}"


MOTIF_SANTE = re.compile(
    rf"(?<![\w-])(?:{_lire_expressions(SANTE)}|(?P<sigle>{'|'.join(SIGLES_SANTE).lower()})"
    rf"|(?P<ambigu>{_lire_expressions(SANTE_OU_BATIMENT)}))(?![\w-])"
)
# Un sigle de parti ne dit rien sans l'engagement qu'il suit : la RN est aussi une route.
_ENGAGE = (
    "(?:elue?|votent?|electeur|electrice|adherente?|encartee?|militante?|sympathisante?|proche|carte|pro)"
    "(?: du| de la| au| des| pour le| pour la)?"
)
MOTIF_OPINION = re.compile(
    rf"(?<![\w-])(?:{_lire_expressions(SENSIBLES)}|(?P<ambigu>{_lire_expressions(SENSIBLES_OU_BIEN)})"
    rf"|(?P<jugement>{_lire_expressions(JUGEMENTS)})|(?P<dur>{_lire_expressions(JUGEMENTS_OU_BIEN)})"
    rf"|{_ENGAGE} (?:{'|'.join(PARTIS)}))(?![\w-])"
)

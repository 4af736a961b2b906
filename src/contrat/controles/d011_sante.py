"""D011 : un mot qui révèle la santé de quelqu'un."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.mots_alerte import BATIMENT, SANTE, SANTE_OU_BATIMENT, SIGLES_SANTE, amorcer
from contrat.controles.normalisation import plier
from contrat.controles.recherche import Trouve, chercher, relever
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D011"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un mot qui révèle la santé"
LIT: frozenset[str] = frozenset()

_a_de_quoi = amorcer(SANTE, SANTE_OU_BATIMENT, ",".join(SIGLES_SANTE).replace(" ?[1-6]", "*"))
AIDE = "retirer ce mot : seul le besoin d'adapter le logement s'écrit (projet › besoin_adaptation), jamais sa cause"
_BATIMENT = frozenset(plier(BATIMENT).split())
_PHRASE = re.compile(r"[.,;:!?]")
_MOT = re.compile(r"[\w-]+")
# Un mot de construction innocente celui qu'il touche presque.
AVANT, APRES = 4, 4


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Maladies, handicaps, soins, allocations liées à la santé, mesures de protection."""
    if any(texte.prives and _a_de_quoi(texte) for texte in relever(dossier)):
        from contrat.controles.motifs_alerte import MOTIF_SANTE

        yield from chercher(dossier, MOTIF_SANTE, _dire, _est_de_sante, si=_a_de_quoi, aide=AIDE)


def _dire(passage: str, _trouve: Trouve) -> str:
    return f"« {passage} » révèle la santé"


def _est_de_sante(trouve: Trouve, texte: str) -> bool:
    if trouve["sigle"]:
        return texte[slice(*trouve.span())].isupper()
    return trouve["ambigu"] is None or not _est_du_batiment(trouve)


def _est_du_batiment(trouve: Trouve) -> bool:
    """Dans la même proposition, un mot de construction tout près."""
    debut, fin = trouve.span()
    avant = _PHRASE.split(trouve.string[max(0, debut - 60) : debut])[-1]
    apres = _PHRASE.split(trouve.string[fin : fin + 60])[0]
    proches = _MOT.findall(avant)[-AVANT:] + _MOT.findall(apres)[:APRES]
    return not _BATIMENT.isdisjoint(proches)

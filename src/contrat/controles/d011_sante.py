"""D011 : un mot qui révèle la santé de quelqu'un."""

from __future__ import annotations

from contrat.controles.mots_alerte import SANTE, SANTE_OU_BATIMENT, SIGLES_SANTE, amorcer
from contrat.controles.recherche import Trouve, chercher, relever
from contrat.controles.voisinage import MOTS_DU_BATIMENT, est_pres_de
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un mot qui révèle la santé"
LIT: frozenset[str] = frozenset()

_a_de_quoi = amorcer(SANTE, SANTE_OU_BATIMENT, ",".join(SIGLES_SANTE).replace(" ?[1-6]", "*"))
AIDE = "retirer ce mot : seul le besoin d'adapter le logement s'écrit (projet › besoin_adaptation), jamais sa cause"


def constater(dossier: Dossier) -> Constats:
    """Maladies, handicaps, soins, allocations liées à la santé, mesures de protection."""
    if any(texte.prives and _a_de_quoi(texte) for texte in relever(dossier)):
        from contrat.controles.motifs_alerte import MOTIF_SANTE

        yield from chercher(dossier, MOTIF_SANTE, _dire, _est_de_sante, si=_a_de_quoi, aide=AIDE)


def _dire(passage: str, _trouve: Trouve) -> str:
    return f"« {passage} » révèle la santé"


def _est_de_sante(trouve: Trouve, texte: str) -> bool:
    if trouve["sigle"]:
        return texte[slice(*trouve.span())].isupper()
    return trouve["ambigu"] is None or not est_pres_de(trouve, MOTS_DU_BATIMENT)

"""D012 : un mot qui révèle une opinion, une origine, une situation, ou qui juge la personne."""

from __future__ import annotations

from contrat.controles.mots_alerte import JUGEMENTS, JUGEMENTS_OU_BIEN, PARTIS, SENSIBLES, SENSIBLES_OU_BIEN, amorcer
from contrat.controles.recherche import Trouve, chercher, relever
from contrat.controles.voisinage import MOTS_DU_BIEN, est_pres_de
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un mot qui révèle une opinion ou juge la personne"
LIT: frozenset[str] = frozenset()

_a_de_quoi = amorcer(SENSIBLES, SENSIBLES_OU_BIEN, JUGEMENTS, JUGEMENTS_OU_BIEN, ",".join(PARTIS))
AIDE = "s'en tenir au logement, aux travaux et aux démarches : la personne a le droit de tout lire"


def constater(dossier: Dossier) -> Constats:
    """Religion, origine, opinion, situation pénale ou administrative, vie privée, appréciations."""
    if any(texte.prives and _a_de_quoi(texte) for texte in relever(dossier)):
        from contrat.controles.motifs_alerte import MOTIF_OPINION

        yield from chercher(dossier, MOTIF_OPINION, _dire, _est_de_quelqu_un, si=_a_de_quoi, aide=AIDE)


def _est_de_quelqu_un(trouve: Trouve, _texte: str) -> bool:
    est_ambigu = trouve["ambigu"] or trouve["dur"]
    return not est_ambigu or not est_pres_de(trouve, MOTS_DU_BIEN)


def _dire(passage: str, trouve: Trouve) -> str:
    return f"« {passage} » " + (
        "juge la personne" if trouve["jugement"] or trouve["dur"] else "révèle ce que le dossier doit taire"
    )

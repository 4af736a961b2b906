"""La concordance, dans la forme demandée."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from contrat.calculs.concordance.concordance import Concordance
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier

Forme = Literal["texte", "json", "md"]


def rendre(dossier: Dossier, contrat: Contrat, concordances: Sequence[Concordance], forme: Forme) -> str:
    """Écrire les chiffres publiés, leur recalcul, et les contradictions des sources."""
    if forme == "json":
        from contrat.rendu.concordance.concordance_json import en_json

        return en_json(dossier, contrat, concordances)
    if forme == "md":
        from contrat.rendu.concordance.concordance_md import en_markdown

        return en_markdown(dossier, contrat, concordances)
    from contrat.rendu.concordance.concordance_texte import en_texte

    return en_texte(dossier, contrat, concordances)

"""Une page en HTML : un seul fichier, imprimable, lisible par un lecteur d'écran."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

from contrat.rendu.ecrivains.gabarits import remplir_page
from contrat.rendu.page import Page
from contrat.rendu.typographie import mettre_d_un_trait


def en_html(page: Page, racine: Path) -> str:
    """La page en HTML ; `racine` est celle du contrat, dont les gabarits l'emportent."""
    return remplir_page(page, "html", racine, echapper)


# Un nom, un tiret, un montant reviennent de case en case.
@lru_cache(maxsize=512)
def echapper(texte: str, *, en_tete: bool = True) -> Markup:
    """Un texte qui se lira tel qu'il est, balises comprises ; `en_tete` n'y change rien."""
    del en_tete
    return escape(mettre_d_un_trait(texte))

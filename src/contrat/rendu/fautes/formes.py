"""La forme dans laquelle dire des fautes."""

from __future__ import annotations

import json
from typing import Any, Literal

from contrat.rendu.fautes.rapport import RapportFautes

FormeFautes = Literal["texte", "json", "github", "gitlab", "sarif", "junit", "rdjson"]


def ecrire_fautes(rapport: RapportFautes, forme: FormeFautes, *, en_couleur: bool = False, largeur: int = 0) -> str:
    """Le rapport dans une forme ; vide quand il n'y a rien à dire dans celle-là.

    Seul le texte peut être en couleur, et se plier à la largeur d'un terminal.
    """
    # Chaque écrivain s'importe seul.
    if forme == "texte":
        from contrat.rendu.diagnostics import en_texte

        return en_texte(rapport.fautes, en_couleur=en_couleur, largeur=largeur)
    if forme == "json":
        from contrat.rendu.diagnostics import en_json

        return en_json(rapport.fautes, len(rapport.fichiers), rapport.empechees, rapport.acceptees)
    if forme == "github":
        from contrat.rendu.fautes.github import en_github

        return en_github(rapport.fautes, rapport.dossier)
    if forme == "junit":
        from contrat.rendu.fautes.junit import en_junit

        return en_junit(rapport)
    return json.dumps(_composer(rapport, forme), ensure_ascii=False, indent=2)


def _composer(rapport: RapportFautes, forme: FormeFautes) -> Any:
    if forme == "gitlab":
        from contrat.rendu.fautes.gitlab import composer_gitlab

        return composer_gitlab(rapport)
    if forme == "rdjson":
        from contrat.rendu.fautes.rdjson import composer_rdjson

        return composer_rdjson(rapport)
    from contrat.rendu.fautes.sarif import composer_sarif

    return composer_sarif(rapport)

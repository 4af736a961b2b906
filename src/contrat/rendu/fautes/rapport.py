"""Ce qu'un contrôle a trouvé, et la forme dans laquelle le dire."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from contrat.diagnostics import Diagnostic, Gravite, trier

FormeFautes = Literal["texte", "json", "github", "gitlab", "sarif", "junit", "rdjson"]


@dataclass(frozen=True)
class RapportFautes:
    """Les fautes à dire et ce qui les entoure.

    `dossier` mène de la racine du dépôt à celle du contrat ; `titres` nomme chaque code ; `empechees` dit par fichier
    les règles que des fautes de forme ont empêchées ; `jour` est celui du contrôle ;
    `est_strict` : un avertissement fait échouer ; `acceptees` : les fautes que le contrat garde.
    """

    fautes: Sequence[Diagnostic]
    fichiers: Sequence[str]
    jour: date
    empechees: Mapping[str, Sequence[str]] = field(default_factory=dict)
    titres: Mapping[str, str] = field(default_factory=dict)
    dossier: str = ""
    est_strict: bool = False
    acceptees: Sequence[Diagnostic] = ()

    @property
    def echoue(self) -> bool:
        """Vrai quand une faute bloque : une erreur, ou un avertissement sous `--strict`."""
        bloquantes = {Gravite.ERREUR, Gravite.AVERTISSEMENT} if self.est_strict else {Gravite.ERREUR}
        return any(faute.gravite in bloquantes for faute in self.fautes)

    def chemin(self, fichier: str) -> str:
        """Un fichier, depuis la racine du dépôt."""
        return self.dossier + fichier


def reunir(rapports: Sequence[RapportFautes]) -> RapportFautes:
    """Les rapports de plusieurs contrats en un seul : une faute de ce qu'ils partagent n'y est qu'une fois."""
    if len(rapports) == 1:
        return rapports[0]
    return replace(
        rapports[0],
        fautes=trier(list({faute: None for rapport in rapports for faute in rapport.fautes})),
        fichiers=sorted({nom for rapport in rapports for nom in rapport.fichiers}),
        empechees={nom: codes for rapport in rapports for nom, codes in rapport.empechees.items()},
        acceptees=trier(list({faute: None for rapport in rapports for faute in rapport.acceptees})),
    )


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

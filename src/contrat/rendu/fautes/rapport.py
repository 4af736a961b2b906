"""Ce qu'un contrôle a trouvé."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from contrat.diagnostics import Diagnostic, Gravite, trier


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

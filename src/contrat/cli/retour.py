"""Revenir à un jour passé : `--au` ne montre que ce qui était su ce jour-là."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

from contrat.cli.parametres import option

if TYPE_CHECKING:
    from contrat.calculs.connu import Connu
    from contrat.modele.dossier import Dossier
    from contrat.rendu.document import Document

Au = Annotated[
    str | None, option("--au", "JOUR", "Ce qui était su ce jour-là, statuts et retards compris ; sinon, tout")
]


class Retour(NamedTuple):
    """Le contrat à un jour, et ce qui a été écarté pour y revenir ; rien quand ce jour n'est pas passé."""

    dossier: Dossier
    jour: date
    connu: Connu | None

    def presenter(self, document: Document) -> Document:
        """Le document, qui dit de quel jour il est quand ce jour est passé."""
        if self.connu is None:
            return document
        from contrat.rendu.connu import rappeler

        return rappeler(document, self.connu)


def revenir(dossier: Dossier, jour: date) -> Retour:
    """Le contrat tel qu'il était su ce jour-là ; tel qu'il est, si ce jour n'est pas passé."""
    if jour >= date.today():
        return Retour(dossier, jour, None)
    from contrat.calculs.connu import connaitre_au

    connu = connaitre_au(dossier, jour)
    return Retour(connu.dossier, jour, connu)

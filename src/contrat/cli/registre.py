"""Refuser un registre des personnes sous la racine d'un contrat : il se tient hors du dépôt, même ignoré par git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contrat.diagnostics import Diagnostic

CODE = "D020"
AIDE = "le mettre sous clé ou chiffré, hors de ce dossier ; s'il a été validé dans git, il y est encore"


def relever_registres(racine: Path) -> Iterator[Diagnostic]:
    """Les registres sous la racine, à leur contenu ou à leur nom ; un tableau qui n'en a que le nom avertit."""
    from contrat.controles.registre_des_personnes import est_un_registre
    from contrat.depot.registre import relever_voisins
    from contrat.diagnostics import Diagnostic, Gravite

    for voisin in relever_voisins(racine):
        if est_un_registre(voisin.lignes, voisin.est_classeur):
            message, gravite = "ce tableau relie des ménages à des personnes", Gravite.ERREUR
        elif voisin.a_le_nom:
            message = "ce fichier a le nom d'un registre des personnes"
            gravite = Gravite.ERREUR if voisin.est_opaque else Gravite.AVERTISSEMENT
        else:
            continue
        yield Diagnostic(CODE, gravite, message, voisin.nom, 1, 1, 1, AIDE)


def refuser_registre(racine: Path) -> None:
    """Lever `ErreurContrat` quand un fichier sous la racine a le nom ou le contenu d'un registre des personnes."""
    from contrat.erreurs import ErreurContrat

    trouve = next(relever_registres(racine), None)
    if trouve is not None:
        refus = "un registre des personnes ne se tient pas sous la racine du contrat, même ignoré par git"
        raise ErreurContrat(f"{trouve.fichier} : {refus}", AIDE)

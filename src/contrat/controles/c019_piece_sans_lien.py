"""C019 : une pièce est dite fournie, mais rien ne dit où elle est."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Piece

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une pièce fournie sans lien"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les pièces `fournie: oui` sans chemin ni adresse."""
    for identifiant, action in dossier.actions.items():
        yield from _pieces(("actions", identifiant), action.pieces)
    for contrat in dossier.contrats.values():
        yield from _pieces(CONTRAT, contrat.pieces)


def _pieces(ou: tuple[str, str], pieces: Iterable[Piece]) -> Constats:
    for rang, piece in enumerate(pieces):
        if piece.fournie and piece.lien is None:
            adresse = Adresse(*ou, ("pieces", rang, "fournie"))
            message = f"« {piece.titre} » est dite fournie, sans lien"
            yield Constat(adresse, message, "ajouter lien, ou écrire fournie: non et dire dans note où la demander")

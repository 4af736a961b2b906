"""Ce que les cases d'un lot donnent à une base : des nombres, lus par le lecteur compilé."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import ouvrir_colonne
from contrat.depot.lot import Lot
from contrat.modele.communes import Confusion

# Un montant simple ; plus grand ou écrit autrement, la ligne est laissée au lecteur compilé.
MONTANT = "(0|[1-9][0-9]{0,6})([.][0-9]{1,2})?"
# Un id qui s'écrit tel quel dans une réponse.
IDENTIFIANT = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"


class CasesEnNombres:
    """Lit les cases d'un lot, `id` et montants à part ; `confusions` : celles que disent les communes, numérotées."""

    def __init__(self, lecteur: Lecteur, lot: Lot, jour: date | None) -> None:
        self._lecteur, self._lot, self._est_datee = lecteur, lot, jour is None
        self.confusions: list[Confusion | None] = [None]

    def nommer(self, colonne: str) -> Sequence[str]:
        """Les nombres que donne une colonne."""
        if colonne == "achevement":
            return "premier", "dernier"
        if colonne == "commune":
            return "commune", "confusion"
        return ("date", "epoque") if colonne == "date" and self._est_datee else (colonne,)

    def ouvrir(self, colonne: str) -> Callable[[str], Sequence[int]]:
        """De quoi lire les cases remplies d'une colonne ; lève `LigneDouteuse` quand une case n'a pas sa forme."""
        lues = ouvrir_colonne(colonne, self._lecteur.lues, est_francais=self._lot.separateur == ";")
        return partial(self._lire, colonne, lues)

    def _lire(self, colonne: str, lues: dict[str, Any], texte: str) -> Sequence[int]:
        valeur = lues[texte]
        if colonne == "commune":
            confusion = self._lecteur.chercher_confusion(texte.strip())
            if confusion not in self.confusions:
                self.confusions.append(confusion)
            return valeur, self.confusions.index(confusion)
        if colonne == "date" and self._est_datee:
            return valeur, self._lecteur.situer(valeur)
        return tuple(valeur) if colonne == "achevement" else (valeur,)

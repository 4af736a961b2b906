"""Une commande dont le module n'est importé que si elle sert : il y en a trente, et l'usager n'en demande qu'une."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contrat.cli.cadre import Ensemble


class Differee:
    """Une commande connue par le nom de son module : `budget` a une fonction `budget`, ou un ensemble `BUDGET`."""

    def __init__(self, nom: str) -> None:
        self.__name__ = nom

    def lire(self) -> Callable[..., None] | Ensemble:
        """La commande elle-même."""
        contenu = vars(import_module(f"contrat.cli.{self.__name__}"))
        commande: Callable[..., None] | Ensemble = contenu.get(self.__name__.upper()) or contenu[self.__name__]
        return commande


def lire(fonction: Callable[..., None] | Ensemble | Differee) -> Callable[..., None] | Ensemble:
    """La commande, importée si elle ne l'était pas."""
    return fonction.lire() if isinstance(fonction, Differee) else fonction

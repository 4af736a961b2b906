"""Les communes de France, d'une année du code officiel géographique : leur nom, et leurs codes postaux."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from contrat.proches import replier

# « St-Flour », « Ste Marie » : le nom officiel est en toutes lettres.
_SAINT = re.compile(r"\bs(te?s?)\b(?=[ .'-])")


class Confusion(NamedTuple):
    """Un code qui est celui d'une commune, ou de personne, et le code postal d'autres communes."""

    code: str
    nom: str | None
    servies: tuple[str, ...]


@dataclass(frozen=True)
class Communes:
    """Un tableau `code;nom;codes postaux`, cherché sans être découpé : une commande n'y lit qu'une ligne ou deux.

    `ici` : le code de la commune du contrat, sur lequel il n'y a pas de doute.
    """

    texte: str = ""
    ici: str = ""

    def nommer(self, code: str) -> str | None:
        """Le nom de la commune qui porte ce code INSEE, ou rien quand la liste de l'année ne l'a pas."""
        _, trouve, suite = self.texte.partition(f"\n{code};")
        return suite[: suite.index(";")] if trouve else None

    def chercher_nom(self, nom: str) -> tuple[str, ...]:
        """Les codes des communes qui portent ce nom, sans regarder casse, accents ni tirets ; « St » vaut « Saint »."""
        cherche = replier(_SAINT.sub(r"sain\1", nom.casefold()))
        lignes = (ligne.split(";") for ligne in self.texte.splitlines()[1:])
        return tuple(ligne[0] for ligne in lignes if replier(ligne[1]) == cherche)

    def lister_codes(self) -> frozenset[str]:
        """Les codes de toutes les communes, pour qui en cherche des milliers."""
        return _lister_codes(self)

    def chercher_confusion(self, code: str) -> Confusion | None:
        """Ce que ce code serait si l'on avait écrit un code postal : les autres communes qu'il dessert, ou rien."""
        return None if code == self.ici else _confondre(self, code)

    def est_inconnue(self, code: str) -> bool:
        """Vrai pour un code qui n'est celui d'aucune commune de la liste, ni un code postal que l'on sait lire."""
        connue = code == self.ici or self.nommer(code) is not None or self.chercher_confusion(code) is not None
        return bool(self.texte) and not connue


SANS_COMMUNES = Communes()


@lru_cache
def _confondre(communes: Communes, code: str) -> Confusion | None:
    if code not in _lister_codes_postaux(communes):
        return None
    lignes = [ligne.split(";") for ligne in _lignes_qui_citent(communes.texte, code)]
    servies = {autre: nom for autre, nom, postaux in lignes if code in postaux.split()}
    if not servies or code in servies:
        return None
    return Confusion(code, communes.nommer(code), tuple(f"{nom} ({autre})" for autre, nom in servies.items()))


@lru_cache(maxsize=1)
def _lister_codes(communes: Communes) -> frozenset[str]:
    return frozenset(ligne.partition(";")[0] for ligne in communes.texte.splitlines())


@lru_cache(maxsize=1)
def _lister_codes_postaux(communes: Communes) -> frozenset[str]:
    return frozenset(code for ligne in communes.texte.splitlines() for code in ligne.rpartition(";")[2].split())


def _lignes_qui_citent(texte: str, code: str) -> Iterator[str]:
    """Les lignes où ce code est écrit, sans découper les autres : un lot en cherche des milliers."""
    place = texte.find(code)
    while place >= 0:
        fin = texte.find("\n", place)
        fin = len(texte) if fin < 0 else fin
        yield texte[texte.rfind("\n", 0, place) + 1 : fin]
        place = texte.find(code, fin)

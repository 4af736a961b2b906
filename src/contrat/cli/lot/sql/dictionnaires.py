"""Les textes d'une colonne et leurs nombres : le lecteur compilé lit un texte une fois, le SQL le reconnaît."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.cli.lot.sql.base import BaseSql, citer

# Jusque-là, quelques comparaisons valent mieux qu'une recherche.
_PEU = 10
_RETENUS = 1 << 17
# Le plus étroit qui suffise : les lignes d'un bloc tiennent en mémoire.
_GENRES = {"UTINYINT": (1 << 8) - 1, "INTEGER": (1 << 31) - 1, "BIGINT": (1 << 63) - 1}


class Dictionnaire:
    """Les textes connus d'une colonne ; `champs` : ce que chacun donne, un entier ou rien.

    Les textes sont écrits en ASCII et se voient : rien d'invisible ne passe dans une réponse.
    """

    def __init__(
        self, base: BaseSql, nom: str, champs: Sequence[str], lire: Callable[[str], Sequence[int | None]]
    ) -> None:
        self.nom, self.champs, self._base, self._lire = nom, champs, base, lire
        self._valeurs: dict[str, Sequence[int | None]] = {}
        self._refuses: set[str] = set()
        self._verses = 0

    def apprendre(self, texte: str) -> bool:
        """Lire un texte ; vrai quand il est nouveau et a sa forme."""
        if texte in self._valeurs or texte in self._refuses or len(self._valeurs) >= _RETENUS:
            return False
        try:
            if not texte.strip() or not (texte.isascii() and texte.isprintable()):
                raise LigneDouteuse
            self._valeurs[texte] = self._lire(texte)
        except LigneDouteuse:
            if len(self._refuses) < _RETENUS:
                self._refuses.add(texte)
            return False
        return True

    @property
    def est_jointe(self) -> bool:
        """Dire si les textes sont trop nombreux pour être comparés un à un : ils sont alors une table à joindre."""
        return len(self._valeurs) > _PEU or len(self.champs) > 1

    def reconnaitre(self, source: str) -> str:
        """Le nombre de la case que lit `source`, en SQL ; rien pour un texte inconnu."""
        maximum = max((valeurs[0] or 0 for valeurs in self._valeurs.values()), default=0)
        genre = next(genre for genre, borne in _GENRES.items() if maximum <= borne)
        cas = "".join(f" WHEN {citer(texte)} THEN {valeurs[0]}::{genre}" for texte, valeurs in self._valeurs.items())
        return f"CASE {source}{cas} END" if cas else f"NULL::{genre}"

    def creer(self) -> None:
        """Faire la table à joindre."""
        self._base.executer(f"CREATE TABLE x_{self.nom} (texte VARCHAR{''.join(f', {c} BIGINT' for c in self.champs)})")
        self.verser()

    def verser(self) -> None:
        """Mettre dans la table ce qui vient d'être appris."""
        nouveaux = list(self._valeurs.items())[self._verses :]
        self._verses += len(nouveaux)
        types = ["VARCHAR", *("BIGINT" for _ in self.champs)]
        self._base.remplir(f"x_{self.nom}", types, [(texte, *valeurs) for texte, valeurs in nouveaux])

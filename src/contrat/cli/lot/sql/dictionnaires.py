"""Les textes d'une colonne, chacun son nombre : le lecteur rapide lit un texte une fois, le SQL le reconnaît."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.calculs.eligibilite.rapide.situations import Codes
from contrat.cli.lot.sql.base import BaseSql, Composante, Intraduisible

# Jusque-là, quelques comparaisons valent mieux qu'une recherche.
_PEU = 10
_RETENUS = 1 << 16


def citer(texte: str) -> str:
    """Un texte en SQL."""
    return "'" + texte.replace("'", "''") + "'"


class Classes:
    """Une classe par réponse d'une fonction sur les valeurs d'une colonne ; `colonne` : où elle se lit."""

    def __init__(self, colonne: str, classer: Callable[[Any], Hashable]) -> None:
        self.colonne, self._classer = colonne, classer
        self._codes = Codes()

    def coder(self, valeur: Any) -> int:
        """Le numéro de la classe d'une valeur."""
        return self._codes[self._classer(valeur)]

    @property
    def nombre(self) -> int:
        """Bien plus que les classes connues : en découvrir d'autres ne change pas les clés."""
        return 2 * len(self._codes) + 2


class Dictionnaire:
    """Les textes connus d'une colonne ; le code d'un texte est son rang, à partir de 1, et 0 une case vide."""

    def __init__(self, base: BaseSql, nom: str, lire: Callable[[str], Any]) -> None:
        self.nom, self._base, self._lire = nom, base, lire
        self.valeurs: list[Any] = [None]
        self._codes: dict[str, int] = {}
        self._refuses: set[str] = set()
        self._classes: dict[Hashable, Classes] = {}
        self._nombres: dict[str, Callable[[Any], int]] = {}
        self._verses = 0
        self._table = (0, 0)

    @property
    def taille(self) -> int:
        """Une borne des codes, qui ne change que rarement."""
        return 2 << max(len(self.valeurs), _PEU).bit_length()

    def apprendre(self, texte: str) -> bool:
        """Lire un texte ; vrai quand il est nouveau et a sa forme."""
        if texte in self._codes or texte in self._refuses or len(self._codes) >= _RETENUS:
            return False
        try:
            valeur = self._lire(texte)
        except LigneDouteuse:
            valeur = None
        if valeur is None:
            if len(self._refuses) < _RETENUS:
                self._refuses.add(texte)
            return False
        self._codes[texte] = len(self.valeurs)
        self.valeurs.append(valeur)
        return True

    def coder(self, texte: str) -> int:
        """Le code d'un texte que cette colonne peut porter."""
        self.apprendre(texte)
        if texte not in self._codes:
            raise Intraduisible(f"{self.nom} : {texte}")
        return self._codes[texte]

    def reconnaitre(self, source: str) -> str:
        """Le code de la case que lit `source`, en SQL ; vide pour un texte inconnu."""
        if len(self._codes) > _PEU:
            return f"(CASE WHEN {source} IS NULL THEN 0 ELSE x_{self.nom}.code END)"
        cas = "".join(f" WHEN {source} = {citer(texte)} THEN {code}" for texte, code in self._codes.items())
        return f"(CASE WHEN {source} IS NULL THEN 0{cas} END)"

    def joindre(self, source: str) -> str:
        """La jointure dont `reconnaitre` a besoin, quand les textes sont trop nombreux pour être comparés un à un."""
        if len(self._codes) <= _PEU:
            return ""
        nouveaux = list(self._codes.items())[self._verses :]
        if not self._verses:
            self._base.executer(f"CREATE TABLE x_{self.nom} (texte VARCHAR, code INTEGER)")
        self._base.remplir(f"x_{self.nom}", ["VARCHAR", "INTEGER"], nouveaux)
        self._verses += len(nouveaux)
        return f" LEFT JOIN x_{self.nom} ON x_{self.nom}.texte = {source}"

    def classer(self, cle: Hashable, fonction: Callable[[Any], Hashable]) -> Composante:
        """La classe de la valeur de la colonne ; se lit une fois la table jointe."""
        if cle not in self._classes:
            self._classes[cle] = Classes(f"t_{self.nom}_{len(self._classes)}", fonction)
        classes = self._classes[cle]
        self.ranger()
        return Composante(classes.colonne, classes.nombre)

    def nombrer(self, nom: str, fonction: Callable[[Any], int]) -> str:
        """Un nombre que donne la valeur de la colonne, en SQL ; se lit une fois la table jointe."""
        if nom not in self._nombres:
            self._nombres[nom] = fonction
            self.ranger()
        return nom

    @property
    def est_jointe(self) -> bool:
        """Dire si quelque chose se lit de la table des classes."""
        return bool(self._classes or self._nombres)

    @property
    def etendue(self) -> tuple[int, ...]:
        """Les bornes des classes de la colonne, qui entrent dans des clés."""
        return tuple(classes.nombre.bit_length() for classes in self._classes.values())

    def ranger(self) -> None:
        """Refaire la table des classes, quand des textes ou des classes sont venus depuis."""
        etat = len(self.valeurs), len(self._classes) + len(self._nombres)
        if etat == self._table or not self.est_jointe:
            return
        self._table = etat
        champs = {classes.colonne: "USMALLINT" for classes in self._classes.values()}
        champs |= dict.fromkeys(self._nombres, "INTEGER")
        declares = ", ".join(f"{nom} {genre}" for nom, genre in champs.items())
        self._base.executer(f"CREATE OR REPLACE TABLE d_{self.nom} (k INTEGER, {declares})")
        fonctions = [*(classes.coder for classes in self._classes.values()), *self._nombres.values()]
        lignes = [(code, *(f(valeur) for f in fonctions)) for code, valeur in enumerate(self.valeurs)]
        self._base.remplir(f"d_{self.nom}", ["INTEGER", *champs.values()], lignes)

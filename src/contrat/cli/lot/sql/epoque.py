"""Les réponses d'une époque : le programme de son droit en deux requêtes, et le texte de chaque réponse différente.

La première juge toutes les lignes : un ménage dont toutes les aides sont fermées a un texte entier, par une clé qui dit
ce qui les ferme. La seconde reprend les autres, bien moins nombreux : une réponse par aide, son montant et ce qui lui
manque.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    nombre,
    non,
    une,
    vaut_un,
)
from contrat.calculs.eligibilite.compilation.etats import HORS_CHAMP, NON_JUGE, NON_REMPLIE
from contrat.calculs.eligibilite.compilation.expressions import INCONNU, VRAI, ZERO, Entier
from contrat.calculs.eligibilite.compilation.programme import Programme
from contrat.calculs.eligibilite.compilation.reponses import ReponsesComposees, Situation
from contrat.cli.lot.sql.base import BaseSql
from contrat.cli.lot.sql.cles import CLES, MENAGE, ClesDesReponses
from contrat.cli.lot.sql.textes import TextesRetenus, deballer, empaqueter
from contrat.cli.lot.sql.traduction import composer
from contrat.rendu.eligibilite.lot import dire_montant, rediger_en_deux

# Comment une aide est fermée : un rang à partir de 1, 0 quand elle ne sert pas ce ménage.
_FERMEES = (NON_REMPLIE, NON_JUGE, HORS_CHAMP)
_BITS_FERMEE, _BITS_PAR_CLE = 2, 62
# De quelle époque est une clé, puis les catégories possibles du ménage.
_BITS_EPOQUE = 10
_MENAGE = {"numero": _BITS_EPOQUE, "possibles": 8}
# La clé d'un ménage dont une aide est ouverte ; une ligne qui se contredit n'en a pas.
OUVERTE = -1


class EpoqueSql:
    """Le droit d'une époque dans la base, et les clés de ses réponses."""

    def __init__(
        self,
        base: BaseSql,
        numero: int,
        programme: Programme,
        reponses: ReponsesComposees,
        cles: ClesDesReponses,
    ) -> None:
        self._base, self._programme, self._reponses = base, programme, reponses
        self.numero = numero
        self._dites = [_retenir(cles.formuler(rang)) for rang in cles.rangs]
        self._lues = ", ".join([MENAGE, *(f"{nom}{rang}" for rang in cles.rangs for nom in (*CLES, "montant"))])
        self._bits = _MENAGE | dict.fromkeys(map(str, range(len(programme.aides))), _BITS_FERMEE)
        if sum(self._bits.values()) >= _BITS_PAR_CLE or numero >> _BITS_EPOQUE:
            raise HorsCompilation
        # La seconde requête répond aide par aide.
        closes = composer("{source}", programme.definitions, {"cle": self._clore()})
        self._requetes = closes, composer("{source}", programme.definitions, cles.sorties)

    def juger(self, source: str, detaillees: str) -> None:
        """Juger les lignes d'une source : les unes, toutes fermées, dans « jugees » ; les autres dans une table."""
        closes, ouvertes = self._requetes
        self._base.executer(f"INSERT INTO jugees SELECT rang, cle FROM {closes.format(source=source)}")
        a_detailler = f"SELECT rang FROM jugees WHERE cle = {OUVERTE}"
        # Une table, pour que la seconde requête ne lise que des tranches pleines.
        self._base.executer(f"CREATE TABLE ouvertes AS SELECT * FROM {source} WHERE rang IN ({a_detailler})")
        lues = f"SELECT rang, id, {self._lues} FROM {ouvertes.format(source='ouvertes')}"
        self._base.executer(f"CREATE OR REPLACE TABLE {detaillees} AS {lues}")
        self._base.executer("DROP TABLE ouvertes")

    def rediger(self, base: BaseSql, detaillees: str) -> Iterator[tuple[int, str]]:
        """Le rang et le texte des ménages de la table dont une aide est ouverte, dans l'ordre."""
        for lignes in base.parcourir(f"SELECT * FROM {detaillees} ORDER BY rang"):
            for rang, *ligne in lignes:
                yield rang, self._rediger(*ligne)

    def _rediger(self, identifiant: str, menage: int, *nombres: int) -> str:
        """Le texte d'un ménage, une réponse par aide qui le sert."""
        textes = [""]
        for dites, aide, manque, montant in zip(self._dites, nombres[::3], nombres[1::3], nombres[2::3], strict=True):
            if aide is not None:
                avant, apres, sans_montant = dites[menage, aide, manque]
                euros = None if montant is None else dire_montant(Decimal(montant).scaleb(-2))
                textes.append(sans_montant if euros is None else f"{avant}{euros}{apres}")
        return identifiant.join(textes)

    def composer(self, cle: int) -> list[str]:
        """Le texte d'un ménage dont toutes les aides sont fermées, coupé là où l'identifiant s'écrit."""
        textes = [""]
        lues = deballer(self._bits, cle)
        situation = Situation(lues["possibles"], 0, 0)
        for rang in range(len(self._programme.aides)):
            if comment := lues[str(rang)]:
                reponse = self._reponses.fermer(rang, _FERMEES[comment - 1], situation)
                textes.append("".join(rediger_en_deux(reponse)))
        return textes

    def _clore(self) -> Entier:
        """Ce que dit la première requête : comment toutes les aides sont fermées, ou qu'il faut en détailler une."""
        programme = self._programme
        ouverte = une(*(vaut_un(a.ouverte) for a in programme.aides)) if programme.est_complet else VRAI
        cle = empaqueter(
            self._bits, {"numero": nombre(self.numero), "possibles": programme.possibles, **self._fermer()}
        )
        return choisir([(programme.douteuse, INCONNU), (ouverte, nombre(OUVERTE))], cle)

    def _fermer(self) -> dict[str, Entier]:
        """Comment chaque aide est fermée, par rang."""
        fermees = {}
        for rang, aide in enumerate(self._programme.aides):
            cas = [(non(vaut_un(aide.presente)), ZERO)]
            cas += [
                (comparer(nombre(etat), "<=", aide.etat), nombre(n)) for n, etat in reversed([*enumerate(_FERMEES, 1)])
            ]
            fermees[str(rang)] = choisir(cas, ZERO)
        return fermees


def _retenir(
    formuler: Callable[[Sequence[int]], tuple[str, str]],
) -> TextesRetenus[Sequence[int], tuple[str, str, str]]:
    """Les réponses d'une aide par leurs clés : ce qui précède un montant, ce qui le suit, et le tout sans montant."""

    def composer_textes(cles: Sequence[int]) -> tuple[str, str, str]:
        avant, apres = formuler(cles)
        return avant, f"{apres}\n", f"{avant}{apres}\n"

    return TextesRetenus(composer_textes)


def lire_numero(cle: int) -> int:
    """Le numéro de l'époque qui a fait une clé."""
    return deballer(_MENAGE, cle)["numero"]

"""Les réponses d'un bloc jugé, dans l'ordre de ses lignes, et ce qui revient au lecteur compilé."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import merge

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.cli.lot.paquets import JugeDeLot, Jugees
from contrat.cli.lot.rangees import ReponsesRangees
from contrat.cli.lot.sql.base import BaseSql
from contrat.cli.lot.sql.chargement import BlocCharge
from contrat.cli.lot.sql.juge import BlocCalcule
from contrat.cli.lot.sql.textes import TextesRetenus
from contrat.rendu.eligibilite.lot import Redacteur


class Assemblage:
    """Met à leur place les réponses de la base et celles qui sont faites ici.

    `composer` : le texte d'une clé, coupé là où l'identifiant s'écrit.
    """

    def __init__(self, base: BaseSql, lecteur: Lecteur, composer: Callable[[int], list[str]]) -> None:
        self._base = base
        self._juge = JugeDeLot(lecteur, Redacteur())
        self._closes = TextesRetenus(composer)

    def assembler(self, calcule: BlocCalcule) -> Iterator[Jugees]:
        """Les réponses d'un bloc, peu à peu."""
        premier, closes = 0, self._closes
        rediges = (epoque.rediger(self._base.doubler(), table) for table, epoque in calcule.ouvertes.items())
        ouvertes = ReponsesRangees(merge(*rediges))
        for lignes in self._base.parcourir(f"SELECT id, cle FROM {calcule.table}"):
            textes = [None if cle is None else identifiant.join(closes[cle]) for identifiant, cle in lignes]
            yield self._completer(calcule.charge, premier, textes, ouvertes)
            premier += len(textes)
        # La base n'a pas pu lire un tel bloc.
        for rang in range(premier, calcule.charge.bloc.nombre):
            yield self._completer(calcule.charge, rang, [None], ouvertes)

    def _completer(
        self, charge: BlocCharge, premier: int, textes: list[str | None], ouvertes: ReponsesRangees
    ) -> Jugees:
        """Des réponses qui se suivent, celles des aides ouvertes à leur place ; le reste est relu, ou laissé."""
        morceaux, laissees, debut = [], [], 0
        for place in [place for place, texte in enumerate(textes) if texte is None]:
            rang = premier + place
            textes[place] = ouvertes.prendre(rang) or self._relire(charge, rang)
            if textes[place] is None:
                morceaux.append("".join(filter(None, textes[debut:place])))
                laissees.append(rang)
                debut = place + 1
        morceaux.append("".join(filter(None, textes[debut:])))
        return self._juge.rendre(morceaux, laissees)

    def _relire(self, charge: BlocCharge, rang: int) -> str | None:
        """Les réponses à une ligne que la base laisse ; rien quand le lecteur compilé la laisse aussi."""
        if charge.bloc.est_vide(rang):
            return ""
        return None if rang in charge.a_revoir else self._juge.relire(charge.bloc.donner(rang))

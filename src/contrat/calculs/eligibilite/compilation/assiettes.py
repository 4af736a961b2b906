"""Ce qu'un montant compilé peut lire, et ce qu'il donne."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.codes import (
    UN_POUR_CENT,
    bit_categorie,
)
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    est_nul,
    est_parmi,
    nombre,
    non,
    operer,
)
from contrat.calculs.eligibilite.compilation.etats import ecarter
from contrat.calculs.eligibilite.compilation.expressions import (
    INCONNU,
    ZERO,
    Condition,
    Entier,
    EtapeLue,
)
from contrat.calculs.eligibilite.compilation.programme import Etapes
from contrat.calculs.eligibilite.compilation.ressources import Moyens
from contrat.modele.fondement import Categorie

# Un centime dans l'unité des résultats, celle d'un centime multiplié par un taux de 100 %.
UN_CENTIME = nombre(100 * UN_POUR_CENT)
AUTRES_AIDES, AIDES_LOCALES, TTC_SOUS_HT, CEE = 1, 2, 4, 8


class Calcul(NamedTuple):
    """Un montant compilé ; `supposees` : les aides comptées pour rien, `AUTRES_AIDES`, `AIDES_LOCALES` et `CEE`."""

    resultat: Entier
    manque: Entier = ZERO
    supposees: Entier = ZERO


class AssietteCompilee(NamedTuple):
    """Ce qu'un montant peut lire, comme `montants.Assiette` ; `garde` : quand ses étapes servent."""

    jour: date
    champs: Champs
    moyens: Moyens
    etapes: Etapes
    aides_locales: Entier
    autres_aides: Entier
    locales_comptees: Condition
    garde: EtapeLue | None

    def nommer(self, valeur: Entier) -> Entier:
        """Une valeur qui sera lue plusieurs fois."""
        return self.etapes.nommer(valeur, self.garde)

    def prendre(self, taux: Entier, centimes: Entier) -> Entier:
        """Une part d'une dépense."""
        return self.nommer(operer(centimes, "*", taux))

    def selon_categorie(self, valeurs: Mapping[Categorie, int], *, perdues: tuple[Categorie, ...] = ()) -> Entier:
        """La valeur que donnent toutes les catégories possibles qui en ont une, ou rien."""
        groupes: dict[int, int] = {}
        for categorie, valeur in valeurs.items():
            groupes[valeur] = groupes.get(valeur, 0) | bit_categorie(categorie)
        touchees = self.etapes.nommer(operer(self.moyens.possibles, "&", nombre(sum(groupes.values()))))
        cas = []
        if perdues:
            cas.append((non(ecarter(perdues, self.moyens.possibles)), INCONNU))
        for valeur, bits in groupes.items():
            cas.append((est_parmi(touchees, _parts(bits)), nombre(valeur)))
        return self.nommer(choisir(cas, INCONNU))

    def manquer(self, champ: str) -> Entier:
        """Le bit d'une donnée, si elle est inconnue."""
        return self.champs.manquer(champ)

    def sans_categorie(self, valeur: Entier) -> Entier:
        """Ce qui manque pour situer le ménage, quand ce que donne sa catégorie est inconnu."""
        return choisir([(est_nul(valeur), self.moyens.manque)], ZERO)


def _parts(bits: int) -> list[int]:
    """Les nombres faits d'un ou plusieurs de ces bits."""
    return [part for part in range(1, bits + 1) if part & bits == part]

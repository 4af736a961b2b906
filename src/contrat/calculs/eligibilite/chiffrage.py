"""Le montant de chaque aide : un seul quand toutes les catégories possibles le donnent, sinon entre deux bornes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.montants import Assiette, Derivation, arrondir, chiffrer
from contrat.calculs.eligibilite.verdicts import Juge
from contrat.modele.fondement import Categorie


class Fourchette(NamedTuple):
    """Les montants que donnent les catégories possibles quand ils diffèrent, avec le calcul de chacune."""

    bas: Decimal
    haut: Decimal
    calculs: tuple[tuple[Categorie, Derivation], ...]


class Chiffrage(NamedTuple):
    """Ce que vaut une aide : un montant, une fourchette, ou rien quand une donnée manque."""

    derivation: Derivation
    montant: Decimal | None
    fourchette: Fourchette | None = None


class Caisse:
    """Chiffre les aides d'un ménage tel qu'il est connu, et dans chacune de ses catégories possibles."""

    def __init__(self, juge: Juge) -> None:
        self._juge = juge
        self._assiette = composer_assiette(juge, _rendre_verdicts(juge))
        self._cas: Mapping[Categorie, tuple[Juge, Assiette]] = {}
        possibles = juge.ressources.possibles
        if len(possibles) > 1:
            seules = {c: juge.ressources._replace(possibles=(c,), est_sure=True) for c in possibles}
            juges = {c: Juge(juge.demande, seule, juge.bareme, juge.ouvertes) for c, seule in seules.items()}
            self._cas = {c: (j, composer_assiette(j, _rendre_verdicts(j))) for c, j in juges.items()}

    def chiffrer(self, code: str) -> Chiffrage:
        """Chiffrer une aide ; une catégorie qui la ferait refuser ne compte pas."""
        version = self._juge.ouvertes[code][1]
        calculs = [
            (categorie, chiffrer(version.montant, assiette))
            for categorie, (juge, assiette) in self._cas.items()
            if juge.juger(code).est_ouvert
        ]
        montants = [arrondir(d.resultat, version.arrondi) for _, d in calculs if d.resultat is not None]
        if montants and len(montants) == len(calculs):
            bas, haut = min(montants), max(montants)
            if bas == haut:
                return Chiffrage(calculs[0][1], bas)
            general = chiffrer(version.montant, self._assiette)
            return Chiffrage(general, None, Fourchette(bas, haut, tuple(calculs)))
        derivation = chiffrer(version.montant, self._assiette)
        calcule = derivation.resultat
        return Chiffrage(derivation, None if calcule is None else arrondir(calcule, version.arrondi))


def _rendre_verdicts(juge: Juge) -> Mapping[str, Verdict]:
    return {code: juge.juger(code) for code in juge.ouvertes}


def composer_assiette(juge: Juge, verdicts: Mapping[str, Verdict]) -> Assiette:
    """Ce qu'un montant peut lire, les verdicts des aides ouvertes étant rendus."""
    return Assiette(juge.demande, juge.ressources, _aides_locales(juge, verdicts), _autres_aides(juge, verdicts))


def _aides_locales(juge: Juge, verdicts: Mapping[str, Verdict]) -> Decimal | None:
    """Le total des aides locales que l'État double : celui que le ménage déclare, sinon celui que l'on calcule."""
    if juge.demande.aides_locales is not None:
        return juge.demande.aides_locales
    return _additionner(juge, [c for c, (aide, _) in juge.ouvertes.items() if aide.egale_par_parite], verdicts)


def _autres_aides(juge: Juge, verdicts: Mapping[str, Verdict]) -> Decimal:
    """Les aides aux travaux qui s'ajoutent à celles de l'État : déclarées, et locales."""
    locales = juge.demande.aides_locales
    if locales is None:
        codes = [c for c, (a, _) in juge.ouvertes.items() if a.niveau == "locale" and a.depense == "travaux"]
        locales = _additionner(juge, codes, verdicts)
    return (juge.demande.autres_aides or Decimal(0)) + (locales or Decimal(0))


def _additionner(juge: Juge, codes: list[str], verdicts: Mapping[str, Verdict]) -> Decimal | None:
    """Le total de ces aides locales, celles à vérifier comprises ; rien quand l'une ne se calcule pas."""
    total = Decimal(0)
    for code in codes:
        if verdicts[code].est_ouvert:
            resultat = chiffrer(juge.ouvertes[code][1].montant, Assiette(juge.demande, juge.ressources, None)).resultat
            if resultat is None:
                return None
            total += resultat
    return total

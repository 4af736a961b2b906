"""Le geste d'une ligne devant la liste du jour : seconde lecture de `calculs/eligibilite/gestes.py`.

Une ligne n'a qu'un geste : celui qui ne s'aide jamais seul n'y est donc pas admis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.codes import coder
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    est_nul,
    est_parmi,
    nombre,
    non,
    reunir,
)
from contrat.calculs.eligibilite.compilation.etats import (
    A_VERIFIER,
    NON_REMPLIE,
    REMPLIE,
    EtatCompile,
    admettre,
    d_une,
    de_toutes,
    fixe,
)
from contrat.calculs.eligibilite.compilation.expressions import (
    FAUX,
    ZERO,
    Condition,
    Entier,
)
from contrat.calculs.eligibilite.compilation.programme import Etapes
from contrat.modele.fondement import est_en_vigueur
from contrat.modele.menage import Geste
from contrat.modele.montant import GesteAide, Gestes, MontantAide, PeriodeGeste

_CODES = frozenset({REMPLIE, A_VERIFIER, NON_REMPLIE})


def lister_periodes(montant: Gestes, jour: date) -> list[tuple[GesteAide, PeriodeGeste]]:
    """Les gestes qui ont un forfait ce jour-là."""
    trouvees = []
    for geste in {g.geste: g for g in reversed(montant.gestes)}.values():
        periode = next((p for p in geste.periodes if est_en_vigueur(p, jour)), None)
        if periode is not None:
            trouvees.append((geste, periode))
    return trouvees


def selon_le_geste(valeurs: Mapping[Geste, Entier], champs: Champs, sinon: Entier) -> Entier:
    """La valeur que donne le geste de la ligne ; ceux qui en ont une de même sont réunis."""
    par_valeur: dict[Entier, list[int]] = {}
    for nom, valeur in valeurs.items():
        par_valeur.setdefault(valeur, []).append(coder("geste", nom))
    geste = champs.lire("geste")
    return choisir([(est_parmi(geste, rangs), valeur) for valeur, rangs in par_valeur.items()], sinon)


class GesteCompile(NamedTuple):
    """L'état du geste de la ligne, et les bits de ce qu'il faudrait savoir, hors ressources, s'il est à vérifier."""

    etat: EtatCompile
    manque: Entier


_REFUSE = GesteCompile(fixe(NON_REMPLIE), ZERO)


def juger_geste(montant: MontantAide, jour: date, champs: Champs, possibles: Entier, etapes: Etapes) -> GesteCompile:
    """L'état du geste, quand il est dit ; une aide qui n'est pas payée par geste n'en admet aucun."""
    if not isinstance(montant, Gestes):
        return _REFUSE
    juges = {
        geste.geste: _REFUSE if periode.avec_un_autre else _juger(geste, periode, champs, possibles, etapes)
        for geste, periode in lister_periodes(montant, jour)
    }
    ailleurs = _douter(montant.departements_non_lus(jour), champs)
    etat = etapes.nommer(selon_le_geste({g: j.etat.valeur for g, j in juges.items()}, champs, ailleurs.etat.valeur))
    manque = selon_le_geste({g: j.manque for g, j in juges.items()}, champs, ailleurs.manque)
    return GesteCompile(EtatCompile(etat, ailleurs.etat.codes.union(*(j.etat.codes for j in juges.values()))), manque)


def _douter(non_lus: Iterable[str], champs: Champs) -> GesteCompile:
    """Un refus, à vérifier dans ces départements."""
    ici = champs.departement
    la = est_parmi(ici, {coder("departement", d) for d in non_lus})
    if la == FAUX:
        return _REFUSE
    cas = [(est_nul(ici), nombre(A_VERIFIER)), (la, nombre(A_VERIFIER))]
    etat = EtatCompile(choisir(cas, nombre(NON_REMPLIE)), frozenset({A_VERIFIER, NON_REMPLIE}))
    return GesteCompile(etat, champs.manquer("departement"))


def _juger(geste: GesteAide, periode: PeriodeGeste, champs: Champs, possibles: Entier, etapes: Etapes) -> GesteCompile:
    admis = admettre((*periode.montants, *periode.inconnues), possibles, etapes)
    manque: Entier = ZERO
    if periode.departements_non_lus:
        douteux = _douter(periode.departements_non_lus, champs)
        manque = choisir([(admis.est(REMPLIE), ZERO)], douteux.manque)
        admis = d_une([admis, douteux.etat])
    exigences = dict(_exiger(geste, periode, champs))
    etats = [_connu(champs.lire(champ), admise) for champ, admise in exigences.items()]
    return GesteCompile(de_toutes([admis, *etats]), reunir([manque, *map(champs.manquer, exigences)]))


def _exiger(geste: GesteAide, periode: PeriodeGeste, champs: Champs) -> Iterator[tuple[str, Condition]]:
    """Ce qu'un forfait exige de chaque donnée : le lieu, s'il en a une liste, puis le logement et les travaux."""
    if geste.departements or periode.sauf_departements:
        yield "departement", _situer(geste, periode, champs.departement)
    if periode.type is not None:
        yield "type", comparer(champs.lire("type"), "=", nombre(coder("type", periode.type)))
    if periode.gain is not None:
        yield "gain", comparer(nombre(coder("gain", periode.gain)), "<=", champs.lire("gain"))
    if periode.energie_fossile:
        admises = [coder("energie_fossile", e) for e in periode.energie_fossile]
        yield "energie_fossile", est_parmi(champs.lire("energie_fossile"), admises)


def _situer(geste: GesteAide, periode: PeriodeGeste, ici: Entier) -> Condition:
    """Le logement est là où le geste s'aide."""
    exclus = {coder("departement", d) for d in periode.sauf_departements}
    admis = {coder("departement", d) for d in geste.departements} - exclus
    if geste.departements:
        return est_parmi(ici, admis)
    return non(est_parmi(ici, exclus))


def _connu(valeur: Entier, admise: Condition) -> EtatCompile:
    cas = [(est_nul(valeur), nombre(A_VERIFIER)), (admise, ZERO)]
    return EtatCompile(choisir(cas, nombre(NON_REMPLIE)), _CODES)

"""Le montant d'une aide en phrases courtes, avec ses renvois."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from contrat.modele.fondement import Categorie, est_en_vigueur
from contrat.modele.montant import (
    Bonus,
    Ecretement,
    Forfait,
    ForfaitCategorie,
    GesteAide,
    Gestes,
    MontantAide,
    NonRetrouve,
    Parite,
    PeriodeGeste,
    SeuilVersement,
    Somme,
    Taux,
    TauxParSaut,
    Trajet,
)
from contrat.nombres import euros, pourcent
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.mots.droit import ASSIETTES, CATEGORIES, UNITES_GESTE
from contrat.rendu.mots.menages import GESTES
from contrat.rendu.mots.phrases import compter, enumerer


def dire_montants(montant: MontantAide, renvois: Renvois, jour: date) -> Iterator[str]:
    """Une phrase par terme du montant ; d'une aide par geste, les forfaits de ce jour."""
    match montant:
        case Somme():
            for terme in montant.termes:
                yield from dire_montants(terme, renvois, jour)
        case Ecretement():
            yield from dire_montants(montant.montant, renvois, jour)
            part = f"{_taux(montant.taux)} {ASSIETTES[montant.assiette][1]}"
            yield f"toutes les aides ensemble : {part} au plus {renvois.citer(montant)}"
        case TauxParSaut():
            yield from _paliers(montant, renvois)
        case Gestes():
            yield from _gestes(montant, renvois, jour)
        case NonRetrouve():
            yield f"{montant.libelle} : calcul non retrouvé {renvois.citer(montant)}"
        case _:
            yield f"{montant.libelle} : {_terme(montant)} {renvois.citer(montant)}"


def _terme(montant: Forfait | ForfaitCategorie | Taux | Bonus | Parite) -> str:
    match montant:
        case Forfait():
            return _argent(montant.montant)
        case ForfaitCategorie():
            return ", ".join(f"{_argent(m)} ({CATEGORIES[c]})" for c, m in montant.montants.items())
        case Taux():
            limites = ", ".join(f"{_argent(m)} ({CATEGORIES[c]})" for c, m in montant.plafond_aide.items())
            au_plus = f" ; aide de {limites} au plus" if limites else ""
            par_m2 = "" if montant.par_m2 is None else f"{_argent(montant.par_m2)} par m² et "
            base = f"{ASSIETTES[montant.assiette][1]}, retenus à {par_m2}{_argent(montant.plafond)} au plus"
            return f"{_taux(montant.taux)} {base}{au_plus}"
        case Bonus():
            return f"{_argent(montant.montant)} {_trajet(montant)}"
        case Parite():
            return f"autant que les aides locales, {_argent(montant.plafond)} au plus"


def _paliers(montant: TauxParSaut, renvois: Renvois) -> Iterator[str]:
    for palier in montant.paliers:
        base = f"{ASSIETTES[montant.assiette][1]}, retenus à {_argent(palier.plafond)} au plus"
        if palier.sauts is None:
            classes = f"classe {enumerer(palier.apres, 'ou')} atteinte"
        else:
            classes = compter(palier.sauts, "classe gagnée", "classes gagnées") + " ou plus"
        yield f"{montant.libelle}, {classes} : {_taux(palier.taux)} {base} {renvois.citer(montant)}"
    if plus := montant.majoration:
        points = f"{plus.points:f} points de taux en plus"
        yield f"{plus.libelle} : {points} {_trajet(plus)} {renvois.citer(plus)}"


def _gestes(montant: Gestes, renvois: Renvois, jour: date) -> Iterator[str]:
    """Le forfait de chaque geste ce jour-là, puis ce qui les limite."""
    for geste in montant.gestes:
        for periode in geste.periodes:
            if est_en_vigueur(periode, jour):
                yield f"{GESTES[geste.geste]} : {dire_forfait(geste, periode)} {renvois.citer(periode)}"
    yield f"avec la prime énergie : {_taux(montant.ecretement)} de la dépense TTC retenue {renvois.citer(montant)}"
    for seuil in montant.seuils:
        if est_en_vigueur(seuil, jour):
            yield dire_seuil(seuil, renvois)


def dire_seuil(seuil: SeuilVersement, renvois: Renvois) -> str:
    """Le total de gestes sous lequel rien n'est versé."""
    return f"rien sous {_argent(seuil.montant)} en tout {renvois.citer(seuil)}"


def dire_forfait(geste: GesteAide, periode: PeriodeGeste) -> str:
    """Les forfaits d'une période, ceux qui manquent compris, et la dépense retenue."""
    montants = [f"{_argent(m)} ({CATEGORIES[c]})" for c, m in periode.montants.items()]
    montants += [f"non retrouvé ({CATEGORIES[c]})" for c in periode.inconnues]
    plafond = f", dépense de {_argent(periode.plafond)}" if periode.plafond is not None else ""
    au_plus = f", {periode.quantite_max} au plus" if periode.quantite_max else ""
    non_lus = periode.departements_non_lus
    ailleurs = f", autres ressources non retrouvées en {enumerer(non_lus)}" if non_lus else ""
    return f"{', '.join(montants)}{UNITES_GESTE[geste.par]}{plafond}{au_plus}{ailleurs}"


def _trajet(trajet: Trajet) -> str:
    apres = f"pour arriver en classe {enumerer(trajet.apres, 'ou')}"
    return f"{apres} depuis la classe {enumerer(trajet.avant, 'ou')}" if trajet.avant else apres


def _taux(taux: Mapping[Categorie, Decimal]) -> str:
    return ", ".join(f"{pourcent(t, insecable=True)} ({CATEGORIES[c]})" for c, t in taux.items())


def _argent(montant: Decimal) -> str:
    return euros(montant, insecable=True)

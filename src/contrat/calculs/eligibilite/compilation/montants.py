"""Chaque genre de montant en expressions : ce qu'il vaut, et ce qui manque pour le calculer.

Seconde lecture de `calculs/eligibilite/montants.py` et de `manquants.champs_du_calcul`. Un résultat est en millionièmes
de centime : des centimes multipliés par des dix-millièmes de pour cent, sans perte ; il n'est arrondi qu'à la fin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import assert_never

from contrat.calculs.eligibilite.compilation.assiettes import (
    AIDES_LOCALES,
    AUTRES_AIDES,
    CEE,
    UN_CENTIME,
    AssietteCompilee,
    Calcul,
)
from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.codes import (
    UN_POUR_CENT,
    bit,
    coder,
    en_centimes,
    en_part,
)
from contrat.calculs.eligibilite.compilation.constructions import (
    chercher,
    choisir,
    comparer,
    est_nul,
    est_parmi,
    nombre,
    non,
    operer,
    plus_grand,
    plus_petit,
    reunir,
    toutes,
    une,
)
from contrat.calculs.eligibilite.compilation.etats import NON_REMPLIE, REMPLIE
from contrat.calculs.eligibilite.compilation.expressions import (
    FAUX,
    INCONNU,
    VRAI,
    ZERO,
    Condition,
    Entier,
)
from contrat.calculs.eligibilite.compilation.gestes import juger_geste, lister_periodes, selon_le_geste
from contrat.modele import montant as m
from contrat.modele.fondement import Categorie
from contrat.modele.menage import ClasseDpe

_EURO = 100


def en_resultat(montant: Decimal) -> Entier:
    """Un montant du droit dans l'unité des résultats."""
    return operer(nombre(en_centimes(montant)), "*", UN_CENTIME)


def _par_categorie(valeurs: Mapping[Categorie, Decimal], lire: Callable[[Decimal], int]) -> dict[Categorie, int]:
    return {categorie: lire(valeur) for categorie, valeur in valeurs.items()}


def compiler(montant: m.MontantAide, assiette: AssietteCompilee) -> Calcul:
    """Compiler un montant, quel que soit son genre."""
    match montant:
        case m.Forfait() | m.ForfaitCategorie() | m.Bonus() | m.NonRetrouve():
            return _forfait(montant, assiette)
        case m.Taux():
            return _taux(montant, assiette)
        case m.TauxParSaut():
            return _taux_par_saut(montant, assiette)
        case m.Parite():
            locales = assiette.aides_locales
            manque = choisir([(est_nul(locales), nombre(bit("aides_locales")))], ZERO)
            return Calcul(assiette.nommer(plus_petit(locales, en_resultat(montant.plafond))), manque)
        case m.Somme():
            termes = [compiler(terme, assiette) for terme in montant.termes]
            total: Entier = ZERO
            for terme in termes:
                total = operer(total, "+", terme.resultat)
            return Calcul(assiette.nommer(total), reunir(terme.manque for terme in termes))
        case m.Gestes():
            return _gestes(montant, assiette)
        case m.Ecretement():
            return _ecreter(montant, assiette)
        case _:
            assert_never(montant)


def _forfait(montant: m.Forfait | m.ForfaitCategorie | m.Bonus | m.NonRetrouve, assiette: AssietteCompilee) -> Calcul:
    """Ce qui ne dépend d'aucune dépense."""
    match montant:
        case m.Forfait():
            return Calcul(en_resultat(montant.montant))
        case m.ForfaitCategorie():
            forfait = assiette.selon_categorie(_par_categorie(montant.montants, en_centimes))
            return Calcul(assiette.nommer(operer(forfait, "*", UN_CENTIME)), assiette.sans_categorie(forfait))
        case m.Bonus():
            return _bonus(montant, assiette)
        case m.NonRetrouve():
            return Calcul(INCONNU)
        case _:
            assert_never(montant)


def _taux(montant: m.Taux, assiette: AssietteCompilee) -> Calcul:
    depense = assiette.champs.lire(montant.assiette)
    taux = assiette.selon_categorie(_par_categorie(montant.taux, en_part))
    plafond: Entier = nombre(en_centimes(montant.plafond))
    surface: Entier = ZERO
    if montant.par_m2 is not None:
        surface = assiette.champs.lire("surface")
        par_surface = assiette.nommer(operer(surface, "*", nombre(en_centimes(montant.par_m2))))
        plafond = assiette.nommer(plus_petit(plafond, par_surface))
    resultat = assiette.prendre(taux, assiette.nommer(plus_petit(depense, plafond)))
    if montant.plafond_aide:
        au_plus = assiette.nommer(
            operer(assiette.selon_categorie(_par_categorie(montant.plafond_aide, en_centimes)), "*", UN_CENTIME)
        )
        resultat = assiette.nommer(choisir([(est_nul(au_plus), resultat)], plus_petit(resultat, au_plus)))
    manque = reunir(
        (
            assiette.manquer(montant.assiette),
            choisir([(est_nul(surface), nombre(bit("surface")))], ZERO),
            assiette.sans_categorie(taux),
        )
    )
    return Calcul(resultat, choisir([(est_nul(resultat), manque)], ZERO))


def _taux_par_saut(montant: m.TauxParSaut, assiette: AssietteCompilee) -> Calcul:
    """Le dernier palier atteint ; tant qu'aucun ne l'est sûrement, il manque les classes."""
    champs = assiette.champs
    depense = champs.lire(montant.assiette)
    taux: list[tuple[Condition, Entier]] = []
    plafonds: list[tuple[Condition, Entier]] = []
    points = _majorer(montant.majoration, champs)
    for palier in reversed(montant.paliers):
        atteint = _atteindre(palier, champs)
        taux.append((atteint, assiette.selon_categorie(_par_categorie(palier.taux, en_part))))
        plafonds.append((atteint, nombre(en_centimes(palier.plafond))))
    retenu = assiette.nommer(choisir(taux, INCONNU))
    plafond = assiette.nommer(choisir(plafonds, INCONNU))
    part = assiette.nommer(operer(retenu, "+", points))
    resultat = assiette.prendre(part, assiette.nommer(plus_petit(depense, plafond)))
    classes = choisir([(est_nul(plafond), champs.manquer("saut_classes"))], ZERO)
    manque = reunir((assiette.manquer(montant.assiette), classes, assiette.sans_categorie(retenu)))
    return Calcul(resultat, choisir([(est_nul(resultat), manque)], ZERO))


def _atteindre(palier: m.Palier, champs: Champs) -> Condition:
    gagne = VRAI if palier.sauts is None else comparer(nombre(palier.sauts), "<=", champs.saut[0])
    return toutes(gagne, _est_classe(champs.lire("dpe_vise"), palier.apres))


def _est_classe(classe: Entier, admises: tuple[ClasseDpe, ...]) -> Condition:
    """La classe est l'une de celles-ci ; toutes le sont quand aucune n'est dite."""
    return est_parmi(classe, [coder("dpe", c) for c in admises]) if admises else VRAI


def _suivre(trajet: m.Trajet, champs: Champs) -> Condition:
    """Les travaux font sûrement le trajet : vraie, fausse, ou nulle comme ce qu'on sait des deux classes."""
    return toutes(_est_classe(champs.lire("dpe"), trajet.avant), _est_classe(champs.lire("dpe_vise"), trajet.apres))


def _majorer(majoration: m.Majoration | None, champs: Champs) -> Entier:
    if majoration is None:
        return ZERO
    return choisir([(_suivre(majoration, champs), nombre(en_part(majoration.points)))], ZERO)


def _bonus(montant: m.Bonus, assiette: AssietteCompilee) -> Calcul:
    """Le bonus entier, ou rien ; d'un bonus douteux, il manque les classes."""
    champs = assiette.champs
    acquis = _suivre(montant, champs)
    if montant.incertaines:
        acquis = toutes(acquis, non(_est_classe(champs.lire("dpe_vise"), montant.incertaines)))
    resultat = choisir([(acquis, en_resultat(montant.montant))], ZERO)
    perdu = non(_suivre(montant, champs))
    return Calcul(assiette.nommer(resultat), choisir([(acquis, ZERO), (perdu, ZERO)], champs.manquer("saut_classes")))


def _gestes(montant: m.Gestes, assiette: AssietteCompilee) -> Calcul:
    """Le forfait du geste de la ligne, dans la limite de sa dépense ; le prix des travaux est alors le sien."""
    champs, etapes = assiette.champs, assiette.nommer
    periodes = lister_periodes(montant, assiette.jour)
    rang = {geste.geste: coder("geste", geste.geste) for geste, _ in periodes}
    geste, dite, cee = champs.lire("geste"), champs.lire("quantite"), champs.lire("cee")
    etat = juger_geste(montant, assiette.jour, champs, assiette.moyens.possibles, assiette.etapes).etat
    au_forfait = est_parmi(geste, [rang[g.geste] for g, _ in periodes if g.par == "forfait"])
    quantite = etapes(choisir([(toutes(est_nul(dite), au_forfait), nombre(1))], dite))
    au_plus = etapes(chercher(geste, {rang[g.geste]: p.quantite_max for g, p in periodes if p.quantite_max}))
    compte = etapes(choisir([(est_nul(au_plus), quantite)], plus_petit(quantite, au_plus)))
    unitaires = {
        g.geste: assiette.selon_categorie(_par_categorie(p.montants, en_centimes), perdues=p.inconnues)
        for g, p in periodes
    }
    unitaire = etapes(selon_le_geste(unitaires, champs, INCONNU))
    forfait = etapes(operer(operer(unitaire, "*", compte), "*", UN_CENTIME))
    limite = _limiter(montant, assiette, compte, cee)
    part = assiette.selon_categorie(_par_categorie(montant.ecretement, en_part))
    connu = toutes(non(est_nul(geste)), etat.est(REMPLIE))
    prime = etapes(plus_petit(forfait, limite))
    seuil = montant.seuil_au(assiette.jour)
    non_versee = FAUX if seuil is None else comparer(prime, "<", en_resultat(seuil))
    versee = choisir([(non_versee, ZERO)], plus_petit(prime, en_resultat(montant.plafond)))
    resultat = etapes(choisir([(connu, versee)], INCONNU))
    # D'un geste qu'aucune liste lue ne porte, la quantité est inconnue quoi que dise la ligne.
    compte_connu = toutes(est_parmi(geste, rang.values()), non(est_nul(quantite)))
    manque = reunir(
        (
            assiette.manquer("travaux_ttc"),
            choisir([(compte_connu, ZERO)], nombre(bit("gestes"))),
            assiette.sans_categorie(part),
        )
    )
    sans_terme = une(est_nul(geste), etat.est(NON_REMPLIE), non(est_nul(resultat)))
    return Calcul(resultat, choisir([(sans_terme, ZERO)], manque), choisir([(est_nul(cee), nombre(CEE))], ZERO))


def _limiter(montant: m.Gestes, assiette: AssietteCompilee, compte: Entier, cee: Entier) -> Entier:
    """La part de la dépense que la prime énergie laisse à l'aide."""
    champs, etapes = assiette.champs, assiette.nommer
    periodes = lister_periodes(montant, assiette.jour)
    plafonds = {coder("geste", g.geste): en_centimes(p.plafond) for g, p in periodes if p.plafond is not None}
    plafond = etapes(chercher(champs.lire("geste"), plafonds))
    depense = champs.lire("travaux_ttc")
    retenue = etapes(operer(plafond, "*", compte))
    retenue = etapes(choisir([(est_nul(plafond), depense)], plus_petit(depense, retenue)))
    prime = operer(etapes(choisir([(est_nul(cee), ZERO)], cee)), "*", UN_CENTIME)
    reste = etapes(
        operer(
            assiette.prendre(assiette.selon_categorie(_par_categorie(montant.ecretement, en_part)), retenue), "-", prime
        )
    )
    return etapes(plus_grand(reste, ZERO))


def _ecreter(montant: m.Ecretement, assiette: AssietteCompilee) -> Calcul:
    """Le plus petit de l'aide et de ce que les autres laissent ; le hors taxes suffit quand il laisse déjà assez."""
    avant = compiler(montant.montant, assiette)
    champs = assiette.champs
    part = assiette.selon_categorie(_par_categorie(montant.taux, en_part))

    def laisser(depense: Entier) -> Entier:
        return assiette.nommer(operer(assiette.prendre(part, depense), "-", assiette.autres_aides))

    limite = assiette.nommer(plus_grand(laisser(champs.lire("travaux_ttc")), ZERO))
    suffit = comparer(avant.resultat, "<=", laisser(champs.lire("travaux_ht")))
    sans_limite = choisir([(suffit, avant.resultat)], INCONNU)
    resultat = assiette.nommer(choisir([(est_nul(limite), sans_limite)], plus_petit(avant.resultat, limite)))
    manque = reunir((assiette.manquer("travaux_ttc"), assiette.sans_categorie(part)))
    suivi = toutes(est_nul(resultat), non(est_nul(avant.resultat)))
    supposees = reunir(
        (
            choisir([(est_nul(champs.lire("autres_aides")), nombre(AUTRES_AIDES))], ZERO),
            choisir([(assiette.locales_comptees, ZERO)], nombre(AIDES_LOCALES)),
        )
    )
    return Calcul(resultat, reunir((avant.manque, choisir([(suivi, manque)], ZERO))), supposees)


def arrondir(resultat: Entier, arrondi: str) -> Entier:
    """Un résultat en centimes, au centime ou à l'euro le plus proche, la moitié vers le haut."""
    pas = 100 * UN_POUR_CENT * (1 if arrondi == "centime" else _EURO)
    entier = operer(operer(resultat, "+", nombre(pas // 2)), "//", nombre(pas))
    return entier if arrondi == "centime" else operer(entier, "*", nombre(_EURO))

"""Le montant d'une aide et sa dérivation : chaque terme du calcul, pour qu'il puisse être relu."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from contrat import nombres
from contrat.calculs.eligibilite.demande import Demande, compter_sauts
from contrat.calculs.eligibilite.gestes import GesteJuge, juger_gestes
from contrat.calculs.eligibilite.logique import Etat, toutes, trancher
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.calculs.sommes import ZERO, prendre
from contrat.modele.fondement import Categorie
from contrat.modele.montant import (
    AssietteAide,
    Bonus,
    Ecretement,
    Forfait,
    ForfaitCategorie,
    Gestes,
    MontantAide,
    NonRetrouve,
    Palier,
    Parite,
    Somme,
    Taux,
    TauxParSaut,
    Trajet,
)
from contrat.nombres import UNITE

AideDeclaree = Literal["autres_aides", "aides_locales", "cee"]


class Derivation(NamedTuple):
    """Un terme du calcul ; `resultat` est `None` quand une donnée manque ; `palier` : aucun n'est sûrement atteint.

    `plafond` limite la dépense, `plafond_aide` l'aide, ou dit le forfait d'un geste ; `deduction` : les autres aides
    retirées d'un écrêtement ; `limite` : celle de toutes les aides, ou d'un geste, ou le plus petit total de gestes que
    l'on verse quand ils ne l'atteignent pas ; `quantite` : les unités d'un geste ; `a_confirmer` : un supplément
    possible, compté pour rien tant qu'une donnée manque ; `supposees` : les aides dont le ménage n'a rien dit, comptées
    pour rien dans une limite de toutes les aides.
    """

    genre: Literal[
        "forfait", "taux", "palier", "parite", "somme", "bonus", "ecretement", "non_retrouve", "gestes", "geste"
    ]  # fmt: skip
    libelle: str
    resultat: Decimal | None
    source: str = ""
    taux: Decimal | None = None
    depense: Decimal | None = None
    plafond: Decimal | None = None
    plafond_aide: Decimal | None = None
    assiette: AssietteAide | Literal[""] = ""
    deduction: Decimal | None = None
    limite: Decimal | None = None
    quantite: int | None = None
    a_confirmer: Decimal = ZERO
    supposees: tuple[AideDeclaree, ...] = ()
    termes: tuple[Derivation, ...] = ()


class Assiette(NamedTuple):
    """Ce qu'un montant peut lire : la demande, ses ressources, les aides locales que l'État double, les autres."""

    demande: Demande
    ressources: Ressources
    aides_locales: Decimal | None
    autres_aides: Decimal = ZERO


def chiffrer(montant: MontantAide, assiette: Assiette) -> Derivation:
    """Calculer un montant en gardant ses termes."""
    match montant:
        case Forfait() | ForfaitCategorie():
            forfait = montant.montant if isinstance(montant, Forfait) else _unique(montant.montants, assiette)
            return Derivation("forfait", montant.libelle, forfait, montant.source)
        case Taux():
            return _appliquer_taux(montant, assiette)
        case TauxParSaut():
            return _appliquer_palier(montant, assiette)
        case Bonus():
            return _accorder_bonus(montant, assiette.demande)
        case Parite():
            locales = assiette.aides_locales
            resultat = None if locales is None else min(locales, montant.plafond)
            return Derivation(
                "parite", montant.libelle, resultat, montant.source, depense=locales, plafond=montant.plafond
            )
        case NonRetrouve():
            return Derivation("non_retrouve", montant.libelle, None, montant.source)
        case Somme():
            return _additionner(tuple(chiffrer(terme, assiette) for terme in montant.termes))
        case Gestes():
            return _additionner_gestes(montant, assiette)
        case Ecretement():
            return _ecreter(montant, assiette)


def _unique(valeurs: Mapping[Categorie, Decimal], assiette: Assiette) -> Decimal | None:
    """La valeur de la catégorie du ménage, si toutes les catégories possibles donnent la même."""
    possibles = {valeurs[c] for c in assiette.ressources.possibles if c in valeurs}
    return possibles.pop() if len(possibles) == 1 else None


def _additionner(termes: tuple[Derivation, ...]) -> Derivation:
    connus = [t.resultat for t in termes if t.resultat is not None]
    total = sum(connus, ZERO) if len(connus) == len(termes) else None
    return Derivation("somme", "", total, a_confirmer=sum((t.a_confirmer for t in termes), ZERO), termes=termes)


def _appliquer_taux(montant: Taux, assiette: Assiette) -> Derivation:
    depense: Decimal | None = getattr(assiette.demande, montant.assiette)
    taux = _unique(montant.taux, assiette)
    plafond_aide = _unique(montant.plafond_aide, assiette) if montant.plafond_aide else None
    plafond = _plafonner(montant, assiette.demande.surface)
    resultat = None
    if taux is not None and depense is not None and plafond is not None:
        resultat = prendre(taux, min(depense, plafond))
        resultat = resultat if plafond_aide is None else min(resultat, plafond_aide)
    return Derivation(
        "taux",
        montant.libelle,
        resultat,
        montant.source,
        taux,
        depense,
        plafond,
        plafond_aide,
        montant.assiette,
    )


def _plafonner(montant: Taux, surface: int | None) -> Decimal | None:
    """La dépense retenue au plus ; rien quand elle dépend d'une surface inconnue."""
    if montant.par_m2 is None:
        return montant.plafond
    return None if surface is None else min(montant.plafond, montant.par_m2 * surface)


def _appliquer_palier(montant: TauxParSaut, assiette: Assiette) -> Derivation:
    """Le dernier palier atteint, et la majoration quand le passage de classe y donne droit."""
    demande = assiette.demande
    depense: Decimal | None = getattr(demande, montant.assiette)
    atteints = [palier for palier in montant.paliers if _est_atteint(palier, demande)]
    if not atteints:
        return Derivation("palier", montant.libelle, None, montant.source, depense=depense, assiette=montant.assiette)
    palier = atteints[-1]
    taux = _unique(palier.taux, assiette)
    if taux is not None and montant.majoration and suivre(montant.majoration, demande) is Etat.REMPLIE:
        taux += montant.majoration.points
    resultat = None if taux is None or depense is None else prendre(taux, min(depense, palier.plafond))
    return Derivation(
        "taux", montant.libelle, resultat, montant.source, taux, depense, palier.plafond, assiette=montant.assiette
    )


def _est_atteint(palier: Palier, demande: Demande) -> bool:
    bornes = compter_sauts(demande)
    gagne = palier.sauts is None or (bornes is not None and palier.sauts <= bornes[0])
    return gagne and (not palier.apres or demande.dpe_vise in palier.apres)


def suivre(trajet: Trajet, demande: Demande) -> Etat:
    """Dire si les travaux font passer d'une des classes de départ à une des classes d'arrivée."""
    avant = trancher(not trajet.avant or demande.dpe in trajet.avant, demande.dpe is not None)
    apres = trancher(demande.dpe_vise in trajet.apres, demande.dpe_vise is not None)
    return toutes((avant, apres))


def _accorder_bonus(montant: Bonus, demande: Demande) -> Derivation:
    """Le bonus entier, ou rien ; un bonus douteux n'est pas compté, il est annoncé."""
    etat = suivre(montant, demande)
    if etat is Etat.REMPLIE and demande.dpe_vise in montant.incertaines:
        etat = Etat.A_VERIFIER
    acquis = montant.montant if etat is Etat.REMPLIE else ZERO
    doute = montant.montant if etat is Etat.A_VERIFIER else ZERO
    return Derivation("bonus", montant.libelle, acquis, montant.source, a_confirmer=doute)


def _additionner_gestes(montant: Gestes, assiette: Assiette) -> Derivation:
    """Le forfait de chaque geste admis, dans la limite de sa dépense, puis celle du total."""
    juges = juger_gestes(montant, assiette.demande, assiette.ressources)
    seul = assiette.demande.travaux_ttc if len(juges) == 1 else None
    part = _unique(montant.ecretement, assiette)
    termes = tuple(_appliquer_forfait(j, part, seul, assiette) for j in juges if j.etat is not Etat.NON_REMPLIE)
    connus = [t.resultat for t in termes if t.resultat is not None]
    total = min(sum(connus, ZERO), montant.plafond) if termes and len(connus) == len(termes) else None
    seuil = montant.seuil_au(assiette.demande.jour) or ZERO
    est_versee = total is None or total >= seuil
    return Derivation(
        "gestes",
        montant.libelle,
        total if est_versee else ZERO,
        montant.source,
        plafond=montant.plafond,
        limite=None if est_versee else seuil,
        supposees=("cee",) if any(terme.deduction is None for terme in termes) else (),
        termes=termes,
    )


def _appliquer_forfait(juge: GesteJuge, part: Decimal | None, seul: Decimal | None, assiette: Assiette) -> Derivation:
    """Le plus petit du forfait et de la part de la dépense que la prime énergie laisse ; rien si une donnée manque."""
    choisi, periode = juge.choisi, juge.periode
    depense = seul if choisi.travaux_ttc is None else choisi.travaux_ttc
    forfait = limite = retenue = None
    if periode is not None and juge.quantite is not None:
        perdu = any(c in periode.inconnues for c in assiette.ressources.possibles)
        unitaire = None if perdu else _unique(periode.montants, assiette)
        compte = min(juge.quantite, periode.quantite_max or juge.quantite)
        forfait = None if unitaire is None or juge.etat is not Etat.REMPLIE else unitaire * compte
        retenue = None if periode.plafond is None else periode.plafond * compte
    if part is not None and depense is not None:
        limite = max(prendre(part, depense if retenue is None else min(depense, retenue)) - (choisi.cee or ZERO), ZERO)
    return Derivation(
        "geste",
        choisi.geste,
        None if forfait is None or limite is None else min(forfait, limite),
        periode.source if periode else "",
        part,
        depense,
        retenue,
        forfait,
        "travaux_ttc",
        choisi.cee,
        limite,
        juge.quantite,
    )


def _ecreter(montant: Ecretement, assiette: Assiette) -> Derivation:
    """Le plus petit de l'aide calculée et de la part de la dépense que les autres aides laissent."""
    avant, demande = chiffrer(montant.montant, assiette), assiette.demande
    part = _unique(montant.taux, assiette)
    ttc = demande.travaux_ttc
    limite = None if part is None or ttc is None else max(prendre(part, ttc) - assiette.autres_aides, ZERO)
    resultat = None
    if avant.resultat is not None and limite is not None:
        resultat = min(avant.resultat, limite)
    elif avant.resultat is not None and part is not None and demande.travaux_ht is not None:
        # Le TTC n'est jamais sous le HT : quand la part du HT suffit déjà, l'écrêtement ne peut pas jouer.
        suffit = avant.resultat <= prendre(part, demande.travaux_ht) - assiette.autres_aides
        resultat = avant.resultat if suffit else None
    return Derivation(
        "ecretement",
        avant.libelle,
        resultat,
        montant.source,
        part,
        ttc,
        assiette=montant.assiette,
        deduction=assiette.autres_aides,
        limite=limite,
        a_confirmer=avant.a_confirmer,
        supposees=_supposer(assiette),
        termes=(avant,),
    )


def _supposer(assiette: Assiette) -> tuple[AideDeclaree, ...]:
    """Les aides dont rien n'est dit ; les aides locales ne le sont plus quand celles de la commune se calculent."""
    demande = assiette.demande
    locales = demande.aides_locales is None and assiette.autres_aides == (demande.autres_aides or ZERO)
    autres: tuple[AideDeclaree, ...] = ("autres_aides",) if demande.autres_aides is None else ()
    return (*autres, "aides_locales") if locales else autres


def arrondir(montant: Decimal, precision: Literal["centime", "euro"]) -> Decimal:
    """Arrondir au plus proche, la moitié vers le haut."""
    return nombres.arrondir(nombres.arrondir(montant, UNITE) if precision == "euro" else montant)

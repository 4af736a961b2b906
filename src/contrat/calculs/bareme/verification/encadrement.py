"""Les fourchettes livrées, refaites à partir des indices et des plafonds publiés qui les encadrent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import floor
from typing import NamedTuple

from contrat.calculs.bareme.encadrement import Bande, Preuve, encadrer
from contrat.calculs.bareme.indexation import DEMI, Case, Cases, deplier
from contrat.calculs.bareme.verification.anomalie import (
    ENCADREMENT,
    GENRE,
    Anomalie,
    TableSituee,
    ecrire_seuil,
    lister_seuils,
    nommer,
)
from contrat.diagnostics import Adresse, Gravite
from contrat.modele.bareme import Seuil, lire_seuil
from contrat.modele.encadrement import Encadrement
from contrat.modele.indexation import CASES

CENT = 100
_AIDE = "relire cette case et droit/encadrement.yaml ; un tableau officiel retrouvé va dans data/plafonds/"


class Demonstration(NamedTuple):
    """Ce qu'une date de tables contient : des fourchettes, des plafonds exacts, les suites qui les démontrent."""

    du: date
    fourchettes: int
    exacts: int
    modeles: int


def demontrer(situees: list[TableSituee], encadrement: Encadrement) -> list[Demonstration]:
    """Les tables que l'encadrement refait, par date, toutes zones ensemble."""
    modeles = _refaire(situees, encadrement).modeles
    demontrees = []
    for jour in sorted({s.table.du for s in situees if _est_encadree(s, encadrement)}):
        du_jour = [s.table for s in situees if s.table.du == jour]
        exacts = len(deplier(du_jour))
        cases = sum(len(table.lignes) for table in du_jour) * len(CASES)
        demontrees.append(Demonstration(jour, cases - exacts, exacts, modeles))
    return demontrees


def prouver_encadrement(situees: list[TableSituee], encadrement: Encadrement) -> Iterator[Anomalie]:
    """Les plafonds connus qui ne concordent pas entre eux ; sinon, les fourchettes qui ne sont pas celles du calcul."""
    discordants = list(_relire_rapports(situees, encadrement))
    yield from discordants
    if discordants:
        return
    preuve = _refaire(situees, encadrement)
    if not preuve.modeles:
        message = f"aucune suite d'indices et d'arrondis ne mène de {encadrement.depart} au {encadrement.arrivee}"
        aide = f"relire les indices, les plafonds anciens et la table du {encadrement.arrivee}"
        yield Anomalie(Gravite.ERREUR, Adresse(GENRE, ENCADREMENT, ("anciens",)), message, aide)
        return
    for situee in situees:
        if _est_encadree(situee, encadrement):
            yield from _comparer(situee, encadrement, preuve)


def _refaire(situees: list[TableSituee], encadrement: Encadrement) -> Preuve:
    return encadrer(encadrement, tuple(sorted(_deplier_au(situees, encadrement.arrivee).items())))


def _deplier_au(situees: list[TableSituee], jour: date) -> Cases:
    return deplier(s.table for s in situees if s.table.du == jour)


def _est_encadree(situee: TableSituee, encadrement: Encadrement) -> bool:
    return date(encadrement.depart, 12, 31) < situee.table.du <= encadrement.arrivee


def _comparer(situee: TableSituee, encadrement: Encadrement, preuve: Preuve) -> Iterator[Anomalie]:
    annee = situee.table.du.year
    for rang, ligne in enumerate(situee.table.lignes):
        for place, seuil in enumerate(lister_seuils(ligne)):
            case = Case(situee.table.zone, ligne.categorie, CASES[place])
            bande = preuve.bandes.get((annee, case))
            if bande is not None and annee in encadrement.sans_baisse:
                bande = Bande(bande.bas, max(bande.haut, preuve.bandes[annee - 1, case].haut))
            if bande is None or seuil != _en_seuil(bande):
                attendu = "rien" if bande is None else ecrire_seuil(_en_seuil(bande))
                ici = nommer(case.zone, case.categorie, place)
                suites = f"d'après {preuve.modeles} suites d'indices et d'arrondis"
                message = f"{ici} : {ecrire_seuil(seuil)} trouvé, {attendu} attendu, {suites}"
                yield Anomalie(Gravite.ERREUR, situee.adresser_case(rang, place), message, _AIDE)


def _en_seuil(bande: Bande) -> Seuil:
    return lire_seuil(f"{bande.bas}..{bande.haut}")


def _relire_rapports(situees: list[TableSituee], encadrement: Encadrement) -> Iterator[Anomalie]:
    """Les cases de la table d'arrivée qui ne sont pas dans le rapport voulu avec une annexe ou une autre catégorie."""
    arrivee, annexe = _deplier_au(situees, encadrement.arrivee), _deplier_au(situees, encadrement.annexe)
    for situee in situees:
        if situee.table.du != encadrement.arrivee:
            continue
        for rang, ligne in enumerate(situee.table.lignes):
            for place, nom in enumerate(CASES):
                case = Case(situee.table.zone, ligne.categorie, nom)
                if reproche := _confronter(case, arrivee, annexe, encadrement):
                    message = f"{nommer(case.zone, case.categorie, place)} : {reproche}"
                    yield Anomalie(Gravite.ERREUR, situee.adresser_case(rang, place), message, _AIDE)


def _confronter(case: Case, arrivee: Cases, annexe: Cases, encadrement: Encadrement) -> str:
    """Ce qui ne va pas dans une case exacte, ou rien."""
    valeur = arrivee.get(case)
    if valeur is None:
        return ""
    for rapport in encadrement.rapports:
        publiee = annexe.get(case._replace(categorie=rapport.vers))
        if (rapport.zone, rapport.de) == (case.zone, case.categorie) and publiee is not None:
            donne = floor(Fraction(rapport.facteur) * valeur / CENT + DEMI)
            if donne != publiee:
                ou = f"l'annexe du {encadrement.annexe} porte {publiee}"
                return f"{valeur} trouvé, dont {rapport.facteur} % font {donne} ; {ou}"
    for moitie in encadrement.moities:
        double = arrivee.get(case._replace(categorie=moitie.de))
        marge = moitie.marge_supplement if case.nom == "supplement" else moitie.marge
        if moitie.categorie == case.categorie and double is not None and abs(2 * valeur - double) > 2 * marge:
            return f"{valeur} trouvé, loin de la moitié du plafond {moitie.de}, {double}"
    return ""

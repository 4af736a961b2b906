"""P017 : une fourchette n'est pas celle que donnent les indices et les plafonds publiés."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from contrat.calculs.bareme.demonstration import deplier_au, est_encadree, refaire
from contrat.calculs.bareme.encadrement import Bande, Preuve
from contrat.calculs.bareme.indexation import DEMI, Case, Cases
from contrat.controles.droit.situer import GENRE, TableSituee, ecrire_seuil, lister_seuils, nommer_case, situer_tables
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.bareme import Seuil, lire_seuil
from contrat.modele.dossier import Dossier
from contrat.modele.encadrement import Encadrement
from contrat.modele.indexation import CASES

GRAVITE = Gravite.ERREUR
TITRE = "une fourchette que les indices n'expliquent pas"
LIT = frozenset({"droit_livre"})

CENT = 100
AIDE = "relire cette case et droit/encadrement.yaml ; un tableau officiel retrouvé va dans data/plafonds/"


def constater(dossier: Dossier) -> Constats:
    """Les tables que l'encadrement refait, et celles dont il part."""
    yield from refaire_fourchettes(situer_tables(dossier.droit_livre), dossier.droit_livre.encadrement)


def refaire_fourchettes(situees: list[TableSituee], encadrement: Encadrement) -> Constats:
    """Les plafonds connus qui ne concordent pas entre eux ; sinon, les fourchettes qui ne sont pas celles du calcul."""
    discordants = list(_relire_rapports(situees, encadrement))
    yield from discordants
    if discordants:
        return
    preuve = refaire([s.table for s in situees], encadrement)
    if not preuve.modeles:
        message = f"aucune suite d'indices et d'arrondis ne mène de {encadrement.depart} au {encadrement.arrivee}"
        aide = f"relire les indices, les plafonds anciens et la table du {encadrement.arrivee}"
        yield Constat(Adresse(GENRE, "encadrement", ("anciens",)), message, aide)
        return
    for situee in situees:
        if est_encadree(situee.table, encadrement):
            yield from _comparer(situee, encadrement, preuve)


def _comparer(situee: TableSituee, encadrement: Encadrement, preuve: Preuve) -> Constats:
    annee = situee.table.du.year
    for rang, ligne in enumerate(situee.table.lignes):
        for place, seuil in enumerate(lister_seuils(ligne)):
            case = Case(situee.table.zone, ligne.categorie, CASES[place])
            bande = preuve.bandes.get((annee, case))
            if bande is not None and annee in encadrement.sans_baisse:
                bande = Bande(bande.bas, max(bande.haut, preuve.bandes[annee - 1, case].haut))
            if bande is None or seuil != _en_seuil(bande):
                attendu = "rien" if bande is None else ecrire_seuil(_en_seuil(bande))
                ici = nommer_case(case.zone, case.categorie, place)
                suites = f"d'après {preuve.modeles} suites d'indices et d'arrondis"
                message = f"{ici} : {ecrire_seuil(seuil)} trouvé, {attendu} attendu, {suites}"
                yield Constat(situee.adresser_case(rang, place), message, AIDE)


def _en_seuil(bande: Bande) -> Seuil:
    return lire_seuil(f"{bande.bas}..{bande.haut}")


def _relire_rapports(situees: list[TableSituee], encadrement: Encadrement) -> Constats:
    """Les cases de la table d'arrivée qui ne sont pas dans le rapport voulu avec une annexe ou une autre catégorie."""
    tables = [s.table for s in situees]
    arrivee, annexe = deplier_au(tables, encadrement.arrivee), deplier_au(tables, encadrement.annexe)
    for situee in situees:
        if situee.table.du != encadrement.arrivee:
            continue
        for rang, ligne in enumerate(situee.table.lignes):
            for place, nom in enumerate(CASES):
                case = Case(situee.table.zone, ligne.categorie, nom)
                if reproche := _confronter(case, arrivee, annexe, encadrement):
                    message = f"{nommer_case(case.zone, case.categorie, place)} : {reproche}"
                    yield Constat(situee.adresser_case(rang, place), message, AIDE)


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

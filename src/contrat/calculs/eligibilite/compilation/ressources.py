"""La catégorie de ressources, compilée : le revenu que l'année retient, la zone, les plafonds du jour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.codes import (
    HorsCompilation,
    bit,
    bit_categorie,
    coder,
    en_centimes,
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
    reunir,
    toutes,
    un_si,
    vaut_un,
)
from contrat.calculs.eligibilite.compilation.expressions import (
    INCONNU,
    VRAI,
    ZERO,
    Condition,
    Entier,
)
from contrat.calculs.eligibilite.compilation.programme import Etapes
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.ressources import Retenu, retenir_revenu
from contrat.modele.bareme import ZONES, Bareme, LignePlafonds, TablePlafonds
from contrat.modele.fondement import Categorie, est_en_vigueur

# Une année qui n'est aucune de celles que le droit regarde.
_AUTRE = 1
_CINQ = nombre(5)


class Moyens(NamedTuple):
    """Ce qu'une règle lit des ressources : le revenu retenu, un bit par catégorie possible, ce qui manque pour situer.

    `est_sure` : une seule catégorie est possible.
    """

    rfr: Entier
    possibles: Entier
    est_sure: Condition
    manque: Entier

    def supposer(self, categorie: Categorie) -> Moyens:
        """Les mêmes, dans une des catégories possibles."""
        return self._replace(possibles=nombre(bit_categorie(categorie)), est_sure=VRAI, manque=ZERO)


class ClassementCompile(NamedTuple):
    """Les ressources d'un jour ; `revenu` : le rang, dans `retenus`, de ce qui se dit de l'année retenue.

    `est_provisoire` : les plafonds ne sont pas encore ceux du jour.
    """

    moyens: Moyens
    categories: tuple[Categorie, ...]
    revenu: Entier
    retenus: tuple[Retenu, ...]
    est_provisoire: Condition


def classer(bareme: Bareme, jour: date, champs: Champs, etapes: Etapes) -> ClassementCompile:
    """Compiler le classement d'un ménage dans les catégories de ce jour."""
    revenu, retenus = _retenir(bareme, jour, champs, etapes)
    retient = est_parmi(revenu, [code for code, retenu in enumerate(retenus) if retenu.revenus])
    rfr = etapes.nommer(choisir([(retient, champs.lire("rfr"))], INCONNU))
    zone = etapes.nommer(_situer_zone(bareme, champs))
    personnes = champs.lire("personnes")
    masques, publiee = {}, {}
    categories: tuple[Categorie, ...] = ()
    for code, nom in enumerate(ZONES):
        table = bareme.table_a_comparer(nom, jour)
        masques[code] = ZERO if table is None else _comparer(table, rfr, personnes, etapes)
        publiee[code] = bareme.table_au(nom, jour) is not None
        if table is not None:
            siennes = (*(ligne.categorie for ligne in table.lignes), table.au_dela)
            if categories and set(siennes) != set(categories):
                raise HorsCompilation
            categories = categories or siennes
    ici = [(comparer(zone, "=", nombre(code)), masque) for code, masque in masques.items()]
    possibles = etapes.nommer(choisir(ici, reunir(masques.values())))
    est_sure = est_parmi(possibles, map(bit_categorie, categories))
    manque = reunir(
        choisir([(est_nul(valeur), nombre(bit(champ)))], ZERO)
        for valeur, champ in ((rfr, "rfr"), (personnes, "personnes"), (zone, "commune"))
    )
    sure = vaut_un(etapes.nommer(un_si(est_sure)))
    moyens = Moyens(rfr, possibles, sure, etapes.nommer(choisir([(sure, ZERO)], manque)))
    provisoire = {code for code, est_publiee in publiee.items() if not est_publiee}
    est_provisoire = choisir([(est_nul(zone), nombre(int(bool(provisoire))))], un_si(est_parmi(zone, provisoire)))
    return ClassementCompile(moyens, categories, revenu, retenus, vaut_un(etapes.nommer(est_provisoire)))


def _retenir(bareme: Bareme, jour: date, champs: Champs, etapes: Etapes) -> tuple[Entier, tuple[Retenu, ...]]:
    """Ce que le moteur retient pour chaque année de revenus et chaque choix : une ligne du lot n'a qu'un revenu."""
    regle = next(r for r in bareme.regles.revenus if est_en_vigueur(r, jour))
    annees = {jour.year - regle.recul, jour.year - regle.recul + 1, jour.year - (regle.repli or regle.recul)}
    retenus: list[Retenu] = []

    def coder_retenu(annee: int | None, choix: int | None) -> Entier:
        revenus = {} if annee is None else {annee: Decimal()}
        retenu = retenir_revenu(Demande.model_construct(id="", jour=jour, revenus=revenus, annee_choisie=choix), regle)
        if retenu not in retenus:
            retenus.append(retenu)
        return nombre(retenus.index(retenu))

    def selon_choix(annee: int | None) -> Entier:
        choix = champs.lire("choix_revenus")
        cas = [(comparer(choix, "=", nombre(a)), coder_retenu(annee, a)) for a in annees]
        return choisir(cas, coder_retenu(annee, None))

    annee = champs.lire("rfr_annee")
    cas = [(est_nul(champs.lire("rfr")), selon_choix(None)), (est_nul(annee), selon_choix(None))]
    cas += [(comparer(annee, "=", nombre(a)), selon_choix(a)) for a in annees]
    return etapes.nommer(choisir(cas, selon_choix(_AUTRE))), tuple(retenus)


def _situer_zone(bareme: Bareme, champs: Champs) -> Entier:
    """Le rang de la zone ; celle d'un bailleur est celle de son domicile, quand il le dit."""
    bailleur = nombre(coder("statut_occupation", "proprietaire_bailleur"))
    domicile = champs.lire("domicile")
    est_domicilie = toutes(comparer(champs.lire("statut_occupation"), "=", bailleur), non(est_nul(domicile)))
    ile_de_france = [coder("departement", d) for d in bareme.regles.zone.ile_de_france]

    def situer(lieu: Entier) -> Entier:
        idf, ailleurs = (nombre(ZONES.index(zone)) for zone in ("ile_de_france", "autres_regions"))
        return choisir([(est_nul(lieu), INCONNU), (est_parmi(lieu, ile_de_france), idf)], ailleurs)

    return choisir([(est_domicilie, situer(domicile))], situer(champs.departement))


def _comparer(table: TablePlafonds, rfr: Entier, personnes: Entier, etapes: Etapes) -> Entier:
    """Un bit par catégorie que la table n'exclut pas, comme `ressources._possibles`."""
    seul: Entier = nombre(bit_categorie(table.au_dela))
    connu = toutes_possibles = seul
    for ligne in reversed(table.lignes):
        ici = nombre(bit_categorie(ligne.categorie))
        toutes_possibles = reunir((toutes_possibles, ici))
        bas, haut = (_borner(ligne, personnes, est_haut=cote) for cote in (False, True))
        oui, refus = comparer(rfr, "<=", bas), comparer(haut, "<", rfr)
        if _est_exacte(ligne):
            connu = choisir([(oui, ici)], connu)
        else:
            connu = etapes.nommer(connu)
            connu = choisir([(oui, ici), (refus, connu)], reunir((ici, connu)))
        seuil = ligne.pour(1).bas
        # Un plafond croît avec le nombre de personnes : sous celui d'une personne seule, on est sous tous les autres.
        sous = [] if seuil is None else [(comparer(rfr, "<=", nombre(en_centimes(seuil))), ici)]
        seul = choisir(sous, operer(etapes.nommer(seul), "|", ici))
    return choisir([(est_nul(rfr), toutes_possibles), (est_nul(personnes), seul)], connu)


def _est_exacte(ligne: LignePlafonds) -> bool:
    return all(seuil.est_exact for seuil in (*ligne.plafonds, ligne.supplement))


def _borner(ligne: LignePlafonds, personnes: Entier, *, est_haut: bool) -> Entier:
    """Une borne du plafond d'un nombre de personnes ; nulle quand elle n'est pas connue."""

    def lire(nombre_de_personnes: int) -> int | None:
        seuil = ligne.pour(nombre_de_personnes)
        borne = seuil.haut if est_haut else seuil.bas
        return None if borne is None else en_centimes(borne)

    petits = {n: borne for n in range(1, 6) if (borne := lire(n)) is not None}
    cinq, six = lire(5), lire(6)
    de_plus = operer(personnes, "-", _CINQ)
    grands = INCONNU if cinq is None or six is None else _etendre(cinq, six, de_plus)
    return choisir([(comparer(personnes, "<=", _CINQ), chercher(personnes, petits))], grands)


def _etendre(cinq: int, six: int, de_plus: Entier) -> Entier:
    return operer(nombre(cinq), "+", operer(de_plus, "*", nombre(six - cinq)))

"""La catégorie de ressources d'un ménage, sûre ou seulement encadrée."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Etat, trancher
from contrat.modele.bareme import ZONES, Bareme, RegleRevenu, Seuil, TablePlafonds
from contrat.modele.fondement import Categorie, Zone, est_en_vigueur


class Ressources(NamedTuple):
    """Ce que l'on sait des ressources : le revenu retenu, les catégories encore possibles, les plafonds comparés.

    `attendue` : l'année dont l'avis, paru depuis que le conseiller a choisi, est à redemander ; `est_a_choisir` : celui
    d'avant est connu, et se retiendrait avec un motif.
    """

    zone: Zone | None
    annee: int
    rfr: Decimal | None
    possibles: tuple[Categorie, ...]
    plafonds: Mapping[Categorie, Seuil]
    sources: Mapping[Categorie, str]
    est_sure: bool
    reserve: str
    provisoire: str = ""
    attendue: int | None = None
    est_a_choisir: bool = False

    @property
    def categorie(self) -> Categorie | None:
        """La catégorie, quand elle est sûre."""
        return self.possibles[0] if self.est_sure else None


def situer_zone(demande: Demande, bareme: Bareme) -> Zone | None:
    """La zone du logement, d'après son département ; celle d'un bailleur est celle de son domicile."""
    bailleur = demande.statut_occupation == "proprietaire_bailleur"
    departement = (demande.domicile if bailleur else None) or demande.departement
    if departement is None:
        return None
    return "ile_de_france" if departement in bareme.regles.zone.ile_de_france else "autres_regions"


def comparer(rfr: Decimal, plafond: Seuil) -> Etat:
    """Dire si un revenu est sous un plafond, égalité comprise ; entre deux bornes, on ne sait pas."""
    oui = plafond.bas is not None and rfr <= plafond.bas
    non = plafond.haut is not None and rfr > plafond.haut
    return trancher(oui, non)


def _possibles(rfr: Decimal | None, personnes: int | None, table: TablePlafonds) -> set[Categorie]:
    """Les catégories qu'une table n'exclut pas, de la plus modeste à la plus aisée."""
    trouvees: set[Categorie] = set()
    for ligne in table.lignes:
        # Un plafond croît avec le nombre de personnes : sous celui d'une personne seule, on est sous tous les autres.
        plafond = Seuil(ligne.pour(1).bas, None) if personnes is None else ligne.pour(personnes)
        etat = Etat.A_VERIFIER if rfr is None else comparer(rfr, plafond)
        if etat is not Etat.NON_REMPLIE:
            trouvees.add(ligne.categorie)
        if etat is Etat.REMPLIE:
            return trouvees
    return trouvees | {table.au_dela}


class Retenu(NamedTuple):
    """Les revenus qui peuvent être retenus, l'année demandée, la réserve ; `attendue` : l'avis paru depuis.

    `est_a_choisir` : un motif suffirait à retenir l'avis d'avant.
    """

    annee: int
    revenus: list[Decimal]
    reserve: str = ""
    attendue: int | None = None
    est_a_choisir: bool = False


def retenir_revenu(demande: Demande, regle: RegleRevenu) -> Retenu:
    """Choisir l'année de revenus que la règle demande, ou les deux quand rien ne les départage."""
    if regle.repli is not None:
        return _choisir_revenu(demande, regle, regle.repli)
    annee = demande.jour.year - regle.recul
    reference, suivant = demande.revenus.get(annee), demande.revenus.get(annee + 1)
    if suivant is None or (reference is not None and suivant >= reference):
        return Retenu(annee, [] if reference is None else [reference])
    if regle.substitution == "admise":
        return Retenu(annee + 1, [suivant], f"revenus de {annee + 1} retenus à la place de ceux de {annee}")
    if reference is None:
        return Retenu(annee, [])
    return _hesiter(annee, reference, annee + 1, suivant)


def _hesiter(annee: int, revenu: Decimal, autre: int, plus_bas: Decimal) -> Retenu:
    return Retenu(annee, [revenu, plus_bas], f"revenus de {autre} plus bas : leur prise en compte est à confirmer")


def _choisir_revenu(demande: Demande, regle: RegleRevenu, repli: int) -> Retenu:
    """La dernière année si son avis est là, sinon celle d'avant, qui se choisit avec un motif une fois l'avis paru."""
    annee, autre = demande.jour.year - regle.recul, demande.jour.year - repli
    premier, second = demande.revenus.get(annee), demande.revenus.get(autre)
    est_paru = regle.parution is None or demande.jour.strftime("%m-%d") > regle.parution
    if demande.annee_choisie in (annee, autre):
        choisie = demande.annee_choisie
        revenu = demande.revenus.get(choisie)
        attendue = annee if choisie == autre and premier is None and est_paru else None
        depuis = f" ; l'avis de {attendue}, paru depuis, est à demander" if attendue else ""
        reserve = f"revenus de {choisie} choisis par le conseiller{depuis}"
        return Retenu(choisie, [] if revenu is None else [revenu], reserve, attendue)
    if premier is not None:
        if regle.substitution == "incertaine" and second is not None and second < premier:
            return _hesiter(annee, premier, autre, second)
        reserve = "" if second in (None, premier) else f"revenus de {annee}, leur avis étant paru, et non de {autre}"
        return Retenu(annee, [premier], reserve)
    if second is None:
        return Retenu(annee, [])
    if est_paru:
        reserve = f"revenus de {annee} attendus ; ceux de {autre} ne se retiennent qu'avec un motif"
        return Retenu(annee, [], reserve, est_a_choisir=True)
    return Retenu(autre, [second], f"revenus de {autre} : l'avis de {annee}, pas encore paru, est à redemander ensuite")


def classer(demande: Demande, bareme: Bareme) -> Ressources:
    """Classer le ménage dans les catégories en vigueur le jour de la demande."""
    regle = next(r for r in bareme.regles.revenus if est_en_vigueur(r, demande.jour))
    retenu = retenir_revenu(demande, regle)
    revenus = retenu.revenus
    zone = situer_zone(demande, bareme)
    zones = [zone] if zone else ZONES
    tables = [t for z in zones if (t := bareme.table_a_comparer(z, demande.jour))]
    est_publiee = all(bareme.table_au(z, demande.jour) for z in zones)
    trouvees: set[Categorie] = set()
    for table in tables:
        for rfr in revenus:
            trouvees |= _possibles(rfr, demande.personnes, table)
        if not revenus:
            trouvees |= _possibles(None, demande.personnes, table)
    ordre = [ligne.categorie for ligne in tables[0].lignes] + [tables[0].au_dela] if tables else []
    lignes = tables[0].lignes if zone and tables else ()
    return Ressources(
        zone=zone,
        annee=retenu.annee,
        rfr=revenus[0] if revenus else None,
        possibles=tuple(categorie for categorie in ordre if categorie in trouvees),
        plafonds={x.categorie: x.pour(demande.personnes) for x in lignes if demande.personnes is not None},
        sources={ligne.categorie: ligne.source for ligne in tables[0].lignes} if tables else {},
        est_sure=len(trouvees) == 1,
        reserve=retenu.reserve,
        provisoire="" if est_publiee else prevenir(demande.jour.year),
        attendue=retenu.attendue,
        est_a_choisir=retenu.est_a_choisir,
    )


def prevenir(annee: int) -> str:
    """Dire que les plafonds de l'année ne sont pas saisis, et ce qui les remplace."""
    return (
        f"plafonds de {annee} pas encore saisis : ceux de {annee - 1}, et leur plus forte hausse publiée, les "
        f"encadrent ; les autres règles de {annee} peuvent changer aussi"
    )

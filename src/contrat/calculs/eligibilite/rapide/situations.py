"""Les ressources d'un ménage, classées une fois par cas : la même zone, la même taille, le même rang du revenu."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.rapide.menages import PLACES, retenir
from contrat.calculs.eligibilite.rapide.traits import Ligne
from contrat.calculs.eligibilite.ressources import Ressources, classer, situer_zone
from contrat.modele.bareme import ZONES, Bareme
from contrat.modele.fondement import Categorie, Zone


class SituationTenue:
    """Des ressources ; `code` est le même pour toutes celles qu'aucune condition ni aucun montant ne distingue.

    `texte` est le même pour toutes celles que les réponses disent de même.
    """

    def __init__(self, ressources: Ressources, code: int, texte: int) -> None:
        self.ressources = ressources
        self.code = code
        self.texte = texte
        self.seules: dict[Categorie, SituationTenue] = {}


class Codes(dict[Any, int]):
    """Un numéro par contenu différent."""

    def __missing__(self, contenu: Any) -> int:
        self[contenu] = len(self)
        return self[contenu]


class ClassementDuJour:
    """Classe les ménages d'une époque ; `seuils` sont ceux que des conditions comparent au revenu."""

    def __init__(self, bareme: Bareme, jour: date, seuils: tuple[Decimal, ...], codes: Codes) -> None:
        self._bareme, self._jour, self._seuils, self._codes = bareme, jour, seuils, codes
        self._zones: dict[Any, Zone | None] = {}
        self._plafonds: dict[Any, list[Decimal]] = {}
        self._connues: dict[Any, SituationTenue] = {}

    def classer(self, ligne: Ligne, formuler: Any) -> SituationTenue:
        """La situation d'une ligne ; `formuler` en fait une demande, quand elle est la première de son cas."""
        zone = self.situer(ligne, formuler)
        rfr, annee, personnes = ligne[_RFR], ligne[_ANNEE], ligne[_PERSONNES]
        if rfr is None or annee is None:
            rang = annee = None
        else:
            plafonds = self.lister_plafonds(zone, personnes)
            rang = bisect_left(plafonds, rfr) + bisect_right(plafonds, rfr)
        cas = zone, personnes, annee, ligne[_CHOIX], rang
        return self._connues.get(cas) or self._apprendre(cas, formuler())

    def situer(self, ligne: Ligne, formuler: Any) -> Zone | None:
        """La zone de plafonds d'une ligne, d'après ce qui en décide."""
        lieu = ligne[_STATUT] == "proprietaire_bailleur", ligne[_DOMICILE], ligne[_DEPARTEMENT]
        if lieu not in self._zones:
            self._zones[lieu] = situer_zone(formuler(), self._bareme)
        return self._zones[lieu]

    def lister_plafonds(self, zone: Zone | None, personnes: int | None) -> list[Decimal]:
        """Tout ce à quoi le revenu peut être comparé."""
        if connus := self._plafonds.get((zone, personnes)):
            return connus
        zones = [zone] if zone else ZONES
        tables = [t for z in zones if (t := self._bareme.table_a_comparer(z, self._jour))]
        lus = [ligne.pour(n) for t in tables for ligne in t.lignes for n in {1, personnes or 1}]
        bornes = {borne for seuil in lus for borne in (seuil.bas, seuil.haut) if borne is not None}
        plafonds = self._plafonds[zone, personnes] = sorted(bornes | set(self._seuils))
        return plafonds

    def _apprendre(self, cas: Any, demande: Demande) -> SituationTenue:
        ressources = classer(demande, self._bareme)
        r = ressources
        texte = self._codes[r.possibles, r.est_sure, r.reserve, r.provisoire, r.est_a_choisir]
        situation = SituationTenue(r, self._coder(r, demande), texte)
        retenir(self._connues, cas, situation)
        if len(ressources.possibles) > 1:
            for categorie in ressources.possibles:
                seule = ressources._replace(possibles=(categorie,), est_sure=True)
                situation.seules[categorie] = SituationTenue(seule, self._coder(seule, demande), texte)
        return situation

    def _coder(self, ressources: Ressources, demande: Demande) -> int:
        rfr, seuils = ressources.rfr, self._seuils
        rang = None if rfr is None else bisect_left(seuils, rfr) + bisect_right(seuils, rfr)
        inconnus = ressources.zone is None, demande.personnes is None
        return self._codes[ressources.possibles, ressources.est_sure, rang, inconnus]


_STATUT, _DOMICILE, _DEPARTEMENT, _RFR, _ANNEE, _PERSONNES, _CHOIX = (
    PLACES[nom]
    for nom in ("statut_occupation", "domicile", "departement", "rfr", "rfr_annee", "personnes", "choix_revenus")
)

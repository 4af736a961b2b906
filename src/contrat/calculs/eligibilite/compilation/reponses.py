"""Des nombres d'un programme aux réponses d'un lot ; deux ménages à qui l'on répond de même partagent la même."""

from __future__ import annotations

from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.assiettes import AIDES_LOCALES, AUTRES_AIDES, CEE, TTC_SOUS_HT
from contrat.calculs.eligibilite.compilation.codes import CATEGORIES, bit_categorie, en_champs
from contrat.calculs.eligibilite.compilation.etats import VERDICTS
from contrat.calculs.eligibilite.compilation.programme import Programme
from contrat.calculs.eligibilite.lot import ReponseLot, nommer_categorie, nommer_colonnes
from contrat.calculs.eligibilite.montants import AideDeclaree
from contrat.calculs.eligibilite.reserves import Reserves
from contrat.calculs.eligibilite.ressources import Ressources, prevenir
from contrat.modele.communes import Confusion

# Les colonnes du revenu et du geste dont le vide change ce qu'il faut remplir.
VIDES = ("rfr", "rfr_annee", "geste")
_DITES: dict[int, AideDeclaree] = {AUTRES_AIDES: "autres_aides", AIDES_LOCALES: "aides_locales", CEE: "cee"}


class Situation(NamedTuple):
    """Ce que toutes les réponses à un ménage disent de ses ressources : voir `programme.Programme`."""

    possibles: int
    revenu: int
    provisoire: int


class Ouverte(NamedTuple):
    """Ce qu'un programme répond d'une aide ouverte, sans son montant ; `supposees` : des bits, voir `assiettes`."""

    rang: int
    etat: int
    manquants: int
    a_confirmer: int
    supposees: int


class ReponsesComposees:
    """Les réponses d'une époque."""

    def __init__(self, programme: Programme, annee: int) -> None:
        self._programme, self._annee = programme, annee

    def fermer(self, rang: int, etat: int, situation: Situation) -> ReponseLot:
        """La réponse d'une aide fermée : rien ne manque, rien n'est à confirmer."""
        categorie = nommer_categorie(self._dire(situation))
        return ReponseLot("", self._programme.aides[rang].aide.id, categorie, VERDICTS[etat], None, ())

    def ouvrir(
        self, ouverte: Ouverte, situation: Situation, vides: tuple[str, ...], confusion: Confusion | None
    ) -> ReponseLot:
        """La réponse d'une aide accordée ou à vérifier, sans son montant ; `vides` : celles de `VIDES` qui le sont."""
        aide, ressources = self._programme.aides[ouverte.rang], self._dire(situation)
        conditions = tuple(r for rang, r in enumerate(aide.reserves) if ouverte.a_confirmer >> rang & 1)
        supposees = tuple(nom for bit, nom in _DITES.items() if ouverte.supposees & bit)
        colonnes = nommer_colonnes(en_champs(ouverte.manquants), vides, ressources)
        ttc_sous_ht = bool(ouverte.supposees & TTC_SOUS_HT)
        reserves = Reserves(conditions, supposees, ressources, confusion, ttc_sous_ht)
        categorie = nommer_categorie(ressources)
        return ReponseLot("", aide.aide.id, categorie, VERDICTS[ouverte.etat], None, colonnes, reserves)

    def situer(self, manque: int, situation: Situation, vides: tuple[str, ...]) -> ReponseLot:
        """La réponse d'un jour qui n'a que des plafonds."""
        ressources = self._dire(situation)
        colonnes = nommer_colonnes(en_champs(manque), vides, ressources)
        return ReponseLot("", "", nommer_categorie(ressources), None, None, colonnes)

    def _dire(self, situation: Situation) -> Ressources:
        """Les ressources, pour ce que les réponses en disent."""
        retenu = self._programme.retenus[situation.revenu]
        possibles = tuple(c for c in CATEGORIES if situation.possibles & bit_categorie(c))
        return Ressources(
            zone=None,
            annee=retenu.annee,
            rfr=None,
            possibles=possibles,
            plafonds={},
            sources={},
            est_sure=len(possibles) == 1,
            reserve=retenu.reserve,
            provisoire=prevenir(self._annee) if situation.provisoire else "",
            attendue=retenu.attendue,
            est_a_choisir=retenu.est_a_choisir,
        )

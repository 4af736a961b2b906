"""Répondre à une ligne de lot sans refaire le chemin d'un ménage déjà vu.

Rien du droit n'est écrit ici : chaque réponse vient du moteur, qui l'a donnée pour un ménage de mêmes traits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import Any

from contrat.calculs.eligibilite.compilation.epoques import ruptures_du_droit
from contrat.calculs.eligibilite.compilation.lecteur import ReponseRetenue
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.calculs.eligibilite.demande import Demande, deduire_contrat_local
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.lot import ReponseLot, formuler_ligne, nommer_categorie, nommer_colonnes
from contrat.calculs.eligibilite.manquants import champs_des_ressources
from contrat.calculs.eligibilite.rapide.formules import CalculTenu
from contrat.calculs.eligibilite.rapide.menages import PLACES, Menages, retenir
from contrat.calculs.eligibilite.rapide.programme import AideTenue, MenageJuge, Outillage, ProgrammeRapide
from contrat.calculs.eligibilite.rapide.situations import Codes, SituationTenue
from contrat.calculs.eligibilite.rapide.tables import (
    ABSENTE,
    DECIDE,
    OUVERTES,
    RESERVE,
    VERDICTS,
    en_bits,
    en_champs,
    manquants,
)
from contrat.calculs.eligibilite.rapide.traits import Ligne
from contrat.calculs.eligibilite.reserves import Reserves
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.bareme import Bareme
from contrat.modele.communes import Confusion
from contrat.modele.lot import COLONNES, LigneLot


class LecteurRapide:
    """Répond aux lignes d'un lot dont voici les colonnes ; un jour imposé remplace celui de chaque ligne."""

    def __init__(self, bareme: Bareme, colonnes: Sequence[str], jour: date | None, *, est_francais: bool) -> None:
        self.menages = Menages(colonnes, jour, est_francais=est_francais)
        self._bareme = bareme
        self._outillage = Outillage(bareme)
        self._ruptures = ruptures_du_droit(bareme)
        self._par_jour: dict[date, ProgrammeRapide] = {}
        self._par_epoque: dict[int, ProgrammeRapide] = {}
        self._confusions: dict[str, Confusion | None] = {}
        self._protocoles = {protocole.commune for protocole in bareme.protocoles}
        # Deux listes de réserves qui se disent de même n'en font qu'une.
        self._textes = Codes()
        self._reponses: dict[Any, ReponseLot] = {}
        self._fermees: dict[Any, ReponseRetenue] = {}

    def repondre(self, cases: Sequence[str]) -> Sequence[ReponseRetenue]:
        """Les réponses à une ligne ; lève `LigneDouteuse` quand la ligne a quelque faute que ce soit."""
        menage = self.preparer(cases)
        ligne, programme = menage.ligne, menage.programme
        situation = programme.classement.classer(ligne, menage.formuler)
        if not programme.est_complet:
            return [self._situer(menage, situation)]
        programme.etendre(ligne)
        reponse = programme.repondre(menage, situation)
        connues = programme.connues.get((situation.texte, reponse)) or self._fermer(programme, situation, reponse)
        if not connues or type(connues[-1]) is ReponseRetenue:
            return connues
        return [
            self._detailler(menage, x, situation, reponse) if type(x) is AideTenue else x
            for x in connues
            if x is not None
        ]

    def preparer(self, cases: Sequence[str]) -> MenageJuge:
        """Le ménage d'une ligne, à juger par le droit de son jour ; lève `LigneDouteuse` comme `repondre`."""
        ligne = self.menages.lire(cases)
        jour: date = ligne[_DATE]
        programme = self.ouvrir(jour)
        if not programme.classe:
            raise LigneDouteuse
        if ligne[_CONTRAT] is None:
            ligne[_CONTRAT] = self.deduire_contrat(ligne[_COMMUNE], jour)
        return MenageJuge(ligne, lambda: self._formuler(ligne, jour), programme)

    def deduire_contrat(self, commune: str | None, jour: date) -> bool | None:
        """Dire si cette commune a un contrat local ce jour-là ; rien quand aucun protocole ne la concerne."""
        return deduire_contrat_local(commune, jour, self._bareme.protocoles) if commune in self._protocoles else None

    def _formuler(self, ligne: Ligne, jour: date) -> Demande:
        donnees = LigneLot.model_construct(**dict(zip(COLONNES, ligne, strict=False)))
        return formuler_ligne(donnees, jour, self._bareme.protocoles)

    def ouvrir(self, jour: date) -> ProgrammeRapide:
        """Le droit d'un jour, préparé une fois par époque."""
        if jour in self._par_jour:
            return self._par_jour[jour]
        epoque = bisect_right(self._ruptures, jour)
        if epoque not in self._par_epoque:
            self._par_epoque[epoque] = ProgrammeRapide(self._outillage, jour)
        programme = self._par_jour[jour] = self._par_epoque[epoque]
        return programme

    def _fermer(self, programme: ProgrammeRapide, situation: SituationTenue, reponse: int) -> tuple[Any, ...]:
        """Les réponses des aides fermées, où rien ne manque et rien n'est à confirmer, et à leur place les ouvertes.

        Quand il y en a d'ouvertes, rien vient après elles : cela se voit sans tout relire.
        """
        categorie = nommer_categorie(situation.ressources)
        sorties: list[Any] = []
        est_fermee = True
        for tenue in programme.aides:
            bref = reponse >> tenue.decalage
            if bref & ABSENTE:
                continue
            if OUVERTES[bref & DECIDE]:
                sorties.append(tenue)
                est_fermee = False
            else:
                cle = tenue.aide.id, situation.texte, bref & DECIDE
                if cle not in self._fermees:
                    fermee = ReponseLot("", tenue.aide.id, categorie, VERDICTS[bref & DECIDE], None, ())
                    retenir(self._fermees, cle, ReponseRetenue(fermee, None))
                sorties.append(self._fermees[cle])
        connues = tuple(sorties) if est_fermee else (*sorties, None)
        retenir(programme.connues, (situation.texte, reponse), connues)
        return connues

    def _situer(self, menage: MenageJuge, situation: SituationTenue) -> ReponseRetenue:
        """La réponse d'un jour qui n'a que des plafonds."""
        ressources = situation.ressources
        bits = en_bits(champs_des_ressources(ressources, menage.formuler()))
        colonnes = self._nommer(menage.ligne, bits, ressources)
        cle = nommer_categorie(ressources), colonnes
        commune = self._reponses.get(cle)
        if commune is None:
            commune = ReponseLot("", "", cle[0], None, None, colonnes)
            retenir(self._reponses, cle, commune)
        return ReponseRetenue(commune, None)

    def _nommer(self, ligne: Ligne, bits: int, ressources: Ressources) -> tuple[str, ...]:
        vides = [nom for nom in ("rfr", "rfr_annee", "geste") if ligne[PLACES[nom]] is None]
        return nommer_colonnes(en_champs(bits), vides, ressources)

    def _detailler(
        self, menage: MenageJuge, tenue: AideTenue, situation: SituationTenue, breves: int
    ) -> ReponseRetenue:
        """La réponse d'une aide ouverte : son montant, ce qui manque, ce qui reste à confirmer."""
        ligne, reponse = menage.ligne, menage.programme.detailler(tenue, menage, situation)
        verdict = VERDICTS[reponse & DECIDE]
        calcul = self._chiffrer(menage, tenue, situation, breves)
        confusion = self._chercher_confusion(ligne[_COMMUNE])
        supposees = () if calcul.montant is None else calcul.feuille.supposees
        bits = manquants(reponse) | calcul.feuille.colonnes
        conditions = menage.relever(tenue, situation) if reponse & RESERVE else ()
        dites = self._textes[tuple(condition.libelle for condition in conditions)] if conditions else -1
        vides = ligne[_RFR] is None, ligne[_ANNEE] is None, ligne[_GESTE] is None
        cle = tenue.aide.id, situation.texte, verdict, bits, dites, supposees, confusion and confusion.code, vides
        commune = self._reponses.get(cle)
        if commune is None:
            ressources = situation.ressources
            colonnes, categorie = self._nommer(ligne, bits, ressources), nommer_categorie(ressources)
            reserves = Reserves(conditions, supposees, ressources, confusion)
            commune = ReponseLot("", tenue.aide.id, categorie, verdict, None, colonnes, reserves)
            retenir(self._reponses, cle, commune)
        return ReponseRetenue(commune, calcul.montant if verdict is Verdict.ELIGIBLE else None)

    def _chercher_confusion(self, commune: str | None) -> Confusion | None:
        if commune is None:
            return None
        if commune not in self._confusions:
            self._confusions[commune] = self._bareme.liste_communes.chercher_confusion(commune)
        return self._confusions[commune]

    @staticmethod
    def _chiffrer(menage: MenageJuge, tenue: AideTenue, situation: SituationTenue, breves: int) -> CalculTenu:
        """Le montant d'une aide : celui que donnent toutes les catégories possibles, comme `Caisse.chiffrer`."""
        programme, ligne = menage.programme, menage.ligne
        calculs = []
        for seule, autres in menage.envisager(situation):
            verdicts = programme.rendre_verdicts(autres)
            if verdicts[tenue.aide.id].est_ouvert:
                calculs.append(tenue.formules.chiffrer(ligne, seule, verdicts, menage.preparer))
        montants = [calcul.montant for calcul in calculs if calcul.montant is not None]
        est_encadre = bool(montants) and len(montants) == len(calculs)
        if est_encadre and min(montants) == max(montants):
            return calculs[0]._replace(montant=min(montants))
        verdicts = programme.rendre_verdicts(breves)
        general = tenue.formules.chiffrer(ligne, situation, verdicts, menage.preparer)
        return general._replace(montant=None) if est_encadre else general


_DATE, _COMMUNE, _CONTRAT, _RFR, _ANNEE, _GESTE = (
    PLACES[nom] for nom in ("date", "commune", "contrat_local", "rfr", "rfr_annee", "geste")
)

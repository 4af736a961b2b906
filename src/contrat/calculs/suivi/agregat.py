"""Faire d'un ensemble de dossiers des totaux sans identifiant, et additionner deux ensembles de totaux."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from contrat.calculs.concordance.mesures_menages import (
    AVEC_TRAVAUX,
    CONTACTE,
    jour_a_juger,
    juger_menage,
)
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.plan import dresser
from contrat.calculs.sommes import sommer_par
from contrat.modele.agregat import NON_DIT, Agregat, CompteAnnees, CompteTravaux
from contrat.modele.bareme import Bareme
from contrat.modele.evenement import EtapeMenage
from contrat.modele.menage import Menage
from contrat.modele.parcours import trouver_etape

Annees = tuple[int, ...]


@dataclass(frozen=True)
class _Fait:
    """Un ménage à effacer et ce que le droit répond à sa demande."""

    menage: Menage
    jugement: Jugement | None

    def annees(self, etapes: frozenset[EtapeMenage]) -> Annees:
        """Les années où il a franchi l'une de ces étapes."""
        return tuple(sorted({e.date.year for e in self.menage.etapes if e.etape in etapes}))

    @property
    def est_eligible(self) -> bool:
        """Vrai quand une aide nationale aux travaux lui était accordée."""
        aides = self.jugement.aides if self.jugement else ()
        return any(r.aide.est_aux_travaux and r.verdict is Verdict.ELIGIBLE for r in aides)


def agreger(menages: Iterable[Menage], bareme: Bareme) -> Agregat:
    """Les totaux de ces dossiers ; chacun a au moins une étape."""
    faits = [_juger(menage, bareme) for menage in menages]
    contactes = [fait for fait in faits if fait.annees(CONTACTE)]
    atteintes = [atteinte for f in faits if (atteinte := trouver_etape(f.menage.etapes))]
    return Agregat(
        menages=len(faits),
        reperes=_compter(faits, lambda f: (min(e.date.year for e in f.menage.etapes),)),
        contactes=_compter(contactes, lambda f: f.annees(CONTACTE)),
        eligibles=_compter((f for f in contactes if f.est_eligible), lambda f: f.annees(CONTACTE)),
        renoves=_compter_travaux(faits, bareme),
        etats=Counter(e.etape for e in atteintes),
        origines=Counter(f.menage.origine or NON_DIT for f in contactes),
        abandons=Counter(e.motif or NON_DIT for e in atteintes if e.etape == "abandon"),
    )


def _juger(menage: Menage, bareme: Bareme) -> _Fait:
    return _Fait(menage, juger_menage(menage, jour_a_juger(menage, menage.etapes[-1].date), bareme))


def _compter(faits: Iterable[_Fait], annees: Callable[[_Fait], Annees]) -> tuple[CompteAnnees, ...]:
    nombres = Counter(map(annees, faits))
    return tuple(CompteAnnees(annees=cle, menages=n) for cle, n in sorted(nombres.items()))


def _compter_travaux(faits: Iterable[_Fait], bareme: Bareme) -> tuple[CompteTravaux, ...]:
    comptes = []
    for fait in faits:
        if annees := fait.annees(AVEC_TRAVAUX):
            aides = fait.jugement.aides if fait.jugement else ()
            lignes = dresser(fait.jugement, bareme).lignes if fait.jugement else ()
            comptes.append(
                CompteTravaux(
                    annees=annees,
                    menages=1,
                    travaux=fait.menage.projet.travaux_ttc or Decimal(0),
                    sans_montant=int(fait.menage.projet.travaux_ttc is None),
                    aides={r.aide.id: 1 for r in aides if r.verdict is Verdict.ELIGIBLE},
                    ressources=sommer_par((ligne.financeur, ligne.montant) for ligne in lignes),
                )
            )
    return _fondre(comptes)


def fusionner(un: Agregat, autre: Agregat) -> Agregat:
    """Les totaux de deux ensembles de dossiers sans dossier commun."""
    return Agregat(
        purges=(*un.purges, *autre.purges),
        menages=un.menages + autre.menages,
        reperes=_ajouter(un.reperes, autre.reperes),
        contactes=_ajouter(un.contactes, autre.contactes),
        eligibles=_ajouter(un.eligibles, autre.eligibles),
        renoves=_fondre((*un.renoves, *autre.renoves)),
        etats=Counter(un.etats) + Counter(autre.etats),
        origines=Counter(un.origines) + Counter(autre.origines),
        abandons=Counter(un.abandons) + Counter(autre.abandons),
        a_effacer=(*un.a_effacer, *autre.a_effacer),
    )


def _ajouter(*listes: tuple[CompteAnnees, ...]) -> tuple[CompteAnnees, ...]:
    nombres: Counter[Annees] = Counter()
    for liste in listes:
        for compte in liste:
            nombres[compte.annees] += compte.menages
    return tuple(CompteAnnees(annees=annees, menages=n) for annees, n in sorted(nombres.items()))


def _fondre(comptes: Iterable[CompteTravaux]) -> tuple[CompteTravaux, ...]:
    """Un compte par suite d'années."""
    fondus: dict[Annees, CompteTravaux] = {}
    for compte in comptes:
        deja = fondus.get(compte.annees)
        fondus[compte.annees] = compte if deja is None else _unir(deja, compte)
    return tuple(compte for _, compte in sorted(fondus.items()))


def _unir(un: CompteTravaux, autre: CompteTravaux) -> CompteTravaux:
    return CompteTravaux(
        annees=un.annees,
        menages=un.menages + autre.menages,
        travaux=un.travaux + autre.travaux,
        sans_montant=un.sans_montant + autre.sans_montant,
        aides=Counter(un.aides) + Counter(autre.aides),
        ressources=sommer_par((*un.ressources.items(), *autre.ressources.items())),
    )

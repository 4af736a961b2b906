"""Juger une demande : le verdict de chaque aide en vigueur ce jour-là, puis les montants, puis le plan."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.chiffrage import Caisse, Chiffrage, Fourchette
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.montants import Derivation
from contrat.calculs.eligibilite.ressources import Ressources, classer
from contrat.calculs.eligibilite.verdicts import Juge, sous_reserve
from contrat.erreurs import ErreurContrat
from contrat.modele.aide import Aide, Engagement, Reserve, VersionAide
from contrat.modele.bareme import Bareme
from contrat.modele.condition import Portee
from contrat.modele.menage import AutresTravaux


class HorsBareme(ErreurContrat):
    """Aucun plafond ni aucune aide ne couvre le jour de la demande."""


class ResultatAide(NamedTuple):
    """Le verdict d'une aide.

    `montant_possible` est ce que l'aide vaudrait si toutes les conditions étaient remplies ; `fourchette`, à sa place,
    quand les catégories de ressources possibles ne donnent pas le même montant ; `est_hors_sujet` : elle paie d'autres
    travaux que ceux du ménage ; `travaux` : ceux, d'une autre nature, sur lesquels elle est jugée.
    """

    aide: Aide
    version: VersionAide
    verdict: Verdict
    conditions: tuple[ResultatCondition, ...]
    derivation: Derivation
    montant_possible: Decimal | None
    fourchette: Fourchette | None
    reserves: tuple[Reserve, ...]
    engagements: tuple[Engagement, ...]
    est_hors_sujet: bool
    travaux: AutresTravaux | None = None

    @property
    def montant(self) -> Decimal | None:
        """Le montant d'une aide acquise et entièrement calculable, en euros."""
        return self.montant_possible if self.verdict is Verdict.ELIGIBLE else None

    @property
    def libelle(self) -> str:
        """Le nom que l'aide porte le jour de la demande."""
        return self.version.libelle or self.aide.libelle

    @property
    def est_certaine(self) -> bool:
        """Vrai quand rien de ce qui reste à apprendre ne peut renverser ce oui ou ce non."""
        if self.verdict is Verdict.ELIGIBLE:
            return not sous_reserve(self.conditions)
        # Tant qu'on ne sait de qui, ou d'où, un « non » peut devenir « non jugé ».
        connus = all(c.valeur is not None for c in self.conditions if isinstance(c.condition, Portee))
        return self.verdict is Verdict.HORS_CHAMP or (self.verdict is Verdict.NON_ELIGIBLE and connus)


class Jugement(NamedTuple):
    """Toutes les réponses faites à une demande."""

    demande: Demande
    ressources: Ressources
    aides: tuple[ResultatAide, ...]


def juger(demande: Demande, bareme: Bareme) -> Jugement:
    """Juger toutes les aides en vigueur le jour de la demande, chacune sur les travaux qu'elle paie.

    Lève `HorsBareme` quand aucun barème ne couvre ce jour.
    """
    juge = ouvrir(demande, bareme)
    resultats = juger_tout(juge)
    for travaux in demande.autres_travaux:
        autres = juger_tout(ouvrir(demande.model_copy(update=dict(travaux)), bareme))
        resultats = {
            code: autres[code]._replace(travaux=travaux) if r.est_hors_sujet else r for code, r in resultats.items()
        }
    return Jugement(demande, juge.ressources, tuple(resultats.values()))


def juger_tout(juge: Juge) -> dict[str, ResultatAide]:
    """La réponse de chaque aide ouverte, par code."""
    caisse = Caisse(juge)
    return {
        code: _composer(juge, aide, version, caisse.chiffrer(code)) for code, (aide, version) in juge.ouvertes.items()
    }


def ouvrir(demande: Demande, bareme: Bareme) -> Juge:
    """De quoi rendre les verdicts d'une demande, sans chiffrer les aides.

    Lève `HorsBareme` quand aucun barème ne couvre ce jour.
    """
    if not bareme.couvre(demande.jour):
        raise HorsBareme(*bareme.expliquer_l_absence(demande.jour))
    aides = bareme.aides_au(demande.jour)
    ouvertes = {aide.id: (aide, version) for aide, version in aides if aide.sert(demande.statut_occupation)}
    return Juge(demande, classer(demande, bareme), bareme, ouvertes)


def _composer(juge: Juge, aide: Aide, version: VersionAide, chiffrage: Chiffrage) -> ResultatAide:
    verdict = juge.juger(aide.id)
    est_jugee = verdict not in (Verdict.HORS_CHAMP, Verdict.NON_JUGE)
    return ResultatAide(
        aide=aide,
        version=version,
        verdict=verdict,
        conditions=juge.conditions[aide.id],
        derivation=chiffrage.derivation,
        montant_possible=chiffrage.montant if est_jugee else None,
        fourchette=chiffrage.fourchette if est_jugee else None,
        reserves=aide.reserves_au(version, juge.demande.jour),
        engagements=aide.engagements_au(juge.demande.jour),
        est_hors_sujet=juge.paie_autre_chose(aide.id),
    )

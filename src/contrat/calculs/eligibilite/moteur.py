"""Juger une demande : le verdict de chaque aide en vigueur ce jour-là, puis les montants, puis le plan."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.conditions import Contexte, ResultatCondition, evaluer
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import VERDICTS, Etat, Verdict, toutes
from contrat.calculs.eligibilite.montants import Assiette, Derivation, arrondir, chiffrer
from contrat.calculs.eligibilite.ressources import Ressources, classer
from contrat.erreurs import ErreurContrat
from contrat.modele.aide import Aide, Engagement, Reserve, VersionAide
from contrat.modele.bareme import Bareme


class HorsBareme(ErreurContrat):
    """Aucun plafond ni aucune aide ne couvre le jour de la demande."""


class ResultatAide(NamedTuple):
    """Le verdict d'une aide ; `montant` n'est donné que pour une aide acquise et entièrement calculable.

    `montant_possible` est ce que l'aide vaudrait si toutes les conditions étaient remplies.
    """

    aide: Aide
    version: VersionAide
    verdict: Verdict
    conditions: tuple[ResultatCondition, ...]
    derivation: Derivation
    montant: Decimal | None
    montant_possible: Decimal | None
    reserves: tuple[Reserve, ...]
    engagements: tuple[Engagement, ...]

    @property
    def libelle(self) -> str:
        """Le nom que l'aide porte le jour de la demande."""
        return self.version.libelle or self.aide.libelle


class Jugement(NamedTuple):
    """Toutes les réponses faites à une demande."""

    demande: Demande
    ressources: Ressources
    aides: tuple[ResultatAide, ...]


def juger(demande: Demande, bareme: Bareme) -> Jugement:
    """Juger toutes les aides en vigueur le jour de la demande.

    Lève `HorsBareme` quand aucun barème ne couvre ce jour.
    """
    if not bareme.couvre(demande.jour):
        raise HorsBareme(f"aucun barème en vigueur au {demande.jour}", f"périodes couvertes : {bareme.couverture}")
    ressources = classer(demande, bareme)
    ouvertes = bareme.aides_au(demande.jour)
    juge = _Juge(demande, ressources, bareme, {aide.id: (aide, version) for aide, version in ouvertes})
    verdicts = {aide.id: juge.juger(aide.id) for aide, _ in ouvertes}
    locales = _aides_locales(juge, verdicts)
    assiette = Assiette(demande, ressources, locales, _autres_aides(juge, verdicts))
    resultats = [_chiffrer(juge, aide, version, assiette) for aide, version in ouvertes]
    return Jugement(demande, ressources, tuple(resultats))


class _Juge:
    """Rend les verdicts en suivant les renvois d'une aide à l'autre."""

    def __init__(
        self,
        demande: Demande,
        ressources: Ressources,
        bareme: Bareme,
        ouvertes: dict[str, tuple[Aide, VersionAide]],
    ) -> None:
        self.bareme = bareme
        self.ouvertes = ouvertes
        self.conditions: dict[str, tuple[ResultatCondition, ...]] = {}
        self.en_cours: list[str] = []
        self.demande = demande
        self.ressources = ressources
        self.contexte = Contexte(demande, ressources, self.juger)

    def juger(self, code: str) -> Verdict:
        """Le verdict d'une aide ; une aide qui n'existe pas ce jour-là n'est pas accordée."""
        if code not in self.ouvertes:
            return Verdict.NON_ELIGIBLE
        if code not in self.conditions:
            if code in self.en_cours:
                boucle = " → ".join([*self.en_cours, code])
                raise ErreurContrat(f"des aides se conditionnent en rond : {boucle}", "corriger data/aides/")
            self.en_cours.append(code)
            aide, version = self.ouvertes[code]
            exigees = self.bareme.conditions_au(aide, version, self.demande.jour)
            self.conditions[code] = tuple(evaluer(c, self.contexte) for c in exigees)
            self.en_cours.pop()
        return VERDICTS[toutes(r.compte for r in self.conditions[code])]


def _aides_locales(juge: _Juge, verdicts: dict[str, Verdict]) -> Decimal | None:
    """Le total des aides locales que l'État double : celui que le ménage déclare, sinon celui que l'on calcule."""
    if juge.demande.aides_locales is not None:
        return juge.demande.aides_locales
    return _additionner(juge, [c for c, (aide, _) in juge.ouvertes.items() if aide.egale_par_parite], verdicts)


def _autres_aides(juge: _Juge, verdicts: dict[str, Verdict]) -> Decimal:
    """Les aides aux travaux qui s'ajoutent à celles de l'État : déclarées, et locales."""
    locales = juge.demande.aides_locales
    if locales is None:
        codes = [c for c, (a, _) in juge.ouvertes.items() if a.niveau == "locale" and a.depense == "travaux"]
        locales = _additionner(juge, codes, verdicts)
    return (juge.demande.autres_aides or Decimal(0)) + (locales or Decimal(0))


def _additionner(juge: _Juge, codes: list[str], verdicts: dict[str, Verdict]) -> Decimal | None:
    """Le total de ces aides locales, celles à vérifier comprises ; rien quand l'une ne se calcule pas."""
    total = Decimal(0)
    for code in codes:
        if verdicts[code] is not Verdict.NON_ELIGIBLE:
            resultat = chiffrer(juge.ouvertes[code][1].montant, Assiette(juge.demande, juge.ressources, None)).resultat
            if resultat is None:
                return None
            total += resultat
    return total


def _chiffrer(juge: _Juge, aide: Aide, version: VersionAide, assiette: Assiette) -> ResultatAide:
    conditions = juge.conditions[aide.id]
    verdict = VERDICTS[toutes(r.compte for r in conditions)]
    derivation = chiffrer(version.montant, assiette)
    calcule = derivation.resultat
    montant = None if calcule is None else arrondir(calcule, version.arrondi)
    return ResultatAide(
        aide=aide,
        version=version,
        verdict=verdict,
        conditions=conditions,
        derivation=derivation,
        montant=montant if verdict is Verdict.ELIGIBLE else None,
        montant_possible=montant,
        reserves=aide.reserves_au(version, juge.demande.jour),
        engagements=aide.engagements_au(juge.demande.jour),
    )


def a_verifier(resultats: tuple[ResultatCondition, ...]) -> list[ResultatCondition]:
    """Les conditions qui restent à vérifier, sans celles que rien ne peut plus changer."""
    trouvees: list[ResultatCondition] = []
    for resultat in resultats:
        if resultat.etat is not Etat.A_VERIFIER:
            continue
        trouvees += a_verifier(resultat.sous) if resultat.sous else [resultat]
    return trouvees


def sous_reserve(resultats: tuple[ResultatCondition, ...]) -> list[ResultatCondition]:
    """Les conditions dont la donnée manque sans suspendre la réponse : elles restent à confirmer."""
    trouvees: list[ResultatCondition] = []
    for resultat in resultats:
        if resultat.sous:
            trouvees += sous_reserve(resultat.sous)
        elif resultat.etat is Etat.A_VERIFIER and not resultat.bloque:
            trouvees.append(resultat)
    return trouvees

"""Mesurer un indicateur à la fin d'une période : sa valeur, le chemin vers sa cible, si elle est atteinte.

Rien n'est supposé : sans `sens`, dépasser une cible n'est pas l'atteindre ; un état ne se partage pas.
Ce qui se déduit sans risque l'est : le sens, d'un départ et d'une cible ; la nature, des périodes mesurées.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from contrat.calculs.moments import est_passe, precede
from contrat.calculs.sommes import part, sommer_connus
from contrat.modele.suivi import Indicateur, NatureIndicateur, NiveauIndicateur, SensIndicateur, Valeur

# Ce qui se compare à une cible et à un coût ; un moyen est lui-même un coût, un diagnostic est un point de départ.
A_JUGER: frozenset[NiveauIndicateur] = frozenset({"realisation", "resultat", "impact"})
POURCENT = "%"

MotifJugement = Literal["sens_inconnu", "annee_manquante", "valeur_absente", "cible_absente"]


@dataclass(frozen=True)
class Releve:
    """Un indicateur à la fin de la période.

    `valeurs` : celles qui font le total quand elles s'ajoutent, sinon la dernière seule. `remplacees` : ce qui a été
    publié de la même période puis corrigé. `manquantes` : les années sans valeur entre deux valeurs qui s'ajoutent.
    """

    indicateur: Indicateur
    valeurs: tuple[Valeur, ...]
    remplacees: tuple[Valeur, ...]
    posterieures: tuple[Valeur, ...]

    @property
    def valeur(self) -> Valeur | None:
        """La valeur retenue ; la somme des valeurs quand elles s'ajoutent, de la première à la dernière."""
        if len(self.valeurs) < 2:
            return self.valeurs[0] if self.valeurs else None
        premiere, derniere = self.valeurs[0], self.valeurs[-1]
        return derniere.model_copy(
            update={
                "depuis": premiere.depuis or premiere.date,
                "valeur": sommer_connus(valeur.valeur for valeur in self.valeurs),
                "approche": any(valeur.approche for valeur in self.valeurs),
            }
        )

    @property
    def manquantes(self) -> tuple[int, ...]:
        """Les années sans valeur entre deux valeurs qui s'ajoutent."""
        trous = (range(int(x.date[:4]) + 1, int((y.depuis or y.date)[:4])) for x, y in pairwise(self.valeurs))
        return tuple(annee for trou in trous for annee in trou)

    @property
    def taux(self) -> Decimal | None:
        """La part du chemin parcouru, du départ à la cible, en pour cent ; sans départ, la part de la cible.

        `None` quand il n'y a pas de chemin : un départ égal à la cible, une cible nulle, une baisse sans départ.
        """
        valeur, cible, base = self.valeur, self.indicateur.cible, self.indicateur.base
        if valeur is None or cible is None:
            return None
        if base is not None:
            return part(valeur.valeur - base.valeur, cible.valeur - base.valeur)
        return None if sens_de(self.indicateur) == "baisse" else part(valeur.valeur, cible.valeur)

    @property
    def est_atteinte(self) -> bool | None:
        """Vrai quand la cible est atteinte ou dépassée dans le bon sens ; `None` quand on ne peut pas le dire."""
        valeur, cible = self.valeur, self.indicateur.cible
        if valeur is None or cible is None:
            return None
        ecart, sens = valeur.valeur - cible.valeur, sens_de(self.indicateur)
        if sens is None:
            return True if ecart == 0 and not self.manquantes else None
        atteinte = ecart >= 0 if sens == "hausse" else ecart <= 0
        # Une année de plus ne peut qu'ajouter.
        est_sur = not self.manquantes or atteinte is (sens == "hausse")
        return atteinte if est_sur else None

    @property
    def motif(self) -> MotifJugement | None:
        """Pourquoi on ne peut pas dire si la cible est atteinte."""
        if self.est_atteinte is not None:
            return None
        if self.indicateur.cible is None:
            return "cible_absente"
        if self.valeur is None:
            return "valeur_absente"
        return "sens_inconnu" if sens_de(self.indicateur) is None else "annee_manquante"


def sens_de(indicateur: Indicateur) -> SensIndicateur | None:
    """Si plus ou moins vaut mieux : ce que la fiche dit, ou ce que le départ, la cible ou le niveau montrent."""
    base, cible = indicateur.base, indicateur.cible
    if indicateur.sens is not None or cible is None:
        return indicateur.sens
    if base is not None and base.valeur != cible.valeur:
        return "hausse" if cible.valeur > base.valeur else "baisse"
    if cible.valeur == 0:
        return "baisse"
    # Une réalisation compte ce que l'action produit.
    return "hausse" if indicateur.niveau == "realisation" and base is None else None


def nature_de(indicateur: Indicateur) -> NatureIndicateur | None:
    """Comment les valeurs s'enchaînent : ce que la fiche dit, ou ce que les périodes mesurées montrent."""
    if indicateur.nature is not None:
        return indicateur.nature
    if indicateur.unite == POURCENT:
        return "etat"
    valeurs = retenir(indicateur.valeurs)
    if not valeurs or any(valeur.depuis is None for valeur in valeurs):
        return None
    se_suivent = all(y.depuis is not None and precede(x.date, y.depuis) for x, y in pairwise(valeurs))
    return "annuelle" if se_suivent and len(valeurs) > 1 else "cumulee"


def retenir(valeurs: tuple[Valeur, ...]) -> tuple[Valeur, ...]:
    """Une valeur par période mesurée : la dernière publiée."""
    return tuple({(valeur.depuis, valeur.date): valeur for valeur in valeurs}.values())


def mesurer(indicateur: Indicateur, exercice: int, connu_le: str | None = None) -> Releve:
    """Mesurer un indicateur à la fin d'un exercice, contre sa cible.

    `connu_le` écarte ce qui n'était sûrement pas encore présenté à cette date.
    """
    connues = tuple(v for v in indicateur.valeurs if connu_le is None or not precede(connu_le, v.publiee_le or v.date))
    passees = tuple(valeur for valeur in connues if est_passe(valeur.date, exercice))
    retenues = retenir(passees)
    comptees = retenues if nature_de(indicateur) == "annuelle" else retenues[-1:]
    periodes = {(valeur.depuis, valeur.date) for valeur in comptees}
    return Releve(
        indicateur=indicateur,
        valeurs=comptees,
        remplacees=tuple(v for v in passees if (v.depuis, v.date) in periodes and v not in comptees),
        posterieures=tuple(valeur for valeur in connues if not est_passe(valeur.date, exercice)),
    )

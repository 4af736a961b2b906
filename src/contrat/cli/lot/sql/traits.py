"""Ce qu'une condition lit d'un ménage, en parties de clé : un code, une classe, le côté où il tombe d'un seuil."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from decimal import Decimal
from typing import Any

from contrat.calculs.eligibilite.demande import deduire_departement, deduire_territoire
from contrat.calculs.eligibilite.rapide.menages import PLACES
from contrat.calculs.eligibilite.rapide.traits import AN, Trait, en_nombre, ranger
from contrat.calculs.moments import jours_couverts
from contrat.cli.lot.sql.base import Composante, Intraduisible
from contrat.cli.lot.sql.cases import MONTANTS, Cases

# Les ressources d'un ménage, classées ; le nombre de classes n'a pas de borne connue d'avance.
RESSOURCES = Composante("situation_code", 1 << 16)
# Bien plus que deux fois les plafonds d'une zone.
_RANGS = 1 << 9


def situer(source: str, seuils: Sequence[Any]) -> Composante:
    """Le rang d'un nombre parmi des seuils, deux par seuil dépassé, un sur un seuil ; zéro quand il manque."""
    cotes = "".join(f" + ({source} >= {seuil})::INTEGER + ({source} > {seuil})::INTEGER" for seuil in seuils)
    return Composante(f"(CASE WHEN {source} IS NULL THEN 0 ELSE 1{cotes} END)", 2 * len(seuils) + 2)


class Traits:
    """Traduit les traits pour un lot dont les cases sont lues ; `jour` : le jour imposé, ou la colonne qui le porte."""

    def __init__(self, cases: Cases, jour: str) -> None:
        self.cases, self._jour = cases, jour

    def composer(self, trait: Trait) -> list[Composante]:
        """Les parties de clé d'un trait ; deux ménages qui ont les mêmes ont le même trait."""
        champ = trait.champ
        match trait.genre:
            case "ressources":
                return [RESSOURCES]
            case "geste":
                return self._composer_geste(trait)
            case "age":
                return self._composer_age(trait.seuils)
            case "connu" | "nombre":
                return [self._est_vide(champ)]
            case "rang" if champ in MONTANTS:
                return [situer(self.cases.chiffrer(champ), trait.seuils)]
            case "achevement":
                return [self._classer("achevement", trait, lambda v: ranger(trait, PLACES)(_dater(v)))]
            case "valeur" if champ == "territoire":
                return [self._classer("departement", trait, deduire_territoire)]
            case "valeur":
                return [self.cases.coder(champ)]
            case "rang" | "parmi":
                return [self._classer(champ, trait, lambda v: ranger(trait, PLACES)(_porter(champ, v)))]
        raise Intraduisible(trait.genre)

    def situer_commune(self) -> str:
        """Le code du département que dit la commune, zéro quand elle n'en dit rien."""
        self.cases.lues |= {"commune", "departement"}
        codes = self.cases.dictionnaires["departement"]

        def coder(commune: str | None) -> int:
            departement = deduire_departement(commune)
            return 0 if departement is None else codes.coder(departement)

        return self.cases.dictionnaires["commune"].nombrer("n_departement", coder)

    def _est_vide(self, champ: str) -> Composante:
        source = f"{self.cases.chiffrer(champ)} IS NULL" if champ in MONTANTS else f"{self.cases.coder(champ).sql} = 0"
        return Composante(f"({source})::INTEGER", 2)

    def _classer(self, champ: str, cle: Hashable, fonction: Callable[[Any], Hashable]) -> Composante:
        self.cases.lues.add(champ)
        return self.cases.dictionnaires[champ].classer(cle, fonction)

    def _composer_age(self, seuils: Sequence[int]) -> list[Composante]:
        """Les deux âges possibles d'un logement, dont l'achèvement couvre des jours."""
        self.cases.lues.add("achevement")
        nombrer = self.cases.dictionnaires["achevement"].nombrer
        premier = nombrer("n_premier", lambda v: 0 if v is None else en_nombre(jours_couverts(v)[0]))
        dernier = nombrer("n_dernier", lambda v: 0 if v is None else en_nombre(jours_couverts(v)[1]))
        return [
            self._situer_age(f"(CASE WHEN {jour} > 0 THEN {self._jour} - {jour} END)", seuils)
            for jour in (dernier, premier)
        ]

    @staticmethod
    def _situer_age(ecart: str, seuils: Sequence[int]) -> Composante:
        """Le rang d'un âge, `ecart` étant la différence de deux jours AAAAMMJJ : les mois n'ont pas à être comptés."""
        cotes = "".join(f" + ({ecart} >= {s * AN})::INTEGER + ({ecart} >= {(s + 1) * AN})::INTEGER" for s in seuils)
        return Composante(f"(CASE WHEN {ecart} IS NULL THEN 0 ELSE 1{cotes} END)", 2 * len(seuils) + 2)

    def _composer_geste(self, trait: Trait) -> list[Composante]:
        """Le geste, et les côtés où tombe le projet de ce que les forfaits exigent : plus fin que le trait."""
        lus = trait.seuils
        noms = {lu.geste for lu in lus}
        listes = tuple({liste for lu in lus for liste in lu.departements})
        gains = tuple(sorted({gain for lu in lus for gain in lu.gains}))
        rang = Trait("rang", "gain", gains)
        parties = [
            self._classer("geste", trait, lambda v: v if v in noms or v is None else ""),
            self._classer("departement", trait, lambda v: None if v is None else tuple(v in x for x in listes)),
        ]
        parties += [self.cases.coder("type")] if any(lu.types for lu in lus) else []
        parties += [self.cases.coder("energie_fossile")] if any(lu.fossiles for lu in lus) else []
        parties += [self._classer("gain", rang, lambda v: _ranger_gain(v, gains))] if gains else []
        return parties


def _ranger_gain(gain: Decimal | None, seuils: tuple[Decimal, ...]) -> Hashable:
    return None if gain is None else tuple((gain >= seuil, gain > seuil) for seuil in seuils)


def _porter(champ: str, valeur: Any) -> list[Any]:
    """Une ligne qui ne porte qu'une valeur."""
    ligne = [None] * len(PLACES)
    ligne[PLACES[champ]] = valeur
    return ligne


def _dater(achevement: str | None) -> list[Any]:
    ligne = _porter("achevement", achevement)
    if achevement is not None:
        ligne[PLACES["premier"]], ligne[PLACES["dernier"]] = map(en_nombre, jours_couverts(achevement))
    return ligne


def situer_revenu(revenu: str, annee: Composante, seuils: str) -> list[Composante]:
    """L'année d'un revenu et son rang parmi une liste de plafonds ; un revenu sans son année ne compte pas."""
    cotes = " + ".join(f"len(list_filter({seuils}, lambda x: x {signe} {revenu}))" for signe in ("<=", "<"))
    connu = f"CASE WHEN {revenu} IS NULL OR {annee.sql} = 0 THEN 0 ELSE"
    return [Composante(f"({connu} {annee.sql} END)", annee.nombre), Composante(f"({connu} 1 + {cotes} END)", _RANGS)]

"""D'une ligne de CSV à ses valeurs, rangées par place ; une case déjà vue n'est pas relue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.calculs.eligibilite.demande import deduire_departement, deduire_territoire
from contrat.calculs.eligibilite.rapide.traits import Ligne, en_nombre
from contrat.calculs.moments import jours_couverts
from contrat.modele.base import lire_montant
from contrat.modele.condition import trouver_forme
from contrat.modele.lot import COLONNES, EcritureFrancaise, LigneLot, reecrire

# Les colonnes du lot, puis ce qui s'en déduit : `premier` et `dernier` sont les jours que l'achèvement couvre.
PLACES = {nom: rang for rang, nom in enumerate((*COLONNES, "territoire", "premier", "dernier", "jour"))}
# Bien plus que les cas d'un jour de droit ; au-delà, on oublie tout et l'on réapprend.
_RETENUES = 1 << 14


def retenir(memoire: dict[Any, Any], cle: Any, valeur: Any) -> None:
    """Ajouter à ce qu'on retient, qui ne grandit pas sans fin."""
    if len(memoire) >= _RETENUES:
        memoire.clear()
    memoire[cle] = valeur


class _Colonne(dict[str, Any]):
    """Les cases déjà lues d'une colonne, et leur valeur."""

    def __init__(self, nom: str, est_francais: bool, lues: set[EcritureFrancaise]) -> None:
        super().__init__()
        self.nom, self.est_francais, self.lues = nom, est_francais, lues
        self.forme: Callable[[Any], Any] = TypeAdapter(LigneLot.model_fields[nom].rebuild_annotation()).validate_python

    def __missing__(self, case: str) -> Any:
        texte = case.strip()
        valeur = self.lire(texte) if texte else None
        retenir(self, case, valeur)
        return valeur

    def lire(self, texte: str) -> Any:
        """La valeur d'une case remplie ; lève `LigneDouteuse` quand elle n'a pas sa forme."""
        try:
            return self.forme(texte)
        except (ValidationError, PydanticCustomError):
            reecrite = reecrire(self.nom, texte, self.est_francais)
            if reecrite is None:
                raise LigneDouteuse from None
        self.lues.add(reecrite[1])
        try:
            return self.forme(reecrite[0])
        except (ValidationError, PydanticCustomError):
            raise LigneDouteuse from None


class _Montants(_Colonne):
    """Des montants, qui ne se répètent guère : rien n'en est retenu, et le détour par pydantic compterait."""

    def __missing__(self, case: str) -> Any:
        try:
            return lire_montant(case)
        except PydanticCustomError:
            texte = case.strip()
            return self.lire(texte) if texte else self.setdefault(case)


class _Identifiants(_Colonne):
    """Des identifiants, tous différents : rien n'est à retenir."""

    def __missing__(self, case: str) -> str:
        if not (texte := case.strip()):
            raise LigneDouteuse
        return texte


def _choisir_lecture(nom: str) -> type[_Colonne]:
    if nom == "id":
        return _Identifiants
    return _Montants if trouver_forme(LigneLot.model_fields[nom].annotation) is lire_montant else _Colonne


class LieuDuMenage(NamedTuple):
    """Le département et le territoire d'une ligne."""

    departement: str | None
    territoire: str | None


class Menages:
    """Lit les lignes d'un lot dont voici les colonnes ; `lues` retient ce qui était écrit comme dans un tableur."""

    def __init__(self, colonnes: Sequence[str], jour: date | None, *, est_francais: bool) -> None:
        self.lues: set[EcritureFrancaise] = set()
        self._jour, self._est_francais = jour, est_francais
        self._colonnes = [_choisir_lecture(nom)(nom, est_francais, self.lues) for nom in colonnes]
        # Une colonne absente du fichier prend la dernière place, toujours vide.
        rangs = {nom: rang for rang, nom in enumerate(colonnes)}
        self._ranger = itemgetter(*(rangs.get(nom, len(colonnes)) for nom in PLACES))
        self._lieux: dict[tuple[str | None, str | None], LieuDuMenage] = {}
        self._moments: dict[str, tuple[int, int]] = {}

    def lecteur_de(self, nom: str) -> Callable[[str], Any]:
        """De quoi lire une case d'une colonne ; lève `LigneDouteuse` quand elle n'a pas sa forme."""
        return _choisir_lecture(nom)(nom, self._est_francais, self.lues).__getitem__

    def lire(self, cases: Sequence[str]) -> Ligne:
        """Les valeurs d'une ligne, par place ; lève `LigneDouteuse` quand une case n'a pas sa forme."""
        valeurs = [colonne[case] for colonne, case in zip(self._colonnes, cases, strict=True)]
        valeurs.append(None)
        ligne = list(self._ranger(valeurs))
        jour = ligne[_DATE] = self._jour or ligne[_DATE]
        if jour is None:
            raise LigneDouteuse
        ligne[_JOUR] = en_nombre(jour)
        ici = ligne[_COMMUNE], ligne[_DEPARTEMENT]
        lieu = self._lieux.get(ici) or self._situer(*ici)
        ligne[_DEPARTEMENT], ligne[_TERRITOIRE] = lieu
        if achevement := ligne[_ACHEVEMENT]:
            ligne[_PREMIER], ligne[_DERNIER] = self._moments.get(achevement) or self._dater(achevement)
        return ligne

    def _situer(self, commune: str | None, departement: str | None) -> LieuDuMenage:
        deduit = deduire_departement(commune)
        if deduit is not None and departement not in (None, deduit):
            raise LigneDouteuse
        ici = deduit or departement
        lieu = self._lieux[commune, departement] = LieuDuMenage(ici, deduire_territoire(ici))
        return lieu

    def _dater(self, achevement: str) -> tuple[int, int]:
        premier, dernier = jours_couverts(achevement)
        bornes = en_nombre(premier), en_nombre(dernier)
        retenir(self._moments, achevement, bornes)
        return bornes


_DATE, _JOUR, _COMMUNE, _DEPARTEMENT = (PLACES[nom] for nom in ("date", "jour", "commune", "departement"))
_TERRITOIRE, _ACHEVEMENT, _PREMIER, _DERNIER = (
    PLACES[nom] for nom in ("territoire", "achevement", "premier", "dernier")
)

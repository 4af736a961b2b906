"""Lire le droit livré : pour l'appliquer, avec les aides et les plafonds du contrat, ou pour le vérifier."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

import contrat
from contrat.depot.droit_fige import degeler, figer, relire
from contrat.depot.fiche import FicheLue, lire_fiche
from contrat.diagnostics import Adresse, Diagnostic, Emplacement
from contrat.erreurs import ErreurContrat
from contrat.modele.communes import Communes
from contrat.modele.dossier import Dossier
from contrat.modele.texte import Texte

if TYPE_CHECKING:
    from contrat.modele.bareme import Bareme, FichierPlafonds, ProtocoleLocal
    from contrat.modele.cadre import Cadre
    from contrat.modele.contrat import Contrat
    from contrat.modele.droit_livre import DroitLivre
    from contrat.modele.finances import DroitFinancier

DROIT = Path(contrat.__file__).parent / "droit"
DOSSIERS = ("plafonds", "aides")
# Ce que contient un fichier, ou chaque fichier d'un dossier : `module:Classe`.
MODELES = {
    "plafonds": "bareme:FichierPlafonds",
    "aides": "aide:Aide",
    "regles": "bareme:ReglesCommunes",
    "textes": "texte:Textes",
    "communes": "aide:ConditionsCommunes",
    "portee": "aide:ConditionsCommunes",
    "indexation": "indexation:Indexation",
    "encadrement": "encadrement:Encadrement",
    "finances": "finances:Finances",
    "non-jugees": "non_jugee:NonJugees",
}
COMMUNS = tuple(nom for nom in MODELES if nom not in DOSSIERS)
# Ce qu'appliquent les commandes ; le reste ne sert qu'à relire le droit.
APPLIQUES = tuple(nom for nom in COMMUNS if nom not in ("indexation", "encadrement"))


def charger_bareme(
    dossier: Dossier | None = None,
    cadre: Cadre | Contrat | None = None,
    locaux: Iterable[FichierPlafonds] = (),
    annees: Collection[int] | None = None,
) -> Bareme:
    """Composer le droit applicable : plafonds locaux d'abord, puis nationaux ; aides nationales et locales.

    Sans contrat, le droit national seul. `annees` limite la lecture aux fichiers de ces années de demande ; sans elles,
    tout est lu. Lève `ErreurContrat` quand un fichier livré est mal formé.
    """
    from contrat.modele.bareme import Bareme

    dossier = dossier or Dossier()
    nationaux = [_exiger(nom) for nom in _choisir("plafonds", annees)]
    nationales = [_exiger(nom) for nom in _choisir("aides", annees)]
    return Bareme(
        tables=tuple(table for fichier in (*locaux, *nationaux) for table in fichier.tables),
        aides=(*nationales, *dossier.aides.values()),
        regles=_exiger("regles"),
        textes=_textes(dossier),
        protocoles=tuple(_protocoles(cadre)) if cadre else (),
        communes=(*_exiger("communes").conditions, *_exiger("portee").conditions),
        reste_a_vivre=cadre.permanence.reste_a_vivre if cadre else None,
        liste_communes=lire_communes(cadre.territoire.insee if cadre else ""),
        nationales=lister_nationales(),
        non_jugees=_exiger("non-jugees"),
    )


def charger_finances() -> DroitFinancier:
    """Lire le droit des plans de financement et les textes qu'il cite."""
    from contrat.modele.finances import DroitFinancier

    return DroitFinancier(_exiger("finances"), {texte.id: texte for texte in _exiger("textes").textes})


@dataclass(frozen=True)
class DroitLu:
    """Les fichiers du droit, par leur nom sans extension : `plafonds/2013`, `aides/2010-2013/ase`…"""

    fiches: dict[str, FicheLue]

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Les fautes de forme de tous les fichiers."""
        return [faute for fiche in self.fiches.values() for faute in fiche.diagnostics]

    def situer(self, adresse: Adresse) -> Emplacement:
        """Donner le fichier, la ligne et la colonne d'une adresse du droit."""
        return self.fiches[adresse.identifiant].situer(adresse)

    def livrer(self) -> DroitLivre:
        """Les objets de tous les fichiers, quand aucun n'est mal formé."""
        from contrat.modele.droit_livre import DroitLivre

        objets: dict[str, Any] = {nom.replace("-", "_"): self.fiches[nom].objet for nom in COMMUNS}
        for dossier in DOSSIERS:
            noms = [nom for nom in self.fiches if nom.startswith(f"{dossier}/")]
            objets[dossier] = {nom: self.fiches[nom].objet for nom in noms}
        return DroitLivre(**objets)


def lire_droit(dossier: Path | None = None) -> DroitLu:
    """Lire tous les fichiers du droit ; une faute de forme devient un diagnostic, jamais une exception."""
    racine = dossier or DROIT
    return DroitLu({nom: _lire(racine, nom) for nom in (*_lister(racine, *DOSSIERS), *COMMUNS)})


def _lister(racine: Path, *dossiers: str) -> Iterator[str]:
    for dossier in dossiers:
        for chemin in sorted((racine / dossier).rglob("*.yaml")):
            yield chemin.relative_to(racine).with_suffix("").as_posix()


def lister_nationales() -> frozenset[str]:
    """Les codes de toutes les aides livrées : une aide de la commune ne peut pas en porter un."""
    return frozenset(nom.rpartition("/")[2] for nom in _lister(DROIT, "aides"))


def _choisir(dossier: str, annees: Collection[int] | None) -> list[str]:
    """Les fichiers de ces années, d'après leur nom ou celui de leur dossier ; tous si l'une n'en a pas."""
    from contrat.modele.bareme import lire_annees

    periodes = {nom: lire_annees(nom.split("/")[1]) for nom in _lister(DROIT, dossier)}
    if annees is None or any(all(annee not in p for p in periodes.values()) for annee in annees):
        return list(periodes)
    return [nom for nom, periode in periodes.items() if any(annee in periode for annee in annees)]


@cache
def lire_communes(ici: str = "") -> Communes:
    """La liste des communes livrée avec l'outil, celle de l'année la plus récente ; `ici` : celle du contrat."""
    derniere = max(DROIT.glob("communes-*.csv"))
    return Communes(derniere.read_text(encoding="utf-8"), ici)


# Le droit livré ne change pas pendant que l'outil tourne : chaque fichier n'est lu qu'une fois.
@cache
def _exiger(nom: str) -> Any:
    figes = _lire_figes()
    return degeler(figes[nom]) if nom in figes else _construire(nom)


@cache
def _lire_figes() -> Mapping[str, Any]:
    """Les fichiers figés, écrits d'abord s'ils ne le sont pas ; aucun quand ils ne peuvent pas l'être."""
    figes = relire(DROIT)
    if not figes and os.access(DROIT, os.W_OK):
        figer(DROIT, {nom: _construire(nom) for nom in (*_lister(DROIT, *DOSSIERS), *APPLIQUES)})
        figes = relire(DROIT)
    return figes


def _construire(nom: str) -> Any:
    fiche = _lire(DROIT, nom)
    for faute in fiche.diagnostics:
        message = f"{faute.fichier}:{faute.ligne}:{faute.colonne}: {faute.message}"
        raise ErreurContrat(f"le droit livré avec l'outil est abîmé : {message}", faute.aide)
    return fiche.objet


def _lire(racine: Path, nom: str) -> FicheLue:
    return lire_fiche(racine / f"{nom}.yaml", f"droit/{nom}.yaml", _modele(nom))


def _modele(nom: str) -> type[BaseModel]:
    """La classe d'un fichier, importée quand on le lit : chaque modèle coûte quelques millisecondes."""
    module, classe = MODELES[nom.split("/")[0]].split(":")
    modele: type[BaseModel] = getattr(import_module(f"contrat.modele.{module}"), classe)
    return modele


def _textes(dossier: Dossier) -> dict[str, Texte]:
    """Les textes nationaux, et les sources du contrat, que citent les aides locales."""
    locaux = {
        s.id: Texte.model_construct(id=s.id, titre=s.titre, nature="local", lien=s.lien)
        for s in dossier.sources.values()
    }
    return locaux | {texte.id: texte for texte in _exiger("textes").textes}


def _protocoles(cadre: Cadre | Contrat) -> Iterator[ProtocoleLocal]:
    """Les conventions du contrat qui ouvrent l'aide Habiter Mieux, à partir du jour connu de leur signature."""
    from contrat.modele.bareme import ProtocoleLocal

    for convention in cadre.conventions:
        signe_le = convention.signe_le or ""
        if convention.contrat_local_habiter_mieux and len(signe_le) == len("2010-10-27"):
            jour = date.fromisoformat(signe_le)
            yield ProtocoleLocal(cadre.territoire.insee, jour, convention.jusqu_au, convention.source)

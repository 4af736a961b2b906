"""Lire le droit livré avec l'outil, et lui ajouter les aides et les plafonds du contrat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

import contrat
from contrat.depot.fiche import lire_fiche
from contrat.erreurs import ErreurContrat
from contrat.modele.aide import Aide, ConditionsCommunes
from contrat.modele.bareme import (
    Bareme,
    FichierPlafonds,
    ProtocoleLocal,
    ReglesCommunes,
    Texte,
    Textes,
    lire_annees,
)
from contrat.modele.dossier import Dossier

if TYPE_CHECKING:
    from contrat.modele.cadre import Cadre
    from contrat.modele.contrat import Contrat
    from contrat.modele.finances import DroitFinancier

DROIT = Path(contrat.__file__).parent / "droit"
M = TypeVar("M", bound=BaseModel)


def charger_bareme(
    dossier: Dossier,
    cadre: Cadre | Contrat,
    locaux: Iterable[FichierPlafonds] = (),
    annees: Collection[int] | None = None,
) -> Bareme:
    """Composer le droit applicable : plafonds locaux d'abord, puis nationaux ; aides nationales et locales.

    `annees` limite la lecture aux fichiers de ces années de demande ; sans elles, tout est lu.
    """
    nationaux = [_lire(chemin, FichierPlafonds) for chemin in _choisir("plafonds", annees)]
    nationales = [_lire(chemin, Aide) for chemin in _choisir("aides", annees)]
    return Bareme(
        tables=tuple(table for fichier in (*locaux, *nationaux) for table in fichier.tables),
        aides=(*nationales, *dossier.aides.values()),
        regles=_lire(DROIT / "regles.yaml", ReglesCommunes),
        textes=_textes(dossier),
        protocoles=tuple(_protocoles(cadre)),
        communes=_lire(DROIT / "communes.yaml", ConditionsCommunes).conditions,
        reste_a_vivre=cadre.permanence.reste_a_vivre,
    )


def charger_finances() -> DroitFinancier:
    """Lire le droit des plans de financement et les textes qu'il cite."""
    from contrat.modele.finances import DroitFinancier, Finances

    textes = _lire(DROIT / "textes.yaml", Textes).textes
    return DroitFinancier(_lire(DROIT / "finances.yaml", Finances), {texte.id: texte for texte in textes})


def _choisir(dossier: str, annees: Collection[int] | None) -> list[Path]:
    """Les fichiers de ces années, d'après leur nom ou celui de leur dossier ; tous si l'une n'en a pas."""
    chemins = sorted((DROIT / dossier).rglob("*.yaml"))
    periodes = {chemin: lire_annees(chemin.relative_to(DROIT / dossier).parts[0]) for chemin in chemins}
    if annees is None or any(all(annee not in p for p in periodes.values()) for annee in annees):
        return chemins
    return [chemin for chemin, periode in periodes.items() if any(annee in periode for annee in annees)]


# Le droit livré ne change pas pendant que l'outil tourne : chaque fichier n'est lu qu'une fois.
@cache
def _lire(chemin: Path, modele: type[M]) -> M:
    fiche = lire_fiche(chemin, f"droit/{chemin.relative_to(DROIT).as_posix()}", modele)
    for faute in fiche.diagnostics:
        message = f"{faute.fichier}:{faute.ligne}:{faute.colonne}: {faute.message}"
        raise ErreurContrat(f"le droit livré avec l'outil est abîmé : {message}", faute.aide)
    assert isinstance(fiche.objet, modele)  # noqa: S101 - une fiche sans faute a son objet
    return fiche.objet


def _textes(dossier: Dossier) -> dict[str, Texte]:
    """Les textes nationaux, et les sources du contrat, que citent les aides locales."""
    locaux = {s.id: Texte(id=s.id, titre=s.titre, nature="local", lien=s.lien) for s in dossier.sources.values()}
    return locaux | {texte.id: texte for texte in _lire(DROIT / "textes.yaml", Textes).textes}


def _protocoles(cadre: Cadre | Contrat) -> Iterator[ProtocoleLocal]:
    """Les conventions du contrat qui ouvrent l'aide Habiter Mieux, à partir du jour connu de leur signature."""
    for convention in cadre.conventions:
        signe_le = convention.signe_le or ""
        if convention.contrat_local_habiter_mieux and len(signe_le) == len("2010-10-27"):
            jour = date.fromisoformat(signe_le)
            yield ProtocoleLocal(cadre.territoire.insee, jour, convention.jusqu_au, convention.source)

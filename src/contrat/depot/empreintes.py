"""Reconnaître une même faute d'une fois à l'autre : son code, son fichier, le chemin de ses clés, jamais sa ligne."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from contrat.depot.chargement import GENRES, Chargement
from contrat.depot.fiche import FicheLue
from contrat.depot.messages import modele_au
from contrat.diagnostics import Chemin, Diagnostic
from contrat.modele.base import Objet

LONGUEUR = 16


def signer(lu: Chargement, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Donner à chaque diagnostic son empreinte ; deux fautes pareilles au même endroit se distinguent par leur rang."""
    fiches = {fiche.nom: (genre, fiche) for (genre, _), fiche in reversed(lu.fiches.items())}
    vues: Counter[str] = Counter()
    signes = []
    for faute in diagnostics:
        genre, fiche = fiches.get(faute.fichier, ("", None))
        cles = nommer_place(genre, fiche, faute) if fiche is not None else ""
        endroit = f"{faute.code}\n{faute.fichier}\n{cles}"
        vues[endroit] += 1
        empreinte = hashlib.sha256(f"{endroit}\n{vues[endroit]}".encode()).hexdigest()[:LONGUEUR]
        signes.append(faute._replace(place=cles, empreinte=empreinte))
    return signes


def nommer_place(genre: str, fiche: FicheLue, faute: Diagnostic) -> str:
    """Le chemin des clés où tombe une faute : un élément de liste y est dit par ce qui le distingue."""
    modele = GENRES[genre].modele if genre in GENRES else None
    return "/".join(_nommer(_chemin_au(fiche, (faute.ligne, faute.colonne)), fiche.lecture.valeur, modele))


def _chemin_au(fiche: FicheLue, place: tuple[int, int]) -> Chemin:
    """Le chemin de la dernière clé ou valeur écrite avant cette place, elle comprise."""
    ligne, colonne = place
    rang = fiche.lecture.lieux.rang(ligne) + colonne - 1
    avant = [
        (debut, len(c), c) for table in fiche.lecture.relever() for c, (debut, _) in table.items() if debut <= rang
    ]
    return max(avant, key=lambda x: x[:2])[2] if avant else ()


def _nommer(chemin: Chemin, valeur: Any, modele: type[BaseModel] | None) -> Iterator[str]:
    parcouru: Chemin = ()
    racine = valeur
    for etape in chemin:
        valeur = _descendre(valeur, etape)
        parcouru = (*parcouru, etape)
        if isinstance(etape, int) and isinstance(valeur, dict) and modele is not None:
            yield _distinguer(valeur, modele_au(modele, parcouru, racine)) or str(etape)
        elif isinstance(etape, int) and isinstance(valeur, str):
            yield valeur
        else:
            yield str(etape)


def _descendre(valeur: Any, etape: str | int) -> Any:
    if isinstance(valeur, dict):
        return valeur.get(etape)
    return valeur[etape] if isinstance(valeur, list) and isinstance(etape, int) and etape < len(valeur) else None


def _distinguer(valeur: dict[str, Any], modele: type[BaseModel]) -> str:
    cles = modele.distinguer() if issubclass(modele, Objet) else ()
    champs = modele.model_fields
    return "+".join(_dire(valeur.get(cle, champs[cle].default if cle in champs else "")) for cle in cles)


def _dire(valeur: Any) -> str:
    """Une clé en un mot ; une période dit ses bornes, une clé absente rien."""
    if isinstance(valeur, dict):
        return "-".join(map(_dire, valeur.values()))
    return "" if valeur is None else str(valeur)

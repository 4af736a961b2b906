"""Un objet porte le nom de son fichier, un contrat parmi d'autres celui de son dossier."""

from __future__ import annotations

import re
from pathlib import Path

from contrat.depot.fiche import FicheLue, diagnostiquer
from contrat.depot.racine import est_parmi_d_autres
from contrat.diagnostics import Diagnostic
from contrat.modele.base import MOTIF_IDENTIFIANT, MOTIF_MENAGE


def verifier_nom(fiche: FicheLue, nom: str) -> list[Diagnostic]:
    """La faute d'un objet dont l'identifiant n'est pas le nom du fichier."""
    if (identifiant := _autre(fiche, nom)) is None:
        return []
    message = f"l'identifiant « {identifiant} » n'est pas le nom du fichier « {nom} »"
    # Un nom qui n'est pas un identifiant serait refusé à son tour.
    peut_nommer = any(re.fullmatch(motif, identifiant) for motif in (MOTIF_IDENTIFIANT, MOTIF_MENAGE))
    aide = f"renommer le fichier en {identifiant}.yaml, ou écrire id: {nom}" if peut_nommer else f"écrire id: {nom}"
    return [diagnostiquer(fiche, "F018", fiche.lecture.valeurs[("id",)], message, aide)]


def verifier_dossier(fiche: FicheLue, racine: Path) -> list[Diagnostic]:
    """La faute d'un contrat de `contrats/`, que son dossier désigne, et qui n'en a pas le nom."""
    nom = racine.resolve().name
    if not est_parmi_d_autres(racine) or (identifiant := _autre(fiche, nom)) is None:
        return []
    message = f"l'identifiant « {identifiant} » n'est pas le nom du dossier « {nom} »"
    aide = f"renommer le dossier en {identifiant}, ou écrire id: {nom}"
    return [diagnostiquer(fiche, "F018", fiche.lecture.valeurs[("id",)], message, aide)]


def _autre(fiche: FicheLue, nom: str) -> str | None:
    """L'identifiant écrit, quand ce n'est pas ce nom."""
    valeur = fiche.lecture.valeur
    identifiant = valeur.get("id") if isinstance(valeur, dict) else None
    return identifiant if isinstance(identifiant, str) and identifiant != nom else None

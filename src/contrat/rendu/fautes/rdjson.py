"""Le format de reviewdog (`rdjson`) : ses colonnes comptent des octets, non des signes."""

from __future__ import annotations

from typing import Any

from contrat.diagnostics import Diagnostic, Gravite
from contrat.rendu.fautes.rapport import RapportFautes

NIVEAUX = {Gravite.ERREUR: "ERROR", Gravite.AVERTISSEMENT: "WARNING", Gravite.INFORMATION: "INFO"}


def composer_rdjson(rapport: RapportFautes) -> dict[str, Any]:
    """Une entrée par faute, avec le geste à la suite du message."""
    return {"source": {"name": "contrat"}, "diagnostics": [_composer(faute, rapport) for faute in rapport.fautes]}


def _composer(faute: Diagnostic, rapport: RapportFautes) -> dict[str, Any]:
    aide = f"\naide : {faute.aide}" if faute.aide else ""
    suggestions = [{"range": _tranche(faute), "text": faute.correction.texte}] if faute.correction else []
    return {
        "message": faute.message + aide,
        "location": {
            "path": rapport.chemin(faute.fichier),
            "range": _tranche(faute),
        },
        "severity": NIVEAUX[faute.gravite],
        "code": {"value": faute.code},
        "suggestions": suggestions,
        "original_output": faute.empreinte,
    }


def _tranche(faute: Diagnostic) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": faute.ligne, "column": _octets(faute, faute.colonne)},
        "end": {"line": faute.ligne, "column": _octets(faute, faute.fin)},
    }


def _octets(faute: Diagnostic, colonne: int) -> int:
    """La colonne en octets : un accent en prend deux."""
    avant = faute.extrait[: colonne - 1]
    return len(avant.encode("utf-8")) + (colonne - len(avant))

"""Le rapport « Code Quality » de GitLab : cinq champs par faute."""

from __future__ import annotations

from typing import Any

from contrat.diagnostics import Gravite
from contrat.rendu.fautes.rapport import RapportFautes

NIVEAUX = {Gravite.ERREUR: "major", Gravite.AVERTISSEMENT: "minor", Gravite.INFORMATION: "info"}


def composer_gitlab(rapport: RapportFautes) -> list[dict[str, Any]]:
    """Une entrée par faute ; l'empreinte dit à GitLab lesquelles sont nouvelles."""
    return [
        {
            "description": faute.message,
            "check_name": faute.code,
            "fingerprint": faute.empreinte,
            "severity": NIVEAUX[faute.gravite],
            "location": {"path": rapport.chemin(faute.fichier), "lines": {"begin": faute.ligne}},
        }
        for faute in rapport.fautes
    ]

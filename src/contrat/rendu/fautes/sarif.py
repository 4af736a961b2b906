"""Le format SARIF 2.1.0 : chemins relatifs au dépôt, empreinte sans ligne."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from contrat import __version__
from contrat.diagnostics import Diagnostic, Gravite
from contrat.rendu.fautes.rapport import RapportFautes

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION = "2.1.0"
NIVEAUX = {Gravite.ERREUR: "error", Gravite.AVERTISSEMENT: "warning", Gravite.INFORMATION: "note"}


def composer_sarif(rapport: RapportFautes) -> dict[str, Any]:
    """Une exécution : les règles en faute, puis chaque faute."""
    codes = sorted({faute.code for faute in rapport.fautes})
    regles = [
        {
            "id": code,
            "shortDescription": {"text": rapport.titres.get(code, code)},
            "help": {"text": f"contrat expliquer {code}"},
        }
        for code in codes
    ]
    execution = {
        "tool": {"driver": {"name": "contrat", "version": __version__, "rules": regles}},
        "columnKind": "unicodeCodePoints",
        "results": [_composer(faute, rapport, codes) for faute in rapport.fautes],
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [execution]}


def _composer(faute: Diagnostic, rapport: RapportFautes, codes: list[str]) -> dict[str, Any]:
    aide = f"\naide : {faute.aide}" if faute.aide else ""
    lieu: dict[str, Any] = {
        "artifactLocation": {"uri": quote(rapport.chemin(faute.fichier)), "uriBaseId": "%SRCROOT%"},
        "region": {
            "startLine": faute.ligne,
            "startColumn": faute.colonne,
            "endLine": faute.ligne,
            "endColumn": faute.fin,
        },
    }
    return {
        "ruleId": faute.code,
        "ruleIndex": codes.index(faute.code),
        "level": NIVEAUX[faute.gravite],
        "message": {"text": faute.message + aide},
        "locations": [{"physicalLocation": lieu}],
        "partialFingerprints": {"contrat/v1": faute.empreinte},
        **_reparer(faute, lieu),
    }


def _reparer(faute: Diagnostic, lieu: dict[str, Any]) -> dict[str, Any]:
    """La correction sûre d'une faute, quand il y en a une."""
    correction = faute.correction
    if correction is None:
        return {}
    remplacement = {"deletedRegion": lieu["region"], "insertedContent": {"text": correction.texte}}
    changement = {"artifactLocation": lieu["artifactLocation"], "replacements": [remplacement]}
    return {"fixes": [{"description": {"text": faute.aide}, "artifactChanges": [changement]}]}

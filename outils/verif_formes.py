"""Éprouver les fautes de `contrat validate` contre les schémas que d'autres publient : SARIF, JUnit, GitLab.

Aucun de ces schémas n'est dans le dépôt. Celui de SARIF vient d'un paquet npm, celui de JUnit, que lit Jenkins, des
sources d'un paquet de PyPI. Celui de GitLab n'est dans aucun registre : ce que sa documentation exige est écrit ici.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
SARIF = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
FICHIER_JUNIT = "testing/example_scripts/junit-10.xsd"
GITLAB = {
    "type": "array",
    "minItems": 2,
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^data/"},
                    "lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}
VALIDER_XML = """
import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1]))
if not schema.validate(etree.parse(sys.argv[2])):
    sys.exit("\\n".join(map(str, schema.error_log)))
"""


def valider_les_formes(lecteur: Path, outils: Path) -> Iterator[str]:
    """Les fautes que voient ces schémas ; `lecteur` : check-jsonschema, dans un environnement où installer lxml."""
    with tempfile.TemporaryDirectory() as temporaire:
        ici = Path(temporaire)
        fauter(ici)
        (ici / "gitlab.json").write_text(json.dumps(GITLAB), encoding="utf-8")
        json_ = [str(lecteur), "--schemafile"]
        yield from _lancer("GitLab", [*json_, str(ici / "gitlab.json"), str(ici / "fautes.gitlab")])
        if (outils / SARIF).is_file():
            # Un motif du schéma publié n'est pas une expression d'ECMAScript, mais en est une de Python.
            motifs = ["--regex-variant", "python"]
            yield from _lancer("SARIF", [*json_, str(outils / SARIF), *motifs, str(ici / "fautes.sarif")])
        else:
            print("SARIF : non vérifié, son schéma publié est introuvable")
        python, schema = lecteur.parent / "python", _trouver_junit(outils)
        if schema and _installer(python, "lxml"):
            yield from _lancer("JUnit", [str(python), "-c", VALIDER_XML, str(schema), str(ici / "fautes.junit")])
        else:
            print("JUnit : non vérifié, son schéma publié est introuvable")


def fauter(ici: Path) -> None:
    """Écrire les fautes d'un contrat abîmé dans chaque forme, corrections et avertissements compris."""
    shutil.copytree(RACINE / "tests/contrat_minimal/data", ici / "data")
    fiche, contrat = ici / "data/actions/visites.yaml", ici / "data/contrat.yaml"
    abime = fiche.read_text(encoding="utf-8").replace("statut: ", "statut: x", 1)
    fiche.write_text(f"{abime}titr: x\n", encoding="utf-8")
    texte = contrat.read_text(encoding="utf-8")
    contrat.write_text(texte.replace("montant: 90000", "montant: 9000", 1), encoding="utf-8")
    for forme in ("gitlab", "sarif", "junit"):
        commande = [sys.executable, "-m", "contrat", "validate", "--format", forme]
        fini = subprocess.run(commande, cwd=ici, capture_output=True, encoding="utf-8", check=False)
        (ici / f"fautes.{forme}").write_text(fini.stdout, encoding="utf-8")


def _lancer(nom: str, commande: list[str]) -> Iterator[str]:
    fini = subprocess.run(commande, capture_output=True, encoding="utf-8", check=False)
    if fini.returncode:
        yield from (fini.stdout + fini.stderr).splitlines()
    else:
        print(f"{nom} : conforme à son schéma")


def _installer(python: Path, paquet: str) -> bool:
    commande = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", paquet]
    return subprocess.run(commande, check=False).returncode == 0


def _trouver_junit(outils: Path) -> Path | None:
    """Le schéma JUnit, tiré une fois des sources de pytest ; rien quand elles ne se trouvent pas."""
    schema = outils / Path(FICHIER_JUNIT).name
    if not schema.is_file():
        outils.mkdir(parents=True, exist_ok=True)
        telecharger = ["download", "--quiet", "--no-deps", "--no-binary", "pytest", "--dest", str(outils), "pytest"]
        subprocess.run([sys.executable, "-m", "pip", *telecharger], check=False)
        for archive in outils.glob("pytest-*.tar.gz"):
            with tarfile.open(archive) as sources:
                membres = [m for m in sources.getnames() if m.endswith(f"/{FICHIER_JUNIT}")]
                lu = sources.extractfile(membres[0]) if membres else None
                if lu is not None:
                    schema.write_bytes(lu.read())
    return schema if schema.is_file() else None

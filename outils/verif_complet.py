"""Éprouver ce que d'autres programmes lisent de nous : les schémas des éditeurs, les fautes dans les formes des forges.

check-jsonschema et yaml-language-server, le serveur des éditeurs, s'installent dans `build/`, que git ignore ; ce qui
ne s'installe pas est dit « non vérifié » et n'est pas une faute. Le code est 1 pour la première faute trouvée.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from client_lsp import Serveur
from npm import installer
from verif_formes import valider_les_formes

RACINE = Path(__file__).resolve().parent.parent
OUTILS = RACINE / "build" / "verif-complet"
BINAIRES = "Scripts" if os.name == "nt" else "bin"
PAQUETS_NPM = ("yaml-language-server", "@microsoft/jest-sarif@1.0.0-beta.0")
# Les fichiers de chaque schéma : ceux de la ville, et le droit livré qui a la même forme.
FICHIERS = {
    "contrat": ("data/contrat.yaml",),
    "organismes": ("data/organismes.yaml",),
    "sources": ("data/sources.yaml",),
    "axes": ("data/axes/*.yaml",),
    "actions": ("data/actions/*.yaml",),
    "aides": ("data/aides/*.yaml", "src/contrat/droit/aides/*/*.yaml"),
    "plafonds": ("data/plafonds/*.yaml", "src/contrat/droit/plafonds/*.yaml"),
    "menages": ("data/menages/*.yaml",),
    "seances": ("data/seances/*.yaml",),
}
FICHE = "id: essai\naxe: \npartenaires:\n  - organisme: \n    role: associe\nstatut: idee\n"


def principal() -> int:
    """Tout vérifier ; rend le code de sortie."""
    with tempfile.TemporaryDirectory() as temporaire:
        schemas = Path(temporaire)
        _contrat("schema", "-o", str(schemas))
        fautes = [*_par_check_jsonschema(schemas), *_par_le_serveur(schemas)]
    for faute in fautes[:40]:
        print(faute)
    return 1 if fautes else 0


def _contrat(*arguments: str, dans: Path = RACINE) -> str:
    commande = [sys.executable, "-m", "contrat", *arguments]
    fini = subprocess.run(commande, cwd=dans, capture_output=True, encoding="utf-8", check=False)
    if fini.returncode not in (0, 1):
        raise SystemExit(fini.stderr)
    return fini.stdout


def _passer(quoi: str, pourquoi: str) -> Iterator[str]:
    print(f"{quoi} : non vérifié, {pourquoi}")
    return iter(())


def _lister(motifs: tuple[str, ...]) -> list[Path]:
    return [chemin for motif in motifs for chemin in sorted(RACINE.glob(motif))]


def _par_check_jsonschema(schemas: Path) -> Iterator[str]:
    """Les fautes que voit un validateur de schémas : dans les données livrées, et dans nos fautes."""
    lecteur = OUTILS / "venv" / BINAIRES / "check-jsonschema"
    if not lecteur.exists():
        venv.create(lecteur.parent.parent, clear=True)
        ici = str(lecteur.parent / "python")
        pip = [sys.executable, "-m", "pip", "--python", ici, "install", "--quiet", "check-jsonschema>=0.30"]
        if subprocess.run(pip, check=False).returncode:
            yield from _passer("schémas", "check-jsonschema ne s'installe pas")
            return
    for nom, motifs in FICHIERS.items():
        fichiers = _lister(motifs)
        if fichiers:
            yield from _valider(lecteur, schemas / f"{nom}.json", fichiers)
    installer(OUTILS, PAQUETS_NPM)
    yield from valider_les_formes(lecteur, OUTILS)


def _valider(lecteur: Path, schema: Path, fichiers: list[Path]) -> Iterator[str]:
    commande = [str(lecteur), "--schemafile", str(schema), *map(str, fichiers)]
    fini = subprocess.run(commande, capture_output=True, encoding="utf-8", check=False)
    if fini.returncode:
        yield from (fini.stdout + fini.stderr).splitlines()
    else:
        print(f"{schema.name} : {len(fichiers)} fichier(s), aucune faute")


def _par_le_serveur(schemas: Path) -> Iterator[str]:
    """Les fautes que voit le serveur des éditeurs, et ce qu'il ne propose pas."""
    node = shutil.which("node")
    if node is None or not installer(OUTILS, PAQUETS_NPM):
        yield from _passer("éditeurs", "npm est introuvable" if node is None else "npm n'installe rien")
        return
    serveur = OUTILS / "node_modules/yaml-language-server/bin/yaml-language-server"
    associes = {(schemas / f"{nom}.json").as_uri(): [f"**/{m}" for m in motifs] for nom, motifs in FICHIERS.items()}
    reglages = {"yaml": {"schemas": associes, "validate": True, "completion": True, "hover": True}}
    textes = {chemin: chemin.read_text(encoding="utf-8") for motifs in FICHIERS.values() for chemin in _lister(motifs)}
    with Serveur([node, str(serveur), "--stdio"], RACINE, reglages) as ouvert:
        for chemin, fautes in ouvert.ouvrir(textes).items():
            for faute in fautes:
                yield f"{chemin.relative_to(RACINE)}:{faute['range']['start']['line'] + 1} : {faute['message']}"
        yield from _questionner(ouvert)
    print(f"éditeurs : {len(textes)} fichiers ouverts")


def _questionner(serveur: Serveur) -> Iterator[str]:
    """Dans une fiche commencée, les axes et les organismes sont proposés, le statut et ses valeurs expliqués."""
    fiche = RACINE / "data/actions/essai.yaml"
    serveur.ouvrir({fiche: FICHE})
    axes = {chemin.stem for chemin in _lister(FICHIERS["axes"])}
    if (proposes := _proposer(serveur, fiche, 1, 5)) != axes:
        yield f"axe: propose {sorted(proposes)}, et non {sorted(axes)}"
    if "ccas" not in (proposes := _proposer(serveur, fiche, 3, 15)):
        yield f"organisme: propose {sorted(proposes)}"
    survol: Mapping[str, Any] = serveur.interroger("hover", fiche, 5, 2) or {}
    if not all(dit in json.dumps(survol, ensure_ascii=False) for dit in ("statut courant", "`transferee`: transférée")):
        yield f"le survol de statut dit {survol}"


def _proposer(serveur: Serveur, fiche: Path, ligne: int, colonne: int) -> set[str]:
    reponse = serveur.interroger("completion", fiche, ligne, colonne)
    return {choix["label"] for choix in reponse["items"]}


if __name__ == "__main__":
    raise SystemExit(principal())

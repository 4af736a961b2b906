"""Les fichiers Python d'un dossier, lus en arbres, et ce que chacun importe."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path


@dataclass(frozen=True)
class Module:
    """Un fichier Python : son chemin sous la racine, sa couche, son texte et son arbre."""

    chemin: str
    couche: str
    texte: str
    arbre: ast.Module

    @cached_property
    def noeuds(self) -> tuple[ast.AST, ...]:
        """Tous les nœuds de l'arbre, parcouru une fois pour tous les contrôles."""
        return tuple(ast.walk(self.arbre))

    def ici(self, noeud: ast.AST) -> str:
        """L'endroit d'un nœud, comme un diagnostic le montre."""
        return f"{self.chemin}:{getattr(noeud, 'lineno', 1)}"


@cache
def lire(racine: Path) -> tuple[Module, ...]:
    """Lire tous les modules Python d'un dossier, rangés par chemin."""
    modules = []
    for fichier in sorted(racine.rglob("*.py")):
        relatif = fichier.relative_to(racine)
        couche = relatif.parts[0] if len(relatif.parts) > 1 else relatif.stem
        texte = fichier.read_text(encoding="utf-8")
        modules.append(Module(relatif.as_posix(), couche, texte, ast.parse(texte)))
    return tuple(modules)


def importes(module: Module, noeuds: Iterable[ast.AST]) -> Iterator[tuple[ast.AST, str]]:
    """Les modules importés par ces nœuds, où qu'ils soient : fonction, `TYPE_CHECKING`, import par son nom."""
    parents = ["contrat", *Path(module.chemin).parts[:-1]]
    for noeud in noeuds:
        if isinstance(noeud, ast.Import):
            yield from ((noeud, nom.name) for nom in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            debut = parents[: len(parents) - noeud.level + 1] if noeud.level else []
            depuis = ".".join([*debut, *([noeud.module] if noeud.module else [])])
            yield from ((noeud, f"{depuis}.{nom.name}" if depuis == "contrat" else depuis) for nom in noeud.names)
        elif isinstance(noeud, ast.Call) and ast.unparse(noeud.func).endswith(("import_module", "__import__")):
            yield from (
                (noeud, a.value) for a in noeud.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
            )

"""Un nom de classe, ou de liste fermée de valeurs, n'a qu'un sens : il n'est défini qu'à un endroit."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "src" / "contrat"


def nommer(arbre: ast.Module) -> Iterator[str]:
    """Les classes et les alias de types publics d'un module."""
    for noeud in arbre.body:
        if isinstance(noeud, ast.ClassDef):
            yield noeud.name
        elif isinstance(noeud, ast.Assign) and ast.unparse(noeud.value).startswith("Literal["):
            yield from (ast.unparse(cible) for cible in noeud.targets)


def trouver_homonymes(racine: Path) -> list[str]:
    """Les noms publics définis plusieurs fois, et où."""
    lieux: dict[str, list[str]] = defaultdict(list)
    for fichier in sorted(racine.rglob("*.py")):
        for nom in nommer(ast.parse(fichier.read_text(encoding="utf-8"))):
            if not nom.startswith("_"):
                lieux[nom].append(fichier.relative_to(racine).as_posix())
    return [f"{nom} : {', '.join(ou)}" for nom, ou in sorted(lieux.items()) if len(ou) > 1]


def test_un_homonyme_est_signale(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("class Verdict:\n    pass\n\n\nclass _Prive:\n    pass\n", encoding="utf-8")
    (tmp_path / "b.py").write_text("Verdict = Literal['oui', 'non']\n\n\nclass _Prive:\n    pass\n", encoding="utf-8")
    assert trouver_homonymes(tmp_path) == ["Verdict : a.py, b.py"]


def test_un_nom_n_a_qu_un_sens() -> None:
    assert list(SOURCES.rglob("*.py"))
    assert trouver_homonymes(SOURCES) == []

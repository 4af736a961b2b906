"""Les fautes d'une ligne que l'on sait semer dans un module : bornes, signes, constantes, étiquettes, arrondis.

Une faute remplace un nœud de l'arbre syntaxique. Les annotations et les textes de documentation ne s'exécutent pas :
on n'y sème rien.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from types import CodeType
from typing import NamedTuple

Semer = Callable[[ast.AST], Iterator[ast.AST]]

COMPARAISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
}
NOMS = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "ROUND_HALF_UP": "ROUND_HALF_EVEN",
    "ROUND_DOWN": "ROUND_HALF_EVEN",
    "ROUND_CEILING": "ROUND_HALF_EVEN",
}
# Ce qu'ils ont entre crochets est un type : `Counter[str | None]()` n'en fait rien à l'exécution.
PARAMETRES = frozenset({"Literal", "list", "dict", "set", "frozenset", "tuple", "Counter", "Mapping", "Callable"})
LONGUEUR = 110


class Faute(NamedTuple):
    """La ligne touchée, l'expression avant et après."""

    ligne: int
    avant: str
    apres: str

    def __str__(self) -> str:
        """La faute en une ligne."""
        return f"`{self.avant}` → `{self.apres}`"


def lister_mutants(source: str, fichier: str) -> Iterator[tuple[Faute, CodeType]]:
    """Toutes les fautes d'un module, dans l'ordre du texte, avec le code à exécuter à la place du sien."""
    arbre = ast.parse(source)
    _marquer_les_reponses(arbre)
    for place in _lister_places(arbre, arbre):
        for remplacant in _remplacer(place.noeud, place.parent):
            montre, avant = place.montre, _ecrire(place.montre)
            place.poser(ast.copy_location(remplacant, place.noeud))
            # Un bloc vidé est remplacé lui-même : c'est son remplaçant qui se montre.
            apres = _ecrire(remplacant if montre is place.noeud else montre)
            code = compile(ast.fix_missing_locations(arbre), fichier, "exec")
            place.poser(place.noeud)
            yield Faute(getattr(place.noeud, "lineno", montre.lineno), *_couper(avant, apres)), code


def _marquer_les_reponses(arbre: ast.AST) -> None:
    """Rendre rien au lieu de « faux » ne se voit pas : d'une fonction qui répond oui ou non, on inverse la réponse."""
    for fonction in ast.walk(arbre):
        if isinstance(fonction, ast.FunctionDef) and isinstance(fonction.returns, ast.Name):
            for retour in ast.walk(fonction):
                if isinstance(retour, ast.Return) and fonction.returns.id == "bool":
                    retour.est_logique = True  # type: ignore[attr-defined]


def _ecrire(noeud: ast.AST) -> str:
    if isinstance(noeud, ast.If):
        return f"if {ast.unparse(noeud.test)}:"
    return " ".join(ast.unparse(noeud).split())


def _couper(avant: str, apres: str) -> tuple[str, str]:
    """Ne garder d'une longue expression que les alentours de la faute."""
    if max(len(avant), len(apres)) <= LONGUEUR:
        return avant, apres
    commun = next((rang for rang, (x, y) in enumerate(zip(avant, apres, strict=False)) if x != y), 0)
    debut = max(commun - LONGUEUR // 3, 0)
    coupes = [texte[debut : debut + LONGUEUR] for texte in (avant, apres)]
    return f"{'…' * bool(debut)}{coupes[0]}", f"{'…' * bool(debut)}{coupes[1]}"


class _Place(NamedTuple):
    """Un nœud, son parent, l'attribut (et le rang) qui l'y range, et le nœud assez large pour être lu."""

    noeud: ast.AST
    parent: ast.AST
    attribut: str
    rang: int | None
    montre: ast.expr | ast.stmt

    def poser(self, noeud: ast.AST) -> None:
        """Mettre un nœud à cette place."""
        if self.rang is None:
            setattr(self.parent, self.attribut, noeud)
        else:
            getattr(self.parent, self.attribut)[self.rang] = noeud


def _lister_places(parent: ast.AST, montre: ast.AST) -> Iterator[_Place]:
    for attribut, valeur in ast.iter_fields(parent):
        if attribut in {"annotation", "returns", "decorator_list"} or _est_alias_de_type(parent):
            continue
        liste = isinstance(valeur, list)
        for rang, noeud in enumerate(valeur if liste else [valeur]):
            if not isinstance(noeud, ast.AST) or _est_documentation(noeud):
                continue
            large = _montrer(noeud, montre)
            if isinstance(large, ast.expr | ast.stmt):
                yield _Place(noeud, parent, attribut, rang if liste else None, large)
            yield from _lister_places(noeud, large)


def _montrer(noeud: ast.AST, large: ast.AST) -> ast.AST:
    """Une constante seule ne dit rien : on montre l'expression qui l'emploie."""
    if isinstance(noeud, ast.stmt) or not isinstance(large, ast.expr | ast.stmt):
        return noeud
    est_bref = isinstance(noeud, ast.Constant | ast.Name | ast.keyword | ast.cmpop | ast.operator | ast.Attribute)
    compose = isinstance(large, ast.FunctionDef | ast.ClassDef | ast.If | ast.For | ast.Match | ast.With)
    return large if not isinstance(noeud, ast.expr) or (est_bref and not compose) else noeud


def _est_alias_de_type(noeud: ast.AST) -> bool:
    """Ce que seules des annotations lisent : ce qu'un type a entre crochets, un nom donné à une union de classes."""
    if isinstance(noeud, ast.Assign):
        return _est_union(noeud.value)
    return isinstance(noeud, ast.Subscript) and isinstance(noeud.value, ast.Name) and noeud.value.id in PARAMETRES


def _est_union(noeud: ast.AST) -> bool:
    if isinstance(noeud, ast.BinOp) and isinstance(noeud.op, ast.BitOr):
        return all(_est_classe(cote) or _est_union(cote) for cote in (noeud.left, noeud.right))
    return False


def _est_classe(noeud: ast.AST) -> bool:
    return isinstance(noeud, ast.Name) and noeud.id[0].isupper() and not noeud.id.isupper()


def _est_documentation(noeud: ast.AST) -> bool:
    texte = isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant)
    return isinstance(noeud, ast.Import | ast.ImportFrom) or texte


def _remplacer(noeud: ast.AST, parent: ast.AST) -> Iterator[ast.AST]:
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "TypeVar":
        return  # un nom que seul le vérificateur de types lit
    for semer in (_condition, _operation, _constante, _nom, _borne, _instruction):
        for remplacant in semer(noeud):
            # Une partie de texte à trous se remplace avec le texte entier.
            if not (isinstance(parent, ast.JoinedStr | ast.FormattedValue) and isinstance(noeud, ast.Constant)):
                yield remplacant


def _condition(noeud: ast.AST) -> Iterator[ast.AST]:
    match noeud:
        case ast.Compare(gauche, operateurs, droites):
            for rang, operateur in enumerate(operateurs):
                for autre in COMPARAISONS[type(operateur)]:
                    yield ast.Compare(gauche, [*operateurs[:rang], autre(), *operateurs[rang + 1 :]], droites)
        case ast.BoolOp(operation, valeurs):
            yield ast.BoolOp(ast.Or() if isinstance(operation, ast.And) else ast.And(), valeurs)
        case ast.UnaryOp(ast.Not(), operande):
            yield operande
        case ast.If(ast.Name("TYPE_CHECKING")):
            pass  # des imports que seules les annotations lisent
        case ast.If() | ast.IfExp() if not isinstance(noeud.test, ast.Compare | ast.UnaryOp):
            autre_si = copy.copy(noeud)
            autre_si.test = ast.UnaryOp(ast.Not(), noeud.test)
            yield autre_si
        case ast.comprehension(ifs=[_, *_]):
            yield ast.comprehension(noeud.target, noeud.iter, [], noeud.is_async)


def _operation(noeud: ast.AST) -> Iterator[ast.AST]:
    match noeud:
        case ast.BinOp(gauche, operateur, droite) if type(operateur) in OPERATIONS:
            yield ast.BinOp(gauche, OPERATIONS[type(operateur)](), droite)
        case ast.BinOp(gauche, ast.BitOr(), droite):
            yield from (gauche, droite)
        case ast.AugAssign(cible, operateur, valeur) if type(operateur) in OPERATIONS:
            yield ast.AugAssign(cible, OPERATIONS[type(operateur)](), valeur)
            yield ast.Assign([cible], valeur)
        case ast.UnaryOp(ast.USub(), operande):
            yield operande


def _constante(noeud: ast.AST) -> Iterator[ast.AST]:
    match noeud:
        case ast.Constant(bool(valeur)):
            yield ast.Constant(not valeur)
        case ast.Constant(int(valeur)):
            yield ast.Constant(valeur + 1)
            if valeur:
                yield ast.Constant(valeur - 1)
        case ast.Constant(str(valeur)):
            yield ast.Constant(_changer_texte(valeur))
        case ast.JoinedStr(morceaux):
            yield ast.JoinedStr([ast.Constant("§"), *morceaux])


def _changer_texte(texte: str) -> str:
    try:
        # Une puissance de dix : `0.01` change aussi de précision.
        return str(Decimal(texte).scaleb(1) or 1)
    except InvalidOperation:
        return "§" + texte


def _nom(noeud: ast.AST) -> Iterator[ast.AST]:
    if isinstance(noeud, ast.Name) and noeud.id in NOMS:
        yield ast.Name(NOMS[noeud.id], ast.Load())


def _borne(noeud: ast.AST) -> Iterator[ast.AST]:
    """Ôter une borne (`max(x, 0)` devient `x`) ou un ordre (`sorted(x)` devient `list(x)`)."""
    match noeud:
        case ast.Call(ast.Name("min" | "max"), [_, _], []):
            yield from noeud.args
        case ast.Call(ast.Name("sorted"), [liste], _):
            yield ast.Call(ast.Name("list", ast.Load()), [liste], [])


def _instruction(noeud: ast.AST) -> Iterator[ast.AST]:
    match noeud:
        case ast.Return(valeur) if valeur is not None and getattr(noeud, "est_logique", False):
            if not isinstance(valeur, ast.Constant | ast.Compare | ast.BoolOp | ast.UnaryOp):
                yield ast.Return(ast.UnaryOp(ast.Not(), valeur))
        case ast.Return(valeur) if valeur is not None and ast.unparse(valeur) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call(ast.Name("assert_never"))):
            pass  # un cas que le vérificateur de types sait impossible
        case ast.Expr(ast.Call() | ast.YieldFrom() | ast.Yield()):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()

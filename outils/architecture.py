"""Ce que le code n'a pas le droit d'être : sens des imports, tailles, horloge, flottants, nombres de droit en dur.

Chaque contrôle lit un dossier de sources et rend des phrases, aucune quand tout va bien.
`tests/test_architecture.py` les applique à `src/contrat`, et chacun à un petit exemple fautif.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from mots_de_la_ville import mots_de_la_ville
from sources_python import importes, lire

# Les modules de base, que tous peuvent importer et qui n'importent rien de nous.
BASE = frozenset({"__init__", "dates", "diagnostics", "erreurs", "formes", "nombres", "proches"})
PERMIS: dict[str, frozenset[str]] = {
    "__init__": frozenset(),
    "dates": frozenset(),
    "diagnostics": frozenset(),
    "erreurs": frozenset(),
    "formes": frozenset(),
    "nombres": frozenset(),
    "proches": frozenset(),
    "modele": BASE,
    "calculs": BASE | {"modele"},
    "controles": BASE | {"modele", "calculs"},
    "depot": BASE | {"modele"},
    "rendu": BASE | {"modele", "calculs", "controles"},
    "cli": BASE | {"modele", "calculs", "controles", "depot", "rendu"},
    "__main__": frozenset({"cli"}),
}
PURES = frozenset({"modele", "calculs", "controles"})
INTERDITS_AUX_PURES = frozenset({"typer", "rich", "jinja2", "pathlib", "yaml", "ruamel"})
LOURDS_POUR_CLI = frozenset({"pydantic", "questionary", "rich", "jinja2", "yaml", "ruamel"})
SEUL_A_TOUCHER_AU_PRIVE = "cli/typer_interne.py"
HORLOGE = frozenset({"today", "now", "utcnow"})
SANS_FLOTTANT = frozenset({"modele", "calculs"})
SANS_NOMBRE_DE_DROIT = frozenset({"calculs", "controles", "cli", "rendu"})
INIT_AVEC_LOGIQUE = frozenset({"cli", "controles"})
LIGNES_PAR_FICHIER, LIGNES_PAR_FONCTION, PLUS_GRAND_ENTIER = 300, 40, 999
_ARRONDI = re.compile(r"\.\d+[f%]")


def couche_visee(nom: str) -> str | None:
    """La couche d'un module à nous ; `None` pour une bibliothèque."""
    debut, _, reste = nom.partition(".")
    if debut != "contrat":
        return None
    premier = reste.partition(".")[0]
    return premier if premier in PERMIS else "__init__"


def sens_des_imports(racine: Path) -> list[str]:
    """Chaque couche n'importe que celles d'en dessous."""
    fautes = []
    for module in lire(racine):
        if module.couche not in PERMIS:
            fautes.append(f"{module.chemin} : couche inconnue « {module.couche} », dire sa place dans PERMIS")
            continue
        for noeud, nom in importes(module, module.noeuds):
            vise = couche_visee(nom)
            if vise and vise != module.couche and vise not in PERMIS[module.couche]:
                fautes.append(f"{module.ici(noeud)} : {module.couche} ne doit pas importer {vise} ({nom})")
    return fautes


def bibliotheques_interdites(racine: Path) -> list[str]:
    """Les couches pures ne connaissent ni terminal, ni fichier, ni YAML."""
    return [
        f"{module.ici(noeud)} : {module.couche} ne doit pas importer {nom}"
        for module in lire(racine)
        if module.couche in PURES
        for noeud, nom in importes(module, module.noeuds)
        if nom.partition(".")[0] in INTERDITS_AUX_PURES
    ]


def bibliotheques_privees(racine: Path) -> list[str]:
    """Ce qu'une bibliothèque tient pour privé ne s'importe que dans un module, fait pour cela."""
    return [
        f"{module.ici(noeud)} : « {noeud.module}.{nom.name} » est privé, passer par {SEUL_A_TOUCHER_AU_PRIVE}"
        for module in lire(racine)
        if module.chemin != SEUL_A_TOUCHER_AU_PRIVE
        for noeud in module.noeuds
        if isinstance(noeud, ast.ImportFrom) and noeud.module and not noeud.module.startswith(("contrat", "__"))
        for nom in noeud.names
        if any(partie.startswith("_") for partie in [*noeud.module.split("."), nom.name])
    ]


def erreurs_d_usage(racine: Path) -> list[str]:
    """Une couche pure ignore la ligne de commande : elle ne dit pas qu'on l'emploie mal."""
    return [
        f"{module.ici(noeud)} : {module.couche} ne doit pas lever ErreurUsage"
        for module in lire(racine)
        if module.couche in PURES
        for noeud in module.noeuds
        if isinstance(noeud, ast.Name | ast.Attribute) and ast.unparse(noeud).endswith("ErreurUsage")
    ]


def cycles(racine: Path) -> list[str]:
    """Aucun cycle entre modules, où que soient leurs imports."""
    modules = {".".join(["contrat", *Path(m.chemin).with_suffix("").parts]): m for m in lire(racine)}
    graphe: dict[str, set[str]] = {nom: set() for nom in modules}
    for nom, module in modules.items():
        for noeud, depuis in importes(module, module.noeuds):
            objets = [f"{depuis}.{x.name}" for x in noeud.names] if isinstance(noeud, ast.ImportFrom) else []
            graphe[nom].update({depuis, f"{depuis}.__init__", *objets} & modules.keys() - {nom})
    try:
        TopologicalSorter(graphe).prepare()
    except CycleError as erreur:
        return ["cycle d'imports : " + " ← ".join(erreur.args[1])]
    return []


def demarrage_lourd(racine: Path) -> list[str]:
    """En tête des modules de `cli`, rien de lourd : `contrat --help` doit rester rapide.

    Un sous-dossier de `cli` n'est importé que par la commande qui s'en sert : il peut être lourd.
    """
    fautes = []
    differes = {m.chemin.split("/")[1] for m in lire(racine) if m.couche == "cli" and m.chemin.count("/") > 1}
    for module in (m for m in lire(racine) if m.couche == "cli" and m.chemin.count("/") == 1):
        tetes = [n for n in module.arbre.body if isinstance(n, ast.Import | ast.ImportFrom)]
        for noeud, nom in (trouve for tete in tetes for trouve in importes(module, [tete])):
            vise = couche_visee(nom)
            est_differe = vise == "cli" and nom.split(".")[2:3] and nom.split(".")[2] in differes
            if nom.partition(".")[0] in LOURDS_POUR_CLI or est_differe or (vise and vise not in BASE | {"cli"}):
                fautes.append(f"{module.ici(noeud)} : importer {nom} dans la fonction de commande, pas en tête")
    return fautes


def tailles(racine: Path) -> list[str]:
    """Un fichier et une fonction se lisent d'une traite."""
    fautes = []
    for module in lire(racine):
        if (lignes := len(module.texte.splitlines())) > LIGNES_PAR_FICHIER:
            fautes.append(f"{module.chemin} : {lignes} lignes, {LIGNES_PAR_FICHIER} au plus")
        for noeud in module.noeuds:
            if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef):
                lignes = (noeud.end_lineno or noeud.lineno) - noeud.lineno + 1
                if lignes > LIGNES_PAR_FONCTION:
                    fautes.append(
                        f"{module.ici(noeud)} : {noeud.name} a {lignes} lignes, {LIGNES_PAR_FONCTION} au plus"
                    )
    return fautes


def horloge(racine: Path) -> list[str]:
    """Le jour courant n'est demandé que par `cli`, et passé en argument aux autres."""
    fautes = []
    for module in (m for m in lire(racine) if m.couche != "cli"):
        lectures: list[ast.AST] = [n for n in module.noeuds if isinstance(n, ast.Attribute) and n.attr in HORLOGE]
        lectures += [noeud for noeud, nom in importes(module, module.noeuds) if nom == "time"]
        fautes += [f"{module.ici(n)} : « {ast.unparse(n)} » lit l'horloge, seul cli le peut" for n in lectures]
    return fautes


def flottants(racine: Path) -> list[str]:
    """Un montant est un `Decimal` : aucun nombre flottant dans les couches qui comptent."""
    fautes = []
    for module in (m for m in lire(racine) if m.couche in SANS_FLOTTANT):
        for noeud in module.noeuds:
            litteral = isinstance(noeud, ast.Constant) and isinstance(noeud.value, float)
            if litteral or (isinstance(noeud, ast.Name) and noeud.id == "float"):
                fautes.append(f"{module.ici(noeud)} : nombre flottant « {ast.unparse(noeud)} », employer Decimal")
    return fautes


def _est_grand(noeud: ast.AST) -> bool:
    """Vrai pour un entier trop grand, écrit en nombre ou en texte dans `Decimal("…")`."""
    if isinstance(noeud, ast.Constant):
        return type(noeud.value) is int and noeud.value > PLUS_GRAND_ENTIER
    if isinstance(noeud, ast.Call) and ast.unparse(noeud.func) == "Decimal" and noeud.args:
        ecrit = noeud.args[0].value if isinstance(noeud.args[0], ast.Constant) else None
        unites = ecrit.partition(".")[0] if isinstance(ecrit, str) else ""
        return unites.isdecimal() and int(unites) > PLUS_GRAND_ENTIER
    return False


def un_seul_arrondi(racine: Path) -> list[str]:
    """Seul `nombres.py` arrondit : ailleurs, `quantize` ou `:.2f` arrondiraient la moitié au pair."""
    return [
        f"{module.ici(noeud)} : un arrondi, employer nombres.arrondir"
        for module in lire(racine)
        if module.chemin != "nombres.py"
        for noeud in module.noeuds
        if _est_arrondi(noeud)
    ]


def _est_arrondi(noeud: ast.AST) -> bool:
    """Vrai pour `x.quantize` et pour une valeur écrite avec un nombre de décimales, `{x:.2f}`."""
    if isinstance(noeud, ast.Attribute):
        return noeud.attr == "quantize"
    forme = noeud.format_spec if isinstance(noeud, ast.FormattedValue) else None
    return forme is not None and _ARRONDI.search(ast.unparse(forme)) is not None


def nombres_de_droit(racine: Path) -> list[str]:
    """Un grand nombre dans le code est un plafond, un montant ou une année de droit : sa place est dans les données."""
    return [
        f"{module.ici(noeud)} : « {ast.unparse(noeud)} » en dur, le mettre dans les données"
        for module in lire(racine)
        if module.couche in SANS_NOMBRE_DE_DROIT
        for noeud in module.noeuds
        if _est_grand(noeud)
    ]


def init_sans_logique(racine: Path) -> list[str]:
    """Un `__init__.py` ne fait qu'importer et nommer ; font exception le registre des règles et l'application."""
    return [
        f"{module.ici(noeud)} : un __init__.py ne porte pas de logique"
        for module in lire(racine)
        if module.chemin.endswith("__init__.py") and module.couche not in INIT_AVEC_LOGIQUE
        for noeud in module.arbre.body
        if not isinstance(noeud, ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign)
        and not (isinstance(noeud, ast.Expr) and isinstance(noeud.value, ast.Constant))
    ]


def propre_a_la_ville(racine: Path) -> list[str]:
    """Une autre commune reprend l'outil tel quel : rien de la ville livrée dans les sources, les pages, les gabarits.

    Le titre d'un texte de droit est celui du document, où qu'il ait été publié ; la liste de tous les départements
    et celle de toutes les communes ne sont propres à aucune ville.
    """
    motif = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, mots_de_la_ville()))})(?![\w-])")
    fautes = []
    for fichier in sorted(
        f for f in racine.rglob("*") if f.suffix in {".py", ".yaml", ".md", ".j2", ".csv", ".css", ".typ"}
    ):
        if fichier.name == "departements.csv" or fichier.match("droit/communes-*.csv"):
            continue
        for numero, ligne in enumerate(fichier.read_text(encoding="utf-8").splitlines(), 1):
            trouve = motif.search(ligne.casefold())
            if trouve and not ligne.lstrip().startswith("titre: "):
                ou = f"{fichier.relative_to(racine).as_posix()}:{numero}"
                fautes.append(f"{ou} : « {trouve[0]} » est propre à une ville, à mettre dans data/")
    return fautes


def rendu_sans_calcul(racine: Path) -> list[str]:
    """`rendu` écrit ce que `calculs` a rendu : il en importe les classes et les constantes, jamais une fonction."""
    fonctions = {
        (module.chemin.removesuffix(".py").replace("/", "."), noeud.name)
        for module in lire(racine)
        if module.couche == "calculs"
        for noeud in module.arbre.body
        if isinstance(noeud, ast.FunctionDef)
    }
    return [
        f"{module.ici(noeud)} : rendu ne calcule pas, recevoir le résultat de {nom.name}"
        for module in lire(racine)
        if module.couche == "rendu"
        for noeud in module.noeuds
        if isinstance(noeud, ast.ImportFrom) and noeud.module
        for nom in noeud.names
        if (noeud.module.removeprefix("contrat."), nom.name) in fonctions
    ]


def rendu_sans_somme(racine: Path) -> list[str]:
    """Une somme d'euros se fait dans `calculs`, qui sait ce qui est inconnu ; compter avec `sum` reste permis."""
    return [
        f"{module.ici(noeud)} : une somme de montants, la demander à calculs"
        for module in lire(racine)
        if module.couche == "rendu"
        for noeud in module.noeuds
        if isinstance(noeud, ast.Call) and ast.unparse(noeud.func) == "sum" and len(noeud.args) > 1
    ]


Controle = Callable[[Path], list[str]]
CONTROLES: tuple[Controle, ...] = (
    sens_des_imports,
    bibliotheques_interdites,
    bibliotheques_privees,
    erreurs_d_usage,
    cycles,
    demarrage_lourd,
    tailles,
    horloge,
    flottants,
    un_seul_arrondi,
    nombres_de_droit,
    init_sans_logique,
    propre_a_la_ville,
    rendu_sans_calcul,
    rendu_sans_somme,
)

"""Semer des fautes d'une ligne dans le code et compter celles que les tests voient.

Les tests d'un module sont son miroir : `src/contrat/calculs/moments.py` est tenu par `tests/calculs/test_moments.py`,
et par le dossier `tests/calculs/moments/` quand il en faut plusieurs. Le droit compilé se tient d'un bloc.
Chaque mutant est essayé dans un processus dérivé, où seul le module fautif et ceux qui l'importent se chargent de
nouveau. Un survivant que `docs/mutants.md` explique est compté à part. Décision 0017.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import importlib
import importlib.abc
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import CodeType
from typing import NamedTuple

import pytest
from pydantic import BaseModel

from mutations import Faute, lister_mutants

RACINE = Path(__file__).resolve().parent.parent
SOURCES = RACINE / "src"
EXPLIQUES = RACINE / "docs" / "mutants.md"
# Sans miroir, les tests les plus proches : plus lents, et qui tuent moins sûrement.
REPLI = {
    "calculs/actions": ("tests/action", "tests/evaluation"),
    "calculs/argent": ("tests/budget", "tests/financement"),
    "calculs/bareme": ("tests/bareme",),
    "calculs/comparaison": ("tests/comparaison",),
    "calculs/concordance": ("tests/concordance",),
    "calculs/creation": ("tests/creation",),
    "calculs/echanges": ("tests/echanges",),
    "calculs/eligibilite/permanence": ("tests/permanence/test_reponses.py", "tests/permanence/test_questionnaire.py"),
    "calculs/eligibilite": ("tests/eligibilite",),
    "calculs/rapports": ("tests/rapport",),
    "calculs/seances": ("tests/hierarchisation",),
    "calculs/suivi": ("tests/suivi", "tests/rgpd"),
    "controles": ("tests/controles",),
    "modele": ("tests/depot", "tests/controles"),
}
# Ce que ses tests tiennent d'un bloc : une faute d'un de ses modules se voit au désaccord des deux lecteurs.
D_UN_BLOC = "calculs/eligibilite/compilation"
# Un processus par mutant : rien de ce qui ne sert pas à savoir si un test échoue.
INUTILES = ("cacheprovider", "doctest", "faulthandler", "junitxml", "logging", "threadexception", "unraisableexception")
OPTIONS = ("-x", "-q", "--no-header", *(f"-pno:{greffon}" for greffon in INUTILES))
# Ce que les tests chargent toujours, et qui ne dépend pas du contrat.
COMMUNES = ("pydantic", "yaml", "ruamel.yaml", "rich.console", "jinja2", "typer", "hypothesis")
SECONDES_AU_MOINS = 10


class Bilan(NamedTuple):
    """Ce qu'un module a donné : ses mutants tués, ceux que la page explique, ceux que rien ne voit."""

    module: str
    tues: int
    expliques: int
    survivants: tuple[Faute, ...]
    erreur: str = ""

    @property
    def total(self) -> int:
        """Tous les mutants essayés."""
        return self.tues + self.expliques + len(self.survivants)


class Essai(NamedTuple):
    """Un module à éprouver ; `aussi` : des tests de plus pour les survivants ; un mutant sur `pas`."""

    chemin: Path
    aussi: tuple[str, ...]
    pas: int

    @property
    def relatif(self) -> Path:
        """Le chemin du module dans `src/contrat`."""
        return self.chemin.relative_to(SOURCES / "contrat")

    @property
    def module(self) -> str:
        """Le nom sous lequel le module s'importe."""
        return ".".join(self.chemin.relative_to(SOURCES).with_suffix("").parts)

    def mutants(self) -> list[tuple[Faute, CodeType]]:
        """Les mutants à essayer."""
        source = self.chemin.read_text(encoding="utf-8")
        return list(lister_mutants(source, str(self.chemin)))[:: self.pas]

    def tests(self) -> tuple[str, ...]:
        """Les tests qui tiennent ce module."""
        dossier = RACINE / "tests" / self.relatif.parent
        if self.relatif.is_relative_to(D_UN_BLOC):
            return (str(dossier),)
        miroirs = [dossier / f"test_{self.relatif.name}", dossier / self.relatif.stem]
        if presents := tuple(str(miroir) for miroir in miroirs if miroir.exists()):
            return presents
        return next((tests for dossier, tests in REPLI.items() if self.relatif.is_relative_to(dossier)), ())


def eprouver(essai: Essai) -> Bilan:
    """Essayer tous les mutants d'un module, puis ceux qui restent contre les tests de plus."""
    mutants, tests = essai.mutants(), essai.tests()
    if not tests:
        return Bilan(str(essai.relatif), 0, 0, (), "aucun test miroir")
    _precharger(essai.module)
    depart = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    if _essayer(essai.module, [None], tests, 600) != [0]:
        return Bilan(str(essai.relatif), 0, 0, (), f"les tests échouent sans aucune faute : {' '.join(tests)}")
    duree = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - depart
    page = " ".join(EXPLIQUES.read_text(encoding="utf-8").split())
    a_essayer = [(faute, code) for faute, code in mutants if f"`{essai.relatif}` : {faute}" not in page]
    survivants = _garder(essai.module, a_essayer, tests, SECONDES_AU_MOINS + int(5 * duree))
    if essai.aussi:
        survivants = _garder(essai.module, survivants, essai.aussi, 600)
    tues, expliques = len(a_essayer) - len(survivants), len(mutants) - len(a_essayer)
    return Bilan(str(essai.relatif), tues, expliques, tuple(faute for faute, _ in survivants))


def _garder(
    module: str, mutants: list[tuple[Faute, CodeType]], tests: Sequence[str], secondes: int
) -> list[tuple[Faute, CodeType]]:
    """Ceux de ces mutants que ces tests laissent vivre."""
    issues = _essayer(module, [code for _, code in mutants], tests, secondes)
    return [mutant for mutant, issue in zip(mutants, issues, strict=True) if issue == 0]


def _precharger(module: str) -> None:
    """Charger une fois tout ce qui n'importe pas le module éprouvé."""
    for nom in COMMUNES:
        importlib.import_module(nom)
    # `None` interdit l'import : le module et ceux qui en dépendent échouent, et ne restent pas chargés.
    sys.modules[module] = None  # type: ignore[assignment]
    for chemin in sorted((SOURCES / "contrat").rglob("*.py")):
        parties = chemin.relative_to(SOURCES).with_suffix("").parts
        if parties[-1] not in {"__init__", "__main__"}:
            with contextlib.suppress(ImportError):
                importlib.import_module(".".join(parties))
    del sys.modules[module]
    for modele in _lister_modeles(BaseModel):
        modele.model_rebuild()
    gc.disable()
    gc.freeze()


def _lister_modeles(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Les modèles du contrat, que pydantic ne construit qu'à leur premier emploi."""
    for modele in base.__subclasses__():
        if modele.__module__.startswith("contrat.modele"):
            yield modele
        yield from _lister_modeles(modele)


def _essayer(module: str, codes: Sequence[CodeType | None], tests: Sequence[str], secondes: int) -> list[int]:
    """Lancer ces tests une fois par code, celui du module ; 0 quand ils réussissent."""
    semeur, parent = _Semeur(module, codes, secondes), os.getpid()
    with Path(os.devnull).open("w", encoding="utf-8") as rien, contextlib.redirect_stdout(rien):
        issue = int(pytest.main([*OPTIONS, *tests], plugins=[semeur]))
    if os.getpid() != parent:
        os._exit(issue)
    return semeur.issues


class _Semeur:
    """Le greffon qui dérive un processus par code, une fois pytest prêt et avant qu'il importe le moindre test."""

    def __init__(self, module: str, codes: Sequence[CodeType | None], secondes: int) -> None:
        self.module, self.codes, self.secondes = module, codes, secondes
        self.issues: list[int] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Dans l'enfant, poursuivre avec le module fautif ; dans le parent, les attendre tous puis s'arrêter là."""
        if self.module in sys.modules:
            raise pytest.UsageError(f"un conftest charge déjà {self.module} : la faute n'y serait pas")
        for code in self.codes:
            enfant = os.fork()
            if not enfant:
                limite = int(time.process_time()) + self.secondes
                resource.setrlimit(resource.RLIMIT_CPU, (limite, resource.RLIM_INFINITY))
                if code is not None:
                    _substituer(self.module, code)
                return
            self.issues.append(os.waitpid(enfant, 0)[1])
        pytest.exit("tous essayés", 0)


def _substituer(module: str, code: CodeType) -> None:
    lire = importlib.abc.SourceLoader.get_code

    def lire_ou_remplacer(chargeur: importlib.abc.SourceLoader, nom: str) -> CodeType | None:
        return code if nom == module else lire(chargeur, nom)

    importlib.machinery.SourceFileLoader.get_code = lire_ou_remplacer  # type: ignore[method-assign,assignment]


def ecrire(bilan: Bilan) -> str:
    """Le score d'un module et ses survivants, prêts à être copiés dans la page qui les explique."""
    score = 100 * (bilan.tues + bilan.expliques) / bilan.total if bilan.total else 100
    compte = (
        f"{bilan.total} mutants, {bilan.tues} tués, {bilan.expliques} expliqués, {len(bilan.survivants)} survivants"
    )
    if bilan.erreur:
        return f"    — %  {bilan.module} : {bilan.erreur}\n"
    lignes = [f"{score:5.1f} %  {bilan.module} : {compte}\n"]
    lignes += [f"    l. {faute.ligne}  `{bilan.module}` : {faute}\n" for faute in bilan.survivants]
    return "".join(lignes)


def main(arguments: Sequence[str] | None = None) -> int:
    """Éprouver les modules demandés ; 1 s'il reste des survivants sans explication, ou un module non éprouvé."""
    lecteur = argparse.ArgumentParser(description=__doc__)
    lecteur.add_argument("chemins", nargs="*", default=["calculs"], help="modules ou dossiers de src/contrat")
    lecteur.add_argument("--aussi", action="append", default=[], help="tests de plus, pour les seuls survivants")
    lecteur.add_argument("--un-sur", type=int, default=1, help="n'essayer qu'un mutant sur N")
    lecteur.add_argument("--processus", type=int, default=os.cpu_count() or 1)
    options = lecteur.parse_args(arguments)
    os.chdir(RACINE)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    racines = [SOURCES / "contrat" / c for c in options.chemins]
    modules = [m for r in racines for m in ([r] if r.is_file() else sorted(r.rglob("*.py"))) if m.name != "__init__.py"]
    if not modules:
        lecteur.error(f"aucun module sous src/contrat : {' '.join(options.chemins)}")
    essais = [Essai(m, tuple(options.aussi), options.un_sur) for m in modules]
    bilans = []
    with multiprocessing.get_context("fork").Pool(options.processus, maxtasksperchild=1) as groupe:
        for bilan in groupe.imap(eprouver, essais):
            bilans.append(bilan)
            sys.stdout.write(ecrire(bilan))
            sys.stdout.flush()
    total, tues, expliques = (sum(ns) for ns in zip(*((b.total, b.tues, b.expliques) for b in bilans), strict=True))
    score = f"{100 * (tues + expliques) / max(total, 1):.1f} %"
    sys.stdout.write(
        f"{total} mutants : {tues} tués, {expliques} expliqués, {total - tues - expliques} survivants ; {score}\n"
    )
    if en_erreur := sum(bool(bilan.erreur) for bilan in bilans):
        sys.stdout.write(f"{en_erreur} module(s) non éprouvé(s), hors de ce score\n")
    return int(bool(en_erreur) or tues + expliques < total)


if __name__ == "__main__":
    sys.exit(main())

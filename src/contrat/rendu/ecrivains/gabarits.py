"""Remplir les gabarits : ceux du contrat d'abord, sinon ceux livrés avec l'outil."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.loaders import FileSystemLoader
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from contrat.erreurs import ErreurContrat
from contrat.proches import proposer
from contrat.rendu.ecrivains.fautes_gabarit import (
    CalculRefuse,
    citer_ligne,
    expliquer_syntaxe,
    expliquer_valeur,
    situer_erreur,
)
from contrat.rendu.ecrivains.figure import tracer
from contrat.rendu.ecrivains.largeurs import reperer_les_longues
from contrat.rendu.ecrivains.valeurs import ecrire_rangee
from contrat.rendu.page import Cellule, Figure, Page, Points, Rangee, Remarque, Tableau

DOSSIER = "templates"
_PAQUET = Path(__file__).resolve().parent.parent.parent
# Dans la roue, les gabarits sont dans le paquet ; dans le dépôt, à sa racine.
LIVRES = (_PAQUET / "gabarits", _PAQUET.parent.parent / DOSSIER)

SECONDES = 20

# Ce qui écrirait autant de signes qu'on veut, ou autre chose à chaque fois.
_FILTRES_ECARTES = frozenset({"center", "format", "indent", "random"})
_METHODES_ECARTEES = frozenset({"center", "expandtabs", "format", "format_map", "ljust", "replace", "rjust", "zfill"})
_CITES = re.compile("'([^']*)'")
_GENRES = ((Tableau, "tableau"), (Points, "points"), (Figure, "figure"), (Remarque, "remarque"))


def remplir_page(page: Page, forme: str, racine: Path, echapper: Callable[..., str]) -> str:
    """Remplir le gabarit d'une page, `page.md.j2` ou celui qui lui est propre."""
    noms = [f"{page.gabarit}.{forme}.j2", f"page.{forme}.j2"]
    return remplir(noms, {"page": page}, racine, echapper)


def remplir(noms: list[str], contexte: Mapping[str, Any], racine: Path, echapper: Callable[..., str]) -> str:
    """Remplir le premier gabarit trouvé parmi ces noms ; chaque texte y est désarmé, que l'auteur y pense ou non.

    `echapper` désarme un texte pour la forme du gabarit.
    Lève `ErreurContrat` quand le gabarit manque ou qu'il est fautif, avec sa ligne.
    """
    # Une commune qui n'a pas les siens prend les mêmes que toutes les autres, déjà préparés.
    dossiers = tuple(dossier for dossier in (racine / DOSSIER, *LIVRES) if dossier.is_dir())
    nom = next((nom for nom in noms for dossier in dossiers if (dossier / nom).is_file()), noms[-1])
    try:
        with _borner_le_temps(nom):
            jinja = _preparer(dossiers, echapper)
            return jinja.select_template(noms).render(contexte).strip() + "\n"
    except TemplateNotFound as erreur:
        raise ErreurContrat(f"le gabarit « {erreur.name} » n'existe pas", f"l'écrire dans {DOSSIER}/") from None
    except TemplateSyntaxError as erreur:
        fichier = erreur.filename or erreur.name or nom
        faute = expliquer_syntaxe(erreur.message or "") + citer_ligne(fichier, erreur.lineno)
        raise ErreurContrat(f"{fichier}:{erreur.lineno} : {faute}", "corriger cette ligne") from None
    except UndefinedError as erreur:
        inconnu = (_CITES.findall(erreur.message or "") or ["un rang de liste"])[-1]
        raise ErreurContrat(
            f"{situer_erreur(erreur, nom)[0]} : le gabarit emploie un nom inconnu : « {inconnu} »",
            proposer(inconnu, contexte) or f"les noms que reçoit un gabarit : {', '.join(sorted(contexte))}",
        ) from None
    except (MemoryError, RecursionError) as erreur:
        raise ErreurContrat(
            f"{situer_erreur(erreur, nom)[0]} : gabarit sans fin", "y chercher ce qui se répète"
        ) from None
    except (TemplateError, RuntimeError, TypeError, ValueError, ArithmeticError, LookupError) as erreur:
        lieu, ligne = situer_erreur(erreur, nom)
        raise ErreurContrat(f"{lieu} : {expliquer_valeur(erreur)}{ligne}", "corriger cette ligne") from None


def situer_gabarit(noms: list[str], racine: Path) -> Path:
    """Le fichier d'un gabarit qui n'est pas pour jinja : le premier du contrat, sinon celui livré avec l'outil."""
    trouve = situer_dans([racine / DOSSIER, *LIVRES], noms)
    if trouve is None:
        raise ErreurContrat(f"le gabarit « {noms[-1]} » n'existe pas", f"l'écrire dans {DOSSIER}/")
    return trouve


def situer_dans(dossiers: Iterable[Path], noms: list[str]) -> Path | None:
    """Le premier de ces fichiers, du premier dossier qui en a un ; rien de ce où mène un lien."""
    for dossier in dossiers:
        for nom in noms:
            if (dossier / nom).is_file():
                _refuser_un_lien(dossier / nom, [dossier])
                return dossier / nom
    return None


@contextmanager
def _borner_le_temps(nom: str) -> Iterator[None]:
    """Arrêter un gabarit qui boucle, là où le système sait le faire : sous Windows, c'est l'usager qui interrompt."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def arreter(*_: object) -> None:
        raise ErreurContrat(f"{nom} : le gabarit n'a pas fini en {SECONDES} secondes", "y chercher ce qui se répète")

    avant = signal.signal(signal.SIGALRM, arreter)
    signal.setitimer(signal.ITIMER_REAL, SECONDES)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, avant)


class _SansCalcul(ImmutableSandboxedEnvironment):
    """Un gabarit vient du dépôt d'une commune : il n'écrit que du texte, et les nombres lui arrivent calculés."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._permis: dict[tuple[type, str], bool] = {}

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Refuser un calcul."""
        del context, left, right
        raise CalculRefuse(f"un gabarit ne calcule pas : « {operator} »")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuser aussi les méthodes d'un texte qui l'allongent sans mesure."""
        # Jinja n'en juge que d'après la classe et le nom : une page le demande des milliers de fois.
        cle = (type(obj), attr)
        if cle not in self._permis:
            self._permis[cle] = not (isinstance(obj, str) and attr in _METHODES_ECARTEES) and super().is_safe_attribute(
                obj, attr, value
            )
        return self._permis[cle]


class _Chargeur(FileSystemLoader):
    """Les gabarits des dossiers permis, et rien de ce où mène un lien."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Lire un gabarit, s'il est bien dans un de ces dossiers."""
        try:
            texte, fichier, a_jour = super().get_source(environment, template)
        except UnicodeDecodeError:
            raise ErreurContrat(f"{template} : ce gabarit n'est pas en UTF-8", "le réenregistrer en UTF-8") from None
        _refuser_un_lien(Path(fichier), [Path(dossier) for dossier in self.searchpath])
        return texte, fichier, a_jour


def _refuser_un_lien(fichier: Path, dossiers: list[Path]) -> None:
    if not any(fichier.resolve().is_relative_to(dossier.resolve()) for dossier in dossiers):
        raise ErreurContrat(f"{fichier} : ce gabarit est un lien qui mène hors de {DOSSIER}/", "y copier le fichier")


# Un site a des centaines de pages, qui prennent toutes les mêmes gabarits ; un gabarit changé est relu.
@lru_cache(maxsize=8)
def _preparer(dossiers: tuple[Path, ...], echapper: Callable[..., str]) -> Environment:
    jinja = _SansCalcul(
        loader=_Chargeur(dossiers),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=partial(_proteger, echapper),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals.pop("lipsum")
    for nom in _FILTRES_ECARTES:
        jinja.filters.pop(nom)
    jinja.filters["genre"] = lambda bloc: next((g for classe, g in _GENRES if isinstance(bloc, classe)), "phrase")
    jinja.filters["cases"] = ecrire_rangee
    jinja.filters["cases_liees"] = partial(_lier, echapper)
    jinja.filters["attributs"] = _classer
    jinja.filters["dans_une_case"] = lambda texte: _proteger(partial(echapper, en_tete=False), texte)
    jinja.filters["dessin"] = tracer
    return jinja


def _classer(tableau: Tableau) -> list[Markup]:
    """L'attribut HTML des cases de chaque colonne, le même pour toutes les rangées."""
    longues = reperer_les_longues(tableau)
    classes = [
        "nombre" if colonne.est_chiffree
        else "fixe" if colonne.fixe
        else "a-remplir" if colonne.a_remplir
        else "long" if rang in longues
        else ""
        for rang, colonne in enumerate(tableau.colonnes)
    ]  # fmt: skip
    return [Markup(' class="{}"').format(classe) if classe else Markup() for classe in classes]


def _lier(echapper: Callable[[str], str], tableau: Tableau, rangee: Rangee) -> list[str]:
    """Les cases d'une rangée ; celle qui ouvre une autre page du site en est un lien."""
    return [
        Markup('<a href="{}">{}</a>').format(case.vers, Markup(echapper(texte)))  # noqa: S704 - déjà désarmé
        if isinstance(case, Cellule) and case.vers
        else texte
        for texte, case in zip(ecrire_rangee(tableau, rangee), rangee.cellules, strict=True)
    ]


def _proteger(echapper: Callable[[str], str], valeur: Any) -> Any:
    """Désarmer un texte au moment où le gabarit l'écrit ; ce qu'une macro a déjà écrit passe tel quel."""
    return Markup(echapper(valeur)) if isinstance(valeur, str) and not isinstance(valeur, Markup) else valeur  # noqa: S704

"""Remplir les gabarits : ceux du contrat d'abord, sinon ceux livrés avec l'outil."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.loaders import FileSystemLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from contrat.erreurs import ErreurContrat
from contrat.proches import proposer
from contrat.rendu.ecrivains.figure import tracer
from contrat.rendu.ecrivains.valeurs import ecrire_rangee
from contrat.rendu.page import Figure, Page, Points, Remarque, Tableau

DOSSIER = "templates"
_PAQUET = Path(__file__).resolve().parent.parent.parent
# Dans la roue, les gabarits sont dans le paquet ; dans le dépôt, à sa racine.
LIVRES = (_PAQUET / "gabarits", _PAQUET.parent.parent / DOSSIER)

_CITES = re.compile("'([^']*)'")
_GENRES = ((Tableau, "tableau"), (Points, "points"), (Figure, "figure"), (Remarque, "remarque"))


def remplir_page(page: Page, forme: str, racine: Path) -> str:
    """Remplir le gabarit d'une page, `page.md.j2` ou celui qui lui est propre."""
    noms = [f"{page.gabarit}.{forme}.j2", f"page.{forme}.j2"]
    return remplir(noms, {"page": page}, racine)


def remplir(noms: list[str], contexte: Mapping[str, Any], racine: Path) -> str:
    """Remplir le premier gabarit trouvé parmi ces noms ; chaque texte y est désarmé, que l'auteur y pense ou non.

    Lève `ErreurContrat` quand le gabarit manque ou qu'il est fautif, avec sa ligne.
    """
    nom = noms[-1]
    try:
        return _preparer(nom, racine).select_template(noms).render(contexte).strip() + "\n"
    except TemplateNotFound as erreur:
        raise ErreurContrat(f"le gabarit « {erreur.name} » n'existe pas", f"l'écrire dans {DOSSIER}/") from None
    except TemplateSyntaxError as erreur:
        lieu = f"{erreur.filename or erreur.name}:{erreur.lineno}"
        raise ErreurContrat(f"{lieu} : gabarit mal écrit (jinja : {erreur.message})", "corriger cette ligne") from None
    except UndefinedError as erreur:
        inconnu = (_CITES.findall(erreur.message or "") or [""])[-1]
        raise ErreurContrat(
            f"{_situer(erreur, nom)} : le gabarit emploie un nom inconnu : « {inconnu} »",
            proposer(inconnu, contexte) or f"les noms que reçoit un gabarit : {', '.join(sorted(contexte))}",
        ) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as erreur:
        raise ErreurContrat(
            f"{_situer(erreur, nom)} : gabarit fautif (jinja : {erreur})", "corriger cette ligne"
        ) from None


def _preparer(nom: str, racine: Path) -> Environment:
    # Un gabarit vient du dépôt d'une commune : le bac à sable l'empêche de faire autre chose que du texte.
    jinja = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([racine / DOSSIER, *LIVRES]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=partial(_proteger, _echapper_selon(nom)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters["genre"] = lambda bloc: next((g for classe, g in _GENRES if isinstance(bloc, classe)), "phrase")
    jinja.filters["cases"] = ecrire_rangee
    jinja.filters["barres"] = tracer
    return jinja


def _echapper_selon(nom: str) -> Callable[[str], str]:
    # Importés ici : chacun des deux écrivains se sert de ce module.
    if nom.endswith(".html.j2"):
        from contrat.rendu.ecrivains.page_html import echapper as en_html

        return en_html
    from contrat.rendu.ecrivains.markdown import echapper as en_markdown

    return en_markdown


def _proteger(echapper: Callable[[str], str], valeur: Any) -> Any:
    """Désarmer un texte au moment où le gabarit l'écrit ; ce qu'une macro a déjà écrit passe tel quel."""
    return Markup(echapper(valeur)) if isinstance(valeur, str) and not isinstance(valeur, Markup) else valeur  # noqa: S704


def _situer(erreur: Exception, nom: str) -> str:
    """Le fichier et la ligne du gabarit, que jinja inscrit dans la trace de l'erreur."""
    etapes = [e for e in traceback.extract_tb(erreur.__traceback__) if Path(e.filename).suffix == ".j2"]
    return f"{etapes[-1].filename}:{etapes[-1].lineno}" if etapes else nom

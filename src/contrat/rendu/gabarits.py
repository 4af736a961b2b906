"""Remplir les gabarits de rapport : ceux du contrat d'abord, sinon ceux livrés avec l'outil."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    select_autoescape,
)
from jinja2.loaders import FileSystemLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from contrat.erreurs import ErreurContrat
from contrat.proches import proposer

DOSSIER = "templates"
_PAQUET = Path(__file__).resolve().parent.parent
# Dans la roue, les gabarits sont dans le paquet ; dans le dépôt, à sa racine.
LIVRES = (_PAQUET / "gabarits", _PAQUET.parent.parent / DOSSIER)

_CITES = re.compile("'([^']*)'")


def remplir(nom: str, contexte: Mapping[str, Any], racine: Path) -> str:
    """Remplir un gabarit, par exemple `comite.md.j2` ; les textes sont écrits tels quels.

    Lève `ErreurContrat` quand le gabarit manque ou qu'il est fautif, avec sa ligne.
    """
    lieux = [racine / DOSSIER, *LIVRES]
    # Un gabarit vient du dépôt d'une commune : le bac à sable l'empêche de faire autre chose que du texte.
    jinja = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(lieux),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html.j2",)),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return jinja.get_template(nom).render(contexte).strip() + "\n"
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


def _situer(erreur: Exception, nom: str) -> str:
    """Le fichier et la ligne du gabarit, que jinja inscrit dans la trace de l'erreur."""
    etapes = [e for e in traceback.extract_tb(erreur.__traceback__) if Path(e.filename).suffix == ".j2"]
    return f"{etapes[-1].filename}:{etapes[-1].lineno}" if etapes else nom

"""Dire en français ce qui cloche dans un gabarit : jinja ne le sait qu'en anglais."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from pathlib import Path

from jinja2.exceptions import SecurityError

_REMPLIR = "cette ligne ne peut pas se remplir"
# Ce que jinja cite de plus utile, dans l'ordre où il faut le chercher ; le reste se voit en relisant la ligne.
_SYNTAXE = (
    (r"No filter named '(.+)'", "le filtre « {} » n'existe pas"),
    (r"No test named '(.+)'", "le test « {} » n'existe pas"),
    (r"Encountered unknown tag '(end\w+)'", "« {} » ne ferme rien"),
    (r"Encountered unknown tag '(.+?)'", "la balise « {} » n'existe pas ici"),
    (r"block '(.+)' defined twice", "le bloc « {} » est écrit deux fois"),
    (
        r"(?i)unexpected '?end of (?:template|print)|missing end of|got 'end of template'",
        "ce qui est ouvert ne se ferme pas",
    ),
    (r"unexpected '(.+?)'|unexpected char '(.+?)'", "« {} » n'est pas attendu ici"),
    (r"expected token '.+', got '(.+)'", "« {} » n'est pas attendu ici"),
)
_NOMS = {"end of print statement": "}}", "end of statement block": "%}", "begin of print statement": "{{"}
_LONGUEUR = 80


class CalculRefuse(SecurityError):
    """Un gabarit calcule ; le message est déjà en français."""


def traduire(message: str, phrases: Iterable[tuple[str, str]]) -> str:
    """La phrase du premier motif qui convient à un message en anglais, avec ce qu'il cite ; rien sinon."""
    for motif, phrase in phrases:
        if trouve := re.search(motif, message):
            cite = next(filter(None, trouve.groups()), "")
            return phrase.format(_NOMS.get(cite, cite))
    return ""


def expliquer_syntaxe(message: str) -> str:
    """La faute de syntaxe ; sans autre mot quand elle n'est pas de celles qu'on rencontre."""
    return traduire(message, _SYNTAXE) or "gabarit mal écrit"


def expliquer_valeur(erreur: Exception) -> str:
    """Pourquoi une ligne bien écrite ne se remplit pas."""
    if isinstance(erreur, CalculRefuse):
        return str(erreur)
    if isinstance(erreur, SecurityError):
        return f"{_REMPLIR} : un gabarit n'emploie que ce qu'il reçoit"
    if isinstance(erreur, ArithmeticError):
        return f"{_REMPLIR} : un nombre n'y convient pas"
    return f"{_REMPLIR} : une valeur n'y convient pas, ou elle manque"


def citer_ligne(lieu: str, numero: int) -> str:
    """La ligne fautive, pour la relire ; rien quand le fichier n'est plus là."""
    try:
        ligne = Path(lieu).read_text(encoding="utf-8").splitlines()[numero - 1].strip()
    except (OSError, UnicodeDecodeError, IndexError):
        return ""
    return f" : « {ligne[:_LONGUEUR]}{'…' if len(ligne) > _LONGUEUR else ''} »" if ligne else ""


def situer_erreur(erreur: Exception, nom: str) -> tuple[str, str]:
    """Le fichier et la ligne du gabarit, que jinja inscrit dans la trace de l'erreur, et ce qu'elle porte."""
    etapes = [e for e in traceback.extract_tb(erreur.__traceback__) if Path(e.filename).suffix == ".j2"]
    if not etapes:
        return nom, ""
    return f"{etapes[-1].filename}:{etapes[-1].lineno}", citer_ligne(etapes[-1].filename, etapes[-1].lineno or 1)

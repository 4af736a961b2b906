"""Les diagnostics en texte, en JSON et en annotations GitHub."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from contrat.diagnostics import Diagnostic, Gravite

VERSION = 1
_NIVEAUX = {Gravite.ERREUR: "error", Gravite.AVERTISSEMENT: "warning", Gravite.INFORMATION: "notice"}


def en_texte(diagnostics: Iterable[Diagnostic]) -> str:
    """Une faute par bloc : l'endroit et le message, la ligne soulignée, le geste à faire."""
    return "\n".join(_bloc(diagnostic) for diagnostic in diagnostics)


def _bloc(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.fichier}:{diagnostic.ligne}:{diagnostic.colonne}"
    lignes = [f"{place}: {diagnostic.gravite.value}[{diagnostic.code}] {diagnostic.message}"]
    if diagnostic.extrait:
        lignes += _extrait(diagnostic)
    if diagnostic.aide:
        lignes.append(f"    aide : {diagnostic.aide}")
    return "\n".join(lignes)


def _extrait(diagnostic: Diagnostic) -> list[str]:
    """La ligne fautive et son soulignement, sous un numéro de ligne."""
    numero = str(diagnostic.ligne)
    marge = " " * len(numero)
    texte = diagnostic.extrait.replace("\t", " ")
    fin = max(min(diagnostic.fin, len(texte) + 1), diagnostic.colonne + 1)
    trait = " " * (diagnostic.colonne - 1) + "^" * (fin - diagnostic.colonne)
    return [f"{marge} |", f"{numero} | {texte}", f"{marge} | {trait}"]


def en_json(diagnostics: Sequence[Diagnostic], fichiers: int) -> str:
    """Les diagnostics et leur bilan, dans une forme stable."""
    objet = {
        "version": VERSION,
        "diagnostics": [
            {
                "code": d.code,
                "gravite": d.gravite.value,
                "message": d.message,
                "fichier": d.fichier,
                "ligne": d.ligne,
                "colonne": d.colonne,
                "aide": d.aide,
            }
            for d in diagnostics
        ],
        "bilan": {
            "fichiers": fichiers,
            "erreurs": compter(diagnostics, Gravite.ERREUR),
            "avertissements": compter(diagnostics, Gravite.AVERTISSEMENT),
            "informations": compter(diagnostics, Gravite.INFORMATION),
        },
    }
    return json.dumps(objet, ensure_ascii=False, indent=2)


def compter(diagnostics: Iterable[Diagnostic], gravite: Gravite) -> int:
    """Le nombre de diagnostics d'une gravité."""
    return sum(d.gravite is gravite for d in diagnostics)


def en_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Une annotation par faute ; GitHub n'en montre que dix de chaque sorte, les erreurs passent donc d'abord."""
    rang = list(_NIVEAUX)
    tries = sorted(diagnostics, key=lambda d: rang.index(d.gravite))
    return "\n".join(_annotation(d) for d in tries)


def _annotation(d: Diagnostic) -> str:
    champs = f"file={_propriete(d.fichier)},line={d.ligne},col={d.colonne},endColumn={d.fin},title={d.code}"
    message = d.message + (f"\naide : {d.aide}" if d.aide else "")
    return f"::{_NIVEAUX[d.gravite]} {champs}::{_echapper(message)}"


def _echapper(texte: str) -> str:
    return texte.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _propriete(texte: str) -> str:
    return _echapper(texte).replace(":", "%3A").replace(",", "%2C")


def dire_bilan(fichiers: int, diagnostics: Sequence[Diagnostic]) -> str:
    """Le bilan d'un contrôle, en une ligne."""
    nombres = [
        (fichiers, "fichier"),
        (compter(diagnostics, Gravite.ERREUR), "erreur"),
        (compter(diagnostics, Gravite.AVERTISSEMENT), "avertissement"),
        (compter(diagnostics, Gravite.INFORMATION), "information"),
    ]
    return ", ".join(f"{n} {mot}" + ("s" if n > 1 else "") for n, mot in nombres)

"""Les diagnostics en texte et en JSON, et leur bilan."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from contrat.diagnostics import Diagnostic, Gravite
from contrat.nombres import accorder
from contrat.rendu.objets import extraire
from contrat.rendu.typographie import plier

VERSION = 1
CHAMPS = ("code", "gravite", "message", "fichier", "ligne", "colonne", "aide")
# Une ligne plus longue est montrée autour de la faute seulement.
LARGEUR_EXTRAIT, AVANT_LA_FAUTE = 100, 40
FICHIERS_CITES = 10
# Caractères de contrôle et de mise en forme, séparateurs de lignes et de paragraphes.
_INVISIBLES = frozenset({"Cc", "Cf", "Zl", "Zp"})


# Les teintes du terminal ; la gravité reste écrite en toutes lettres.
_TEINTES = {Gravite.ERREUR: "31", Gravite.AVERTISSEMENT: "33", Gravite.INFORMATION: "36"}


def en_texte(diagnostics: Iterable[Diagnostic], *, en_couleur: bool = False, largeur: int = 0) -> str:
    """Une faute par bloc : l'endroit et le message, la ligne soulignée, le geste à faire.

    `largeur` : celle du terminal, où tout se plie ; 0 dans un fichier ou un tube, où rien ne se coupe.
    """
    return "\n".join(_teindre(d, _bloc(d, largeur)) if en_couleur else _bloc(d, largeur) for d in diagnostics)


def _teindre(d: Diagnostic, bloc: str) -> str:
    """Le même bloc, la gravité et son code en couleur."""
    etiquette = f"{d.gravite.value}[{d.code}]"
    return bloc.replace(etiquette, f"\x1b[{_TEINTES[d.gravite]}m{etiquette}\x1b[0m", 1)


def dire_place(d: Diagnostic) -> str:
    """L'endroit, le code et le message, sur une ligne."""
    return f"{d.fichier}:{d.ligne}:{d.colonne}: {d.gravite.value}[{d.code}] {en_ligne(d.message)}"


def _bloc(diagnostic: Diagnostic, largeur: int) -> str:
    lignes = plier_au_terminal(dire_place(diagnostic), largeur)
    if diagnostic.extrait:
        lignes += _extrait(diagnostic, largeur)
    if diagnostic.aide:
        lignes += plier_au_terminal(f"    aide : {en_ligne(diagnostic.aide)}", largeur)
    return "\n".join(lignes)


def plier_au_terminal(ligne: str, largeur: int) -> list[str]:
    """La ligne, coupée entre deux mots quand elle ne tient pas ; `largeur` : celle du terminal, 0 ailleurs."""
    return plier(ligne, suite="      ", largeur=largeur) if 0 < largeur < _largeur(ligne) else [ligne]


def _extrait(diagnostic: Diagnostic, largeur: int) -> list[str]:
    """La ligne fautive et son soulignement, sous un numéro de ligne."""
    numero = str(diagnostic.ligne)
    marge = " " * len(numero)
    texte = en_ligne(diagnostic.extrait)
    debut = diagnostic.colonne - 1
    # Le numéro, la barre et deux points de suspension.
    place = LARGEUR_EXTRAIT if not largeur else min(LARGEUR_EXTRAIT, max(largeur - len(marge) - 5, AVANT_LA_FAUTE))
    depart = max(debut - min(AVANT_LA_FAUTE, place // 2), 0) if len(texte) > place else 0
    arrivee = depart + place
    montre = ("…" if depart else "") + texte[depart:arrivee] + ("…" if arrivee < len(texte) else "")
    avant, faute = texte[depart:debut], texte[debut : min(diagnostic.fin - 1, arrivee)]
    trait = " " * (bool(depart) + _largeur(avant)) + "^" * max(_largeur(faute), 1)
    return [f"{marge} |", f"{numero} | {montre}", f"{marge} | {trait}"]


def en_ligne(texte: str) -> str:
    """Le texte sur une ligne, signe pour signe : un caractère de contrôle dérangerait le terminal."""
    return "".join(
        " " if signe == "\t" else "\ufffd" if unicodedata.category(signe) in _INVISIBLES else signe for signe in texte
    )


def _largeur(texte: str) -> int:
    """La place d'un texte à l'écran : un accent combiné n'en prend pas, un idéogramme en prend deux."""
    larges = sum(unicodedata.east_asian_width(signe) in "WF" for signe in texte)
    return len(texte) + larges - sum(unicodedata.combining(signe) != 0 for signe in texte)


def en_json(
    diagnostics: Sequence[Diagnostic],
    fichiers: int,
    empechees: Mapping[str, Sequence[str]],
    acceptees: Sequence[Diagnostic] = (),
) -> str:
    """Les diagnostics, ceux que le contrat accepte, les règles empêchées et le bilan, dans une forme stable."""
    objet = {
        "version": VERSION,
        "diagnostics": _detailler(diagnostics),
        "acceptees": _detailler(acceptees),
        "non_verifie": [{"fichier": fichier, "regles": list(codes)} for fichier, codes in empechees.items()],
        "bilan": {"fichiers": fichiers, **dresser_bilan(diagnostics)},
    }
    return json.dumps(objet, ensure_ascii=False, indent=2)


def _detailler(diagnostics: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    return [ligne | _reconnaitre(d) for ligne, d in zip(lister(diagnostics), diagnostics, strict=True)]


def _reconnaitre(d: Diagnostic) -> dict[str, Any]:
    """Ce qui situe et reconnaît une faute d'une fois à l'autre, la page de sa règle, sa correction si elle est sûre.

    `constatee` : le fichier et la ligne où la règle l'a vue, quand la ligne montrée est celle qui a changé.
    """
    return {
        "colonne_fin": d.fin,
        "place": d.place,
        "empreinte": d.empreinte,
        "constatee": d.constatee and {"fichier": d.constatee.fichier, "ligne": d.constatee.ligne},
        "page": f"contrat expliquer {d.code}",
        "correction": d.correction._asdict() if d.correction else None,
    }


def lister(diagnostics: Iterable[Diagnostic]) -> list[dict[str, str | int]]:
    """Les diagnostics, champ par champ."""
    return [extraire(d, *CHAMPS) for d in diagnostics]


def dresser_bilan(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    """Combien de diagnostics de chaque gravité."""
    return {f"{gravite.value}s": compter(diagnostics, gravite) for gravite in Gravite}


def compter(diagnostics: Iterable[Diagnostic], gravite: Gravite) -> int:
    """Le nombre de diagnostics d'une gravité."""
    return sum(d.gravite is gravite for d in diagnostics)


def dire_empechements(empechees: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Ce que des fautes de forme ont empêché de vérifier, par fichier."""
    if empechees:
        yield "Pas encore vérifié, à cause des fautes de forme :"
    for fichier, codes in list(empechees.items())[:FICHIERS_CITES]:
        yield f"  {en_ligne(fichier)} : {', '.join(codes)}"
    if (reste := len(empechees) - FICHIERS_CITES) > 0:
        yield f"  et {reste} {accorder(reste, 'autre fichier')}"


def dire_bilan(fichiers: int, diagnostics: Sequence[Diagnostic]) -> str:
    """Le bilan d'un contrôle, en une ligne."""
    nombres = [
        (fichiers, "fichier"),
        (compter(diagnostics, Gravite.ERREUR), "erreur"),
        (compter(diagnostics, Gravite.AVERTISSEMENT), "avertissement"),
        (compter(diagnostics, Gravite.INFORMATION), "information"),
    ]
    return ", ".join(f"{n} {accorder(n, mot)}" for n, mot in nombres)

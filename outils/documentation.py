"""Écrire docs/reference depuis le code : commandes, règles de contrôle, contrôles financiers, champs des fiches.

Sans option, les pages sont écrites ; avec `--verifier`, rien n'est écrit et une page périmée donne le code 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel, BeforeValidator, StringConstraints
from typer.main import get_command

import contrat.controles
import controles_financiers
import tableau_aides
from contrat.cli import app
from contrat.modele import base
from contrat.modele.action import Action, Axe
from contrat.modele.aide import Aide
from contrat.modele.bareme import FichierPlafonds
from contrat.modele.contrat import Contrat
from contrat.modele.menage import Menage
from contrat.modele.organisme import Organisme, Source
from contrat.modele.seance import Seance

RACINE = Path(__file__).resolve().parent.parent
AVERTISSEMENT = "<!-- Page écrite par « make docs » : ne pas la modifier à la main. -->"

FAMILLES = {
    "F": "Forme des fichiers",
    "R": "Références",
    "B": "Budget et plan de financement",
    "C": "Calendrier, suivi des fiches et séances",
    "M": "Ménages",
    "D": "Données personnelles",
    "P": "Paramètres de droit",
    "V": "Chiffres publiés",
}

CODES_DE_SORTIE = (
    ("0", "rien de bloquant"),
    ("1", "des erreurs dans les données (avec `--strict`, aussi des avertissements)"),
    ("2", "mauvais emploi de la commande"),
    ("3", "l'outil n'a pas pu faire son travail"),
)

FICHES: tuple[tuple[type[BaseModel], str], ...] = (
    (Contrat, "data/contrat.yaml"),
    (Axe, "data/axes/*.yaml"),
    (Action, "data/actions/*.yaml"),
    (Organisme, "data/organismes.yaml, un bloc par organisme"),
    (Source, "data/sources.yaml, un bloc par source"),
    (Menage, "data/menages/*.yaml"),
    (Seance, "data/seances/*.yaml"),
    (Aide, "data/aides/*.yaml"),
    (FichierPlafonds, "data/plafonds/*.yaml"),
)

ATTENDUS = {"str": "texte", "text": "texte", "int": "nombre", "integer": "nombre", "path": "chemin", "file": "fichier"}


def tableau(entete: tuple[str, ...], lignes: Sequence[tuple[str, ...]]) -> list[str]:
    """Mettre des lignes en tableau Markdown ; rien quand il n'y a pas de ligne."""
    if not lignes:
        return []
    rangs = [entete, tuple("---" for _ in entete), *lignes]
    return ["| " + " | ".join(case.replace("|", r"\|") for case in rang) + " |" for rang in rangs] + [""]


def page(titre: str, corps: list[str]) -> str:
    """Assembler une page et son titre."""
    return "\n".join([f"# {titre}", "", AVERTISSEMENT, "", *corps]).rstrip() + "\n"


# --- Commandes


def parcourir(commande: Any, nom: str) -> Iterator[tuple[str, Any]]:
    """Énumérer une commande et ses sous-commandes visibles, avec leur nom complet."""
    yield nom, commande
    for suite, enfant in getattr(commande, "commands", {}).items():
        if not enfant.hidden:
            yield from parcourir(enfant, f"{nom} {suite}")


def _attendu(option: Any) -> str:
    """Ce qu'une option attend : ses choix ou le nom de sa valeur ; rien pour un drapeau."""
    if option.is_flag:
        return ""
    choix = getattr(option.type, "choices", None)
    nature = str(option.metavar or option.type.name)
    texte = ", ".join(f"`{c}`" for c in choix) if choix else ATTENDUS.get(nature.lower(), nature)
    return texte + (", répétable" if option.multiple else "")


def _defaut(option: Any) -> str:
    """La valeur d'une option que l'on ne donne pas, quand elle en a une, ou qu'il faut la donner."""
    if option.required:
        return "obligatoire"
    defaut = getattr(option.default, "value", option.default)
    return f"`{defaut}`" if isinstance(defaut, str | int) and not option.is_flag else ""


def _decrire_commande(nom: str, commande: Any) -> list[str]:
    """Décrire une commande : ce qu'elle fait, ses arguments, ses options."""
    arguments, options = [], []
    for p in (p for p in commande.params if not getattr(p, "hidden", False)):
        if p.param_type_name == "argument":
            nature = str(p.metavar or p.name.upper()).strip("[]")
            arguments.append((f"`{nature}`", "oui" if p.required else "non", p.help or ""))
        else:
            noms = ", ".join(f"`{o}`" for o in [*p.opts, *p.secondary_opts])
            options.append((noms, _attendu(p), _defaut(p), p.help or ""))
    return [
        f"## `{nom}`",
        "",
        (commande.help or "").strip(),
        "",
        *tableau(("argument", "obligatoire", "sens"), arguments),
        *tableau(("option", "attendu", "défaut", "sens"), options),
    ]


def decrire_commandes() -> str:
    """La page des commandes, depuis l'application elle-même."""
    corps = ["`contrat COMMANDE --help`, ou `contrat help COMMANDE`, montre la même chose dans le terminal.", ""]
    for nom, commande in parcourir(get_command(app), "contrat"):
        corps += _decrire_commande(nom, commande)
    corps += ["## Codes de sortie", "", *tableau(("code", "sens"), CODES_DE_SORTIE)]
    return page("Commandes", corps)


# --- Règles


def decrire_regles() -> str:
    """L'index des règles de contrôle, depuis le registre et les pages de chacune."""
    dossier = Path(contrat.controles.__file__).parent / "pages"
    regles = {r.code: r for r in contrat.controles.choisir()}
    corps = ["`contrat expliquer CODE` montre la page d'une règle, avec des exemples que les tests exécutent.", ""]
    for lettre, famille in FAMILLES.items():
        lignes = []
        for code in sorted(code for code in regles if code.startswith(lettre)):
            if not (dossier / f"{code}.md").exists():
                sys.exit(f"La règle {code} n'a pas de page : écrire src/contrat/controles/pages/{code}.md.")
            titre = (dossier / f"{code}.md").read_text(encoding="utf-8").splitlines()[0].partition(" — ")[2]
            lien = f"[{code}](../../src/contrat/controles/pages/{code}.md)"
            lignes.append((lien, str(regles[code].gravite), titre))
        if lignes:
            corps += [f"## {lettre} — {famille}", "", *tableau(("règle", "gravité", "ce qu'elle signale"), lignes)]
    return page("Règles de contrôle", corps)


# --- Fiches


def _motif(motif: str) -> str:
    """Dire un motif comme les messages d'erreur le disent."""
    attendu, geste = base.MOTIFS[motif]
    return f"{attendu} : {geste}"


def _contrainte(contraintes: tuple[Any, ...]) -> str:
    """Dire une forme par le lecteur ou la contrainte que porte l'annotation."""
    for contrainte in contraintes:
        if isinstance(contrainte, BeforeValidator):
            phrase = (getattr(contrainte.func, "__doc__", None) or "").strip().splitlines()[0]
            return phrase.removeprefix("Lire ").rstrip(".")
        if isinstance(contrainte, StringConstraints):
            if isinstance(contrainte.pattern, str):
                return _motif(contrainte.pattern)
            return f"texte, {contrainte.max_length} signes au plus"
    return ""


def forme(indice: Any) -> str:
    """Dire en français la forme qu'une annotation impose."""
    origine, parties = get_origin(indice), get_args(indice)
    if origine is Annotated:
        return _contrainte(parties[1:]) or forme(parties[0])
    if origine in (Union, UnionType):
        return " ou ".join(forme(p) for p in parties if p is not type(None))
    if origine is Literal:
        return "parmi " + ", ".join(f"`{p}`" for p in parties) if len(parties) > 1 else f"toujours `{parties[0]}`"
    if origine is tuple:
        nombre = "liste" if parties[-1] is Ellipsis else f"liste de {len(parties)}"
        return f"{nombre} : {forme(parties[0])}"
    if origine is not None and issubclass(origine, Mapping):
        return f"table : {forme(parties[0])} → {forme(parties[1])}"
    if isinstance(indice, type) and issubclass(indice, BaseModel):
        return f"bloc [{indice.__name__}](#{indice.__name__.lower()})"
    return {str: "texte", Any: "selon le champ visé"}[indice]


def blocs(indice: Any) -> Iterator[type[BaseModel]]:
    """Les blocs que cite une annotation, dans l'ordre."""
    if isinstance(indice, type) and issubclass(indice, BaseModel):
        yield indice
    for partie in get_args(indice):
        yield from blocs(partie)


def _longueur(contraintes: list[Any]) -> str:
    """Dire les longueurs imposées au champ."""
    bornes = [f"{c.min_length} au moins" for c in contraintes if isinstance(c, MinLen)]
    bornes += [f"{c.max_length} signes au plus" for c in contraintes if isinstance(c, MaxLen)]
    motifs = [_motif(c.pattern) for c in contraintes if getattr(c, "pattern", None)]
    return "".join(f" ({b})" for b in [*bornes, *motifs])


def _decrire_bloc(bloc: type[BaseModel]) -> list[str]:
    """Le tableau des champs d'un bloc."""
    indices = get_type_hints(bloc, include_extras=True)
    lignes = [
        (
            f"`{nom}`",
            forme(indices[nom]) + ("" if get_origin(indices[nom]) is Annotated else _longueur(champ.metadata)),
            "oui" if champ.is_required() else "non",
            champ.description or "",
        )
        for nom, champ in bloc.model_fields.items()
    ]
    phrase = (bloc.__doc__ or "").strip().splitlines()[0]
    return [phrase, "", *tableau(("champ", "forme attendue", "obligatoire", "description"), lignes)]


def decrire_fiches() -> str:
    """La page des champs, un chapitre par sorte de fichier puis les blocs qu'il contient."""
    corps = ["Toute clé inconnue est refusée. Un champ facultatif absent est inconnu, jamais égal à zéro.", ""]
    vus: set[type[BaseModel]] = set()
    for fiche, fichier in FICHES:
        corps += [f"## {fiche.__name__}", "", f"Fichier : `{fichier}`", "", *_decrire_bloc(fiche)]
        vus.add(fiche)
        attente = [fiche]
        while attente:
            indices = get_type_hints(attente.pop(0), include_extras=True)
            for bloc in (b for indice in indices.values() for b in blocs(indice)):
                if bloc not in vus:
                    vus.add(bloc)
                    attente.append(bloc)
                    corps += [f"### {bloc.__name__}", "", *_decrire_bloc(bloc)]
    return page("Champs des fiches", corps)


def decrire_aides() -> str:
    """La page des aides nationales."""
    return page("Aides nationales", [ligne.replace("\u00a0", " ") for ligne in tableau_aides.ecrire_page()])


def decrire_controles_financiers() -> str:
    """La page des contrôles du plan de financement, pour un agent des finances."""
    return page("Contrôles du plan de financement", controles_financiers.corps())


PAGES = {
    "aides.md": decrire_aides,
    "commandes.md": decrire_commandes,
    "controles-financiers.md": decrire_controles_financiers,
    "fiches.md": decrire_fiches,
    "regles.md": decrire_regles,
}


def main(arguments: list[str] | None = None) -> int:
    """Écrire les pages, ou dire lesquelles sont périmées."""
    analyse = argparse.ArgumentParser(description=__doc__)
    analyse.add_argument("--verifier", action="store_true", help="ne rien écrire ; code 1 si une page est périmée")
    analyse.add_argument("--dossier", type=Path, default=RACINE / "docs" / "reference", help="où sont les pages")
    choix = analyse.parse_args(arguments)
    perimees = []
    for nom, decrire in PAGES.items():
        chemin, texte = choix.dossier / nom, decrire()
        if chemin.exists() and chemin.read_text(encoding="utf-8") == texte:
            continue
        perimees.append(nom)
        if not choix.verifier:
            chemin.parent.mkdir(parents=True, exist_ok=True)
            chemin.write_text(texte, encoding="utf-8", newline="\n")
            sys.stdout.write(f"{nom} : écrite\n")
    if choix.verifier:
        for nom in perimees:
            sys.stderr.write(f"docs/reference/{nom} n'est pas à jour : lancer « make docs ».\n")
    return 1 if choix.verifier and perimees else 0


if __name__ == "__main__":
    sys.exit(main())

"""Écrire dans le fichier d'un ménage : ce qui y était reste tel quel, commentaires et mise en forme compris."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from contrat.depot.fichiers import ecrire_texte
from contrat.depot.yaml_ecrit import ouvrir_yaml
from contrat.modele.menage import Logement, Menage, Occupants, Projet

ENTETE = """\
# Rempli à la permanence. Ce qui n'est pas écrit est inconnu : l'outil ne suppose rien.
# Ni nom, ni adresse, ni téléphone, ni santé : la table qui relie cet identifiant à un ménage se garde ailleurs.
"""
# Où commencent les explications, en face des valeurs.
COLONNE = 44
_BLOCS: dict[str, type[BaseModel]] = {"occupants": Occupants, "logement": Logement, "projet": Projet}


def rediger(identifiant: str, jour: str, etapes: Collection[str]) -> str:
    """Le texte d'un nouveau fichier, où l'on ne sait encore que le jour et les étapes franchies."""
    evenements = "".join(f"  - date: {jour}\n    etape: {etape}\n" for etape in etapes)
    return f"{ENTETE}id: {identifiant}\nsource: fiction\nevenements:\n{evenements}"


def completer(texte: str, saisies: Iterable[tuple[tuple[str, ...], Any]]) -> str:
    """Le texte d'un fichier de ménage après ces saisies : une place, et une valeur en texte.

    Une donnée nouvelle se range dans l'ordre du modèle, suivie de ce qu'elle veut dire ; une liste s'ajoute à celle
    qui y est.
    """
    yaml = ouvrir_yaml()
    contenu = yaml.load(texte)
    for chemin, valeur in saisies:
        *blocs, cle = chemin
        bloc: CommentedMap = contenu
        modele: type[BaseModel] = Menage
        for nom in blocs:
            bloc, modele = _atteindre(bloc, nom), _BLOCS[nom]
        _poser(bloc, modele, cle, valeur)
    sortie = StringIO()
    yaml.dump(contenu, sortie)
    return sortie.getvalue()


def ecrire_menage(chemin: Path, texte: str) -> None:
    """Remplacer le fichier d'un ménage, d'un coup."""
    chemin.parent.mkdir(exist_ok=True)
    ecrire_texte(chemin, texte)


def _atteindre(contenu: CommentedMap, nom: str) -> CommentedMap:
    if nom not in contenu:
        _inserer(contenu, Menage, nom, CommentedMap())
    bloc: CommentedMap = contenu[nom]
    return bloc


def _poser(bloc: CommentedMap, modele: type[BaseModel], cle: str, valeur: Any) -> None:
    if isinstance(valeur, list):
        if cle not in bloc:
            _inserer(bloc, modele, cle, CommentedSeq())
        bloc[cle].extend(CommentedMap(e) if isinstance(e, dict) else e for e in valeur)
    elif cle in bloc:
        bloc[cle] = valeur
    elif isinstance(valeur, dict):
        _inserer(bloc, modele, cle, CommentedMap(valeur))
    else:
        # Un code qui commence par zéro se lirait ailleurs comme un nombre.
        entoure = DoubleQuotedScalarString(valeur) if cle == "commune" else valeur
        _inserer(bloc, modele, cle, entoure, modele.model_fields[cle].description)


def _inserer(bloc: CommentedMap, modele: type[BaseModel], cle: str, valeur: Any, note: str | None = None) -> None:
    """Ajouter une clé à sa place dans l'ordre du modèle : après la dernière de celles qui la précèdent."""
    avant = set(list(modele.model_fields)[: list(modele.model_fields).index(cle)])
    rang = max((place for place, presente in enumerate(bloc, 1) if presente in avant), default=0)
    bloc.insert(rang, cle, valeur)
    if note and not bloc.fa.flow_style():
        bloc.yaml_add_eol_comment(note, cle, column=COLONNE)

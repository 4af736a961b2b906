"""Écrire une valeur en YAML, où tout est du texte : chaque mot se relit signe pour signe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

_TEXTE = "tag:yaml.org,2002:str"
# Plus large que toute valeur : une ligne n'est jamais repliée.
_LARGEUR = 1 << 20
# Des mots que le lecteur refuse, ou qu'un autre lecteur prendrait pour un booléen ou un nombre.
_AMBIGU = re.compile(r"~|null|true|false|yes|no|on|off|y|n|0[0-9_.]+", re.IGNORECASE)


def en_flux(valeur: Any) -> str:
    """Une valeur sur une ligne : `{date: 2011-06-01, etape: rendez_vous}`, `[a, b]`, `texte`."""
    sequence = yaml.SequenceNode("tag:yaml.org,2002:seq", [_noeud(valeur)], flow_style=True)
    return _ecrire(sequence).strip()[1:-1]


def en_bloc(valeur: Any, pas: int = 2, decalage: int = 2) -> Iterator[str]:
    """Une table ou une liste, une ligne par valeur, sans retrait ni fin de ligne.

    `pas` est le retrait d'une table sous sa clé, `decalage` celui des tirets d'une liste sous la leur.
    """
    if isinstance(valeur, Mapping):
        for cle, contenu in valeur.items():
            yield from _sous_cle(str(cle), contenu, pas, decalage)
    else:
        for element in valeur:
            yield from en_puce(element, "- ", pas, decalage)


def en_puce(element: Any, tiret: str, pas: int = 2, decalage: int = 2) -> Iterator[str]:
    """Un élément de liste derrière son tiret ; `tiret` compte aussi les espaces qui le suivent."""
    lignes = en_bloc(element, pas, decalage) if isinstance(element, Mapping | list) else iter([en_texte(element)])
    yield tiret + next(lignes)
    yield from (" " * len(tiret) + ligne for ligne in lignes)


def en_texte(valeur: str, guillemets: bool = False) -> str:
    """Un texte tel qu'il s'écrit après `clé: ` ; entre guillemets quand il le faut, ou quand on le demande."""
    table = yaml.MappingNode("tag:yaml.org,2002:map", [(_noeud("c"), _noeud(valeur, guillemets))], flow_style=False)
    return _ecrire(table).removeprefix("c:").strip()


def _sous_cle(cle: str, contenu: Any, pas: int, decalage: int) -> Iterator[str]:
    nom = en_texte(cle)
    if not isinstance(contenu, Mapping | list):
        yield f"{nom}: {en_texte(contenu)}"
    elif not contenu:
        yield f"{nom}: {en_flux(contenu)}"
    else:
        yield f"{nom}:"
        retrait = " " * (pas if isinstance(contenu, Mapping) else decalage)
        yield from (retrait + ligne for ligne in en_bloc(contenu, pas, decalage))


def _noeud(valeur: Any, guillemets: bool = False) -> yaml.Node:
    if isinstance(valeur, Mapping):
        couples = [(_noeud(str(cle)), _noeud(contenu)) for cle, contenu in valeur.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", couples, flow_style=True)
    if isinstance(valeur, list):
        return yaml.SequenceNode("tag:yaml.org,2002:seq", [_noeud(e) for e in valeur], flow_style=True)
    texte = str(valeur)
    style = '"' if guillemets or not texte.isprintable() else "'" if _AMBIGU.fullmatch(texte) else None
    return yaml.ScalarNode(_TEXTE, texte, style=style)


def _ecrire(noeud: yaml.Node) -> str:
    ecrit: str = yaml.serialize(noeud, Dumper=yaml.BaseDumper, width=_LARGEUR, allow_unicode=True)
    return ecrit

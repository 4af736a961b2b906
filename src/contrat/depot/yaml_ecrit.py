"""Écrire du YAML par `ruamel.yaml`, où toute valeur est du texte."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver


class _ToutEnTexte(VersionedResolver):
    """Chaque valeur est lue comme du texte : `oui`, `01004` ou une date se réécrivent signe pour signe."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """L'étiquette d'un nœud."""
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


def ouvrir_yaml() -> YAML:
    """De quoi relire et réécrire un fichier sans en changer la mise en forme."""
    yaml = YAML()
    yaml.Resolver = _ToutEnTexte
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml

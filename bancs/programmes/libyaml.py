"""Composer des fichiers YAML par libyaml, et rien d'autre : arguments, le dossier à lire."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

for fichier in Path(sys.argv[1]).rglob("*.yaml"):
    yaml.compose(fichier.read_bytes(), Loader=yaml.CSafeLoader)

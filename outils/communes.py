"""Écrire la liste des communes livrée avec l'outil, d'après le paquet public @etalab/decoupage-administratif.

Usage : `npm pack @etalab/decoupage-administratif`, le décompresser, puis
`python outils/communes.py package/data/communes.json 2026`, l'année étant celle du code officiel géographique.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DESTINATION = Path(__file__).parents[1] / "src" / "contrat" / "droit"
# Une commune d'aujourd'hui l'emporte sur la commune déléguée ou associée qui a gardé son code.
ORDRE = ("commune-actuelle", "arrondissement-municipal", "commune-deleguee", "commune-associee")


def extraire(communes: list[Mapping[str, Any]]) -> Iterator[str]:
    """Une ligne par code : le code INSEE, le nom, les codes postaux."""
    vues: dict[str, Mapping[str, Any]] = {}
    for commune in sorted(communes, key=lambda c: ORDRE.index(c["type"])):
        vues.setdefault(commune["code"], commune)
    for code, commune in sorted(vues.items()):
        yield f"{code};{commune['nom']};{' '.join(commune.get('codesPostaux', ()))}"


def lister_h_aspires(communes: list[Mapping[str, Any]]) -> list[str]:
    """Les codes des communes en « H » que l'Insee dit sans élision : « de Haguenau », et « d'Hennebont »."""
    return sorted(c["code"] for c in communes if c["nom"].startswith("H") and c.get("typeLiaison") == 0)


if __name__ == "__main__":
    source, annee = Path(sys.argv[1]), int(sys.argv[2])
    lues = json.loads(source.read_text(encoding="utf-8"))
    lignes = extraire(lues)
    cible = DESTINATION / f"communes-{annee}.csv"
    cible.write_text("code;nom;codes_postaux\n" + "\n".join(lignes) + "\n", encoding="utf-8")
    (DESTINATION / "communes-h-aspire.txt").write_text("\n".join(lister_h_aspires(lues)) + "\n", encoding="utf-8")

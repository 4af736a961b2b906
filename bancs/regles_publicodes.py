"""Le classement par revenu, et lui seul, écrit pour publicodes d'après les plafonds chargés."""

from __future__ import annotations

import csv
import json
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from contrat.modele.bareme import Bareme

_COMBIEN = 1000


def ecrire_regles(dossier: Path, bareme: Bareme, jour: date, lot: Path) -> tuple[Path, Path]:
    """Les règles de la zone « autres régions » ce jour-là, et les premiers ménages du lot, en JSON."""
    table = bareme.table_a_comparer("autres_regions", jour)
    if table is None:
        raise SystemExit(f"aucun plafond au {jour}")
    regles: dict[str, Any] = {"personnes": None, "revenu": None}
    variations = []
    for ligne in table.lignes:
        nom = f"plafond {ligne.categorie.replace('_', ' ')}"
        cas = [{"si": f"personnes = {n}", "alors": str(ligne.pour(n).bas)} for n in range(1, len(ligne.plafonds) + 1)]
        plus = f"{ligne.plafonds[-1].bas} + (personnes - {len(ligne.plafonds)}) * {ligne.supplement.bas}"
        regles[nom] = {"variations": [*cas, {"sinon": plus}]}
        variations.append({"si": f"revenu <= {nom}", "alors": f"'{ligne.categorie}'"})
    regles["catégorie"] = {"variations": [*variations, {"sinon": f"'{table.au_dela}'"}]}
    with lot.open(encoding="utf-8", newline="") as flux:
        lues = list(islice(csv.DictReader(flux), _COMBIEN))
    menages = [{"personnes": ligne["personnes"] or "1", "revenu": ligne["rfr"] or "0"} for ligne in lues]
    chemins = dossier / "regles.json", dossier / "menages.json"
    for chemin, contenu in zip(chemins, (regles, menages), strict=True):
        chemin.write_text(json.dumps(contenu), encoding="utf-8")
    return chemins

"""Des ménages de contrôle, écrits en vrais fichiers et jugés par la vraie commande."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Commande

# Un ménage qui remplit toutes les conditions des aides à l'énergie ; chaque cas n'écrit que ce qu'il change.
COMPLET: dict[str, dict[str, str]] = {
    "occupants": {"nombre": "2"},
    "logement": {
        "commune": '"15187"',
        "statut_occupation": "proprietaire_occupant",
        "residence_principale": "oui",
        "achevement": "1962",
    },
    "projet": {
        "demande": "2011-09-20",
        "nature": "energie",
        "travaux_ht": "10000",
        "travaux_ttc": "10550",
        "gain": "30 %",
        "commences": "non",
        "professionnel": "oui",
        "accompagnement": "oui",
        "contrat_local": "oui",
        "pret_taux_zero": "non",
    },
}

Juger = Callable[..., dict[str, Any]]


def ecrire_menage(chemin: Path, revenus: dict[int, str], **changements: str | None) -> None:
    """Écrire un fichier ménage ; un changement à `None` retire la donnée."""
    lignes = ["id: M-0001", "source: fiction"]
    if revenus:
        lignes.append("revenus:")
        for annee, rfr in revenus.items():
            lignes += [f"  - annee: {annee}", f"    rfr: {rfr}"]
    for bloc, champs in COMPLET.items():
        lignes.append(f"{bloc}:")
        permis = champs.keys() | (PROJET_EN_PLUS if bloc == "projet" else set())
        valeurs = champs | {c: v for c, v in changements.items() if c in permis}
        lignes += [f"  {champ}: {valeur}" for champ, valeur in valeurs.items() if valeur is not None]
    chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")


PROJET_EN_PLUS = {"aides_locales", "autres_aides"}


@pytest.fixture
def juger(contrat: Commande, tmp_path: Path) -> Juger:
    """Juger un ménage décrit par ses revenus et par ce qui le distingue du ménage complet."""

    def juger_menage(revenus: dict[int, str], *options: str, **changements: str | None) -> dict[str, Any]:
        ecrire_menage(tmp_path / "M-0001.yaml", revenus, **changements)
        issue = contrat("eligibilite", tmp_path / "M-0001.yaml", "--format", "json", *options)
        assert (issue.code, issue.erreurs) == (0, "")
        resultat: dict[str, Any] = json.loads(issue.sortie)
        return resultat

    return juger_menage


def aide(resultat: dict[str, Any], code: str) -> dict[str, Any]:
    """L'aide de ce code dans un résultat."""
    return next(a for a in resultat["aides"] if a["code"] == code)


def montants(resultat: dict[str, Any]) -> dict[str, str | None]:
    """Les montants accordés, par code d'aide."""
    return {a["code"]: a["montant"] for a in resultat["aides"]}


def verdicts(resultat: dict[str, Any]) -> dict[str, str]:
    """Les verdicts, par code d'aide."""
    return {a["code"]: a["verdict"] for a in resultat["aides"]}

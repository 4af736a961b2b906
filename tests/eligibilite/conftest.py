"""Des ménages de contrôle, écrits en vrais fichiers et jugés par la vraie commande."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contrat.depot.chargement import GUICHET, charger
from contrat.modele.bareme import Bareme
from tests.conftest import REFERENCE, Commande

# Un ménage qui remplit toutes les conditions des aides à l'énergie ; chaque cas n'écrit que ce qu'il change.
COMPLET: dict[str, dict[str, str]] = {
    "occupants": {"nombre": "2"},
    "logement": {
        "commune": '"15999"',
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


# Ce que le ménage complet ne dit pas, et qu'un cas peut ajouter.
EN_PLUS: dict[str, set[str]] = {
    "occupants": {"tranche_age"},
    "logement": {"type", "dpe"},
    "projet": {
        "aides_locales", "autres_aides", "dpe_vise", "prix_accompagnement", "accompagnement_finance",
        "besoin_adaptation", "gestes_isolation", "energie_fossile", "rendez_vous_conseil", "arrete", "parties",
        "gestes", "autres_travaux", "mandataire",
    },
}  # fmt: skip


def ecrire_menage(chemin: Path, revenus: dict[int, str], **changements: str | None) -> None:
    """Écrire un fichier ménage ; un changement à `None` retire la donnée."""
    lignes = [f"id: {chemin.stem if chemin.stem.startswith('M-') else 'M-0001'}", "source: fiction"]
    if choix := changements.pop("annee_choisie", None):
        lignes += ["choix_revenus:", f"  annee: {choix}", "  motif: avis de la dernière année non reçu"]
    if revenus:
        lignes.append("revenus:")
        for annee, rfr in revenus.items():
            lignes += [f"  - annee: {annee}", f"    rfr: {rfr}"]
    for bloc, champs in COMPLET.items():
        lignes.append(f"{bloc}:")
        permis = champs.keys() | EN_PLUS[bloc]
        valeurs = champs | {c: v for c, v in changements.items() if c in permis}
        lignes += [f"  {champ}: {valeur}" for champ, valeur in valeurs.items() if valeur is not None]
    lignes += [f"evenements: {etapes}"] if (etapes := changements.get("evenements")) else []
    chemin.write_text("\n".join(lignes) + "\n", encoding="utf-8")


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


@pytest.fixture
def juger_tous(contrat: Commande, tmp_path: Path) -> Callable[[dict[str, tuple[dict[int, str], dict[str, str]]]], Any]:
    """Juger beaucoup de ménages en une commande ; les résultats sont rendus par identifiant."""

    def juger_menages(cas: dict[str, tuple[dict[int, str], dict[str, str]]]) -> dict[str, Any]:
        for nom, (revenus, changements) in cas.items():
            ecrire_menage(tmp_path / f"{nom}.yaml", revenus, **changements)
        issue = contrat("eligibilite", *(tmp_path / f"{nom}.yaml" for nom in cas), "--format", "json")
        # Des ménages tirés au hasard ont des invraisemblances, dites sans empêcher la réponse.
        assert issue.code == 0, issue.erreurs
        return {objet["menage"]: objet for objet in map(json.loads, issue.sortie.splitlines())}

    return juger_menages


def aide(resultat: dict[str, Any], code: str) -> dict[str, Any]:
    """L'aide de ce code dans un résultat."""
    return next(a for a in resultat["aides"] if a["code"] == code)


def montants(resultat: dict[str, Any]) -> dict[str, str | None]:
    """Les montants accordés, par code d'aide."""
    return {a["code"]: a["montant"] for a in resultat["aides"]}


def verdicts(resultat: dict[str, Any]) -> dict[str, str]:
    """Les verdicts, par code d'aide."""
    return {a["code"]: a["verdict"] for a in resultat["aides"]}


@cache
def lire_bareme() -> Bareme:
    """Le droit livré, avec les aides du contrat de référence ; hors des arguments, qu'un échec écrirait en entier."""
    droit = charger(REFERENCE, GUICHET).dossier.droit
    assert droit is not None
    return droit


@pytest.fixture(scope="session")
def bareme() -> Bareme:
    """Le même droit, donné à une épreuve."""
    return lire_bareme()

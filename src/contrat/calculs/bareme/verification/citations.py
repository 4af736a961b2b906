"""Ce que cite le droit livré : des textes qui existent, relus depuis moins d'un an."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from contrat.calculs.bareme.verification.anomalie import GENRE, Anomalie
from contrat.diagnostics import Adresse, Chemin, Gravite

JOURS_DE_VALIDITE = 365


def verifier_citations(objets: Mapping[str, BaseModel], textes: Collection[str], jour: date) -> Iterator[Anomalie]:
    """Les anomalies de sources et de dates de vérification, fichier par fichier."""
    yield from _citer(objets, textes)
    yield from _rafraichir(objets, jour)


def _parcourir(objet: object, chemin: Chemin = ()) -> Iterator[tuple[Chemin, str, Any]]:
    """Les champs simples d'un objet du modèle, avec leur chemin dans le fichier."""
    if isinstance(objet, BaseModel):
        for nom in type(objet).model_fields:
            valeur = getattr(objet, nom)
            if isinstance(valeur, (BaseModel, tuple)):
                yield from _parcourir(valeur, (*chemin, nom))
            else:
                yield chemin, nom, valeur
    elif isinstance(objet, tuple):
        for rang, element in enumerate(objet):
            yield from _parcourir(element, (*chemin, rang))


def _citer(objets: Mapping[str, BaseModel], textes: Collection[str]) -> Iterator[Anomalie]:
    """Chaque règle cite un texte qui existe."""
    for fichier, objet in objets.items():
        for chemin, nom, valeur in _parcourir(objet):
            if nom == "source" and valeur not in textes:
                yield Anomalie(
                    Gravite.ERREUR,
                    Adresse(GENRE, fichier, (*chemin, nom)),
                    f"la source « {valeur} » n'existe pas",
                    "l'ajouter à droit/textes.yaml, ou corriger l'identifiant",
                )


def _rafraichir(objets: Mapping[str, BaseModel], jour: date) -> Iterator[Anomalie]:
    """Chaque règle a été relue depuis moins d'un an : un avertissement par fichier."""
    for fichier, objet in objets.items():
        relus = [(valeur, chemin) for chemin, nom, valeur in _parcourir(objet) if nom == "verifie_le"]
        vieux = [relu for relu in relus if (jour - relu[0]).days > JOURS_DE_VALIDITE]
        if vieux:
            le, chemin = min(vieux, key=lambda relu: relu[0])
            yield Anomalie(
                Gravite.AVERTISSEMENT,
                Adresse(GENRE, fichier, (*chemin, "verifie_le")),
                f"pas de vérification depuis plus d'un an ({len(vieux)} sur {len(relus)}, la plus ancienne du {le})",
                "relire les textes cités, puis mettre verifie_le à jour",
            )

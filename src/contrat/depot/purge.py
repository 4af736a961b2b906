"""Effacer des fichiers de ménage en gardant leurs totaux : une interruption ne perd ni ne compte deux fois."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from contrat.depot.fichiers import ecrire_texte, empecher
from contrat.depot.yaml_ecrit import ouvrir_yaml
from contrat.modele.agregat import Agregat

AGREGAT = "agregat_menages.yaml"
ENTETE = """\
# Ce qui reste des ménages effacés par « contrat rgpd purge » : des nombres, ajoutés à ceux des dossiers présents.
# Écrit par l'outil : ne pas le modifier à la main.
"""


def effacer(data: Path, agregat: Agregat) -> None:
    """Écrire les totaux, puis retirer les fichiers que `agregat.a_effacer` désigne.

    Un fichier désigné est déjà compté et ne se lit plus : relancer après une coupure finit le travail.
    """
    chemin = data / AGREGAT
    ecrire_texte(chemin, rediger(agregat))
    for identifiant in agregat.a_effacer:
        fichier = data / "menages" / f"{identifiant}.yaml"
        try:
            fichier.unlink(missing_ok=True)
        except OSError as erreur:
            raise empecher(fichier, erreur, "écriture") from None
    ecrire_texte(chemin, rediger(agregat.model_copy(update={"a_effacer": ()})))


def rediger(agregat: Agregat) -> str:
    """Le texte du fichier, sans ce qui est vide."""
    sortie = StringIO()
    ouvrir_yaml().dump(_en_texte(agregat.model_dump()), sortie)
    return ENTETE + sortie.getvalue()


def _en_texte(valeur: Any) -> Any:
    if isinstance(valeur, Mapping):
        return {str(cle): _en_texte(v) for cle, v in valeur.items() if v not in ({}, (), [])}
    if isinstance(valeur, (tuple, list)):
        return [_en_texte(v) for v in valeur]
    if isinstance(valeur, Decimal):
        return f"{valeur:.2f}"
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)

"""Effacer des fichiers de ménage en gardant leurs totaux : une interruption ne perd ni ne compte deux fois."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from contrat.depot.fichiers import empecher, lire_octets, remplacer, suivre
from contrat.depot.texte import decoder
from contrat.depot.verrou import verrouiller
from contrat.depot.yaml_ecrit import en_bloc
from contrat.erreurs import ErreurContrat
from contrat.modele.agregat import Agregat
from contrat.nombres import decimal_nu

AGREGAT = "agregat_menages.yaml"
ENTETE = """\
# Ce qui reste des ménages effacés par « contrat rgpd purge » : des nombres, ajoutés à ceux des dossiers présents.
# Écrit par l'outil : ne pas le modifier à la main.
"""


def effacer(data: Path, agregat: Agregat, lus: Mapping[str, str]) -> None:
    """Écrire les totaux, puis retirer les fichiers que `agregat.a_effacer` désigne.

    `lus` est le texte de chaque fichier, totaux compris, tel qu'il a été compté : lève `ErreurContrat`, sans rien
    changer, si l'un d'eux ne dit plus cela. Un fichier désigné est déjà compté et ne se lit plus : relancer après une
    coupure finit le travail.
    """
    menages = data / "menages"
    with verrouiller(menages):
        fichiers = [menages / f"{identifiant}.yaml" for identifiant in agregat.a_effacer]
        for fichier in (data / AGREGAT, *fichiers):
            _exiger(fichier, lus.get(fichier.stem))
        _ecrire(data / AGREGAT, agregat)
        for fichier in fichiers:
            try:
                fichier.unlink(missing_ok=True)
            except OSError as erreur:
                raise empecher(fichier, erreur, "écriture") from None
        _ecrire(data / AGREGAT, agregat.model_copy(update={"a_effacer": ()}))


def _exiger(fichier: Path, lu: str | None) -> None:
    if (decoder(lire_octets(fichier))[0] if fichier.exists() else None) != lu:
        raise ErreurContrat(f"{fichier} a changé pendant la purge : rien n'est effacé", "recommencer")


def _ecrire(chemin: Path, agregat: Agregat) -> None:
    with remplacer(suivre(chemin), chemin) as sortie:
        sortie.write(rediger(agregat).encode("utf-8"))


def rediger(agregat: Agregat) -> str:
    """Le texte du fichier, sans ce qui est vide."""
    return ENTETE + "".join(f"{ligne}\n" for ligne in en_bloc(_en_texte(agregat.model_dump())))


def _en_texte(valeur: Any) -> Any:
    if isinstance(valeur, Mapping):
        return {str(cle): _en_texte(v) for cle, v in valeur.items() if v not in ({}, (), [])}
    if isinstance(valeur, (tuple, list)):
        return [_en_texte(v) for v in valeur]
    if isinstance(valeur, Decimal):
        return decimal_nu(valeur)
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)

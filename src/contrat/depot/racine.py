"""Trouver la racine d'un contrat : le dossier qui contient `data/contrat.yaml`, seul ou parmi d'autres.

Plusieurs contrats d'une commune tiennent dans un dépôt : `contrats/ID/data/` a ce qui est à chacun, `data/` ce qui leur
est commun (décision 0024). L'usager lit le nom d'un fichier depuis le dossier qui tient tout, son tronc :
`contrats/ID/data/contrat.yaml`, `data/sources.yaml`.
"""

from __future__ import annotations

import os
from pathlib import Path

from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.proches import proposer

CONTRATS = "contrats"
PROPRE, COMMUN = "data", "../../data"
REPERE = Path(PROPRE) / "contrat.yaml"
GENRES_COMMUNS = frozenset({"organismes", "sources", "aides", "plafonds", "agregat", "menages"})


def trouver_racine(depuis: Path, imposee: Path | None = None) -> Path:
    """Chercher la racine en remontant depuis un dossier, ou vérifier celle qui est imposée.

    Lève `ErreurContrat` quand il n'y a pas de contrat à cet endroit, `ErreurUsage` quand il y en a plusieurs.
    """
    racines = trouver_racines(depuis, imposee)
    if len(racines) > 1:
        connus = ", ".join(racine.name for racine in racines)
        raise ErreurUsage(f"plusieurs contrats ici : {connus}", f"en choisir un : --contrat {racines[-1].name}")
    return racines[0]


def trouver_racines(depuis: Path, imposee: Path | None = None) -> list[Path]:
    """Les racines de tous les contrats du premier endroit qui en a, au moins une ; mêmes erreurs, sauf le nombre."""
    if imposee is not None:
        if not imposee.is_dir():
            raise ErreurContrat(f"le dossier « {imposee} » n'existe pas", "vérifier le chemin donné à --racine")
        if racines := _lister(imposee):
            return racines
        raise ErreurContrat(
            f"« {imposee} » n'est pas un contrat : {REPERE.as_posix()} n'y est pas",
            "donner à --racine le dossier qui contient data/",
        )
    depart = depuis.resolve()
    for dossier in (depart, *depart.parents):
        if racines := _lister(dossier):
            return racines
    raise ErreurContrat(
        f"aucun contrat ici : {REPERE.as_posix()} n'existe ni dans « {depart} » ni dans un dossier au-dessus",
        "se placer dans le dossier du contrat, ou le donner avec --racine DOSSIER ; contrat init en crée un",
    )


def trouver_voisines(depuis: Path, imposee: Path | None = None) -> list[Path]:
    """Les racines de tous les contrats du dépôt, même depuis l'un d'eux ; mêmes erreurs, sauf le nombre."""
    racines = trouver_racines(depuis, imposee)
    return _lister(tronc(racines[0])) if est_parmi_d_autres(racines[0]) else racines


def designer(depuis: Path, imposee: Path | None, contrat: str) -> Path:
    """La racine du contrat qui porte ce nom, cherchée comme les autres, depuis l'un d'eux ou d'au-dessus."""
    racines = trouver_voisines(depuis, imposee)
    connus = [racine.name for racine in racines if est_parmi_d_autres(racine)]
    if contrat in connus:
        return next(racine for racine in racines if racine.name == contrat)
    if not connus:
        raise ErreurUsage("--contrat : il n'y a qu'un contrat ici", "retirer --contrat")
    aide = proposer(contrat, connus) or f"choisir parmi : {', '.join(connus)}"
    raise ErreurUsage(f"--contrat : « {contrat} » n'existe pas", aide)


def _lister(dossier: Path) -> list[Path]:
    """Les contrats d'un dossier : lui-même, ou ceux de `contrats/`."""
    parmi = sorted(repere.parent.parent for repere in dossier.glob(f"{CONTRATS}/*/{REPERE.as_posix()}"))
    if not (dossier / REPERE).is_file():
        return parmi
    if parmi:
        raise ErreurContrat(
            f"« {dossier} » a un contrat dans data/ et d'autres dans {CONTRATS}/ : on ne saurait duquel parler",
            f"déplacer contrat.yaml, axes/, actions/ et seances/ de data/ dans {CONTRATS}/ID/data/, ID étant celui du "
            "contrat ; le reste de data/ est commun",
        )
    return [dossier]


def est_parmi_d_autres(racine: Path) -> bool:
    """Vrai pour un contrat de `contrats/`, qui partage ce que `data/` a à côté."""
    absolue = Path(os.path.abspath(racine))  # noqa: PTH100 : un lien garde le nom que l'usager lui donne
    return absolue.parent.name == CONTRATS and (absolue.parent.parent / PROPRE).is_dir()


def tronc(racine: Path) -> Path:
    """Le dossier qui tient tout ce qu'un contrat lit : sa racine, ou celle des contrats qui partagent `data/`."""
    return Path(os.path.abspath(racine)).parent.parent if est_parmi_d_autres(racine) else racine  # noqa: PTH100


def nommer(racine: Path, chemin: Path) -> str:
    """Le nom d'un fichier que lit un contrat, tel que l'usager le lit : depuis le tronc."""
    nom = dire_nom(chemin.relative_to(racine).as_posix())
    if not est_parmi_d_autres(racine):
        return nom
    return (
        nom.removeprefix("../../")
        if nom.startswith("../../")
        else f"{CONTRATS}/{dire_nom(racine.resolve().name)}/{nom}"
    )


def dire_nom(nom: str) -> str:
    """Un nom de fichier que l'on peut écrire : ses octets qui ne sont pas d'UTF-8, ses signes invisibles, en code."""
    lisible = os.fsencode(nom).decode("utf-8", "backslashreplace")
    return "".join(x if x.isprintable() else x.encode("unicode_escape").decode("ascii") for x in lisible)


def loger(racine: Path, genre: str) -> str:
    """Le dossier des fichiers d'un genre, tel qu'il s'écrit depuis la racine du contrat."""
    return COMMUN if genre in GENRES_COMMUNS and est_parmi_d_autres(racine) else PROPRE

"""Lire le contrat tel qu'une révision de git le garde, sans toucher aux fichiers de l'usager.

Chaque fichier est pris dans la base de git (`ls-tree`, `cat-file`) et posé dans un dossier provisoire : ni `checkout`,
ni attribut d'archive, ni filtre n'en changent un octet.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath

from contrat.depot.racine import CONTRATS, PROPRE, tronc
from contrat.erreurs import ErreurContrat

# Les noms que porte d'ordinaire la branche principale, du plus sûr au moins sûr.
PRINCIPALES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
SANS_HISTORIQUE = (
    "le dépôt n'a pas son historique : il a été cloné avec une profondeur limitée",
    "récupérer l'historique : fetch-depth: 0 dans actions/checkout, GIT_DEPTH: 0 sous GitLab, ou git fetch --unshallow",
)
SANS_COMMIT = ("le dépôt git n'a encore aucun commit", "garder un premier état : git add, puis git commit")
_LIEN, _SOUS_MODULE = "120000", "160000"


def chercher_commit(racine: Path, reference: str) -> str | None:
    """Le commit d'une référence, ou rien quand le dépôt ne la connaît pas.

    Lève `ErreurContrat` quand git manque ou que le dossier n'est pas dans un dépôt.
    """
    _exiger_depot(racine, reference)
    trouve = _git(racine, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    return None if trouve.returncode else trouve.stdout.decode().strip()


def abreger(racine: Path, commit: str) -> str:
    """Le nom court d'un commit."""
    return _git(racine, "rev-parse", "--short", commit).stdout.decode().strip() or commit


def base_commune(racine: Path) -> str:
    """Le commit d'où part le travail en cours : le dernier que HEAD partage avec la branche principale.

    Dans une demande de modification, la branche qu'elle vise, quand GitHub la nomme, l'emporte. Lève `ErreurContrat`
    quand aucune n'existe, ou que l'historique manque.
    """
    _exiger_depot(racine)
    visee = os.environ.get("GITHUB_BASE_REF")
    for nom in ((f"origin/{visee}",) if visee else ()) + PRINCIPALES:
        commit = chercher_commit(racine, nom)
        reponse = _git(racine, "merge-base", "HEAD", commit) if commit else None
        commune = reponse.stdout.decode().strip() if reponse else ""
        # D'un clone tronqué, HEAD n'a pas de passé : se comparer à lui-même dirait à tort que rien ne change.
        if commune and not (est_tronque(racine) and commune == chercher_commit(racine, "HEAD")):
            return commune
    if est_tronque(racine):
        raise ErreurContrat(*SANS_HISTORIQUE)
    if chercher_commit(racine, "HEAD") is None:
        raise ErreurContrat(*SANS_COMMIT)
    raise ErreurContrat(
        "aucune branche principale à laquelle comparer", "donner la révision de départ : contrat comparer BASE"
    )


def prefixe(racine: Path) -> str:
    """Le chemin de la racine du contrat dans son dépôt, barre finale comprise ; vide à sa racine ou hors de git."""
    try:
        reponse = _git(racine, "rev-parse", "--show-prefix")
    except ErreurContrat:  # sans git, un contrôle se fait quand même
        return ""
    return "" if reponse.returncode else os.fsdecode(reponse.stdout).strip()


def est_tronque(racine: Path) -> bool:
    """Vrai pour un clone qui n'a pas tout l'historique."""
    return _git(racine, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def lire_etat(racine: Path, sans: Sequence[str] = ()) -> tuple[date, str, bool] | None:
    """Le jour et le nom court de la dernière révision du contrat, et si ses fichiers ont changé depuis.

    `sans` : les dossiers de `data/` qui n'y comptent pas. Rien hors de git, ou avant la première révision.
    """
    try:
        ou = ("--", PROPRE, CONTRATS, *(f":(exclude,glob)**/{PROPRE}/{dossier}/**" for dossier in sans))
        derniere = _git(tronc(racine), "log", "-1", "--format=%cs %h", *ou).stdout.decode().split()
        change = _git(tronc(racine), "status", "--porcelain", *ou).stdout
    except ErreurContrat:  # sans git, un document s'écrit quand même
        return None
    return (date.fromisoformat(derniere[0]), derniere[1], bool(change)) if derniere else None


@contextmanager
def poser(racine: Path, commit: str) -> Iterator[Path]:
    """Un dossier provisoire où les données du contrat, et celles qu'il partage, sont telles que ce commit les garde."""
    depart = tronc(racine)
    ici = Path() if depart == racine else Path(CONTRATS, racine.resolve().name)
    dossiers = {"data/", f"{(ici / PROPRE).as_posix()}/"}
    with tempfile.TemporaryDirectory(prefix="contrat-", ignore_cleanup_errors=True) as provisoire:
        dossier = Path(provisoire)
        _ecrire(dossier, list(_lister(depart, commit, dossiers)), depart)
        yield dossier / ici


def _lister(racine: Path, commit: str, dossiers: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Le mode, l'empreinte et le chemin, relatif à la racine, de chaque fichier de ces dossiers."""
    sortie = _exiger(_git(racine, "ls-tree", "-r", "-z", commit, "--", *sorted(dossiers)))
    for entree in sortie.split(b"\0"):
        infos, _, chemin = entree.partition(b"\t")
        if chemin:
            mode, _genre, empreinte = infos.decode().split()
            yield mode, empreinte, os.fsdecode(chemin)


def _ecrire(dossier: Path, entrees: list[tuple[str, str, str]], racine: Path) -> None:
    voulues = [e for e in entrees if e[0] != _SOUS_MODULE and _est_des_donnees(e[2])]
    demande = "".join(f"{empreinte}\n" for _, empreinte, _ in voulues).encode()
    sortie = _exiger(_git(racine, "cat-file", "--batch", entree=demande))
    liens = []
    for mode, _, nom in voulues:
        entete, _, sortie = sortie.partition(b"\n")
        taille = int(entete.split()[-1])
        octets, sortie = sortie[:taille], sortie[taille + 1 :]
        chemin = dossier / nom
        if mode == _LIEN:
            liens.append((chemin, os.fsdecode(octets)))
            continue
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_bytes(octets)
    # Les liens après tout le reste : aucun fichier ne s'écrit à travers l'un d'eux.
    for chemin, cible in liens:
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.symlink_to(cible)


def _est_des_donnees(nom: str) -> bool:
    parties = PurePosixPath(nom).parts
    return bool(parties) and parties[0] in (PROPRE, CONTRATS) and ".." not in parties


def _exiger_depot(racine: Path, reference: str | None = None) -> None:
    """Lever `ErreurContrat` hors de git, ou quand git ne lit pas ; ses mots anglais ne vont jamais à l'usager."""
    reponse = _git(racine, "rev-parse", "--git-dir")
    if not reponse.returncode:
        return
    if b"dubious ownership" in reponse.stderr:
        raise ErreurContrat(
            f"git refuse de lire « {racine} » : ce dossier est à un autre utilisateur",
            "s'il est sûr, le dire à git : git config --global --add safe.directory, puis son chemin entier",
        )
    if b"not a git repository" not in reponse.stderr:
        raise ErreurContrat(f"git ne lit pas le dépôt de « {racine} »", "y lancer git status, qui dit pourquoi")
    if reference is None:
        raise ErreurContrat(
            f"« {racine} » n'est pas dans un dépôt git, qui seul garde un état à comparer",
            "se placer dans le dépôt du contrat, ou comparer deux dossiers : contrat comparer DOSSIER DOSSIER",
        )
    raise ErreurContrat(
        f"« {reference} » n'est ni le dossier d'un contrat ni, hors de git, une révision",
        "donner un dossier qui contient data/contrat.yaml, ou se placer dans le dépôt de cette révision",
    )


def _exiger(reponse: subprocess.CompletedProcess[bytes]) -> bytes:
    if reponse.returncode:
        raise ErreurContrat("git n'a pas pu lire le dépôt", "lancer git fsck, qui dit ce qui y manque")
    return reponse.stdout


def _git(racine: Path, *arguments: str, entree: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    commande = ["git", "--no-optional-locks", *arguments]
    # Ses refus se reconnaissent à leurs mots, qu'il traduit sinon dans la langue de la machine.
    milieu = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603
            commande, cwd=racine, input=entree, capture_output=True, check=False, env=milieu
        )
    except FileNotFoundError:
        raise ErreurContrat("git est introuvable sur cette machine", "l'installer, ou comparer deux dossiers") from None

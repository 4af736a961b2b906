"""Changer un fichier du contrat : le seul chemin par lequel une commande écrit dans `data/`.

Dans l'ordre : relire le fichier, y reporter le changement, relire le texte obtenu et exiger qu'il dise « l'ancien, plus
le changement », contrôler, puis, sous verrou, remplacer si personne n'y a touché entre-temps (décision 0022).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from contrat.depot.fiche import FicheLue, analyser
from contrat.depot.fichiers import empecher, lire_octets, lister_provisoires, remplacer, suivre
from contrat.depot.texte import TAILLE_MAX
from contrat.depot.tranches import completer
from contrat.depot.verrou import verrouiller
from contrat.diagnostics import Diagnostic, Gravite
from contrat.erreurs import ErreurContrat
from contrat.modele.saisie import Saisie, reporter

# Un fichier qui change plus souvent n'est pas tenu à la main.
_ESSAIS = 20
# Un signe invisible, une ligne démesurée : la faute est dans ce qui est ajouté, non dans la mise en forme du fichier.
_DU_TEXTE = ("F021", "F023")


@dataclass(frozen=True)
class Lieu:
    """Un fichier du contrat : où il est, le nom que l'usager en lira, ce qu'il contient, le contrat dont il est."""

    chemin: Path
    nom: str
    modele: type[BaseModel]
    racine: Path

    @property
    def cible(self) -> Path:
        """Le fichier à écrire : un lien est suivi, s'il ne sort pas du contrat."""
        cible = suivre(self.chemin)
        permis = (suivre(self.racine), suivre(self.chemin.parent))
        if self.chemin.is_symlink() and not any(cible.is_relative_to(dossier) for dossier in permis):
            raise ErreurContrat(
                f"{self.nom} : écriture impossible, ce lien sort du contrat",
                "remplacer le lien par le fichier, ou écrire dans le fichier qu'il désigne",
            )
        return cible


@dataclass(frozen=True)
class ChangementFichier:
    """Ce qu'une commande veut écrire : des saisies, à reporter sur un texte (celui du fichier, sauf s'il est neuf)."""

    texte: str
    saisies: Sequence[Saisie] = ()


@dataclass(frozen=True)
class Ecriture:
    """Le fichier tel qu'il est écrit ; ou, s'il y a un refus, les fautes qui l'ont empêché, et rien n'est écrit.

    `avant` est le texte remplacé, `constats` ce que le contrôle a vu dans le nouveau.
    """

    fiche: FicheLue
    avant: str = ""
    constats: tuple[Diagnostic, ...] = ()
    refus: tuple[Diagnostic, ...] = ()

    @property
    def avertissements(self) -> list[Diagnostic]:
        """Ce que le contrôle signale, sans l'empêcher, dans les lignes nouvelles."""
        anciennes = set(self.avant.splitlines())
        return [constat for constat in self.constats if constat.extrait not in anciennes]


# Chaque écriture faite dans `tout_ou_rien` : son lieu, ce qu'il disait (rien pour un fichier neuf), ce qu'il dit.
_FAITES: ContextVar[list[tuple[Lieu, bytes | None, bytes]]] = ContextVar("_FAITES")
Changer = Callable[[FicheLue | None], ChangementFichier]
Controler = Callable[[FicheLue], Sequence[Diagnostic]]


def ecrire(lieu: Lieu, changer: Changer, controler: Controler) -> Ecriture:
    """Changer un fichier, ou le créer : `changer` reçoit ce qu'il dit maintenant, ou rien s'il n'existe pas.

    `changer` est rappelé quand le fichier change pendant l'écriture : il ne doit rien retenir d'un appel à l'autre.
    Lève `ErreurContrat`, sans rien écrire, si le texte obtenu ne se relit pas comme prévu.
    """
    cible = lieu.cible
    _preparer(cible.parent)
    # Le premier essai se prépare hors du verrou : celui-ci n'est tenu que le temps de comparer et de remplacer.
    octets, ecriture = _essayer(lieu, cible, changer, controler)
    with verrouiller(cible.parent):
        for reste in lister_provisoires(cible.parent):
            with suppress(OSError):
                reste.unlink()
        for _ in range(_ESSAIS):
            if ecriture.refus:
                return ecriture
            if _remplacer(lieu, cible, ecrits := ecriture.fiche.texte.encode("utf-8"), octets):
                _FAITES.get([]).append((lieu, octets, ecrits))
                return ecriture
            octets, ecriture = _essayer(lieu, cible, changer, controler)
    raise ErreurContrat(f"{lieu.nom} : un autre programme y écrit sans cesse", "l'arrêter, puis recommencer")


@contextmanager
def tout_ou_rien() -> Iterator[None]:
    """Garder toutes les écritures faites dedans, ou aucune : ce qui les interrompt les défait (décision 0068).

    Un fichier changé depuis n'est pas défait : lève alors `ErreurContrat`, qui le nomme.
    """
    faites: list[tuple[Lieu, bytes | None, bytes]] = []
    jeton = _FAITES.set(faites)
    try:
        yield
    except BaseException as cause:
        if restent := [lieu.nom for lieu, avant, apres in reversed(faites) if not _defaire(lieu, avant, apres)]:
            ou = f"interrompu ; reste écrit : {', '.join(restent)}"
            raise ErreurContrat(ou, "relire ces fichiers, puis recommencer") from cause
        raise
    finally:
        _FAITES.reset(jeton)


def _defaire(lieu: Lieu, avant: bytes | None, apres: bytes) -> bool:
    """Remettre un fichier comme avant une écriture ; faux quand il dit autre chose, ou ne s'écrit plus."""
    try:
        if avant is None:
            return effacer(lieu, apres.decode("utf-8"))
        with verrouiller(lieu.cible.parent):
            return _remplacer(lieu, lieu.cible, avant, apres)
    except (ErreurContrat, OSError):
        return False


def essayer(lieu: Lieu, changer: Changer, controler: Controler) -> Ecriture:
    """Ce que `ecrire` écrirait, ou ce qui l'en empêcherait ; rien n'est écrit."""
    return _essayer(lieu, lieu.cible, changer, controler)[1]


def _essayer(lieu: Lieu, cible: Path, changer: Changer, controler: Controler) -> tuple[bytes | None, Ecriture]:
    """Ce que le fichier dit maintenant, et ce que l'on y écrirait ; ou ce qui l'empêche."""
    octets = _lire(cible)
    actuelle = None if octets is None else analyser(octets, lieu.nom, lieu.modele)
    if actuelle is not None and actuelle.objet is None:
        return octets, Ecriture(actuelle, refus=actuelle.diagnostics)
    fiche = _relire(lieu, changer(actuelle))
    constats = tuple(controler(fiche))
    refus = (*fiche.diagnostics, *(constat for constat in constats if constat.gravite is Gravite.ERREUR))
    return octets, Ecriture(fiche, "" if actuelle is None else actuelle.texte, constats, refus)


def mettre(lieu: Lieu, avant: str, apres: str) -> bool:
    """Mettre un texte à la place de celui qui a été lu ; faux, et rien de fait, si le fichier a changé entre-temps."""
    with verrouiller(lieu.cible.parent):
        return _remplacer(lieu, lieu.cible, apres.encode("utf-8"), avant.encode("utf-8"))


def effacer(lieu: Lieu, texte: str) -> bool:
    """Retirer un fichier qui dit encore ce texte ; faux, et rien de fait, s'il a changé."""
    with verrouiller(lieu.cible.parent):
        if _lire(lieu.cible) != texte.encode("utf-8"):
            return False
        try:
            lieu.cible.unlink()
        except OSError as erreur:
            raise empecher(lieu.chemin, erreur, "écriture") from None
    return True


def _preparer(dossier: Path) -> None:
    try:
        dossier.mkdir(exist_ok=True)
    except OSError as erreur:
        raise empecher(dossier, erreur, "écriture") from None


def _lire(cible: Path) -> bytes | None:
    return lire_octets(cible, TAILLE_MAX) if cible.exists() else None


def _relire(lieu: Lieu, changement: ChangementFichier) -> FicheLue:
    """Le fichier à écrire, dont le texte dit bien ce qu'il disait et le changement."""
    avant = analyser(changement.texte.encode("utf-8"), lieu.nom, lieu.modele)
    saisies = [saisie for saisie in changement.saisies if saisie.valeur not in ([], {})]
    fiche = analyser(completer(changement.texte, saisies, lieu.modele).encode("utf-8"), lieu.nom, lieu.modele)
    if fautes := [faute for faute in fiche.lecture.fautes if faute.code in _DU_TEXTE]:
        raise ErreurContrat(f"{lieu.nom} : rien n'est écrit, {fautes[0].message}", fautes[0].aide)
    if fiche.lecture.fautes or fiche.lecture.valeur != _retirer_les_vides(reporter(avant.lecture.valeur, saisies)):
        champs = ", ".join(" › ".join(map(str, saisie.chemin)) for saisie in saisies)
        raise ErreurContrat(
            f"{lieu.nom} : rien n'est écrit, le fichier ne se relirait pas comme prévu après ce changement ({champs})",
            "sa mise en forme est inhabituelle : l'écrire à la main, ou remettre ce bloc une clé par ligne",
        )
    return fiche


def _retirer_les_vides(valeur: Any) -> Any:
    """Une valeur vide est inconnue : elle ne se relit pas."""
    if isinstance(valeur, Mapping):
        return {cle: _retirer_les_vides(v) for cle, v in valeur.items() if v not in ("", None)}
    return valeur


def _remplacer(lieu: Lieu, cible: Path, octets: bytes, attendu: bytes | None) -> bool:
    """Remplacer un fichier qui dit encore ce qui en a été lu ; faux, et rien de fait, s'il a changé."""
    if octets == attendu:
        return True
    try:
        with remplacer(cible, lieu.nom) as sortie:
            sortie.write(octets)
            sortie.flush()
            if _lire(cible) != attendu:
                raise _Change
    except _Change:
        return False
    return True


class _Change(Exception):
    """Le fichier n'est plus celui qui a été lu."""

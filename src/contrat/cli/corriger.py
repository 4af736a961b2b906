"""Appliquer les corrections sûres d'un contrôle, ou montrer ce qu'elles feraient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from contrat.erreurs import ErreurContrat

if TYPE_CHECKING:
    from contrat.cli.etats import ContratControle
    from contrat.diagnostics import Diagnostic


class FichierCorrige(NamedTuple):
    """Un fichier, son texte avant et après, et combien de fautes y sont corrigées."""

    nom: str
    avant: str
    apres: str
    nombre: int


def corriger(controle: ContratControle, fautes: Iterable[Diagnostic], racine: Path, *, est_essai: bool) -> int:
    """Corriger ces fautes ; sous essai, ne montrer que les lignes qui changeraient. Rend le nombre de corrections."""
    from contrat.nombres import accorder
    from contrat.rendu.mots.phrases import compter

    corriges = list(_preparer(controle, list(fautes), racine))
    for fichier in corriges:
        if est_essai:
            typer.echo(_montrer(fichier), nl=False)
        else:
            _ecrire(controle, fichier, racine)
    nombre = sum(fichier.nombre for fichier in corriges)
    verbe = "à corriger" if est_essai else accorder(nombre, "corrigée")
    typer.echo(f"{compter(nombre, 'faute')} {verbe} sûrement, dans {compter(len(corriges), 'fichier')}.", err=True)
    return nombre


def _preparer(controle: ContratControle, fautes: list[Diagnostic], racine: Path) -> Iterator[FichierCorrige]:
    """Chaque fichier dont une correction ne fait naître aucune autre faute de forme.

    Un fichier que la lecture a dû nettoyer (marque d'ordre, autre codage) se corrige d'abord à la main.
    """
    from contrat.controles.corrections import corriger_texte
    from contrat.depot.fichiers import lire_octets
    from contrat.depot.racine import tronc
    from contrat.depot.texte import TAILLE_MAX

    textes = {fiche.nom: fiche for fiche in controle.lu.fiches.values()}
    for nom in sorted({faute.fichier for faute in fautes} & textes.keys()):
        texte = textes[nom].texte
        apres, nombre = corriger_texte(texte, [faute for faute in fautes if faute.fichier == nom])
        est_tel_quel = nombre and lire_octets(tronc(racine) / nom, TAILLE_MAX) == texte.encode("utf-8")
        if est_tel_quel and _est_meilleur(controle, nom, apres):
            yield FichierCorrige(nom, texte, apres, nombre)


def _est_meilleur(controle: ContratControle, nom: str, apres: str) -> bool:
    """Vrai quand le texte corrigé n'a pas d'autre faute de forme que celles d'avant."""
    from contrat.depot.chargement import GENRES
    from contrat.depot.fiche import analyser

    genre = controle.lu.genres[nom]
    if genre not in GENRES:
        return False
    nouvelles = analyser(apres.encode("utf-8"), nom, GENRES[genre].modele).diagnostics
    anciennes = {(d.code, d.message) for d in controle.lu.diagnostics if d.fichier == nom}
    return all((d.code, d.message) in anciennes for d in nouvelles)


def _montrer(fichier: FichierCorrige) -> str:
    from difflib import unified_diff

    avant, apres = (texte.splitlines(keepends=True) for texte in (fichier.avant, fichier.apres))
    return "".join(unified_diff(avant, apres, fichier.nom, fichier.nom, n=0))


def _ecrire(controle: ContratControle, fichier: FichierCorrige, racine: Path) -> None:
    from contrat.depot.chargement import GENRES
    from contrat.depot.ecriture import Lieu, mettre
    from contrat.depot.racine import tronc

    lieu = Lieu(tronc(racine) / fichier.nom, fichier.nom, GENRES[controle.lu.genres[fichier.nom]].modele, racine)
    if not mettre(lieu, fichier.avant, fichier.apres):
        raise ErreurContrat(f"{fichier.nom} a changé pendant le contrôle : rien n'y est écrit", "recommencer")

"""La commande `contrat validate` : tous les contrôles, toutes les fautes, en une passe."""

from __future__ import annotations

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument, option
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from contrat.cli.etats import ContratControle
    from contrat.diagnostics import Diagnostic
    from contrat.rendu.fautes.rapport import RapportFautes


class FormatFautes(StrEnum):
    """Les formes de sortie."""

    texte = "texte"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    sarif = "sarif"
    junit = "junit"
    rdjson = "rdjson"


Chemins = Annotated[
    list[Path] | None,
    argument("CHEMIN…", "Ne montrer que les fautes de ces fichiers ou dossiers, et celles qu'ils causent"),
]
OptionFormatFautes = Annotated[FormatFautes, typer.Option("--format", help="Forme de la sortie")]
Strict = Annotated[bool, typer.Option("--strict", help="Échouer aussi sur un avertissement")]
Depuis = Annotated[
    str | None, option("--depuis", "REVISION", "Ne montrer que les fautes absentes de cette révision de git")
]
JourDuControle = Annotated[
    str | None, option("--date", "AAAA-MM-JJ", "Jour auquel juger les délais ; sinon, aujourd'hui")
]
Corriger = Annotated[bool, typer.Option("--corriger", help="Appliquer d'abord les corrections sûres, et elles seules")]
Essai = Annotated[bool, typer.Option("--essai", help="Avec --corriger : montrer ce qui changerait, sans rien écrire")]


def validate(
    chemins: Chemins = None,
    format_: OptionFormatFautes = FormatFautes.texte,
    strict: Strict = False,
    depuis: Depuis = None,
    date_: JourDuControle = None,
    corriger: Corriger = False,
    essai: Essai = False,
    racine: Racine = None,
) -> None:
    """Contrôler le contrat : forme des fichiers, références, budgets, dates, données personnelles."""
    from contrat.cli.lectures import lire_jour_ou_aujourdhui
    from contrat.depot.racine import tronc, trouver_racines
    from contrat.rendu.fautes.rapport import reunir

    if essai and not corriger:
        raise ErreurUsage("--essai ne s'emploie qu'avec --corriger", "ajouter --corriger, ou retirer --essai")
    departs = trouver_racines(Path.cwd(), racine)
    depot = tronc(departs[0])
    choisis = _choisir(chemins or [], depot)
    demande = _Demande(choisis, lire_jour_ou_aujourdhui("--date", date_), depuis, strict, _dossier(depot, format_))
    if corriger:
        for depart in departs:
            _corriger(depart, demande, est_essai=essai)
    rapport = reunir([_rapporter(_controler(depart, demande.jour, depuis), demande) for depart in departs])
    _exiger_des_fichiers(rapport, chemins or [])
    if not essai:
        _montrer(rapport, format_, depot)
    _dire_autour(rapport, choisis, format_)
    raise typer.Exit(1 if rapport.echoue else 0)


class _Demande(NamedTuple):
    """Ce que l'usager veut voir : ces fichiers, ce jour-là, depuis cette révision ; d'où partent les noms."""

    choisis: list[str]
    jour: date
    depuis: str | None
    est_strict: bool
    dossier: str


def _corriger(racine: Path, demande: _Demande, *, est_essai: bool) -> None:
    from contrat.cli.corriger import corriger

    controle = _controler(racine, demande.jour, demande.depuis)
    corriger(controle, _rapporter(controle, demande).fautes, racine, est_essai=est_essai)


def _controler(racine: Path, jour: date, depuis: str | None) -> ContratControle:
    """Le contrat contrôlé ce jour-là ; depuis une révision, sans les fautes qu'elle avait déjà."""
    from contrat.cli.etats import montrer_ce_qui_a_change, relever_fautes

    controle = relever_fautes(racine, jour)
    if depuis is not None:
        controle = controle._replace(diagnostics=_oter_anciennes(controle.diagnostics, racine, depuis, jour))
    return montrer_ce_qui_a_change(controle, depuis)


def _exiger_des_fichiers(rapport: RapportFautes, chemins: list[Path]) -> None:
    from contrat.erreurs import ErreurContrat

    if not rapport.fichiers and not rapport.fautes:
        raise ErreurContrat(
            f"« {', '.join(map(str, chemins))} » ne contient aucun fichier du contrat",
            "donner data, ou l'un de ses fichiers ou dossiers",
        )


def _choisir(chemins: list[Path], racine: Path) -> list[str]:
    """Les chemins demandés, relatifs au dossier des contrats ; vide veut dire tous."""
    from contrat.depot.racine import dire_nom
    from contrat.erreurs import ErreurContrat

    choisis = []
    for chemin in chemins:
        if not chemin.exists():
            raise ErreurContrat(f"« {chemin} » n'existe pas", "vérifier le chemin donné à contrat validate")
        absolu = chemin.resolve()
        if not absolu.is_relative_to(racine.resolve()):
            raise ErreurContrat(
                f"« {chemin} » n'est pas dans le contrat « {racine} »", "donner un fichier de ce contrat"
            )
        choisis.append(dire_nom(absolu.relative_to(racine.resolve()).as_posix()))
    return choisis


def _est_choisi(fichier: str, choisis: list[str]) -> bool:
    """Vrai aussi d'un dossier qui n'est pas lu, et dont on demande un fichier."""
    return not choisis or any(
        c == "." or f"{fichier}/".startswith(f"{c}/") or c.startswith(f"{fichier}/") for c in choisis
    )


def _oter_anciennes(diagnostics: list[Diagnostic], racine: Path, depuis: str, jour: date) -> list[Diagnostic]:
    """Les fautes que cette révision n'avait pas, reconnues à leur empreinte."""
    from contextlib import ExitStack

    from contrat.cli.etats import poser_revision, relever_fautes

    with ExitStack() as pile:
        _, avant = poser_revision(pile, racine, depuis)
        anciennes = {faute.empreinte for faute in relever_fautes(avant, jour).diagnostics}
    return [faute for faute in diagnostics if faute.empreinte not in anciennes]


def _rapporter(controle: ContratControle, demande: _Demande) -> RapportFautes:
    """Les fautes des fichiers choisis, et celles qu'ils causent ailleurs."""
    from contrat.controles import regles_du_contrat
    from contrat.rendu.fautes.rapport import RapportFautes

    regles = {regle.code: regle for regle in regles_du_contrat()}
    genres = controle.lu.genres

    def est_choisi(nom: str) -> bool:
        return _est_choisi(nom, demande.choisis)

    causes = {genre for nom, genre in genres.items() if demande.choisis and est_choisi(nom)}

    def concerne(faute: Diagnostic) -> bool:
        if est_choisi(faute.fichier):
            return True
        regle, ici = regles[faute.code], genres.get(faute.fichier)
        # Un objet ne répond d'un autre du même genre que s'il le cite.
        return any(regle.depend_de(genre) and (genre != ici or faute.code.startswith("R")) for genre in causes)

    fichiers = [nom for nom in controle.lu.fichiers if est_choisi(nom)]
    fautes = [faute for faute in controle.diagnostics if concerne(faute)]
    empechees = {nom: codes for nom, codes in controle.empeches.items() if est_choisi(nom)}
    titres = {code: regle.titre for code, regle in regles.items()}
    acceptees = [faute for faute in controle.acceptees if est_choisi(faute.fichier)]
    return RapportFautes(
        fautes, fichiers, demande.jour, empechees, titres, demande.dossier, demande.est_strict, acceptees
    )


def _montrer(rapport: RapportFautes, format_: FormatFautes, racine: Path) -> None:
    from contrat.cli.terminal import est_en_couleur, largeur_de
    from contrat.rendu.fautes.formes import ecrire_fautes

    teinte = est_en_couleur()
    texte = ecrire_fautes(rapport, format_.value, en_couleur=teinte, largeur=largeur_de(sys.stdout))
    if texte:
        typer.echo(texte, color=teinte)
    sommaire = os.environ.get("GITHUB_STEP_SUMMARY")
    if format_ is FormatFautes.github and sommaire:
        from contrat.rendu.fautes.github import en_sommaire

        with Path(sommaire).open("a", encoding="utf-8") as fichier:
            fichier.write(en_sommaire(rapport.fautes, len(rapport.fichiers), racine, rapport.dossier) + "\n")


def _dire_autour(rapport: RapportFautes, choisis: list[str], format_: FormatFautes) -> None:
    """Le bilan, et ce que la sortie ne dit pas, sur la sortie d'erreur."""
    from contrat.rendu.diagnostics import dire_bilan, dire_empechements
    from contrat.rendu.mots.phrases import compter

    lignes = [dire_bilan(len(rapport.fichiers), rapport.fautes)]
    if ailleurs := sum(not _est_choisi(faute.fichier, choisis) for faute in rapport.fautes):
        lignes.append(f"{compter(ailleurs, 'faute')} dans d'autres fichiers, que ceux-ci peuvent causer.")
    if rapport.acceptees:
        lignes.append(f"{compter(len(rapport.acceptees), 'faute acceptée', 'fautes acceptées')} par le contrat.")
    lignes += dire_empechements(rapport.empechees)
    if format_ is FormatFautes.github:
        from contrat.rendu.fautes.github import dire_coupure

        lignes += filter(None, [dire_coupure(rapport.fautes)])
    typer.echo("\n".join(lignes), err=True)


def _dossier(racine: Path, format_: FormatFautes) -> str:
    """Ce qui mène du dépôt au contrat, dans les formes que lit la forge qui tient ce dépôt."""
    from contrat.depot.revisions import prefixe

    if format_ in (FormatFautes.texte, FormatFautes.json):
        return ""
    return dans_le_depot(racine) or prefixe(racine)


def dans_le_depot(racine: Path) -> str:
    """Le chemin d'un dossier dans le dépôt que GitHub a extrait ; rien quand c'est sa racine, ou hors de GitHub."""
    depot = Path(os.environ.get("GITHUB_WORKSPACE", "")).resolve()
    absolue = racine.resolve()
    if not absolue.is_relative_to(depot) or absolue == depot:
        return ""
    return f"{absolue.relative_to(depot).as_posix()}/"

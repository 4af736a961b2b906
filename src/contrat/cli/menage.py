"""Les commandes `contrat menage …` : le talon d'un dossier, et la recherche d'un dossier sans identité."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.a_cote import dire_ensuite
from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.parametres import option
from contrat.cli.registre import refuser_registre
from contrat.cli.saisies import MenageVise
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from contrat.modele.communes import Communes


def menage() -> None:
    """Relier un dossier à un ménage sans écrire d'identité : son talon, et sa recherche."""


def talon(
    identifiant: MenageVise,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Imprimer les deux talons d'un dossier : un pour le ménage, un pour le registre tenu hors du dépôt."""
    from contrat.cli.eligibilite_guichet import trouver_menage
    from contrat.cli.source_menages import lire_cadre
    from contrat.depot.racine import trouver_racine
    from contrat.rendu.suivi.recherche import documenter_talon

    base = trouver_racine(Path.cwd(), racine)
    refuser_registre(base)
    fiche = trouver_menage(base, identifiant, "Pas de talon tant que le fichier porte des erreurs.")
    livrer(documenter_talon(fiche.objet.id, lire_cadre(base)[1].permanence), format_, sortie, base)


def chercher(
    seance: Annotated[str | None, option("--seance", "JOUR", "Reçu en permanence ce jour")] = None,
    personnes: Annotated[int | None, typer.Option("--personnes", min=1, help="Nombre d'occupants")] = None,
    commune: Annotated[str | None, option("--commune", "COMMUNE", "Nom ou code INSEE")] = None,
    etape: Annotated[str | None, option("--etape", "ETAPE", "Étape où en est le dossier")] = None,
    secteur: Annotated[str | None, option("--secteur", "SECTEUR", "Secteur du logement")] = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Retrouver un dossier par ce que l'on en sait sans identité : séance, personnes, commune, étape, secteur."""
    from contrat.calculs.suivi.recherche import Criteres, chercher_menages, compter_muets
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.designation import reconnaitre_mot
    from contrat.cli.evenement import designer_etape
    from contrat.cli.lectures import lire_jour
    from contrat.depot.chargement import TOUS
    from contrat.depot.racine import trouver_racine
    from contrat.rendu.suivi.recherche import documenter_recherche

    if not any((seance, personnes, commune, etape, secteur)):
        raise ErreurUsage("rien ne dit quel ménage chercher", "donner --seance, --personnes, --commune, --etape…")
    jour, voulue = lire_jour("--seance", seance) if seance else None, designer_etape(etape) if etape else None
    refuser_registre(trouver_racine(Path.cwd(), racine))
    lu = charger_sans_faute(racine, TOUS)
    if secteur is not None:
        secteur = reconnaitre_mot(
            "le secteur", secteur, sorted({m.secteur for m in lu.dossier.menages.values() if m.secteur})
        )
    communes = lu.dossier.droit.liste_communes
    connues = {m.logement.commune for m in lu.dossier.menages.values()} - {None}
    codes = _designer_commune(commune, communes, sorted(map(str, connues))) if commune else ()
    criteres = Criteres(jour, personnes, codes, voulue, secteur)
    menages = [m for _, m in sorted(lu.dossier.menages.items())]
    trouves = chercher_menages(menages, criteres)
    _dire_les_muets(compter_muets(menages, criteres), len(menages))
    livrer(documenter_recherche(trouves, communes), format_, sortie, lu.racine)


def _dire_les_muets(muets: int, dossiers: int) -> None:
    """Ce qu'une recherche ne sait pas : un dossier qui ne dit pas ce que l'on cherche n'est pas absent."""
    from contrat.rendu.mots.phrases import compter

    if muets:
        un, plusieurs = "dossier ne dit pas tout cela, et y répond", "dossiers ne disent pas tout cela, et y répondent"
        dire_ensuite(f"{compter(muets, un, plusieurs)} peut-être.")
    if not dossiers:
        dire_ensuite("Le contrat n'a aucun dossier de ménage.")


def _designer_commune(mot: str, communes: Communes, connues: list[str]) -> tuple[str, ...]:
    """Les codes de la commune de ce nom ou de ce code ; lève `ErreurUsage` quand il n'y en a pas, avec la plus proche.

    `connues` : celles des dossiers, proposées d'abord.
    """
    from contrat.proches import proposer

    codes = (mot,) if mot in connues or communes.nommer(mot) else communes.chercher_nom(mot)
    confusion = None if mot in connues else communes.chercher_confusion(mot)
    aide = f"c'est le code postal de {', '.join(confusion.servies)}" if confusion else ""
    if not codes:
        aide = aide or proposer(mot, [communes.nommer(code) or code for code in connues])
        raise ErreurUsage(f"--commune : « {mot} » n'est ni le nom ni le code INSEE d'une commune", aide)
    if confusion:
        typer.echo(f"{mot} est {confusion.nom} ; {aide} aussi", err=True)
    return codes


MENAGE = Ensemble(menage, talon, chercher)

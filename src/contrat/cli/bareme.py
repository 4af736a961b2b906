"""Les commandes `contrat bareme` : les plafonds, les règles et les aides d'un jour, et leur vérification."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine, resumer
from contrat.cli.lectures import lire_jour, lire_jour_ou_aujourdhui
from contrat.cli.parametres import option
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer, option_format
from contrat.cli.validate import dans_le_depot
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.formes import Forme

if TYPE_CHECKING:
    from contrat.modele.bareme import Bareme


Aujourdhui = Annotated[str | None, option("--date", "JOUR", "Jour à prendre pour aujourd'hui, AAAA-MM-JJ")]


def bareme(
    demande: Annotated[
        str | None,
        typer.Argument(
            metavar="DATE",
            help="Jour du barème, AAAA-MM-JJ ; sinon, aujourd'hui",
            autocompletion=lambda: [("verifier", resumer(verifier))],
        ),
    ] = None,
    date_: Aujourdhui = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer les plafonds et les aides d'un jour avec leurs textes, ou vérifier le droit livré."""
    from contrat.calculs.bareme.bareme_du_jour import couvrir, extraire
    from contrat.calculs.bareme.echeance import fin_des_tables
    from contrat.proches import plus_proche
    from contrat.rendu.bareme.page import dire_couverture, documenter_bareme
    from contrat.rendu.mots.dates import dire_jour

    if demande is not None and date_ is not None:
        raise ErreurUsage(f"deux jours demandés : « {demande} » et --date {date_}", "n'en donner qu'un")
    if demande is not None and demande[:1].isalpha() and plus_proche(demande, ["verifier"]):
        raise ErreurUsage(f"DATE : « {demande} » n'est pas un jour", "vouliez-vous dire « contrat bareme verifier » ?")
    jour = lire_jour_ou_aujourdhui("--date", date_) if demande is None else lire_jour("DATE", demande)
    droit = _charger(racine)
    extrait = extraire(droit, jour)
    if extrait is None and droit.couvre(jour) and (fin := fin_des_tables(droit)):
        aide = f"d'ici là, les ménages sont jugés sous ceux de contrat bareme {fin}, à titre provisoire"
        raise ErreurUsage(f"les plafonds du {dire_jour(jour)} ne sont pas encore saisis", aide)
    if extrait is None:
        couverture = f"périodes couvertes : {dire_couverture(couvrir(droit))}"
        raise ErreurUsage(f"aucun barème en vigueur au {dire_jour(jour)}", couverture)
    livrer(documenter_bareme(extrait, droit), format_, sortie, racine or Path.cwd())


def _charger(racine: Path | None) -> Bareme:
    """Le droit applicable dans le contrat, ou le seul droit national quand il n'y a pas de contrat ici."""
    from contrat.cli.fautes import arreter
    from contrat.depot.chargement import GUICHET, charger
    from contrat.depot.droit import charger_bareme
    from contrat.depot.racine import trouver_racine

    try:
        depart = trouver_racine(Path.cwd(), racine)
    except ErreurContrat as erreur:
        if racine is not None or isinstance(erreur, ErreurUsage):
            raise
        droit = charger_bareme()
        typer.echo("Aucun contrat ici : droit national seul.", err=True)
        return droit
    lu = charger(depart, GUICHET)
    if lu.diagnostics:
        arreter(lu.diagnostics, "Pas de barème tant que les données du contrat portent des erreurs.")
    return lu.dossier.droit


def verifier(
    date_: Aujourdhui = None,
    format_: Annotated[Forme | None, option_format(en_plus="|github")] = None,
    sortie: OptionSortie = None,
) -> None:
    """Vérifier le droit livré : plafonds prouvés l'un par l'autre, textes cités, périodes sans trou."""
    from contrat.calculs.bareme.demonstration import verifier as eprouver
    from contrat.controles import appliquer, choisir
    from contrat.depot.droit import DROIT, lire_droit
    from contrat.diagnostics import Gravite, trier
    from contrat.modele.dossier import Dossier
    from contrat.rendu.bareme.verification import documenter_verification
    from contrat.rendu.diagnostics import dire_bilan, en_texte

    jour = lire_jour_ou_aujourdhui("--date", date_)
    lu = lire_droit()
    if lu.diagnostics:
        typer.echo(en_texte(lu.diagnostics))
        typer.echo("Pas de vérification tant que le droit livré porte ces fautes de forme.", err=True)
        raise typer.Exit(1)
    droit = lu.livrer()
    dossier = Dossier(genres=frozenset({"droit_livre"}), droit_livre_lu=droit, jour=jour)
    fautes = trier(appliquer(dossier, lu.situer, choisir("P")))
    document = documenter_verification(eprouver(droit, jour), fautes, dans_le_depot(DROIT.parent))
    livrer(document, format_, sortie, Path.cwd())
    typer.echo(dire_bilan(len(lu.fiches), fautes), err=True)
    raise typer.Exit(1 if any(faute.gravite is Gravite.ERREUR for faute in fautes) else 0)


BAREME = Ensemble(bareme, verifier)

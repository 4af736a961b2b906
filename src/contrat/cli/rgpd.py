"""Les commandes `contrat rgpd …` : durées de conservation, registre des traitements, droit d'accès."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.chargement import charger_sans_faute
from contrat.cli.parametres import option
from contrat.cli.saisies import MenageVise
from contrat.cli.sortie import OptionFormat, OptionFormatRapport, OptionSortie, livrer, livrer_rapport


def rgpd() -> None:
    """Protéger les données des ménages : effacer ce qui doit l'être, tenir le registre, répondre à un droit d'accès."""


def purge(
    avant: Annotated[str, option("--avant", "JOUR", "Dernier contact avant ce jour, AAAA-MM-JJ")],
    essai: Annotated[bool, typer.Option("--essai", help="Montrer ce qui sortirait, sans rien changer")] = False,
    sans_totaux: Annotated[
        bool, typer.Option("--sans-totaux", help="Effacer sans garder de totaux, même moins de onze dossiers")
    ] = False,
    racine: Racine = None,
) -> None:
    """Effacer les dossiers dont la durée est passée, en gardant des totaux sans identifiant."""
    from contrat.calculs.suivi.purge import est_trop_petit, reunir, trier
    from contrat.cli.lectures import lire_jour
    from contrat.depot.chargement import TOUS
    from contrat.depot.purge import effacer
    from contrat.depot.racine import loger
    from contrat.erreurs import ErreurUsage
    from contrat.rendu.ecrivains.texte import en_texte
    from contrat.rendu.mots.dates import dire_jour
    from contrat.rendu.suivi.purge import annoncer, attendre, conclure

    limite, jour = lire_jour("--avant", avant), date.today()
    if limite > jour:
        raise ErreurUsage(f"--avant : le {dire_jour(limite)} n'est pas encore venu", "donner un jour passé")
    lu = charger_sans_faute(racine, TOUS)
    tri = trier(lu.dossier, lu.dossier.droit, limite, jour)
    agregat = reunir(lu.dossier, lu.dossier.droit, tri, limite, jour, avec_totaux=not sans_totaux)
    typer.echo(en_texte(annoncer(tri, agregat, sorted(lu.dossier.chiffres), limite)))
    if est_trop_petit(tri) and not sans_totaux:
        typer.echo(en_texte(attendre(tri)), nl=False)
        raise typer.Exit(0 if essai else 1)
    if agregat.a_effacer and not essai:
        lus = {Path(d.nom).stem: d.texte for d in lu.dossier.documents if d.genre in ("menages", "agregat")}
        effacer(lu.racine / loger(lu.racine, "menages"), agregat, lus)
    typer.echo(en_texte(conclure(agregat, essai, sans_totaux)), nl=False)


def registre(format_: OptionFormatRapport = None, sortie: OptionSortie = None, racine: Racine = None) -> None:
    """Rédiger la fiche du registre des traitements."""
    from contrat.calculs.suivi.registre import Registre
    from contrat.depot.chargement import TOUS
    from contrat.rendu.suivi.registre import documenter_registre

    lu = charger_sans_faute(racine, TOUS)
    livrer_rapport(documenter_registre(Registre(lu.dossier, date.today())), format_, sortie, lu.racine)


def acces(
    menage: MenageVise,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer tout ce qui est détenu sur un ménage, et ce que l'outil en déduit."""
    from contrat.calculs.suivi.acces import reunir
    from contrat.calculs.suivi.conservation import est_fictif
    from contrat.cli.eligibilite_guichet import charger_droit, trouver_menage
    from contrat.depot.chargement import charger
    from contrat.depot.commentaires import lire_commentaires
    from contrat.depot.racine import trouver_racine
    from contrat.rendu.suivi.acces import documenter_acces

    base = trouver_racine(Path.cwd(), racine)
    fiche = trouver_menage(base, menage, "Rien n'est montré tant que le fichier porte des erreurs.")
    bareme = charger_droit(base, [fiche.objet])
    fictif = est_fictif(fiche.objet, charger(base, ("sources",)).dossier.sources)
    reuni = reunir(fiche.objet, bareme, date.today(), fictif)
    livrer(documenter_acces(reuni, lire_commentaires(fiche)), format_, sortie, base)


RGPD = Ensemble(rgpd, purge, registre, acces)

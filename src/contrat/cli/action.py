"""Les commandes `contrat action …` : où en sont les fiches, ce qui leur manque ; le statut qu'une action prend."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.chargement import charger_sans_faute
from contrat.cli.deplacer import deplacer
from contrat.cli.designation import (
    reconnaitre_action,
    reconnaitre_axe,
    reconnaitre_financeur,
    reconnaitre_organisme,
    reconnaitre_statut,
)
from contrat.cli.lectures import lire_au, lire_moment, lire_moment_echu
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import ActionVisee, Motif, Quand
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer

Au = Annotated[str | None, option("--au", "JOUR", "Jour où juger statuts et retards ; sinon, aujourd'hui")]
Sort = Annotated[str | None, option("--argent", "SORT", "Ce qui reste à dépenser : suit le transfert, ou reste")]
Suivantes = Annotated[list[str] | None, option("--suit", "CONVENTION", "Convention qui suit ; se répète")]
Close = Annotated[bool, typer.Option("--close", help="L'enveloppe de l'action est close ici")]
Source = Annotated[str | None, option("--source", "SOURCE", "Source à citer")]


def action() -> None:
    """Lister les fiches action et leurs retards, en montrer une, ou noter le statut qu'elle prend."""


def lister(
    axe: Annotated[str | None, option("--axe", "AXE", "Cet axe, par son nom ou son numéro")] = None,
    statut: Annotated[str | None, option("--statut", "STATUT", "Les actions à ce statut")] = None,
    financeur: Annotated[
        str | None, option("--financeur", "ORGANISME", "Les actions que cet organisme finance")
    ] = None,
    en_retard: Annotated[bool, typer.Option("--en-retard", help="Les actions en retard")] = False,
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Les fiches où il reste à remplir")] = False,
    au: Au = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Lister les actions : statut, porteur, coût prévu, fin, retard, part de la fiche qui est remplie."""
    from contrat.calculs.actions.fiche import lister_actions
    from contrat.calculs.actions.selection import Filtre
    from contrat.rendu.actions.liste import documenter_liste

    jour = lire_au(au)
    voulu = None if statut is None else reconnaitre_statut(statut)
    lu = charger_sans_faute(racine)
    dossier = lu.dossier
    filtre = Filtre(
        axe=None if axe is None else reconnaitre_axe(dossier, axe),
        statut=voulu,
        financeur=None if financeur is None else reconnaitre_financeur(dossier, financeur),
        en_retard=en_retard,
        incomplete=incomplete,
    )
    livrer(documenter_liste(lister_actions(dossier, filtre, jour)), format_, sortie, lu.racine)


def montrer(
    identifiant: ActionVisee,
    au: Au = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Montrer une action en entier, de son statut à ce qui reste à remplir dans sa fiche."""
    from contrat.calculs.actions.fiche import examiner_action
    from contrat.depot.chargement import BUDGET
    from contrat.rendu.actions.fiche import documenter_fiche

    jour = lire_au(au)
    lu = charger_sans_faute(racine, (*BUDGET, "seances"))
    fiche = examiner_action(lu.dossier, reconnaitre_action(lu.dossier, identifiant), jour)
    livrer(documenter_fiche(fiche), format_, sortie, lu.racine)


def statut(
    identifiant: ActionVisee,
    nouveau: Annotated[str, argument("STATUT", "Statut pris, comme approuvee ou lancee")],
    date_: Quand = None,
    instance: Annotated[str | None, option("--instance", "INSTANCE", "Instance qui l'a décidé")] = None,
    motif: Motif = None,
    echeance: Annotated[str | None, option("--echeance", "DATE", "Nouvelle échéance d'une action reportée")] = None,
    repreneur: Annotated[str | None, option("--repreneur", "ORGANISME", "Qui reprend une action transférée")] = None,
    argent: Sort = None,
    suit: Suivantes = None,
    close: Close = False,
    source: Source = None,
    racine: Racine = None,
) -> None:
    """Noter le statut qu'une action prend, à sa date, sans rien changer d'autre dans sa fiche."""
    from contrat.calculs.argent.faits import changer_statut
    from contrat.cli.faits.ecrire import lire_modalites, ouvrir_fiche
    from contrat.rendu.mots.actions import STATUTS
    from contrat.rendu.mots.dates import dire_moment

    voulu = reconnaitre_statut(nouveau)
    moment = lire_moment_echu("--date", date_)
    fin = None if echeance is None else lire_moment("--echeance", echeance)
    ouverte = ouvrir_fiche(racine, identifiant)
    reprise = None if repreneur is None else reconnaitre_organisme(ouverte.dossier, repreneur)
    etape = {"date": moment, "instance": instance, "echeance": fin, "note": motif, "source": source}
    suites = lire_modalites(voulu, repreneur, argent, suit or [], close)
    dit = f"{ouverte.action.titre_court} : {STATUTS[voulu].lower()}, {dire_moment(moment)}"
    ouverte.ecrire(lambda _: changer_statut(voulu, etape, reprise, suites), dit)


ACTION = Ensemble(action, lister, montrer, statut, deplacer)

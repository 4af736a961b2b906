"""Les commandes `contrat rapport …` : rédiger un document, en Markdown, à partir des fiches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from contrat.cli.cadre import EXERCICES, Ensemble, Racine
from contrat.cli.chargement import charger_periode, charger_sans_faute
from contrat.cli.designation import reconnaitre_action, reconnaitre_organisme
from contrat.cli.lectures import lire_au, lire_jour_ou_aujourdhui
from contrat.cli.parametres import argument, option
from contrat.cli.rapport_contrat import action, bilan, choisir_actions, experience, jour_ecrit, reserver
from contrat.cli.saisies import ActionPeutEtre, MenageVise
from contrat.cli.sortie import OptionFormatRapport, OptionSortie, livrer_rapport
from contrat.erreurs import ErreurUsage


def rapport() -> None:
    """Rédiger un rapport : au comité de pilotage, à une assemblée, à un financeur, à un ménage, sur une permanence."""


def comite(
    periode: Annotated[str | None, option("--periode", "PERIODE", EXERCICES)] = None,
    au: Annotated[str | None, jour_ecrit("le rapport est écrit")] = None,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger le rapport du comité de pilotage : budget, avancement, vigilance, pour ces exercices."""
    from contrat.calculs.rapports.comite import preparer_comite
    from contrat.rendu.rapports.comite import documenter_comite

    jour = lire_au(au)
    lu, exercices = charger_periode(periode, racine)
    rapport = preparer_comite(lu.dossier, exercices, jour)
    livrer_rapport(documenter_comite(rapport), format_, sortie, lu.racine, reserver(lu.dossier))


def deliberation(
    action: ActionPeutEtre = None,
    toutes: Annotated[bool, typer.Option("--toutes", help="Un projet par action à décider")] = False,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger le projet de délibération d'une action : visas, exposé, plan en deux colonnes, décisions."""
    from contrat.calculs.rapports.deliberation import actions_a_deliberer, preparer_deliberations
    from contrat.rendu.rapports.deliberation import documenter_deliberations

    choisir_actions(action, toutes)
    lu = charger_sans_faute(racine)
    visees = actions_a_deliberer(lu.dossier) if action is None else [reconnaitre_action(lu.dossier, action)]
    document = documenter_deliberations(preparer_deliberations(visees, lu.dossier))
    livrer_rapport(document, format_, sortie, lu.racine, reserver(lu.dossier, visees))


def financeur(
    organisme: Annotated[str, argument("ORGANISME", "Financeur, par son identifiant ou son sigle")],
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger le rapport d'un financeur : ses aides, qui d'autre paie, sa caisse, les résultats."""
    from contrat.calculs.rapports.financeur import rapporter_financeur
    from contrat.rendu.rapports.financeur import documenter_financeur

    lu = charger_sans_faute(racine)
    rapport = rapporter_financeur(lu.dossier, reconnaitre_organisme(lu.dossier, organisme))
    livrer_rapport(documenter_financeur(rapport), format_, sortie, lu.racine, reserver(lu.dossier, rapport.actions))


def menage(
    sujet: MenageVise,
    date_: Annotated[str | None, option("--date", "JOUR", "Jour de la demande ; sinon, celui du fichier")] = None,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger la feuille remise à un ménage : qu'espérer, que faire, qu'apporter, qui appeler ; le dossier suit."""
    from contrat.calculs.eligibilite.dossier_menage import instruire
    from contrat.calculs.eligibilite.feuille import FeuilleMenage
    from contrat.cli.eligibilite_guichet import charger_droit, juger_au, lire_jours, lire_menages, trouver_menage
    from contrat.cli.source_menages import lire_cadre
    from contrat.depot.racine import trouver_racine
    from contrat.rendu.eligibilite.feuille import documenter_feuille

    base, jours = trouver_racine(Path.cwd(), racine), lire_jours(date_, None)
    if sujet.endswith(".yaml"):
        (fiche,) = lire_menages([Path(sujet)], base)
    else:
        fiche = trouver_menage(base, sujet, "Pas de page tant que le fichier porte des erreurs.")
    if fiche.objet is None:
        raise typer.Exit(1)
    bareme = charger_droit(base, [fiche.objet], jours)
    juge = juger_au(fiche, bareme, jours[0] if jours else None)
    if juge is None:
        raise typer.Exit(1)
    feuille = FeuilleMenage(instruire(fiche.objet, *juge, bareme), lire_cadre(base)[1].permanence)
    livrer_rapport(documenter_feuille(feuille), format_, sortie, base)


def permanence(
    date_: Annotated[str | None, option("--date", "JOUR", "Jour de la permanence ; sinon, toutes les séances")] = None,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger le compte rendu d'une permanence, des nombres, jamais un dossier ; sans --date, ses séances."""
    from contrat.calculs.suivi.calendrier_permanence import suivre_permanence
    from contrat.calculs.suivi.registre import Registre
    from contrat.calculs.suivi.seance_permanence import dresser_bilan, lister_seances
    from contrat.calculs.suivi.seance_publiee import publier_seance
    from contrat.depot.chargement import TOUS
    from contrat.rendu.mots.dates import dire_jour
    from contrat.rendu.mots.origine import dire_fictifs
    from contrat.rendu.suivi.calendrier_permanence import documenter_permanence
    from contrat.rendu.suivi.seance_permanence import documenter_seance

    jour = lire_jour_ou_aujourdhui("--date", date_)
    lu = charger_sans_faute(racine, TOUS)
    fictifs = dire_fictifs(Registre(lu.dossier, jour))
    if date_ is None:
        livrer_rapport(documenter_permanence(suivre_permanence(lu.dossier, jour)), format_, sortie, lu.racine, fictifs)
        return
    seances = lister_seances(lu.dossier)
    if jour not in seances:
        proches = sorted(seances, key=lambda s: (abs((s - jour).days), s))[:3]
        aide = f"séances proches : {', '.join(map(str, sorted(proches)))}" if proches else "aucun ménage n'a été reçu"
        raise ErreurUsage(f"--date : aucun ménage reçu en permanence le {dire_jour(jour)}", aide)
    seance = publier_seance(dresser_bilan(lu.dossier, jour), lu.dossier.contrat.publies)
    document = documenter_seance(seance, lu.dossier.contrat)
    livrer_rapport(document, format_, sortie, lu.racine, fictifs)


def _refuser_la_seance(mot: str, connues: Sequence[str]) -> NoReturn:
    from contrat.proches import proposer

    aide = proposer(mot, connues) or "une instance du contrat et une date, comme conseil-2010-02"
    raise ErreurUsage(f"la séance « {mot} » n'existe pas", aide)


def seance(
    identifiant: Annotated[
        str | None, argument("SEANCE", "Une séance : son fichier, ou une instance et une date ; sinon, la liste")
    ] = None,
    preparer: Annotated[bool, typer.Option("--preparer", help="Ce qu'il faut décider, la feuille de vote")] = False,
    compte_rendu: Annotated[bool, typer.Option("--compte-rendu", help="Ce qui a été décidé, et par qui")] = False,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Préparer une séance ou en rendre compte : comité, conseil, évaluation ; sans SEANCE, les énumérer."""
    from contrat.calculs.rapports.seance import rapporter_seance
    from contrat.calculs.seances.connues import lister_seances_connues, trouver_seance
    from contrat.depot.chargement import BUDGET
    from contrat.rendu.rapports import seance as pages

    if preparer is compte_rendu and (preparer or identifiant is not None):
        raise ErreurUsage("--preparer, ou --compte-rendu", "écrire l'une des deux options")
    lu = charger_sans_faute(racine, [*BUDGET, "seances"])
    connues = lister_seances_connues(lu.dossier)
    if identifiant is None:
        if preparer or compte_rendu:
            option = "--preparer" if preparer else "--compte-rendu"
            raise ErreurUsage(f"{option} : il manque SEANCE", f"choisir parmi : {', '.join(c.id for c in connues)}")
        liste = pages.documenter_liste(lu.dossier, connues)
        livrer_rapport(liste, format_, sortie, lu.racine, reserver(lu.dossier))
        return
    connue = trouver_seance(lu.dossier, identifiant) or _refuser_la_seance(identifiant, [c.id for c in connues])
    rapport = rapporter_seance(lu.dossier, connue)
    document = pages.documenter_preparation(rapport) if preparer else pages.documenter_compte_rendu(rapport)
    livrer_rapport(document, format_, sortie, lu.racine, reserver(lu.dossier))


RAPPORT = Ensemble(rapport, action, bilan, comite, deliberation, experience, financeur, menage, permanence, seance)

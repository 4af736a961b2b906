"""Les commandes `contrat rapport …` sur le contrat entier, ou sur une fiche à signer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contrat.cli.cadre import Racine
from contrat.cli.chargement import charger_sans_faute
from contrat.cli.designation import reconnaitre_action
from contrat.cli.lectures import lire_au
from contrat.cli.parametres import option
from contrat.cli.saisies import ActionPeutEtre
from contrat.cli.sortie import OptionFormatRapport, OptionSortie, livrer_rapport
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from contrat.modele.action import Action
    from contrat.modele.dossier import Dossier


def jour_ecrit(quoi: str) -> Any:
    """L'option qui date un rapport du jour où il est écrit."""
    return option("--au", "JOUR", f"Jour où {quoi} ; sinon, aujourd'hui")


def choisir_actions(action: str | None, toutes: bool) -> None:
    """Refuser une action et --toutes ensemble, ou ni l'une ni l'autre."""
    if (action is None) is not toutes:
        raise ErreurUsage("une action, ou --toutes", "écrire le nom de la fiche, ou --toutes, et pas les deux")


def reserver(dossier: Dossier, actions: Iterable[Action] | None = None) -> str:
    """Ce que ces fiches reconstituent, ou toutes, pour le pied du rapport."""
    from contrat.calculs.actions.origine import decompter_reconstitutions
    from contrat.rendu.mots.origine import dire_l_origine

    return dire_l_origine(decompter_reconstitutions(dossier, dossier.actions.values() if actions is None else actions))


def action(
    action: ActionPeutEtre = None,
    toutes: Annotated[bool, typer.Option("--toutes", help="Une fiche par action")] = False,
    au: Annotated[str | None, jour_ecrit("la fiche est écrite")] = None,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger la fiche action à signer : l'action entière, son plan en deux colonnes, la place de chaque signature."""
    from contrat.calculs.argent.budget import ordonner_actions
    from contrat.calculs.rapports.action import preparer_fiches
    from contrat.depot.chargement import BUDGET
    from contrat.rendu.rapports.action import documenter_fiches

    choisir_actions(action, toutes)
    jour = lire_au(au)
    lu = charger_sans_faute(racine, (*BUDGET, "seances"))
    visees = ordonner_actions(lu.dossier) if action is None else [reconnaitre_action(lu.dossier, action)]
    document = documenter_fiches(preparer_fiches(lu.dossier, visees, jour))
    livrer_rapport(document, format_, sortie, lu.racine, reserver(lu.dossier, visees))


def bilan(
    au: Annotated[str | None, jour_ecrit("le bilan est écrit")] = None,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger le bilan du contrat : questions du départ, cibles, argent, critères durables, suites, inconnues."""
    from contrat.calculs.rapports.bilan import dresser_bilan_du_contrat
    from contrat.depot.chargement import BUDGET
    from contrat.rendu.rapports.bilan import documenter_bilan

    jour = lire_au(au)
    lu = charger_sans_faute(racine, (*BUDGET, "seances"))
    dresse = dresser_bilan_du_contrat(lu.dossier, jour)
    livrer_rapport(documenter_bilan(dresse), format_, sortie, lu.racine, reserver(lu.dossier))


def experience(
    actions: Annotated[
        list[str] | None, option("--action", "ACTION", "Action donnée en exemple ; sinon, celles qui ont un chiffre")
    ] = None,
    au: Annotated[str | None, jour_ecrit("la fiche est écrite")] = None,
    format_: OptionFormatRapport = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Rédiger la fiche d'expérience : la démarche dans l'ordre du document publié, chaque chiffre recalculé."""
    from contrat.calculs.rapports.experience import raconter_experience
    from contrat.depot.chargement import TOUS
    from contrat.rendu.rapports.experience import documenter_experience

    jour = lire_au(au)
    lu = charger_sans_faute(racine, TOUS)
    illustrees = [reconnaitre_action(lu.dossier, mot) for mot in actions or []]
    document = documenter_experience(raconter_experience(lu.dossier, jour, illustrees))
    livrer_rapport(document, format_, sortie, lu.racine, reserver(lu.dossier))

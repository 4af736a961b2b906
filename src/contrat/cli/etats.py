"""Lire et contrôler un état du contrat : les fichiers d'un dossier, ou une révision de git."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from contrat.erreurs import ErreurContrat, ErreurUsage

if TYPE_CHECKING:
    from contrat.depot.chargement import Chargement
    from contrat.diagnostics import Diagnostic
    from contrat.modele.dossier import Dossier


class ContratControle(NamedTuple):
    """Un état lu et contrôlé ; les fautes que le contrat accepte sont à part.

    `empeches` : par fichier, les règles que des fautes de forme ont empêchées.
    """

    lu: Chargement
    dossier: Dossier
    diagnostics: list[Diagnostic]
    acceptees: list[Diagnostic]
    empeches: Mapping[str, tuple[str, ...]]


def relever_fautes(racine: Path, jour: date) -> ContratControle:
    """Toutes les fautes d'un contrat ce jour-là, chacune avec son empreinte."""
    from contrat.cli.registre import relever_registres
    from contrat.controles import controler
    from contrat.controles.acceptations import trier_acceptees
    from contrat.depot.chargement import charger
    from contrat.depot.empreintes import signer
    from contrat.diagnostics import trier

    lu = charger(racine)
    dossier = replace(lu.dossier, jour=jour)
    constates, empeches = controler(dossier, lu.situer)
    signees = signer(lu, trier([*lu.diagnostics, *constates, *relever_registres(racine)]))
    tri = trier_acceptees(dossier, signees, empeches, lu.situer)
    return ContratControle(lu, dossier, trier([*tri.restantes, *signer(lu, tri.reproches)]), tri.acceptees, empeches)


def poser_revision(pile: ExitStack, depot: Path, nom: str | None) -> tuple[str, Path]:
    """Le nom court d'une révision, et un dossier qui la tient tant que la pile est ouverte.

    Sans nom, le départ de la branche en cours. Lève `ErreurUsage` pour une révision inconnue.
    """
    from contrat.depot import revisions
    from contrat.depot.racine import REPERE

    commit = revisions.base_commune(depot) if nom is None else revisions.chercher_commit(depot, nom)
    if commit is None and revisions.est_tronque(depot):
        raise ErreurContrat(*revisions.SANS_HISTORIQUE)
    if commit is None and revisions.chercher_commit(depot, "HEAD") is None:
        raise ErreurContrat(*revisions.SANS_COMMIT)
    if commit is None:
        raise ErreurUsage(
            f"« {nom} » n'est ni une révision de ce dépôt, ni le dossier d'un contrat",
            "donner une branche, une étiquette, un commit, ou un dossier qui contient data/contrat.yaml",
        )
    court, dossier = revisions.abreger(depot, commit), pile.enter_context(revisions.poser(depot, commit))
    if not (dossier / REPERE).is_file():
        raise ErreurContrat(f"{REPERE.as_posix()} n'existe pas dans {court}", "choisir une révision qui a un contrat")
    return court, dossier


def montrer_ce_qui_a_change(controle: ContratControle, depuis: str | None) -> ContratControle:
    """Le même état, ses fautes sur la ligne qui a changé depuis cette révision, ou depuis le départ de la branche.

    Sans dépôt, sans branche principale ou sans historique, elles restent où la règle les constate.
    """
    from contrat.depot.deplacements import montrer_les_lignes_changees

    if not any(faute.pistes for faute in controle.diagnostics):
        return controle
    with ExitStack() as pile:
        try:
            _, avant = poser_revision(pile, controle.lu.racine, depuis)
        except (ErreurContrat, ErreurUsage):
            return controle
        return controle._replace(diagnostics=montrer_les_lignes_changees(controle.lu, controle.diagnostics, avant))

"""La commande `contrat hierarchiser` : le classement d'une séance, ce qui le ferait changer, ce qui a été décidé."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer

if TYPE_CHECKING:
    from contrat.depot.chargement import Chargement


def hierarchiser(
    seance: Annotated[
        str | None, argument("SEANCE", "Identifiant de la séance : son fichier dans seances/ ; sinon, la liste")
    ] = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Classer les actions d'une séance : moyenne, dispersion, rang, effet d'un poids, décision et motif."""
    from contrat.calculs.seances.connues import lister_seances_connues
    from contrat.calculs.seances.seance_classee import classer_seance
    from contrat.cli.fautes import arreter
    from contrat.depot.chargement import SEANCES, charger
    from contrat.depot.lieux import fautes_de
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurUsage
    from contrat.proches import proposer
    from contrat.rendu.rapports.seance import documenter_liste
    from contrat.rendu.seances.classement import documenter_seance

    lu = charger(trouver_racine(Path.cwd(), racine), SEANCES)
    connues = sorted(lu.dossier.presents.get("seances", ()))
    if seance is None:
        if len(connues) > len(lu.dossier.seances):
            arreter(fautes_de(lu, "seances"), "Pas de liste tant que des séances portent ces erreurs.")
        a_classer = [s for s in lister_seances_connues(lu.dossier) if s.seance is not None and s.seance.grille]
        livrer(documenter_liste(lu.dossier, a_classer, "hierarchiser SEANCE"), format_, sortie, lu.racine)
        return
    if seance not in connues:
        aide = proposer(seance, connues) or "contrat nouveau seance en crée une"
        raise ErreurUsage(f"la séance « {seance} » n'existe pas", aide)
    _montrer_fautes(lu, lu.fiches["seances", seance].nom)
    classee = classer_seance(lu.dossier, lu.dossier.seances[seance])
    if classee is None:
        raise ErreurUsage(f"la séance « {seance} » n'a pas de grille", "contrat rapport seance dit ce qu'elle a fait")
    livrer(documenter_seance(classee), format_, sortie, lu.racine)


def _montrer_fautes(lu: Chargement, fichier: str) -> None:
    """Montrer les fautes de la séance ; s'il y a des erreurs, sortir avec le code 1."""
    from contrat.cli.fautes import arreter, signaler
    from contrat.controles import appliquer, choisir
    from contrat.diagnostics import Gravite, trier

    constates = appliquer(lu.dossier, lu.situer, choisir("R", "C"))
    fautes = [d for d in trier([*lu.diagnostics, *constates]) if d.fichier == fichier]
    if any(faute.gravite is Gravite.ERREUR for faute in fautes):
        arreter(fautes, "Pas de classement tant que la séance porte ces erreurs : les corriger, puis recommencer.")
    signaler(fautes)

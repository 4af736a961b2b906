"""Toutes les pages d'un contrat, et celle qui en réunit plusieurs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from contrat.calculs.rapports.public import ContratPublic
from contrat.rendu.actions.evaluation import composer as composer_evaluation
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.page import Cellule, Colonne, Page, Partie, Rangee, Tableau
from contrat.rendu.presentation.page import VOLETS
from contrat.rendu.presentation.page import composer as composer_presentation
from contrat.rendu.rapports.bilan import composer as composer_bilan
from contrat.rendu.site.accueil import SANS_MENAGE, composer_accueil, dire_le_pied
from contrat.rendu.site.actions import (
    composer_action,
    composer_actions,
    composer_axe,
    composer_axes,
    composer_calendrier,
)
from contrat.rendu.site.argent import composer_budget, composer_financeur, composer_financeurs
from contrat.rendu.site.donnees import composer_donnees, ouvrir_donnees
from contrat.rendu.site.glossaire import composer_glossaire
from contrat.rendu.site.plan import (
    ACCUEIL,
    DonneesOuvertes,
    PageDuSite,
    SiteDuContrat,
    page_de_l_action,
    page_de_l_axe,
    page_du_financeur,
)


def composer_site(public: ContratPublic, pied: str) -> SiteDuContrat:
    """Ce qu'un contrat publie ; `pied` dit de quand sont les données."""
    donnees = ouvrir_donnees(public)
    pages = tuple(_lister(public, donnees))
    pieds = (pied, *dire_le_pied(public))
    return SiteDuContrat(public.contrat.id, public.contrat.titre, pages, donnees, pieds)


def _lister(public: ContratPublic, donnees: Sequence[DonneesOuvertes]) -> Iterator[PageDuSite]:
    """Chaque page, dans l'ordre du menu, celles d'un axe, d'une action et d'un financeur sous leur rubrique."""
    rubriques: dict[str, Callable[[], Page]] = {
        ACCUEIL: partial(composer_accueil, public),
        "contrat.html": lambda: composer_presentation(public.presente, tuple(VOLETS), a_des_suites=False),
        "axes.html": partial(composer_axes, public),
        "actions.html": partial(composer_actions, public),
        "calendrier.html": partial(composer_calendrier, public),
        "budget.html": partial(composer_budget, public),
        "financeurs.html": partial(composer_financeurs, public),
        "evaluation.html": lambda: composer_evaluation(public.evaluation),
        "bilan.html": lambda: composer_bilan(public.bilan),
        "glossaire.html": partial(composer_glossaire, public),
        "donnees.html": partial(composer_donnees, public, donnees),
    }
    for nom, composer in rubriques.items():
        yield PageDuSite(nom, nom, composer)
    for axe, situations in public.presente.axes:
        yield PageDuSite(page_de_l_axe(axe), "axes.html", partial(composer_axe, public, axe, situations))
    for action in public.presente.actions:
        yield PageDuSite(page_de_l_action(action.id), "actions.html", partial(composer_action, public, action.id))
    for rapport in public.financeurs():
        nom = page_du_financeur(rapport.organisme)
        yield PageDuSite(nom, "financeurs.html", partial(composer_financeur, public, rapport))


def composer_ensemble(publics: Sequence[ContratPublic]) -> Page:
    """L'accueil de plusieurs contrats : chacun ouvre le sien."""
    colonnes = (
        Colonne("Contrat"), Colonne("Exercices", fixe=True), Colonne("Actions", "nombre"),
        Colonne("Dépenses prévues", "euros"),
    )  # fmt: skip
    rangees = [
        Rangee(
            (
                Cellule(public.contrat.titre, vers=f"{public.contrat.id}/{ACCUEIL}"),
                dire_exercices(public.contrat.periode),
                len(public.dossier.actions),
                public.presente.budget.depenses[-1].montant,
            )
        )
        for public in publics
    ]
    communes = dict.fromkeys(public.contrat.territoire.commune for public in publics)
    parties = [Partie("", [Tableau(colonnes, tuple(rangees)), SANS_MENAGE])]
    return Page("Les contrats", ", ".join(communes), parties)

"""Le plan d'un site : le nom de chaque page, et les rubriques du menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contrat.formes import Forme
from contrat.modele.action import Axe
from contrat.rendu.document import Document
from contrat.rendu.page import Page

ACCUEIL = "index.html"
# Une rubrique du menu et sa page, dans l'ordre où on les lit.
RUBRIQUES = {
    ACCUEIL: "Accueil",
    "contrat.html": "Le contrat",
    "axes.html": "Axes",
    "actions.html": "Actions",
    "calendrier.html": "Calendrier",
    "budget.html": "Budget",
    "financeurs.html": "Financeurs",
    "evaluation.html": "Évaluation",
    "bilan.html": "Bilan",
    "glossaire.html": "Glossaire",
    "donnees.html": "Données",
}
STYLE = "style.css"
DONNEES = "donnees"


@dataclass(frozen=True)
class PageDuSite:
    """Une page du site, composée quand elle s'écrit, et la rubrique du menu où elle se trouve."""

    nom: str
    rubrique: str
    composer: Callable[[], Page]


@dataclass(frozen=True)
class DonneesOuvertes:
    """Un fichier de données à télécharger, et ce qu'il contient."""

    nom: str
    quoi: str
    forme: Forme
    document: Document


@dataclass(frozen=True)
class SiteDuContrat:
    """Tout ce qu'un contrat publie.

    `nom`, son identifiant, est celui de son dossier parmi d'autres ; `pied`, ce que chaque page dit au bas d'elle.
    """

    nom: str
    titre: str
    pages: tuple[PageDuSite, ...]
    donnees: tuple[DonneesOuvertes, ...]
    pied: tuple[str, ...]


def page_de_l_axe(axe: Axe) -> str:
    """Le nom de la page d'un axe."""
    return f"axe-{axe.numero}.html"


def page_de_l_action(identifiant: str) -> str:
    """Le nom de la page d'une action."""
    return f"action-{identifiant}.html"


def page_du_financeur(identifiant: str) -> str:
    """Le nom de la page d'un financeur."""
    return f"financeur-{identifiant}.html"

"""Les données ouvertes d'un site : les mêmes chiffres que ses pages, en CSV et en JSON."""

from __future__ import annotations

from collections.abc import Sequence

from contrat.calculs.rapports.public import ContratPublic
from contrat.formes import Forme
from contrat.rendu.actions.evaluation import documenter_evaluation
from contrat.rendu.actions.liste import documenter_liste
from contrat.rendu.argent.budget import documenter_budget
from contrat.rendu.document import Document
from contrat.rendu.page import Cellule, Colonne, Page, Partie, Rangee, Tableau, lister
from contrat.rendu.presentation.page import VOLETS, documenter_presentation
from contrat.rendu.site.plan import DONNEES, DonneesOuvertes

LIRE = (
    "CSV : une ligne par élément, montants à deux décimales, point décimal, jours AAAA-MM-JJ, UTF-8.",
    "JSON : les mêmes montants en chaînes, null quand rien n'est renseigné.",
    "Une case vide n'est pas un zéro : le renseignement manque.",
)


def ouvrir_donnees(public: ContratPublic) -> tuple[DonneesOuvertes, ...]:
    """Chaque jeu de données, dans ses deux formes."""
    jeux: dict[str, tuple[str, Document]] = {
        "actions": ("Les actions : axe, statut, porteur, coût prévu", documenter_liste(public.liste)),
        "budget": ("Le budget, ligne par ligne", documenter_budget(public.presente.budget)),
        "evaluation": ("Les indicateurs, leurs cibles, leurs valeurs", documenter_evaluation(public.evaluation)),
        "presentation": ("Le récit, chaque fait et sa source", documenter_presentation(public.presente, tuple(VOLETS))),
    }
    financeurs = documenter_budget(public.ventiler("financeur"))
    return (
        *(
            DonneesOuvertes(f"{DONNEES}/{nom}.{forme}", quoi, forme, document)
            for nom, (quoi, document) in jeux.items()
            for forme in (Forme.csv, Forme.json)
        ),
        # En JSON, ce seraient les lignes du budget une seconde fois.
        DonneesOuvertes(f"{DONNEES}/financeurs.csv", "Ce que chaque financeur apporte", Forme.csv, financeurs),
    )


def composer_donnees(public: ContratPublic, ouvertes: Sequence[DonneesOuvertes]) -> Page:
    """La page qui donne à télécharger chaque fichier."""
    rangees = [Rangee((Cellule(x.nom.partition("/")[2], vers=x.nom), x.quoi, x.forme.upper())) for x in ouvertes]
    colonnes = (Colonne("Fichier", fixe=True), Colonne("Ce qu'il contient"), Colonne("Forme"))
    parties = [Partie("", [Tableau(colonnes, tuple(rangees))]), Partie("Lire ces fichiers", [lister(*LIRE)])]
    return Page("Données ouvertes", public.contrat.titre, parties)

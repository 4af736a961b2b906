"""Le budget consolidé, dans la forme demandée."""

from __future__ import annotations

from typing import Literal

from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.ventilation import Dimension
from contrat.calculs.periode import dire_periode
from contrat.erreurs import ErreurContrat
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.rendu.argent.budget_notes import rediger_notes
from contrat.rendu.argent.budget_tableaux import tableau_execution, tableau_ventile, tableaux_generaux
from contrat.rendu.argent.budget_textes import PAR, VUES
from contrat.rendu.budget_page import Page

Forme = Literal["table", "json", "csv", "md"]
NOTES_EXECUTION = (
    "Les taux se rapportent au montant voté quand toutes les dépenses du groupe l'ont, sinon au montant prévu.",
    "Un tiret : rien n'est renseigné à cette étape, ce qui diffère de zéro.",
)


def rendre(
    dossier: Dossier,
    consolidation: Consolidation,
    forme: Forme,
    par: Dimension | None = None,
    largeur: int = 0,
    execution: bool = False,
) -> str:
    """Écrire le budget, ou son exécution ; `largeur` ne sert qu'au terminal.

    Lève `ErreurContrat` quand le contrat manque, ou que des montants HT et TTC seraient additionnés.
    """
    if dossier.contrat is None:
        raise ErreurContrat("le contrat n'a pas pu être lu", "corriger data/contrat.yaml")
    refuser_bases_melees(consolidation)
    if forme == "json":
        from contrat.rendu.argent.budget_json import en_json

        return en_json(dossier, dossier.contrat, consolidation, par) + "\n"
    if forme == "csv":
        from contrat.rendu.argent.budget_csv import en_csv

        return en_csv(dossier, consolidation, par, execution)
    page = composer(dossier, dossier.contrat, consolidation, par, execution)
    if forme == "md":
        from contrat.rendu.budget_md import en_markdown

        return en_markdown(page)
    from contrat.rendu.budget_texte import en_texte

    return en_texte(page, largeur) + "\n"


def composer(
    dossier: Dossier, contrat: Contrat, consolidation: Consolidation, par: Dimension | None, execution: bool = False
) -> Page:
    """Composer la page : les deux ventilations et les enveloppes, ou la seule ventilation demandée, ou l'exécution."""
    periode = Periode(debut=consolidation.exercices[0], fin=consolidation.exercices[-1])
    titre = f"{VUES[consolidation.vue][0]} {dire_periode(periode)}"
    notes = rediger_notes(dossier, contrat, consolidation)
    if execution:
        dimension = par or "section"
        tableau = tableau_execution(dossier, consolidation.exercices, dimension)
        titre = f"Exécution du budget {dire_periode(periode)} par {PAR[dimension].lower()}"
        return Page(titre, contrat.titre, (tableau,), (*NOTES_EXECUTION, *notes))
    if par is None:
        return Page(titre, contrat.titre, tuple(tableaux_generaux(dossier, contrat, consolidation)), notes)
    unite = "" if par == "financeur" else ", en euros"
    tableau = tableau_ventile(dossier, consolidation, par)
    return Page(f"{titre} par {PAR[par].lower()}{unite}", contrat.titre, (tableau,), notes)


def refuser_bases_melees(consolidation: Consolidation) -> None:
    """Lever `ErreurContrat` quand des montants HT et TTC seraient additionnés."""
    if not consolidation.a_bases_melees:
        return

    def actions(base: str) -> str:
        return ", ".join(dict.fromkeys(x.action for x in consolidation.lignes if x.base == base))

    raise ErreurContrat(
        f"des montants HT ({actions('HT')}) et TTC ({actions('TTC')}) ne s'additionnent pas",
        "écrire le budget et le plan de toutes les fiches dans la même base",
    )

"""Les pages d'argent : le budget et ses ventilations, ceux qui paient."""

from __future__ import annotations

from dataclasses import replace

from contrat.calculs.argent.etat import PartFinanceur
from contrat.calculs.rapports.financeur import RapportFinanceur
from contrat.calculs.rapports.public import ContratPublic
from contrat.rendu.argent.budget_notes import rediger_execution, rediger_notes
from contrat.rendu.argent.tableaux import (
    TOTAL,
    figurer_execution,
    figurer_ventilation,
    tableau_general,
    tableaux_enveloppes,
)
from contrat.rendu.figures import montrer
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.page import Cellule, Colonne, Page, Partie, Rangee, Remarque, Tableau, lister, puces
from contrat.rendu.rapports.financeur import PROJET
from contrat.rendu.rapports.financeur import composer as composer_rapport
from contrat.rendu.site.plan import page_du_financeur


def composer_budget(public: ContratPublic) -> Page:
    """Le budget entier, par axe, par section, ce qu'il devient, et comment le lire."""
    budget = public.presente.budget
    parties = [
        Partie("Dépenses et ressources", [tableau_general(budget), *tableaux_enveloppes(budget)]),
        Partie("Par section", [figurer_ventilation(budget, "section", "euros")]),
        Partie("Par axe", [figurer_ventilation(budget, "axe", "euros")]),
        Partie("Par exercice", [figurer_ventilation(budget, "exercice", "euros")]),
        Partie("Ce que le prévu devient", [figurer_execution(budget, "axe"), *puces(rediger_execution(budget))]),
        Partie("Lire ces montants", [lister(*rediger_notes(budget))]),
    ]
    return Page(f"Budget prévu {dire_exercices(budget.periode)}", public.contrat.titre, parties)


def composer_financeurs(public: ContratPublic) -> Page:
    """Ce que chacun apporte ; chacun ouvre sa page."""
    budget = public.presente.budget
    tableau = _tabuler(public)
    figure = montrer("Ce que chaque financeur apporte", tableau)
    parties = [
        Partie("", [figure] if tableau.rangees else ["Aucune ressource n'est écrite."]),
        Partie("Lire ces montants", [lister(*rediger_notes(budget))]),
    ]
    return Page("Les financeurs", public.contrat.titre, parties)


def _tabuler(public: ContratPublic) -> Tableau:
    budget = public.presente.budget
    colonnes = (Colonne("Financeur"), Colonne("Montant", "euros"), Colonne("Part", "part"))
    rangees = [_ranger(public, apport) for cote in budget.cotes for apport in cote.apports]
    total = budget.apport_total
    rangees += [Rangee((TOTAL, total.montant, total.part), est_total=True)] if rangees else []
    return Tableau(colonnes, tuple(rangees))


def _ranger(public: ContratPublic, apport: PartFinanceur) -> Rangee:
    cle = apport.cle or ""
    nom = Cellule(public.dossier.nommer_organisme(cle), vers=page_du_financeur(cle))
    return Rangee((nom, apport.montant, apport.part))


def composer_financeur(public: ContratPublic, rapport: RapportFinanceur) -> Page:
    """Le rapport d'un financeur, qui n'est plus un projet à signer ; une colonne où rien n'est connu n'y est pas."""
    page = composer_rapport(rapport)
    parties = [
        replace(p, blocs=[_remplies(b) if isinstance(b, Tableau) else b for b in p.blocs if b != Remarque(PROJET)])
        for p in page.parties
    ]
    return Page(public.dossier.nommer_organisme(rapport.organisme), page.sujet, parties)


def _remplies(tableau: Tableau) -> Tableau:
    """Le tableau sans ses colonnes où rien n'est renseigné."""
    rangs = [
        rang
        for rang, _ in enumerate(tableau.colonnes)
        if any(rang < len(r.cellules) and r.cellules[rang] not in (None, "") for r in tableau.rangees)
    ]
    return replace(
        tableau,
        colonnes=tuple(tableau.colonnes[rang] for rang in rangs),
        rangees=tuple(
            replace(r, cellules=tuple(r.cellules[rang] for rang in rangs if rang < len(r.cellules)))
            for r in tableau.rangees
        ),
    )

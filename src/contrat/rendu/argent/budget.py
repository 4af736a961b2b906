"""Le budget consolidé : sa page, son classeur, son objet."""

from __future__ import annotations

from typing import get_args

from contrat.calculs.argent.etat import EtatBudget
from contrat.calculs.argent.lignes import LigneConsolidee
from contrat.calculs.argent.ventilation import Dimension
from contrat.rendu.argent.budget_notes import legender_marque, rediger_execution, rediger_limites, rediger_notes
from contrat.rendu.argent.budget_objet import decrire_budget, tabuler_budget
from contrat.rendu.argent.tableaux import (
    TOTAL,
    figurer_execution,
    figurer_financeurs,
    figurer_ventilation,
    tableau_execution,
    tableau_general,
    tableau_ventile,
    tableaux_enveloppes,
)
from contrat.rendu.document import Document
from contrat.rendu.mots.argent import MOTIFS, PAR, SECTIONS_DITES, VUES
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Rangee, Tableau, Valeur, lister

NOTES_EXECUTION = (
    "Les taux se rapportent au montant voté, à défaut au prévu, des seules dépenses renseignées à cette étape.",
    "Un tiret : rien n'est renseigné à cette étape, ce qui diffère de zéro.",
)
_LIGNE = (
    Colonne("action"), Colonne("axe"), Colonne("exercice", "rang"), Colonne("section"), Colonne("sens"),
    Colonne("libellé"), Colonne("chapitre"), Colonne("organisme"), Colonne("nature"), Colonne("état"),
    Colonne("montant", "euros"), Colonne("base"), Colonne("budget"), Colonne("source"), Colonne("ville"),
    Colonne("article"), Colonne("fonction"), Colonne("bénéficiaire"), Colonne("voté", "euros"),
    Colonne("engagé", "euros"), Colonne("payé", "euros"), Colonne("reporté", "euros"),
    Colonne("autorisation", "euros"), Colonne("dispositif"), Colonne("demandé", "euros"),
    Colonne("accordé", "euros"), Colonne("encaissé", "euros"), Colonne("rendu", "euros"),
    Colonne("reçue le", "date"),
)  # fmt: skip


def documenter_budget(etat: EtatBudget, est_execution: bool = False) -> Document:
    """Le budget dans toutes ses formes ; `est_execution` montre ce que le prévu devient."""
    return Document(
        page=lambda: composer(etat, est_execution),
        objet=lambda: decrire_budget(etat, est_execution),
        donnees=lambda: tabuler_budget(etat, est_execution),
        classeur=lambda: composer_classeur(etat),
        a_cote=lambda: (*(rediger_execution(etat) if est_execution else ()), *rediger_limites(etat)),
    )


def composer(etat: EtatBudget, est_execution: bool) -> Page:
    """La page : les deux ventilations et les enveloppes, ou la seule ventilation demandée, ou l'exécution."""
    notes = rediger_notes(etat)
    titre = f"{VUES[etat.consolidation.vue][0]} {dire_exercices(etat.periode)}"
    blocs: list[Bloc]
    if est_execution:
        dimension = etat.par or "section"
        titre = f"Exécution du budget {dire_exercices(etat.periode)} par {PAR[dimension].lower()}"
        blocs, notes = [figurer_execution(etat, dimension)], (*NOTES_EXECUTION, *rediger_execution(etat), *notes)
    elif etat.par is None:
        blocs = [tableau_general(etat), *tableaux_enveloppes(etat)]
    elif etat.par == "financeur":
        titre = f"{titre} par financeur"
        blocs = [figurer_financeurs(etat)]
    else:
        titre = f"{titre} par {PAR[etat.par].lower()}, en euros"
        blocs = [figurer_ventilation(etat, etat.par)]
        notes = (*notes, *(legender_marque(etat) if etat.par == "action" else ()))
    return Page(titre, etat.dossier.contrat.titre, (Partie("", [*blocs, *([lister(*notes)] if notes else [])]),))


def composer_classeur(etat: EtatBudget) -> Page:
    """Le classeur : une feuille par direction, ou la seule demandée, puis ce qui les explique."""
    dites = rediger_notes(etat)
    notes = lister(*dites)
    directions: tuple[Dimension, ...] = (etat.par,) if etat.par else get_args(Dimension)
    execution = tableau_execution(etat, etat.par or "action", entier=True)
    suivants = (_enveloppes(etat), _lignes(etat), _hors_des_totaux(etat))
    parties = [
        *(Partie("", [tableau_ventile(etat, par, "euros", entier=True), notes]) for par in directions),
        Partie("", [execution, lister(*NOTES_EXECUTION, *rediger_execution(etat), *dites)]),
        *(Partie("", [tableau, notes]) for tableau in suivants),
    ]
    titre = f"{VUES[etat.consolidation.vue][0]} {dire_exercices(etat.periode)}"
    return Page(titre, etat.dossier.contrat.titre, parties)


def _enveloppes(etat: EtatBudget) -> Tableau:
    colonnes = (
        Colonne("Section"), Colonne("Période"), Colonne("Enveloppe", "euros"), Colonne("Dépenses", "euros"),
        Colonne("Reste", "euros"), Colonne("Part", "part"),
    )  # fmt: skip
    rangees = [
        Rangee(
            (
                SECTIONS_DITES[x.enveloppe.section], dire_exercices(x.enveloppe.periode), x.enveloppe.montant,
                x.depenses, x.reste, x.part,
            )
        )
        for x in etat.enveloppes
    ]  # fmt: skip
    return Tableau(colonnes, tuple(rangees), "Enveloppes")


def _lignes(etat: EtatBudget) -> Tableau:
    """Chaque ligne comptée, puis un total par sens : une dépense et une ressource ne s'additionnent pas."""
    c = etat.consolidation
    rangees = [Rangee(_ligne(x)) for x in c.lignes]
    avant = (None,) * 9
    apres = (None,) * (len(_LIGNE) - len(avant) - 2)
    totaux = {"dépenses": c.total_depenses, "ressources": c.total_ressources}
    rangees += [Rangee((f"{TOTAL} des {nom}", *avant, x, *apres), est_total=True) for nom, x in totaux.items()]
    return Tableau(_LIGNE, tuple(rangees), "Lignes")


def _hors_des_totaux(etat: EtatBudget) -> Tableau:
    rangees = [Rangee((MOTIFS[x.motif], *_ligne(x.ligne))) for x in etat.consolidation.exclues]
    return Tableau((Colonne("motif"), *_LIGNE), tuple(rangees), "Hors des totaux")


def _ligne(x: LigneConsolidee) -> tuple[Valeur, ...]:
    return (
        x.action, x.axe, x.exercice, x.section, x.sens, x.libelle, x.chapitre, x.organisme, x.nature, x.etat, x.montant,
        x.base, x.budget, x.source, _dire_ville(x), x.article, x.fonction, x.beneficiaire, x.vote, x.engage, x.realise,
        x.report, x.autorisation, x.programme, x.sollicite, x.accorde, x.encaisse, x.reverse, x.reception,
    )  # fmt: skip


def _dire_ville(x: LigneConsolidee) -> str | None:
    """Si la part est celle de la ville ; cela ne se dit que d'une ressource."""
    if x.sens == "depense":
        return None
    return "oui" if x.est_ville else "non"

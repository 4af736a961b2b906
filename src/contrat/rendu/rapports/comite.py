"""Le rapport au comité de pilotage : tout ce que son gabarit écrit, déjà calculé et mis en forme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from contrat.calculs.actions.avancement import derniere_valeur, est_passe
from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.etat import EtatBudget, etablir_budget
from contrat.calculs.periode import dire_periode
from contrat.erreurs import ErreurContrat
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES
from contrat.modele.organisme import Source
from contrat.rendu.argent.budget_notes import rediger_alertes, rediger_origine, rediger_reserves
from contrat.rendu.budget_md import echapper
from contrat.rendu.budget_page import Rangee, Tableau
from contrat.rendu.gabarits import remplir
from contrat.rendu.libelles import dire_moment
from contrat.rendu.mots.argent import NATURES, compter, nommer
from contrat.rendu.rapports.comite_argent import decrire_argent
from contrat.rendu.rapports.comite_suivi import decrire_suivi

GABARIT = "comite.md.j2"


def rediger_comite(dossier: Dossier, periode: Periode, racine: Path) -> str:
    """Rédiger le rapport en Markdown pour ces exercices.

    Lève `ErreurContrat` quand le contrat manque, que des montants HT et TTC seraient additionnés, ou que le
    gabarit est fautif.
    """
    if dossier.contrat is None:
        raise ErreurContrat("le contrat n'a pas pu être lu", "corriger data/contrat.yaml")
    contexte = preparer(etablir_budget(dossier, dossier.contrat, periode.exercices))
    return remplir(GABARIT, contexte, racine)


def preparer(etat: EtatBudget) -> dict[str, Any]:
    """Réunir ce que reçoit le gabarit : des textes, des tableaux de textes, rien à calculer."""
    dossier, contrat, periode, consolidation = etat.dossier, etat.contrat, etat.periode, etat.consolidation
    contexte = {
        "contrat": contrat.titre,
        "commune": f"{contrat.territoire.commune} ({contrat.territoire.nom_departement})",
        "porteur": nommer(dossier, "financeur", contrat.porteur),
        "duree": dire_periode(contrat.periode),
        "periode": dire_periode(periode),
        "fin": str(periode.fin),
        "etat": _etat(dossier, periode),
        "alertes": rediger_alertes(etat),
        "origine": rediger_origine(consolidation),
        "reserves": rediger_reserves(etat),
        "sources": _sources(dossier, contrat, periode, consolidation),
        **decrire_argent(dossier, contrat, consolidation),
        **decrire_suivi(dossier, contrat, periode.fin),
    }
    return {nom: _proteger(valeur) for nom, valeur in contexte.items()}


def _etat(dossier: Dossier, periode: Periode) -> str:
    dates = [e.date for a in dossier.actions.values() for e in a.historique if est_passe(e.date, periode.fin)]
    fiches = f"{compter(len(dossier.actions), 'fiche')} action, {compter(len(dossier.axes), 'axe')}"
    return fiches + (f" ; dernier statut daté : {dire_moment(max(dates))}" if dates else "")


def _sources(dossier: Dossier, contrat: Contrat, periode: Periode, consolidation: Consolidation) -> list[str]:
    """Les sources de ce que le rapport montre : publiées, relevées, puis reconstituées."""
    cites = {contrat.source} | {x.source for x in consolidation.lignes} | {e.source for e in contrat.enveloppes}
    for action in dossier.actions.values():
        valeurs = (derniere_valeur(indicateur, periode.fin) for indicateur in action.indicateurs)
        constats = (action.criteres_dd.lire(nom).bilan for nom in CRITERES)
        cites |= {x.source for x in (*valeurs, *constats) if x is not None}
    sources = [source for source in dossier.sources.values() if source.id in cites]
    rangs = list(NATURES)
    return [_dire_source(source) for source in sorted(sources, key=lambda s: (rangs.index(s.nature), s.titre))]


def _dire_source(source: Source) -> str:
    date = dire_moment(source.date) if source.date else None
    return f"{', '.join(x for x in (source.titre, source.editeur, date) if x)} : {NATURES[source.nature]}"


def _proteger(objet: Any) -> Any:
    """Rendre chaque texte inoffensif en Markdown, jusque dans les tableaux et les listes."""
    if isinstance(objet, str):
        return echapper(objet)
    if isinstance(objet, Mapping):
        return {cle: _proteger(valeur) for cle, valeur in objet.items()}
    if isinstance(objet, list | tuple):
        return [_proteger(valeur) for valeur in objet]
    if isinstance(objet, Tableau | Rangee):
        return {champ.name: _proteger(getattr(objet, champ.name)) for champ in fields(objet)}
    return objet

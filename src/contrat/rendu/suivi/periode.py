"""Les faits d'une période, pour le travail et pour un financeur : figures, tableaux, jamais un dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contrat.calculs.suivi.periode import PeriodeSuivie
from contrat.rendu.document import Document
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import RESSOURCES_MENAGES
from contrat.rendu.mots.menages import (
    ETAPES_DITES,
    SENS_MONTANTS,
    VALEURS,
    dire_abandons,
    dire_origine,
    dire_passage,
    dire_refus,
)
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Colonne, Figure, Page, Partie, Rangee, Tableau


def documenter_periode(periode: PeriodeSuivie) -> Document:
    """La période dans toutes ses formes ; en CSV, une ligne par étape."""
    return Document(
        page=lambda: composer_periode(periode),
        objet=lambda: decrire_periode(periode),
        donnees=lambda: _compter("Étape", {ETAPES_DITES[e]: n for e, n in periode.etapes.items()}),
        est_pour_un_tableur=True,
    )


def composer_periode(periode: PeriodeSuivie) -> Page:
    """Les étapes, les mois, les contacts, puis l'argent notifié par financeur."""
    etapes = _compter("Étape franchie", {ETAPES_DITES[e]: n for e, n in periode.etapes.items()})
    mois = _compter("Mois", periode.mois)
    natures = {(VALEURS[nom] if nom else "non dite"): n for nom, n in periode.natures.items()}
    origines = {dire_origine(nom or ""): n for nom, n in periode.origines.items()}
    ressources = {RESSOURCES_MENAGES[nom]: n for nom, n in periode.categories.items()}
    contacts = (_compter("Travaux", natures), _compter("Origine", origines), _compter("Ressources", ressources))
    parties = [
        Partie("Étapes", [Figure("Combien de fois chaque étape a été franchie.", etapes)] if etapes.rangees else []),
        Partie("Mois", [Figure("Combien d'étapes chaque mois.", mois)] if mois.rangees else []),
        Partie("Contacts", [t for t in contacts if t.rangees]),
        Partie("Jours d'une étape à l'autre", [_durees(periode)] if periode.durees else []),
        Partie("Abandons", [_compter("Motif", dire_abandons(periode.abandons))] if periode.abandons else []),
        Partie("Refus", [_compter("Motif", dire_refus(periode.refus))] if periode.refus else []),
        Partie("Montants notifiés", [_montants(periode)] if periode.montants else []),
    ]
    titre = f"Suivi du {dire_jour(periode.du)} au {dire_jour(periode.au)}"
    sujet = (
        "Usage interne : de petits nombres, que deux périodes rapprochent de quelqu'un ; à ne pas publier. Sans les "
        "dossiers effacés."
    )
    notes = (
        [f"{compter(periode.annulees, 'étape annulée', 'étapes annulées')}, sans compter."] if periode.annulees else []
    )
    presentes = [p for p in parties if p.blocs] or [Partie("", ["Aucune étape dans cette période."])]
    return Page(titre, sujet, [*presentes, *([Partie("", notes)] if notes else [])])


def _compter(quoi: str, nombres: Mapping[str, int]) -> Tableau:
    return Tableau((Colonne(quoi), Colonne("Nombre", "nombre")), tuple(Rangee(paire) for paire in nombres.items()))


def _durees(periode: PeriodeSuivie) -> Tableau:
    colonnes = [Colonne("Passage"), *(Colonne(nom, "nombre") for nom in ("Ménages", "Médiane"))]
    passages = [(dire_passage(d.depuis, d.vers), d.nombre, d.mediane) for d in periode.durees]
    return Tableau(tuple(colonnes), tuple(map(Rangee, passages)))


def _montants(periode: PeriodeSuivie) -> Tableau:
    colonnes = tuple(Colonne(nom, "euros") for nom in SENS_MONTANTS.values())
    rangees = tuple(
        Rangee((nom, *(sommes.get(sens) for sens in SENS_MONTANTS))) for nom, sommes in periode.montants.items()
    )
    return Tableau((Colonne("Financeur"), *colonnes), rangees)


def decrire_periode(periode: PeriodeSuivie) -> dict[str, Any]:
    """La période en JSON ; les montants en texte, exacts."""
    return {
        "version": 1,
        "du": periode.du,
        "au": periode.au,
        "publiable": False,
        "etapes": dict(periode.etapes),
        "mois": dict(periode.mois),
        "natures": dict(periode.natures),
        "origines": dict(periode.origines),
        "categories": dict(periode.categories),
        "durees": [
            {"depuis": d.depuis, "vers": d.vers, "menages": d.nombre, "mediane": f"{d.mediane:f}"}
            for d in periode.durees
        ],
        "abandons": dict(periode.abandons),
        "refus": dict(periode.refus),
        "annulees": periode.annulees,
        "montants": {nom: {s: str(m) for s, m in sommes.items()} for nom, sommes in periode.montants.items()},
    }

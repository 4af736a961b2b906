"""L'agenda de la permanence : un tableau trié, un calendrier, jamais une identité."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.calculs.suivi.agenda import Agenda, Echeance
from contrat.modele.evenement import GenreEcheance
from contrat.rendu.document import Document
from contrat.rendu.ecrivains.calendrier import Jour
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.menages import ECHEANCES, ETAPES_DITES
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, Valeur, tabuler

COLONNES = (
    Colonne("Jour", "date", fixe=True), Colonne("Ménage", fixe=True), Colonne("Genre", fixe=True), Colonne("Quoi"),
)  # fmt: skip

_DITS: dict[GenreEcheance, str] = {
    "rendez_vous": "{etape}",
    "delai": "dernier jour pour {libelle} ({etape})",
    "relance": "à relancer, sans nouvelle depuis : {etape}",
    "conservation": "dernier jour où garder le dossier (contrat rgpd purge)",
    "plafonds": "fin des plafonds de ressources saisis (contrat bareme)",
    "convention": "fin de la convention : {libelle}",
    "reponse": "fin du délai de réponse : {libelle}",
    "commencement": "dernier jour pour commencer, rien n'étant engagé : {libelle}",
    "achevement": "achèvement attendu, avec la demande de solde : {libelle}",
    "travaux": "fin du délai des travaux commencés : {libelle}",
    "compte_rendu": "compte rendu à recevoir : {libelle}",
}


def documenter_agenda(agenda: Agenda) -> Document:
    """L'agenda dans toutes les formes ; en CSV une ligne par échéance, en calendrier un jour entier par échéance."""
    return Document(
        page=lambda: composer_agenda(agenda),
        objet=lambda: {
            "version": 1,
            "au": agenda.au,
            "jusqu_au": agenda.jusqu_au,
            "echeances": [_decrire(e) for e in agenda.echeances],
        },
        donnees=lambda: tabuler(("jour", "menage", "genre", "quoi"), map(_decrire, agenda.echeances)),
        calendrier=lambda: [Jour(e.jour, _nommer(e), agenda.au) for e in agenda.echeances],
    )


def composer_agenda(agenda: Agenda) -> Page:
    """Ce qui est déjà passé, puis ce qui vient."""
    parties = [
        Partie("Déjà passé", [_tabuler(agenda.passees)] if agenda.passees else []),
        Partie("À venir", [_tabuler(agenda.a_venir)] if agenda.a_venir else ["Rien d'ici là."]),
    ]
    sujet = "Identifiants opaques. Usage interne : à ne pas publier."
    titre = f"Agenda du {dire_jour(agenda.au)} au {dire_jour(agenda.jusqu_au)}"
    return Page(titre, sujet, [partie for partie in parties if partie.blocs])


def _tabuler(echeances: Iterable[Echeance]) -> Tableau:
    return Tableau(COLONNES, tuple(Rangee((e.jour, e.menage, ECHEANCES[e.genre], _dire(e))) for e in echeances))


def _decrire(echeance: Echeance) -> dict[str, Valeur]:
    return {"jour": echeance.jour, "menage": echeance.menage, "genre": echeance.genre, "quoi": _dire(echeance)}


def _nommer(echeance: Echeance) -> str:
    return f"{echeance.menage} : {_dire(echeance)}" if echeance.menage else _dire(echeance)


def _dire(echeance: Echeance) -> str:
    etape = ETAPES_DITES[echeance.etape] if echeance.etape else ""
    return _DITS[echeance.genre].format(libelle=echeance.libelle, etape=etape)

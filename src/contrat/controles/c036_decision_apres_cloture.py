"""C036 : un contrat clos décide encore, ou l'a été avant de commencer."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.moments import precede
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_moment, dire_quand
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action, Statut
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "une décision après la clôture"
LIT = frozenset({"contrat"})
REGARDE = frozenset({"actions", "seances"})

# Ce qui finit une action se constate après coup ; paiements et encaissements tardifs aussi.
FINS: frozenset[Statut] = frozenset({"realisee", "abandonnee", "transferee"})


def constater(dossier: Dossier) -> Constats:
    """Les étapes, délibérations, conventions et séances d'après la clôture ; une clôture d'avant le contrat."""
    contrat = dossier.contrat
    if contrat.clos_le is None:
        return
    jour = contrat.clos_le.isoformat()
    if contrat.clos_le.year < contrat.periode.debut:
        message = f"le contrat est clos le {dire_moment(jour)}, avant son premier exercice ({contrat.periode.debut})"
        yield Constat(Adresse(*CONTRAT, ("clos_le",)), message, "corriger la clôture, ou la période")
    for adresse, quoi, moment in (*_decider(contrat, Adresse(*CONTRAT)), *_agir(dossier)):
        if precede(jour, moment):
            aide = "la noter dans le contrat suivant, ou corriger l'une des deux dates"
            yield Constat(
                adresse, f"{quoi} {dire_quand(moment)}, alors que le contrat est clos le {dire_moment(jour)}", aide
            )


def _decider(porteur: Contrat | Action, ou: Adresse) -> Iterator[tuple[Adresse, str, str]]:
    for rang, deliberation in enumerate(porteur.deliberations):
        yield ou.sous("deliberations", rang, "date"), "délibération", deliberation.date
    for rang, convention in enumerate(porteur.conventions):
        if convention.signe_le is not None:
            yield ou.sous("conventions", rang, "signe_le"), "convention signée", convention.signe_le


def _agir(dossier: Dossier) -> Iterator[tuple[Adresse, str, str]]:
    for nom, action in dossier.actions.items():
        ou = Adresse("actions", nom)
        for rang, etape in enumerate(action.historique):
            if etape.statut not in FINS:
                yield ou.sous("historique", rang, "date"), f"étape « {etape.statut} »", etape.date
        yield from _decider(action, ou)
    for nom, seance in dossier.seances.items():
        yield Adresse("seances", nom, ("date",)), "séance", seance.date

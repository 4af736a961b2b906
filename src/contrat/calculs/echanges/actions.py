"""Les actions d'un contrat en données ouvertes : une rangée par action, rien qui ne soit dans sa fiche."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.argent.flux_internes import compter_une_fois, couter
from contrat.calculs.sommes import sommer
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.nombres import decimal_nu

COLONNES = (
    "contrat", "commune", "insee", "debut_contrat", "fin_contrat", "id", "axe_numero", "axe", "numero", "titre",
    "statut", "statut_date", "porteur", "porteur_siret", "debut", "fin", "depenses_prevues", "ressources_attendues",
    "base", "source", "nature_source",
)  # fmt: skip


def tabuler_actions(dossier: Dossier) -> Iterator[list[str]]:
    """Une rangée par action, dans l'ordre du contrat ; vide quand la fiche ne le dit pas."""
    for action in ordonner_actions(dossier):
        dites = dict(_dire(dossier, action))
        yield [dites.get(colonne, "") for colonne in COLONNES]


def _dire(dossier: Dossier, action: Action) -> Iterator[tuple[str, str]]:
    contrat, axe = dossier.contrat, dossier.axes.get(action.axe)
    porteur, source = dossier.organismes.get(action.porteur), dossier.sources.get(action.source)
    nette = compter_une_fois(action, dossier)
    depenses = couter(nette)
    ressources = sommer([x.montant for x in nette.plan.comptees])
    yield "contrat", contrat.id
    yield "commune", contrat.territoire.commune
    yield "insee", contrat.territoire.insee
    yield "debut_contrat", str(contrat.periode.debut)
    yield "fin_contrat", str(contrat.periode.fin)
    yield "id", action.id
    yield "axe_numero", str(axe.numero) if axe else ""
    yield "axe", axe.titre if axe else action.axe
    yield "numero", "" if action.numero is None else str(action.numero)
    yield "titre", action.titre
    yield "statut", action.statut
    yield "statut_date", action.historique[-1].date
    yield "porteur", porteur.nom if porteur else action.porteur
    yield "porteur_siret", (porteur.siret if porteur else None) or ""
    yield "debut", action.calendrier.debut or ""
    yield "fin", action.calendrier.fin or ""
    yield "depenses_prevues", "" if depenses is None else decimal_nu(depenses)
    yield "ressources_attendues", "" if ressources is None else decimal_nu(ressources)
    yield "base", action.base
    yield "source", source.titre if source else action.source
    yield "nature_source", source.nature if source else ""

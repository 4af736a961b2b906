"""B018 : un versement à un organisme rattaché n'a pas, dans le plan, la ressource de la ville qui le paie."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.argent.flux_internes import FluxInterne, organismes_de_la_ville, payeurs, trouver_flux
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un flux interne compté deux fois"
LIT = frozenset({"contrat", "organismes", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les versements internes que le budget du contrat ne peut pas retirer des ressources comme des dépenses."""
    ville = organismes_de_la_ville(dossier)
    for flux in trouver_flux(dossier):
        siens = payeurs(flux.ligne.budget, dossier)
        verse, payee = flux.ligne.credit or Decimal(0), _apport(dossier, flux, siens)
        if verse > payee:
            adresse = Adresse("actions", flux.action, ("budget", "lignes", flux.rang, "beneficiaire"))
            qui = "la ville" if siens == ville else f"« {flux.ligne.budget} »"
            message = (
                f"{euros(verse)} versés à « {flux.beneficiaire} » en {flux.ligne.exercice}, dont {qui} n'apporte "
                f"que {euros(payee)} au plan : le reste compte deux fois dans les ressources du contrat"
            )
            yield Constat(adresse, message, "écrire au plan cette part, ou retirer ce versement de la fiche")


def _apport(dossier: Dossier, flux: FluxInterne, siens: frozenset[str]) -> Decimal:
    """Ce que qui verse apporte à l'action, la même année et dans la même section."""
    ressources = dossier.actions[flux.action].plan.ressources
    siennes = [
        r.montant
        for r in ressources
        if r.organisme in siens
        and not r.est_perdue
        and (r.exercice, r.section) == (flux.ligne.exercice, flux.ligne.section)
    ]
    return sum(siennes, Decimal(0))

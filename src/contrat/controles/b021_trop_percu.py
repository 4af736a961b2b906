"""B021 : une subvention soldée dépasse ce que son taux donne de la dépense payée."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.sommes import part, prendre, sommer_tout
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ressource
from contrat.nombres import arrondir, euros, taux

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un trop-perçu"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Les soldes plus forts que le taux appliqué à la dépense réelle, quand toute la dépense est connue."""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            adresse = Adresse("actions", identifiant, ("plan", "ressources", rang, "encaisse"))
            yield from _liquider(adresse, ressource, _payee(action, ressource))


def _payee(action: Action, ressource: Ressource) -> Decimal | None:
    """La dépense payée de la section, tous exercices réunis ; inconnue dès qu'une ligne ne dit pas la sienne."""
    lignes = [x for x in action.budget.lignes if (x.sens, x.section) == ("depense", ressource.section)]
    payes = [x.realise for x in lignes]
    return sommer_tout(payes) if payes else None


def _liquider(adresse: Adresse, ressource: Ressource, payee: Decimal | None) -> Constats:
    annonce = ressource.taux or part(ressource.montant, ressource.assiette)
    if ressource.etat != "solde" or ressource.garde is None or payee is None or annonce is None:
        return
    base = payee if ressource.assiette is None else min(payee, ressource.assiette)
    due = arrondir(prendre(annonce, base))
    if ressource.garde > due:
        message = (
            f"{euros(ressource.garde)} encaissés, mais {taux(annonce)} des {euros(base)} payés font {euros(due)} : "
            f"{euros(ressource.garde - due)} de trop-perçu"
        )
        yield Constat(adresse, message, "rendre la différence (reverse:), ou écrire la dépense qui manque")

"""B011 : une ressource n'est pas au taux annoncé, ou une compensation de TVA dépasse le sien."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.argent.regles_financement import juger_fctva
from contrat.calculs.argent.tenants import juger
from contrat.calculs.sommes import part, prendre, sommer_tout
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ressource
from contrat.nombres import arrondir, euros, taux

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un taux de financement qui ne se retrouve pas"
LIT = frozenset({"actions", "finances", "organismes"})


def constater(dossier: Dossier) -> Constats:
    """Les montants qui ne sont pas le taux annoncé de l'assiette, et les compensations de TVA trop fortes."""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            adresse = Adresse("actions", identifiant, ("plan", "ressources", rang))
            yield from _comparer(adresse, ressource, action)
        yield from _compenser(identifiant, action, dossier)


def _comparer(adresse: Adresse, ressource: Ressource, action: Action) -> Constats:
    """Le montant, contre le taux annoncé de l'assiette ou, sans assiette, de la dépense de l'exercice."""
    if ressource.taux is None or ressource.est_perdue:
        return
    cle = (ressource.exercice, ressource.section, "depense")
    depense = sommer_tout(x.credit for x in action.budget.lignes if (x.exercice, x.section, x.sens) == cle)
    base, quoi = (depense, "la dépense") if ressource.assiette is None else (ressource.assiette, "l'assiette")
    if base is None:
        return
    attendu = arrondir(prendre(ressource.taux, base))
    if ressource.montant != attendu:
        trouve = part(ressource.montant, base) or Decimal(0)
        message = (
            f"{euros(ressource.montant)}, soit {taux(trouve, contre=ressource.taux)} de {quoi} de {euros(base)} ; "
            f"le taux annoncé, {taux(ressource.taux)}, donne {euros(attendu)}"
        )
        yield Constat(
            adresse.sous("montant"), message, "reprendre le montant, l'assiette ou le taux de la notification"
        )


def _compenser(identifiant: str, action: Action, dossier: Dossier) -> Constats:
    for rang, ressource in enumerate(action.plan.ressources):
        if ressource.nature == "fctva" and ressource.base == "HT" and not ressource.est_perdue:
            adresse = Adresse("actions", identifiant, ("plan", "ressources", rang, "nature"))
            message = "compensation de TVA (fctva) dans un plan hors taxes : la TVA n'y est pas dépensée"
            yield Constat(adresse, message, "écrire le plan en TTC, ou retirer cette ressource")
    for jugement in juger(action, dossier, (juger_fctva,)):
        if jugement.est_respecte:
            continue
        adresse = Adresse("actions", identifiant, ("plan", "ressources", jugement.rang, "montant"))
        texte = dossier.finances.citer(jugement.regle)
        message = (
            f"compensation de TVA de {euros(jugement.trouve)} : {euros(jugement.sur)} d'investissement "
            f"en donnent au plus {euros(jugement.limite)}, à {taux(jugement.attendu)} ({texte})"
        )
        if not jugement.sur:
            message = (
                f"compensation de TVA de {euros(jugement.trouve)} : aucune dépense de la fiche n'y donne droit, ni une "
                f"subvention versée, ni une dépense d'association ({texte})"
            )
        yield Constat(adresse, message, "recalculer sur les seules dépenses éligibles, au taux de leur exercice")

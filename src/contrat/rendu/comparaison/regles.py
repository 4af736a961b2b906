"""Les règles de financement et les subventions, avant et après."""

from __future__ import annotations

from collections.abc import Mapping

from contrat.calculs.argent.regles_financement import ControleDate
from contrat.calculs.comparaison.comparaison import ComparaisonContrats
from contrat.calculs.comparaison.regles import RegleComparee, SubventionComparee
from contrat.nombres import pourcent, taux
from contrat.rendu.argent.conventions import dire_etat
from contrat.rendu.comparaison.phrases import nommer, nommer_organisme
from contrat.rendu.mots.argent import ABSENT, ecrire

_MESURES: Mapping[str, tuple[str, str]] = {
    "part-minimale": ("part du maître d'ouvrage dans les financements publics de l'investissement", "au moins"),
    "aides-publiques": ("aides publiques d'un investissement que l'État subventionne", "au plus"),
    "cumul-dotations": ("dotations de l'État, part de la dépense subventionnable", "au plus"),
    "cofinancement-europeen": ("fonds européen, part de la dépense publique", "au plus"),
    "fonds-de-concours": ("fonds de concours, rapportés à la part du bénéficiaire hors subventions", "au plus"),
    "fctva": ("compensation de TVA, part de l'investissement", "au plus"),
}


def dire_regle(comparaison: ComparaisonContrats, regle: RegleComparee) -> str:
    """Une règle datée : le taux avant, après, la limite, et si elle est respectée."""
    jugement = regle.une
    quoi, sens = _MESURES[jugement.regle.id]
    dossier = comparaison.tete.dossier if regle.action in comparaison.tete.dossier.actions else comparaison.base.dossier
    passage = f"{_taux(regle.avant)} → {_taux(regle.apres)} ({sens} {taux(jugement.attendu, insecable=True)})"
    tenant = f" ({nommer_organisme(dossier, jugement.tenant)})" if jugement.tenant else ""
    debut = f"{jugement.regle.controle}, {nommer(dossier.actions[regle.action])}{tenant} : {quoi}, {passage}"
    return f"{debut} : {_issue(regle)}."


def _issue(regle: RegleComparee) -> str:
    if regle.apres is None:
        return "ne s'applique plus"
    issue = "respectée" if regle.apres.est_respecte else "NON respectée"
    return f"{issue}, ce qui n'était pas le cas" if regle.est_franchie and regle.avant else issue


def _taux(jugement: ControleDate | None) -> str:
    if jugement is None:
        return ABSENT
    if jugement.taux is None:
        return f"{ecrire(jugement.trouve)} sur {ecrire(jugement.sur)}"
    return pourcent(jugement.taux, contre=jugement.attendu, insecable=True)


def dire_subvention(comparaison: ComparaisonContrats, subvention: SubventionComparee) -> str:
    """Ce qu'un organisme privé reçoit dans l'année, contre le seuil de convention."""
    une = subvention.une
    montants = [s.montant if s else None for s in (subvention.avant, subvention.apres)]
    passage = f"{ecrire(montants[0])} → {ecrire(montants[1])} (seuil de convention {ecrire(une.regle.seuil)})"
    apres = subvention.apres
    issue = dire_etat(apres) if apres is not None and apres.depasse else "sous le seuil"
    qui = nommer_organisme(comparaison.tete.dossier, une.beneficiaire)
    return f"{une.regle.controle}, versé à « {qui} » en {une.exercice} : {passage} : {issue}."

"""Les règles de financement qu'un changement franchit ou déplace, et les subventions versées."""

from __future__ import annotations

from dataclasses import dataclass

from contrat.calculs.argent.conventions import Subvention, suivre_subventions
from contrat.calculs.argent.regles_financement import ControleDate
from contrat.calculs.argent.tenants import juger
from contrat.calculs.comparaison.ecarts import la_plus_recente
from contrat.modele.dossier import Dossier


@dataclass(frozen=True)
class RegleComparee:
    """Une règle datée sur le plan d'une action ; absente du côté où le plan ne permet pas de la juger."""

    action: str
    avant: ControleDate | None
    apres: ControleDate | None

    @property
    def une(self) -> ControleDate:
        """Celle d'après, sinon celle d'avant."""
        return la_plus_recente(self.avant, self.apres)

    @property
    def est_franchie(self) -> bool:
        """Vrai quand la règle est respectée d'un côté et pas de l'autre."""
        return _est_respectee(self.avant) != _est_respectee(self.apres)


@dataclass(frozen=True)
class SubventionComparee:
    """Ce qu'un organisme privé reçoit dans l'exercice, et le seuil de convention."""

    avant: Subvention | None
    apres: Subvention | None

    @property
    def une(self) -> Subvention:
        """Celle d'après, sinon celle d'avant."""
        return la_plus_recente(self.avant, self.apres)


def comparer_regles(base: Dossier, tete: Dossier) -> tuple[RegleComparee, ...]:
    """Les règles dont le taux ou l'issue change, action par action."""
    cotes = [_juger(dossier) for dossier in (base, tete)]
    trouvees = []
    for cle in {**cotes[0], **cotes[1]}:
        avant, apres = (cote.get(cle) for cote in cotes)
        if _resumer(avant) != _resumer(apres):
            trouvees.append(RegleComparee(cle[0], avant, apres))
    return tuple(trouvees)


def comparer_subventions(base: Dossier, tete: Dossier) -> tuple[SubventionComparee, ...]:
    """Les subventions dont le montant ou la convention change, et qui passent le seuil d'un côté au moins."""
    cotes = [{(s.budget, s.beneficiaire, s.exercice): s for s in suivre_subventions(d)} for d in (base, tete)]
    paires = [SubventionComparee(*(cote.get(cle) for cote in cotes)) for cle in {**cotes[0], **cotes[1]}]
    return tuple(p for p in paires if any(s is not None and s.depasse for s in (p.avant, p.apres)) and _changer(p))


def _changer(paire: SubventionComparee) -> bool:
    cotes = (paire.avant, paire.apres)
    avant, apres = ((s.montant, s.a_convention, s.a_signer is None) if s else None for s in cotes)
    return avant != apres


def _juger(dossier: Dossier) -> dict[tuple[str, str, str | None], ControleDate]:
    """Les règles de l'exercice ; une règle postérieure ne fait qu'informer, et n'a rien à dire d'un changement."""
    jugements = ((nom, j) for nom, action in dossier.actions.items() for j in juger(action, dossier))
    return {(nom, j.regle.id, j.tenant): j for nom, j in jugements if not j.informe}


def _resumer(jugement: ControleDate | None) -> object:
    return None if jugement is None else (jugement.taux, jugement.est_respecte, jugement.regle.du)


def _est_respectee(jugement: ControleDate | None) -> bool:
    return jugement is None or jugement.est_respecte

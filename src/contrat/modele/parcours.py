"""Le parcours d'un ménage : ses demandes l'une après l'autre, et l'étape où en est la dernière."""

from __future__ import annotations

from contrat.modele.evenement import FINALES, EtapeMenage, Evenement

# Avant le dépôt, l'étape est la dernière écrite ; après, un contact, une visite ou un devis n'y changent plus rien.
AVANT_DEPOT: frozenset[EtapeMenage] = frozenset({
    "repere", "contacte", "rendez_vous", "recu_en_permanence", "visite_programmee", "diagnostic_effectue",
    "devis_complet", "plan_remis",
})  # fmt: skip


def decouper_demandes(etapes: tuple[Evenement, ...]) -> list[tuple[Evenement, ...]]:
    """Les étapes de chaque demande, la plus ancienne d'abord : ce qui suit une fin en ouvre une autre, sauf `clos`."""
    suivantes = (rang + 1 for rang in _trouver_fins(etapes))
    coupures = [rang for rang in suivantes if rang < len(etapes) and etapes[rang].etape != "clos"]
    return [etapes[debut:fin] for debut, fin in zip([0, *coupures], [*coupures, len(etapes)], strict=True)]


def reprendre_apres_la_fin(etapes: tuple[Evenement, ...]) -> tuple[Evenement, ...]:
    """Les étapes qui suivent la dernière qui finit le dossier ; toutes, quand aucune ne le finit.

    Un refus qui n'est que d'un financeur n'en est pas : il ne fait pas avancer le dossier, que les autres tiennent.
    """
    fins = _trouver_fins(etapes)
    ouvertes = etapes[fins[-1] + 1 :] if fins else etapes
    return tuple(etape for etape in ouvertes if etape.financeur is None)


def trouver_etape(etapes: tuple[Evenement, ...]) -> Evenement | None:
    """L'étape où en est le ménage ; rien quand aucune n'est écrite.

    Qui appelle ou repasse à la permanence une fois son dossier déposé ne le fait pas reculer.
    """
    ouvertes = reprendre_apres_la_fin(etapes) or etapes
    deposees = [etape for etape in ouvertes if etape.etape not in AVANT_DEPOT]
    return next(reversed(deposees or ouvertes), None)


def _trouver_fins(etapes: tuple[Evenement, ...]) -> list[int]:
    """Les rangs de ce qui finit le dossier ; le refus d'un financeur, s'il est le dernier de ceux que l'on sait."""
    fins, attendus = [], set[str]()
    for rang, evenement in enumerate(etapes):
        attendus |= {notifie.financeur for notifie in evenement.montants}
        est_le_dernier = attendus == {evenement.financeur}
        attendus.discard(evenement.financeur or "")
        if evenement.etape in FINALES and (evenement.financeur is None or est_le_dernier):
            fins.append(rang)
            attendus.clear()
    return fins

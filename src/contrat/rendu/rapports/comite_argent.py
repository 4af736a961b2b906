"""La partie financière du rapport au comité : par axe, exécution, qui paie, par exercice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contrat.calculs.argent.budget import Consolidation, Vue, consolider, ordonner_actions
from contrat.calculs.argent.execution import depense_abandonnee, mesurer_execution
from contrat.calculs.argent.ventilation import Dimension, part, rapporter, repartir
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.rendu.argent.budget_tableaux import TOTAL, Dire, tableau_mesure, tableau_ventile, tableaux_enveloppes
from contrat.rendu.budget_page import Rangee, Tableau
from contrat.rendu.mots.argent import (
    AUTRES,
    PAR,
    SECTIONS_DITES,
    compter,
    ecrire,
    ecrire_part,
    nommer,
    nommer_action,
    nommer_ville,
)


def decrire_argent(dossier: Dossier, contrat: Contrat, consolidation: Consolidation) -> dict[str, Any]:
    """Les tableaux et les phrases de la partie financière, prêts à écrire."""
    return {
        "par_axe": _ventiler(dossier, consolidation, "axe"),
        "par_action": _ventiler(dossier, consolidation, "action"),
        "par_exercice": _ventiler(dossier, consolidation, "exercice"),
        "execution": _execution(dossier, consolidation),
        "reserves_execution": _reserves_execution(dossier, consolidation),
        "financeurs": tableau_ventile(dossier, consolidation, "financeur"),
        "levier": _levier(dossier, consolidation),
        "valorisations": _valorisations(dossier),
        "enveloppes": tableaux_enveloppes(contrat, consolidation),
    }


def _ventiler(dossier: Dossier, consolidation: Consolidation, par: Dimension) -> Tableau:
    total = consolidation.total_depenses
    colonnes: list[tuple[str, Dire]] = [
        (SECTIONS_DITES["fonctionnement"], lambda c: ecrire(c.depenses["fonctionnement"])),
        (SECTIONS_DITES["investissement"], lambda c: ecrire(c.depenses["investissement"])),
        ("Dépenses", lambda c: ecrire(c.total_depenses)),
        ("Part", lambda c: ecrire_part(part(c.total_depenses, total))),
        (nommer_ville(dossier), lambda c: ecrire(c.ressources_ville)),
        (AUTRES, lambda c: ecrire(c.ressources_externes)),
    ]
    groupes = [(nommer(dossier, par, g.cle), g.consolidation) for g in repartir(dossier, consolidation, par)]
    return tableau_mesure(PAR[par], groupes, consolidation, colonnes)


def _execution(dossier: Dossier, consolidation: Consolidation) -> Tableau | None:
    """Prévu, engagé, payé ; rien quand ni l'engagé ni le payé ne sont renseignés."""
    mesures = mesurer_execution(dossier, consolidation.exercices)
    if not consolidation.lignes or all(m.engage is None and m.realise is None for m in mesures):
        return None

    rangees = [
        Rangee(
            TOTAL if m.cle is None else nommer(dossier, "section", m.cle),
            (
                ecrire(m.prevu),
                ecrire(m.engage),
                ecrire_part(m.taux_engagement),
                ecrire(m.realise),
                ecrire_part(m.taux_execution),
            ),
            est_total=m.cle is None,
        )
        for m in mesures
    ]
    colonnes = ("Prévu", "Engagé", "Taux d'engagement", "Payé", "Taux d'exécution")
    return Tableau(PAR["section"], colonnes, tuple(rangees))


def _reserves_execution(dossier: Dossier, consolidation: Consolidation) -> list[str]:
    """Ce que le tableau d'exécution ne compte pas : montants à renseigner, actions abandonnées."""
    reserves = []
    vues: tuple[tuple[str, Vue], ...] = (("Engagé", "engage"), ("Payé", "realise"))
    for nom, vue in vues:
        lignes = consolider(dossier, consolidation.exercices, vue).lignes_depenses
        if manquantes := [x for x in lignes if x.montant is None]:
            reserves.append(f"{nom} : {compter(len(manquantes), 'montant')} à renseigner sur {len(lignes)}.")
    if abandonnee := depense_abandonnee(dossier, consolidation.exercices):
        reserves.append(f"Payé pour des actions abandonnées, hors de ce tableau : {ecrire(abandonnee)}.")
    return reserves


def _levier(dossier: Dossier, consolidation: Consolidation) -> str | None:
    """Combien d'euros des autres pour un euro de la ville, arrondi au centime."""
    rapport = rapporter(consolidation.ressources_externes, consolidation.ressources_ville)
    if rapport is None:
        return None
    ville = f"{ecrire(Decimal(1))} de la part « {nommer_ville(dossier)} »"
    return f"Effet de levier : pour {ville}, les autres financeurs apportent {ecrire(rapport)}."


def _valorisations(dossier: Dossier) -> list[str]:
    """Les contributions en nature, que les totaux ne comptent pas."""
    return [
        f"{nommer_action(dossier, action.id)} : {x.libelle}, {organisme}, {ecrire(x.montant)}"
        for action in ordonner_actions(dossier)
        for x in action.plan.valorisations
        for organisme in [nommer(dossier, "financeur", x.organisme)]
        if x.sens == "contribution"
    ]

"""La partie de suivi du rapport au comité : avancement, entonnoir, indicateurs, critères, vigilance."""

from __future__ import annotations

from typing import Any

from contrat.calculs.actions.avancement import (
    NIVEAUX,
    Avancement,
    Entonnoir,
    bilans,
    compter_niveaux,
    derniere_valeur,
    est_passe,
    fin_au,
    fins_depassees,
    jalons_a_confirmer,
    mesurer_avancement,
    mesurer_entonnoirs,
    statut_au,
)
from contrat.calculs.argent.budget import ordonner_actions
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES
from contrat.rendu.budget_page import Rangee, Tableau
from contrat.rendu.libelles import dire_moment
from contrat.rendu.mots.actions import (
    CRITERES_DITS,
    NIVEAUX_DITS,
    STATUTS,
    dire_date,
    dire_valeur_relevee,
    mettre_majuscule,
    nommer_source,
)
from contrat.rendu.mots.argent import ABSENT, compter, ecrire_part, nommer

CHANGE_D_UNITE = "l'unité change, la part rapproche deux nombres sans dire que les uns sont compris dans les autres"


def decrire_suivi(dossier: Dossier, contrat: Contrat, exercice: int) -> dict[str, Any]:
    """Les tableaux et les phrases du suivi à la fin d'un exercice, prêts à écrire."""
    actions = [a for a in ordonner_actions(dossier) if statut_au(a, exercice) not in STATUTS_EXCLUS]
    entonnoirs = mesurer_entonnoirs(dossier, exercice)
    return {
        "avancement": _avancement(dossier, exercice),
        "actions": [_action(dossier, a, exercice) for a in ordonner_actions(dossier)],
        "entonnoirs": [_entonnoir(dossier, entonnoir) for entonnoir in entonnoirs],
        "indicateurs": _indicateurs(dossier, exercice, entonnoirs),
        "criteres": _criteres(contrat, actions),
        "bilans": _bilans(dossier, actions),
        "vigilance": _vigilance(dossier, exercice),
    }


def _avancement(dossier: Dossier, exercice: int) -> Tableau:
    mesures = mesurer_avancement(dossier, exercice)
    statuts = [statut for statut in STATUTS if mesures[-1].par_statut.get(statut)]

    def rangee(mesure: Avancement) -> Rangee:
        libelle = f"{mesure.axe.numero}. {mesure.axe.titre_court}" if mesure.axe else "Total"
        nombres = [mesure.total, *(mesure.par_statut.get(s, 0) for s in statuts), mesure.mises_en_oeuvre]
        return Rangee(libelle, (*map(str, nombres), ecrire_part(mesure.taux)), est_total=mesure.axe is None)

    colonnes = ("Actions", *(STATUTS[s].capitalize() + "s" for s in statuts), "Mises en œuvre", "Taux")
    return Tableau("Axe", colonnes, tuple(map(rangee, mesures)))


def _action(dossier: Dossier, action: Action, exercice: int) -> list[str]:
    axe = dossier.axes.get(action.axe)
    numero = f"{axe.numero if axe else ABSENT}.{action.numero}"
    porteur = nommer(dossier, "financeur", action.porteur)
    return [numero, action.titre_court, STATUTS[statut_au(action, exercice)], porteur]


def _entonnoir(dossier: Dossier, entonnoir: Entonnoir) -> dict[str, Any]:
    rangs: list[list[str]] = []
    reserves: list[str] = []
    for etape in entonnoir.etapes:
        indicateur, valeur = etape.indicateur, etape.valeur
        pluriel = "s" if valeur.valeur > 1 and indicateur.unite.isalpha() else ""
        mesure = f"{dire_valeur_relevee(valeur)} {indicateur.unite}{pluriel}"
        source = nommer_source(dossier, valeur)
        rangs.append([indicateur.libelle, mesure, ecrire_part(etape.taux), dire_date(valeur), source])
        notes = [*([CHANGE_D_UNITE] if etape.change_d_unite else []), valeur.note, indicateur.mode_calcul]
        reserves += [f"{mettre_majuscule(indicateur.libelle)} : {note}." for note in notes if note]
    return {"action": entonnoir.action.titre_court, "rangs": rangs, "reserves": reserves}


def _indicateurs(dossier: Dossier, exercice: int, entonnoirs: list[Entonnoir]) -> dict[str, Any]:
    """Les indicateurs qui ont une valeur et que l'entonnoir ne dit pas déjà en entier, et combien n'en ont pas."""
    dits = {(entonnoir.action.id, etape.indicateur.id) for entonnoir in entonnoirs for etape in entonnoir.etapes}
    rangs, sans_valeur = [], 0
    for action in ordonner_actions(dossier):
        for indicateur in action.indicateurs:
            valeur = derniere_valeur(indicateur, exercice)
            if valeur is None:
                sans_valeur += 1
                continue
            if (action.id, indicateur.id) in dits and indicateur.base is None and indicateur.cible is None:
                continue
            rangs.append(
                [
                    action.titre_court,
                    f"{indicateur.libelle} ({indicateur.unite})",
                    dire_valeur_relevee(indicateur.base),
                    dire_valeur_relevee(indicateur.cible),
                    dire_valeur_relevee(valeur),
                    dire_date(valeur),
                    nommer_source(dossier, valeur),
                ]
            )
    return {"rangs": rangs, "sans_valeur": compter(sans_valeur, "indicateur") + " sans valeur" if sans_valeur else ""}


def _criteres(contrat: Contrat, actions: list[Action]) -> Tableau:
    questions = {x.critere: x.question for x in contrat.criteres_durables}
    comptes = {nom: compter_niveaux(actions, nom) for nom in CRITERES}
    niveaux = [niveau for niveau in NIVEAUX if any(compte[niveau] for compte in comptes.values())]
    rangees = []
    for nom, compte in comptes.items():
        nombres = [*(compte[niveau] for niveau in niveaux), len(bilans(actions, nom))]
        libelle = " : ".join([CRITERES_DITS[nom].capitalize(), *([questions[nom]] if nom in questions else [])])
        rangees.append(Rangee(libelle, tuple(map(str, nombres))))
    colonnes = (*(NIVEAUX_DITS[niveau].capitalize() for niveau in niveaux), "Bilans écrits")
    return Tableau("Critère", colonnes, tuple(rangees))


def _bilans(dossier: Dossier, actions: list[Action]) -> list[str]:
    textes = []
    for nom in CRITERES:
        for action, bilan in bilans(actions, nom):
            source = dossier.sources.get(bilan.source)
            origine = f" Source : {source.editeur or source.titre}." if source else ""
            niveau = f"{CRITERES_DITS[nom]} : {NIVEAUX_DITS[bilan.niveau]}"
            textes.append(f"{action.titre_court}, {niveau}. {bilan.justification.rstrip('.')}.{origine}")
    return textes


def _vigilance(dossier: Dossier, exercice: int) -> list[str]:
    fins = [
        f"{action.titre_court} : fin prévue : {dire_moment(fin)} ; statut "
        f"« {STATUTS[statut_au(action, exercice)]} » à la fin de {exercice}."
        for action in fins_depassees(dossier, exercice)
        if (fin := fin_au(action, exercice)) is not None
    ]
    jalons = [
        f"{action.titre_court} : « {jalon.libelle} », prévu : {dire_moment(jalon.prevu)}, sans date de réalisation."
        for action, jalon in jalons_a_confirmer(dossier, exercice)
        if jalon.prevu is not None
    ]
    points = [
        (point.date, f"{action.titre_court}, {dire_moment(point.date)} : {point.texte} ({point.auteur})")
        for action in ordonner_actions(dossier)
        for point in action.vigilance
        if est_passe(point.date, exercice)
    ]
    return [*fins, *jalons, *(texte for _, texte in sorted(points))]

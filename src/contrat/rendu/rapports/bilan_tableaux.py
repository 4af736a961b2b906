"""Les tableaux du bilan : axes, indicateurs contre cibles, critères durables, séances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contrat.calculs.actions.evaluation import Decompte
from contrat.calculs.actions.mesure import Releve
from contrat.calculs.actions.rapport_evaluation import RapportEvaluation
from contrat.calculs.presentation.presentation import SeanceSituee
from contrat.calculs.rapports.bilan import BilanContrat, IndicateurEvalue
from contrat.calculs.seances.connues import SeanceConnue
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import Niveau
from contrat.modele.suivi import Deliberation
from contrat.rendu.mots.actions import (
    CRITERES_DITS,
    MOTIFS_JUGEMENT,
    NIVEAUX_DITS,
    dire_valeur_datee,
    dire_valeur_relevee,
    nommer_indicateur,
    nommer_source,
)
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_instance
from contrat.rendu.mots.origine import marquer, titrer
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Colonne, Rangee, Tableau, Valeur

# La colonne de `tableau_indicateurs_juges` qu'une figure montre.
RANG_DE_LA_PART = 4


def tableau_axes(evaluation: RapportEvaluation) -> Tableau:
    """Ce que chaque axe a à mesurer, et ce qui l'est ; le contrat entier pour finir."""
    colonnes = (
        Colonne("Axe"), Colonne("Actions", "nombre"), Colonne("Lancées", "nombre"), Colonne("Indicateurs mesurés"),
        Colonne("Cibles atteintes"), Colonne("Critères constatés"),
    )  # fmt: skip
    rangees = [Rangee((f"{x.axe.numero}. {x.axe.titre_court}", *_decompter(x.decompte))) for x in evaluation.axes]
    total = Rangee(("Contrat entier", *_decompter(evaluation.decompte)), est_total=True)
    return Tableau(colonnes, (*rangees, total))


def _decompter(compte: Decompte) -> tuple[Valeur, ...]:
    cibles = f"{compte.atteintes} sur {len(compte.cibles)}" if compte.cibles else "aucune cible"
    mesures = f"{compte.mesurees} sur {len(compte.jugees)}"
    constats = f"{compte.criteres_constates} sur {compte.criteres_attendus}"
    return (compte.actions, compte.lancees, mesures, cibles, constats)


def tableau_indicateurs_juges(bilan: BilanContrat) -> Tableau:
    """Chaque indicateur contre sa cible, sous l'action, l'axe ou le contrat dont il est."""
    colonnes = (
        Colonne("Indicateur"), Colonne("Départ", facultative=True), Colonne("Cible"), Colonne("Valeur"),
        Colonne("Part", "part"), Colonne("Atteinte"), Colonne("Source", detail=True),
    )  # fmt: skip
    rangees: list[Rangee] = []
    for titre, siens in _grouper(bilan.dossier, bilan.indicateurs):
        rangees += [Rangee((titre,)), *(Rangee(_juger(bilan.dossier, x.releve), retrait=1) for x in siens)]
    return Tableau(colonnes, tuple(rangees))


def _grouper(dossier: Dossier, indicateurs: Iterable[IndicateurEvalue]) -> Iterable[tuple[str, list[IndicateurEvalue]]]:
    groupes: dict[str, list[IndicateurEvalue]] = {}
    for x in indicateurs:
        groupes.setdefault(_nommer(dossier, x), []).append(x)
    return groupes.items()


def _nommer(dossier: Dossier, x: IndicateurEvalue) -> str:
    if x.action is not None:
        return titrer(dossier, x.action)
    return f"Axe {x.axe.numero}, {x.axe.titre_court}" if x.axe else "Contrat entier"


def _juger(dossier: Dossier, releve: Releve) -> tuple[Valeur, ...]:
    i = releve.indicateur
    sources = dict.fromkeys(nommer_source(dossier, v.source) for v in (*releve.valeurs, *releve.posterieures))
    relevee = dire_valeur_datee(releve.valeur)
    relevee += "".join(f" ; après la période : {dire_valeur_datee(valeur)}" for valeur in releve.posterieures)
    return (
        nommer_indicateur(i),
        dire_valeur_relevee(i.base),
        dire_valeur_relevee(i.cible),
        relevee,
        releve.taux,
        _dire(releve),
        " ; ".join(sources),
    )


def _dire(releve: Releve) -> str:
    if releve.motif == "cible_absente":
        return "sans cible"
    if releve.motif is not None:
        return MOTIFS_JUGEMENT[releve.motif]
    return "atteinte" if releve.est_atteinte else "non atteinte"


def tableau_criteres_evalues(bilan: BilanContrat) -> Tableau:
    """Ce que les actions lancées visaient de chaque critère, et ce qui en a été constaté ; sans note globale."""
    questions = {x.critere: x.question for x in bilan.dossier.contrat.criteres_durables}
    rangees = []
    for critere in bilan.criteres:
        libelle = " : ".join([CRITERES_DITS[critere.nom].capitalize(), *filter(None, [questions.get(critere.nom)])])
        constates: dict[Niveau, int] = {}
        for _, constat in critere.constats:
            constates[constat.niveau] = constates.get(constat.niveau, 0) + 1
        sans = len(bilan.lancees) - len(critere.constats)
        rangees.append(Rangee((libelle, _dire_niveaux(critere.vises), _dire_niveaux(constates) or "rien", sans)))
    colonnes = (
        Colonne("Critère"), Colonne("Visé, actions lancées"), Colonne("Constaté"), Colonne("Sans constat", "nombre"),
    )  # fmt: skip
    return Tableau(colonnes, tuple(rangees))


def _dire_niveaux(niveaux: Mapping[Niveau, int]) -> str:
    return " ; ".join(f"{NIVEAUX_DITS[niveau]} {nombre}" for niveau, nombre in niveaux.items() if nombre)


def tableau_seances(bilan: BilanContrat) -> Tableau:
    """Les séances tenues, dans l'ordre : qui s'est réuni, quand, à combien, ce qui en est écrit."""
    colonnes = (Colonne("Instance"), Colonne("Date"), Colonne("Participants", "nombre"), Colonne("Objet ou décision"))
    return Tableau(colonnes, tuple(Rangee(_seance(bilan.dossier, situee)) for situee in bilan.seances))


def _seance(dossier: Dossier, situee: SeanceSituee) -> tuple[Valeur, ...]:
    connue, seance = situee.connue, situee.connue.seance
    marque = marquer(seance is not None and dossier.est_reconstitue(seance.source))
    nom = f"{nommer_instance(dossier, connue.instance)}{marque}"
    objets = [seance.objet] if seance else [d.objet for d in dossier.contrat.deliberations if _est_de(connue, d)]
    proposees = compter(len(situee.propositions), "action proposée", "actions proposées")
    sont_reconstituees = any(proposition.est_reconstituee(dossier) for proposition in situee.propositions)
    objets += [f"{proposees}{marquer(sont_reconstituees)}"] if situee.propositions else []
    decidees = [d for a in dossier.actions.values() for d in a.deliberations if _est_de(connue, d)]
    dites = compter(len(decidees), "action décidée", "actions décidées")
    marque = marquer(any(dossier.est_reconstitue(d.source) for d in decidees))
    objets += [f"{dites}{marque}"] if decidees else []
    return (nom, dire_moment(connue.date), situee.participants, " ; ".join(objets))


def _est_de(connue: SeanceConnue, acte: Deliberation) -> bool:
    return (acte.instance, acte.date) == (connue.instance, connue.date)

"""Le contrat tel qu'il était connu un jour passé : ce qui est sûrement d'avant, ce qui l'est peut-être, le reste caché.

Une date à l'année ou au mois n'est pas son premier jour : ce qu'elle date n'est sûr qu'une fois la période finie.
Ce que rien ne date (un effet, une suite, un bilan) ne se montre que si sa source est datée d'avant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from contrat.calculs.moments import dernier_jour, premier_jour
from contrat.modele.action import Action, Etape, Statut
from contrat.modele.cadre import Convention
from contrat.modele.contrat import Contrat, EvaluationContrat
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import CRITERES, Critere, CriteresDurables, Evaluation
from contrat.modele.liens import Liens
from contrat.modele.plan import ETATS_ACQUIS, Ligne, Ressource, totaliser
from contrat.modele.suivi import Constatation, Deliberation, Indicateur, Jalon, Valeur

Evaluee = TypeVar("Evaluee", Evaluation, EvaluationContrat)


class Incertain(NamedTuple):
    """Ce qui avait peut-être déjà eu lieu : sa date, ce que c'est, le statut pris quand c'est celui d'une action."""

    date: str
    texte: str
    statut: Statut | None = None


@dataclass(frozen=True)
class Connu:
    """Le contrat à ce jour ; `non_dates` : combien de renseignements rien ne date."""

    dossier: Dossier
    jour: date
    incertains: tuple[Incertain, ...]
    non_dates: int


@dataclass
class _Tri:
    """Ce que l'on trie, et ce que l'on a rencontré d'incertain en triant."""

    dossier: Dossier
    jour: date
    incertains: list[Incertain] = field(default_factory=list)
    non_dates: int = 0

    def est_connu(self, moment: str | None, texte: str = "", statut: Statut | None = None) -> bool:
        """Vrai de ce qui est sûrement d'avant ou n'a pas de date ; retient ce qui l'est peut-être."""
        if moment is None or dernier_jour(moment) <= self.jour:
            return True
        if texte and premier_jour(moment) <= self.jour:
            self.incertains.append(Incertain(moment, texte, statut))
        return False

    def est_publie(self, source: str) -> bool:
        """Vrai de ce que rien ne date, quand sa source est sûrement d'avant."""
        connue = self.dossier.sources.get(source)
        publiee = connue is not None and connue.date is not None and dernier_jour(connue.date) <= self.jour
        self.non_dates += not publiee
        return publiee


def connaitre_au(dossier: Dossier, jour: date) -> Connu:
    """Le contrat réduit à ce qui en était connu ce jour-là."""
    tri = _Tri(dossier, jour)
    contrat = _contrat(tri, dossier.contrat)
    actions = {nom: _action(tri, action) for nom, action in dossier.actions.items()}
    seances = {nom: s for nom, s in dossier.seances.items() if tri.est_connu(s.date, s.objet)}
    organismes = {}
    for nom, organisme in dossier.organismes.items():
        textes = {
            c: None for c in ("competences", "note") if getattr(organisme, c) and not tri.est_publie(organisme.source)
        }
        organismes[nom] = organisme.model_copy(update=textes)
    axes = {
        nom: axe.model_copy(
            update={
                "indicateurs": _indicateurs(tri, axe.indicateurs),
                "evaluation": axe.evaluation and _evaluation(tri, axe.evaluation, axe.source),
            }
        )
        for nom, axe in dossier.axes.items()
    }
    reduit = replace(
        dossier,
        contrats={**dossier.contrats, "contrat": contrat},
        actions={nom: action for nom, action in actions.items() if action is not None},
        seances=seances,
        organismes=organismes,
        axes=axes,
    )
    return Connu(reduit, jour, tuple(sorted(set(tri.incertains), key=str)), tri.non_dates)


def _contrat(tri: _Tri, contrat: Contrat) -> Contrat:
    diagnostic = contrat.diagnostic
    if not tri.est_connu(diagnostic.etabli_le, "diagnostic du territoire"):
        diagnostic = diagnostic.model_copy(update={"constats": (), "indicateurs": ()})
    contradictions = [c for c in contrat.contradictions if all(tri.est_publie(a.source) for a in c.affirmations)]
    publies = [p for p in contrat.publies if p.periode.fin < tri.jour.year and tri.est_publie(p.source)]
    prevue = contrat.evaluation
    return contrat.model_copy(
        update={
            "jalons": _jalons(tri, contrat.jalons),
            "diagnostic": diagnostic,
            "deliberations": _deliberations(tri, contrat.deliberations),
            "conventions": _conventions(tri, contrat.conventions),
            "indicateurs": _indicateurs(tri, contrat.indicateurs),
            "evaluation": prevue
            and _evaluation(tri, prevue, contrat.source).model_copy(
                update={"effets": _constatations(tri, prevue.effets), "bilan": _constatations(tri, prevue.bilan)}
            ),
            "suites": _constatations(tri, contrat.suites),
            "publies": tuple(publies),
            "contradictions": tuple(contradictions),
        }
    )


def _action(tri: _Tri, action: Action) -> Action | None:
    """La fiche à ce jour ; rien avant sa première étape sûre."""
    etapes: list[Etape] = []
    for etape in action.historique:
        if not tri.est_connu(etape.date, action.titre_court, etape.statut):
            break
        etapes.append(etape)
    if not etapes:
        return None
    calendrier, liens, classement = action.calendrier, action.liens, action.hierarchisation
    est_cedee = etapes[-1].statut == "transferee"
    vide = Liens(precedent=liens.precedent, actions=liens.actions, abs=liens.abs)
    return action.model_copy(
        update={
            "historique": tuple(etapes),
            "statut": etapes[-1].statut,
            "deliberations": _deliberations(tri, action.deliberations),
            "conventions": _conventions(tri, action.conventions),
            "indicateurs": _indicateurs(tri, action.indicateurs),
            "evaluation": _evaluation(tri, action.evaluation, action.source),
            "criteres_dd": _criteres(tri, action.criteres_dd),
            "hierarchisation": classement if classement and tri.est_connu(classement.date) else None,
            "vigilance": tuple(v for v in action.vigilance if tri.est_connu(v.date, v.texte)),
            "calendrier": calendrier.model_copy(update={"jalons": _jalons(tri, calendrier.jalons)}),
            "liens": liens if est_cedee else vide,
            "budget": action.budget.model_copy(update={"lignes": tuple(_ligne(tri, x) for x in action.budget.lignes)}),
            "plan": action.plan.model_copy(
                update={"ressources": tuple(_ressource(tri, x) for x in action.plan.ressources)}
            ),
        }
    )


def _jalons(tri: _Tri, jalons: Iterable[Jalon]) -> tuple[Jalon, ...]:
    """Les jalons faits, et ceux qui étaient prévus : un jalon fait plus tard n'est alors que prévu."""
    gardes = []
    for jalon in jalons:
        if tri.est_connu(jalon.fait, jalon.libelle):
            gardes.append(jalon)
        elif jalon.prevu is not None:
            gardes.append(jalon.model_copy(update={"fait": None}))
    return tuple(gardes)


def _deliberations(tri: _Tri, actes: Iterable[Deliberation]) -> tuple[Deliberation, ...]:
    return tuple(acte for acte in actes if tri.est_connu(acte.date, acte.objet))


def _conventions(tri: _Tri, conventions: Iterable[Convention]) -> tuple[Convention, ...]:
    return tuple(c for c in conventions if tri.est_connu(c.signe_le, c.objet))


def _indicateurs(tri: _Tri, indicateurs: Iterable[Indicateur]) -> tuple[Indicateur, ...]:
    """Les indicateurs, sans les valeurs qui n'étaient pas encore mesurées et présentées, ni la cible à venir."""

    def est_connue(indicateur: Indicateur, valeur: Valeur) -> bool:
        return tri.est_connu(valeur.publiee_le or valeur.date, indicateur.libelle)

    return tuple(
        i.model_copy(
            update={
                "valeurs": tuple(v for v in i.valeurs if est_connue(i, v)),
                "cible": i.cible if tri.est_connu(i.cible_fixee_le) else None,
            }
        )
        for i in indicateurs
    )


def _evaluation(tri: _Tri, evaluation: Evaluee, source: str) -> Evaluee:
    """Les questions posées, et les réponses déjà données ; une conclusion sans date suit sa source."""
    reponses = tuple(r for r in evaluation.reponses if _est_su(tri, r.date, r.source))
    if evaluation.conclusions is None or _est_su(tri, evaluation.conclu_le, evaluation.source or source):
        return evaluation.model_copy(update={"reponses": reponses})
    return evaluation.model_copy(update={"reponses": reponses, "conclusions": None, "conclu_le": None})


def _est_su(tri: _Tri, moment: str | None, source: str) -> bool:
    """Vrai de ce qui est daté d'avant ; sans date, de ce que sa source publie d'avant."""
    return tri.est_publie(source) if moment is None else tri.est_connu(moment)


def _criteres(tri: _Tri, criteres: CriteresDurables) -> CriteresDurables:
    def reduire(critere: Critere) -> Critere:
        garde = critere.bilan is None or _est_su(tri, critere.bilan.date, critere.bilan.source)
        return critere if garde else critere.model_copy(update={"bilan": None})

    return criteres.model_copy(update={nom: reduire(criteres.lire(nom)) for nom in CRITERES})


def _constatations(tri: _Tri, constatations: Iterable[Constatation]) -> tuple[Constatation, ...]:
    return tuple(c for c in constatations if tri.est_publie(c.source))


def _ligne(tri: _Tri, ligne: Ligne) -> Ligne:
    """La dépense, sans ce qui n'était ni modifié ni payé ; un montant payé sans date l'est en fin d'exercice."""
    paiements = tuple(p for p in ligne.paiements if tri.est_connu(_dater(p.date, p.exercice)))
    modifications = tuple(m for m in ligne.modifications if tri.est_connu(m.date.isoformat()))
    est_clos = tri.est_connu(str(ligne.exercice))
    paye = totaliser(paiements) if paiements else None
    garde = ligne.realise if est_clos and not ligne.paiements else paye
    a_venir = ligne.modifications[len(modifications) :]
    vote = a_venir[0].avant if a_venir else ligne.vote
    su = {"paiements": paiements, "modifications": modifications, "realise": garde, "vote": vote}
    return ligne.model_copy(update=su)


def _ressource(tri: _Tri, ressource: Ressource) -> Ressource:
    """La ressource, à l'état qu'elle avait : ni accordée avant son acte, ni perdue, ni apportée avant de l'être."""
    su = _amender(tri, _retrouver(tri, ressource))
    etat, acte, montant = su.etat, su.notification, su.montant
    if etat in ETATS_ACQUIS and acte is not None and not tri.est_connu(acte.date.isoformat()):
        etat, acte = "sollicite", None
        montant = montant if su.sollicite is None else su.sollicite
    elif etat == "declare" and not tri.est_connu(str(ressource.exercice)):
        etat = "pressenti"
    recus, rendus = (
        tuple(e for e in versements if tri.est_connu(_dater(e.date, e.exercice)))
        for versements in (ressource.encaissements, ressource.reversements)
    )
    est_clos = tri.est_connu(str(ressource.exercice))
    return su.model_copy(
        update={
            "etat": etat, "notification": acte, "montant": montant, "encaissements": recus, "reversements": rendus,
            "encaisse": ressource.encaisse if est_clos else None,
            "reverse": totaliser(rendus) if rendus else ressource.reverse if not ressource.reversements else None,
        }
    )  # fmt: skip


def _retrouver(tri: _Tri, ressource: Ressource) -> Ressource:
    """Une ressource perdue plus tard, telle qu'elle était attendue ou accordée."""
    if not ressource.est_perdue or ressource.fin is None or tri.est_connu(ressource.fin.isoformat()):
        return ressource
    dits = [x for x in (ressource.accorde, ressource.sollicite) if x is not None]
    etat = "sollicite" if ressource.notification is None else "accorde"
    return ressource.model_copy(
        update={"etat": etat, "fin": None, "montant": dits[0] if dits else ressource.montant, "accorde": None}
    )


def _amender(tri: _Tri, ressource: Ressource) -> Ressource:
    """La ressource, sans les avenants pris plus tard ; l'achèvement qu'ils remplacent n'est connu que d'un avenant."""
    sus = tuple(a for a in ressource.avenants if tri.est_connu(a.date.isoformat()))
    a_venir = ressource.avenants[len(sus) :]
    if not a_venir:
        return ressource
    champs: dict[str, Any] = {"avenants": sus, "montant": a_venir[0].avant}
    if any(a.achevement for a in a_venir):
        champs["achevement"] = next((a.achevement for a in reversed(sus) if a.achevement), None)
    return ressource.model_copy(update=champs)


def _dater(jour: date | None, exercice: int) -> str:
    return str(exercice) if jour is None else jour.isoformat()

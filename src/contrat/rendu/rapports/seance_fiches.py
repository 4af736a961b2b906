"""Ce que l'assemblée lit avant de décider : chaque fiche en une demi-page, et le projet qui les réunit."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.rapports.seance import FicheADecider, RapportSeance
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.argent import dire_total, ecrire
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_instance
from contrat.rendu.mots.origine import MARQUE, marquer, titrer
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Partie, Remarque, lister, puces

PROJET = "PROJET, à relire et à compléter : ce n'est pas un acte, ni numéro, ni date, ni vote n'y figurent."


def presenter_fiche(dossier: Dossier, fiche: FicheADecider) -> Partie:
    """Une fiche : porteur, objectifs, coût, plan de financement, modalités d'évaluation."""
    action = fiche.action
    marque = marquer(dossier.est_reconstitue(action.source))
    textes = [f"Porteur : {dossier.nommer_organisme(action.porteur)}"]
    textes += [f"Objectif : {objectif.texte}" for objectif in action.objectifs]
    textes += [_coutent(dossier, fiche), _financent(dossier, fiche)]
    textes += [f"Question d'évaluation : {question}" for question in action.evaluation.questions]
    return Partie(f"{action.titre}{marque}", [action.description, lister(*(t for t in textes if t))], niveau=2)


def _coutent(dossier: Dossier, fiche: FicheADecider) -> str:
    marque = marquer(dossier.est_reconstitue(fiche.action.budget.source))
    if not fiche.cout.lignes and fiche.action.sans_montant == "gratuite":
        return "Coût : aucun"
    connu = fiche.cout.montant is not None
    bases = {x.base for x in fiche.action.budget.depenses}
    melees = " ; du hors taxes et du toutes taxes comprises y sont ensemble" if {"HT", "TTC"} <= bases else ""
    return f"Coût : {dire_total(fiche.cout)}{marque}{melees}" if connu else "Coût : non documenté"


def _financent(dossier: Dossier, fiche: FicheADecider) -> str:
    if not fiche.apports:
        return "Plan de financement : non documenté"
    marque = marquer(dossier.est_reconstitue(fiche.action.plan.source))
    parts = [f"{dossier.nommer_organisme(nom)} {ecrire(montant)}" for nom, montant in fiche.apports.items()]
    return f"Plan de financement{marque} : {' ; '.join(parts)}"


def proposer_deliberation(rapport: RapportSeance) -> Iterator[Bloc]:
    """Le projet : ce qui l'a préparé, les fiches à approuver, la place du vote."""
    dossier = rapport.dossier
    yield Remarque(PROJET)
    etapes = {
        (e.instance or "", e.date) for f in rapport.a_decider for e in f.action.historique if e.statut == "hierarchisee"
    }
    yield from puces(
        f"Vu le classement : {nommer_instance(dossier, i)}, {dire_moment(d)}" for i, d in sorted(etapes) if i
    )
    yield f"Il est proposé d'approuver {compter(len(rapport.a_decider), 'fiche action', 'fiches action')} :"
    yield from puces(titrer(dossier, fiche.action) for fiche in rapport.a_decider)
    yield "Vote : pour ……… contre ……… abstentions ………"
    if any(dossier.est_reconstitue(fiche.action.source) for fiche in rapport.a_decider):
        yield f"{MARQUE} : fiche, coût ou plan reconstitué, que la source ne publie pas."

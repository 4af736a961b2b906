"""Ce qu'il faut savoir pour lire un classement : décisions, effet des poids, votants, grille, origine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contrat.calculs.seances.hierarchisation import Classement
from contrat.calculs.seances.seance_classee import SeanceClassee
from contrat.calculs.seances.sensibilite import Permutation, Variation
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Grille, Seance
from contrat.nombres import nombre, pourcent
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_action
from contrat.rendu.mots.phrases import enumerer
from contrat.rendu.mots.seances import COLLEGES, ISSUES_SEANCE, PONDERATIONS


def rediger_notes(classee: SeanceClassee) -> Iterator[str]:
    """Les phrases sous les tableaux, des décisions à l'origine des votes."""
    dossier, seance, classement, grille = classee.dossier, classee.seance, classee.classement, classee.grille
    yield from _decisions(dossier, seance, classement)
    yield from _permutations(dossier, grille, classee.variations)
    if classement.actions and not classee.variations:
        yield "Rien à éprouver : aucun poids ne peut varier, ou une seule action est classée."
    yield from _sans_effet(grille)
    yield from _votants(classee)
    yield from _abstentions(dossier, seance, classement)
    yield _grille(grille)
    if classement.actions:
        yield (
            "Écart type : dispersion des bulletins autour de leur propre moyenne, chacun comptant pour un ; 0 quand "
            "tous s'accordent. Les rangs se calculent avant tout arrondi."
        )
    if dossier.est_reconstitue(seance.source):
        yield "Grille, votes et décisions sont une reconstitution : rien n'en a été publié."


def _decisions(dossier: Dossier, seance: Seance, classement: Classement) -> Iterator[str]:
    ecarts = [(a, a.decision) for a in classement.actions if a.decision is not None and a.s_ecarte]
    for a, decision in ecarts:
        if decision.motif:
            suite = f"est décidée au rang {decision.rang} : {decision.motif.rstrip('.')}"
            yield f"{nommer_action(dossier, a.action)}, rang {a.rang} d'après les notes, {suite}."
    decalees = [f"{nommer_action(dossier, a.action)}, de {a.rang} à {d.rang}" for a, d in ecarts if not d.motif]
    if decalees:
        yield f"Rangs décalés par ce qui précède : {' ; '.join(decalees)}."
    notees = {a.action for a in classement.actions}
    for decision in seance.decisions:
        nom = nommer_action(dossier, decision.action)
        motif = f" : {decision.motif.rstrip('.')}" if decision.motif else ""
        if decision.action not in notees and decision.rang is not None:
            yield f"{nom}, que les notes ne classent pas, est décidée au rang {decision.rang}{motif}."
        elif decision.issue in ("reportee", "refusee"):
            yield f"{nom} : {ISSUES_SEANCE[decision.issue]}{motif}."
    est_suivie = all(decision.issue in (None, "retenue") for decision in seance.decisions)
    if seance.decisions and est_suivie and not ecarts and notees >= {decision.action for decision in seance.decisions}:
        yield "La décision suit les notes."


def _permutations(dossier: Dossier, grille: Grille, variations: Sequence[Variation]) -> Iterator[str]:
    libelles = {critere.id: critere.libelle for critere in grille.criteres}
    for v in variations:
        if v.permutations:
            suite = " ; ".join(_permuter(dossier, p) for p in v.permutations)
            yield f"{libelles[v.critere]} à {pourcent(v.apres)} : {suite}."
    if variations and not any(v.permutations for v in variations):
        yield "L'ordre résiste : aucun poids changé de 10 %, les autres réajustés, ne le modifie."


def _sans_effet(grille: Grille) -> Iterator[str]:
    """Ce qui, dans la grille, ne peut rien changer au classement."""
    for critere in grille.criteres:
        if not critere.poids:
            yield f"{critere.libelle} ne pèse rien : ses notes ne changent pas le classement."


def _permuter(dossier: Dossier, p: Permutation) -> str:
    devant, derriere = nommer_action(dossier, p.devant), nommer_action(dossier, p.derriere)
    return f"{devant} et {derriere} deviennent ex æquo" if p.est_egalite else f"{devant} passe devant {derriere}"


def _votants(classee: SeanceClassee) -> Iterator[str]:
    seance = classee.seance
    votes = [bulletin.college for bulletin in seance.bulletins]
    detail = ", ".join(f"{COLLEGES[p.college]} {votes.count(p.college)} sur {p.presents}" for p in seance.colleges)
    yield f"Bulletins par présents : {detail} ; {PONDERATIONS[seance.ponderation_colleges]}."
    if classee.absents:
        noms = enumerer(COLLEGES[college] for college in classee.absents)
        yield f"Absents : {noms}. Le classement est celui des seuls collèges présents."


def _abstentions(dossier: Dossier, seance: Seance, classement: Classement) -> Iterator[str]:
    total = len(seance.bulletins)
    partielles = [a for a in classement.actions if a.bulletins < total]
    if partielles:
        suite = " ; ".join(f"{nommer_action(dossier, a.action)}, {a.bulletins} sur {total}" for a in partielles)
        yield f"Actions que tous les bulletins n'ont pas notées : {suite}."
    incompletes = [a for a in classement.actions if a.bulletins_entiers < a.bulletins]
    if incompletes:
        suite = " ; ".join(
            f"{nommer_action(dossier, a.action)}, {a.bulletins_entiers} sur {a.bulletins}" for a in incompletes
        )
        yield f"Bulletins qui notent une action sur tous les critères, les seuls que compte l'écart type : {suite}."
    if classement.non_classees:
        suite = " ; ".join(nommer_action(dossier, action) for action in classement.non_classees)
        yield f"Non classées, faute de note sur un critère : {suite}."
    if not seance.bulletins:
        yield "Aucun bulletin : rien n'est classé."


def _grille(grille: Grille) -> str:
    etat = "non approuvée" if grille.figes_le is None else f"approuvée ({dire_moment(grille.figes_le)})"
    poids = ", ".join(f"{critere.libelle} {pourcent(critere.poids)}" for critere in grille.criteres)
    return f"Grille {etat}, notes de {nombre(grille.echelle.mini)} à {nombre(grille.echelle.maxi)} : {poids}."

"""Ce que le comité doit décider, d'après ce que les fiches attendent et ce qui ne peut pas attendre."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.rapports.comite import ActionSuivie, RapportComite
from contrat.modele.action import Statut
from contrat.rendu.argent.budget_notes import rediger_alertes
from contrat.rendu.mots.argent import PERILS, dire_desequilibre, ecrire
from contrat.rendu.mots.dates import dire_jour, dire_moment
from contrat.rendu.mots.origine import titrer
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule

# Ce qu'un statut appelle, quand rien ne l'a suivi.
GESTES: tuple[tuple[Statut, str], ...] = (
    ("proposee", "classer"),
    ("hierarchisee", "approuver, reporter ou refuser"),
    ("approuvee", "lancer, reporter ou abandonner"),
    ("suspendue", "reprendre ou abandonner"),
    ("reportee", "reprendre, reporter encore ou abandonner"),
)
RIEN = "Rien n'attend de décision dans les fiches."


def decider(rapport: RapportComite) -> Iterator[str]:
    """Les décisions à prendre, une par ligne : l'argent d'abord, puis les actions selon leur statut."""
    yield from _argent(rapport)
    for statut, geste in GESTES:
        yield from _actions(rapport, geste, [x for x in rapport.actions if x.statut == statut])
    fins = {x.fin: dire_moment(x.fin) for x in rapport.fins_depassees if x.fin}
    for fin, dite in fins.items():
        siennes = [x for x in rapport.fins_depassees if x.fin == fin]
        yield from _actions(rapport, "prolonger, clore ou transférer", siennes, f"fin prévue passée : {dite}")
    a_signer = rapport.a_signer
    if a_signer:
        quoi = compter(len(a_signer), "convention")
        yield f"Signer {quoi} : {' ; '.join(convention.objet for convention in a_signer)}."
    for action in rapport.transferts_a_dater:
        vers = rapport.dossier.nommer_organisme(action.liens.repreneur or "")
        yield f"Dater le transfert à « {vers} », ou y renoncer : {titrer(rapport.dossier, action)}."
    if rapport.evaluation_est_due:
        yield "Conclure l'évaluation globale du contrat (contrat evaluation)."


def _actions(rapport: RapportComite, geste: str, suivies: list[ActionSuivie], pourquoi: str = "") -> Iterator[str]:
    if suivies:
        noms = " ; ".join(titrer(rapport.dossier, x.action) for x in suivies)
        motif = f" ({pourquoi})" if pourquoi else ""
        yield f"{mettre_majuscule(geste)} {compter(len(suivies), 'action')}{motif} : {noms}."


def _argent(rapport: RapportComite) -> Iterator[str]:
    """Une aide rejetée sans un mot ou dont le délai est passé, un plan qui ne ferme pas, une enveloppe dépassée."""
    dossier = rapport.dossier
    for attente in rapport.sans_reponse:
        quoi = "rejetée implicitement" if attente.est_rejetee else "sans réponse"
        qui = f"{attente.action.titre_court}, {dossier.nommer_organisme(attente.ressource.organisme)}"
        yield f"Demande {quoi} depuis le {dire_jour(attente.limite)} : {qui}, {ecrire(attente.ressource.montant)}."
    for peril in rapport.en_peril:
        qui = f"{peril.action.titre_court}, {dossier.nommer_organisme(peril.ressource.organisme)}"
        yield f"{PERILS[peril.genre]} depuis le {dire_jour(peril.limite)} : {qui}, {ecrire(peril.ressource.montant)}."
    plans: dict[str, list[str]] = {}
    for action, poste in rapport.desequilibres:
        plans.setdefault(titrer(dossier, action), []).append(
            f"{poste.section} {poste.exercice}, {dire_desequilibre(poste.ecart)}"
        )
    yield from (f"Plan qui ne ferme pas : {titre}, {enumerer(dits)}." for titre, dits in plans.items())
    yield from rediger_alertes(rapport.etat)

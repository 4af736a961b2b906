"""C041 : un vote, une issue et l'historique d'une fiche se contredisent."""

from __future__ import annotations

from contrat.calculs.moments import coincide
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.seance import IssueSeance
from contrat.modele.suivi import Deliberation

GRAVITE = Gravite.ERREUR
TITRE = "un vote et une décision qui se contredisent"
LIT = frozenset({"contrat", "actions", "seances"})
# Ce que l'étape d'une fiche ne peut pas être le jour où la séance en décide autrement.
_CONTRAIRES: dict[IssueSeance, frozenset[str]] = {
    "retenue": frozenset({"abandonnee"}),
    "reportee": frozenset({"approuvee", "lancee"}),
    "refusee": frozenset({"approuvee", "lancee"}),
}
_DITES: dict[IssueSeance, str] = {"retenue": "retenue", "reportee": "reportée", "refusee": "refusée"}


def constater(dossier: Dossier) -> Constats:
    """Les délibérations rejetées par les voix, les voix plus nombreuses que les présents, les issues contredites."""
    places = [(d, Adresse(*CONTRAT, ("deliberations", rang))) for rang, d in enumerate(dossier.contrat.deliberations)]
    for identifiant, action in dossier.actions.items():
        siennes = enumerate(action.deliberations)
        places += [(d, Adresse("actions", identifiant, ("deliberations", rang))) for rang, d in siennes]
        yield from _contredire(dossier, identifiant, action)
    for acte, adresse in places:
        yield from _compter(dossier, acte, adresse)


def _compter(dossier: Dossier, acte: Deliberation, ou: Adresse) -> Constats:
    """Une décision que plus de voix refusent qu'elles n'approuvent ; des voix qui dépassent les présents."""
    if acte.pour is not None and acte.contre is not None and acte.pour <= acte.contre:
        message = f"{acte.pour} voix pour et {acte.contre} contre : la délibération n'est pas adoptée"
        yield Constat(ou.sous("pour"), message, "vérifier les voix, ou retirer la délibération")
    voix = sum(n or 0 for n in (acte.pour, acte.contre, acte.abstentions))
    for seance in dossier.seances.values():
        presents = sum(presence.presents for presence in seance.colleges)
        if presents and seance.instance == acte.instance and coincide(seance.date, acte.date) and voix > presents:
            message = f"{voix} voix pour {presents} présents à la séance « {seance.id} »"
            yield Constat(ou.sous("date"), message, "vérifier les voix et les présents")


def _contredire(dossier: Dossier, identifiant: str, action: Action) -> Constats:
    """Les étapes d'une fiche contraires à ce que la même instance a décidé à la même date."""
    for seance in dossier.seances.values():
        issues = [d.issue for d in seance.decisions if d.action == identifiant and d.issue is not None]
        for rang, etape in enumerate(action.historique):
            est_la_meme = etape.instance == seance.instance and coincide(etape.date, seance.date)
            for issue in issues:
                if est_la_meme and etape.statut in _CONTRAIRES[issue]:
                    adresse = Adresse("actions", identifiant, ("historique", rang, "statut"))
                    message = f"« {etape.statut} », alors que la séance « {seance.id} » l'a {_DITES[issue]}"
                    yield Constat(adresse, message, "corriger l'étape, ou la décision de la séance")

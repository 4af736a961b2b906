"""B008 : le réalisé dépasse l'engagé, ou l'engagé le voté (à défaut le prévu), sans justification."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from contrat.calculs.sommes import ZERO, sommer_connus, sommer_par
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ligne, totaliser
from contrat.nombres import euros

GRAVITE = Gravite.ERREUR
TITRE = "une exécution qui dépasse le budget"
LIT = frozenset({"actions"})
DITS = {
    "prevu": "prévus", "vote": "votés", "autorisation": "autorisés", "engage": "engagés", "realise": "réalisés",
}  # fmt: skip


def constater(dossier: Dossier) -> Constats:
    """Les lignes dont l'exécution dépasse l'étape précédente et que rien ne justifie."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            adresse = Adresse("actions", identifiant, ("budget", "lignes", rang))
            yield from _additionner(adresse, ligne)
            yield from _modifier(adresse, ligne)
            yield from _reporter(adresse, ligne)
            if ligne.justification:
                continue
            etape = "prevu" if ligne.vote is None else "vote"
            yield from _engager(adresse, ligne, etape, action)
            plafond = (etape, ligne.ouvert) if ligne.engage is None or ligne.autorisation else ("engage", ligne.engage)
            yield from _depasser(adresse, "realise", ligne.realise, *plafond)
            if ligne.autorisation is None and _est_au_dela(ligne.engage, ligne.ouvert):
                # Un marché de plusieurs années n'ouvre pas plus de crédits de paiement à l'exercice.
                yield from _depasser(adresse, "realise", _payer_dans_l_exercice(ligne), etape, ligne.ouvert)


def _additionner(adresse: Adresse, ligne: Ligne) -> Constats:
    """Un paiement avant l'exercice du crédit, un réalisé qui n'est pas la somme des paiements écrits."""
    for rang, paiement in enumerate(ligne.paiements):
        if paiement.exercice < ligne.exercice:
            message = f"paiement de {paiement.exercice}, pour un crédit de {ligne.exercice}"
            aide = "corriger l'exercice du paiement, ou l'inscrire à la dépense de son exercice"
            yield Constat(adresse.sous("paiements", rang, "exercice"), message, aide)
    if ligne.paiements and ligne.realise != totaliser(ligne.paiements):
        ecrit, total = euros(ligne.realise or ZERO), euros(totaliser(ligne.paiements))
        message = f"{ecrit} réalisés, mais les paiements font {total}"
        yield Constat(adresse.sous("realise"), message, "retirer realise: quand les paiements sont écrits")


def _modifier(adresse: Adresse, ligne: Ligne) -> Constats:
    """Des décisions modificatives qui ne se suivent pas, ou dont la dernière n'est pas le crédit voté."""
    for rang, (avant, apres) in enumerate(pairwise(ligne.modifications), 1):
        ou = adresse.sous("modifications", rang)
        if apres.date < avant.date:
            message = f"décision du {dire_jour(apres.date)}, après celle du {dire_jour(avant.date)}"
            yield Constat(ou.sous("date"), message, "ranger les décisions de la plus ancienne à la plus récente")
        if apres.avant != avant.apres:
            message = (
                f"le crédit d'avant est {euros(apres.avant)}, celui de la décision précédente {euros(avant.apres)}"
            )
            yield Constat(ou.sous("avant"), message, "accorder les deux décisions")
    if ligne.modifications and ligne.vote != ligne.modifications[-1].apres:
        derniere = ligne.modifications[-1]
        vote = "rien de voté" if ligne.vote is None else f"{euros(ligne.vote)} votés"
        message = f"{vote}, mais la décision du {dire_jour(derniere.date)} porte le crédit à {euros(derniere.apres)}"
        yield Constat(adresse.sous("vote"), message, "écrire dans vote: le crédit d'après la dernière décision")


def _reporter(adresse: Adresse, ligne: Ligne) -> Constats:
    """Un report plus fort que ce qui était engagé et non payé à la fin de l'exercice."""
    if ligne.report is None or ligne.engage is None:
        return
    paye = _payer_dans_l_exercice(ligne)
    if ligne.report > ligne.engage - paye:
        message = (
            f"report {euros(ligne.report)} : à la fin de {ligne.exercice}, {euros(ligne.engage)} engagés et "
            f"{euros(paye)} payés en laissent {euros(max(ligne.engage - paye, ZERO))}"
        )
        yield Constat(adresse.sous("report"), message, "reporter au plus ce qui est engagé et n'est pas payé")


def _payer_dans_l_exercice(ligne: Ligne) -> Decimal:
    dates = [x.montant for x in ligne.paiements if x.exercice <= ligne.exercice]
    return sommer_connus(dates if ligne.paiements else [ligne.realise])


def _engager(adresse: Adresse, ligne: Ligne, etape: str, action: Action) -> Constats:
    """Un engagement se juge sur l'autorisation quand il y en a une, sinon sur le crédit de l'exercice."""
    if ligne.autorisation is not None:
        yield from _depasser(adresse, "engage", ligne.engage, "autorisation", ligne.autorisation)
        return
    ouvert, annees = ligne.ouvert, _credits(ligne, action)
    total = sommer_connus(annees.values())
    if len(annees) > 1 and ligne.engage is not None and ouvert is not None and ouvert < ligne.engage <= total:
        message = (
            f"{_depassement('engage', ligne.engage, etape, ouvert)} en {ligne.exercice}, sans dépasser les "
            f"{euros(total)} de {min(annees)} à {max(annees)}"
        )
        aide = "pour un engagement sur plusieurs exercices, écrire autorisation: et son montant"
        yield Constat(adresse.sous("engage"), message, aide, informe=True)
        return
    yield from _depasser(adresse, "engage", ligne.engage, etape, ouvert)


def _credits(ligne: Ligne, action: Action) -> dict[int, Decimal]:
    """Les crédits ouverts du même chapitre et du même budget, exercice par exercice."""
    cle = (ligne.section, ligne.sens, ligne.chapitre, ligne.budget)
    memes = (x for x in action.budget.lignes if (x.section, x.sens, x.chapitre, x.budget) == cle)
    return sommer_par((x.exercice, x.ouvert) for x in memes if x.ouvert is not None)


def _depasser(adresse: Adresse, champ: str, valeur: Decimal | None, sur: str, limite: Decimal | None) -> Constats:
    if valeur is not None and limite is not None and _est_au_dela(valeur, limite):
        message = _depassement(champ, valeur, sur, limite)
        yield Constat(adresse.sous(champ), message, "corriger, ou ajouter une justification")


def _est_au_dela(valeur: Decimal | None, limite: Decimal | None) -> bool:
    return valeur is not None and limite is not None and valeur > limite


def _depassement(champ: str, valeur: Decimal, sur: str, limite: Decimal) -> str:
    return f"{euros(valeur)} {DITS[champ]}, plus que les {euros(limite)} {DITS[sur]}"

"""Ce qu'une fiche oppose à un fait qu'on veut y noter : un état, un jour, une somme qui le contredisent."""

from __future__ import annotations

from datetime import date
from typing import Literal

from contrat.calculs.argent.fait import FaitBudgetaire, FaitImpossible, FaitRessource, GesteDepense
from contrat.dates import dire_jour, dire_moment
from contrat.modele.action import Action
from contrat.modele.plan import ETATS_ACQUIS, ETATS_PERDUS, Ressource, Versement
from contrat.nombres import euros

_ACCORDENT = ("accorde", "conventionne", "avenant")
_VERSENT = ("encaisse", "reverse")
# Ce qui ouvre une dépense, ou en cherche le financement.
_ENGAGENT = frozenset(
    {"voter", "modifier", "engager", "sollicite", "dossier_complet", "accorde", "conventionne", "avenant"}
)


def refuser_apres_abandon(action: Action, quoi: FaitRessource | GesteDepense, jour: date) -> None:
    """Une action abandonnée ne demande ni ne dépense plus : elle finit de payer, d'encaisser, de rendre."""
    if quoi not in _ENGAGENT:
        return
    derniere = action.historique[-1]
    if action.statut == "abandonnee" and jour.isoformat()[: len(derniere.date)] >= derniere.date:
        aide = "payer, encaisser, rendre restent possibles ; si elle reprend, le noter d'abord : contrat action statut"
        raise FaitImpossible(f"l'action est abandonnée (dernière étape : {dire_moment(derniere.date)})", aide)


def refuser_la_ressource(ressource: Ressource, quoi: FaitRessource, fait: FaitBudgetaire) -> None:
    """Les faits qui contrediraient ce que la ressource dit déjà."""
    if quoi in ("refuse", "retire", "caduc") and fait.montant is not None:
        raise FaitImpossible(f"--montant ne va pas avec {quoi}", "retirer --montant : la ressource ne viendra pas")
    if ressource.etat in ETATS_PERDUS and quoi not in ("encaisse", "reverse"):
        aide = "noter une autre demande : sollicite, avec --exercice, --section et --nature"
        raise FaitImpossible(f"cette ressource est à l'état « {ressource.etat} »", aide)
    if ressource.etat in ETATS_ACQUIS and quoi in ("sollicite", "dossier_complet", "refuse"):
        aide = "une aide accordée puis perdue est retiree par le financeur (retire), ou caduque (caduc)"
        raise FaitImpossible(f"cette ressource est déjà à l'état « {ressource.etat} »", aide)
    if quoi == "sollicite" and ressource.etat in ("sollicite", "dossier_complet"):
        _refuser_de_recouvrir(ressource, fait)
    refuser_sans_effet(quoi, fait)
    _refuser_l_ordre(ressource, quoi, fait.jour)
    if fait.est_le_solde and ressource.etat not in ETATS_ACQUIS:
        aide = "noter d'abord l'acte qui accorde (accorde), ou retirer --solde"
        raise FaitImpossible(f"rien n'est soldé d'une ressource à l'état « {ressource.etat} »", aide)
    if quoi == "reverse" and not ressource.recu:
        raise FaitImpossible("rien n'a été encaissé de cette ressource", "noter d'abord ce qui l'a été : encaisse")


def refuser_sans_effet(quoi: FaitRessource, fait: FaitBudgetaire) -> None:
    """Une option que ce fait n'écrit nulle part se perdrait sans un mot."""
    for option, est_donnee, faits in (
        ("--achevement", fait.achevement is not None, _ACCORDENT),
        ("--solde", fait.est_le_solde, ("encaisse",)),
        ("--compte-en", fait.exercice is not None, _VERSENT),
        ("--reference", fait.reference is not None, (*_ACCORDENT, *_VERSENT)),
    ):
        if est_donnee and quoi not in faits:
            raise FaitImpossible(f"{option} ne va pas avec {quoi}", f"retirer {option} : il va avec {', '.join(faits)}")


def _refuser_l_ordre(ressource: Ressource, quoi: FaitRessource, jour: date) -> None:
    """Un fait n'arrive pas avant celui qu'il suppose ; un acompte, lui, peut précéder l'acte signé (B023 le dit)."""
    depot = ressource.reception if quoi == "dossier_complet" else ressource.deposee
    acte = None if ressource.notification is None else ressource.notification.date
    recu = min((x.date for x in ressource.encaissements if x.date is not None), default=None)
    for dit, precedent, faits in (
        ("la demande reçue le", depot, ("dossier_complet", "accorde", "conventionne", "refuse", "retire", "caduc")),
        ("l'accord du", acte, ("conventionne", "avenant", "retire", "caduc")),
        ("le premier encaissement du", recu, ("reverse",)),
    ):
        if quoi not in faits:
            continue
        if precedent is not None and jour < precedent:
            aide = "vérifier les deux jours sur les actes ; celui qui est écrit se corrige dans la fiche"
            raise FaitImpossible(f"--date : le {dire_jour(jour)} est avant {dit} {dire_jour(precedent)}", aide)


def _refuser_de_recouvrir(ressource: Ressource, fait: FaitBudgetaire) -> None:
    """Une demande déjà notée garde son montant et son jour ; seul un jour qui manquait s'y ajoute."""
    est_meme_montant = fait.montant in (None, ressource.montant)
    if est_meme_montant and ressource.reception is None:
        return
    recue = "sans date de réception" if ressource.reception is None else f"reçue le {dire_jour(ressource.reception)}"
    deja = f"{euros(ressource.montant)}, {recue}"
    if est_meme_montant and ressource.reception == fait.jour:
        raise FaitImpossible(f"cette demande est déjà notée : {deja}", "rien n'est à écrire")
    aide = "une autre demande dit son --programme ; une erreur se corrige dans la fiche"
    raise FaitImpossible(f"une demande est déjà notée pour cette ressource : {deja}", aide)


def refuser_l_accord(ressource: Ressource, quoi: Literal["accorde", "conventionne"], fait: FaitBudgetaire) -> None:
    """Un accord déjà noté ne se remplace pas sans un mot, et une référence donnée en vain ne se perd pas."""
    acte = ressource.notification
    if acte is None:
        return
    fin = f", achèvement le {dire_jour(ressource.achevement)}" if ressource.achevement else ""
    deja = f"{euros(ressource.montant)}, le {dire_jour(acte.date)}, sous « {acte.reference} »{fin}"
    if quoi == "accorde":
        aide = "un acte qui le modifie est un avenant, avec --montant ou --achevement ; une aide de plus : sollicite"
        raise FaitImpossible(f"l'accord de cette aide est déjà noté : {deja}", aide)
    if ressource.etat == "conventionne" or fait.reference is not None:
        aide = "la convention a sa référence et sa signature : contrat nouveau convention, contrat convention signer"
        raise FaitImpossible(f"l'acte de cette aide est déjà noté : {deja}", aide)


def refuser_l_avenant(ressource: Ressource, fait: FaitBudgetaire) -> None:
    """Un avenant change une aide accordée et non soldée, en bien ou en mal, une fois par acte."""
    if ressource.etat not in ETATS_ACQUIS:
        raise FaitImpossible(f"rien n'est accordé à l'état « {ressource.etat} »", "noter d'abord l'accord : accorde")
    if ressource.etat == "solde":
        raise FaitImpossible("cette aide est soldée", "une aide de plus : sollicite ; une somme rendue : reverse")
    if fait.reference is None:
        raise FaitImpossible("il manque --reference", "écrire --reference suivi du numéro de l'acte qui modifie")
    deja = next((x for x in ressource.avenants if x.reference == fait.reference), None)
    if deja is not None:
        dit = f"l'avenant « {deja.reference} » est déjà noté : {euros(deja.apres)}, le {dire_jour(deja.date)}"
        raise FaitImpossible(dit, "un autre acte a sa --reference ; une erreur se corrige dans la fiche")
    if fait.montant is not None and not fait.montant:
        raise FaitImpossible("--montant : une aide ramenée à 0 € est perdue", "noter retire, ou caduc")
    if fait.montant in (None, ressource.montant) and fait.achevement in (None, ressource.achevement):
        aide = "dire par --montant ce que l'aide devient, ou par --achevement le nouveau jour"
        raise FaitImpossible(f"cet avenant ne change rien aux {euros(ressource.montant)} accordés", aide)
    if ressource.avenants and fait.jour < ressource.avenants[-1].date:
        dernier = ressource.avenants[-1]
        acte = f"l'avenant « {dernier.reference} » du {dire_jour(dernier.date)}"
        dit = f"--date : le {dire_jour(fait.jour)} est avant {acte}"
        raise FaitImpossible(dit, "noter les actes dans l'ordre ; une erreur se corrige dans la fiche")


def refuser_l_annee(fait: FaitBudgetaire, exercice: int) -> None:
    """Une décision se prend l'année de son exercice, celle d'avant quand il se vote, ou celle d'après pour le clore."""
    if not exercice - 1 <= fait.jour.year <= exercice + 1:
        dit = f"--date : une décision du {dire_jour(fait.jour)} ne modifie pas un crédit de {exercice}"
        raise FaitImpossible(dit, "vérifier l'année ; --exercice désigne la ligne d'un autre exercice")


def refuser_le_double(deja: tuple[Versement, ...], fait: FaitBudgetaire) -> None:
    """Une référence est celle d'un seul mandat, ou titre, d'un exercice : la même somme ne s'y note pas deux fois."""
    exercice = fait.exercice or fait.jour.year
    for verse in deja if fait.reference is not None else ():
        if (verse.reference, verse.exercice, verse.montant) == (fait.reference, exercice, fait.montant):
            quand = "" if verse.date is None else f", le {dire_jour(verse.date)}"
            message = f"{euros(verse.montant)} sont déjà notés sous « {fait.reference} » en {exercice}{quand}"
            raise FaitImpossible(message, "rien n'est à écrire ; une autre somme a une autre référence")

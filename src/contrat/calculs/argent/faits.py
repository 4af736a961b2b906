"""Ce qu'un fait daté change dans une fiche : une aide accordée ou encaissée, une dépense votée ou payée, une mesure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from contrat.calculs.argent.fait import (
    FaitBudgetaire,
    FaitImpossible,
    FaitRessource,
    GesteDepense,
    exiger_montant,
    exiger_une_somme,
)
from contrat.calculs.argent.refus import (
    refuser_l_accord,
    refuser_l_annee,
    refuser_l_avenant,
    refuser_la_ressource,
    refuser_le_double,
    refuser_sans_effet,
)
from contrat.calculs.sommes import ZERO
from contrat.dates import dire_jour
from contrat.modele.action import Statut
from contrat.modele.plan import ETATS_ACQUIS, EtatRessource, Ligne, Ressource, Versement
from contrat.modele.saisie import Saisie
from contrat.nombres import euros


def demander(precisions: Mapping[str, str | None], fait: FaitBudgetaire) -> list[Saisie]:
    """Une ressource nouvelle, sollicitée : `precisions` en dit l'organisme, la nature, l'exercice, la section."""
    refuser_sans_effet("sollicite", fait)
    etat = {"montant": str(exiger_montant(fait)), "etat": "sollicite", "reception": fait.jour.isoformat()}
    ecrite = {cle: valeur for cle, valeur in precisions.items() if valeur is not None}
    return [Saisie(("plan", "ressources"), [ecrite | etat])]


def noter_ressource(ressource: Ressource, rang: int, quoi: FaitRessource, fait: FaitBudgetaire) -> list[Saisie]:
    """Ce qu'un fait change dans une ressource du plan ; ce qui était demandé et accordé y reste lisible."""
    refuser_la_ressource(ressource, quoi, fait)
    if quoi in ("sollicite", "dossier_complet"):
        champs = _demander(quoi, fait)
    elif quoi in ("accorde", "conventionne"):
        champs = _accorder(ressource, quoi, fait)
    elif quoi == "avenant":
        champs = _amender(ressource, fait)
    elif quoi in ("refuse", "retire", "caduc"):
        champs = _perdre(ressource, quoi, fait)
    elif quoi == "encaisse":
        champs = _verser(ressource, fait, "encaissements", "encaisse", ressource.encaisse)
        if ressource.etat in ETATS_ACQUIS:
            champs["etat"] = "solde" if fait.est_le_solde or ressource.etat == "solde" else "acompte"
    else:
        rendu = ressource.reverse if "reverse" in ressource.model_fields_set else None
        champs = _verser(ressource, fait, "reversements", "reverse", rendu)
    return [Saisie(("plan", "ressources", rang, cle), valeur) for cle, valeur in champs.items()]


def _demander(quoi: FaitRessource, fait: FaitBudgetaire) -> dict[str, Any]:
    montant = {} if fait.montant is None else {"montant": str(fait.montant)}
    return montant | {"etat": quoi, "reception" if quoi == "sollicite" else "demande": fait.jour.isoformat()}


def _accorder(ressource: Ressource, quoi: Literal["accorde", "conventionne"], fait: FaitBudgetaire) -> dict[str, Any]:
    """L'acte qui accorde, noté une fois : ses délais courent de lui, un acte qui le modifie ne les rouvre pas."""
    acte = ressource.notification
    refuser_l_accord(ressource, quoi, fait)
    # Ce qui est déjà versé, ou convenu, ne redevient pas seulement accordé.
    avance = ressource.etat in ("acompte", "solde") or (ressource.etat, quoi) == ("conventionne", "accorde")
    champs: dict[str, Any] = {"etat": ressource.etat if avance else quoi}
    if fait.achevement is not None:
        _refuser_l_achevement(fait.achevement, fait.jour if acte is None else acte.date, "l'accord")
        champs["achevement"] = fait.achevement.isoformat()
    if fait.montant is not None and fait.montant != ressource.montant:
        champs["montant"] = str(fait.montant)
        if ressource.certitude == "sollicite" and ressource.sollicite is None:
            champs["sollicite"] = str(ressource.montant)
    if acte is None:
        if fait.reference is None:
            raise FaitImpossible("il manque --reference", "écrire --reference suivi du numéro de l'acte qui accorde")
        champs["notification"] = {"date": fait.jour.isoformat(), "reference": fait.reference}
    return champs


def _amender(ressource: Ressource, fait: FaitBudgetaire) -> dict[str, Any]:
    """L'acte qui change le montant, ou le jour d'achèvement : le premier accord, et son jour, restent."""
    refuser_l_avenant(ressource, fait)
    apres = ressource.montant if fait.montant is None else fait.montant
    acte = {
        "date": fait.jour.isoformat(),
        "reference": fait.reference or "",
        "avant": str(ressource.montant),
        "apres": str(apres),
    }
    champs: dict[str, Any] = {"montant": str(apres)} if apres != ressource.montant else {}
    if fait.achevement is not None:
        _refuser_l_achevement(fait.achevement, fait.jour, "l'avenant")
        fin = {"achevement": fait.achevement.isoformat()}
        return champs | fin | {"avenants": [acte | fin]}
    return champs | {"avenants": [acte]}


def _refuser_l_achevement(achevement: date, depuis: date, acte: str) -> None:
    if achevement < depuis:
        dit = f"--achevement : le {dire_jour(achevement)} est avant {acte}, du {dire_jour(depuis)}"
        raise FaitImpossible(dit, "vérifier les deux jours sur l'acte")


def _perdre(ressource: Ressource, quoi: EtatRessource, fait: FaitBudgetaire) -> dict[str, Any]:
    champs: dict[str, Any] = {"montant": "0"}
    # Ce qui était dit apporté, ou seulement espéré, n'a laissé nulle part son montant : il reste comme demandé.
    est_seul = ressource.certitude in ("declare", "pressenti") and ressource.accorde is None
    if (ressource.certitude == "sollicite" or est_seul) and ressource.sollicite is None:
        champs["sollicite"] = str(ressource.montant)
    if ressource.certitude == "acquis" and ressource.accorde is None:
        champs["accorde"] = str(ressource.montant)
    return champs | {"etat": quoi, "fin": fait.jour.isoformat()}


def _verser(
    objet: Ligne | Ressource, fait: FaitBudgetaire, liste: str, champ: str, ecrit: Decimal | None
) -> dict[str, Any]:
    """Une somme de plus ; celle que la fiche disait d'un seul nombre entre dans la liste, et le nombre suit."""
    deja: tuple[Versement, ...] = getattr(objet, liste)
    refuser_le_double(deja, fait)
    total = sum((x.montant for x in deja), ZERO)
    ancien = [] if deja or not ecrit else [{"exercice": str(objet.exercice), "montant": str(ecrit)}]
    champs: dict[str, Any] = {} if ecrit is None else {champ: str((total or ecrit) + exiger_une_somme(fait))}
    return champs | {liste: [*ancien, fait.versement]}


def noter_depense(ligne: Ligne, rang: int, geste: GesteDepense, fait: FaitBudgetaire) -> list[Saisie]:
    """Ce qu'un geste change dans une ligne du budget."""
    montant = exiger_montant(fait)
    if geste == "voter":
        if ligne.vote is not None:
            aide = "une décision modificative le change : contrat budget modifier"
            raise FaitImpossible(f"{euros(ligne.vote)} sont déjà votés pour « {ligne.libelle} »", aide)
        champs: dict[str, Any] = {"vote": str(montant)}
    elif geste == "modifier":
        champs = _modifier(ligne, fait, montant)
    elif geste == "engager":
        champs = {"engage": str((ligne.engage or ZERO) + exiger_une_somme(fait))}
    elif geste == "payer":
        ecrit = ligne.realise if "realise" in ligne.model_fields_set else None
        champs = _verser(ligne, fait, "paiements", "realise", ecrit)
    else:
        champs = _reporter(ligne, montant)
    return [Saisie(("budget", "lignes", rang, cle), valeur) for cle, valeur in champs.items()]


def _reporter(ligne: Ligne, montant: Decimal) -> dict[str, Any]:
    """Les restes à réaliser : de ce qui est engagé, ce qui n'est pas payé ; B008 en juge le montant."""
    if ligne.engage is None and montant:
        raise FaitImpossible(f"rien n'est engagé pour « {ligne.libelle} »", "l'engager : contrat budget engager")
    return {"report": str(montant)}


def _modifier(ligne: Ligne, fait: FaitBudgetaire, montant: Decimal) -> dict[str, Any]:
    if ligne.ouvert is None:
        raise FaitImpossible(f"aucun crédit n'est ouvert pour « {ligne.libelle} »", "le voter : contrat budget voter")
    if montant == ligne.ouvert:
        aide = "rien n'est à écrire ; --montant est ce que le crédit devient, non ce qui s'y ajoute"
        raise FaitImpossible(f"le crédit de « {ligne.libelle} » est déjà de {euros(montant)}", aide)
    refuser_l_annee(fait, ligne.exercice)
    deja = next((x for x in ligne.modifications if x.reference is not None and x.reference == fait.reference), None)
    if deja is not None:
        dit = f"« {deja.reference} » a déjà porté ce crédit de {euros(deja.avant)} à {euros(deja.apres)}"
        raise FaitImpossible(dit, "une autre décision a sa --reference ; une erreur se corrige dans la fiche")
    decision = {"date": fait.jour.isoformat(), "avant": str(ligne.ouvert), "apres": str(montant)}
    reference = {} if fait.reference is None else {"reference": fait.reference}
    return {"vote": str(montant), "modifications": [decision | reference]}


def changer_statut(
    statut: Statut,
    etape: Mapping[str, str | None],
    repreneur: str | None,
    transfert: Mapping[str, str | list[str]] | None = None,
) -> list[Saisie]:
    """Un statut de plus dans l'histoire d'une action, qui devient le sien ; `transfert` : ce qui la suit."""
    ecrite = {"statut": statut} | {cle: valeur for cle, valeur in etape.items() if valeur is not None}
    reprise = [] if repreneur is None else [Saisie(("liens", "repreneur"), repreneur)]
    suites = [Saisie(("liens", "transfert"), dict(transfert))] if transfert else []
    return [Saisie(("statut",), statut), Saisie(("historique",), [ecrite]), *reprise, *suites]


def mesurer(rang: int, valeur: Mapping[str, str | None]) -> list[Saisie]:
    """Une valeur de plus dans la série d'un indicateur."""
    ecrite = {cle: contenu for cle, contenu in valeur.items() if contenu is not None}
    return [Saisie(("indicateurs", rang, "valeurs"), [ecrite])]

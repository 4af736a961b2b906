"""Ce qu'un fait daté change dans une fiche : une aide accordée ou encaissée, une dépense votée ou payée, une mesure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from contrat.calculs.sommes import ZERO
from contrat.dates import dire_jour, dire_moment
from contrat.modele.action import Action, Statut
from contrat.modele.plan import ETATS_ACQUIS, ETATS_PERDUS, EtatRessource, Ligne, Ressource, Versement
from contrat.modele.saisie import Saisie
from contrat.nombres import euros

FaitRessource = Literal[
    "sollicite", "dossier_complet", "accorde", "conventionne", "refuse", "retire", "caduc", "encaisse", "reverse"
]
GesteDepense = Literal["voter", "modifier", "engager", "payer", "reporter"]


# Ce qui ouvre une dépense, ou en cherche le financement.
_ENGAGENT = frozenset({"voter", "modifier", "engager", "sollicite", "dossier_complet", "accorde", "conventionne"})


class FaitImpossible(ValueError):
    """Un fait que la fiche contredit, ou auquel il manque quelque chose ; `aide` dit le geste."""

    def __init__(self, message: str, aide: str) -> None:
        super().__init__(message)
        self.aide = aide


@dataclass(frozen=True)
class FaitBudgetaire:
    """Ce que l'usager dit d'un fait : son jour, son montant en euros, la référence de l'acte, l'exercice où il compte.

    `est_le_solde` : plus rien n'est attendu après cet encaissement. `achevement` : le jour que l'accord fixe.
    """

    jour: date
    montant: Decimal | None = None
    reference: str | None = None
    exercice: int | None = None
    est_le_solde: bool = False
    achevement: date | None = None

    @property
    def versement(self) -> dict[str, str]:
        """Une somme payée, reçue ou rendue, telle qu'elle s'écrit."""
        ecrit = {"exercice": str(self.exercice or self.jour.year), "montant": str(_exiger_une_somme(self))}
        reference = {} if self.reference is None else {"reference": self.reference}
        return ecrit | {"date": self.jour.isoformat()} | reference


def exiger_montant(fait: FaitBudgetaire) -> Decimal:
    """Le montant du fait ; lève `FaitImpossible` quand il manque."""
    if fait.montant is None:
        raise FaitImpossible("il manque --montant", "écrire --montant suivi d'un nombre comme 12840 ou 12840.50")
    return fait.montant


def _exiger_une_somme(fait: FaitBudgetaire) -> Decimal:
    """Le montant de ce qui passe de main en main ; lève `FaitImpossible` quand il est nul : rien ne s'est passé."""
    montant = exiger_montant(fait)
    if not montant:
        raise FaitImpossible("--montant : 0 € ne se verse ni ne s'engage", "écrire la somme, ou ne rien noter")
    return montant


def refuser_apres_abandon(action: Action, quoi: FaitRessource | GesteDepense, jour: date) -> None:
    """Une action abandonnée ne demande ni ne dépense plus : elle finit de payer, d'encaisser, de rendre."""
    if quoi not in _ENGAGENT:
        return
    derniere = action.historique[-1]
    if action.statut == "abandonnee" and jour.isoformat()[: len(derniere.date)] >= derniere.date:
        aide = "payer, encaisser, rendre restent possibles ; si elle reprend, le noter d'abord : contrat action statut"
        raise FaitImpossible(f"l'action est abandonnée (dernière étape : {dire_moment(derniere.date)})", aide)


def demander(precisions: Mapping[str, str | None], fait: FaitBudgetaire) -> list[Saisie]:
    """Une ressource nouvelle, sollicitée : `precisions` en dit l'organisme, la nature, l'exercice, la section."""
    etat = {"montant": str(exiger_montant(fait)), "etat": "sollicite", "reception": fait.jour.isoformat()}
    ecrite = {cle: valeur for cle, valeur in precisions.items() if valeur is not None}
    return [Saisie(("plan", "ressources"), [ecrite | etat])]


def noter_ressource(ressource: Ressource, rang: int, quoi: FaitRessource, fait: FaitBudgetaire) -> list[Saisie]:
    """Ce qu'un fait change dans une ressource du plan ; ce qui était demandé et accordé y reste lisible."""
    _refuser(ressource, quoi, fait)
    if quoi in ("sollicite", "dossier_complet"):
        champs = _demander(quoi, fait)
    elif quoi in ("accorde", "conventionne"):
        champs = _accorder(ressource, quoi, fait)
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


def _refuser(ressource: Ressource, quoi: FaitRessource, fait: FaitBudgetaire) -> None:
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
    if fait.achevement is not None and quoi not in ("accorde", "conventionne"):
        raise FaitImpossible("--achevement ne va qu'avec accorde ou conventionne", "retirer --achevement")
    if fait.est_le_solde and quoi != "encaisse":
        raise FaitImpossible("--solde ne va qu'avec encaisse", "retirer --solde")
    if fait.est_le_solde and ressource.etat not in ETATS_ACQUIS:
        aide = "noter d'abord l'acte qui accorde (accorde), ou retirer --solde"
        raise FaitImpossible(f"rien n'est soldé d'une ressource à l'état « {ressource.etat} »", aide)
    if quoi == "reverse" and not ressource.recu:
        raise FaitImpossible("rien n'a été encaissé de cette ressource", "noter d'abord ce qui l'a été : encaisse")
    recus = [x.date for x in ressource.encaissements if x.date is not None]
    if quoi == "reverse" and recus and fait.jour < min(recus):
        aide = "donner à --date le jour où la somme est rendue"
        raise FaitImpossible(
            f"le premier encaissement est du {dire_jour(min(recus))}, après le {dire_jour(fait.jour)}", aide
        )


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


def _demander(quoi: FaitRessource, fait: FaitBudgetaire) -> dict[str, Any]:
    montant = {} if fait.montant is None else {"montant": str(fait.montant)}
    return montant | {"etat": quoi, "reception" if quoi == "sollicite" else "demande": fait.jour.isoformat()}


def _accorder(ressource: Ressource, quoi: Literal["accorde", "conventionne"], fait: FaitBudgetaire) -> dict[str, Any]:
    """L'acte qui accorde, noté une fois : ses délais courent de lui, un acte qui le modifie ne les rouvre pas."""
    acte = ressource.notification
    _refuser_l_accord(ressource, quoi, fait)
    # Ce qui est déjà versé, ou convenu, ne redevient pas seulement accordé.
    avance = ressource.etat in ("acompte", "solde") or (ressource.etat, quoi) == ("conventionne", "accorde")
    champs: dict[str, Any] = {"etat": ressource.etat if avance else quoi}
    if fait.achevement is not None:
        depuis = fait.jour if acte is None else acte.date
        if fait.achevement < depuis:
            dit = f"--achevement : le {dire_jour(fait.achevement)} est avant l'accord, du {dire_jour(depuis)}"
            raise FaitImpossible(dit, "vérifier les deux jours sur l'acte")
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


def _refuser_l_accord(ressource: Ressource, quoi: Literal["accorde", "conventionne"], fait: FaitBudgetaire) -> None:
    """Un accord déjà noté ne se remplace pas sans un mot, et une référence donnée en vain ne se perd pas."""
    acte = ressource.notification
    if acte is None:
        return
    fin = f", achèvement le {dire_jour(ressource.achevement)}" if ressource.achevement else ""
    deja = f"{euros(ressource.montant)}, le {dire_jour(acte.date)}, sous « {acte.reference} »{fin}"
    if quoi == "accorde":
        aide = "un acte qui le modifie s'écrit dans la fiche : montant, achevement, note ; une aide de plus : sollicite"
        raise FaitImpossible(f"l'accord de cette aide est déjà noté : {deja}", aide)
    if ressource.etat == "conventionne" or fait.reference is not None:
        aide = "la convention a sa référence et sa signature : contrat nouveau convention, contrat convention signer"
        raise FaitImpossible(f"l'acte de cette aide est déjà noté : {deja}", aide)


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
    _refuser_le_double(deja, fait)
    total = sum((x.montant for x in deja), ZERO)
    ancien = [] if deja or not ecrit else [{"exercice": str(objet.exercice), "montant": str(ecrit)}]
    champs: dict[str, Any] = {} if ecrit is None else {champ: str((total or ecrit) + _exiger_une_somme(fait))}
    return champs | {liste: [*ancien, fait.versement]}


def _refuser_le_double(deja: tuple[Versement, ...], fait: FaitBudgetaire) -> None:
    """Une référence est celle d'un seul mandat, ou titre, d'un exercice : la même somme ne s'y note pas deux fois."""
    exercice = fait.exercice or fait.jour.year
    for verse in deja if fait.reference is not None else ():
        if (verse.reference, verse.exercice, verse.montant) == (fait.reference, exercice, fait.montant):
            quand = "" if verse.date is None else f", le {dire_jour(verse.date)}"
            message = f"{euros(verse.montant)} sont déjà notés sous « {fait.reference} » en {exercice}{quand}"
            raise FaitImpossible(message, "rien n'est à écrire ; une autre somme a une autre référence")


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
        champs = {"engage": str((ligne.engage or ZERO) + _exiger_une_somme(fait))}
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

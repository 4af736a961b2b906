"""B014 : une demande reste sans réponse, une ressource accordée ne vient pas, ou l'action a commencé avant l'accord."""

from __future__ import annotations

from contrat.calculs.argent.attentes import attendre, est_vise, vaut_reception
from contrat.calculs.argent.delais import AideEnPeril, menacer
from contrat.calculs.moments import precede
from contrat.dates import dire_jour, dire_quand
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ressource
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une ressource en souffrance"
LIT = frozenset({"organismes", "actions", "finances"})


def constater(dossier: Dossier) -> Constats:
    """Les demandes trop anciennes, les sommes non encaissées, les commencements avant l'accord, ou trop tard après.

    D'une action abandonnée, seul l'argent reçu se suit encore.
    """
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            adresse = Adresse("actions", identifiant, ("plan", "ressources", rang))
            yield from _encaisser(adresse, ressource, action)
            if action.statut in STATUTS_EXCLUS:
                continue
            yield from _attendre(adresse, ressource, action, dossier)
            trop_tot = list(_commencer(adresse, ressource, action, dossier))
            yield from trop_tot
            for peril in menacer(ressource, action, dossier, dossier.jour) if dossier.jour else ():
                # Une dépense que le calendrier fait commencer trop tôt n'est pas aussi dite jamais commencée.
                if not (trop_tot and peril.genre == "commencement"):
                    yield _perdre(adresse, peril, dossier)


def _attendre(adresse: Adresse, ressource: Ressource, action: Action, dossier: Dossier) -> Constats:
    """Une demande datée, encore sans réponse au jour du contrôle, passé le délai."""
    attente = attendre(ressource, action, dossier, dossier.jour) if dossier.jour else None
    if attente is None:
        return
    demande, limite = dire_jour(attente.depart), dire_jour(attente.limite)
    message = f"demande du {demande} encore à l'état « {ressource.etat} » après le {limite}"
    if attente.est_rejetee:
        message += f" : elle est rejetée implicitement ({dossier.finances.citer(attente.regle)})"
    else:
        message += f", {attente.regle.mois} mois plus tard"
    yield Constat(adresse.sous("etat"), message, "relancer le financeur, ou écrire la réponse reçue")


def _encaisser(adresse: Adresse, ressource: Ressource, action: Action) -> Constats:
    """Une ressource dite versée sans montant encaissé, ou accordée et jamais encaissée d'une action achevée."""
    encaisse, garde = ressource.recu, ressource.garde
    if ressource.etat in ("retire", "caduc") and encaisse and ressource.reverse is None:
        message = f"{euros(encaisse)} encaissés d'une ressource à l'état « {ressource.etat} »"
        aide = "écrire reverse: et la somme rendue au financeur, 0 s'il a laissé l'acompte"
        yield Constat(adresse.sous("encaisse"), message, aide)
    elif ressource.etat in ("acompte", "solde") and not encaisse:
        message = f"ressource à l'état « {ressource.etat} » sans montant encaissé"
        yield Constat(adresse.sous("etat"), message, "écrire encaisse: et le montant titré")
    elif ressource.etat == "solde" and garde is not None and garde < ressource.montant:
        message = f"ressource soldée à {euros(garde)} sur {euros(ressource.montant)}"
        yield Constat(adresse.sous("encaisse"), message, "ramener le montant à ce qui a été versé, ou relancer")
    elif ressource.certitude == "acquis" and not encaisse and action.statut == "realisee" and not ressource.est_propre:
        message = f"{euros(ressource.montant)} accordés et jamais encaissés, pour une action réalisée"
        yield Constat(adresse.sous("montant"), message, "demander le versement, ou écrire encaisse:")


def _commencer(adresse: Adresse, ressource: Ressource, action: Action, dossier: Dossier) -> Constats:
    """Une dépense d'investissement qui commence sans doute possible avant la demande, à défaut avant l'accord.

    La demande compte du jour où le dossier est complet, puis, par le décret de 2018, de celui où elle est reçue.

    L'année du début de l'action, elle commence avec elle ; les autres exercices, on ne connaît que leur année.
    """
    if ressource.nature != "subvention_publique" or ressource.section != "investissement" or ressource.est_perdue:
        return
    if ressource.reception is not None and vaut_reception(ressource.reception, dossier):
        jour, quoi = ressource.reception, f"la réception de la demande, le {dire_jour(ressource.reception)}"
        ou = adresse.sous("reception")
    elif ressource.demande is not None and not vaut_reception(ressource.demande, dossier):
        jour, quoi, ou = (
            ressource.demande,
            f"le dossier complet du {dire_jour(ressource.demande)}",
            adresse.sous("demande"),
        )
    elif ressource.notification is not None:
        jour = ressource.notification.date
        quoi, ou = f"l'accord du {dire_jour(jour)}", adresse.sous("notification", "date")
    else:
        return
    debut = action.calendrier.debut or ""
    debut = debut if debut.startswith(str(ressource.exercice)) else str(ressource.exercice)
    if precede(debut, jour.isoformat()):
        regle = dossier.finances.au("commencement", jour, ressource.programme)
        texte = ""
        if regle is not None and est_vise(ressource, regle, dossier):
            texte = f" ({dossier.finances.citer(regle)})"
        message = f"la dépense commence {dire_quand(debut)}, avant {quoi}{texte}"
        yield Constat(ou, message, "joindre l'autorisation de commencer aux pièces")


def _perdre(adresse: Adresse, peril: AideEnPeril, dossier: Dossier) -> Constat:
    """Une subvention dont un délai est passé : rien n'est commencé, ou rien n'est soldé."""
    texte = f" ({dossier.finances.citer(peril.regle)})" if peril.regle else ""
    depart, limite = dire_jour(peril.depart), dire_jour(peril.limite)
    if peril.genre == "commencement":
        message = (
            f"accord du {depart} : au {limite}, aucune dépense d'investissement n'est engagée ; "
            f"sans commencement, la subvention est caduque{texte}"
        )
        aide = "noter ce qui est engagé (contrat budget engager), demander une prorogation, ou écrire caduc"
        return Constat(adresse.sous("notification", "date"), message, aide)
    if peril.genre == "achevement":
        message = f"achèvement attendu le {limite}, et la subvention n'est pas soldée"
        message += f" : d'un projet non réalisé, elle se reverse{texte}" if texte else ""
        return Constat(adresse.sous("achevement"), message, "demander le solde, ou une prorogation et écrire son jour")
    payes = f"des travaux sont payés au {depart}"
    message = f"{payes} : au {limite}, l'opération est tenue pour terminée{texte}"
    aide = "plus aucun versement ne se demande sans prolongation : écrire achevement: et le jour qu'elle fixe"
    return Constat(adresse.sous("notification", "date"), message, aide)

"""B023 : les dates d'une ressource ou d'une dépense se contredisent."""

from __future__ import annotations

from datetime import date

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ligne, Ressource, Versement

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "des dates d'argent qui se contredisent"
LIT = frozenset({"actions"})
AIDE, ATTENDRE = "corriger l'une des deux dates", "vérifier l'année, ou attendre l'acte"


def constater(dossier: Dossier) -> Constats:
    """Un accord avant sa demande, un versement, un avenant, un achèvement ou une perte avant l'accord, une somme ou une
    décision loin de l'exercice où elle compte, un compte rendu avant l'exercice, une date à venir.
    """
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            adresse = Adresse("actions", identifiant, ("plan", "ressources", rang))
            yield from _suivre(adresse, ressource, dossier.jour)
            yield from _amender(adresse, ressource, dossier.jour)
            yield from _compter(adresse.sous("encaissements"), ressource.encaissements, dossier.jour)
            yield from _compter(adresse.sous("reversements"), ressource.reversements, dossier.jour)
        for rang, ligne in enumerate(action.budget.lignes):
            yield from _depenser(Adresse("actions", identifiant, ("budget", "lignes", rang)), ligne, dossier.jour)


def _suivre(adresse: Adresse, ressource: Ressource, jour: date | None) -> Constats:
    acte, deposee = ressource.notification, ressource.deposee
    if ressource.fin is not None and deposee is not None and ressource.fin < deposee:
        dit = f"perdue le {dire_jour(ressource.fin)}, avant la demande reçue le {dire_jour(deposee)}"
        yield Constat(adresse.sous("fin"), dit, AIDE)
    if ressource.demande is not None and deposee is not None and ressource.demande < deposee:
        dit = f"dossier complet le {dire_jour(ressource.demande)}, avant la demande reçue le {dire_jour(deposee)}"
        yield Constat(adresse.sous("demande"), dit, AIDE)
    if acte is None:
        return
    ou = adresse.sous("notification", "date")
    for champ, quoi, date_ in (("achevement", "achèvement", ressource.achevement), ("fin", "perdue", ressource.fin)):
        if date_ is not None and date_ < acte.date:
            dit = f"{quoi} le {dire_jour(date_)}, avant l'accord du {dire_jour(acte.date)}"
            yield Constat(adresse.sous(champ), dit, AIDE)
    if deposee is not None and acte.date < deposee:
        yield Constat(ou, f"accord du {dire_jour(acte.date)}, avant la demande reçue le {dire_jour(deposee)}", AIDE)
    if jour is not None and acte.date > jour:
        yield Constat(ou, f"accord du {dire_jour(acte.date)}, à venir", ATTENDRE)
    for rang, recu in enumerate(ressource.encaissements):
        if recu.date is not None and recu.date < acte.date:
            place = adresse.sous("encaissements", rang, "date")
            yield Constat(place, f"encaissé le {dire_jour(recu.date)}, avant l'accord du {dire_jour(acte.date)}", AIDE)


def _amender(adresse: Adresse, ressource: Ressource, jour: date | None) -> Constats:
    """Un avenant suit l'accord et l'avenant d'avant lui."""
    precedent, quoi = None if ressource.notification is None else ressource.notification.date, "l'accord"
    for rang, avenant in enumerate(ressource.avenants):
        ou = adresse.sous("avenants", rang, "date")
        if precedent is not None and avenant.date < precedent:
            yield Constat(ou, f"avenant du {dire_jour(avenant.date)}, avant {quoi} du {dire_jour(precedent)}", AIDE)
        if jour is not None and avenant.date > jour:
            yield Constat(ou, f"avenant du {dire_jour(avenant.date)}, à venir", ATTENDRE)
        precedent, quoi = avenant.date, "celui"


def _compter(adresse: Adresse, versements: tuple[Versement, ...], jour: date | None) -> Constats:
    """Une somme compte dans l'année de son jour, ou dans celle d'avant, que l'on finit de clore."""
    for rang, somme in enumerate(versements):
        if somme.date is not None and not 0 <= somme.date.year - somme.exercice <= 1:
            dit = f"somme du {dire_jour(somme.date)}, comptée en {somme.exercice}"
            yield Constat(adresse.sous(rang, "date"), dit, "corriger le jour, ou l'exercice de la somme")
        elif somme.date is not None and jour is not None and somme.date > jour:
            yield Constat(adresse.sous(rang, "date"), f"somme du {dire_jour(somme.date)}, à venir", ATTENDRE)


def _depenser(adresse: Adresse, ligne: Ligne, jour: date | None) -> Constats:
    if ligne.compte_rendu is not None and ligne.compte_rendu.year < ligne.exercice:
        message = (
            f"compte rendu du {dire_jour(ligne.compte_rendu)}, avant l'exercice {ligne.exercice} dont il rend compte"
        )
        yield Constat(adresse.sous("compte_rendu"), message, "corriger la date, ou l'exercice de la dépense")
    for rang, decision in enumerate(ligne.modifications):
        if not -1 <= decision.date.year - ligne.exercice <= 1:
            dit = f"décision du {dire_jour(decision.date)}, pour un crédit de {ligne.exercice}"
            ou = adresse.sous("modifications", rang, "date")
            yield Constat(ou, dit, "corriger la date, ou l'inscrire à la dépense de son exercice")
    yield from _compter(adresse.sous("paiements"), ligne.paiements, jour)

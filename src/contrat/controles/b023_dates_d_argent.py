"""B023 : les dates d'une ressource ou d'une dépense se contredisent."""

from __future__ import annotations

from datetime import date

from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ligne, Ressource

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "des dates d'argent qui se contredisent"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Un accord avant sa demande, un versement, un achèvement ou une perte avant l'accord, un compte rendu avant
    l'exercice, une date à venir.
    """
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            yield from _suivre(Adresse("actions", identifiant, ("plan", "ressources", rang)), ressource, dossier.jour)
        for rang, ligne in enumerate(action.budget.lignes):
            yield from _rendre(Adresse("actions", identifiant, ("budget", "lignes", rang)), ligne)


def _suivre(adresse: Adresse, ressource: Ressource, jour: date | None) -> Constats:
    acte, aide = ressource.notification, "corriger l'une des deux dates"
    if ressource.fin is not None and ressource.reception is not None and ressource.fin < ressource.reception:
        dit = f"perdue le {dire_jour(ressource.fin)}, avant la demande reçue le {dire_jour(ressource.reception)}"
        yield Constat(adresse.sous("fin"), dit, aide)
    if acte is None:
        return
    ou = adresse.sous("notification", "date")
    for champ, quoi, date_ in (("achevement", "achèvement", ressource.achevement), ("fin", "perdue", ressource.fin)):
        if date_ is not None and date_ < acte.date:
            dit = f"{quoi} le {dire_jour(date_)}, avant l'accord du {dire_jour(acte.date)}"
            yield Constat(adresse.sous(champ), dit, aide)
    if ressource.reception is not None and acte.date < ressource.reception:
        yield Constat(
            ou, f"accord du {dire_jour(acte.date)}, avant la demande reçue le {dire_jour(ressource.reception)}", aide
        )
    if jour is not None and acte.date > jour:
        yield Constat(ou, f"accord du {dire_jour(acte.date)}, à venir", "vérifier l'année, ou attendre l'acte")
    for rang, recu in enumerate(ressource.encaissements):
        if recu.date is not None and recu.date < acte.date:
            place = adresse.sous("encaissements", rang, "date")
            yield Constat(place, f"encaissé le {dire_jour(recu.date)}, avant l'accord du {dire_jour(acte.date)}", aide)


def _rendre(adresse: Adresse, ligne: Ligne) -> Constats:
    if ligne.compte_rendu is not None and ligne.compte_rendu.year < ligne.exercice:
        message = (
            f"compte rendu du {dire_jour(ligne.compte_rendu)}, avant l'exercice {ligne.exercice} dont il rend compte"
        )
        yield Constat(adresse.sous("compte_rendu"), message, "corriger la date, ou l'exercice de la dépense")

"""P002 : les plafonds saisis s'arrêtent, ou se sont arrêtés, pendant que la permanence travaille."""

from __future__ import annotations

from datetime import date

from contrat.calculs.bareme.echeance import approche, dire_comment, fin_des_tables
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "des plafonds qui s'arrêtent"
LIT = frozenset({"menages", "contrat", "droit"})
JOURS_D_ACTIVITE = 365


def constater(dossier: Dossier) -> Constats:
    """Le premier ménage qui sera jugé, ou l'est déjà, sous les plafonds de l'année d'avant."""
    fin = fin_des_tables(dossier.droit)
    if fin is None:
        return
    for identifiant, menage in dossier.menages.items():
        demande = menage.projet.demande
        if demande is not None and demande > fin and dossier.droit.couvre(demande):
            adresse = Adresse("menages", identifiant, ("projet", "demande"))
            message = f"plafonds du {dire_jour(demande)} pas encore saisis : la réponse est provisoire"
            yield Constat(adresse, message, dire_comment(demande.year))
            return
    jour = dossier.jour
    if jour is not None and approche(fin, jour) and any(_est_recent(m, jour) for m in dossier.menages.values()):
        # Aucun ménage n'en est la cause : la faute est au contrat, dont la permanence continue.
        adresse = Adresse(*CONTRAT, ("periode",))
        message = f"les plafonds saisis s'arrêtent le {dire_jour(fin)}"
        # Avant leur fin, les suivants ne sont pas publiés : il n'y a encore rien à corriger.
        yield Constat(adresse, message, dire_comment(fin.year + 1), informe=jour <= fin)


def _est_recent(menage: Menage, jour: date) -> bool:
    """Vrai quand la permanence a travaillé pour ce ménage dans l'année."""
    jours = [evenement.date for evenement in menage.etapes]
    if menage.projet.demande is not None:
        jours.append(menage.projet.demande)
    return any(0 <= (jour - autre).days < JOURS_D_ACTIVITE for autre in jours)

"""De petites lignes de budget, ressources et fiches, pour les tests de l'argent."""

from __future__ import annotations

from typing import Any

from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.finances import DroitFinancier, Finances
from tests.calculs.fabriques import action, dossier, objet

TOUS = (2010, 2011, 2012)
# Des règles qui changent le 1er janvier 2012, pour franchir leurs bornes.
DROIT = DroitFinancier(objet(Finances, """
appuis: []
nomenclatures: []
regles:
  - {id: part-minimale, controle: B010, libelle: part, du: 2011-01-01, taux: 20 %, natures: [commune, epci],
     source: t, statut: certain}
  - {id: aides-publiques, controle: B010, libelle: aides, du: 2000-01-01, au: 2010-12-31, taux: 80 %, natures: [etat],
     source: t, statut: certain}
  - {id: aides-publiques, controle: B010, libelle: aides, du: 2011-01-01, taux: 100 %, natures: [etat],
     source: t, statut: certain}
  - {id: fonds-de-concours, controle: B025, libelle: concours, du: 2011-01-01, taux: 100 %, natures: [commune, epci],
     source: t, statut: certain}
  - {id: fctva, controle: B011, libelle: tva, du: 2003-01-01, au: 2010-12-31, taux: 15 %, source: t, statut: certain}
  - {id: fctva, controle: B011, libelle: tva, du: 2011-01-01, taux: 16.404 %, source: t, statut: certain}
  - {id: convention, controle: B013, libelle: seuil, du: 2010-12-31, seuil: 100, source: t, statut: certain}
  - {id: compte-rendu, controle: B013, libelle: rendu, du: 2010-12-31, mois: 6, source: t, statut: certain}
"""), {})  # fmt: skip


def ligne(**champs: str) -> dict[str, str]:
    """Une dépense de fonctionnement de 2011."""
    connu = {"exercice": "2011", "section": "fonctionnement", "chapitre": "011", "libelle": "achat"}
    return connu | champs


def equipement(**champs: str) -> dict[str, str]:
    """Une dépense d'équipement de 2011."""
    return ligne(**({"section": "investissement", "chapitre": "21"} | champs))


def ressource(**champs: str) -> dict[str, str]:
    """Cent euros de subvention de l'État, accordés pour 2011 en fonctionnement."""
    connu = {"organisme": "etat", "nature": "subvention_publique", "exercice": "2011", "section": "fonctionnement",
             "montant": "100", "etat": "accorde"}  # fmt: skip
    return connu | champs


def aide(**champs: str) -> dict[str, str]:
    """La même, en investissement."""
    return ressource(**({"section": "investissement"} | champs))


def etaler(*sommes: tuple[int, str]) -> Any:
    """Des sommes payées ou reçues, chacune dans son exercice."""
    return [{"exercice": str(annee), "montant": montant} for annee, montant in sommes]


def fiche(*lignes: dict[str, str], ressources: tuple[dict[str, Any], ...] = (), **champs: Any) -> Action:
    """Une fiche, ses dépenses et ses ressources."""
    plan = {"ressources": list(ressources)} | ({"valorisations": v} if (v := champs.pop("valorisations", None)) else {})
    return action(budget={"lignes": list(lignes)}, plan=plan, **champs)


def avec_droit(*actions: Action, **champs: Any) -> Dossier:
    """Le contrat de Valbrume et ces règles."""
    return dossier(*actions, finances_lues=DROIT, **champs)


def enveloppe(section: str, montant: str, debut: str = "2010", fin: str = "2012") -> dict[str, Any]:
    """Une enveloppe du contrat."""
    periode = {"debut": debut, "fin": fin}
    return {"section": section, "montant": montant, "periode": periode, "approche": "non", "source": "essai"}

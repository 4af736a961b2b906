"""La prochaine étape d'un dossier, d'après la dernière franchie et la réponse du droit."""

from __future__ import annotations

from contrat.calculs.concordance.mesures_menages import est_aide_aux_travaux
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.moments import ajouter_mois
from contrat.modele.bareme import ReglesCommunes
from contrat.modele.menage import EtapeMenage, Menage
from contrat.rendu.libelles import dire_jour

_AVANT_DEPOT: frozenset[EtapeMenage] = frozenset({
    "repere", "contacte", "rendez_vous", "recu_en_permanence", "visite_programmee", "diagnostic_effectue",
    "devis_complet", "plan_remis",
})  # fmt: skip
SUITES: dict[EtapeMenage, str] = {
    "repere": "contacter le ménage",
    "contacte": "fixer un rendez-vous à la permanence",
    "rendez_vous": "recevoir le ménage à la permanence",
    "recu_en_permanence": "programmer la visite du logement et son diagnostic",
    "visite_programmee": "faire le diagnostic du logement",
    "diagnostic_effectue": "obtenir des devis complets",
    "devis_complet": "remettre au ménage son plan de financement",
    "plan_remis": "déposer le dossier, avant tout commencement des travaux",
    "dossier_depose": "suivre l'instruction du dossier",
    "en_instruction": "attendre la décision",
    "accorde": "commencer les travaux",
    "rejete": "relire le motif du rejet et ce qui changerait la réponse",
    "retire": "relire le motif du retrait et ce qui changerait la réponse",
    "travaux_commences": "demander un acompte, ou achever les travaux",
    "acompte": "achever les travaux",
    "travaux_acheves": "demander le solde, factures à l'appui",
    "solde_demande": "attendre le paiement du solde",
    "solde_paye": "habiter le logement jusqu'au terme de l'engagement",
}


def dire_suite(menage: Menage, jugement: Jugement, regles: ReglesCommunes) -> str:
    """La prochaine étape, avec sa date limite quand le droit en fixe une."""
    etape = menage.evenements[-1].etape if menage.evenements else "repere"
    if etape not in SUITES:
        return "Prochaine étape : aucune, le dossier est clos."
    travaux = [r.verdict for r in jugement.aides if est_aide_aux_travaux(r)]
    if etape in _AVANT_DEPOT and travaux and set(travaux) == {Verdict.NON_ELIGIBLE}:
        return "Prochaine étape : expliquer le refus, et ce qui changerait la réponse."
    limites = [ajouter_mois(menage.evenements[-1].date, delai.mois) for delai in regles.delais if delai.depuis == etape]
    limite = f", au plus tard le {dire_jour(min(limites))}" if limites else ""
    return f"Prochaine étape : {SUITES[etape]}{limite}."

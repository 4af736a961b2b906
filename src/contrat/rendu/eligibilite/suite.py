"""La prochaine étape d'un dossier, d'après la dernière franchie et la réponse du droit."""

from __future__ import annotations

from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.modele.menage import EtapeMenage
from contrat.rendu.mots.dates import dire_jour

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


def dire_suite(dossier: DossierMenage) -> str:
    """La prochaine étape, avec sa date limite quand le droit en fixe une ; sans aide, ce qui reste à tenter."""
    suite = dossier.suite
    if suite.etape not in SUITES:
        return "Prochaine étape : aucune, le dossier est clos."
    if suite.est_refus:
        revoir = (
            "revoir le projet d'après ce qui changerait la réponse, ou " if any(dossier.changements.values()) else ""
        )
        return f"Prochaine étape : {revoir}demander une des autres aides de cette page."
    limite = f", au plus tard le {dire_jour(suite.limite)}" if suite.limite else ""
    return f"Prochaine étape : {SUITES[suite.etape]}{limite}."

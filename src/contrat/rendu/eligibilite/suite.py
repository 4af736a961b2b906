"""Ce que le ménage fait ensuite : les pièces à apporter, la prochaine étape de son dossier."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.modele.condition import CategorieParmi, Connue
from contrat.modele.evenement import EtapeMenage
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


def dire_doutes(doutes: Iterable[ResultatCondition], jugement: Jugement) -> list[str]:
    """Ce qu'il faut apporter pour que chaque aide ait sa réponse."""
    return list(dict.fromkeys(piece for doute in doutes if (piece := _dire_piece(doute, jugement))))


def dire_preuves(preuves: Iterable[str], doutes: Iterable[str]) -> list[str]:
    """Les pièces du dossier, sans celles que les doutes demandent déjà."""
    deja = set(doutes)
    return [piece for piece in preuves if piece not in deja]


def _dire_piece(doute: ResultatCondition, jugement: Jugement) -> str | None:
    """Ce qu'il faut apporter : la pièce du ménage, ou le plafond officiel quand c'est lui qui manque."""
    ressources = jugement.ressources
    porte_sur_le_revenu = isinstance(doute.condition, Connue) and doute.condition.champ == "rfr"
    porte_sur_la_categorie = isinstance(doute.condition, CategorieParmi) and not ressources.est_sure
    if not (porte_sur_le_revenu or porte_sur_la_categorie):
        return doute.piece
    if ressources.rfr is None:
        return f"{doute.condition.piece} : revenus de {ressources.annee}"
    if ressources.zone is None:
        return "commune du logement"
    if jugement.demande.personnes is None:
        return "nombre de personnes qui occupent le logement"
    if ressources.reserve:
        return ressources.reserve
    annee = jugement.demande.jour.year
    fichier = f"data/plafonds/{annee}.yaml" if ressources.provisoire else "data/plafonds/"
    return f"plafonds officiels de {annee} : à retrouver, puis à poser dans {fichier}"

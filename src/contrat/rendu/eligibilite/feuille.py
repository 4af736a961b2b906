"""La feuille remise au ménage : une face, en mots de tous les jours ; le reste suit, pour le conseiller."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.calculs.eligibilite.feuille import FeuilleMenage
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.nombres import euros
from contrat.rendu.document import Document
from contrat.rendu.eligibilite.calcul import dire_fourchette, dire_scenarios
from contrat.rendu.eligibilite.detail import expliquer_reponse
from contrat.rendu.eligibilite.objet import decrire_dossier, tabuler_menages
from contrat.rendu.eligibilite.page import composer
from contrat.rendu.eligibilite.suite import dire_doutes
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Bloc, Page, Partie, Points, lister, puces

# Ce que le ménage fait, d'après l'étape où il en est.
_A_FAIRE: dict[str, str] = {
    "repere": "Venez à la permanence.",
    "contacte": "Venez à la permanence, le jour convenu.",
    "rendez_vous": "Venez à la permanence, le jour convenu.",
    "recu_en_permanence": "Demandez à la permanence la visite de votre logement : elle dit quels travaux faire.",
    "visite_programmee": "Soyez chez vous le jour de la visite.",
    "diagnostic_effectue": "Demandez des devis détaillés à plusieurs entreprises, sans en signer aucun.",
    "devis_complet": "Attendez le plan de financement que la permanence va vous remettre.",
    "plan_remis": "Déposez le dossier avec la permanence.",
    "dossier_depose": "Attendez la réponse écrite.",
    "en_instruction": "Attendez la réponse écrite.",
    "accorde": "L'accord est écrit : vous pouvez commencer les travaux.",
    "travaux_commences": "Gardez toutes les factures.",
    "acompte": "Gardez toutes les factures.",
    "travaux_acheves": "Apportez toutes les factures à la permanence.",
    "solde_demande": "Attendez le versement.",
}
_AVANT_ACCORD = frozenset({
    "repere", "contacte", "rendez_vous", "recu_en_permanence", "visite_programmee", "diagnostic_effectue",
    "devis_complet", "plan_remis", "dossier_depose", "en_instruction",
})  # fmt: skip
# Les pièces en mots de tous les jours : ce qui les reconnaît, leur nom, et si elles viennent plus tard.
_PIECES = (
    ("avis d'imposition", "le dernier avis d'imposition de chaque personne du logement", False),
    ("acte de propriété", "l'acte de propriété, ou la taxe foncière", False),
    ("taxe foncière", "l'acte de propriété, ou la taxe foncière", False),
    ("diagnostic de performance", "le diagnostic énergétique du logement, si vous l'avez", False),
    ("devis", "les devis détaillés des entreprises, non signés", True),
    ("audit", "l'audit énergétique", True),
    ("évaluation énergétique", "l'évaluation énergétique", True),
    ("contrat d'accompagnement", "le contrat avec votre accompagnateur", True),
    ("attestation du rendez-vous", "l'attestation de votre rendez-vous", True),
    ("contrat local", "", True),
    ("nombre de personnes", "", True),
    ("plafonds officiels", "", True),
)
# Ce qu'un sigle veut dire, à sa place : la feuille n'en porte aucun.
_SIGLES = {
    "CAF": "caisse d'allocations familiales",
    "MSA": "mutualité sociale agricole",
    "ADIL": "agence d'information sur le logement",
    "TVA": "TVA (taxe sur les travaux)",
    "DPE": "diagnostic énergétique",
    "RGE": "reconnues garantes de l'environnement",
    "TTC": "taxes comprises",
    "HT": "hors taxes",
}
_PARENTHESE = re.compile(r" \([^)]*\)")
_REFUS_DITS, _AUTRES_DITES = 2, 5


def documenter_feuille(feuille: FeuilleMenage) -> Document:
    """La feuille à remettre, puis le dossier pour le conseiller ; en JSON et en CSV, le dossier jugé."""
    return Document(
        titre="Ménages jugés",
        page=lambda: composer_feuille(feuille),
        objet=lambda: [decrire_dossier(feuille.dossier)],
        donnees=lambda: tabuler_menages([feuille.dossier]),
    )


def composer_feuille(feuille: FeuilleMenage) -> Page:
    """Ce qu'espérer, que faire, qu'apporter, qui appeler, jusqu'à quand ; ensuite, ce qui explique tout cela."""
    dossier = feuille.dossier
    demande = dossier.jugement.demande
    face = [
        Partie("Ce que vous pouvez espérer", list(_dire_espoir(feuille)), nom="face"),
        Partie("À faire maintenant", puces(_dire_a_faire(dossier)), nom="face"),
        Partie("À apporter la prochaine fois", list(_dire_pieces(dossier)), nom="face"),
        Partie("Qui appeler", puces(_dire_contacts(feuille)), nom="face"),
        Partie("Jusqu'à quand", [_dire_fin(feuille)], nom="face"),
    ]
    conseiller = composer(dossier)
    suite = [
        Partie("Pour le conseiller", [f"{conseiller.titre}."], nom="suite", debut=True),
        *(replace(p, niveau=2, nom=p.nom or "dossier") for p in conseiller.parties),
    ]
    sujet = f"Dossier {demande.id}, estimation du {dire_jour(demande.jour)}"
    return Page("Vos travaux et les aides", sujet, [p for p in (*face, *suite) if p.blocs], gabarit="feuille")


def _dire_espoir(feuille: FeuilleMenage) -> Iterator[Bloc]:
    dossier, jour = feuille.dossier, dire_jour(feuille.dossier.jugement.demande.jour)
    if not feuille.esperees:
        yield "Avec ce que vous avez dit, aucune des aides étudiées ici n'est possible aujourd'hui. Il faudrait :"
        yield from puces(_dire_refus(feuille))
        if dossier.ailleurs.aides:
            yield "D'autres aides existent :"
            yield from puces(_dire_autres(feuille))
        return
    yield f"Montants estimés le {jour}, si tout est confirmé. Rien n'est accordé : seul celui qui paie décide."
    yield lister(*(f"{r.libelle} : {_dire_espere(feuille, r)}" for r in feuille.esperees))
    if dossier.prevu.cout is not None and dossier.prevu.reste is not None and dossier.prevu.total_aides:
        cout, reste = euros(dossier.prevu.cout, insecable=True), euros(dossier.prevu.reste, insecable=True)
        yield f"Pour {cout} de travaux et d'accompagnement, il vous resterait environ {reste} à payer."
    if autres := [_simplifier(aide.libelle) for aide in dossier.ailleurs.aides[:_AUTRES_DITES]]:
        yield f"À demander aussi : {', '.join(autres)}."


def _dire_espere(feuille: FeuilleMenage, resultat: ResultatAide) -> str:
    """Le montant estimé ; tant que le prix n'est pas connu, un ordre de grandeur selon les travaux."""
    if scenarios := feuille.dossier.scenarios.get(resultat.aide.id):
        return f"à confirmer, selon les travaux : {dire_scenarios(scenarios)}"
    return _dire_montant(resultat)


def _dire_montant(resultat: ResultatAide) -> str:
    confirmer = "" if resultat.verdict is Verdict.ELIGIBLE else "à confirmer, "
    montant = resultat.montant if resultat.montant is not None else resultat.montant_possible
    if montant is not None:
        return f"{confirmer}environ {euros(montant, insecable=True)}"
    if resultat.fourchette is not None:
        return f"{confirmer}{dire_fourchette(resultat.fourchette)}"
    return f"{confirmer}montant pas encore connu"


def _dire_refus(feuille: FeuilleMenage) -> Iterator[str]:
    """Pourquoi, en deux raisons au plus : les autres sont dans les pages du conseiller."""
    explications = feuille.dossier.explications
    raisons = [
        expliquer_reponse(c, r.verdict).partition(" : ")[2] for r in feuille.refusees for c in explications[r.aide.id]
    ]
    yield from map(_simplifier, list(dict.fromkeys(filter(None, raisons)))[:_REFUS_DITS])


def _dire_autres(feuille: FeuilleMenage) -> Iterator[str]:
    autres = feuille.dossier.ailleurs.aides
    for aide in autres[:_AUTRES_DITES]:
        yield f"{_simplifier(aide.libelle)} : {_simplifier(aide.demander_a)}"
    if len(autres) > _AUTRES_DITES:
        yield "D'autres encore : demandez à la permanence."


def _dire_a_faire(dossier: DossierMenage) -> Iterator[str]:
    suite, projet = dossier.suite, dossier.menage.projet
    if suite.etape in _AVANT_ACCORD:
        if projet.commences:
            yield "Arrêtez les travaux commencés, et parlez-en d'abord à la permanence."
        yield "Ne signez rien et ne commencez rien avant l'accord écrit : vous perdriez l'aide."
    if suite.est_refus:
        if any(dossier.changements.values()):
            yield "Demandez à la permanence ce qui changerait la réponse."
        return
    if suite.etape in _A_FAIRE:
        yield _A_FAIRE[suite.etape]
    if suite.limite:
        yield f"Au plus tard le {dire_jour(suite.limite)}."


def _dire_pieces(dossier: DossierMenage) -> Iterator[Bloc]:
    """Ce qui vient la prochaine fois, une case par pièce ; ce qui vient plus tard, à part ; rien deux fois."""
    ecrites = [*dire_doutes(dossier.doutes, dossier.jugement), *dossier.preuves]
    nommees = list(dict.fromkeys(map(_nommer_piece, ecrites)))
    prochaines = [nom for nom, plus_tard in nommees if nom and not plus_tard]
    ensuite = [nom for nom, plus_tard in nommees if nom and plus_tard]
    if prochaines:
        yield Points(lister(*prochaines).points, a_cocher=True)
    if ensuite:
        yield f"Plus tard : {', '.join(ensuite)}."


def _nommer_piece(piece: str) -> tuple[str, bool]:
    for mots, nom, plus_tard in _PIECES:
        if mots in piece:
            return nom, plus_tard
    return _simplifier(piece), False


def _dire_contacts(feuille: FeuilleMenage) -> Iterator[str]:
    permanence = feuille.permanence
    nom = permanence.structure or "La permanence"
    ou = ", ".join(filter(None, (permanence.lieu, permanence.jours)))
    if permanence.structure or permanence.telephone or ou:
        telephone = f" : {permanence.telephone}" if permanence.telephone else ""
        yield f"{nom}{telephone}{f' ({ou})' if ou else ''}"
    yield from (mettre_majuscule(_simplifier(conseil.libelle)) for conseil in feuille.dossier.ailleurs.conseils)


def _dire_fin(feuille: FeuilleMenage) -> str:
    provisoire = feuille.dossier.jugement.ressources.provisoire
    avant = "Estimation provisoire : les plafonds de l'année ne sont pas encore publiés. " if provisoire else ""
    return f"{avant}Cette estimation vaut jusqu'au {dire_jour(feuille.valable_jusqu_au)} ; ensuite, revenez nous voir."


def _simplifier(texte: str) -> str:
    """Le texte sans parenthèse ni sigle."""
    return _remplacer(_PARENTHESE.sub("", texte), _SIGLES.items())


def _remplacer(texte: str, sigles: Iterable[tuple[str, str]]) -> str:
    for sigle, sens in sigles:
        texte = re.sub(rf"\b{sigle}\b", sens, texte)
    return texte

"""Sur la feuille remise au ménage : que faire, qu'apporter, qui appeler, jusqu'à quand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.calculs.eligibilite.feuille import FeuilleMenage
from contrat.modele.condition import GesteAdmis
from contrat.rendu.eligibilite.suite import dire_doutes
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.menages import ETAPES_DITES, MOTIFS_REFUS
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Bloc, Points, lister

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
    "rejete": "La lettre de refus dit comment contester ; on peut aussi redemander.",
    "retire": "La lettre de retrait dit comment contester.",
    "classe_sans_suite": "Pour reprendre votre projet, venez à la permanence.",
    "abandon": "Pour reprendre votre projet, venez à la permanence.",
    "accorde": "L'accord est écrit : vous pouvez commencer les travaux.",
    "travaux_commences": "Gardez toutes les factures.",
    "acompte": "Gardez toutes les factures.",
    "travaux_acheves": "Apportez toutes les factures à la permanence.",
    "solde_demande": "Attendez le versement.",
    "solde_paye": "Gardez l'accord et les factures, et tenez ce que vous avez promis, comme habiter le logement.",
    "clos": "Pour d'autres travaux, venez à la permanence avant de signer un devis.",
}
# Les étapes où l'on cherche encore une aide.
_RECHERCHE = frozenset({
    "recu_en_permanence", "visite_programmee", "diagnostic_effectue", "devis_complet", "plan_remis",
})  # fmt: skip
# Ce que l'on apporte une fois la demande déposée.
_APRES_DEPOT: dict[str, tuple[str, ...]] = {
    "dossier_depose": ("tout courrier reçu sur votre demande",),
    "en_instruction": ("tout courrier reçu sur votre demande",),
    "accorde": ("l'accord écrit", "les devis retenus"),
    "travaux_commences": ("l'accord écrit", "les factures déjà reçues"),
    "acompte": ("l'accord écrit", "les factures déjà reçues"),
    "travaux_acheves": ("l'accord écrit", "toutes les factures"),
    "solde_demande": ("l'accord écrit", "toutes les factures"),
}
# Les pièces en mots de tous les jours : ce qui les reconnaît, leur nom, et si elles viennent plus tard.
_ACTE = "l'acte de propriété, ou la taxe foncière"
_AVIS, _AVIS_BAILLEUR = "le dernier avis d'imposition de chaque personne du logement", "votre dernier avis d'imposition"
_PIECES = (
    ("avis d'imposition de l'occupant", "le dernier avis d'imposition de l'occupant et de celui qui paie", False),
    ("avis d'imposition", _AVIS, False),
    ("livret de famille", "le livret de famille, et l'acte de propriété de l'occupant", False),
    ("promesse de vente", "la promesse de vente, puis l'acte de propriété", False),
    ("acte de propriété et bail", "le bail", False),
    ("acte de propriété", _ACTE, False),
    ("taxe foncière", _ACTE, False),
    ("acte notarié", "l'acte notarié qui vous donne l'usage du logement", False),
    ("prêt à usage", "l'acte notarié par lequel la société vous prête le logement, et les statuts", False),
    ("diagnostic de performance", "le diagnostic énergétique du logement, si vous l'avez", False),
    ("attestation signée", "l'attestation signée de tous les propriétaires du logement", False),
    ("accord écrit du bailleur", "l'accord écrit de votre propriétaire", False),
    ("engagement de location", "l'engagement de louer, signé", True),
    ("convention de location", "la convention de location", True),
    ("justificatif de domicile", "un justificatif de votre domicile", False),
    ("justificatif du locataire", "un justificatif de votre locataire, à montrer seulement", False),
    ("perte d'autonomie", "un justificatif de perte d'autonomie ou de handicap, à montrer seulement", False),
    (
        "mandat signé",
        "le mandat, ou le jugement de curatelle ou de tutelle, et la pièce d'identité de qui signe",
        False,
    ),
    ("grille", "l'arrêté pris sur le logement, si vous l'avez reçu", False),
    ("arrêté", "l'arrêté pris sur le logement, si vous l'avez reçu", False),
    ("bail", "le bail", False),
    ("ergothérapeute", "le rapport d'ergothérapeute, ou le diagnostic d'autonomie", True),
    ("diagnostic logement autonomie", "le diagnostic d'autonomie du logement", True),
    ("contrat d'assistance", "le contrat avec la personne qui suit l'adaptation du logement", True),
    ("contrat d'accompagnement", "le contrat avec votre accompagnateur", True),
    ("devis", "les devis détaillés des entreprises (non signés)", True),
    ("audit", "l'audit énergétique", True),
    ("évaluation énergétique", "l'évaluation énergétique", True),
    ("attestation du rendez-vous", "l'attestation de votre rendez-vous", True),
    ("contrat local", "", True),
    ("nombre de personnes", "", True),
    ("plafonds officiels", "", True),
    ("règlement de l'Anah", "", True),
    ("accord de la délégation", "", True),
)
# Ce qu'un sigle veut dire, à sa place : la feuille n'en porte aucun.
_SIGLES = {
    "CAF": "caisse d'allocations familiales",
    "MSA": "mutualité sociale agricole",
    "ADIL": "agence d'information sur le logement",
    "DEAL": "direction du logement",
    "TVA": "TVA (taxe sur les travaux)",
    "DPE": "diagnostic énergétique",
    "RGE": "reconnues garantes de l'environnement",
    "TTC": "taxes comprises",
    "HT": "hors taxes",
}
_PARENTHESE = re.compile(r" \([^)]*\)")


def dire_a_faire(feuille: FeuilleMenage) -> Iterator[str]:
    """Ce que le ménage fait, et ce qu'il ne fait pas avant l'accord écrit."""
    dossier, suite = feuille.dossier, feuille.dossier.suite
    if not feuille.est_accordee:
        yield from _avant_l_accord(feuille)
    if suite.etape in _RECHERCHE and not feuille.esperees:
        if any(dossier.changements.values()) and not feuille.non_jugees:
            yield "Demandez à la permanence ce qui changerait la réponse."
        if feuille.non_jugees:
            yield "Demandez à la permanence, ou à France Rénov', si une aide existe pour votre cas."
        elif feuille.autres:
            yield "Demandez les autres aides citées ici ; la permanence vous y aide."
    elif suite.limite:
        limite = f"au plus tard le {dire_jour(suite.limite)}, ou plus tôt si l'accord le dit"
        yield f"{_A_FAIRE[suite.etape].rstrip('.')}, {limite}."
    else:
        yield _A_FAIRE[suite.etape]
    for jour, attendue in feuille.echeances:
        yield f"Au plus tard le {dire_jour(jour)}, ou plus tôt si l'accord le dit : {ETAPES_DITES[attendue]}."


def _avant_l_accord(feuille: FeuilleMenage) -> Iterator[str]:
    dossier = feuille.dossier
    if feuille.est_sans_accord:
        yield "Vos travaux sont commencés, et le dossier ne dit aucun accord écrit. Si vous en avez un, apportez-le."
    elif dossier.menage.projet.commences:
        yield "Vos travaux ont commencé : n'allez pas plus loin sans en parler à la permanence."
        yield "Si c'est une panne ou un danger, dites-le : une urgence peut être admise."
    perdu = "vous perdriez l'aide" if feuille.esperees else "une aide demandée après serait perdue"
    yield f"Ne signez rien et ne commencez rien avant l'accord écrit : {perdu}."
    for evenement in dossier.menage.refus:
        raison = f", raison : {MOTIFS_REFUS[evenement.refus]}" if evenement.refus else ""
        yield f"Relisez avec la permanence la lettre de refus du {dire_jour(evenement.date)}{raison}."
    if dossier.suite.etape in _APRES_DEPOT:
        return
    codes = [r.aide.id for r in feuille.principales]
    if any(_attend_un_geste(feuille, code) for code in codes):
        yield "Dites quels équipements ou quelle isolation vous voulez : le montant en dépend."
    if any(code in dossier.plus_modestes for code in codes):
        yield "Si votre revenu a baissé, dites-le : avec l'avis d'imposition suivant, l'aide pourrait monter."


def _attend_un_geste(feuille: FeuilleMenage, code: str) -> bool:
    return any(isinstance(cause.condition, GesteAdmis) for cause in feuille.dossier.explications[code])


def dire_pieces(feuille: FeuilleMenage) -> Iterator[Bloc]:
    """Ce qui vient la prochaine fois, une case par pièce ; ce qui vient plus tard, à part ; rien deux fois."""
    dossier = feuille.dossier
    if pieces := _APRES_DEPOT.get(dossier.suite.etape):
        yield Points(lister(*pieces).points, a_cocher=True)
        return
    if feuille.est_accordee:
        return
    ecrites = [*dire_doutes(dossier.doutes, dossier.jugement), *dossier.preuves]
    nommees = dict.fromkeys(nommer_piece(piece, feuille.est_bailleur) for piece in ecrites)
    prochaines = [nom for nom, plus_tard in nommees if nom and not plus_tard]
    if prochaines and dossier.menage.refus:
        prochaines.append("la lettre de refus")
    ensuite = [nom for nom, plus_tard in nommees if nom and plus_tard]
    if prochaines:
        yield Points(lister(*prochaines).points, a_cocher=True)
    if ensuite:
        yield f"Plus tard : {', '.join(ensuite)}."


def nommer_piece(piece: str, est_bailleur: bool) -> tuple[str, bool]:
    """Une pièce en mots de tous les jours, vide quand le ménage n'a pas à l'apporter, et si elle vient plus tard."""
    for mots, nom, plus_tard in _PIECES:
        if mots in piece:
            return (_AVIS_BAILLEUR if nom == _AVIS and est_bailleur else nom), plus_tard
    return simplifier(piece), False


def dire_contacts(feuille: FeuilleMenage) -> Iterator[str]:
    """La permanence de la commune, puis les services qui renseignent sur toutes les aides."""
    permanence = feuille.permanence
    nom = permanence.structure or "La permanence"
    ou = ", ".join(filter(None, (permanence.lieu, permanence.jours)))
    if permanence.structure or permanence.telephone or ou:
        telephone = f" : {permanence.telephone}" if permanence.telephone else ""
        yield f"{nom}{telephone}{f' ({ou})' if ou else ''}"
    yield from (mettre_majuscule(simplifier(conseil.libelle)) for conseil in feuille.dossier.ailleurs.conseils)


def dire_fin(feuille: FeuilleMenage) -> Iterator[str]:
    """Jusqu'à quand ce que la feuille dit tient ; rien quand le dossier est fini."""
    if feuille.est_fini:
        return
    if feuille.est_accordee:
        yield "L'accord écrit dit ses dates ; si l'une d'elles approche, appelez la permanence avant."
        return
    if feuille.dossier.suite.etape in _APRES_DEPOT:
        yield "La réponse écrite remplacera cette estimation."
        return
    provisoire = feuille.dossier.jugement.ressources.provisoire
    avant = "Estimation provisoire : les plafonds de l'année ne sont pas encore publiés. " if provisoire else ""
    yield f"{avant}Cette estimation vaut jusqu'au {dire_jour(feuille.valable_jusqu_au)} ; ensuite, revenez nous voir."


def simplifier(texte: str) -> str:
    """Le texte sans parenthèse ni sigle."""
    texte = _PARENTHESE.sub("", texte)
    for sigle, sens in _SIGLES.items():
        texte = re.sub(rf"\b{sigle}\b", sens, texte)
    return texte

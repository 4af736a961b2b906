"""Les mots du budget : montants, parts, sections, vues et noms, dits de la même façon partout."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from contrat.calculs.argent.budget import Motif
from contrat.calculs.argent.delais import Peril
from contrat.calculs.argent.etat import NomPoste
from contrat.calculs.argent.fait import FaitRessource, GesteDepense
from contrat.calculs.argent.lignes import Sens, Vue
from contrat.calculs.argent.ventilation import Dimension
from contrat.calculs.sommes import CENT, TotalPartiel
from contrat.modele.base import Section
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureSource
from contrat.modele.plan import Base, Certitude, EtatRessource, NatureRessource
from contrat.nombres import euros, pourcent
from contrat.rendu.mots.noms import nommer_action, nommer_court
from contrat.rendu.mots.phrases import compter, enumerer

ABSENT = "—"
# Ce que vaut un montant déclaré, dit sous ceux d'une fiche.
SENS_DE_DECLARE = "Déclaré : une source dit l'argent apporté, aucun acte n'est fourni."
VUES: dict[Vue, tuple[str, str, str]] = {
    "prevu": ("Budget prévu", "Dépenses prévues", "Ressources prévues"),
    "vote": ("Budget voté", "Dépenses votées", "Ressources prévues"),
    "engage": ("Budget engagé", "Dépenses engagées", "Ressources acquises"),
    "realise": ("Budget réalisé", "Dépenses payées", "Encaissements"),
}
PAR: dict[Dimension, str] = {
    "section": "Section",
    "axe": "Axe",
    "action": "Action",
    "financeur": "Financeur",
    "exercice": "Exercice",
    "chapitre": "Chapitre",
    "budget": "Budget",
}
# Les chapitres de la M14 que l'outil sait nommer ; un autre se montre par son seul numéro.
CHAPITRES_DITS = {
    "011": "charges à caractère général",
    "012": "personnel et frais assimilés",
    "014": "atténuations de produits",
    "10": "dotations et fonds divers",
    "13": "subventions d'investissement",
    "16": "emprunts et dettes",
    "20": "immobilisations incorporelles",
    "204": "subventions d'équipement versées",
    "21": "immobilisations corporelles",
    "22": "immobilisations reçues en affectation",
    "23": "immobilisations en cours",
    "26": "participations",
    "27": "autres immobilisations financières",
    "65": "autres charges de gestion courante",
    "66": "charges financières",
    "67": "charges exceptionnelles",
    "68": "dotations aux provisions",
}
SECTIONS_DITES: dict[Section, str] = {"fonctionnement": "Fonctionnement", "investissement": "Investissement"}
AUTRES = "Autres financeurs"
POSTES: dict[NomPoste, str] = {
    "fonctionnement": SECTIONS_DITES["fonctionnement"],
    "investissement": SECTIONS_DITES["investissement"],
    "depenses": "Total",
    "ville": "Ville",
    "externes": AUTRES,
    "ressources": "Total",
}
# En tête, puis accordé à des euros.
CERTITUDES_DITES: dict[Certitude, tuple[str, str]] = {
    "acquis": ("Acquis", "acquis"),
    "declare": ("Déclaré", "déclarés apportés, acte non fourni"),
    "sollicite": ("Sollicité", "sollicités"),
    "pressenti": ("Pressenti", "pressentis"),
    "perdu": ("Perdu", "perdus"),
}
BASES: dict[Base, str] = {"HT": "hors taxes", "TTC": "toutes taxes comprises", "non_precisee": "sans base précisée"}
NATURES_RESSOURCE: dict[NatureRessource, str] = {
    "autofinancement": "autofinancement",
    "subvention_publique": "subvention publique",
    "organisme_social": "organisme social",
    "prive": "apport privé",
    "usagers": "usagers",
    "emprunt": "emprunt",
    "fctva": "compensation de TVA",
}
ETATS: dict[EtatRessource, str] = {
    "pressenti": "pressenti",
    "sollicite": "sollicité",
    "dossier_complet": "dossier complet",
    "declare": "déclaré",
    "accorde": "accordé",
    "conventionne": "conventionné",
    "acompte": "acompte reçu",
    "solde": "soldé",
    "refuse": "refusé",
    "retire": "retiré",
    "caduc": "caduc",
}
# Un fait noté : ce qu'il dit d'une ressource, ce qu'un geste fait d'une dépense.
FAITS: dict[FaitRessource, str] = {
    "sollicite": "demande reçue",
    "dossier_complet": "dossier complet",
    "accorde": "accord",
    "conventionne": "convention",
    "avenant": "avenant",
    "refuse": "refus",
    "retire": "retrait",
    "caduc": "caducité",
    "encaisse": "encaissement",
    "reverse": "reversement",
}
# Ce qui menace une aide accordée ; un jour suit.
PERILS: dict[Peril, str] = {
    "commencement": "Subvention caduque, rien n'étant engagé,",
    "achevement": "Subvention à achever et non soldée",
    "travaux": "Subvention dont le délai de travaux est passé",
}
GESTES: dict[GesteDepense, str] = {
    "voter": "crédit voté",
    "modifier": "crédit modifié",
    "engager": "engagement",
    "payer": "paiement",
    "reporter": "crédit reporté",
}
NATURES: dict[NatureSource, str] = {
    "publie": "chiffres publiés",
    "releve": "chiffres relevés ou estimés",
    "reconstitution": "reconstitution",
    "fiction": "exemple fictif",
}
SENS: dict[Sens, str] = {"depense": "dépenses", "ressource": "ressources"}
MOTIFS: dict[Motif, str] = {
    "action_abandonnee": "action abandonnée",
    "action_transferee": "action transférée avant cet exercice",
    "hors_periode": "exercice hors du contrat",
    "ressource_perdue": "ressource refusée, retirée ou caduque",
    "ressource_non_acquise": "ressource non acquise",
    "flux_interne": "versement à un autre budget du contrat, compté chez celui qui dépense",
}


def ecrire(montant: Decimal | None) -> str:
    """Un montant en euros, ou un tiret quand rien n'est renseigné."""
    return ABSENT if montant is None else euros(montant, insecable=True)


def dire_desequilibre(ecart: Decimal | None) -> str:
    """Ce qui manque aux ressources d'un plan, ou ce qu'elles ont de trop ; rien quand il ferme ou ne se juge pas."""
    if not ecart:
        return ""
    return f"il manque {ecrire(-ecart)}" if ecart < 0 else f"en trop, {ecrire(ecart)}"


def dire_depenses(cout: Decimal | None, inconnus: int = 0) -> str:
    """Ce que des actions coûtent, ou qu'elles ne le disent pas ; `inconnus` : combien ce coût ne compte pas."""
    if cout is None:
        return "dépenses non renseignées"
    reserve = f", sans celles de {compter(inconnus, 'action')}" if inconnus else ""
    return f"{ecrire(cout)} de dépenses prévues{reserve}"


def dire_total(total: TotalPartiel, mot: str = "") -> str:
    """Un total, et les lignes qu'il laisse de côté : une somme partielle ne passe pas pour le tout."""
    partiel = "" if total.connues == total.lignes else f", pour {compter(total.connues, 'ligne')} sur {total.lignes}"
    return f"{ecrire(total.montant)}{mot}{partiel}"


def dire_perte(etat: EtatRessource, demande: Decimal | None, accorde: Decimal | None) -> str:
    """L'état d'une ressource perdue, et ce qui avait été demandé ou accordé : elle ne vaut plus rien."""
    sommes = ((demande, "demandés"), (accorde, "accordés"))
    dites = [f"{ecrire(montant)} {mot}" for montant, mot in sommes if montant is not None]
    return f"{ETATS[etat]} ({enumerer(dites) if dites else 'somme demandée inconnue'})"


def ecrire_part(valeur: Decimal | None) -> str:
    """Une part en pour cent, ou un tiret."""
    return ABSENT if valeur is None else pourcent(valeur, insecable=True)


def ecrire_prise(valeur: Decimal | None) -> str:
    """La part prise d'une enveloppe, en pour cent, où un centime de trop se voit ; ou un tiret."""
    return ABSENT if valeur is None else pourcent(valeur, contre=CENT, insecable=True)


def dire_bases(bases: Collection[Base]) -> str:
    """La base des montants ; quand aucune ne la précise, c'est dit."""
    if set(bases) == {"non_precisee"}:
        return "Montants hors taxes ou toutes taxes comprises : la source ne le précise pas."
    melees = " : un total peut ajouter les uns aux autres" if {"HT", "TTC"} <= set(bases) else ""
    return f"Montants {enumerer(BASES[b] for b in BASES if b in bases)}{melees}."


def nommer(dossier: Dossier, par: Dimension, cle: str) -> str:
    """Le nom d'un groupe : section, axe, action, financeur, exercice, chapitre, ou organisme qui tient un budget."""
    if par == "section":
        return cle.capitalize()
    if par == "axe":
        axe = dossier.axes.get(cle)
        return f"{axe.numero}. {axe.titre_court}" if axe else cle
    if par == "action":
        return nommer_action(dossier, cle)
    if par in ("financeur", "budget"):
        return dossier.nommer_organisme(cle)
    if par == "chapitre" and cle in CHAPITRES_DITS:
        return f"{cle} {CHAPITRES_DITS[cle]}"
    return cle


def nommer_apport(dossier: Dossier, identifiant: str, nature: NatureRessource) -> str:
    """Un financeur, par son sigle s'il en a un, et la nature de ce qu'il apporte."""
    return f"{nommer_court(dossier, identifiant)}, {NATURES_RESSOURCE[nature]}"

"""La feuille remise au ménage : une face, en mots de tous les jours ; le reste suit, pour le conseiller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.calculs.eligibilite.feuille import FeuilleMenage
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.modele.condition import AideAccordee, Portee
from contrat.nombres import euros
from contrat.rendu.document import Document
from contrat.rendu.eligibilite.calcul import dire_fourchette, dire_scenarios
from contrat.rendu.eligibilite.detail import expliquer_reponse
from contrat.rendu.eligibilite.feuille_suite import dire_a_faire, dire_contacts, dire_fin, dire_pieces, simplifier
from contrat.rendu.eligibilite.objet import decrire_dossier, tabuler_menages
from contrat.rendu.eligibilite.page import composer
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.phrases import enumerer
from contrat.rendu.page import Bloc, Page, Partie, lister, puces

_GARDEZ = "Gardez ce numéro : il désigne votre dossier."
_NOM = f"Nom, à écrire à la main : {'.' * 40}"
# Ce que paie une aide qui n'est pas aux travaux.
_PAIE = {"accompagnement": "pour payer votre accompagnateur", "diagnostic": "pour payer le diagnostic"}
# Ce qui tient sur une face ; le reste est dans les pages du conseiller.
_REFUS_DITS, _AUTRES_DITES, _AUTRES_NOMMEES = 2, 5, 4


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
        Partie("", [_GARDEZ, _NOM], nom="nom"),
        _dire_promis(feuille) if feuille.est_accordee else _dire_espoir(feuille),
        Partie("À faire maintenant", puces(dire_a_faire(feuille)), nom="face"),
        Partie("À apporter la prochaine fois", list(dire_pieces(feuille)), nom="face"),
        Partie("Qui appeler", puces(dire_contacts(feuille)), nom="face"),
        Partie("Jusqu'à quand", list(dire_fin(feuille)), nom="face"),
    ]
    conseiller = composer(dossier)
    suite = [
        Partie("Pour le conseiller", [f"{conseiller.titre}."], nom="suite", debut=True),
        *(replace(p, niveau=2, nom=p.nom or "dossier") for p in conseiller.parties),
    ]
    sujet = f"Dossier {demande.id}, estimation du {dire_jour(demande.jour)}"
    return Page("Vos travaux et les aides", sujet, [p for p in (*face, *suite) if p.blocs], gabarit="feuille")


def _dire_promis(feuille: FeuilleMenage) -> Partie:
    """Après l'accord, seul ce qu'il écrit compte : l'estimation n'en parle plus."""
    if feuille.est_fini:
        return Partie(
            "Où en est votre dossier", ["Il est fini : il n'y a plus rien à demander pour ces travaux."], nom="face"
        )
    if feuille.montant_accorde is None:
        dit = "Une aide vous est accordée. Son montant, ses dates et ses conditions sont ceux de l'accord écrit."
    else:
        montant = euros(feuille.montant_accorde, insecable=True)
        dit = f"Une aide de {montant} vous est accordée. Ses dates et ses conditions sont ceux de l'accord écrit."
    return Partie("Ce qui vous est accordé", [dit], nom="face")


def _dire_espoir(feuille: FeuilleMenage) -> Partie:
    if feuille.esperees:
        blocs = list(_dire_esperees(feuille))
    elif feuille.non_jugees:
        blocs = ["Pour votre cas, la permanence ne sait pas encore si une aide est possible. Voici où le demander :"]
        blocs += [*puces(_renvoyer(feuille.non_jugees, feuille.dossier)), *_dire_autres(feuille)]
    else:
        blocs = ["Avec ce que vous avez dit, aucune des aides étudiées ici n'est possible aujourd'hui. Pourquoi :"]
        blocs += [*puces(_dire_refus(feuille)), *_dire_autres(feuille)]
    return Partie("Ce que vous pouvez espérer", blocs, nom="face")


def _dire_esperees(feuille: FeuilleMenage) -> Iterator[Bloc]:
    dossier, jour = feuille.dossier, dire_jour(feuille.dossier.jugement.demande.jour)
    yield f"Montants estimés le {jour}, si tout est confirmé. Rien n'est accordé : seul celui qui paie décide."
    points = [f"{_nommer(r, remplace)} : {_dire_espere(feuille, r)}" for r, remplace in feuille.esperees]
    points += [
        f"{ligne.libelle}, d'après ce que vous avez dit : {euros(ligne.montant, insecable=True)}"
        for ligne in dossier.prevu.aides
        if ligne.origine == "declaree"
    ]
    yield lister(*points)
    if dossier.prevu.cout is not None and dossier.prevu.reste is not None and dossier.prevu.total_aides:
        yield _dire_reste(feuille)
    if renvois := list(_renvoyer(feuille.non_jugees, dossier)):
        yield f"Pas étudié ici, à demander : {' ; '.join(renvois)}."
    if autres := [simplifier(aide.libelle) for aide in feuille.autres[:_AUTRES_NOMMEES]]:
        yield f"À demander aussi : {', '.join(autres)}."


def _nommer(resultat: ResultatAide, remplace: bool) -> str:
    """Le nom de l'aide, ce qu'elle paie si ce ne sont pas les travaux ; `remplace` : à la place de la précédente."""
    paie = _PAIE.get(resultat.aide.depense)
    return f"{'ou, à la place, ' if remplace else ''}{resultat.libelle}{f' ({paie})' if paie else ''}"


def _dire_reste(feuille: FeuilleMenage) -> str:
    """Ce que le ménage paierait, et ce que ce nombre ne compte pas."""
    dossier, prevu = feuille.dossier, feuille.dossier.prevu
    noms = [poste.libelle.removesuffix(" TTC").lower() for poste in prevu.postes]
    quoi = "travaux" if len(noms) == 1 else f"dépenses ({', '.join(noms)})"
    ouvertes = feuille.principales
    sans = []
    if any(r.montant is None and r.aide.depense == "travaux" for r in ouvertes):
        sans.append("ce qui est à confirmer")
    if "accompagnement" not in noms and any(r.aide.depense == "accompagnement" for r in ouvertes):
        sans.append("l'accompagnement")
    mot = "au moins" if dossier.plan.depassement or dossier.plan.excedent else "environ"
    reste = "" if prevu.reste is None else euros(prevu.reste, insecable=True)
    cout = "" if prevu.cout is None else euros(prevu.cout, insecable=True)
    compte = f", sans compter {enumerer(sans)}" if sans else ""
    return f"Pour {cout} de {quoi}, il vous resterait {mot} {reste} à payer{compte}."


def _dire_espere(feuille: FeuilleMenage, resultat: ResultatAide) -> str:
    """Le montant estimé ; tant que le prix n'est pas connu, un ordre de grandeur selon les travaux."""
    if scenarios := feuille.dossier.scenarios.get(resultat.aide.id):
        return f"à confirmer, selon les travaux : {dire_scenarios(scenarios)}"
    if resultat.aide.id in feuille.dossier.introuvables:
        return "montant que la permanence n'a pas retrouvé, à demander à qui paie cette aide"
    return _dire_montant(resultat)


def _dire_montant(resultat: ResultatAide) -> str:
    confirmer = "" if resultat.verdict is Verdict.ELIGIBLE else "à confirmer, "
    if resultat.montant_possible is not None:
        return f"{confirmer}environ {euros(resultat.montant_possible, insecable=True)}"
    if resultat.fourchette is not None:
        return f"{confirmer}{dire_fourchette(resultat.fourchette)}"
    return "montant pas encore connu"


def _dire_refus(feuille: FeuilleMenage) -> Iterator[str]:
    """Pourquoi, en deux raisons au plus : les autres sont dans les pages du conseiller."""
    raisons = [dit for r in feuille.refusees for dit in _expliquer(r, feuille.dossier)]
    yield from list(dict.fromkeys(raisons))[:_REFUS_DITS]


def _chercher_causes(resultat: ResultatAide, dossier: DossierMenage) -> list[ResultatCondition]:
    """Les causes d'une réponse ; qu'une aide en suive une autre n'en est pas une."""
    return [c for c in dossier.explications[resultat.aide.id] if not isinstance(c.condition, AideAccordee)]


def _expliquer(resultat: ResultatAide, dossier: DossierMenage) -> Iterator[str]:
    for cause in _chercher_causes(resultat, dossier):
        dit = simplifier(expliquer_reponse(cause, resultat.verdict).partition(" : ")[2])
        yield dit if isinstance(cause.condition, Portee) else f"il faudrait ceci : {dit}"


def _renvoyer(non_jugees: Iterable[ResultatAide], dossier: DossierMenage) -> Iterator[str]:
    """Les aides que l'outil ne juge pas pour ce ménage, et où les demander."""
    noms: dict[str, list[str]] = {}
    for resultat in non_jugees:
        for cause in _chercher_causes(resultat, dossier):
            noms.setdefault(simplifier(cause.libelle), []).append(resultat.libelle)
    for renvoi, aides in noms.items():
        yield f"{enumerer(aides)} : {renvoi}"


def _dire_autres(feuille: FeuilleMenage) -> Iterator[Bloc]:
    autres = feuille.autres
    dites = [f"{simplifier(aide.libelle)} : {simplifier(aide.demander_a)}" for aide in autres[:_AUTRES_DITES]]
    if len(autres) > _AUTRES_DITES:
        dites.append("D'autres encore : demandez à la permanence.")
    if dites:
        yield from ("D'autres aides existent :", *puces(dites))

"""La fiche d'une action, telle qu'un agent ou un élu la lit : d'abord où elle en est, à la fin ce qui lui manque."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from contrat.calculs.actions.fiche import FicheSituee
from contrat.calculs.actions.selection import SituationAction
from contrat.calculs.sommes import TotalPartiel
from contrat.rendu.actions import fiche_parties, suivi
from contrat.rendu.actions.liste import VERSION, decrire, tabuler_situations
from contrat.rendu.actions.tableur import dire_annonce, dire_reste
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import SANS_MONTANT, STATUTS
from contrat.rendu.mots.argent import ETATS, SENS_DE_DECLARE, dire_bases, dire_perte, dire_total, ecrire
from contrat.rendu.mots.dates import dire_jour, dire_moment
from contrat.rendu.mots.noms import libeller_axe
from contrat.rendu.mots.origine import dire_choses
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Page, Partie, Point, assembler

# Ce qui n'est que pour qui tient la fiche : un site ne le publie pas.
INTERNES = frozenset({"Repris du tableur", "Points de vigilance", "Ce qui reste à remplir", "Pour en savoir plus"})


def documenter_fiche(fiche: FicheSituee) -> Document:
    """La fiche dans toutes ses formes ; le CSV n'a que sa ligne dans la liste des actions."""
    return Document(
        page=lambda: composer(fiche),
        objet=lambda: decrire_fiche(fiche),
        donnees=lambda: tabuler_situations([fiche.situation]),
    )


def composer(fiche: FicheSituee, *, est_publiee: bool = False) -> Page:
    """La page de la fiche ; une partie vide n'est pas montrée, ni, quand elle est publiée, une partie interne."""
    dossier, situation = fiche.dossier, fiche.situation
    action = situation.action
    vigilance = [Point(f"{dire_moment(v.date)} : {v.texte} ({v.auteur})") for v in action.vigilance]
    parties: dict[str, Iterable[str | Point]] = {
        "Où elle en est": [*_situation(fiche), *suivi.historique(dossier, action), *_suite(fiche)],
        "Pourquoi": fiche_parties.besoins(fiche),
        "De quoi il s'agit": [
            *fiche_parties.propos(action),
            *fiche_parties.objectifs(action),
            *fiche_parties.publics(action),
        ],
        "Sa place en séance": fiche_parties.places(fiche),
        "Qui": fiche_parties.acteurs(dossier, action),
        "Calendrier": suivi.calendrier(situation),
        "Argent": _argent(fiche),
        "Développement durable": suivi.criteres(dossier, action),
        "Indicateurs": suivi.indicateurs(dossier, action),
        "Évaluation": suivi.evaluation(dossier, action),
        "Actes, liens et pièces": fiche_parties.actes(fiche),
        "Repris du tableur": dire_reste(action),
        "Points de vigilance": vigilance,
        "Ce qui reste à remplir": _reste(situation),
        "D'où viennent ces renseignements": _origine(fiche),
        "Pour en savoir plus": [
            f"contrat financement {action.id}, contrat evaluation, contrat presenter diagnostic gouvernance."
        ],
    }
    ecartees = INTERNES if est_publiee else frozenset()
    assemblees = [Partie(titre, assembler(lignes)) for titre, lignes in parties.items() if titre not in ecartees]
    titre = f"{situation.numero}. {action.titre}" if action.numero else action.titre
    return Page(titre, "", [partie for partie in assemblees if partie.blocs])


def decrire_fiche(fiche: FicheSituee) -> dict[str, Any]:
    """La fiche entière telle qu'elle est écrite, sa situation et ce qui reste à remplir."""
    ecrite = fiche.situation.action.model_dump(mode="json")
    return {
        "version": VERSION,
        "au": fiche.jour,
        "situation": decrire(fiche.situation),
        "reconstitutions": list(fiche.reconstitutions),
        "fiche": ecrite,
    }


def _situation(fiche: FicheSituee) -> Iterator[str]:
    dossier, situation, jour = fiche.dossier, fiche.situation, fiche.jour
    axe = dossier.axes.get(situation.action.axe)
    yield f"Axe {axe.numero} : {libeller_axe(axe)}." if axe else f"Axe {situation.action.axe}."
    doute = "" if situation.statut_est_sur else ", peut-être pas encore : son mois ou son année n'était pas fini"
    yield f"Au {dire_jour(jour)} : {STATUTS[situation.statut]}{doute}."
    if situation.retard.fin is not None:
        yield f"EN RETARD : la fin attendue, {dire_moment(situation.retard.fin)}, est passée."
    for jalon in situation.retard.jalons:
        prevu = f", prévu : {dire_moment(jalon.prevu)}" if jalon.prevu else ""
        yield f"EN RETARD : « {jalon.libelle} »{prevu}, n'est pas fait."


def _suite(fiche: FicheSituee) -> Iterator[str]:
    """Ce qui doit suivre : le statut d'après, le jalon attendu, le repreneur annoncé."""
    liens, attendu = fiche.situation.action.liens, fiche.attendu
    suites = [STATUTS[fiche.suivant]] if fiche.suivant else []
    suites += (
        [f"jalon « {attendu.libelle} », prévu : {dire_moment(attendu.prevu)}"] if attendu and attendu.prevu else []
    )
    if liens.repreneur and fiche.situation.statut != "transferee":
        suites.append(f"transfert annoncé à : {fiche.dossier.nommer_organisme(liens.repreneur)}")
    yield f"Étape suivante : {' ; '.join(suites) or 'aucune'}."


def _reste(situation: SituationAction) -> list[str | Point]:
    completude = situation.completude
    if not completude.attendus:
        return []
    compte = f"{completude.remplis} champs remplis sur {completude.attendus} attendus."
    return [compte, *(Point(f"{manque.champ} : {manque.quoi}") for manque in completude.manques)]


def _origine(fiche: FicheSituee) -> Iterator[str]:
    source = fiche.dossier.sources.get(fiche.situation.action.source)
    if source:
        yield f"Fiche : {mettre_majuscule(source.titre)}."
    if reconstitue := dire_choses(fiche.reconstitutions):
        yield reconstitue


def _argent(fiche: FicheSituee) -> Iterator[str | Point]:
    """Les dépenses puis les ressources ; rien quand la fiche n'a aucun montant."""
    argent = fiche.argent
    yield from dire_annonce(fiche.dossier, fiche.situation.action)
    if not argent.a_des_montants:
        motif = fiche.situation.action.sans_montant
        yield f"Montants : {SANS_MONTANT[motif]}." if motif else "Aucun montant n'est renseigné."
        return
    yield _dire_depenses("prévues", argent.prevu)
    for (exercice, section), total in argent.par_exercice.items():
        yield Point(f"{exercice}, {section} : {dire_total(total, ' prévus')}.")
    yield _dire_depenses("engagées", argent.engage)
    yield _dire_depenses("payées", argent.paye)
    yield f"Ressources : {ecrire(argent.ressources)}."
    for (organisme, etat), apporte in argent.par_financeur.items():
        yield Point(f"{fiche.dossier.nommer_organisme(organisme)} : {ecrire(apporte)}, {ETATS[etat]}.")
    for perdue in argent.perdues:
        quoi = dire_perte(perdue.etat, perdue.sollicite, perdue.accorde)
        yield Point(f"{fiche.dossier.nommer_organisme(perdue.organisme)} : {quoi}.")
    if any(etat == "declare" for _, etat in argent.par_financeur):
        yield SENS_DE_DECLARE
    yield dire_bases(fiche.situation.action.bases)


def _dire_depenses(temps: str, total: TotalPartiel) -> str:
    return f"Dépenses {temps} : {'non documentées' if total.montant is None else dire_total(total)}."

"""La fiche d'une action, telle qu'un agent ou un élu la lit : d'abord où elle en est, à la fin ce qui lui manque."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from contrat.calculs.actions.selection import Situation, natures_des_montants
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.rendu.actions import action_argent, action_suivi
from contrat.rendu.actions.action_liste import VERSION, decrire
from contrat.rendu.libelles import dire_jour, dire_moment
from contrat.rendu.mots.argent import compter, nommer
from contrat.rendu.page_de_phrases import Partie, Point
from contrat.rendu.rapports.comite_textes import STATUTS, mettre_majuscule

ROLES = {
    "financeur": "financeur",
    "operateur": "opérateur",
    "prescripteur": "prescripteur",
    "mise_a_disposition": "met à disposition",
    "associe": "associé",
}


def titrer(situation: Situation) -> str:
    """Le titre de la page : le numéro et le titre de l'action."""
    return f"{situation.numero}. {situation.action.titre}"


def composer(dossier: Dossier, situation: Situation, jour: date) -> list[Partie]:
    """Les parties de la fiche ; une partie vide n'est pas montrée."""
    action = situation.action
    parties = [
        Partie("Où elle en est", [*_situation(dossier, situation, jour), *action_suivi.historique(dossier, action)]),
        Partie("De quoi il s'agit", list(_propos(action))),
        Partie("Qui", list(_acteurs(dossier, action))),
        Partie("Calendrier", list(action_suivi.calendrier(situation))),
        Partie("Argent", list(action_argent.argent(dossier, action))),
        Partie("Développement durable", list(action_suivi.criteres(dossier, action))),
        Partie("Indicateurs", list(action_suivi.indicateurs(dossier, action))),
        Partie("Évaluation", list(action_suivi.evaluation(dossier, action))),
        Partie("Actes, liens et pièces", list(_actes(dossier, action))),
        Partie(
            "Points de vigilance", [Point(f"{dire_moment(v.date)} : {v.texte} ({v.auteur})") for v in action.vigilance]
        ),
        Partie("Ce qui reste à remplir", _reste(situation)),
        Partie("D'où viennent ces renseignements", list(_origine(dossier, action))),
    ]
    return [partie for partie in parties if partie.lignes]


def en_json(situation: Situation, jour: date) -> str:
    """La fiche entière telle qu'elle est écrite, sa situation et ce qui reste à remplir."""
    fiche = situation.action.model_dump(mode="json")
    objet = {"version": VERSION, "au": jour.isoformat(), "situation": decrire(situation), "fiche": fiche}
    return json.dumps(objet, ensure_ascii=False, indent=2) + "\n"


def _situation(dossier: Dossier, situation: Situation, jour: date) -> Iterator[str]:
    axe = dossier.axes.get(situation.action.axe)
    yield f"Axe {axe.numero} : {axe.titre}." if axe else f"Axe {situation.action.axe}."
    yield f"Au {dire_jour(jour)} : {STATUTS[situation.statut]}."
    if situation.retard.fin is not None:
        yield f"EN RETARD : la fin attendue, {dire_moment(situation.retard.fin)}, est passée."
    for jalon in situation.retard.jalons:
        prevu = f", prévu : {dire_moment(jalon.prevu)}" if jalon.prevu else ""
        yield f"EN RETARD : « {jalon.libelle} »{prevu}, n'est pas fait."


def _propos(action: Action) -> Iterator[str | Point]:
    yield action.description
    if action.contexte:
        yield f"Contexte : {action.contexte}"
    for objectif in action.objectifs:
        niveau = "Objectif général" if objectif.niveau == "general" else "Objectif"
        yield Point(f"{niveau} : {objectif.texte}.")
    for effet in action.effets_attendus:
        yield Point(f"Effet attendu : {effet}.")
    for nom, textes in (("Publics", action.publics), ("Thématiques", action.thematiques)):
        if textes:
            yield Point(f"{nom} : {' ; '.join(textes)}.")
    if action.territoire:
        yield Point(f"Territoire : {action.territoire}.")


def _acteurs(dossier: Dossier, action: Action) -> Iterator[Point]:
    organismes = (
        ("Porteur", action.porteur),
        ("Maître d'ouvrage", action.maitre_ouvrage),
        ("Gestionnaire", action.gestionnaire),
    )
    for role, organisme in organismes:
        if organisme:
            yield Point(f"{role} : {nommer(dossier, 'financeur', organisme)}.")
    if action.pilote:
        yield Point(f"Pilote : {action.pilote}.")
    if action.elu_referent:
        yield Point(f"Élu référent : {action.elu_referent}.")
    for partenaire in action.partenaires:
        note = f" ; {partenaire.note}" if partenaire.note else ""
        yield Point(f"{nommer(dossier, 'financeur', partenaire.organisme)} : {ROLES[partenaire.role]}{note}.")
    for moyen in action.moyens_humains:
        temps = f"{moyen.etp:f} équivalent temps plein".replace(".", ",") if moyen.etp is not None else None
        details = [compter(moyen.effectif, "personne"), temps, nommer(dossier, "financeur", moyen.employeur)]
        yield Point(f"Emploi : {moyen.fonction} ({' ; '.join(d for d in details if d)}).")
    if action.participation and action.participation.texte:
        yield Point(f"Place des habitants : {action.participation.texte}")


def _actes(dossier: Dossier, action: Action) -> Iterator[Point]:
    for deliberation in action.deliberations:
        numero = f", n° {deliberation.numero}" if deliberation.numero else ""
        instance = action_suivi.nommer_instance(dossier, deliberation.instance)
        yield Point(f"Délibération, {dire_moment(deliberation.date)}{numero} ({instance}) : {deliberation.objet}.")
    for convention in action.conventions:
        signe = f", signée : {dire_moment(convention.signe_le)}" if convention.signe_le else ", non signée"
        yield Point(f"Convention{signe} : {convention.objet}.")
    liens = action.liens
    textes = (
        ("Agenda 21", liens.agenda21),
        ("Analyse des besoins sociaux", liens.abs),
        ("Contrat suivant", liens.contrat_suivant),
    )
    for nom, texte in textes:
        if texte:
            yield Point(f"{nom} : {texte}")
    if liens.repreneur:
        yield Point(f"Repreneur : {nommer(dossier, 'financeur', liens.repreneur)}.")
    if liens.actions:
        yield Point(f"Actions liées : {' ; '.join(nommer(dossier, 'action', lien) for lien in liens.actions)}.")
    for piece in action.pieces:
        ou = piece.lien or ("fournie" if piece.fournie else "NON FOURNIE")
        yield Point(f"Pièce : {piece.titre} : {ou}" + (f" ; {piece.note}." if piece.note else "."))


def _reste(situation: Situation) -> list[str | Point]:
    completude = situation.completude
    if not completude.attendus:
        return []
    compte = f"{completude.remplis} champs remplis sur {completude.attendus} attendus."
    return [compte, *(Point(f"{manque.champ} : {manque.quoi}") for manque in completude.manques)]


def _origine(dossier: Dossier, action: Action) -> Iterator[str]:
    source = dossier.sources.get(action.source)
    if source:
        yield f"Fiche : {mettre_majuscule(source.titre)}."
    if "reconstitution" in natures_des_montants(dossier, [action]):
        yield "Les montants sont, en tout ou en partie, une reconstitution."

"""Les parties d'une fiche, à lire ou à signer : pourquoi, de quoi il s'agit, pour qui, avec qui, quels actes."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.fiche import FicheSituee
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.rendu.actions.transfert import raconter_transfert
from contrat.rendu.mots.actions import OBJECTIFS, ROLES, citer, dire_signature
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_action, nommer_instance
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Point


def besoins(fiche: FicheSituee) -> Iterator[Point]:
    """Les constats du diagnostic auxquels l'action répond, en toutes lettres."""
    for constat in fiche.constats:
        yield Point(constat.texte + citer(fiche.dossier, constat.source))


def places(fiche: FicheSituee) -> Iterator[Point]:
    """Les séances qui ont noté l'action, et le rang qu'elles lui ont donné."""
    for place in fiche.places:
        seance = place.seance
        instance = nommer_instance(fiche.dossier, seance.instance)
        rang = "aucun rang décidé" if place.rang is None else f"rang décidé : {place.rang}"
        quand = f"{instance}, {dire_moment(seance.date)} ({seance.objet})"
        notees = compter(place.notees, "action")
        yield Point(f"{quand} : {rang}, sur {notees}{citer(fiche.dossier, seance.source)}")


def propos(action: Action) -> Iterator[str]:
    """De quoi il s'agit, et pourquoi ici."""
    if action.description:
        yield action.description
    if action.contexte:
        yield f"Contexte : {action.contexte}"


def objectifs(action: Action) -> Iterator[Point]:
    """Ce que l'action vise, et ce qui doit en venir."""
    for objectif in action.objectifs:
        yield Point(f"{OBJECTIFS[objectif.niveau]} : {objectif.texte}.")
    for effet in action.effets_attendus:
        yield Point(f"Effet attendu : {effet}.")


def publics(action: Action) -> Iterator[Point]:
    """Pour qui, sur quels sujets, où."""
    for nom, textes in (("Publics", action.publics), ("Thématiques", action.thematiques)):
        if textes:
            yield Point(f"{nom} : {' ; '.join(textes)}.")
    if action.territoire:
        yield Point(f"Territoire : {action.territoire}.")


def acteurs(dossier: Dossier, action: Action) -> Iterator[Point]:
    """Qui porte l'action, qui la conduit, qui y prend part."""
    organismes = (
        ("Porteur", action.porteur),
        ("Maître d'ouvrage", action.maitre_ouvrage),
        ("Gestionnaire", action.gestionnaire),
    )
    for role, organisme in organismes:
        if organisme:
            yield Point(f"{role} : {dossier.nommer_organisme(organisme)}.")
    if action.pilote:
        yield Point(f"Pilote : {action.pilote}.")
    if action.elu_referent:
        yield Point(f"Élu référent : {action.elu_referent}.")
    for partenaire in action.partenaires:
        note = f" ; {partenaire.note}" if partenaire.note else ""
        yield Point(f"{dossier.nommer_organisme(partenaire.organisme)} : {ROLES[partenaire.role]}{note}.")
    for moyen in action.moyens_humains:
        temps = f"{moyen.etp:f} équivalent temps plein".replace(".", ",") if moyen.etp is not None else None
        details = [compter(moyen.effectif, "personne"), temps, dossier.nommer_organisme(moyen.employeur)]
        yield Point(f"Emploi : {moyen.fonction} ({' ; '.join(d for d in details if d)}).")
    if action.participation and action.participation.texte:
        yield Point(f"Place des habitants : {action.participation.texte}")


def actes(fiche: FicheSituee) -> Iterator[Point]:
    """Les délibérations, les conventions, le transfert, les rattachements, les pièces."""
    dossier, action, transfert = fiche.dossier, fiche.situation.action, fiche.transfert
    for deliberation in action.deliberations:
        numero = f", n° {deliberation.numero}" if deliberation.numero else ""
        instance = nommer_instance(dossier, deliberation.instance)
        yield Point(f"Délibération, {dire_moment(deliberation.date)}{numero} ({instance}) : {deliberation.objet}.")
    for convention in action.conventions:
        yield Point(f"Convention, {dire_signature(convention)} : {convention.objet}.")
    liens = action.liens
    textes = (
        ("Agenda 21", liens.agenda21),
        ("Analyse des besoins sociaux", liens.abs),
        ("Contrat suivant", liens.contrat_suivant),
    )
    for nom, texte in textes:
        if texte:
            yield Point(f"{nom} : {texte}")
    if transfert is not None:
        premiere, *suites = raconter_transfert(dossier, transfert)
        yield Point(premiere)
        yield from (Point(texte, 1) for texte in suites)
    for nom, ailleurs in (("Continue", liens.precedent), ("Continuée par", liens.suivant)):
        if ailleurs:
            yield Point(f"{nom} : {ailleurs.fiche}, du contrat {ailleurs.contrat}.")
    if liens.actions:
        yield Point(f"Actions liées : {' ; '.join(nommer_action(dossier, lien) for lien in liens.actions)}.")
    for piece in action.pieces:
        ou = piece.lien or ("fournie" if piece.fournie else "NON FOURNIE")
        yield Point(f"Pièce : {piece.titre} : {ou}" + (f" ; {piece.note}." if piece.note else "."))

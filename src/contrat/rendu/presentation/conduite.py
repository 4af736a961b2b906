"""Ce que le contrat fait : ses axes et leurs actions, son calendrier, ses moyens, ses partenaires."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.actions.selection import SituationAction
from contrat.calculs.concordance.mesures import METHODES
from contrat.calculs.presentation.presentation import ContratPresente, OrganismeSitue
from contrat.modele.contrat import Contrat, Publie
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Organisme
from contrat.modele.suivi import MoyenHumain
from contrat.nombres import euros, nombre
from contrat.rendu.argent.budget_notes import rediger_notes
from contrat.rendu.mots.actions import ROLES, STATUTS
from contrat.rendu.mots.argent import SECTIONS_DITES, ecrire, ecrire_prise
from contrat.rendu.mots.dates import dire_exercices, dire_jour
from contrat.rendu.mots.mesures import nommer_mesure
from contrat.rendu.mots.noms import libeller_axe, nommer_action
from contrat.rendu.mots.organismes import ROLES_DU_CONTRAT
from contrat.rendu.mots.origine import MARQUE, marquer
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule, phrase
from contrat.rendu.presentation.naissance import raconter_jalon
from contrat.rendu.presentation.recit import Fait
from contrat.rendu.suivi.calendrier_permanence import dire_calendrier


def raconter_axes(presente: ContratPresente) -> Iterator[Fait]:
    """Chaque axe, sa commission, ses actions avec leur porteur et leur statut."""
    yield from (Fait(texte) for texte in annoncer_reconstituees(presente))
    yield Fait(f"Les statuts sont ceux du {dire_jour(presente.jour)}.")
    for axe, situations in presente.axes:
        yield Fait(phrase(f"axe {axe.numero} : {libeller_axe(axe)}"), axe.source)
        yield Fait(phrase(axe.finalite), axe.source, 1)
        if axe.commission:
            yield Fait(f"Commission : {axe.commission}.", axe.source, 1)
        for situation in situations:
            yield Fait(_action(presente.dossier, situation), situation.action.source, 1)
    if any({"axe", "porteur"} & set(action.reconstitues) for action in presente.actions):
        yield Fait(f"{MARQUE} : reconstitution ; la source de la fiche ne le dit pas.")


def annoncer_reconstituees(presente: ContratPresente) -> Iterator[str]:
    """Combien d'actions ne sont pas établies, s'il y en a."""
    combien = len(presente.reconstituees)
    if combien:
        quoi = compter(combien, "action est reconstituée", "actions sont reconstituées")
        yield (
            f"Sur {len(presente.actions)}, {quoi} : ni leur existence, ni leur statut, ni leur porteur n'est établi."
        )


def _action(dossier: Dossier, situation: SituationAction) -> str:
    action = situation.action
    porteur = dossier.nommer_organisme(action.porteur) + marquer("porteur" in action.reconstitues)
    axe = f" ; rattachement à l'axe {MARQUE}" if "axe" in action.reconstitues else ""
    return f"{situation.numero} {action.titre} : {STATUTS[situation.statut]} ; porteur : {porteur}{axe}."


def raconter_calendrier(presente: ContratPresente) -> Iterator[Fait]:
    """Les jalons faits et prévus, dans l'ordre où le contrat les donne."""
    for jalon in presente.contrat.jalons:
        yield from raconter_jalon(jalon)
    calendrier = presente.contrat.permanence.calendrier
    if calendrier is not None:
        yield Fait(f"Permanence : {dire_calendrier(calendrier)}.", calendrier.source)
    evaluation = presente.contrat.evaluation
    if not presente.contrat.jalons and evaluation is None:
        yield Fait("Aucun jalon n'est écrit.")


def raconter_moyens(presente: ContratPresente) -> Iterator[Fait]:
    """Les enveloppes, ce que les fiches en prévoient, ce qui est publié, les emplois."""
    contrat, budget = presente.contrat, presente.budget
    for x in budget.enveloppes:
        enveloppe = x.enveloppe
        environ = "environ " if enveloppe.approche else ""
        exercices = dire_exercices(enveloppe.periode)
        montant = f"{environ}{ecrire(enveloppe.montant)}"
        section = SECTIONS_DITES[enveloppe.section].lower()
        yield Fait(f"Enveloppe {exercices}, {section} : {montant}.", enveloppe.source)
        yield Fait(f"Dépenses prévues des fiches : {ecrire(x.depenses)}, {ecrire_prise(x.part)} de l'enveloppe.", "", 1)
    yield from raconter_publies(contrat, presente.dossier, est_argent=True)
    yield from (Fait(note) for note in rediger_notes(budget))
    for moyen in contrat.moyens_humains:
        yield from raconter_emploi(presente.dossier, moyen)


def raconter_publies(contrat: Contrat, dossier: Dossier, *, est_argent: bool) -> Iterator[Fait]:
    """Les chiffres que les sources publient : ceux du budget du contrat, ou les autres."""
    for publie in contrat.publies:
        du_budget = publie.mesure.startswith(("budget.", "enveloppes."))
        if du_budget == est_argent and publie.mesure != "indicateurs.autre_source":
            yield Fait(_publie(dossier, publie), publie.source)


def _publie(dossier: Dossier, publie: Publie) -> str:
    valeur = euros(publie.valeur) if METHODES[publie.mesure].unite == "€" else nombre(publie.valeur)
    nom = nommer_mesure(dossier, publie)
    action = f" ({nommer_action(dossier, publie.action)})" if publie.action else ""
    environ = "environ " if publie.approche else ""
    dit = f" (ce que la source en dit : {publie.dit})" if publie.dit else ""
    return f"Publié, {dire_exercices(publie.periode)} : {nom[0].lower()}{nom[1:]}{action}, {environ}{valeur}{dit}."


def raconter_emploi(dossier: Dossier, moyen: MoyenHumain) -> Iterator[Fait]:
    """Un emploi : sa fonction, jamais une personne, et ses missions."""
    duree = f", pendant {moyen.duree_mois} mois" if moyen.duree_mois else ""
    employeur = dossier.nommer_organisme(moyen.employeur)
    emploi = f"{mettre_majuscule(moyen.fonction)} : {compter(moyen.effectif, 'personne')}{duree}, employeur {employeur}"
    yield Fait(f"Emploi. {emploi}.", moyen.source)
    if moyen.missions:
        yield Fait(phrase(moyen.missions), moyen.source, 1)


def raconter_partenaires(presente: ContratPresente) -> Iterator[Fait]:
    """Chaque organisme : ses rôles, ce qu'il peut faire, ce que les plans en attendent, les actions qu'il suit."""
    for situe in presente.organismes:
        yield from _organisme(presente, situe)
    if any(presente.dossier.est_champ_reconstitue(action, "partenaires") for action in presente.actions):
        yield Fait(f"{MARQUE} : reconstitution ; la source des fiches ne dit ces montants, ni ces rôles, par action.")


def raconter_organisme(organisme: Organisme) -> Iterator[Fait]:
    """Un organisme : son nom, ses rôles dans le contrat, ce qu'il peut faire."""
    sigle = f" ({organisme.sigle})" if organisme.sigle else ""
    roles = f" : {enumerer(ROLES_DU_CONTRAT[r] for r in organisme.roles)}" if organisme.roles else ""
    yield Fait(f"{organisme.nom}{sigle}{roles}.", organisme.source)
    if organisme.competences:
        yield Fait(phrase(organisme.competences), organisme.source, 1)
    if organisme.note:
        # Une note précise ou corrige la source : elle nomme elle-même les siennes.
        yield Fait(phrase(organisme.note), "", 1)


def _organisme(presente: ContratPresente, situe: OrganismeSitue) -> Iterator[Fait]:
    organisme, dossier = situe.organisme, presente.dossier
    yield from raconter_organisme(organisme)
    if organisme.rattache_a:
        yield Fait(f"Rattaché à : {dossier.nommer_organisme(organisme.rattache_a)}.", organisme.source, 1)
    if situe.apport is not None:
        marque = marquer(situe.apport_est_reconstitue)
        yield Fait(f"Ressources que les plans en attendent : {ecrire(situe.apport)}{marque}.", "", 1)
    if situe.portees:
        noms = " ; ".join(a.titre_court + marquer(dossier.est_champ_reconstitue(a, "porteur")) for a in situe.portees)
        yield Fait(f"Porte : {noms}.", "", 1)
    if situe.associees:
        noms = " ; ".join(
            f"{a.titre_court} ({ROLES[role]}){marquer(dossier.est_champ_reconstitue(a, 'partenaires'))}"
            for a, role in situe.associees
        )
        yield Fait(f"Partenaire de : {noms}.", "", 1)

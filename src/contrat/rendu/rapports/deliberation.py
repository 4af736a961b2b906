"""Le projet de délibération d'une action : visas, exposé, plan de financement en deux colonnes, décisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contrat.calculs.argent.financement import Apport
from contrat.calculs.rapports.deliberation import ProjetDeliberation
from contrat.modele.plan import Certitude, Ressource
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import dire_signature
from contrat.rendu.mots.argent import ETATS, NATURES_RESSOURCE, ecrire, ecrire_part, nommer_apport
from contrat.rendu.mots.dates import dire_jour, dire_moment
from contrat.rendu.mots.noms import nommer_instance
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Bloc, Page, Partie, Remarque, puces
from contrat.rendu.rapports.plan import presenter_plan

PROJET = (
    "PROJET, écrit d'après la fiche : à relire et à compléter par le service avant d'être soumis. Ce n'est pas un "
    "acte : ni numéro, ni date, ni vote."
)
GESTES_DEMANDES: Mapping[Certitude, str] = {
    "pressenti": "Demander",
    "sollicite": "Confirmer la demande",
    "declare": "Joindre l'acte qui accorde",
}
A_COMPLETER = "[à compléter : délégations, avis des commissions, budget de l'exercice]"


def documenter_deliberations(projets: Sequence[ProjetDeliberation]) -> Document:
    """Un projet par action ; le JSON et le classeur les réunissent."""
    return Document(page=lambda: [composer(p) for p in projets], titre="Projets de délibération")


def composer(projet: ProjetDeliberation) -> Page:
    """Le projet entier."""
    action, dossier = projet.action, projet.dossier
    sujet = f"{dossier.contrat.titre}. {dossier.nommer_organisme(action.maitre_ouvrage or action.porteur)}."
    parties = [
        Partie("", [Remarque(PROJET)], nom="projet"),
        Partie("Visas", puces(_viser(projet)), nom="visas"),
        Partie("Exposé", list(_exposer(projet)), nom="expose"),
        Partie("Plan de financement prévisionnel", list(presenter_plan(projet)), nom="plan"),
        Partie("Décisions proposées", puces(_decider(projet)), nom="decisions"),
    ]
    return Page(f"Projet de délibération : {action.titre}", sujet, parties, gabarit="deliberation")


def _viser(projet: ProjetDeliberation) -> Iterator[str]:
    dossier = projet.dossier
    yield from (f"Vu : {texte}" for texte in projet.textes)
    for decision in projet.deliberations:
        numero = f" n° {decision.numero}" if decision.numero else ""
        instance = nommer_instance(dossier, decision.instance)
        yield f"Vu la décision{numero} ({instance}, {dire_moment(decision.date)}) : {decision.objet}"
    for convention in projet.conventions:
        yield f"Vu la convention : {convention.objet}, {dire_signature(convention, 'non datée')}"
    for ressource in projet.accords:
        if (acte := ressource.notification) is not None:
            qui = dossier.nommer_organisme(ressource.organisme)
            yield f"Vu la notification {acte.reference} du {dire_jour(acte.date)}, {qui}"
            for avenant in ressource.avenants:
                yield f"Vu l'avenant {avenant.reference} du {dire_jour(avenant.date)}, {qui}"
    yield f"Vu {A_COMPLETER}"


def _exposer(projet: ProjetDeliberation) -> Iterator[Bloc]:
    action = projet.action
    yield from (texte for texte in (action.contexte, action.description) if texte)
    yield from puces(f"Objectif : {objectif.texte}" for objectif in action.objectifs)
    if action.publics:
        yield f"Publics visés : {', '.join(action.publics)}."
    dates = [
        f"{nom} : {dire_moment(moment)}"
        for nom, moment in (("début", action.calendrier.debut), ("fin prévue", action.calendrier.fin))
        if moment
    ]
    if dates:
        yield f"{mettre_majuscule(' ; '.join(dates))}."
    if projet.dossier.est_reconstitue(action.source):
        yield Remarque("Cette fiche est une reconstitution : la vérifier avant tout emploi.")


def _decider(projet: ProjetDeliberation) -> Iterator[str]:
    plan, dossier = projet.examen.plan, projet.dossier
    yield f"Approuver l'action « {projet.action.titre} »"
    if plan.cout:
        yield f"Approuver son plan de financement, de {ecrire(plan.cout)}"
    for apport in projet.demandes:
        yield f"{GESTES_DEMANDES[apport.ressource.certitude]} : {_aide(projet, apport)}"
    yield from (f"Prendre acte de l'accord : {_aide(projet, apport)}" for apport in projet.acquises)
    for ressource in plan.perdues:
        yield f"Prendre acte : {_dire_perdue(projet, ressource)}"
    for propre in projet.examen.parts:
        if propre.montant:
            natures = ", ".join(f"{NATURES_RESSOURCE[n]} {ecrire(x)}" for n, x in propre.natures.items())
            taux = f", soit {ecrire_part(propre.taux_total)} du coût" if propre.taux_total is not None else ""
            qui = dossier.nommer_organisme(propre.tenant)
            yield f"Inscrire la part « {qui} », {ecrire(propre.montant)}{taux} ({natures})"
    for credit in projet.credits:
        qui = f" « {dossier.nommer_organisme(credit.budget)} »" if projet.a_plusieurs_budgets else ""
        ou = f"budget {credit.exercice}{qui}, {credit.section}, chapitre {credit.chapitre}"
        yield f"Inscrire {ecrire(credit.montant)} : {ou}"
    yield "Autoriser la signature des actes nécessaires [à compléter : par qui]"


def _aide(projet: ProjetDeliberation, apport: Apport) -> str:
    r = apport.ressource
    programme = f", {r.programme}" if r.programme else ""
    sur = f" d'une base éligible de {ecrire(r.assiette)}" if r.assiette is not None else " du coût"
    taux = apport.taux_cout if r.assiette is None else apport.taux_assiette
    part = f", soit {ecrire_part(taux)}{sur}" if taux is not None else ""
    return f"{projet.dossier.nommer_organisme(r.organisme)}{programme}, {ecrire(r.montant)}{part} ({r.exercice})"


def _dire_perdue(projet: ProjetDeliberation, ressource: Ressource) -> str:
    demande = ressource.demande_ou_attendu
    combien = f" de {ecrire(demande)} demandés" if demande else ""
    quand = f", le {dire_jour(ressource.fin)}" if ressource.fin else ""
    qui = nommer_apport(projet.dossier, ressource.organisme, ressource.nature)
    return f"{qui}{combien}, à l'état « {ETATS[ressource.etat]} »{quand}"

"""Qui propose et qui décide : les instances, leurs séances et ce qui en est sorti, les votes, les conventions."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.presentation.presentation import ContratPresente, SeanceSituee
from contrat.modele.contrat import Instance
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.actions import dire_signature
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_instance
from contrat.rendu.mots.origine import marquer
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule, phrase
from contrat.rendu.mots.seances import COLLEGES, OBSERVATIONS, dire_voix
from contrat.rendu.presentation.recit import Fait


def raconter_gouvernance(presente: ContratPresente) -> Iterator[Fait]:
    """Chaque instance : qui y siège, ce qu'elle fait, à quel rythme ; ses séances, les décisions, les conventions."""
    contrat, dossier = presente.contrat, presente.dossier
    if contrat.participation:
        yield Fait(contrat.participation, contrat.source)
    for instance in contrat.gouvernance:
        yield from _instance(instance)
    for situee in presente.seances:
        yield from _seance(dossier, situee)
    for acte in contrat.deliberations:
        numero = f", n° {acte.numero}" if acte.numero else ""
        decide = f"{nommer_instance(dossier, acte.instance)}, {dire_moment(acte.date)}{numero}"
        yield Fait(f"Délibération, {decide} : {acte.objet} ({dire_voix(acte)}).", acte.source)
        if acte.engage:
            yield Fait(f"Elle engage : {phrase(acte.engage)}", acte.source, 1)
    for convention in contrat.conventions:
        parties = enumerer(dossier.nommer_organisme(o) for o in convention.organismes)
        yield Fait(
            f"Convention, {dire_signature(convention)} : {convention.objet}, entre {parties}.", convention.source
        )
        for quoi, texte in (("Elle engage", convention.engage), ("À condition", convention.conditionne)):
            if texte:
                yield Fait(f"{quoi} : {phrase(texte)}", convention.source, 1)
        if convention.note:
            yield Fait(phrase(convention.note), "", 1)


def _instance(instance: Instance) -> Iterator[Fait]:
    yield Fait(f"{instance.nom} : {instance.role}.", instance.source)
    if instance.colleges:
        yield Fait(f"Y siègent : {enumerer(COLLEGES[c] for c in instance.colleges)}.", "", 1)
    if instance.rythme:
        yield Fait(f"Rythme : {instance.rythme}.", "", 1)


def _seance(dossier: Dossier, situee: SeanceSituee) -> Iterator[Fait]:
    """Une séance en une phrase ; puis ce qui en est ressorti."""
    seance = situee.connue.seance
    est_reconstituee = seance is not None and dossier.est_reconstitue(seance.source)
    est_reconstituee |= any(suivie.est_reconstituee(dossier) for suivie in situee.propositions)
    objet = f", {seance.objet}" if seance is not None else ""
    nom = f"{nommer_instance(dossier, situee.connue.instance)}, {dire_moment(situee.connue.date)}"
    faits = [compter(situee.participants, "participant")] if situee.participants else []
    faits += [f"ateliers : {', '.join(a.theme for a in situee.ateliers)}"] if situee.ateliers else []
    faits += [compter(len(situee.propositions), "action proposée", "actions proposées")] if situee.propositions else []
    faits += (
        [compter(len(seance.decisions), "action décidée", "actions décidées")] if seance and seance.decisions else []
    )
    faits += ["prévue"] if situee.connue.est_prevue else []
    suite = f" : {' ; '.join(faits)}" if faits else ""
    yield Fait(f"Séance, {nom}{objet}{suite}{marquer(est_reconstituee)}.", seance.source if seance else "")
    observations = [o for a in situee.ateliers for o in a.observations] + list(seance.observations if seance else ())
    for observation in observations:
        texte = f"{mettre_majuscule(OBSERVATIONS[observation.genre])} : {phrase(observation.texte)}"
        yield Fait(texte, seance.source if seance else "", 1)

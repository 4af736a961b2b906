"""Ce qu'une séance produit avant tout vote : les ateliers et ce qui en ressort, les propositions et leur besoin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contrat.calculs.rapports.seance import RapportSeance
from contrat.calculs.seances.travail import PropositionSuivie
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Observation
from contrat.rendu.mots.actions import CRITERES_DITS, STATUTS
from contrat.rendu.mots.noms import libeller_axe
from contrat.rendu.mots.origine import MARQUE, marquer
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule
from contrat.rendu.mots.seances import ISSUES_SEANCE, OBSERVATIONS
from contrat.rendu.page import Bloc, Colonne, Partie, Point, Rangee, Remarque, Tableau, assembler, puces


def rendre_le_travail(rapport: RapportSeance) -> Iterator[Partie]:
    """Ce qui ressort des ateliers, puis ce qui est proposé ; rien quand la séance n'a fait ni l'un ni l'autre."""
    seance, dossier = rapport.connue.seance, rapport.dossier
    if rapport.ateliers or (seance is not None and seance.observations):
        yield Partie("Concertation", list(_concerter(rapport)))
    if rapport.propositions:
        yield Partie("Propositions", list(_proposer(dossier, rapport.propositions)))


def _concerter(rapport: RapportSeance) -> Iterator[Bloc]:
    dossier, seance = rapport.dossier, rapport.connue.seance
    if rapport.ateliers:
        yield f"{mettre_majuscule(compter(len(rapport.ateliers), 'atelier'))} :"
    points: list[Bloc | Point] = []
    for atelier in rapport.ateliers:
        combien = f" ({compter(atelier.participants, 'participant')})" if atelier.participants else ""
        suite = "" if atelier.observations else " : rien de ce qui en est sorti n'est écrit"
        points.append(Point(f"{mettre_majuscule(atelier.theme)}{combien}{suite}"))
        points += [Point(_observer(dossier, o), 1) for o in atelier.observations]
    yield from assembler(points)
    if seance is not None and seance.observations:
        yield "De toute la séance :"
        yield from puces(_observer(dossier, o) for o in seance.observations)
    toutes = [o for atelier in rapport.ateliers for o in atelier.observations]
    toutes += seance.observations if seance is not None else ()
    muettes = sum(not o.constats for o in toutes)
    if muettes:
        yield f"Sans constat du diagnostic rapproché : {muettes} sur {len(toutes)}."


def _observer(dossier: Dossier, observation: Observation) -> str:
    repris = dire_constats(dossier, observation.constats)
    suite = f" ; repris par le diagnostic : {repris}" if repris else ""
    return f"{mettre_majuscule(OBSERVATIONS[observation.genre])} : {observation.texte.rstrip('.')}{suite}."


def dire_constats(dossier: Dossier, noms: Iterable[str]) -> str:
    """Des constats du diagnostic, en toutes lettres ; rien quand il n'y en a pas."""
    textes = {constat.id: constat.texte.rstrip(".") for constat in dossier.contrat.diagnostic.constats}
    return " ; ".join(f"« {textes.get(nom, nom)} »" for nom in noms)


def _proposer(dossier: Dossier, propositions: tuple[PropositionSuivie, ...]) -> Iterator[Bloc]:
    points: list[Bloc | Point] = []
    for suivie in propositions:
        points.append(Point(_titrer(dossier, suivie)))
        besoin = dire_constats(dossier, suivie.proposition.constats)
        points.append(Point(f"Besoin : {besoin or 'aucun constat du diagnostic'}", 1))
        dits = [f"{CRITERES_DITS[nom]}, {texte.rstrip('.')}" for nom, texte in suivie.dit.items() if texte]
        points.append(Point(f"Développement durable : {' ; '.join(dits) or 'non examiné'}", 1))
        points.append(Point(_suite(suivie), 1))
    yield from assembler(points)
    if not all(suivie.est_ecrite for suivie in propositions):
        yield Remarque("Sans compte rendu de cette séance, le besoin et les critères sont ceux des fiches nées d'elle.")
    if any(suivie.est_reconstituee(dossier) for suivie in propositions):
        yield f"{MARQUE} : besoin ou critères reconstitués, que la source ne publie pas."


def _titrer(dossier: Dossier, suivie: PropositionSuivie) -> str:
    axe = dossier.axes.get(suivie.action.axe) if suivie.action else None
    place = f" (axe {axe.numero})" if axe else ""
    return f"{suivie.proposition.titre}{place}{marquer(suivie.est_reconstituee(dossier))}"


def _suite(suivie: PropositionSuivie) -> str:
    proposition, action = suivie.proposition, suivie.action
    issue = ISSUES_SEANCE[proposition.issue] if proposition.issue else "non documentée"
    motif = f" ({proposition.motif.rstrip('.')})" if proposition.motif else ""
    fiche = f" ; fiche « {action.titre_court} », à ce jour {STATUTS[action.statut].lower()}" if action else ""
    return f"Issue : {issue}{motif}{fiche}"


def preparer_le_travail(rapport: RapportSeance) -> Iterator[Partie]:
    """Ce qu'un atelier ou une commission remplit : les besoins sans réponse, les critères à examiner."""
    seance, contrat = rapport.connue.seance, rapport.dossier.contrat
    if rapport.ateliers:
        colonnes = (Colonne("Atelier"), Colonne("Atouts"), Colonne("Faiblesses"), Colonne("Constat rapproché"))
        rangees = tuple(Rangee((mettre_majuscule(x.theme), "", "", "")) for x in rapport.ateliers)
        yield Partie("Feuille d'atelier", [Tableau(colonnes, rangees)])
    if seance is not None and seance.axe is not None:
        axe = rapport.dossier.axes.get(seance.axe)
        blocs: list[Bloc] = [f"Axe {axe.numero} : {libeller_axe(axe)}."] if axe else []
        besoins = [constat.texte for constat in rapport.besoins]
        blocs += ["Besoins auxquels aucune fiche ne répond :", *puces(besoins)] if besoins else []
        questions = [c.question for c in contrat.criteres_durables]
        blocs += ["Pour chaque proposition, répondre à :", *puces(["Quel constat la justifie ?", *questions])]
        lignes = enumerer(["titre", "constat", *(CRITERES_DITS[c.critere] for c in contrat.criteres_durables), "issue"])
        blocs.append(f"À noter ensuite par « contrat seance proposer {seance.id} » : {lignes}.")
        yield Partie("Feuille de proposition", blocs)

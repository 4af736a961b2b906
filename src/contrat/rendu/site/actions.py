"""Les pages des axes et des actions, chacune ouvrant les autres."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from contrat.calculs.actions.selection import SituationAction
from contrat.calculs.rapports.public import ContratPublic
from contrat.modele.action import Axe
from contrat.rendu.actions.fiche import composer as composer_fiche
from contrat.rendu.actions.frise import dessiner_calendrier
from contrat.rendu.mots.actions import STATUTS, citer
from contrat.rendu.mots.dates import dire_exercices, dire_moment
from contrat.rendu.mots.noms import libeller_axe, nommer_court
from contrat.rendu.mots.origine import legender, titrer
from contrat.rendu.mots.phrases import compter, mettre_majuscule, phrase
from contrat.rendu.page import Bloc, Cellule, Colonne, Page, Partie, Point, Points, Rangee, Tableau, assembler, puces
from contrat.rendu.rapports.plan import presenter_plan
from contrat.rendu.site.plan import page_de_l_action, page_de_l_axe

COLONNES = (
    Colonne("Action"), Colonne("Statut", fixe=True), Colonne("Porteur"), Colonne("Prévu", "euros"),
    Colonne("Fin", fixe=True),
)  # fmt: skip
SANS_ACTION = "Aucune action n'est écrite."


def composer_axes(public: ContratPublic) -> Page:
    """Les axes, ce que chacun cherche, combien d'actions y répondent."""
    points = [
        point
        for axe, actions in public.presente.axes
        for point in (
            annoncer_axe(axe, actions),
            Point(mettre_majuscule(axe.finalite), 1),
        )
    ]
    return Page("Les axes", public.contrat.titre, [Partie("", [Points(tuple(points))])])


def annoncer_axe(axe: Axe, actions: Sequence[SituationAction]) -> Point:
    """Un axe, le nombre de ses actions, et le lien vers sa page."""
    dit = f"Axe {axe.numero} : {libeller_axe(axe)} ({compter(len(actions), 'action')})"
    return Point(dit, vers=page_de_l_axe(axe))


def composer_axe(public: ContratPublic, axe: Axe, situations: Sequence[SituationAction]) -> Page:
    """Un axe : ce qu'il cherche, les constats auxquels il répond, ses actions."""
    dossier = public.dossier
    constats = [c for c in public.contrat.diagnostic.constats if c.id in axe.constats]
    parties = [
        Partie("", _finalite(public, axe)),
        Partie(
            "Les besoins auxquels il répond", assembler(Point(c.texte + citer(dossier, c.source)) for c in constats)
        ),
        Partie("Ses actions", tabuler_actions(public, situations)),
    ]
    return Page(f"Axe {axe.numero} : {libeller_axe(axe)}", public.contrat.titre, [p for p in parties if p.blocs])


def _finalite(public: ContratPublic, axe: Axe) -> list[Bloc]:
    commission = [f"Commission : {axe.commission}."] if axe.commission else []
    return [phrase(axe.finalite) + citer(public.dossier, axe.source), *commission]


def composer_actions(public: ContratPublic) -> Page:
    """Toutes les actions, axe par axe."""
    parties = [
        Partie(f"Axe {axe.numero} : {axe.titre_court}", tabuler_actions(public, situations))
        for axe, situations in public.presente.axes
    ]
    sujet = f"{public.contrat.titre}. {compter(len(public.dossier.actions), 'action')}."
    return Page("Les actions", sujet, parties)


def tabuler_actions(public: ContratPublic, situations: Sequence[SituationAction]) -> list[Bloc]:
    """Un tableau d'actions, où chacune ouvre sa page, et ce que sa marque veut dire."""
    if not situations:
        return [SANS_ACTION]
    notes = legender(public.dossier, [s.action for s in situations])
    tableau = Tableau(COLONNES, tuple(Rangee(tuple(_ranger(public, s))) for s in situations))
    return [tableau, *puces(notes)]


def _ranger(public: ContratPublic, situation: SituationAction) -> Iterator[Cellule]:
    action = situation.action
    titre = f"{situation.numero} {titrer(public.dossier, action)}"
    yield Cellule(titre, vers=page_de_l_action(action.id))
    yield Cellule(STATUTS[situation.statut])
    yield Cellule(nommer_court(public.dossier, action.porteur))
    yield Cellule(situation.cout)
    yield Cellule(None if situation.fin is None else dire_moment(situation.fin))


def composer_action(public: ContratPublic, identifiant: str) -> Page:
    """La fiche d'une action, sans ce qui n'est que pour qui la tient, et son plan de financement."""
    page = composer_fiche(public.examiner(identifiant), est_publiee=True)
    projet = public.planifier(identifiant)
    if not projet.rangs:
        return page
    return replace(page, parties=[*page.parties, Partie("Plan de financement", list(presenter_plan(projet)))])


def composer_calendrier(public: ContratPublic) -> Page:
    """De quand à quand va chaque action, ses jalons faits et prévus ; chacune ouvre sa page."""
    datees = public.presente.calendrier
    adresses = [page_de_l_action(datee.situation.action.id) for datee in datees]
    blocs = [dessiner_calendrier(public.dossier, datees, adresses)] if datees else ["Aucune action n'a de date."]
    notes = legender(public.dossier, [d.situation.action for d in datees])
    titre = f"Calendrier {dire_exercices(public.contrat.periode)}"
    return Page(titre, public.contrat.titre, [Partie("", [*blocs, *puces(notes)])])

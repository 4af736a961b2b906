"""Le contrat raconté : une partie par sujet, chaque phrase avec sa source, et les commandes qui en disent plus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contrat.calculs.presentation.presentation import ContratPresente
from contrat.rendu.actions.frise import dessiner_calendrier
from contrat.rendu.document import Document
from contrat.rendu.mots.argent import NATURES
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.origine import dire_reconstitues_aussi, legender
from contrat.rendu.page import Bloc, Page, Partie, Tableau, assembler, puces, tabuler
from contrat.rendu.presentation.conduite import (
    raconter_axes,
    raconter_calendrier,
    raconter_moyens,
    raconter_partenaires,
)
from contrat.rendu.presentation.gouvernance import raconter_gouvernance
from contrat.rendu.presentation.naissance import raconter_diagnostic, raconter_origine
from contrat.rendu.presentation.recit import Fait, Volet, pointer
from contrat.rendu.presentation.suite import (
    raconter_contradictions,
    raconter_durabilite,
    raconter_resultats,
    raconter_sources,
    raconter_suites,
)

VERSION = 1
COLONNES = ("partie", "titre", "rang", "texte", "source", "origine")
RIEN = "Rien n'en est écrit."
VOLETS: Mapping[str, Volet] = {
    "origine": Volet("D'où il vient", raconter_origine, ("presenter calendrier", "presenter sources")),
    "diagnostic": Volet("Le territoire et ses besoins", raconter_diagnostic, ("concordance", "action lister")),
    "gouvernance": Volet(
        "Qui propose, qui décide", raconter_gouvernance, ("rapport seance", "hierarchiser SEANCE", "convention")
    ),
    "axes": Volet("Les axes et leurs actions", raconter_axes, ("action lister", "action montrer ACTION")),
    "calendrier": Volet("Le calendrier", raconter_calendrier, ("action lister --en-retard", "rapport permanence")),
    "moyens": Volet("Les moyens", raconter_moyens, ("budget", "budget --par axe", "financement ACTION")),
    "partenaires": Volet("Les partenaires et leurs rôles", raconter_partenaires, ("budget --par financeur",)),
    "durabilite": Volet("Le développement durable", raconter_durabilite, ("evaluation", "action montrer ACTION")),
    "resultats": Volet("Les résultats et les effets", raconter_resultats, ("evaluation", "concordance", "suivi")),
    "suites": Volet("Ce qui suit", raconter_suites, ("action montrer ACTION",)),
    "contradictions": Volet("Ce que les sources contredisent", raconter_contradictions, ("concordance",)),
    "sources": Volet("D'où viennent ces renseignements", raconter_sources, ("concordance",)),
}


def documenter_presentation(presente: ContratPresente, parties: Sequence[str]) -> Document:
    """Ces parties dans toutes leurs formes ; le CSV a une ligne par phrase."""
    return Document(
        page=lambda: composer(presente, parties),
        objet=lambda: _decrire(presente, parties),
        donnees=lambda: _tabuler(presente, parties),
    )


def composer(presente: ContratPresente, parties: Sequence[str], *, a_des_suites: bool = True) -> Page:
    """La page : les parties demandées, dans l'ordre ; leurs suites sont des commandes, qu'un site ne montre pas."""
    contrat = presente.contrat
    sujet = f"{contrat.territoire.commune}, {dire_exercices(contrat.periode)}"
    return Page(contrat.titre, sujet, [_composer(presente, nom, a_des_suites) for nom in parties])


def _composer(presente: ContratPresente, nom: str, a_des_suites: bool) -> Partie:
    volet = VOLETS[nom]
    points = list(pointer(presente.dossier, volet.raconter(presente)))
    suites = ", ".join(f"contrat {commande}" for commande in volet.suites)
    fin = [f"Pour en savoir plus : {suites}."] if a_des_suites else []
    figures = dessiner_les_dates(presente) if nom == "calendrier" else ()
    return Partie(volet.titre, [*assembler(points or [RIEN]), *figures, *fin], nom=nom)


def dessiner_les_dates(presente: ContratPresente) -> Iterator[Bloc]:
    """Le calendrier des actions, et ce que leur marque veut dire ; rien quand aucune n'a de date."""
    if datees := presente.calendrier:
        yield dessiner_calendrier(presente.dossier, datees)
        actions = [datee.situation.action for datee in datees]
        supposees = dire_reconstitues_aussi(actions, "calendrier", "Dates reconstituées aussi")
        yield from puces([*legender(presente.dossier, actions), *supposees])


def _decrire(presente: ContratPresente, parties: Sequence[str]) -> dict[str, Any]:
    contrat = presente.contrat
    return {
        "version": VERSION,
        "contrat": contrat.id,
        "titre": contrat.titre,
        "au": presente.jour,
        "parties": [
            {
                "nom": nom,
                "titre": VOLETS[nom].titre,
                "faits": [_situer(presente, fait) for fait in VOLETS[nom].raconter(presente)],
                "suites": [f"contrat {commande}" for commande in VOLETS[nom].suites],
            }
            for nom in parties
        ],
    }


def _situer(presente: ContratPresente, fait: Fait) -> dict[str, Any]:
    """Une phrase, sa source et la nature de celle-ci ; une phrase calculée n'a ni l'une ni l'autre."""
    source = presente.dossier.sources.get(fait.source)
    return {
        "rang": fait.rang,
        "texte": fait.texte,
        "source": fait.source or None,
        "origine": NATURES[source.nature] if source else None,
    }


def _tabuler(presente: ContratPresente, parties: Sequence[str]) -> Tableau:
    lignes = [
        {"partie": nom, "titre": VOLETS[nom].titre, **_situer(presente, fait)}
        for nom in parties
        for fait in VOLETS[nom].raconter(presente)
    ]
    return tabuler(COLONNES, lignes)

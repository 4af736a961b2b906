"""L'entretien sans terminal : les réponses viennent d'un fichier, écrit comme celui d'un ménage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import GESTES, Question, lire_reponse
from contrat.cli.ecriture import REFUS
from contrat.cli.entretien.dossier import Ouverture
from contrat.cli.fautes import arreter
from contrat.depot.fiche import FicheLue, lire_fiche
from contrat.modele.menage import Reponses
from contrat.modele.saisie import reporter
from contrat.rendu.eligibilite.permanence import (
    demander,
    dire_commune,
    dire_invraisemblances,
    dire_reponse,
    dire_revenus,
    dire_tranches,
)

# Ils désignent le fichier et son origine : ce ne sont pas des réponses.
_SANS_EFFET = ("id", "source")


def lire_reponses(fichier: Path) -> FicheLue:
    """Les réponses préparées ; mal formées, elles sont montrées et la commande sort."""
    fiche = lire_fiche(fichier, fichier.as_posix(), Reponses)
    if fiche.objet is None:
        arreter(fiche.diagnostics, "Rien n'est écrit tant que les réponses portent des erreurs.")
    return fiche


def derouler(ouverture: Ouverture, reponses: FicheLue) -> Entretien:
    """Poser les questions utiles et y répondre d'après le fichier ; une réponse absente est une réponse inconnue.

    Tout ce que le fichier donne est écrit ; ce qui contredit le dossier est montré, et rien ne l'est.
    """
    contenu, entretien = reponses.lecture.valeur, ouverture.entretien
    lignes: list[str] = []
    while question := entretien.prochaine():
        entretien = _repondre(entretien, question, contenu, lignes)
    for question in entretien.precisions():
        if lire_reponse(question, contenu, entretien.annee(question)):
            entretien = _repondre(entretien, question, contenu, lignes)
    entretien = entretien.ajouter_le_reste(contenu)
    _refuser_les_pertes(ouverture, entretien, reponses)
    entretien = ouverture.tenir(entretien)
    for ligne in lignes:
        typer.echo(ligne)
    return entretien


def _repondre(entretien: Entretien, question: Question, contenu: Mapping[str, Any], lignes: list[str]) -> Entretien:
    texte = lire_reponse(question, contenu, entretien.annee(question))
    gestes = contenu.get(question.bloc, {}).get(GESTES, ()) if question.champ == GESTES else ()
    suivant = entretien.repondre(question, texte, gestes) if texte else entretien.passer(question)
    rang = len(suivant.reponses)
    lignes.append(f"{rang}. {demander(question, entretien.annee(question))} {dire_reponse(texte)}")
    if question.champ == "commune" and texte:
        lignes += dire_commune(texte, entretien.bareme.liste_communes)
    if question.bloc == "revenus" and texte:
        lignes += dire_revenus(suivant.jugement.demande, entretien.annee(question))
    lignes += dire_invraisemblances(entretien.menage, suivant.menage, entretien.jour)
    lignes += dire_tranches(entretien.jugement, suivant.jugement)
    return suivant


def _refuser_les_pertes(ouverture: Ouverture, entretien: Entretien, reponses: FicheLue) -> None:
    """Sortir quand une réponse ne serait pas dans le fichier : il dit déjà autre chose."""
    final = reporter(entretien.depart, entretien.saisies)
    pertes = list(_perdues(reponses.lecture.valeur, final, ()))
    for chemin in pertes:
        place = reponses.lecture.valeurs[chemin]
        champ = " › ".join(str(nom) for nom in chemin if isinstance(nom, str))
        typer.echo(
            f"{reponses.nom}:{place.ligne}:{place.colonne}: {champ} : {ouverture.nom} dit déjà autre chose", err=True
        )
    if pertes:
        typer.echo("L'entretien n'écrase pas ce qu'un dossier dit : corriger l'un des deux.", err=True)
        typer.echo(REFUS, err=True)
        raise typer.Exit(1)


def _perdues(donne: Any, final: Any, chemin: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Les places des réponses qu'un contenu n'a pas ; les éléments d'une liste peuvent y être dans un autre ordre."""
    if isinstance(donne, Mapping):
        for cle, valeur in donne.items():
            if chemin or cle not in _SANS_EFFET:
                yield from _perdues(valeur, (final or {}).get(cle), (*chemin, cle))
    elif isinstance(donne, list):
        restants = list(final or ())
        for rang, element in enumerate(donne):
            if element in restants:
                restants.remove(element)
            else:
                yield (*chemin, rang)
    elif donne != final:
        yield chemin

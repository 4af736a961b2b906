"""Écrire un acte dans le contrat ou dans une fiche, délibération ou convention, si aucune règle ne s'y oppose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from contrat.calculs.argent.contractualisation import ConventionSuivie, suivre_conventions
from contrat.cli.creation.objets import citer, nommer
from contrat.cli.designation import reconnaitre_action, reconnaitre_mot, reconnaitre_organisme
from contrat.cli.faits.ecrire import ecrire_fait
from contrat.cli.fautes import arreter
from contrat.cli.lectures import lire_annee
from contrat.dates import dire_moment
from contrat.depot.chargement import BUDGET, Chargement, charger
from contrat.depot.lieux import fautes_de
from contrat.depot.racine import trouver_racine
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.modele.base import SECTIONS
from contrat.modele.cadre import Convention
from contrat.modele.dossier import Dossier
from contrat.modele.saisie import Saisie
from contrat.proches import proposer, replier


def ouvrir_le_contrat(racine: Path | None) -> Chargement:
    """Le contrat et ses fiches ; si son fichier principal ne se lit pas, le montrer et sortir avec le code 1."""
    lu = charger(trouver_racine(Path.cwd(), racine), (*BUDGET, "seances"))
    if "contrat" not in lu.dossier.contrats:
        arreter(fautes_de(lu, "contrat"))
    return lu


def citer_source(lu: Chargement, action: str | None, demandee: str | None) -> str:
    """La source d'un acte : celle qu'on demande, sinon celle du contrat ou de la fiche nommée."""
    porteur = lu.dossier.contrat if action is None else lu.dossier.actions[action]
    return citer(demandee, porteur.source, lu.dossier)


def ajouter_acte(lu: Chargement, action: str | None, liste: str, entree: Mapping[str, Any]) -> str:
    """Ajouter une délibération, une convention, au contrat ou à la fiche nommée ; rend le nom du fichier."""
    ecrite = {cle: valeur for cle, valeur in entree.items() if valeur}
    return _ecrire(lu, action, lambda _: [Saisie((liste,), [ecrite])])


def refuser_la_meme(lu: Chargement, action: str | None, entree: Mapping[str, Any]) -> None:
    """Lever `ErreurUsage` pour une délibération déjà écrite : même date, même instance, même objet."""
    porteur = lu.dossier.contrat if action is None else lu.dossier.actions[action]
    dite = (entree["date"], entree["instance"], replier(entree["objet"]))
    if any((d.date, d.instance, replier(d.objet)) == dite for d in porteur.deliberations):
        raise ErreurUsage(
            f"cette délibération est déjà écrite : {dire_moment(entree['date'])}, « {entree['objet']} »",
            "une autre a son --objet ou sa --date ; celle-ci se corrige dans son fichier",
        )


def nommer_convention(
    dossier: Dossier, donne: str | None, objet: str, parties: Collection[str], reference: str | None
) -> str:
    """L'identifiant d'une convention neuve.

    Lève `ErreurUsage` quand elle est déjà écrite : même objet, mêmes parties, même référence.
    """
    connues = [suivie.convention for suivie in suivre_conventions(dossier).conventions]
    for c in connues:
        if (replier(c.objet), set(c.organismes), c.reference) == (replier(objet), set(parties), reference):
            raise ErreurUsage(
                f"cette convention est déjà écrite : « {c.id} »",
                "une autre a son --objet ou sa --reference ; celle-ci se corrige dans son fichier",
            )
    return nommer(donne, objet, {c.id for c in connues})


def noter_signature(identifiant: str, moment: str, jusqu_au: str | None, racine: Path | None) -> None:
    """Dater la signature d'une convention du contrat ou d'une fiche."""
    lu = ouvrir_le_contrat(racine)
    suivie = _trouver(lu.dossier, identifiant)
    if suivie.convention.signe_le is not None:
        raise ErreurUsage(
            f"« {identifiant} » est déjà signée ({dire_moment(suivie.convention.signe_le)})",
            "corriger signe_le dans son fichier",
        )

    def saisir(conventions: Sequence[Convention]) -> list[Saisie]:
        rang = next((rang for rang, c in enumerate(conventions) if c.id == identifiant), None)
        if rang is None:
            raise ErreurContrat(f"« {identifiant} » vient d'être retirée", "recommencer")
        fin = [] if jusqu_au is None else [Saisie(("conventions", rang, "jusqu_au"), jusqu_au)]
        return [Saisie(("conventions", rang, "signe_le"), moment), *fin]

    fichier = _ecrire(lu, suivie.action.id if suivie.action else None, saisir)
    typer.echo(f"convention « {identifiant} », signée : {dire_moment(moment)}, écrit dans {fichier}")


def _trouver(dossier: Dossier, identifiant: str) -> ConventionSuivie:
    connues = {suivie.convention.id: suivie for suivie in suivre_conventions(dossier).conventions}
    if identifiant not in connues:
        aide = proposer(identifiant, sorted(connues)) or "en créer une : contrat nouveau convention"
        raise ErreurUsage(f"la convention « {identifiant} » n'existe pas", aide)
    return connues[identifiant]


def _ecrire(lu: Chargement, fiche: str | None, saisir: Callable[[Sequence[Convention]], list[Saisie]]) -> str:
    genre, nom = ("contrat", "contrat") if fiche is None else ("actions", fiche)
    return ecrire_fait(lu, genre, nom, lambda objet: saisir(objet.conventions))


def lire_ligne(dossier: Dossier, mot: str, fiche: str | None) -> dict[str, str]:
    """Une ligne couverte : `action:organisme`, puis au choix un exercice et une section."""
    morceaux = mot.split(":")
    if len(morceaux) not in (2, 3, 4):
        aide = "écrire action:organisme, puis au choix :exercice et :section"
        raise ErreurUsage(f"--couvre : « {mot} » ne se lit pas", aide)
    action = reconnaitre_action(dossier, morceaux[0]).id
    ligne = {} if action == fiche else {"action": action}
    ligne["organisme"] = reconnaitre_organisme(dossier, morceaux[1])
    if len(morceaux) > 2:
        ligne["exercice"] = str(lire_annee("--couvre", morceaux[2]))
    if len(morceaux) > 3:
        ligne["section"] = reconnaitre_mot("la section", morceaux[3], SECTIONS)
    return ligne

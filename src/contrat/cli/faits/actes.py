"""Écrire un acte dans le contrat ou dans une fiche, délibération ou convention, si aucune règle ne s'y oppose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from contrat.calculs.argent.contractualisation import ConventionSuivie, suivre_conventions
from contrat.cli.creation.objets import nommer
from contrat.cli.designation import reconnaitre_action, reconnaitre_mot, reconnaitre_organisme
from contrat.cli.faits.ecrire import FichierOuvert, ouvrir_le_contrat, porter
from contrat.cli.lectures import lire_annee
from contrat.dates import dire_moment
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.saisie import Saisie
from contrat.proches import proposer, replier


def ajouter_acte(porteur: FichierOuvert, liste: str, entree: Mapping[str, Any]) -> str:
    """Ajouter une délibération, une convention, à ce qui la porte ; rend le nom du fichier."""
    ecrite = {cle: valeur for cle, valeur in entree.items() if valeur}
    return porteur.noter(lambda _: [Saisie((liste,), [ecrite])])


def refuser_la_meme(porteur: FichierOuvert, entree: Mapping[str, Any]) -> None:
    """Lever `ErreurUsage` pour une délibération déjà écrite : même date, même instance, même objet."""
    dite = (entree["date"], entree["instance"], replier(entree["objet"]))
    if any((d.date, d.instance, replier(d.objet)) == dite for d in porteur.objet.deliberations):
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

    def saisir(actuel: Contrat | Action) -> list[Saisie]:
        rang = next((rang for rang, c in enumerate(actuel.conventions) if c.id == identifiant), None)
        if rang is None:
            raise ErreurContrat(f"« {identifiant} » vient d'être retirée", "recommencer")
        fin = [] if jusqu_au is None else [Saisie(("conventions", rang, "jusqu_au"), jusqu_au)]
        return [Saisie(("conventions", rang, "signe_le"), moment), *fin]

    porteur = porter(lu, suivie.action.id if suivie.action else None)
    porteur.ecrire(saisir, f"convention « {identifiant} », signée : {dire_moment(moment)}")


def _trouver(dossier: Dossier, identifiant: str) -> ConventionSuivie:
    connues = {suivie.convention.id: suivie for suivie in suivre_conventions(dossier).conventions}
    if identifiant not in connues:
        aide = proposer(identifiant, sorted(connues)) or "en créer une : contrat nouveau convention"
        raise ErreurUsage(f"la convention « {identifiant} » n'existe pas", aide)
    return connues[identifiant]


def lire_ligne(porteur: FichierOuvert, mot: str) -> dict[str, str]:
    """Une ligne couverte : `action:organisme`, puis au choix un exercice et une section."""
    morceaux = mot.split(":")
    if len(morceaux) not in (2, 3, 4):
        aide = "écrire action:organisme, puis au choix :exercice et :section"
        raise ErreurUsage(f"--couvre : « {mot} » ne se lit pas", aide)
    action = reconnaitre_action(porteur.dossier, morceaux[0]).id
    est_sienne = (porteur.genre, porteur.nom) == ("actions", action)
    ligne = {} if est_sienne else {"action": action}
    ligne["organisme"] = reconnaitre_organisme(porteur.dossier, morceaux[1])
    if len(morceaux) > 2:
        ligne["exercice"] = str(lire_annee("--couvre", morceaux[2]))
    if len(morceaux) > 3:
        ligne["section"] = reconnaitre_mot("la section", morceaux[3], SECTIONS)
    return ligne

"""Créer un objet du contrat : lire ce qui est là, proposer un identifiant, écrire un fichier ou une entrée."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer

from contrat.calculs.creation.noms import RESERVES, identifier
from contrat.cli.a_cote import dire_ensuite
from contrat.cli.creation.textes import rediger
from contrat.cli.designation import refuser_l_illisible
from contrat.cli.ecriture import creer, ecrire_ou_sortir
from contrat.cli.fautes import arreter
from contrat.depot.chargement import charger
from contrat.depot.ecriture import ChangementFichier, Lieu
from contrat.depot.fiche import FicheLue
from contrat.depot.lieux import fautes_de, situer
from contrat.depot.racine import trouver_racine
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.modele.base import MOTIF_IDENTIFIANT, MOTIFS
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.saisie import Saisie
from contrat.proches import proposer, replier
from contrat.rendu.mots.dates import dire_jour

LUS = ("contrat", "organismes", "sources", "axes", "actions", "aides", "seances")


@dataclass(frozen=True)
class Ouvert:
    """Un contrat auquel ajouter un objet ; une faute ailleurs n'en empêche pas."""

    racine: Path
    dossier: Dossier

    @property
    def contrat(self) -> Contrat:
        """Le contrat lui-même."""
        return self.dossier.contrat

    def source(self, demandee: str | None) -> str:
        """La source à citer : celle qu'on demande, sinon celle du contrat."""
        return citer(demandee, self.contrat.source, self.dossier)

    def organisme(self, option: str, demande: str) -> str:
        """Un organisme du contrat."""
        return _verifier_lu(option, demande, self.dossier, "organismes")

    def refuser_apres_cloture(self, jour: date) -> None:
        """Lever `ErreurUsage` pour ce qui serait décidé un jour où ce contrat est clos."""
        if self.contrat.clos_le is not None and jour > self.contrat.clos_le:
            suivant = f"dans « {self.contrat.suivant} »" if self.contrat.suivant else "dans le contrat suivant"
            raise ErreurUsage(
                f"« {self.contrat.id} » est clos depuis le {dire_jour(self.contrat.clos_le)}", f"recommencer {suivant}"
            )

    def instance(self, demandee: str | None) -> str:
        """Une instance du contrat : celle qu'on demande, sinon la première qu'il nomme."""
        connues = [instance.id for instance in self.contrat.gouvernance]
        if not connues:
            fichier = situer(self.racine, "contrat").nom
            raise ErreurUsage("le contrat ne nomme aucune instance", f"écrire gouvernance: dans {fichier}")
        return verifier("--instance", demandee or connues[0], connues)


def ouvrir(racine: Path | None) -> Ouvert:
    """Lire le contrat ; si son fichier principal ne se lit pas, le montrer et sortir avec le code 1."""
    base = trouver_racine(Path.cwd(), racine)
    lu = charger(base, LUS)
    if "contrat" not in lu.dossier.contrats:
        arreter(fautes_de(lu, "contrat"))
    return Ouvert(base, lu.dossier)


def verifier(option: str, mot: str, connus: Iterable[str]) -> str:
    """Un mot parmi ceux qui sont connus ; lève `ErreurUsage` avec le plus proche."""
    possibles = sorted(connus)
    if mot not in possibles:
        aide = proposer(mot, possibles) or f"choisir parmi : {', '.join(possibles)}"
        raise ErreurUsage(f"{option} : « {mot} » n'existe pas", aide)
    return mot


def _verifier_lu(option: str, mot: str, dossier: Dossier, genre: str) -> str:
    """Un mot d'une liste du contrat ; lève `ErreurDonnees` quand elle ne se lit pas."""
    connus = dossier.presents[genre]
    if mot not in connus and genre not in dossier.genres:
        refuser_l_illisible(f"{option} : « {mot} » ne peut être vérifié", [genre])
    return verifier(option, mot, connus)


def citer(demandee: str | None, sienne: str, dossier: Dossier) -> str:
    """La source d'un fait noté : celle qu'on demande, sinon celle du fichier, en le disant si c'est un document publié.

    Un document publié avant le fait ne peut le dire : la citer sans un mot lui prêterait ce qu'il ne dit pas.
    """
    citee = _verifier_lu("--source", demandee or sienne, dossier, "sources")
    source = dossier.sources.get(citee)
    if demandee is None and source is not None and source.nature == "publie":
        aide = "s'il ne dit pas cela, corriger source: dans le fichier ; --source en cite une autre"
        dire_ensuite(f"Attention : « {citee} », citée d'office, est un document publié\n  aide : {aide}")
    return citee


def exiger(option: str, texte: str | None, question: str) -> str:
    """Un texte donné en option, sinon demandé au terminal, sinon refusé."""
    if texte is None and sys.stdin.isatty():
        import questionary

        texte = str(questionary.text(question).unsafe_ask())
    net = " ".join((texte or "").split())
    if not net:
        raise ErreurUsage(f"il manque {option}", f"écrire {option} suivi de la réponse : {question}")
    return net


def nommer(donne: str | None, titre: str, pris: Collection[str]) -> str:
    """L'identifiant donné, s'il est bien formé et libre ; sinon, celui que le titre propose."""
    if donne is None:
        if propose := identifier(titre, pris):
            return propose
        raise ErreurUsage(f"« {titre} » ne donne pas d'identifiant", "donner un identifiant avant les options")
    if not re.fullmatch(MOTIF_IDENTIFIANT, donne):
        attendu, aide = MOTIFS[MOTIF_IDENTIFIANT]
        propose = identifier(donne, pris)
        raise ErreurUsage(f"« {donne} » n'est pas {attendu}", f"écrire {propose}" if propose else aide)
    if donne in RESERVES:
        aide = f"choisir un autre identifiant, comme {identifier(donne, pris)}"
        raise ErreurUsage(f"« {donne} » est un nom que Windows ou YAML se réservent", aide)
    if donne in pris:
        raise ErreurUsage(f"« {donne} » existe déjà", f"choisir un autre identifiant, comme {identifier(donne, pris)}")
    return donne


def refuser_le_double(quoi: str, dit: str, connus: Mapping[str, str]) -> None:
    """Lever `ErreurUsage` quand un objet a déjà ce nom : ses montants se partageraient entre deux."""
    for identifiant, nom in connus.items():
        if replier(nom) == replier(dit):
            aide = f"employer « {identifiant} », ou dire ce qui distingue l'autre"
            raise ErreurUsage(f"{quoi} est déjà là : « {identifiant} », {nom}", aide)


def creer_fichier(ouvert: Ouvert, genre: str, nom: str, **contexte: Any) -> None:
    """Écrire le fichier neuf d'un objet, d'après son gabarit, et dire où il est."""
    lieu = situer(ouvert.racine, genre, nom)
    (cle,) = contexte
    texte = rediger(f"{cle}.yaml.j2", ouvert.racine, **contexte)
    creer(lieu, texte)
    typer.echo(lieu.nom)


def ajouter_entree(lieu: Lieu, liste: str, entree: Mapping[str, str | None]) -> None:
    """Ajouter un élément à une liste d'un fichier, sans toucher au reste, et dire où il est."""
    ecrite = {cle: valeur for cle, valeur in entree.items() if valeur is not None}

    def ajouter(actuelle: FicheLue | None) -> ChangementFichier:
        if actuelle is None:
            raise ErreurContrat(f"{lieu.nom} manque", f"le créer : sa première ligne est « {liste}: »")
        return ChangementFichier(actuelle.texte, [Saisie((liste,), [ecrite])])

    ecrire_ou_sortir(lieu, ajouter)
    typer.echo(lieu.nom)

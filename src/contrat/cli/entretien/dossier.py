"""Ouvrir un entretien : reprendre le fichier d'un ménage ou en créer un, et ce qui s'écrit d'office."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError

from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import Question
from contrat.cli.eligibilite_guichet import charger_droit, signaler
from contrat.cli.entretien.fichier import BaseEntretien, FichierTenu
from contrat.cli.source_menages import lire_cadre, trouver_source
from contrat.depot.ecriture import Lieu
from contrat.depot.fiche import lire_fiche
from contrat.depot.menage_ecrit import rediger_entretien, situer_menage, tirer_identifiant
from contrat.depot.messages import dire
from contrat.erreurs import ErreurUsage
from contrat.modele.base import MOTIF_MENAGE
from contrat.modele.menage import Menage
from contrat.modele.saisie import Saisie

# Les étapes d'un ménage qui n'a pas encore été reçu.
_AVANT_RECEPTION = ("repere", "contacte", "rendez_vous")
Etape = dict[str, str]


@dataclass(frozen=True)
class DemandeEntretien:
    """Ce que la commande demande : un fichier, le jour de la permanence, la source, les réponses préparées."""

    racine: Path
    fichier: Path | None = None
    jour: date | None = None
    source: str | None = None
    reponses: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ouverture:
    """Un entretien qui commence, et le fichier où l'écrire."""

    entretien: Entretien
    fichier: FichierTenu
    insee: str

    @property
    def nom(self) -> str:
        """Le chemin du fichier, tel que l'usager peut le redonner."""
        return self.fichier.lieu.nom

    def ecrire(self, entretien: Entretien) -> None:
        """Écrire les réponses données jusqu'ici : le fichier est complet et juste après chacune."""
        if self.fichier.ecrire(entretien.saisies):
            typer.echo(f"Un autre vient d'écrire dans {self.nom} : c'est gardé, la réponse s'y ajoute.", err=True)


def ouvrir(demande: DemandeEntretien) -> Ouverture:
    """Préparer l'entretien ; un fichier qui porte des fautes n'est pas repris : elles sont montrées."""
    lieu = _situer(demande)
    return _reprendre(lieu, demande) if lieu.chemin.exists() else _creer(lieu, demande)


def _situer(demande: DemandeEntretien) -> Lieu:
    """Le fichier du ménage ; son nom, dans les messages, est celui que l'usager a donné."""
    ici = Path.cwd()
    if demande.fichier is not None:
        return Lieu(demande.fichier, demande.fichier.as_posix(), Menage, demande.racine)
    lieu = situer_menage(demande.racine, tirer_identifiant())
    nom = lieu.chemin.relative_to(ici) if lieu.chemin.is_relative_to(ici) else lieu.chemin
    return replace(lieu, nom=nom.as_posix())


def _reprendre(lieu: Lieu, demande: DemandeEntretien) -> Ouverture:
    fiche = lire_fiche(lieu.chemin, lieu.nom, Menage)
    if fiche.objet is None:
        signaler(fiche.diagnostics)
        typer.echo("L'entretien ne reprend pas tant que le fichier porte des erreurs.", err=True)
        raise typer.Exit(1)
    menage: Menage = fiche.objet
    if demande.source not in (None, menage.source):
        aide = "retirer --source, ou changer la source dans le fichier"
        raise ErreurUsage(f"--source {demande.source} : {lieu.nom} porte déjà la source « {menage.source} »", aide)
    tenu = FichierTenu(lieu, BaseEntretien(fiche.texte), fiche.texte, fiche.lecture.valeur, est_neuf=False)
    return _commencer(tenu, demande, menage.projet.demande)


def _creer(lieu: Lieu, demande: DemandeEntretien) -> Ouverture:
    identifiant = lieu.chemin.stem
    if lieu.chemin.suffix != ".yaml" or not re.match(MOTIF_MENAGE, identifiant):
        raise ErreurUsage(
            f"« {lieu.chemin.name} » n'est pas un nom de fichier de ménage",
            "écrire M- puis 4 à 12 chiffres ou majuscules, comme M-0001.yaml, ou ne rien donner : un nom est tiré",
        )
    source = trouver_source(demande.racine, lire_cadre(demande.racine)[0], demande.source)
    depart = {"id": identifiant, "source": source}
    tenu = FichierTenu(lieu, BaseEntretien(rediger_entretien(identifiant, source)), None, depart, est_neuf=True)
    return _commencer(tenu, demande, None)


def _commencer(tenu: FichierTenu, demande: DemandeEntretien, deja: date | None) -> Ouverture:
    """L'entretien, au droit du jour de la demande : celui des réponses, de `--date`, ou du fichier (`deja`)."""
    preparee = _lire_demande(demande)
    jour = preparee or demande.jour or deja or date.today()
    bareme = charger_droit(demande.racine, [None], [jour])
    d_office = []
    if demande.jour is not None and deja is None and preparee is None:
        d_office.append(Saisie(("projet", "demande"), demande.jour.isoformat()))
    preparees, d_usage = _lister_etapes(tenu.depart, demande)
    reste = [Saisie(("evenements",), [*preparees, *d_usage])] if preparees else []
    if d_usage and not preparees:
        d_office.insert(0, Saisie(("evenements",), d_usage))
    if "choix_revenus" in demande.reponses and "choix_revenus" not in tenu.depart:
        reste.append(Saisie(("choix_revenus",), demande.reponses["choix_revenus"]))
    entretien = Entretien(bareme, jour, tenu.depart, d_office=tuple(d_office), reste=tuple(reste))
    return Ouverture(entretien, tenu, lire_cadre(demande.racine)[1].territoire.insee)


def _lire_demande(demande: DemandeEntretien) -> date | None:
    """Le jour de la demande que donnent les réponses ; `--date` est alors celui de la permanence, et c'est dit."""
    texte = demande.reponses.get("projet", {}).get("demande")
    if texte is None:
        return None
    jour = date.fromisoformat(texte)
    if demande.jour not in (None, jour):
        phrase = f"--date {demande.jour} est le jour de la permanence ; d'après les réponses, la demande est du {jour}."
        typer.echo(phrase, err=True)
    return jour


def _lister_etapes(depart: Mapping[str, Any], demande: DemandeEntretien) -> tuple[list[Etape], list[Etape]]:
    """Les étapes que les réponses donnent et que le fichier n'a pas, puis celles que franchit un premier entretien.

    Il n'en franchit aucune pour un ménage déjà reçu, ou qui a une étape plus récente.
    """
    ecrites: list[Etape] = depart.get("evenements", [])
    preparees = [etape for etape in demande.reponses.get("evenements", []) if etape not in ecrites]
    toutes = [*ecrites, *preparees]
    if preparees and [e["date"] for e in toutes] != sorted(e["date"] for e in toutes):
        aide = "retirer les étapes anciennes des réponses, ou les écrire à leur place dans le fichier"
        raise ErreurUsage("les étapes des réponses sont avant celles que le fichier a déjà", aide)
    jour = (demande.jour or date.today()).isoformat()
    if toutes and (toutes[-1]["etape"] not in _AVANT_RECEPTION or toutes[-1]["date"] > jour):
        return preparees, []
    noms = {etape["etape"] for etape in toutes}
    manquantes = [nom for nom in ("contacte", "recu_en_permanence") if nom not in noms]
    return preparees, [{"date": jour, "etape": nom} for nom in manquantes]


def refuser(entretien: Entretien, question: Question, texte: str) -> str | None:
    """Pourquoi une réponse est mal formée, avec le geste à faire ; rien quand elle convient."""
    try:
        _ = entretien.repondre(question, texte).menage
    except ValidationError as erreur:
        _, message, aide = dire(erreur.errors()[0], Menage)
        return f"{message} : {aide}" if aide else message
    return None

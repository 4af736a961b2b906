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

from contrat.calculs.eligibilite.demande import VISITE, a_depose, choisir_jour
from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import AUTRES, Question
from contrat.cli.eligibilite_guichet import borner_un_lien, charger_droit, trouver_fichier
from contrat.cli.entretien.fichier import BaseEntretien, FichierTenu
from contrat.cli.entretien.frappe import COMME_ON_TAPE
from contrat.cli.fautes import arreter
from contrat.cli.source_menages import lire_cadre, trouver_source
from contrat.depot.ecriture import Lieu
from contrat.depot.fiche import lire_fiche
from contrat.depot.fichiers import suivre
from contrat.depot.menage_ecrit import rediger_entretien, situer_menage, tirer_identifiant
from contrat.depot.messages import dire
from contrat.erreurs import ErreurUsage
from contrat.modele.base import MOTIF_MENAGE
from contrat.modele.evenement import RENDEZ_VOUS
from contrat.modele.menage import Menage
from contrat.modele.saisie import Saisie
from contrat.rendu.mots.dates import dire_jour

# Un ménage qui n'a que ces étapes n'a pas encore été contacté.
_AVANT_CONTACT = ("repere", "rendez_vous")
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

    @property
    def est_range(self) -> bool:
        """Vrai quand le fichier est parmi les dossiers du contrat, où les autres commandes le lisent."""
        lieu = self.fichier.lieu
        return suivre(lieu.chemin) == suivre(situer_menage(lieu.racine, lieu.chemin.stem).chemin)

    def tenir(self, entretien: Entretien) -> Entretien:
        """L'entretien mené à son terme, écrit ; sans une réponse, un dossier neuf n'est pas créé."""
        tenu = replace(entretien, est_tenu=not self.fichier.est_neuf)
        self.ecrire(tenu)
        return tenu

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
        fichier = trouver_fichier(demande.fichier, demande.racine)
        return Lieu(fichier, fichier.as_posix(), Menage, demande.racine)
    lieu = situer_menage(demande.racine, tirer_identifiant())
    nom = lieu.chemin.relative_to(ici) if lieu.chemin.is_relative_to(ici) else lieu.chemin
    return replace(lieu, nom=nom.as_posix())


def _reprendre(lieu: Lieu, demande: DemandeEntretien) -> Ouverture:
    fiche = lire_fiche(lieu.chemin, lieu.nom, Menage, borner_un_lien(lieu.chemin))
    if fiche.objet is None:
        arreter(fiche.diagnostics, "L'entretien ne reprend pas tant que le fichier porte des erreurs.")
    menage: Menage = fiche.objet
    if demande.source not in (None, menage.source):
        aide = "retirer --source, ou changer la source dans le fichier"
        raise ErreurUsage(f"--source {demande.source} : {lieu.nom} porte déjà la source « {menage.source} »", aide)
    tenu = FichierTenu(lieu, BaseEntretien(fiche.texte), fiche.texte, fiche.lecture.valeur, est_neuf=False)
    return _commencer(tenu, demande, menage)


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


def _commencer(tenu: FichierTenu, demande: DemandeEntretien, deja: Menage | None) -> Ouverture:
    """L'entretien, au droit du jour où il juge : celui du dépôt, fait ou encore à venir, sinon celui de la visite."""
    visite = demande.jour or date.today()
    depot = _lire_depot(demande) or (deja.projet.demande if deja else None)
    jour = choisir_jour(depot, visite, est_depose=deja is not None and a_depose(deja)) or visite
    if jour != visite:
        typer.echo(f"Visite du {dire_jour(visite)} ; jugé au jour du dépôt, le {dire_jour(jour)}.", err=True)
    elif depot not in (None, jour):
        typer.echo(f"Le dépôt prévu le {dire_jour(depot)} n'a pas eu lieu : jugé au jour de la visite.", err=True)
    bareme = charger_droit(demande.racine, [None], [jour])
    d_office: list[Saisie] = []
    preparees, d_usage = _lister_etapes(tenu.depart, demande)
    reste = [Saisie(("evenements",), [*preparees, *d_usage])] if preparees else []
    if d_usage and not preparees:
        d_office.insert(0, Saisie(("evenements",), d_usage))
    if "choix_revenus" in demande.reponses and "choix_revenus" not in tenu.depart:
        reste.append(Saisie(("choix_revenus",), demande.reponses["choix_revenus"]))
    cadre = lire_cadre(demande.racine)[1]
    if cadre.permanence.france_renov and "rendez_vous_conseil" not in tenu.depart.get("projet", {}):
        d_office.append(Saisie(("projet", "rendez_vous_conseil"), "oui"))
    entretien = Entretien(bareme, jour, tenu.depart, d_office=tuple(d_office), reste=tuple(reste))
    return Ouverture(entretien, tenu, cadre.territoire.insee)


def _lire_depot(demande: DemandeEntretien) -> date | None:
    """Le jour de dépôt que donnent les réponses préparées."""
    texte = demande.reponses.get("projet", {}).get("demande")
    return None if texte is None else date.fromisoformat(texte)


def _lister_etapes(depart: Mapping[str, Any], demande: DemandeEntretien) -> tuple[list[Etape], list[Etape]]:
    """Les étapes que les réponses donnent et que le fichier n'a pas, puis celles que cet entretien franchit.

    Chaque visite est datée, la première comme les suivantes ; aucune ne l'est avant une étape plus récente.
    """
    ecrites: list[Etape] = [etape for etape in depart.get("evenements", []) if "annule_le" not in etape]
    preparees = [etape for etape in demande.reponses.get("evenements", []) if etape not in ecrites]
    toutes = [*ecrites, *preparees]
    franchies = [etape["date"] for etape in toutes if etape["etape"] not in RENDEZ_VOUS]
    if preparees and franchies != sorted(franchies):
        aide = "retirer les étapes anciennes des réponses, ou les écrire à leur place dans le fichier"
        raise ErreurUsage("les étapes des réponses sont avant celles que le fichier a déjà", aide)
    jour = (demande.jour or date.today()).isoformat()
    if franchies and franchies[-1] > jour:
        return preparees, []
    visite = {"date": jour, "etape": VISITE}
    if visite in toutes:
        return preparees, []
    est_connu = any(etape["etape"] not in _AVANT_CONTACT for etape in toutes)
    return preparees, [visite] if est_connu else [{"date": jour, "etape": "contacte"}, visite]


def refuser(entretien: Entretien, question: Question, texte: str) -> str | None:
    """Pourquoi une réponse est mal formée, avec le geste à faire ; rien quand elle convient."""
    ecrits = len(entretien.avis_ecrits(question)) if question.bloc == "revenus" else 0
    if texte.count("+") + 1 < ecrits:
        return f"le fichier a {ecrits} avis de cette année : en donner autant, joints par + (0 pour un avis de trop)"
    if question.champ == AUTRES and texte == entretien.menage.projet.nature:
        return "c'est déjà la nature des premiers travaux : en choisir une autre"
    try:
        _ = entretien.repondre(question, texte).menage
    except ValidationError as erreur:
        _, message, aide = dire(erreur.errors()[0], Menage)
        return f"{message} : {COMME_ON_TAPE.get(aide, aide)}" if aide else message
    return None

"""Le fichier d'un entretien : en reprendre un ou en créer un, et y écrire chaque réponse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError

from contrat.calculs.eligibilite.permanence.entretien import Entretien, Saisie
from contrat.calculs.eligibilite.permanence.questionnaire import Question
from contrat.cli.eligibilite_guichet import charger_droit, signaler
from contrat.cli.lectures import lire_jour
from contrat.depot.chargement import charger
from contrat.depot.fiche import lire_fiche
from contrat.depot.menage_ecrit import completer, ecrire_menage, rediger
from contrat.depot.messages import dire
from contrat.depot.nouveau import tirer_identifiant
from contrat.depot.racine import trouver_racine
from contrat.erreurs import ErreurUsage
from contrat.modele.base import MOTIF_MENAGE
from contrat.modele.menage import Menage

# Les étapes d'un ménage qui n'a pas encore été reçu.
_AVANT_RECEPTION = ("repere", "contacte", "rendez_vous")


@dataclass(frozen=True)
class Ouverture:
    """Un entretien qui commence, et le fichier où l'écrire ; `texte` est celui du fichier avant la première réponse."""

    entretien: Entretien
    chemin: Path
    texte: str
    insee: str
    est_nouveau: bool

    @property
    def nom(self) -> str:
        """Le chemin du fichier, tel que l'usager peut le redonner."""
        ici = Path.cwd()
        return (self.chemin.relative_to(ici) if self.chemin.is_relative_to(ici) else self.chemin).as_posix()

    def ecrire(self, entretien: Entretien) -> None:
        """Écrire les réponses données jusqu'ici : le fichier est complet et juste après chacune."""
        if entretien.saisies or not self.est_nouveau:
            ecrire_menage(self.chemin, completer(self.texte, entretien.saisies) if entretien.saisies else self.texte)
        else:
            # Revenu avant la première réponse d'un fichier nouveau : il n'y a plus rien à garder.
            self.chemin.unlink(missing_ok=True)


def ouvrir(fichier: Path | None, date_: str | None, racine: Path | None) -> Ouverture:
    """Préparer l'entretien ; un fichier qui porte des fautes n'est pas repris : elles sont montrées."""
    jour = None if date_ is None else lire_jour("--date", date_)
    base = trouver_racine(Path.cwd(), racine)
    if fichier is not None and fichier.exists():
        return _reprendre(fichier, jour, base)
    return _creer(fichier, jour, base)


def _reprendre(fichier: Path, jour: date | None, base: Path) -> Ouverture:
    fiche = lire_fiche(fichier, fichier.as_posix(), Menage)
    if fiche.objet is None:
        signaler(fiche.diagnostics)
        typer.echo("L'entretien ne reprend pas tant que le fichier porte des erreurs.", err=True)
        raise typer.Exit(1)
    menage: Menage = fiche.objet
    d_office = _d_office(_lister_etapes(menage, jour or date.today()), jour, menage.projet.demande is None)
    return _commencer(fichier, fiche.texte, fiche.lecture.valeur, jour or menage.projet.demande, base, d_office)


def _lister_etapes(menage: Menage, jour: date) -> list[str]:
    """Les étapes que franchit un premier entretien ; aucune pour un ménage déjà reçu, ou d'une étape plus récente."""
    etapes = [e.etape for e in menage.evenements]
    if etapes and (etapes[-1] not in _AVANT_RECEPTION or menage.evenements[-1].date > jour):
        return []
    return ["recu_en_permanence"] if "contacte" in etapes else ["contacte", "recu_en_permanence"]


def _creer(fichier: Path | None, jour: date | None, base: Path) -> Ouverture:
    chemin = fichier or base / "data" / "menages" / f"{tirer_identifiant()}.yaml"
    if chemin.suffix != ".yaml" or not re.match(MOTIF_MENAGE, chemin.stem):
        raise ErreurUsage(
            f"« {chemin.name} » n'est pas un nom de fichier de ménage",
            "écrire M- puis 4 à 12 chiffres ou majuscules, comme M-0001.yaml, ou ne rien donner : un nom est tiré",
        )
    texte = rediger(chemin.stem, (jour or date.today()).isoformat(), ("contacte", "recu_en_permanence"))
    return _commencer(chemin, texte, {"id": chemin.stem, "source": "fiction"}, jour, base, _d_office([], jour, True))


def _d_office(etapes: list[str], jour: date | None, sans_demande: bool) -> tuple[Saisie, ...]:
    """Ce que l'entretien écrit de lui-même : l'étape franchie, le jour de la demande s'il est donné et manque."""
    au = (jour or date.today()).isoformat()
    saisies = [Saisie(("evenements",), [{"date": au, "etape": etape} for etape in etapes])] if etapes else []
    if jour is not None and sans_demande:
        saisies.append(Saisie(("projet", "demande"), au))
    return tuple(saisies)


def _commencer(
    chemin: Path, texte: str, contenu: dict[str, Any], jour: date | None, base: Path, d_office: tuple[Saisie, ...]
) -> Ouverture:
    demande = jour or date.today()
    bareme = charger_droit(base, [None], [demande])
    cadre = charger(base, ("cadre",)).dossier.cadre
    insee = "" if cadre is None else cadre.territoire.insee
    entretien = Entretien(bareme, demande, contenu, d_office=d_office)
    return Ouverture(entretien, chemin, texte, insee, not chemin.exists())


def refuser(entretien: Entretien, question: Question, texte: str) -> str | None:
    """Pourquoi une réponse est mal formée, avec le geste à faire ; rien quand elle convient."""
    try:
        _ = entretien.repondre(question, texte).menage
    except ValidationError as erreur:
        _, message, aide = dire(erreur.errors()[0], Menage)
        return f"{message} : {aide}" if aide else message
    return None

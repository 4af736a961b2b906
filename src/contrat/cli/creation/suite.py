"""Écrire le contrat suivant, puis clore celui-ci : dans cet ordre, une interruption ne perd rien."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import typer

from contrat.calculs.creation.noms import identifier
from contrat.calculs.creation.suite import (
    Table,
    est_a_reprendre,
    renouveler_axe,
    renouveler_contrat,
    reprendre_action,
)
from contrat.cli.designation import reconnaitre_action
from contrat.cli.ecriture import REFUS, completer
from contrat.cli.fautes import arreter
from contrat.cli.lectures import lire_periode
from contrat.controles import controler
from contrat.depot.chargement import Chargement, charger
from contrat.depot.creation import poser, refuser_un_contrat, retirer_pose
from contrat.depot.ecriture import Lieu, tout_ou_rien
from contrat.depot.fichiers import refuser_contrat
from contrat.depot.lieux import situer
from contrat.depot.racine import CONTRATS, GENRES_COMMUNS, est_parmi_d_autres, trouver_racine
from contrat.depot.yaml_ecrit import en_bloc
from contrat.diagnostics import Gravite, trier
from contrat.erreurs import ErreurDonnees, ErreurUsage
from contrat.modele.action import Action
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.saisie import Saisie
from contrat.rendu.mots.actions import STATUTS
from contrat.rendu.mots.dates import dire_exercices, dire_jour
from contrat.rendu.mots.phrases import compter

# Un code n'est pas un nombre : d'autres lecteurs de YAML le prendraient pour un, sans guillemets.
_CODE = re.compile(r"^([ -]*(?:insee|departement|chapitre): )(\d+)$", re.MULTILINE)
# Plus long, c'est une faute de frappe.
DUREE_MAXIMALE = 20
AVANT_D_OUVRIR = "« contrat validate » montre les erreurs ; les corriger d'abord"


@dataclass(frozen=True)
class Renouvellement:
    """Le contrat que l'on clôt, ce qui en est repris, et où."""

    lu: Chargement
    identifiant: str
    periode: Periode
    vers: Path
    reprises: Sequence[str]
    jour: date

    @property
    def ancien(self) -> Contrat:
        """Le contrat que l'on clôt."""
        return self.lu.dossier.contrat


def preparer(racine: Path | None, periode: str | None, vers: Path, garder: Sequence[str], jour: date) -> Renouvellement:
    """Lire le contrat et ce qu'on en garde ; lève `ErreurUsage` quand le suivant n'a pas sa place là."""
    exercices = lire_periode(periode)
    if exercices is None:
        raise ErreurUsage("il manque --periode", "écrire par exemple --periode 2028-2031")
    lu = ouvrir_sans_faute(trouver_racine(Path.cwd(), racine))
    ancien = lu.dossier.contrat
    if ancien.suivant:
        raise ErreurUsage(f"« {ancien.id} » est déjà renouvelé par « {ancien.suivant} »", "renouveler ce dernier")
    if exercices.debut <= ancien.periode.fin:
        raise ErreurUsage(
            f"--periode : le contrat va jusqu'en {ancien.periode.fin}", f"commencer en {ancien.periode.fin + 1}"
        )
    _refuser_les_dates(ancien, exercices, jour)
    refuser_contrat(vers / "data")
    refuser_un_contrat(vers)
    if garder:
        reprises = [reconnaitre_action(lu.dossier, mot).id for mot in dict.fromkeys(garder)]
    else:
        reprises = [nom for nom, action in lu.dossier.actions.items() if est_a_reprendre(action)]
    return Renouvellement(lu, _nommer(lu, vers, exercices), exercices, vers, reprises, jour)


def _refuser_les_dates(ancien: Contrat, exercices: Periode, jour: date) -> None:
    """Lever `ErreurUsage` pour une clôture d'avant le contrat, ou une période qu'aucun contrat ne couvre."""
    debut = date(ancien.periode.debut, 1, 1)
    if jour < debut:
        raise ErreurUsage(
            f"--date : le {dire_jour(jour)} est avant le début du contrat, le {dire_jour(debut)}",
            "donner le jour où il est clos",
        )
    if jour > max(date(exercices.fin, 12, 31), date.today()):
        raise ErreurUsage(
            f"--date : le {dire_jour(jour)} est après la fin du contrat suivant, {exercices.fin}",
            "donner le jour où celui-ci est clos",
        )
    if len(exercices.exercices) > DUREE_MAXIMALE:
        raise ErreurUsage(
            f"--periode : {dire_exercices(exercices)} couvre {len(exercices.exercices)} exercices",
            f"en couvrir {DUREE_MAXIMALE} au plus",
        )


def ouvrir_sans_faute(racine: Path) -> Chargement:
    """Lire tout un contrat ; lève `ErreurDonnees` s'il n'est pas bien formé : ce qui est repris doit l'être."""
    lu = charger(racine)
    if lu.a_des_erreurs:
        raise ErreurDonnees(f"les fichiers de « {racine.resolve().name} » portent des erreurs", AVANT_D_OUVRIR)
    return lu


def _nommer(lu: Chargement, vers: Path, periode: Periode) -> str:
    """L'identifiant du suivant : le nom de son dossier parmi d'autres, sinon celui du lieu et de la période."""
    if vers.resolve().parent.name == CONTRATS:
        if not est_parmi_d_autres(lu.racine) and vers.resolve().parent.parent == lu.racine.resolve():
            raise ErreurUsage(
                f"--vers : ce contrat est dans data/, et {CONTRATS}/ est à côté",
                f"le ranger d'abord dans {CONTRATS}/{lu.dossier.contrat.id}/data/ (contrat.yaml, axes, actions, "
                "seances), ou choisir un dossier hors de celui-ci",
            )
        if identifier(vers.name) != vers.name:
            raise ErreurUsage(f"--vers : « {vers.name} » n'est pas un identifiant", f"écrire {identifier(vers.name)}")
        return vers.name
    lieu = identifier(lu.dossier.contrat.territoire.commune)
    return f"contrat-{lieu}-{periode.dite}"


def renouveler_en(demande: Renouvellement, *, essai: bool) -> None:
    """Écrire le contrat suivant et clore celui-ci, ou seulement le dire."""
    textes = dict(_rediger(demande))
    for nom in textes:
        typer.echo(f"{demande.vers / nom}")
    if not essai:
        poser(demande.vers, textes, partial(_verifier, jour=demande.jour))
        with tout_ou_rien():
            try:
                _clore(demande)
            except BaseException:
                # Un contrat suivant, à côté d'un contrat à demi clos, ferait refuser de recommencer.
                retirer_pose(demande.vers, textes)
                raise
    for ligne in _dire_la_suite(demande):
        typer.echo(ligne, err=True)
    if essai:
        typer.echo("Essai : rien n'est écrit.", err=True)


def _rediger(demande: Renouvellement) -> Iterator[tuple[str, str]]:
    """Les fichiers du contrat suivant, par leur nom."""
    contrat, jour = demande.ancien.id, demande.jour.isoformat()
    for (genre, nom), fiche in demande.lu.fiches.items():
        ecrit, dossier = fiche.lecture.valeur, demande.lu.dossier
        if genre == "contrat":
            bornes = (demande.periode.debut, demande.periode.fin)
            yield "data/contrat.yaml", mettre_en_texte(renouveler_contrat(ecrit, demande.identifiant, *bornes), contrat)
        elif genre == "axes":
            yield f"data/axes/{nom}.yaml", mettre_en_texte(renouveler_axe(ecrit), contrat)
        elif genre == "actions" and nom in demande.reprises:
            action = dossier.actions[nom]
            reprise = reprendre_action(
                ecrit, contrat, jour, axe=action.axe, porteur=action.porteur, voisines=demande.reprises
            )
            yield f"data/actions/{nom}.yaml", mettre_en_texte(reprise, contrat)
        elif genre in GENRES_COMMUNS - {"menages", "agregat"} and not _partage(demande) and not fiche.prefixe:
            yield fiche.nom, fiche.texte


def _partage(demande: Renouvellement) -> bool:
    """Vrai quand les deux contrats lisent les mêmes organismes et les mêmes sources."""
    return est_parmi_d_autres(demande.vers)


def mettre_en_texte(table: Table, contrat: str) -> str:
    """Un fichier repris d'un autre contrat, et d'où il vient."""
    corps = "".join(f"{ligne}\n" for ligne in en_bloc(table))
    return f"# Repris du contrat {contrat} : à relire et à compléter.\n" + _CODE.sub(r'\1"\2"', corps)


def _verifier(lieu: Path, jour: date) -> None:
    """Relire ce qui va être écrit ; le dossier n'a pas encore son nom, ni l'ancien contrat le lien en retour."""
    lu = charger(lieu)
    constates, _ = controler(replace(lu.dossier, jour=jour), lu.situer)
    provisoires = {("F018", situer(lieu, "contrat").nom), *(("R012", nom) for nom in lu.fichiers)}
    trouves = [d for d in trier([*lu.diagnostics, *constates]) if (d.code, d.fichier) not in provisoires]
    if fautes := [d for d in trouves if d.gravite is Gravite.ERREUR]:
        arreter(fautes, REFUS)


def _clore(demande: Renouvellement) -> None:
    """Dire dans le contrat et dans ses fiches ce qui les continue."""
    racine = demande.lu.racine
    clos = [Saisie(("suivant",), demande.identifiant), Saisie(("clos_le",), demande.jour.isoformat())]
    _ajouter(situer(racine, "contrat"), clos)
    for nom in demande.reprises:
        suite = {"contrat": demande.identifiant, "fiche": nom}
        _ajouter(situer(racine, "actions", nom), [Saisie(("liens", "suivant"), suite)])


def _ajouter(lieu: Lieu, saisies: Sequence[Saisie]) -> None:
    completer(lieu, lambda _: saisies)


def _dire_la_suite(demande: Renouvellement) -> Iterator[str]:
    """Ce qui est repris, ce qui ne l'est pas alors que rien ne le dit fini, et ce qui reste à décider."""
    actions: Mapping[str, Action] = demande.lu.dossier.actions
    laissees = [a for nom, a in actions.items() if nom not in demande.reprises and est_a_reprendre(a)]
    reprises = compter(len(demande.reprises), "action reprise, proposée", "actions reprises, proposées")
    yield f"\nContrat « {demande.identifiant} » : {reprises} et à approuver."
    for action in laissees:
        yield f"Pas reprise, et pas finie : {action.id}, {STATUTS[action.statut]}"
    yield "À décider : diagnostic, enveloppes, budget et plan de chaque action, cibles des indicateurs."
    fin, jour = demande.ancien.periode.fin, demande.jour
    trop_tot = f", avant la fin de {fin} : rien ne s'y décide plus ; --date choisit un autre jour"
    yield f"« {demande.ancien.id} » : clos le {dire_jour(jour)}{trop_tot if jour.year < fin else ''}."

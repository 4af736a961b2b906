"""Transférer une action : écrire la fiche qui la continue, puis marquer celle-ci, ou ne rien faire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typer

from contrat.calculs.creation.suite import partager_lignes, reprendre_action
from contrat.calculs.moments import precede
from contrat.cli.creation.objets import verifier
from contrat.cli.creation.suite import mettre_en_texte, ouvrir_sans_faute
from contrat.cli.designation import reconnaitre_action, reconnaitre_axe
from contrat.cli.ecriture import creer, ecrire_ou_sortir
from contrat.depot.chargement import Chargement
from contrat.depot.ecriture import ChangementFichier, tout_ou_rien
from contrat.depot.fiche import FicheLue
from contrat.depot.lieux import situer
from contrat.depot.racine import designer, est_parmi_d_autres, trouver_racine
from contrat.depot.retrait import retirer
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.modele.action import Action
from contrat.modele.contrat import Periode
from contrat.modele.saisie import Saisie
from contrat.modele.transitions import TRANSITIONS
from contrat.rendu.mots.actions import STATUTS
from contrat.rendu.mots.dates import dire_exercices, dire_jour, dire_moment
from contrat.rendu.mots.phrases import compter, enumerer

# Ce qui retient un montant dans le contrat où il est : engagé ou payé, accordé ou encaissé.
RETENUES = {
    ("budget", "lignes"): ("engage", "realise", "paiements"),
    ("plan", "ressources"): ("encaisse", "encaissements", "reversements", "notification"),
}


@dataclass(frozen=True)
class Transfert:
    """Une action, le contrat qu'elle quitte, celui qui la reprend, et ce qui la suit."""

    ici: Chargement
    la: Chargement
    fiche: FicheLue
    axe: str
    jour: date
    instance: str
    partis: Mapping[tuple[str, str], Sequence[int]]

    @property
    def action(self) -> Action:
        """L'action transférée."""
        action: Action = self.fiche.objet
        return action


def preparer(racine: Path | None, mot: str, vers: str, jour: date, instance: str, axe: str | None) -> Transfert:
    """Lire les deux contrats ; lève `ErreurUsage` quand l'action ne peut pas passer de l'un à l'autre."""
    base = trouver_racine(Path.cwd(), racine)
    if not est_parmi_d_autres(base):
        raise ErreurUsage("il n'y a qu'un contrat ici", "ranger chaque contrat dans contrats/ID/data/")
    cible = designer(Path.cwd(), base, vers)
    if cible.resolve() == base.resolve():
        raise ErreurUsage(f"--vers : « {vers} » est le contrat de l'action", "donner l'autre")
    ici, la = ouvrir_sans_faute(base), ouvrir_sans_faute(cible)
    action = reconnaitre_action(ici.dossier, mot)
    if "transferee" not in TRANSITIONS[action.statut]:
        raise ErreurUsage(f"« {action.id} » est {STATUTS[action.statut]} : elle ne se transfère pas")
    if (suite := action.liens.suivant) is not None:
        raise ErreurUsage(f"« {action.id} » continue déjà dans « {suite.contrat} »", "déplacer la fiche de ce contrat")
    _refuser_le_jour(action, jour)
    if action.id in la.dossier.presents["actions"]:
        raise ErreurUsage(f"« {vers} » a déjà une action « {action.id} »", "renommer l'une des deux")
    verifier("--instance", instance, [i.id for i in ici.dossier.contrat.gouvernance])
    if axe is None and len(la.dossier.axes) != 1:
        raise ErreurUsage("il manque --axe", f"choisir parmi : {', '.join(sorted(la.dossier.axes))}")
    retenu = reconnaitre_axe(la.dossier, axe) if axe else next(iter(la.dossier.axes))
    fiche = ici.fiches["actions", action.id]
    partis = {place: partager_lignes(fiche.lecture.valeur, *place, jour.year, RETENUES[place]) for place in RETENUES}
    _refuser_les_exercices(fiche, partis, vers, la.dossier.contrat.periode)
    return Transfert(ici, la, fiche, retenu, jour, instance, partis)


def _refuser_le_jour(action: Action, jour: date) -> None:
    """Lever `ErreurUsage` pour un jour d'avant la dernière étape de l'action."""
    derniere = action.historique[-1]
    if precede(jour.isoformat(), derniere.date):
        raise ErreurUsage(
            f"--date : le {dire_jour(jour)} est avant la dernière étape de « {action.id} » : "
            f"{STATUTS[derniere.statut]}, {dire_moment(derniere.date)}",
            "donner un jour qui n'est pas d'avant cette étape",
        )


def _refuser_les_exercices(
    fiche: FicheLue, partis: Mapping[tuple[str, str], Sequence[int]], vers: str, periode: Periode
) -> None:
    """Lever `ErreurUsage` quand un montant partirait là où aucun exercice ne le compte."""
    ecrit = fiche.lecture.valeur
    exercices = {int(ecrit[bloc][liste][rang]["exercice"]) for (bloc, liste), rangs in partis.items() for rang in rangs}
    if dehors := sorted(exercices - set(periode.exercices)):
        sortent = (
            f"l'exercice {dehors[0]} sort"
            if len(dehors) == 1
            else f"les exercices {enumerer(map(str, dehors))} sortent"
        )
        raise ErreurUsage(
            f"« {vers} » couvre {dire_exercices(periode)} : {sortent} de sa période, et des montants s'y perdraient",
            "choisir un contrat qui couvre ces exercices, ou corriger d'abord le budget et le plan de l'action",
        )


def transferer(transfert: Transfert, *, essai: bool) -> None:
    """Écrire les deux fiches, ou aucune, et dire ce qui est passé de l'une à l'autre."""
    action, la = transfert.action, transfert.la
    if not essai:
        depart, arrivee = (situer(lu.racine, "actions", action.id) for lu in (transfert.ici, la))
        with tout_ou_rien():
            creer(arrivee, _continuer(transfert))
            ecrire_ou_sortir(depart, lambda lue: _quitter(lue, depart.nom, transfert))
    lignes, ressources = (len(rangs) for rangs in transfert.partis.values())
    suite = f"{compter(lignes, 'ligne de budget')} et {compter(ressources, 'ressource')} la suivent"
    typer.echo(f"{action.id} : de {transfert.ici.dossier.contrat.id} à {la.dossier.contrat.id} ; {suite}")
    if essai:
        typer.echo("Essai : rien n'est écrit.", err=True)


def _continuer(transfert: Transfert) -> str:
    """La fiche qui continue l'action ; ce que l'ancien porteur devait tenir revient au nouveau."""
    ecrit, ancien = transfert.fiche.lecture.valeur, transfert.ici.dossier.contrat.id
    porteur = transfert.la.dossier.contrat.porteur
    reprise = reprendre_action(ecrit, ancien, transfert.jour.isoformat(), axe=transfert.axe, porteur=porteur)
    for (bloc, liste), rangs in transfert.partis.items():
        if rangs:
            elements = [_changer_de_porteur(ecrit[bloc][liste][rang], ecrit["porteur"], porteur) for rang in rangs]
            gardes = {cle: valeur for cle, valeur in ecrit[bloc].items() if cle in ("base", "source")}
            reprise[bloc] = {**gardes, liste: elements}
    return mettre_en_texte(reprise, ancien)


def _changer_de_porteur(element: Mapping[str, Any], ancien: str, nouveau: str) -> dict[str, Any]:
    est_propre = element.get("nature") == "autofinancement"
    tenus = ("budget", "organisme") if est_propre else ("budget",)
    return {cle: nouveau if cle in tenus and valeur == ancien else valeur for cle, valeur in element.items()}


def _quitter(lue: FicheLue | None, nom: str, transfert: Transfert) -> ChangementFichier:
    """La fiche transférée : son étape, son lien, et sans ce qui est parti."""
    if lue is None or lue.texte != transfert.fiche.texte:
        raise ErreurContrat(f"{nom} vient de changer", "recommencer")
    texte = lue.texte
    for (bloc, liste), rangs in transfert.partis.items():
        texte = retirer(texte, (bloc, liste), rangs)
    repreneur = transfert.la.dossier.contrat.porteur
    etape = {"statut": "transferee", "date": transfert.jour.isoformat(), "instance": transfert.instance}
    suivant = {"contrat": transfert.la.dossier.contrat.id, "fiche": transfert.action.id}
    saisies = [Saisie(("statut",), "transferee"), Saisie(("historique",), [etape])]
    saisies.append(Saisie(("liens", "suivant"), suivant))
    if repreneur != transfert.action.porteur:
        saisies.append(Saisie(("liens", "repreneur"), repreneur))
    return ChangementFichier(texte, saisies)

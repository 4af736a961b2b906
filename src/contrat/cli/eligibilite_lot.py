"""La commande `contrat eligibilite --lot` : une ligne de CSV par ménage, une réponse par aide."""

from __future__ import annotations

import csv
import gc
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from contrat.cli.lectures import refuser_sans_effet
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from contrat.calculs.eligibilite.rapide.lecteur import Lecteur, ReponseRetenue
    from contrat.depot.lot import LigneEcrite, LigneLue, Lot
    from contrat.diagnostics import Diagnostic
    from contrat.modele.bareme import Bareme
    from contrat.modele.lot import EcritureFrancaise


def verifier_emploi(ctx: typer.Context, fichiers: Sequence[Path], lot: Path | None, sortie: Path | None) -> None:
    """Refuser ce qui ne va pas ensemble : des fichiers ou un lot, et à chacun ses options."""
    if lot is None:
        if not fichiers:
            raise ErreurUsage("il manque FICHIER…, ou --lot ENTREE", "contrat eligibilite --help")
        return
    if fichiers:
        trouve = " ".join(map(str, fichiers))
        raise ErreurUsage(f"--lot et FICHIER… s'excluent, trouvé en plus : « {trouve} »", "choisir l'un ou l'autre")
    refuser_sans_effet(ctx, "--lot", "un lot se rend en CSV", "format_", "comparer")
    if sortie is not None and sortie.exists() and lot.exists() and sortie.samefile(lot):
        raise ErreurUsage(f"--sortie : « {sortie} » est le lot à lire", "choisir un autre fichier")


def juger_lot(entree: Path, sortie: Path | None, jour: date | None, bareme: Bareme) -> int:
    """Juger toutes les lignes d'un lot, écrire leurs réponses, et rendre le code de sortie."""
    from contrat.calculs.eligibilite.lot import est_couvert
    from contrat.depot.fichiers import ecrire_flux
    from contrat.depot.lot import ouvrir_lot

    if jour is not None and not est_couvert(jour, bareme):
        raise ErreurUsage(f"--date : aucun barème en vigueur au {jour}", f"périodes couvertes : {bareme.couverture}")
    lot = ouvrir_lot(entree, entree.as_posix())
    if lot.fautes:
        _signaler(lot.fautes)
        typer.echo("Aucune ligne jugée tant que l'en-tête est fautif.", err=True)
        return 1
    # Arrêté au démarrage (décision 0007) ; un lot crée des cycles à chaque ligne, qui rempliraient la mémoire.
    gc.enable()
    with ecrire_flux(sortie) if sortie is not None else nullcontext(sys.stdout) as flux:
        return _ecrire_reponses(lot, jour, bareme, csv.writer(flux, lineterminator="\n"))


def _ecrire_reponses(lot: Lot, jour: date | None, bareme: Bareme, ecrivain: Any) -> int:
    """Répondre à chaque ligne saine et signaler les autres, au fil de la lecture ; le code de sortie."""
    from contrat.calculs.eligibilite.rapide.lecteur import Lecteur
    from contrat.rendu.eligibilite.lot import EN_TETE, Redacteur, dire_ecritures
    from contrat.rendu.mots.phrases import compter

    lecteur = Lecteur(bareme, lot.colonnes, jour, est_francais=lot.separateur == ";")
    lues = lecteur.menages.lues
    redacteur = Redacteur()
    ecrivain.writerow(EN_TETE)
    sautees = 0
    for ligne in lot.lignes:
        if (rapides := _juger_vite(ligne, lecteur)) is not None:
            ecrivain.writerows([redacteur.rediger(ligne.identifiant, *reponse) for reponse in rapides])
        elif fautes := _juger_lentement(ligne, jour, bareme, lues, ecrivain):
            _signaler(fautes)
            sautees += 1
    if lot.separateur != ",":
        lues.add("separateur")
    if lues:
        typer.echo(dire_ecritures(lues), err=True)
    if sautees:
        typer.echo(f"{compter(sautees, 'ligne')} sans réponse : corriger, puis recommencer.", err=True)
    return 1 if sautees else 0


def _juger_vite(ligne: LigneEcrite, lecteur: Lecteur) -> list[ReponseRetenue] | None:
    """Les réponses du lecteur rapide ; rien quand la ligne a peut-être une faute."""
    from contrat.calculs.eligibilite.rapide.menages import LigneDouteuse
    from contrat.controles.ecriture import examiner_identifiant

    if not ligne.est_entiere or ligne.est_repetee or examiner_identifiant(ligne.identifiant, "id"):
        return None
    try:
        return lecteur.repondre(ligne.texte.cases)
    except LigneDouteuse:
        return None


def _juger_lentement(
    ligne: LigneEcrite, jour: date | None, bareme: Bareme, lues: set[EcritureFrancaise], ecrivain: Any
) -> list[Diagnostic]:
    """Les fautes d'une ligne, dites à leur case ; ses réponses sont écrites quand elle n'en a pas."""
    from contrat.calculs.eligibilite.lot import traiter
    from contrat.rendu.eligibilite.lot import en_cases

    lue = ligne.valider(lues)
    fautes = lue.diagnostics or _identites(lue)
    if lue.objet is not None and not fautes:
        refus, reponses = traiter(lue.objet, jour, bareme)
        fautes = [lue.diagnostiquer(*r) for r in refus]
        ecrivain.writerows(map(en_cases, reponses))
    return fautes


def _identites(ligne: LigneLue) -> list[Diagnostic]:
    """Un identifiant qui désigne quelqu'un : la réponse le recopierait."""
    from contrat.controles.ecriture import examiner_identifiant

    trouves = examiner_identifiant(ligne.objet.id, "id") if ligne.objet is not None else []
    aide = "donner un id sans identité, comme M-0001"
    return [ligne.diagnostiquer(d.code, "id", d.message, aide) for d in trouves]


def _signaler(diagnostics: list[Diagnostic]) -> None:
    from contrat.cli.eligibilite_guichet import signaler
    from contrat.diagnostics import trier

    signaler(trier(diagnostics))

"""Les réponses d'un lot, écrites au fil de la lecture, et les fautes de ses lignes, dites à leur place."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import typer

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.lot import traiter
from contrat.cli.fautes import signaler
from contrat.cli.lot.paquets import LIGNES_PAR_BLOC, BlocJuge, JugeDeLot, Jugees, compter_processus, juger_dans_l_ordre
from contrat.controles.ecriture import examiner_identifiant
from contrat.depot.blocs import lire_peu_a_peu
from contrat.depot.lot import LigneEcrite, LigneLue, Lot
from contrat.diagnostics import Diagnostic, trier
from contrat.modele.bareme import Bareme
from contrat.modele.lot import EcritureFrancaise
from contrat.rendu.eligibilite.lot import EN_TETE, Redacteur, dire_communes_inconnues, dire_ecritures, en_cases
from contrat.rendu.mots.phrases import compter

# Un lot plus court, en octets, se juge le temps de lire une barre.
_LONG = 1 << 22


Juge = tuple[BlocJuge, Jugees]


def juger(
    entree: Path, nom: str, lot: Lot, jour: date | None, bareme: Bareme, moteur: str = "python"
) -> Iterator[Juge]:
    """Les blocs d'un lot, dans l'ordre, et leurs réponses par le moteur demandé."""
    lecteur = Lecteur(bareme, lot.colonnes, jour, est_francais=lot.separateur == ";")
    if moteur == "duckdb":
        from contrat.cli.lot.sql.lot import juger_par_duckdb

        yield from juger_par_duckdb(entree, nom, lot, jour, lecteur)
    elif moteur == "spark":
        from contrat.cli.lot.spark.lot import juger_par_spark

        yield from juger_par_spark(entree, nom, lot, jour, lecteur)
    else:
        blocs = lire_peu_a_peu(entree, nom, lot, LIGNES_PAR_BLOC)
        yield from juger_dans_l_ordre(blocs, JugeDeLot(lecteur, Redacteur()), compter_processus())


def ecrire_reponses(lot: Lot, juges: Iterable[Juge], jour: date | None, bareme: Bareme, flux: TextIO) -> int:
    """Répondre à chaque ligne saine et signaler les autres, dans l'ordre ; le code de sortie."""
    lues: set[EcritureFrancaise] = set() if lot.separateur == "," else {"separateur"}
    ecrivain = csv.writer(flux, lineterminator="\n")
    ecrivain.writerow(EN_TETE)
    sautees, est_vide = 0, True
    inconnues: set[str] = set()
    with _suivre(lot.octets, flux) as barre:
        for bloc, jugees in juges:
            lues |= jugees.lues
            inconnues |= jugees.inconnues
            for morceau, rang in zip(jugees.morceaux, [*jugees.laissees, None], strict=True):
                flux.write(morceau)
                est_vide = est_vide and not morceau and rang is None
                if rang is not None and (fautes := _juger_lentement(bloc.donner(rang), jour, bareme, lues, ecrivain)):
                    signaler(trier(fautes))
                    sautees += 1
            if barre is not None:
                barre.update(bloc.octets)
    if est_vide:
        typer.echo("Aucun ménage à juger : le lot n'a que son en-tête.", err=True)
    if lues:
        typer.echo(dire_ecritures(lues), err=True)
    if inconnues:
        typer.echo(dire_communes_inconnues(inconnues, bareme.liste_communes.ici), err=True)
    if sautees:
        typer.echo(f"{compter(sautees, 'ligne')} sans réponse : corriger, puis recommencer.", err=True)
    return 1 if sautees else 0


def _juger_lentement(
    ligne: LigneEcrite, jour: date | None, bareme: Bareme, lues: set[EcritureFrancaise], ecrivain: Any
) -> list[Diagnostic]:
    """Les fautes d'une ligne, dites à leur case ; ses réponses sont écrites quand elle n'en a pas."""
    lue = ligne.valider(lues)
    fautes = lue.diagnostics or _identites(lue)
    if lue.objet is not None and not fautes:
        refus, reponses = traiter(lue.objet, jour, bareme)
        fautes = [lue.diagnostiquer(*r) for r in refus]
        ecrivain.writerows(map(en_cases, reponses))
    return fautes


def _identites(ligne: LigneLue) -> list[Diagnostic]:
    """Un identifiant qui désigne quelqu'un : la réponse le recopierait."""
    trouves = examiner_identifiant(ligne.objet.id, "id") if ligne.objet is not None else []
    aide = "donner un id sans identité, comme M-0001"
    return [ligne.diagnostiquer(d.code, "id", d.message, aide) for d in trouves]


def _suivre(octets: int, flux: TextIO) -> AbstractContextManager[Any]:
    """Une barre au terminal, comptée en octets lus, quand le lot est long et qu'elle ne se mêle pas aux réponses."""
    if octets < _LONG or not sys.stderr.isatty() or flux.isatty():
        return nullcontext()
    return typer.progressbar(length=octets, label="Ménages", file=sys.stderr)

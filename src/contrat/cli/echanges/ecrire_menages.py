"""Écrire les dossiers de ménages qu'un tableur apporte, et en rendre compte rangée par rangée."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from contrat.calculs.echanges.menages import NUMERO, RangeeMenage, Report, reporter_rangee
from contrat.cli.echanges.menages import TableauMenages
from contrat.cli.ecriture import controler
from contrat.cli.eligibilite_guichet import relever
from contrat.depot.ecriture import ChangementFichier, ecrire, essayer
from contrat.depot.fiche import FicheLue
from contrat.depot.menage_ecrit import deriver_identifiant, rediger_importe, situer_menage
from contrat.diagnostics import Diagnostic
from contrat.modele.base import MOTIF_MENAGE
from contrat.modele.saisie import Saisie


@dataclass(frozen=True)
class AccueilMenages:
    """Là où entrent les ménages : le contrat, sa source, et la table dont les rangées tirent leurs identifiants."""

    racine: Path
    commune: str
    source: str
    table: str
    essai: bool
    remplacer: bool
    est_numerote: bool = True

    def nommer(self, numero: str) -> str:
        """L'identifiant du ménage d'une rangée : le sien s'il en est déjà un, sinon celui qu'on en dérive."""
        return numero if re.match(MOTIF_MENAGE, numero) else deriver_identifiant(self.commune, self.table, numero)


@dataclass
class CompteMenages:
    """Ce qui a été fait, rangée par rangée ; `est_incomplet` : quelque chose n'a pas été repris."""

    lignes: list[str] = field(default_factory=list)
    faits: Counter[str] = field(default_factory=Counter)
    est_incomplet: bool = False

    def noter(self, rangee: RangeeMenage, fait: str, detail: str, suites: Sequence[str] = ()) -> None:
        """Ajouter une rangée : ce qui en a été fait, puis ce qui n'en a pas été repris."""
        self.faits[fait] += 1
        self.lignes.append(f"ligne {rangee.ligne} : {fait}, {detail}")
        for suite in suites:
            self.lignes.append(f"ligne {rangee.ligne} : {suite}")
            self.est_incomplet = True
        self.est_incomplet |= fait == "refusé"


def reprendre_menages(tableau: TableauMenages, dans: AccueilMenages) -> CompteMenages:
    """Écrire le dossier de chaque rangée, ou dire pourquoi il ne l'est pas ; un essai ne fait que le compte rendu."""
    compte, vus = CompteMenages(), dict[str, int]()
    for rangee in tableau.rangees:
        deja = vus.setdefault(rangee.numero, rangee.ligne)
        if rangee.refus or deja != rangee.ligne:
            compte.noter(rangee, "refusé", rangee.refus or f"le même {NUMERO} que la ligne {deja}")
        else:
            _reprendre(rangee, dans, compte)
    compte.est_incomplet |= bool(tableau.sans_place or tableau.sans_entete or tableau.autres)
    return compte


def _reprendre(rangee: RangeeMenage, dans: AccueilMenages, compte: CompteMenages) -> None:
    lieu = situer_menage(dans.racine, dans.nommer(rangee.numero))
    est_neuf = not lieu.chemin.exists()
    reports: list[Report] = []

    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        depart = {} if actuelle is None else actuelle.lecture.valeur
        reports.append(reporter_rangee(depart, rangee.valeurs, remplacer=dans.remplacer))
        texte = rediger_importe(lieu.chemin.stem, dans.source) if actuelle is None else actuelle.texte
        return ChangementFichier(texte, reports[-1].saisies)

    if not dans.est_numerote and not est_neuf:
        # Une rangée déplacée serait prise pour une autre : au moindre désaccord, rien ne se mêle.
        essayer(lieu, changer, controler)
        if contredites := reports[-1].contredites:
            compte.noter(rangee, "refusé", f"{lieu.nom} dit autrement {rangee.nommer(contredites)} : rangée déplacée ?")
            return
    ecriture = (essayer if dans.essai else ecrire)(lieu, changer, controler)
    if ecriture.refus:
        compte.noter(rangee, "refusé", "; ".join(dict.fromkeys(map(_dire_la_faute, ecriture.refus))), _ecarter(rangee))
        return
    report = reports[-1]
    fait = "créé" if est_neuf else "mis à jour" if report.saisies else "inchangé"
    repris = ", ".join(dict.fromkeys(map(_dire_la_place, report.saisies)))
    etapes = ecriture.fiche.objet.evenements
    douteux = [f"à vérifier, {_dire_la_faute(faute)}" for faute in relever(ecriture.fiche)]
    suites = [*_ecarter(rangee), *_dire_le_reste(rangee, report), *douteux]
    compte.noter(rangee, fait, lieu.nom + (f" ({repris})" if repris else ""), suites)
    if not etapes:
        compte.lignes.append(f"ligne {rangee.ligne} : aucune étape datée, le suivi ne le compte pas encore")


def _dire_la_faute(faute: Diagnostic) -> str:
    return f"[{faute.code}] {faute.message}"


def _dire_la_place(saisie: Saisie) -> str:
    if saisie.chemin == ("evenements",):
        return ", ".join(etape["etape"] for etape in saisie.valeur)
    return str(saisie.chemin[-1])


def _ecarter(rangee: RangeeMenage) -> list[str]:
    return [f"{ecartee} ; non repris" if not ecartee.endswith("repris") else ecartee for ecartee in rangee.ecartees]


def _dire_le_reste(rangee: RangeeMenage, report: Report) -> Iterator[str]:
    if report.contredites:
        yield f"le dossier dit autrement, et garde : {rangee.nommer(report.contredites)}"
    if report.anciennes:
        yield f"avant la dernière étape du dossier, à y écrire à sa place : {rangee.nommer(report.anciennes)}"


def montrer_menages(compte: CompteMenages, tableau: TableauMenages, *, essai: bool) -> None:
    """Le compte rendu sur la sortie, le bilan sur la sortie d'erreur ; le code est 1 s'il reste à reprendre."""
    if tableau.autres:
        typer.echo(tableau.autres)
    if tableau.personnes:
        typer.echo(f"colonnes refusées, elles désignent des personnes : {', '.join(tableau.personnes)}")
    if tableau.sans_place:
        typer.echo(f"colonnes sans place dans un dossier, non reprises : {', '.join(tableau.sans_place)}")
    if tableau.doutes:
        typer.echo(f"à vérifier, et à renommer si c'est autre chose : {', '.join(tableau.doutes)}")
    if tableau.sans_entete:
        typer.echo(f"colonnes sans en-tête, non reprises : {', '.join(tableau.sans_entete)}")
    if not tableau.est_numerote:
        typer.echo(f"sans colonne {NUMERO}, une rangée se reconnaît à sa place : n'en déplacer aucune ensuite")
    for ligne in compte.lignes:
        typer.echo(ligne)
    bilan = ", ".join(f"{fait} : {nombre}" for fait, nombre in compte.faits.items()) or "aucun ménage"
    typer.echo(bilan + (" ; essai, rien n'est écrit" if essai else ""), err=True)
    if compte.est_incomplet:
        raise typer.Exit(1)

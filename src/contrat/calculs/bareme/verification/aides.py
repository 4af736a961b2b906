"""Les aides nationales : versions qui se suivent, conditions partagées qui existent, fichiers bien rangés."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from contrat.calculs.bareme.verification.anomalie import GENRE, Anomalie, DroitLivre, TableSituee
from contrat.diagnostics import Adresse, Gravite
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import lire_annees

VEILLE = timedelta(days=1)


class VersionSituee(NamedTuple):
    """Une version d'aide, le fichier qui la porte et son rang dans ce fichier."""

    fichier: str
    rang: int
    aide: str
    version: VersionAide

    def adresser(self, champ: str) -> Adresse:
        """L'adresse d'un champ de la version."""
        return Adresse(GENRE, self.fichier, ("versions", self.rang, champ))


def verifier_aides(droit: DroitLivre) -> Iterator[Anomalie]:
    """Les anomalies des aides, puis celles des fichiers rangés sous de mauvaises années."""
    aides = {nom: objet for nom, objet in droit.autres.items() if isinstance(objet, Aide)}
    versions = [
        VersionSituee(nom, rang, aide.id, version)
        for nom, aide in aides.items()
        for rang, version in enumerate(aide.versions)
    ]
    for code in dict.fromkeys(v.aide for v in versions):
        yield from _enchainer(sorted((v for v in versions if v.aide == code), key=lambda v: v.version.du))
    communes = {condition.code for condition in droit.communes.conditions}
    for nom, aide in aides.items():
        yield from _exiger(nom, aide, communes)
    for situee in versions:
        yield from _ranger(situee.fichier, situee.adresser("du"), situee.version.du, situee.version.au)
    for table in droit.tables:
        yield from _ranger_table(table)


def _enchainer(versions: list[VersionSituee]) -> Iterator[Anomalie]:
    """D'une version à la suivante d'une aide : ni trou, ni chevauchement."""
    for avant, apres in pairwise(versions):
        attendu = None if avant.version.au is None else avant.version.au + VEILLE
        if attendu is None or apres.version.du < attendu:
            fin = f"au : {avant.version.au}" if avant.version.au else "sans fin"
            message = f"{apres.aide} : la version du {apres.version.du} chevauche celle du {avant.version.du} ({fin})"
            yield Anomalie(Gravite.ERREUR, apres.adresser("du"), message, "corriger du, ou le au de l'autre version")
        elif apres.version.du > attendu:
            message = f"{apres.aide} : aucune version du {attendu} au {apres.version.du - VEILLE}"
            yield Anomalie(Gravite.ERREUR, apres.adresser("du"), message, "combler le trou, ou corriger les dates")


def _exiger(fichier: str, aide: Aide, communes: set[str]) -> Iterator[Anomalie]:
    for rang, code in enumerate(aide.exige):
        if code not in communes:
            message = f"{aide.id} : la condition partagée « {code} » n'existe pas"
            adresse = Adresse(GENRE, fichier, ("exige", rang))
            yield Anomalie(Gravite.ERREUR, adresse, message, "l'ajouter à droit/communes.yaml, ou corriger le code")


def _ranger_table(table: TableSituee) -> Iterator[Anomalie]:
    yield from _ranger(table.fichier, table.adresser("du"), table.table.du, table.table.au)


def _ranger(fichier: str, adresse: Adresse, du: date, au: date | None) -> Iterator[Anomalie]:
    """Un fichier n'est lu que pour les années de son nom : tout ce qu'il contient doit en être."""
    annees = lire_annees(fichier.split("/")[1])
    if du.year not in annees or (au or date.max).year not in annees:
        fin = "sans fin" if au is None else f"au {au}"
        message = f"la période du {du}, {fin}, sort des années que dit le nom « {fichier} »"
        yield Anomalie(Gravite.ERREUR, adresse, message, "déplacer ce bloc, ou renommer le fichier")

"""P007 : une période sort des années que dit le nom de son fichier."""

from __future__ import annotations

from datetime import date

from contrat.controles.droit.situer import situer_tables, situer_versions
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.bareme import lire_annees
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un fichier de droit mal rangé"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Un fichier n'est lu que pour les années de son nom : tout ce qu'il contient doit en être."""
    for situee in situer_versions(dossier.droit_livre):
        yield from _ranger(situee.fichier, situee.adresser("du"), situee.version.du, situee.version.au)
    for table in situer_tables(dossier.droit_livre):
        yield from _ranger(table.fichier, table.adresser("du"), table.table.du, table.table.au)


def _ranger(fichier: str, adresse: Adresse, du: date, au: date | None) -> Constats:
    annees = lire_annees(fichier.split("/")[1])
    if du.year not in annees or (au or date.max).year not in annees:
        fin = "sans fin" if au is None else f"au {au}"
        message = f"la période du {du}, {fin}, sort des années que dit le nom « {fichier} »"
        yield Constat(adresse, message, "déplacer ce bloc, ou renommer le fichier")

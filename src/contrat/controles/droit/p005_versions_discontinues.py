"""P005 : deux versions d'une aide se chevauchent, ou laissent un trou."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from contrat.controles.droit.situer import VersionSituee, situer_versions
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "des versions d'aide qui ne se suivent pas"
LIT = frozenset({"droit_livre"})

VEILLE = timedelta(days=1)


def constater(dossier: Dossier) -> Constats:
    """D'une version à la suivante d'une aide nationale, dans tous ses fichiers : ni trou, ni chevauchement."""
    versions = situer_versions(dossier.droit_livre)
    for code in dict.fromkeys(v.aide for v in versions):
        siennes = sorted((v for v in versions if v.aide == code), key=lambda v: v.version.du)
        for avant, apres in pairwise(siennes):
            yield from _enchainer(avant, apres)


def _enchainer(avant: VersionSituee, apres: VersionSituee) -> Constats:
    attendu = None if avant.version.au is None else avant.version.au + VEILLE
    if attendu is None or apres.version.du < attendu:
        fin = f"au : {avant.version.au}" if avant.version.au else "sans fin"
        message = f"{apres.aide} : la version du {apres.version.du} chevauche celle du {avant.version.du} ({fin})"
        yield Constat(apres.adresser("du"), message, "corriger du, ou le au de l'autre version")
    elif apres.version.du > attendu:
        message = f"{apres.aide} : aucune version du {attendu} au {apres.version.du - VEILLE}"
        yield Constat(apres.adresser("du"), message, "combler le trou, ou corriger les dates")

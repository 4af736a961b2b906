"""P009 : aucune table de plafonds ne couvre le jour du contrôle."""

from __future__ import annotations

from contrat.calculs.bareme.echeance import dire_comment
from contrat.controles.droit.situer import GENRE, situer_tables
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.bareme import ZONES
from contrat.modele.dossier import Dossier
from contrat.modele.fondement import est_en_vigueur

GRAVITE = Gravite.ERREUR
TITRE = "un jour sans plafonds"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Les zones dont aucune table n'est en vigueur ce jour-là."""
    situees, jour = situer_tables(dossier.droit_livre), dossier.jour
    for zone in ZONES:
        siennes = [t for t in situees if t.table.zone == zone]
        if not siennes:
            yield Constat(Adresse(GENRE, "indexation"), f"zone {zone} : aucune table de plafonds", "en écrire une")
        elif jour is not None and not any(est_en_vigueur(t.table, jour) for t in siennes):
            message = f"zone {zone} : aucune table ne couvre le {jour}"
            yield Constat(siennes[-1].adresser("au"), message, dire_comment(jour.year))

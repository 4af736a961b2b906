"""C044 : une séance et le jalon de la même date ne disent pas la même chose."""

from __future__ import annotations

from contrat.calculs.seances.travail import jalons_de
from contrat.dates import dire_du
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance
from contrat.modele.suivi import Jalon
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "une séance que son jalon contredit"
LIT = frozenset({"contrat", "seances"})
AIDE = "relire la source, et corriger l'un des deux"


def constater(dossier: Dossier) -> Constats:
    """Les séances dont les participants ou les ateliers ne sont pas ceux du jalon de même instance et même date."""
    for identifiant, seance in dossier.seances.items():
        for jalon in jalons_de(dossier, seance.instance, seance.date):
            yield from _comparer(identifiant, seance, jalon)


def _comparer(identifiant: str, seance: Seance, jalon: Jalon) -> Constats:
    au_jalon = f"au jalon {dire_du(jalon.fait or seance.date)}"
    if jalon.participants is not None and seance.participants not in (None, jalon.participants):
        message = f"{seance.participants} participants, et {nombre(jalon.participants)} {au_jalon}"
        yield Constat(Adresse("seances", identifiant, ("participants",)), message, AIDE)
    themes = [atelier.theme for atelier in seance.ateliers]
    if jalon.ateliers and themes and set(jalon.ateliers) != set(themes):
        message = f"ateliers {', '.join(themes)}, et {', '.join(jalon.ateliers)} {au_jalon}"
        yield Constat(Adresse("seances", identifiant, ("ateliers",), sur_cle=True), message, AIDE)

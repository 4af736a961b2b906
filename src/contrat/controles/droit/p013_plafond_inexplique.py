"""P013 : un plafond ne sort pas de la table d'avant par le coefficient de son passage."""

from __future__ import annotations

from contrat.calculs.bareme.indexation import Case, Ecart, Epreuve, suivre
from contrat.controles.droit.situer import TableSituee, nommer_case, situer_tables
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.indexation import CASES

GRAVITE = Gravite.ERREUR
TITRE = "un plafond que l'indexation n'explique pas"
LIT = frozenset({"droit_livre"})
AIDE = "relire cette case sur le texte, ici et dans la table d'avant ; publiée ainsi, voir indexation.yaml"


def constater(dossier: Dossier) -> Constats:
    """Les cases qui ne sont ni celles du coefficient, ni celles qu'un passage déclare."""
    situees, droit = situer_tables(dossier.droit_livre), dossier.droit_livre
    for epreuve in suivre(droit.tables, droit.indexation):
        adresses = _adresser(situees, epreuve) if epreuve.ecarts else {}
        for ecart in epreuve.ecarts:
            ici = nommer_case(ecart.case.zone, ecart.case.categorie, CASES.index(ecart.case.nom))
            message = f"{ici} : {ecart.valeur} trouvé, {ecart.attendue} attendu, {_motiver(ecart, epreuve)}"
            yield Constat(adresses[ecart.case], message, AIDE)


def _adresser(situees: list[TableSituee], epreuve: Epreuve) -> dict[Case, Adresse]:
    return {
        Case(s.table.zone, ligne.categorie, nom): s.adresser_case(rang, place)
        for s in situees
        if s.table.du == epreuve.du
        for rang, ligne in enumerate(s.table.lignes)
        for place, nom in enumerate(CASES)
    }


def _motiver(ecart: Ecart, epreuve: Epreuve) -> str:
    if ecart.motif == "reconduite":
        return "valeur reconduite de la table d'avant"
    if ecart.motif == "exception":
        return "valeur de l'exception déclarée"
    motif = f"d'après le coefficient qui explique {epreuve.conformes} cases sur {epreuve.comptees}"
    return motif if epreuve.seuls else f"{motif} ; une seule des cases ainsi signalées est peut-être fautive"

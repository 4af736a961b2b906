"""Les tables prouvées l'une par l'autre : ce que le coefficient d'un passage n'explique pas."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from contrat.calculs.bareme.indexation import Case, Ecart, Epreuve, suivre
from contrat.calculs.bareme.verification.anomalie import GENRE, INDEXATION, REGLES, Anomalie, TableSituee, nommer
from contrat.diagnostics import Adresse, Gravite
from contrat.modele.bareme import ReglesCommunes
from contrat.modele.indexation import CASES, Indexation

_AIDE = "relire cette case sur le texte, ici et dans la table d'avant ; publiée ainsi, voir indexation.yaml"


def prouver(situees: list[TableSituee], indexation: Indexation) -> Iterator[Anomalie]:
    """Les cases qui ne sortent pas de la table précédente, puis les passages déclarés qui ne servent à rien."""
    epreuves = suivre([t.table for t in situees], indexation)
    for epreuve in epreuves:
        adresses = _adresser(situees, epreuve)
        for ecart in epreuve.ecarts:
            ici = nommer(ecart.case.zone, ecart.case.categorie, CASES.index(ecart.case.nom))
            message = f"{ici} : {ecart.valeur} trouvé, {ecart.attendue} attendu, {_motiver(ecart, epreuve)}"
            yield Anomalie(Gravite.ERREUR, adresses[ecart.case], message, _AIDE)
    yield from _relire_passages({e.du.isoformat(): e for e in epreuves}, indexation)


def majorer(situees: list[TableSituee], indexation: Indexation, regles: ReglesCommunes) -> Iterator[Anomalie]:
    """La hausse qui encadre l'année non saisie doit être au moins la plus forte de celles qui sont prouvées."""
    coefficients = [e.coefficient.haut for e in suivre([t.table for t in situees], indexation) if e.coefficient]
    if regles.provisoire is None or not coefficients:
        return
    plus_forte = (max(coefficients) - 1) * 100
    if Fraction(regles.provisoire.hausse) < plus_forte:
        message = f"hausse de {regles.provisoire.hausse} %, dépassée par celle d'une table ({plus_forte} % au plus)"
        adresse = Adresse(GENRE, REGLES, ("provisoire", "hausse"))
        yield Anomalie(Gravite.ERREUR, adresse, message, "écrire une hausse qui dépasse toutes celles des tables")


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


def _relire_passages(epreuves: dict[str, Epreuve], indexation: Indexation) -> Iterator[Anomalie]:
    for rang, passage in enumerate(indexation.passages):
        epreuve = epreuves.get(passage.du.isoformat())
        if epreuve is None:
            adresse = Adresse(GENRE, INDEXATION, ("passages", rang, "du"))
            message = f"aucune table de plafonds ne succède à une autre le {passage.du}"
            yield Anomalie(Gravite.ERREUR, adresse, message, "corriger la date du passage")
            continue
        for place, exception in enumerate(passage.exceptions):
            if Case(exception.zone, exception.categorie, exception.case) in epreuve.exceptions_inutiles:
                adresse = Adresse(GENRE, INDEXATION, ("passages", rang, "exceptions", place, "case"))
                message = "exception inutile : la case n'existe pas, ou le coefficient l'explique"
                yield Anomalie(Gravite.AVERTISSEMENT, adresse, message, "la retirer")

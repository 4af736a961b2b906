"""C013 : les dates d'un indicateur se contredisent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contrat.calculs.moments import precede
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Chemin, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Indicateur

CODE = "C013"
GRAVITE = Gravite.ERREUR
TITRE = "une série d'indicateur en désordre"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les valeurs d'avant celle qui les précède, les périodes à l'envers, les cibles d'avant la base."""
    for identifiant, action in dossier.actions.items():
        yield from _indicateurs(("actions", identifiant), ("indicateurs",), action.indicateurs)
    for contrat in dossier.contrats.values():
        yield from _indicateurs(CONTRAT, ("indicateurs",), contrat.indicateurs)
        place = ("diagnostic", "indicateurs")
        yield from _indicateurs(CONTRAT, place, contrat.diagnostic.indicateurs)


def _indicateurs(ou: tuple[str, str], place: Chemin, indicateurs: Iterable[Indicateur]) -> Iterator[Constat]:
    for rang, indicateur in enumerate(indicateurs):
        base, cible = indicateur.base, indicateur.cible
        if base and cible and precede(cible.date, base.date):
            message = f"la cible de {cible.date} précède la base de {base.date}"
            yield Constat(Adresse(*ou, (*place, rang, "cible", "date")), message, "vérifier les deux dates")
        for n, valeur in enumerate(indicateur.valeurs):
            adresse = Adresse(*ou, (*place, rang, "valeurs", n, "date"))
            if n and precede(valeur.date, indicateur.valeurs[n - 1].date):
                message = f"valeur de {valeur.date}, après celle de {indicateur.valeurs[n - 1].date}"
                yield Constat(adresse, message, "ranger les valeurs de la plus ancienne à la plus récente")
            if valeur.depuis is not None and precede(valeur.date, valeur.depuis):
                message = f"la période mesurée finit en {valeur.date}, avant son début {valeur.depuis}"
                yield Constat(adresse, message, "vérifier les deux dates")

"""C031 : aucun acte n'a la date d'un jalon qui nomme son instance."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.moments import coincide
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "C031"
GRAVITE = Gravite.ERREUR
TITRE = "un jalon et un acte de dates différentes"
LIT = frozenset({"contrat", "actions", "seances"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les jalons qu'aucune séance ni décision de leur instance ne confirme, les délibérations qu'aucun jalon ne dit."""
    contrat = dossier.contrat
    actes = [(d.instance, d.date) for d in contrat.deliberations]
    dates = [(j.instance, j.fait) for j in contrat.jalons if j.instance is not None and j.fait is not None]
    autres = [(s.instance, s.date) for s in dossier.seances.values()]
    autres += [(d.instance, d.date) for action in dossier.actions.values() for d in action.deliberations]
    for rang, jalon in enumerate(contrat.jalons):
        if jalon.fait is not None and jalon.instance is not None:
            connues = sorted({date for instance, date in [*actes, *autres] if instance == jalon.instance})
            if connues and not any(coincide(jalon.fait, date) for date in connues):
                message = f"« {jalon.instance} » en {jalon.fait}, alors que ses actes sont de {', '.join(connues)}"
                yield Constat(Adresse(*CONTRAT, ("jalons", rang, "fait")), message, "vérifier les deux dates")
    for rang, (instance, date) in enumerate(actes):
        connues = sorted({fait for de, fait in dates if de == instance})
        if connues and not any(coincide(date, fait) for fait in connues):
            message = f"délibération de {date}, alors que les jalons de « {instance} » sont de {', '.join(connues)}"
            yield Constat(Adresse(*CONTRAT, ("deliberations", rang, "date")), message, "vérifier les deux dates")

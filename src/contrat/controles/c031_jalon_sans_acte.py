"""C031 : aucun acte n'a la date d'un jalon qui nomme son instance."""

from __future__ import annotations

from collections.abc import Iterable

from contrat.calculs.moments import coincide
from contrat.controles.parcours import CONTRAT
from contrat.dates import dire_du, dire_quand
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un jalon et un acte de dates différentes"
LIT = frozenset({"contrat", "actions", "seances"})


def constater(dossier: Dossier) -> Constats:
    """Les jalons qu'aucune séance ni décision de leur instance ne confirme, et l'acte qui peut être le leur."""
    contrat = dossier.contrat
    actes = [(d.instance, d.date) for d in contrat.deliberations]
    actes += [(s.instance, s.date) for s in dossier.seances.values()]
    des_fiches = [(d.instance, d.date) for action in dossier.actions.values() for d in action.deliberations]
    sans_acte: dict[str, list[str]] = {}
    for rang, jalon in enumerate(contrat.jalons):
        if jalon.fait is None or jalon.instance is None or _confirme(jalon.instance, jalon.fait, actes):
            continue
        connues = sorted({date for instance, date in [*actes, *des_fiches] if instance == jalon.instance})
        if _confirme(jalon.instance, jalon.fait, des_fiches):
            sans_acte.setdefault(jalon.instance, []).append(jalon.fait)
        elif connues:
            # Une réunion de plus peut n'avoir laissé aucun acte : ce n'est une faute que si aucune n'est confirmée.
            autres = (j for j in contrat.jalons if j.instance == jalon.instance and j.fait is not None)
            informe = any(_confirme(jalon.instance, j.fait or "", [*actes, *des_fiches]) for j in autres)
            dates = ", ".join(map(dire_du, connues))
            message = f"« {jalon.instance} » {dire_quand(jalon.fait)}, alors que ses actes sont {dates}"
            aide = "vérifier les deux dates, ou écrire la séance"
            yield Constat(Adresse(*CONTRAT, ("jalons", rang, "fait")), message, aide, informe=informe)
    for rang, acte in enumerate(contrat.deliberations):
        jalons = [j.fait for j in contrat.jalons if j.instance == acte.instance and j.fait is not None]
        # Une décision de plus n'est pas une faute : elle ne se demande que d'un jalon dont elle peut être l'acte.
        if acte.instance in sans_acte and not any(coincide(acte.date, fait) for fait in jalons):
            dates = ", ".join(map(dire_quand, sans_acte[acte.instance]))
            message = f"délibération {dire_du(acte.date)} ; « {acte.instance} » {dates} n'a d'acte que dans les fiches"
            aide = "si c'est la même décision, vérifier les deux dates"
            yield Constat(Adresse(*CONTRAT, ("deliberations", rang, "date")), message, aide, informe=True)


def _confirme(instance: str, moment: str, actes: Iterable[tuple[str, str]]) -> bool:
    return any(de == instance and coincide(moment, date) for de, date in actes)

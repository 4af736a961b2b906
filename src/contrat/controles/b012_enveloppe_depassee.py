"""B012 : les exercices du contrat dépassent l'enveloppe d'une section."""

from __future__ import annotations

from collections.abc import Mapping

from contrat.calculs.argent.budget import consolider
from contrat.calculs.argent.lignes import Vue
from contrat.calculs.concordance.mesures import est_complet
from contrat.calculs.sommes import CENT, part
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.contrat import Periode
from contrat.modele.dossier import Dossier
from contrat.nombres import euros, pourcent

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une enveloppe dépassée"
LIT = frozenset({"contrat", "organismes", "actions"})


# La première étape qui dépasse suffit : ce qui est déjà trop prévu n'est pas redit voté, puis payé.
ETAPES: Mapping[Vue, str] = {"prevu": "prévus", "vote": "votés", "realise": "payés"}


def constater(dossier: Dossier) -> Constats:
    """Les sections dont les dépenses prévues, votées ou payées dépassent l'enveloppe, avec la part atteinte."""
    if not (est_complet(dossier, "actions") and est_complet(dossier, "organismes")):
        return
    for rang, enveloppe in enumerate(dossier.contrat.enveloppes):
        atteintes = ((dit, consolider(dossier, enveloppe.periode.exercices, vue)) for vue, dit in ETAPES.items())
        trouvees = ((dit, c, c.depenses[enveloppe.section]) for dit, c in atteintes)
        depassee = next(((dit, c, x) for dit, c, x in trouvees if x is not None and x > enveloppe.montant), None)
        if depassee is None:
            continue
        dit, consolidation, depense = depassee
        chiffres = [x.exercice for x in consolidation.lignes_depenses if x.section == enveloppe.section]
        periode, prise = enveloppe.periode, part(depense, enveloppe.montant)
        message = (
            f"{enveloppe.section} {Periode(debut=min(chiffres), fin=max(chiffres)).dite} : {euros(depense)} {dit}, "
            f"{'au-delà de' if prise is None else f'{pourcent(prise, contre=CENT)} de'} l'enveloppe {periode.dite} "
            f"de {euros(enveloppe.montant)}"
        )
        adresse = Adresse(*CONTRAT, ("enveloppes", rang, "montant"))
        yield Constat(adresse, message, "revoir l'enveloppe par un avenant, ou étaler les dépenses")

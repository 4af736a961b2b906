"""B012 : les exercices du contrat dépassent l'enveloppe d'une section."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.budget import consolider
from contrat.calculs.concordance.mesures import est_complet
from contrat.calculs.sommes import part
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros, pourcent

CODE = "B012"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une enveloppe dépassée"
LIT = frozenset({"contrat", "organismes", "actions"})


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les sections dont les dépenses prévues dépassent l'enveloppe, avec la part atteinte."""
    if not (est_complet(dossier, "actions") and est_complet(dossier, "organismes")):
        return
    for rang, enveloppe in enumerate(dossier.contrat.enveloppes):
        consolidation = consolider(dossier, enveloppe.periode.exercices)
        depense = consolidation.depenses[enveloppe.section]
        if depense is None or depense <= enveloppe.montant:
            continue
        chiffres = [x.exercice for x in consolidation.lignes_depenses if x.section == enveloppe.section]
        periode, prise = enveloppe.periode, part(depense, enveloppe.montant)
        message = (
            f"{enveloppe.section} {min(chiffres)}-{max(chiffres)} : {euros(depense)} prévus, "
            f"{'au-delà de' if prise is None else f'{pourcent(prise)} de'} l'enveloppe {periode.debut}-{periode.fin} "
            f"de {euros(enveloppe.montant)}"
        )
        adresse = Adresse(*CONTRAT, ("enveloppes", rang, "montant"))
        yield Constat(adresse, message, "revoir l'enveloppe par un avenant, ou étaler les dépenses")

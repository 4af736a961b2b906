"""B012 : les exercices du contrat dépassent l'enveloppe d'une section."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.argent.budget import consolider
from contrat.calculs.concordance.mesures import est_complet
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

CODE = "B012"
GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une enveloppe dépassée"
LIT = frozenset({"contrat", "organismes", "actions"})

CENT = Decimal(100)


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
        periode = enveloppe.periode
        message = (
            f"{enveloppe.section} {min(chiffres)}-{max(chiffres)} : {euros(depense)} prévus, "
            f"{_dire_part(depense, enveloppe.montant)} l'enveloppe {periode.debut}-{periode.fin} "
            f"de {euros(enveloppe.montant)}"
        )
        adresse = Adresse(*CONTRAT, ("enveloppes", rang, "montant"))
        yield Constat(adresse, message, "revoir l'enveloppe par un avenant, ou étaler les dépenses")


def _dire_part(depense: Decimal, enveloppe: Decimal) -> str:
    if not enveloppe:
        return "au-delà de"
    return f"{depense * CENT / enveloppe:.1f} % de".replace(".", ",")

"""Le budget en classeur : une feuille par direction, de vrais nombres, prêts à imprimer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, get_args

from xlsxwriter import Workbook

from contrat.calculs.budget import Consolidation, LigneConsolidee
from contrat.calculs.execution import mesurer_execution
from contrat.calculs.periode import dire_periode
from contrat.calculs.reperes import comparer_aux_enveloppes
from contrat.calculs.ventilation import CERTITUDES, Dimension, Groupe, par_certitude, part, repartir
from contrat.erreurs import ErreurContrat
from contrat.modele.base import SECTIONS
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.rendu.budget import NOTES_EXECUTION, refuser_bases_melees
from contrat.rendu.budget_notes import rediger_notes
from contrat.rendu.budget_textes import CERTITUDES_DITES, PAR, SECTIONS_DITES, VUES, nommer, nommer_ville

EUROS, PART = '# ##0.00 "€"', '0.0" %"'
# Le même contrat donne le même fichier, octet pour octet : la date de fabrication n'y est pas.
SANS_DATE = datetime.fromtimestamp(0, tz=UTC)
Case = str | int | Decimal | None
LARGEUR_LIBELLE, LARGEUR_NOMBRE = 44, 16


def en_xlsx(dossier: Dossier, consolidation: Consolidation) -> bytes:
    """Le classeur entier.

    Lève `ErreurContrat` quand le contrat manque, ou que des montants HT et TTC seraient additionnés.
    """
    if dossier.contrat is None:
        raise ErreurContrat("le contrat n'a pas pu être lu", "corriger data/contrat.yaml")
    refuser_bases_melees(consolidation)
    memoire = BytesIO()
    with Workbook(memoire, {"in_memory": True}) as classeur:
        classeur.set_properties({"created": SANS_DATE, "title": dossier.contrat.titre})
        _Classeur(classeur, dossier, dossier.contrat, consolidation).remplir()
    return memoire.getvalue()


class _Classeur:
    """Les feuilles du classeur, écrites l'une après l'autre avec les mêmes formats."""

    def __init__(self, classeur: Workbook, dossier: Dossier, contrat: Contrat, consolidation: Consolidation) -> None:
        self.classeur, self.dossier, self.contrat, self.consolidation = classeur, dossier, contrat, consolidation
        self.gras = classeur.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.texte = classeur.add_format({"text_wrap": True, "valign": "top"})
        self.euros = classeur.add_format({"num_format": EUROS, "valign": "top"})
        self.part = classeur.add_format({"num_format": PART, "valign": "top"})
        periode = Periode(debut=consolidation.exercices[0], fin=consolidation.exercices[-1])
        self.titre = f"{VUES[consolidation.vue][0]} {dire_periode(periode)}"

    def remplir(self) -> None:
        """Écrire toutes les feuilles."""
        for par in get_args(Dimension):
            groupes = repartir(self.dossier, self.consolidation, par)
            rangees = [self._groupe(par, g.cle, g) for g in groupes]
            total = Groupe("", self.consolidation)
            self._feuille(f"Par {par}", self._entetes(par), [*rangees, self._groupe(par, None, total)])
        self._feuille("Exécution", _ENTETES_EXECUTION, self._executions(), NOTES_EXECUTION)
        self._feuille("Enveloppes", ("Section", "Période", "Enveloppe", "Dépenses", "Part (%)"), self._enveloppes())
        self._feuille("Lignes", _ENTETES_LIGNES, [_ligne(x) for x in self.consolidation.lignes])
        exclues = [(x.motif, *_ligne(x.ligne)) for x in self.consolidation.exclues]
        self._feuille("Hors des totaux", ("motif", *_ENTETES_LIGNES), exclues)

    def _entetes(self, par: Dimension) -> tuple[str, ...]:
        if par == "financeur":
            return (PAR[par], "Montant", "Part (%)", *(CERTITUDES_DITES[c] for c in CERTITUDES))
        sections = tuple(SECTIONS_DITES[s] for s in SECTIONS)
        if par == "chapitre":
            return (PAR[par], *sections, "Dépenses")
        return (PAR[par], *sections, "Dépenses", nommer_ville(self.dossier), "Autres financeurs", "Ressources")

    def _groupe(self, par: Dimension, cle: str | None, groupe: Groupe) -> tuple[Case, ...]:
        """Une rangée : un groupe, ou l'ensemble ; une case est vide quand le groupe n'a aucune ligne."""
        c = groupe.consolidation
        nom = "Total" if cle is None else nommer(self.dossier, par, cle)
        if par == "financeur":
            accords = par_certitude(c.lignes_ressources)
            total = self.consolidation.total_ressources
            montant = c.total_ressources
            return (nom, montant, part(montant, total), *(accords.get(x) for x in CERTITUDES))
        montants: tuple[Case, ...] = (*(c.depenses[s] for s in SECTIONS), c.total_depenses)
        if par != "chapitre":
            montants += (c.ressources_ville, c.ressources_externes, c.total_ressources)
        return (nom, *(montants if c.lignes else (None,) * len(montants)))

    def _executions(self) -> list[tuple[Case, ...]]:
        return [
            (
                "Total" if m.cle is None else nommer(self.dossier, "action", m.cle),
                m.prevu, m.vote, m.engage, m.taux_engagement, m.realise, m.taux_execution,
            )
            for m in mesurer_execution(self.dossier, self.consolidation.exercices, "action")
        ]  # fmt: skip

    def _enveloppes(self) -> list[tuple[Case, ...]]:
        return [
            (SECTIONS_DITES[x.enveloppe.section], dire_periode(x.enveloppe.periode), x.enveloppe.montant, x.depenses,
             x.part)
            for x in comparer_aux_enveloppes(self.contrat, self.consolidation)
        ]  # fmt: skip

    def _feuille(
        self, nom: str, entetes: Sequence[str], rangees: Iterable[Sequence[Case]], notes: Sequence[str] | None = None
    ) -> None:
        """Une feuille : titre, en-tête figé, rangées, notes ; une page de large à l'impression."""
        feuille: Any = self.classeur.add_worksheet(nom)
        feuille.write_string(0, 0, f"{self.titre} — {self.contrat.titre}", self.gras)
        feuille.write_row(2, 0, entetes, self.gras)
        rang = 3
        for rangee in rangees:
            for colonne, case in enumerate(rangee):
                self._ecrire(feuille, rang, colonne, case, entetes[colonne])
            rang += 1
        for note in rediger_notes(self.dossier, self.contrat, self.consolidation) if notes is None else notes:
            rang += 1
            feuille.write_string(rang, 0, note)
        feuille.freeze_panes(3, 1)
        feuille.set_column(0, 0, LARGEUR_LIBELLE)
        feuille.set_column(1, len(entetes) - 1, LARGEUR_NOMBRE)
        feuille.set_landscape()
        feuille.set_paper(9)
        feuille.fit_to_pages(1, 0)
        feuille.repeat_rows(2)

    def _ecrire(self, feuille: Any, rang: int, colonne: int, case: Case, entete: str) -> None:
        """Écrire une case selon ce qu'elle est ; rien de renseigné reste une case vide, jamais un zéro."""
        if isinstance(case, Decimal):
            feuille.write_number(rang, colonne, case, self.part if entete.endswith("(%)") else self.euros)
        elif isinstance(case, int):
            feuille.write_number(rang, colonne, case)
        elif case is not None:
            feuille.write_string(rang, colonne, case, self.texte)


_ENTETES_EXECUTION = ("Action", "Prévu", "Voté", "Engagé", "Engagé (%)", "Payé", "Payé (%)")
_ENTETES_LIGNES = (
    "action", "axe", "exercice", "section", "sens", "libellé", "chapitre", "organisme", "nature", "état", "montant",
    "base", "source",
)  # fmt: skip


def _ligne(x: LigneConsolidee) -> tuple[Case, ...]:
    return (
        x.action, x.axe, x.exercice, x.section, x.sens, x.libelle, x.chapitre, x.organisme, x.nature, x.etat, x.montant,
        x.base, x.source,
    )  # fmt: skip

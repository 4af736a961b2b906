"""Le budget en classeur : une feuille par direction, de vrais nombres, prêts à imprimer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, get_args

from xlsxwriter import Workbook

from contrat.calculs.argent.budget import Consolidation, LigneConsolidee
from contrat.calculs.argent.execution import mesurer_execution
from contrat.calculs.argent.reperes import comparer_aux_enveloppes
from contrat.calculs.argent.ventilation import CERTITUDES, Dimension, Groupe, par_certitude, part, repartir
from contrat.calculs.periode import dire_periode
from contrat.erreurs import ErreurContrat
from contrat.modele.base import SECTIONS
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.dossier import Dossier
from contrat.nombres import FINE, INSECABLE
from contrat.rendu.argent.budget import NOTES_EXECUTION, refuser_bases_melees
from contrat.rendu.argent.budget_notes import rediger_notes
from contrat.rendu.argent.budget_tableaux import TOTAL
from contrat.rendu.argent.budget_textes import CERTITUDES_DITES, MOTIFS, PAR, SECTIONS_DITES, VUES, nommer, nommer_ville

# Un format se range en notation anglaise : un tableur français en fait « 1 137 300,00 € ».
EUROS, PART = '#,##0.00\\ "€"', '0.0" %"'
# Le même contrat donne le même fichier, octet pour octet : la date de fabrication n'y est pas.
SANS_DATE = datetime.fromtimestamp(0, tz=UTC)
Case = str | int | Decimal | None
LARGEUR_LIBELLE, LARGEUR_NOMBRE, HAUTEUR = 44, 16, 15
A4 = 9
TEXTE, ENTIER = "@", "0"


def en_xlsx(dossier: Dossier, consolidation: Consolidation, par: Dimension | None = None) -> bytes:
    """Le classeur : une feuille par direction, ou la seule demandée, puis ce qui les explique.

    Lève `ErreurContrat` quand le contrat manque, ou que des montants HT et TTC seraient additionnés.
    """
    if dossier.contrat is None:
        raise ErreurContrat("le contrat n'a pas pu être lu", "corriger data/contrat.yaml")
    refuser_bases_melees(consolidation)
    memoire = BytesIO()
    with Workbook(memoire, {"in_memory": True}) as classeur:
        classeur.set_properties({"created": SANS_DATE, "title": dossier.contrat.titre})
        _Classeur(classeur, dossier, dossier.contrat, consolidation).remplir((par,) if par else get_args(Dimension))
    return memoire.getvalue()


class _Classeur:
    """Les feuilles du classeur, écrites l'une après l'autre avec les mêmes formats."""

    def __init__(self, classeur: Workbook, dossier: Dossier, contrat: Contrat, consolidation: Consolidation) -> None:
        self.classeur, self.dossier, self.contrat, self.consolidation = classeur, dossier, contrat, consolidation
        haut = {"valign": "top"}
        self.tete = classeur.add_format({"bold": True, "font_size": 14})
        self.gras = classeur.add_format({"bold": True, "text_wrap": True, "bottom": 1, **haut})
        self.a_droite = classeur.add_format({"bold": True, "text_wrap": True, "bottom": 1, "align": "right", **haut})
        self.formats = {
            (nombre, est_total): classeur.add_format(
                {"bold": est_total, "top": int(est_total), "num_format": nombre, "text_wrap": nombre == TEXTE, **haut}
            )
            for nombre in (TEXTE, ENTIER, EUROS, PART)
            for est_total in (False, True)
        }
        periode = Periode(debut=consolidation.exercices[0], fin=consolidation.exercices[-1])
        self.notes = rediger_notes(dossier, contrat, consolidation)
        self.titre = f"{VUES[consolidation.vue][0]} {dire_periode(periode)}"

    def remplir(self, directions: Sequence[Dimension]) -> None:
        """Écrire toutes les feuilles ; l'exécution se dit par action, ou selon la seule direction demandée."""
        for par in directions:
            groupes = repartir(self.dossier, self.consolidation, par)
            rangees = [self._groupe(par, g.cle, g) for g in groupes]
            total = Groupe("", self.consolidation)
            self._feuille(f"Par {par}", self._entetes(par), [*rangees, self._groupe(par, None, total)])
        par = directions[0] if len(directions) == 1 else "action"
        etapes = _ETAPES_RESSOURCES if par == "financeur" else _ETAPES_DEPENSES
        self._feuille("Exécution", (PAR[par], *etapes), self._executions(par), NOTES_EXECUTION + self.notes)
        self._feuille("Enveloppes", _ENTETES_ENVELOPPES, self._enveloppes())
        self._feuille("Lignes", _ENTETES_LIGNES, [*map(_ligne, self.consolidation.lignes), *self._totaux_des_lignes()])
        exclues = [(MOTIFS[x.motif], *_ligne(x.ligne)) for x in self.consolidation.exclues]
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
        nom = TOTAL if cle is None else nommer(self.dossier, par, cle)
        if par == "financeur":
            accords = par_certitude(c.lignes_ressources)
            total = self.consolidation.total_ressources
            montant = c.total_ressources
            return (nom, montant, part(montant, total), *(accords.get(x) for x in CERTITUDES))
        montants: tuple[Case, ...] = (*(c.depenses[s] for s in SECTIONS), c.total_depenses)
        if par != "chapitre":
            montants += (c.ressources_ville, c.ressources_externes, c.total_ressources)
        return (nom, *(montants if c.lignes else (None,) * len(montants)))

    def _executions(self, par: Dimension) -> Iterator[tuple[Case, ...]]:
        for m in mesurer_execution(self.dossier, self.consolidation.exercices, par):
            nom = TOTAL if m.cle is None else nommer(self.dossier, par, m.cle)
            if par == "financeur":
                yield (nom, m.prevu, m.engage, m.taux_engagement, m.realise, m.taux_paiement)
            else:
                taux = m.taux_engagement, m.taux_execution, m.taux_paiement
                yield (nom, m.prevu, m.vote, m.engage, taux[0], m.realise, *taux[1:])

    def _enveloppes(self) -> list[tuple[Case, ...]]:
        return [
            (SECTIONS_DITES[x.enveloppe.section], dire_periode(x.enveloppe.periode), x.enveloppe.montant, x.depenses,
             x.reste, x.part)
            for x in comparer_aux_enveloppes(self.contrat, self.consolidation)
        ]  # fmt: skip

    def _feuille(
        self, nom: str, entetes: Sequence[str], rangees: Iterable[Sequence[Case]], notes: tuple[str, ...] = ()
    ) -> None:
        """Une feuille : titre, en-tête figé, rangées, notes ; une page de large à l'impression."""
        feuille: Any = self.classeur.add_worksheet(nom)
        feuille.write_string(0, 0, f"{self.titre}, {nom.lower()}", self.tete)
        feuille.write_string(1, 0, self.contrat.titre)
        for colonne, entete in enumerate(entetes):
            feuille.write_string(2, colonne, entete, self.a_droite if _est_chiffree(entete) else self.gras)
        rang = 3
        for rangee in rangees:
            for colonne, case in enumerate(rangee):
                self._ecrire(feuille, rang, colonne, case, entetes[colonne], str(rangee[0]).startswith(TOTAL))
            rang += 1
        for note in notes or self.notes:
            rang += 1
            self._noter(feuille, rang, len(entetes) - 1, note)
        self._mettre_en_page(feuille, len(entetes) - 1)

    def _mettre_en_page(self, feuille: Any, derniere: int) -> None:
        """Figer et répéter l'en-tête, imprimer en A4 couché sur une page de large."""
        feuille.freeze_panes(3, 1)
        feuille.set_column(0, 0, LARGEUR_LIBELLE)
        feuille.set_column(1, derniere, LARGEUR_NOMBRE)
        feuille.set_landscape()
        feuille.set_paper(A4)
        feuille.fit_to_pages(1, 0)
        feuille.repeat_rows(2)
        feuille.set_footer("&L&A&RPage &P sur &N")

    def _noter(self, feuille: Any, rang: int, derniere: int, note: str) -> None:
        """Écrire une note sur toute la largeur du tableau, aussi haut qu'il le faut pour la lire entière."""
        largeur = LARGEUR_LIBELLE + derniere * LARGEUR_NOMBRE
        feuille.set_row(rang, HAUTEUR * len(textwrap.wrap(note, largeur)))
        feuille.merge_range(rang, 0, rang, derniere, note.replace(FINE, INSECABLE), self.formats[TEXTE, False])

    def _ecrire(self, feuille: Any, rang: int, colonne: int, case: Case, entete: str, est_total: bool) -> None:
        """Écrire une case selon ce qu'elle est ; rien de renseigné reste une case vide, jamais un zéro."""
        nombre = PART if entete.endswith("(%)") else EUROS
        if case is None:
            feuille.write_blank(rang, colonne, None, self.formats[nombre, est_total])
        elif isinstance(case, str):
            feuille.write_string(rang, colonne, case, self.formats[TEXTE, est_total])
        else:
            feuille.write_number(
                rang, colonne, case, self.formats[ENTIER if entete == "exercice" else nombre, est_total]
            )

    def _totaux_des_lignes(self) -> list[tuple[Case, ...]]:
        """Un total par sens : une dépense et une ressource ne s'additionnent pas."""
        rang = _ENTETES_LIGNES.index("montant")
        totaux = {"dépenses": self.consolidation.total_depenses, "ressources": self.consolidation.total_ressources}
        suite = ("",) * (len(_ENTETES_LIGNES) - rang - 1)
        return [(f"{TOTAL} des {nom}", *("",) * (rang - 1), montant, *suite) for nom, montant in totaux.items()]


def _est_chiffree(entete: str) -> bool:
    """Vrai pour une colonne de nombres : son titre se cale à droite, comme eux."""
    return entete not in (*PAR.values(), "Période", *_ENTETES_LIGNES, "motif") or entete == "montant"


_ETAPES_DEPENSES = ("Prévu", "Voté", "Engagé", "Engagé (%)", "Payé", "Payé (%)", "Payé / engagé (%)")
_ETAPES_RESSOURCES = ("Prévu", "Acquis", "Acquis (%)", "Encaissé", "Encaissé / acquis (%)")
_ENTETES_ENVELOPPES = ("Section", "Période", "Enveloppe", "Dépenses", "Reste", "Part (%)")
_ENTETES_LIGNES = (
    "action", "axe", "exercice", "section", "sens", "libellé", "chapitre", "organisme", "nature", "état", "montant",
    "base", "budget", "source",
)  # fmt: skip


def _ligne(x: LigneConsolidee) -> tuple[Case, ...]:
    return (
        x.action, x.axe, x.exercice, x.section, x.sens, x.libelle, x.chapitre, x.organisme, x.nature, x.etat, x.montant,
        x.base, x.budget, x.source,
    )  # fmt: skip

"""Ce qu'une commande montre, et la forme qu'on lui demande."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from contrat.erreurs import ErreurUsage
from contrat.formes import ORDINAIRES, Forme
from contrat.rendu.ecrivains.calendrier import Jour, en_calendrier
from contrat.rendu.page import Page, Tableau, reunir, souscrire


@dataclass(frozen=True)
class Document:
    """Un même résultat, prêt à prendre chaque forme ; rien n'est composé avant qu'une forme soit demandée.

    `page` peut en donner plusieurs : le texte et le Markdown les écrivent à la suite, les autres formes en font une
    seule, sous `titre`.

    `objet` est ce que dit le JSON, `donnees` le tableau du CSV, et `classeur` la page dont chaque partie fait une
    feuille, quand ce ne sont pas ceux de la page. `a_cote` donne les phrases qu'un CSV, qui n'a que des lignes, ne peut
    pas porter ; `est_pour_un_tableur`, il s'ouvre d'un double clic, et un programme lira plutôt le JSON. `annotations`
    est ce que GitHub montre en marge d'un fichier, et `calendrier` les jours d'un agenda.
    """

    page: Callable[[], Page | Sequence[Page]]
    objet: Callable[[], Mapping[str, Any] | Sequence[Mapping[str, Any]]] | None = None
    donnees: Callable[[], Tableau] | None = None
    classeur: Callable[[], Page] | None = None
    a_cote: Callable[[], tuple[str, ...]] = tuple
    annotations: Callable[[], str] | None = None
    calendrier: Callable[[], Sequence[Jour]] | None = None
    titre: str = ""
    est_pour_un_tableur: bool = False

    @property
    def pages(self) -> Sequence[Page]:
        """Les pages, une ou plusieurs."""
        page = self.page()
        return [page] if isinstance(page, Page) else page

    @property
    def ensemble(self) -> Page:
        """Toutes les pages en une."""
        return reunir(self.titre, self.pages)


def ecrire(document: Document, forme: Forme, racine: Path, largeur: int = 0, pied: str = "") -> str | bytes:
    """Écrire le document dans une forme ; `racine` donne les gabarits du contrat, `largeur` ne sert qu'au terminal.

    `pied` se lit au bas de chaque feuille d'un PDF ou d'un DOCX, à la fin des autres pages.

    Lève `ErreurUsage` quand la commande n'a pas cette forme.
    """
    # Chaque écrivain s'importe seul : un JSON n'attend ni rich, ni jinja.
    match forme:
        case Forme.texte | Forme.table:
            from contrat.rendu.ecrivains.texte import en_texte

            return "\n".join(en_texte(souscrire(page, pied), largeur) for page in document.pages)
        case Forme.md:
            from contrat.rendu.ecrivains.markdown import en_markdown

            return "\n".join(en_markdown(souscrire(page, pied), racine) for page in document.pages)
        case Forme.html:
            from contrat.rendu.ecrivains.page_html import en_html

            return en_html(souscrire(document.ensemble, pied), racine)
        case Forme.csv | Forme.xlsx | Forme.json:
            return _ecrire_des_valeurs(document, forme, pied)
        case Forme.pdf | Forme.docx:
            return _ecrire_sur_papier(document.ensemble, forme, racine, pied)
        case Forme.github | Forme.ical:
            return _ecrire_a_part(document, forme)


def _ecrire_des_valeurs(
    document: Document, forme: Literal[Forme.csv, Forme.xlsx, Forme.json], pied: str
) -> str | bytes:
    """Les formes qu'un programme relit : chaque valeur dans sa case."""
    match forme:
        case Forme.csv:
            from contrat.rendu.ecrivains.fichier_csv import en_csv

            return en_csv(_donnees(document), document.est_pour_un_tableur)
        case Forme.xlsx:
            from contrat.rendu.ecrivains.fichier_xlsx import en_xlsx

            return en_xlsx(souscrire(document.classeur() if document.classeur else document.ensemble, pied))
        case Forme.json:
            from contrat.rendu.ecrivains.objet_json import decrire_page, en_json

            return en_json(document.objet() if document.objet else decrire_page(souscrire(document.ensemble, pied)))


def _ecrire_a_part(document: Document, forme: Literal[Forme.github, Forme.ical]) -> str | bytes:
    """Les formes que peu de pages ont : les annotations d'un fichier, un calendrier."""
    if forme is Forme.github and document.annotations is not None:
        return document.annotations()
    if forme is Forme.ical and document.calendrier is not None:
        return en_calendrier(document.calendrier())
    message = "cette page ne s'annote pas" if forme is Forme.github else "cette page n'est pas un calendrier"
    raise ErreurUsage(message, f"choisir parmi : {', '.join(ORDINAIRES)}")


def _ecrire_sur_papier(page: Page, forme: Literal[Forme.pdf, Forme.docx], racine: Path, pied: str) -> bytes:
    match forme:
        case Forme.pdf:
            from contrat.rendu.ecrivains.page_pdf import en_pdf

            return en_pdf(page, racine, pied)
        case Forme.docx:
            from contrat.rendu.ecrivains.page_docx import en_docx

            return en_docx(page, racine, pied)


def _donnees(document: Document) -> Tableau:
    """Le tableau du CSV ; une page qui en a plusieurs ne peut pas choisir à la place de l'usager."""
    if document.donnees is not None:
        return document.donnees()
    tableaux = document.ensemble.tableaux
    if len(tableaux) != 1:
        combien = f"a {len(tableaux)} tableaux" if tableaux else "n'a aucun tableau"
        raise ErreurUsage(f"cette page {combien} : un csv en porte un seul", "choisir --format xlsx ou json")
    return tableaux[0]

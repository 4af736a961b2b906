"""Les formes qu'une page peut prendre, et les fins de nom qui les demandent."""

from __future__ import annotations

from enum import StrEnum


class Forme(StrEnum):
    """Les formes de sortie ; `table` est l'ancien nom de `texte`."""

    texte = "texte"
    md = "md"
    html = "html"
    pdf = "pdf"
    docx = "docx"
    csv = "csv"
    xlsx = "xlsx"
    json = "json"
    github = "github"
    ical = "ical"
    table = "table"


# Ce que toute page offre ; les autres formes, peu de commandes les ont, et les disent elles-mêmes.
ORDINAIRES = tuple(forme for forme in Forme if forme not in (Forme.github, Forme.ical, Forme.table))
# Ce qui n'a que des lignes : ce qu'un tableau ne compte pas se dit à côté.
SANS_PHRASE = frozenset({Forme.csv})
# Ce qu'un terminal ne montre pas, et ce que c'est.
EN_FICHIER = {Forme.xlsx: "un classeur", Forme.pdf: "un PDF", Forme.docx: "un DOCX"}
EXTENSIONS = {
    ".txt": Forme.texte,
    **{f".{forme}": forme for forme in ORDINAIRES if forme is not Forme.texte},
    ".htm": Forme.html,
    ".ics": Forme.ical,
}

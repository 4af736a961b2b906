"""Le budget en Markdown : nombres à la française, avec des espaces insécables."""

from __future__ import annotations

from contrat.rendu.budget_page import Page, Tableau


def en_markdown(page: Page) -> str:
    """La page en Markdown."""
    blocs = [f"# {page.titre}", echapper(page.sujet), *map(tableau_markdown, page.tableaux)]
    if page.notes:
        blocs.append("\n".join(f"- {echapper(note)}" for note in page.notes))
    return "\n\n".join(blocs) + "\n"


def tableau_markdown(tableau: Tableau) -> str:
    """Un tableau Markdown, nombres à droite, totaux en gras."""
    lignes = [_rang([tableau.entete, *tableau.colonnes]), _rang(["---", *("---:" for _ in tableau.colonnes)])]
    for rangee in tableau.rangees:
        cases = [rangee.libelle.strip(), *(rangee.cellules or [""] * len(tableau.colonnes))]
        est_forte = rangee.est_total or rangee.est_intertitre
        lignes.append(_rang([f"**{c}**" if c else c for c in cases] if est_forte else cases))
    return "\n".join(lignes)


def echapper(texte: str) -> str:
    """Un texte des fiches sur une ligne, sans rien qui ferait un tableau ou une balise."""
    return " ".join(texte.split()).replace("|", r"\|").replace("<", "&lt;")


def _rang(cases: list[str]) -> str:
    return "| " + " | ".join(map(echapper, cases)) + " |"

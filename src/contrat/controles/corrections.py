"""Appliquer à un texte les corrections sûres de ses fautes."""

from __future__ import annotations

from contrat.diagnostics import Diagnostic


def corriger_texte(texte: str, fautes: list[Diagnostic]) -> tuple[str, int]:
    """Le texte d'un fichier après ses corrections sûres, et combien ont été faites : rien d'autre n'y bouge."""
    lignes = texte.split("\n")
    faites = 0
    corrections = {faute.correction: faute.extrait for faute in fautes if faute.correction is not None}
    for correction in sorted(corrections, reverse=True):
        rang, debut, fin = correction.ligne - 1, correction.colonne - 1, correction.colonne_fin - 1
        # Une marque d'ordre en tête décale la ligne : elle n'est alors plus celle que la faute montre.
        if rang < len(lignes) and lignes[rang].rstrip() == corrections[correction]:
            lignes[rang] = lignes[rang][:debut] + correction.texte + lignes[rang][fin:]
            faites += 1
    return "\n".join(lignes), faites

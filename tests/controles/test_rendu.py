"""L'affichage d'une faute : le soulignement tombe juste, et rien de ce qui est lu ne dérange le terminal."""

from __future__ import annotations

import pytest

from contrat.diagnostics import Diagnostic, Gravite
from contrat.rendu.diagnostics import en_texte


def faute(extrait: str, colonne: int, fin: int, message: str = "refusé", ligne: int = 7) -> Diagnostic:
    """Une faute sur cette ligne de fichier."""
    return Diagnostic("F015", Gravite.ERREUR, message, "data/x.yaml", ligne, colonne, fin, "corriger", extrait)


def test_une_faute_tient_en_un_bloc() -> None:
    """L'endroit et le message, la ligne, le trait, l'aide."""
    assert en_texte([faute("titre: été", 8, 11, ligne=12)]) == (
        "data/x.yaml:12:8: erreur[F015] refusé\n   |\n12 | titre: été\n   |        ^^^\n    aide : corriger"
    )


@pytest.mark.parametrize(
    ("extrait", "colonne", "fin", "montre", "trait"),
    [
        ("e\u0301te\u0301: x", 8, 9, "e\u0301te\u0301: x", "     ^"),  # accents combinés : aucune place
        ("標題: x", 5, 6, "標題: x", "      ^"),  # idéogrammes : deux places
        ("\u00a0a: x", 5, 6, "\u00a0a: x", "    ^"),
        ("a:\tx", 4, 5, "a: x", "   ^"),
        ("a: \x1b[31mx\u202e", 4, 5, "a: \ufffd[31mx\ufffd", "   ^"),  # ni couleur imposée, ni texte retourné
        ("a:", 3, 4, "a:", "  ^"),  # juste après la fin de la ligne
        ("a: valeur", 4, 99, "a: valeur", "   ^^^^^^"),  # une valeur qui continue plus bas
    ],
)
def test_le_trait_est_sous_la_faute(extrait: str, colonne: int, fin: int, montre: str, trait: str) -> None:
    """La largeur à l'écran, et non le nombre de signes."""
    lignes = en_texte([faute(extrait, colonne, fin)]).splitlines()
    assert lignes[2:4] == [f"7 | {montre}", f"  | {trait}"]


def test_une_ligne_trop_longue_est_montree_autour_de_la_faute() -> None:
    """Cent signes au plus, la faute dedans."""
    debut = en_texte([faute("a" * 101, 1, 3)]).splitlines()
    assert debut[2:4] == [f"7 | {'a' * 100}…", "  | ^^"]
    milieu = en_texte([faute("a" * 200 + "faute" + "b" * 200, 201, 206)]).splitlines()
    assert milieu[2:4] == [f"7 | …{'a' * 40}faute{'b' * 55}…", f"  | {' ' * 41}^^^^^"]
    assert en_texte([faute("a" * 100, 100, 101)]).splitlines()[2] == f"7 | {'a' * 100}"


def test_un_message_reste_sur_sa_ligne() -> None:
    """Une valeur de plusieurs lignes, citée dans un message, ne fait pas croire à une autre faute."""
    lignes = en_texte([faute("a: x", 4, 5, message="« x\ndata/y.yaml:1:1: erreur » refusé")]).splitlines()
    assert lignes[0] == "data/x.yaml:7:4: erreur[F015] « x\ufffddata/y.yaml:1:1: erreur » refusé"
    assert len(lignes) == 5

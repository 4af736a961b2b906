"""Rien de ce que portent les données ne commande : ni lien, ni balise, ni mise en forme, ni formule."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from contrat.rendu.ecrivains.fichier_csv import en_csv
from contrat.rendu.ecrivains.markdown import echapper, en_markdown
from contrat.rendu.ecrivains.page_html import en_html
from contrat.rendu.page import (
    Colonne,
    Page,
    Partie,
    Rangee,
    Tableau,
    lister,
    tabuler,
)
from contrat.rendu.typographie import aplanir, souder

NULLE_PART = Path("/nulle-part")

textes = st.text(st.sampled_from("ab1 .-+=#>*_`~|[](){}!<&;:\\/x\n") | st.characters(codec="utf-8", categories=["L"]))


@settings(max_examples=300, deadline=None)
@given(textes)
def test_un_texte_en_markdown_se_lit_tel_qu_il_est(texte: str) -> None:
    """Un lecteur de Markdown qui n'est pas le nôtre n'y voit que du texte, où qu'il soit écrit."""
    lecteur = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    attendu = souder(aplanir(texte))
    for avant, balises in (("", ["paragraph"]), ("- ", ["bullet_list", "list_item", "paragraph"])):
        jetons = lecteur.parse(f"{avant}{echapper(texte)}\n")
        if not attendu:
            continue
        assert [j.type.removesuffix("_open") for j in jetons if j.nesting == 1] == balises
        [dedans] = [j.children or [] for j in jetons if j.type == "inline"]
        assert "".join(j.content for j in dedans if j.type in ("text", "text_special")) == attendu.strip()
        assert {j.type for j in dedans} <= {"text", "text_special"}


@pytest.mark.parametrize(
    "texte", ["[x](http://m.example)", "![i](http://m.example)", "**gras**", "# Titre", "a|b", "<b>"]
)
def test_une_page_hostile_en_markdown_et_en_html(texte: str) -> None:
    page = Page(texte, texte, [Partie(texte, [texte, lister(texte), Tableau((Colonne(texte),), (Rangee((texte,)),))])])
    lecteur = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    actifs = {"link_open", "image", "html_inline", "html_block", "em_open"}
    jetons = lecteur.parse(en_markdown(page, NULLE_PART))
    assert not actifs & {e.type for j in jetons for e in (j, *(j.children or []))}
    assert "<b>" not in en_html(page, NULLE_PART)


@pytest.mark.parametrize("texte", ["=1+1", "+33", "-2+3", "@SUM(1)", "\tx", "=HYPERLINK(1)"])
def test_un_texte_en_csv_n_est_jamais_une_formule(texte: str) -> None:
    [[entete], [case]] = csv.reader(io.StringIO(en_csv(tabuler(["texte"], [{"texte": texte}]))))
    assert (entete, case) == ("texte", f"'{texte}")

"""Une même page dans chaque forme : rien ne s'y perd, les nombres y restent entiers."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from contrat.rendu.ecrivains.fichier_csv import en_csv
from contrat.rendu.ecrivains.fichier_xlsx import en_xlsx
from contrat.rendu.ecrivains.markdown import en_markdown
from contrat.rendu.ecrivains.page_html import en_html
from contrat.rendu.ecrivains.texte import en_texte
from contrat.rendu.page import (
    Cellule,
    Colonne,
    Figure,
    Intervalle,
    Page,
    Partie,
    Point,
    Points,
    Rangee,
    Remarque,
    Tableau,
    lister,
)

NULLE_PART = Path("/nulle-part")
TABLEAU = Tableau(
    (Colonne("Poste"), Colonne("Montant", "euros"), Colonne("Part", "part"), Colonne("Écart", "euros", a_signe=True),
     Colonne("Vu le", "date"), Colonne("Rang", "rang")),
    (
        Rangee(("Dépenses",)),
        Rangee(("Fonct.", Decimal("1137300"), Decimal("40.44"), Decimal("12.5"), date(2010, 10, 1), 2010), retrait=1),
        Rangee(("Autre", None, None, Decimal("-3"), None, None), retrait=1),
        Rangee(("Total", Cellule(Decimal(9), avant="≈ "), Cellule(Decimal(3), "nombre", apres="foyers"), 0, "•", 1),
               est_total=True),
    ),
    "Le budget",
)  # fmt: skip
PAGE = Page(
    "Une page",
    "Un sujet",
    (
        Partie("Première", ["Une phrase : 1 234 €.", TABLEAU, lister("un point", Point("dessous", 1))]),
        Partie("Sous-partie", [Remarque("Attention !"), Points((Point("à faire"),), a_cocher=True)], niveau=2),
    ),
)


TEXTE = """\
Une page
Un sujet
================================================================================

Première
--------------------------------------------------------------------------------
Une phrase : 1 234 €.

Le budget
Poste         Montant      Part     Écart  Vu le             Rang
-----------------------------------------------------------------
Dépenses
  Fonct.  1 137 300 €    40,4 %  +12,50 €  1er octobre 2010  2010
  Autre             —         —      -3 €  —                    —
-----------------------------------------------------------------
Total           ≈ 9 €  3 foyers       0 €  •                    1

- un point
  - dessous

Sous-partie
~~~~~~~~~~~
Attention !
[ ] à faire
"""
MARKDOWN = """\
# Une page

Un sujet

## Première

Une phrase : 1_234 €.

Le budget

| Poste | Montant | Part | Écart | Vu le | Rang |
| --- | ---: | ---: | ---: | --- | ---: |
| **Dépenses** |  |  |  |  |  |
| Fonct. | 1_137_300 € | 40,4 % | +12,50 € | 1er octobre 2010 | 2010 |
| Autre | — | — | -3 € | — | — |
| **Total** | **≈ 9 €** | **3 foyers** | **0 €** | **•** | **1** |

- un point
    - dessous

### Sous-partie

> Attention !

- [ ] à faire
"""
DONNEES = """\
Poste,Montant,Part,Écart,Vu le,Rang
Fonct.,1137300.00,40.44,12.50,2010-10-01,2010
Autre,,,-3.00,,
Total,9.00,3.00,0,•,1
"""


def marquer(texte: str) -> str:
    """Les fines insécables en « _ », pour qu'elles se voient dans l'attendu ; les autres en espaces."""
    return texte.replace("\u202f", "_").replace("\u00a0", " ")


def test_au_terminal() -> None:
    assert en_texte(PAGE) == TEXTE


def test_en_markdown_les_nombres_restent_entiers() -> None:
    texte = en_markdown(PAGE, NULLE_PART)
    assert marquer(texte) == MARKDOWN
    # Rien ne peut couper un nombre de son unité, ni un mot de sa ponctuation double.
    assert not {" €", " %", " :", " !"} & {texte[i : i + 2] for i in range(len(texte)) if texte[i - 1] != "|"}


def test_en_csv_des_valeurs_nues_et_pas_d_intertitre() -> None:
    assert en_csv(TABLEAU) == DONNEES


def test_en_html_chaque_titre_chaque_case_et_rien_d_exterieur() -> None:
    texte = en_html(PAGE, NULLE_PART)
    assert '<html lang="fr">' in texte
    assert "http" not in texte
    corps = texte[texte.index("<main>") : texte.index("</main>")]
    balises = [b for b in re.findall(r"<(h1|h2|h3|caption|ul|tr|th|td)\b", corps) if b.startswith("h")]
    assert balises == ["h1", "h2", "h3"]
    assert '<th scope="col" class="nombre">Montant</th>' in corps
    assert '<tr class="intertitre"><th colspan="6" scope="colgroup">Dépenses</th></tr>' in corps
    assert '<td class="nombre">1\u202f137\u202f300\u00a0€</td>' in corps


def test_en_classeur_de_vrais_nombres(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").write_bytes(en_xlsx(PAGE))
    classeur = load_workbook(tmp_path / "p.xlsx")
    assert classeur.sheetnames == ["Le budget"]
    feuille = classeur["Le budget"]
    assert [c.value for c in feuille[5]] == ["Fonct.", 1137300, 40.44, 12.5, datetime(2010, 10, 1), 2010]  # noqa: DTZ001
    assert [c.value for c in feuille[6]] == ["Autre", None, None, -3, None, None]
    assert [feuille.cell(rang, 1).value for rang in range(9, 14)] == [
        "Une phrase : 1 234 €.", "un point", "dessous", "Attention !", "à faire",
    ]  # fmt: skip


def test_en_classeur_une_note_n_est_jamais_une_formule_ni_une_reserve_perdue(tmp_path: Path) -> None:
    """Ce qui commence par « = » ou par une adresse reste du texte ; « environ » reste autour du nombre."""
    notes = ['=HYPERLINK("http://m.example")', "{=1+1}", "+1", "http://m.example"]
    cases = (Cellule(Decimal("12.5"), "euros", "environ "), Cellule(12, "nombre", "(", "si confirmé)"), Decimal("1.25"))
    tableau = Tableau((Colonne("a"), Colonne("b"), Colonne("c", "nombre")), (Rangee(cases),))
    (tmp_path / "p.xlsx").write_bytes(en_xlsx(Page("P", "", [Partie("", [tableau, *notes])])))
    feuille = load_workbook(tmp_path / "p.xlsx")["P"]
    assert [(feuille.cell(rang, 1).value, feuille.cell(rang, 1).data_type) for rang in range(6, 10)] == [
        (note, "s") for note in notes
    ]
    assert feuille["A9"].hyperlink is None
    assert [(c.value, c.number_format) for c in feuille[4]] == [
        (12.5, '"environ "#,##0.00\\ "€"'), (12, '"("#,##0" si confirmé)"'), (1.25, "#,##0.##"),
    ]  # fmt: skip


def test_en_classeur_rien_n_est_coupe(tmp_path: Path) -> None:
    """Un total qui ne tient pas se lirait « ### » ; un en-tête long passerait sur la première rangée."""
    colonnes = (Colonne("a"), Colonne("Agglomération des Hautes Roches", "euros"), Colonne("c", "euros"))
    tableau = Tableau(colonnes, (Rangee(("mot " * 20, Decimal("32990914314.96"), 1)), Rangee(("x", 1, None))))
    (tmp_path / "p.xlsx").write_bytes(en_xlsx(Page("P", "", [Partie("", [tableau])])))
    feuille = load_workbook(tmp_path / "p.xlsx")["P"]
    assert [feuille.column_dimensions[lettre].width for lettre in "ABC"] == pytest.approx([44.7, 24.7, 16.7], abs=0.1)
    assert [feuille.row_dimensions[rang].height for rang in (3, 4, 5)] == [30, 30, None]


def test_deux_feuilles_n_ont_pas_le_meme_nom(tmp_path: Path) -> None:
    long = "Une partie dont le titre est bien trop long : [pour] une feuille"
    parties = [Partie(long, [Tableau((Colonne("a"),), (Rangee(("x",)),))]) for _ in range(2)]
    (tmp_path / "p.xlsx").write_bytes(en_xlsx(Page("P", "", parties)))
    assert load_workbook(tmp_path / "p.xlsx").sheetnames == [
        "Une partie dont le titre est bi",
        "Une partie dont le titre es (2)",
    ]


def test_trop_large_les_colonnes_facultatives_suivent_sans_se_perdre() -> None:
    annees = tuple(Colonne(str(a), "euros", facultative=True) for a in range(2010, 2018))
    rangee = Rangee(("Dépenses", *(Decimal(1000000 + n) for n in range(8)), Decimal(8000028)))
    texte = en_texte(
        Page("P", "", [Partie("", [Tableau((Colonne(""), *annees, Colonne("Total", "euros")), (rangee,))])])
    )
    assert max(map(len, texte.splitlines())) <= 80
    assert [texte.count(f"1 000 00{n} €") for n in range(8)] == [1] * 8
    assert texte.count("8 000 028 €") == 1


def test_trop_large_sans_colonne_facultative_aucun_nombre_n_est_coupe() -> None:
    """Des milliards au centime : les colonnes passent dessous, le libellé en tête de chaque groupe."""
    noms = ("Fonct.", "Invest.", "Dépenses", "Ville", "Autres")
    somme = Decimal("12345678901.05")
    rangee = Rangee(("Centre communal d'action sociale", *(somme + rang for rang in range(5))))
    tableau = Tableau((Colonne("Budget"), *(Colonne(nom, "euros") for nom in noms)), (rangee,))
    lignes = en_texte(Page("Budget", "", [Partie("", [tableau])])).splitlines()
    assert max(map(len, lignes)) <= 80
    assert sum(ligne.startswith("Budget  ") for ligne in lignes) == 3
    texte = " ".join(lignes)
    assert all(f"12 345 678 90{rang},05 €" in texte for rang in range(1, 6))
    assert "…" not in texte


def test_des_nombres_demesures_ne_coupent_pas_le_mot_du_libelle() -> None:
    """Quatre centaines de millions au centime laissent huit signes à « investissement », en retrait."""
    rangee = Rangee(("Investissement 2010", *([Decimal("345678901.05")] * 4)), retrait=1)
    tableau = Tableau((Colonne("Budget"), *(Colonne(nom, "euros") for nom in "ABCD")), (rangee,))
    lignes = en_texte(Page("Budget", "", [Partie("", [tableau])])).splitlines()
    assert [ligne.split("  345")[0] for ligne in lignes if "Invest" in ligne] == ["  Investissement 2010"] * 2
    assert " ".join(lignes).count("345 678 901,05 €") == 4
    assert max(map(len, lignes)) <= 80


@pytest.mark.parametrize(
    ("intervalle", "lu", "nu"),
    [
        (Intervalle(Decimal(11302), Decimal(11438)), "11 302 € à 11 438 €", "11302.00..11438.00"),
        (Intervalle(Decimal(11302), None), "au moins 11 302 €", "11302.00.."),
        (Intervalle(None, Decimal(11438)), "au plus 11 438 €", "..11438.00"),
        (Intervalle(None, None), "—", ".."),
    ],
)
def test_un_nombre_connu_entre_deux_bornes(intervalle: Intervalle, lu: str, nu: str) -> None:
    tableau = Tableau((Colonne("Plafond", "euros"), Colonne("")), (Rangee((intervalle, "")),))
    assert en_texte(Page("P", "", [Partie("", [tableau])])).splitlines()[-1].strip() == lu
    assert en_csv(tableau).splitlines()[-1] == f"{nu},"


def test_les_barres_d_une_figure_ont_la_longueur_de_leur_valeur() -> None:
    rangees = (Rangee(("État", Decimal(200))), Rangee(("CAF", Decimal(50))), Rangee(("Rien", None)),
               Rangee(("Total", Decimal(250)), est_total=True))  # fmt: skip
    figure = Figure("Qui paie", Tableau((Colonne("Financeur"), Colonne("Montant", "euros")), rangees))
    html = en_html(Page("P", "", [Partie("", [figure])]), NULLE_PART)
    assert re.findall(r'class="pleine" x="0" y="1" width="([\d.]+)"', html) == ["100.0", "25.0"]
    assert html.count('<th scope="row"') == 4
    assert "Qui paie" in en_markdown(Page("P", "", [Partie("", [figure])]), NULLE_PART)

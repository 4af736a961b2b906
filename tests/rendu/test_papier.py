"""Une page en PDF et en DOCX : les mêmes valeurs, d'un seul tenant ; ce que portent les données n'y commande rien."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document as OuvrirDocx
from docx.enum.section import WD_ORIENT
from pypdf import PdfReader

from contrat.erreurs import ErreurContrat
from contrat.nombres import INSECABLE, euros
from contrat.rendu.ecrivains import composition
from contrat.rendu.ecrivains.largeurs import est_couchee, est_serre, mesurer, orienter, repartir, reperer_les_longues
from contrat.rendu.ecrivains.page_docx import en_docx
from contrat.rendu.ecrivains.page_pdf import decrire, en_pdf
from contrat.rendu.page import Colonne, Figure, Page, Partie, Rangee, Tableau, reunir
from tests.conftest import MINIMAL, Commande
from tests.rendu.test_ecrivains import NULLE_PART, PAGE, TABLEAU

PIED = "Données du 2 mars 2011, révision abc1234"


def lire_pdf(contenu: bytes) -> tuple[PdfReader, str]:
    lu = PdfReader(io.BytesIO(contenu))
    return lu, "\n".join(page.extract_text() for page in lu.pages)


def large(combien: int) -> Tableau:
    """Un tableau de tant de colonnes de montants."""
    colonnes = (Colonne("Poste"), *(Colonne(f"{2010 + n}", "euros") for n in range(combien)))
    return Tableau(colonnes, (Rangee(("Total", *([Decimal(1234567)] * combien))),))


def test_un_pdf_a_ses_titres_ses_montants_et_son_pied() -> None:
    lu, texte = lire_pdf(en_pdf(PAGE, NULLE_PART, PIED))
    assert lu.metadata is not None
    assert lu.metadata.title == "Une page"
    racine: Any = lu.trailer["/Root"]
    assert racine["/Lang"] == "fr-FR"
    assert racine["/MarkInfo"]["/Marked"]
    for attendu in ("Une page", "Un sujet", "Le budget", "Sous-partie", "Attention", PIED, "Page 1 sur 1"):
        assert attendu in texte
    assert euros(Decimal("1137300"), insecable=True) in texte


def test_le_meme_contrat_donne_les_memes_octets() -> None:
    assert en_pdf(PAGE, NULLE_PART) == en_pdf(PAGE, NULLE_PART)
    assert en_docx(PAGE, NULLE_PART) == en_docx(PAGE, NULLE_PART)


@pytest.mark.parametrize("texte", ["#strong[x]", "$a_1$", "= Titre", "*gras*", '"#panic()"', "<etiquette>", "\\u{41}"])
def test_un_texte_ne_commande_rien_dans_un_pdf(texte: str) -> None:
    page = Page(texte, "", [Partie("", [texte, Tableau((Colonne(texte),), (Rangee((texte,)),))])])
    _, ecrit = lire_pdf(en_pdf(page, NULLE_PART, texte))
    assert ecrit.count(texte) == 5


def test_un_docx_a_de_vrais_titres_et_de_vrais_tableaux() -> None:
    lu = OuvrirDocx(io.BytesIO(en_docx(PAGE, NULLE_PART, PIED)))
    titres = [(p.style.name, p.text) for p in lu.paragraphs if p.style and p.style.name.startswith(("Title", "Head"))]
    assert titres == [("Title", "Une page"), ("Heading 1", "Première"), ("Heading 2", "Sous-partie")]
    assert "☐ à faire" in [p.text for p in lu.paragraphs]
    assert f"{PIED} · page " in [p.text for p in lu.sections[0].footer.paragraphs]
    (tableau,) = lu.tables
    assert [c.text for c in tableau.rows[0].cells] == ["Poste", "Montant", "Part", "Écart", "Vu le", "Rang"]
    assert [c.text for c in tableau.rows[2].cells][:3] == [
        "Fonct.",
        "1 137 300 €".replace(" ", INSECABLE),
        f"40,4{INSECABLE}%",
    ]
    assert {c.text for c in tableau.rows[1].cells} == {"Dépenses"}
    assert [p.text for c in tableau.rows[1].cells[:1] for p in c.paragraphs] == ["Dépenses"]
    assert "w:tblHeader" in tableau.rows[0]._tr.xml


def test_un_tableau_trop_large_se_couche_avec_son_titre() -> None:
    """Debout, puis serré, puis couché : sept, huit, dix colonnes de montants."""
    assert [(est_serre(large(n)), est_couchee(Partie("", [large(n)]))) for n in (6, 7, 9, 10)] == [
        (False, False), (True, False), (True, True), (True, True),
    ]  # fmt: skip
    page = Page("P", "", [Partie("Avant", ["x"]), Partie("Large", [large(10)]), Partie("Après", ["y"])])
    lu, _ = lire_pdf(en_pdf(page, NULLE_PART))
    assert [p.mediabox.width > p.mediabox.height for p in lu.pages] == [False, True, False]
    assert "Large" in lu.pages[1].extract_text()
    docx = OuvrirDocx(io.BytesIO(en_docx(page, NULLE_PART)))
    assert [s.orientation for s in docx.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip


def test_les_nombres_ont_leur_place_avant_les_textes() -> None:
    rangees = (Rangee(("un libellé assez long", Decimal(1234567))), Rangee(("Sous-titre très long d'un intertitre",)))
    tableau = Tableau((Colonne("Poste"), Colonne("Montant", "euros")), rangees)
    assert mesurer(tableau) == [21, 11]
    assert repartir(tableau, 10) == [len("libellé") + 3, 14]
    assert repartir(tableau, 50) == [36, 14]


def test_une_figure_redit_son_tableau() -> None:
    figure = Figure("Qui paie", Tableau((Colonne("Qui"), Colonne("Montant", "euros")), (Rangee(("CAF", Decimal(5))),)))
    page = Page("P", "", [Partie("", [figure])])
    (bloc,) = decrire(page)["parties"][0]["blocs"]
    (bande,) = bloc["dessin"]["bandes"]
    assert (bande["libelle"], bande["valeur"]) == ("CAF", f"5{INSECABLE}€")
    assert [t["largeur"] for t in bande["traits"] if t["trame"] == "pleine"] == [100.0]
    docx = en_docx(page, NULLE_PART)
    assert 'descr="Qui paie"' in zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    assert "Qui paie" in lire_pdf(en_pdf(page, NULLE_PART))[1]
    assert "Qui paie" in [p.text for p in OuvrirDocx(io.BytesIO(en_docx(page, NULLE_PART))).paragraphs]


@pytest.mark.parametrize(
    ("module", "ecrire", "message", "aide"),
    [
        ("typst", en_pdf, "un PDF demande Typst", "l'installer : pip install 'contrat-social[pdf]'"),
        ("docx", en_docx, "un DOCX demande python-docx", "l'installer : pip install 'contrat-social[docx]'"),
    ],
)
def test_sans_la_bibliotheque_la_commande_dit_laquelle(
    monkeypatch: pytest.MonkeyPatch, module: str, ecrire: Any, message: str, aide: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ErreurContrat) as levee:
        ecrire(PAGE, NULLE_PART)
    assert (levee.value.message, levee.value.aide) == (message, aide)


def test_une_colonne_a_remplir_laisse_la_place_d_ecrire() -> None:
    """Sa largeur ne dépend pas de son en-tête, ses rangées sont hautes ; le reste du tableau garde son pas."""
    colonnes = (Colonne("Qui"), Colonne("Signature", a_remplir=True))
    tableau = Tableau(colonnes, (Rangee(("ville", "")), Rangee(("État", ""))))
    lu = OuvrirDocx(io.BytesIO(en_docx(Page("P", "", [Partie("", [tableau])]), NULLE_PART)))
    hauteurs = [rangee.height and round(rangee.height.mm) for rangee in lu.tables[0].rows]
    assert hauteurs == [None, 12, 12]
    assert "<w:cantSplit/>" in lu.tables[0].rows[1]._tr.xml
    (partie,) = decrire(Page("P", "", [Partie("", [tableau])]))["parties"]
    assert [colonne["part"] for colonne in partie["blocs"][0]["colonnes"]] == [8, 90]


def test_ce_qui_n_a_pas_de_titre_se_lit_sur_la_page_de_la_suite() -> None:
    """Le titre et le résumé ne restent pas seuls devant un tableau couché ; de plusieurs pages, chacune a la sienne."""
    parties = [Partie("", ["résumé"]), Partie("Aides", [large(12)]), Partie("Suite", ["texte"], debut=True)]
    assert orienter(parties) == [True, True, False]
    assert orienter(parties[::-1]) == [False, True, False]
    sens = [
        section.orientation for section in OuvrirDocx(io.BytesIO(en_docx(Page("P", "", parties), NULLE_PART))).sections
    ]
    assert sens == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    lu, _ = lire_pdf(en_pdf(Page("P", "", [*parties, Partie("Autre", ["texte"], debut=True)]), NULLE_PART))
    assert [page.mediabox.width > page.mediabox.height for page in lu.pages] == [True, False, False]
    assert [p.debut for p in reunir("", [PAGE, PAGE]).parties if p.titre == PAGE.titre] == [False, True]


def test_un_seul_rapport_a_son_modele_et_son_gabarit(tmp_path: Path) -> None:
    """Nommés comme lui ; les autres pages gardent ceux de la commune, ou les nôtres."""
    gabarits = tmp_path / "templates"
    gabarits.mkdir()
    modele = OuvrirDocx()
    modele.sections[0].header.paragraphs[0].text = "Le bilan"
    modele.save(str(gabarits / "bilan.docx"))
    (gabarits / "bilan.typ").write_text('#set document(title: "T")\n#set text(lang: "fr")\nRien que ceci', "utf-8")
    bilan = replace(PAGE, gabarit="bilan")
    for page, attendu in ((bilan, "Le bilan"), (PAGE, "")):
        lu = OuvrirDocx(io.BytesIO(en_docx(page, tmp_path)))
        assert lu.sections[0].header.paragraphs[0].text == attendu
        assert ("Rien que ceci" in lire_pdf(en_pdf(page, tmp_path))[1]) is bool(attendu)


def test_une_commune_a_son_modele_et_son_gabarit(tmp_path: Path) -> None:
    gabarits = tmp_path / "templates"
    gabarits.mkdir()
    modele = OuvrirDocx()
    modele.sections[0].header.paragraphs[0].text = "Ville d'exemple"
    modele.save(str(gabarits / "modele.docx"))
    assert OuvrirDocx(io.BytesIO(en_docx(PAGE, tmp_path))).sections[0].header.paragraphs[0].text == "Ville d'exemple"
    (gabarits / "page.typ").write_text('#set document(title: "T")\n#set text(lang: "fr")\nRien que ceci', "utf-8")
    assert lire_pdf(en_pdf(PAGE, tmp_path))[1].strip() == "Rien que ceci"
    (gabarits / "modele.docx").write_text("pas un document", "utf-8")
    with pytest.raises(ErreurContrat, match=r"templates/modele.docx : ce modèle ne s'ouvre pas"):
        en_docx(PAGE, tmp_path)
    (gabarits / "page.typ").write_text('#read("../secret.txt")', "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    with pytest.raises(ErreurContrat, match=r"page.typ:1:\d+ : fichier introuvable, ou hors de templates/ : « #read"):
        en_pdf(PAGE, tmp_path)


@pytest.mark.parametrize(("ligne", "faute"), [
    ("#inconnue", "« inconnue » n'existe pas"),
    ("#let a = (", "ce qui est ouvert ne se ferme pas"),
    ("#(1 + [a])", "Typst refuse ce gabarit"),
    ('#import "@preview/cetz:0.2.2"', "un paquet de Typst ne se télécharge pas"),
    ("Sans titre", "un lecteur d'écran ne saurait lire cette page"),
])  # fmt: skip
def test_une_faute_de_typst_se_dit_en_francais(tmp_path: Path, ligne: str, faute: str) -> None:
    gabarit = tmp_path / "templates/page.typ"
    gabarit.parent.mkdir()
    gabarit.write_text(f"{ligne}\n", "utf-8")
    with pytest.raises(ErreurContrat) as refus:
        en_pdf(PAGE, tmp_path)
    assert refus.value.message.startswith(str(gabarit))
    assert faute in refus.value.message


def test_un_signe_sans_police_se_dit_lui_meme(tmp_path: Path) -> None:
    """La faute est dans les données, non dans une ligne du gabarit livré."""
    with pytest.raises(ErreurContrat) as refus:
        en_pdf(Page("Fête 🎉", "", [Partie("", ["中"])]), tmp_path)
    assert refus.value.message == "le PDF n'a pas de police pour : 🎉 中"


def test_un_gabarit_typst_sans_fin_est_arrete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Il boucle, ou demande plus de mémoire qu'il n'y en a : Typst seul bloquerait la commande, ou la tuerait."""
    gabarit = tmp_path / "templates/page.typ"
    gabarit.parent.mkdir()
    gabarit.write_text("#let a = (1,) * 999999999", "utf-8")
    with pytest.raises(ErreurContrat, match=r"page.typ : gabarit sans fin, ou trop lourd"):
        en_pdf(PAGE, tmp_path)
    monkeypatch.setattr(composition, "SECONDES", 1)
    gabarit.write_text("#for i in range(9999) { for j in range(9999) { for k in range(9999) {} } }", "utf-8")
    with pytest.raises(ErreurContrat, match=r"page.typ : le gabarit n'a pas fini en 1 secondes"):
        en_pdf(PAGE, tmp_path)


def test_les_montants_du_budget_sont_d_un_seul_tenant(contrat: Commande, tmp_path: Path) -> None:
    """Chaque montant du JSON se retrouve entier dans le PDF et dans le DOCX."""
    objet = json.loads(contrat("budget", "--format", "json", dans=MINIMAL).sortie)
    montants = {Decimal(montant) for cle in ("depenses", "ressources") for montant in objet[cle].values()}
    assert len(montants) == 5
    for nom in ("b.pdf", "b.docx"):
        assert contrat("budget", "-o", tmp_path / nom, dans=MINIMAL).code == 0
    _, pdf = lire_pdf((tmp_path / "b.pdf").read_bytes())
    cases = {c.text for t in OuvrirDocx(str(tmp_path / "b.docx")).tables for r in t.rows for c in r.cells}
    for montant in montants:
        assert euros(montant, insecable=True) in pdf
        assert euros(montant).replace(" ", INSECABLE) in cases


def test_un_tableau_de_la_page_a_les_cases_que_l_on_lit() -> None:
    tableau = decrire(Page("P", "", [Partie("", [TABLEAU])]))["parties"][0]["blocs"][0]
    assert [r["genre"] for r in tableau["rangees"]] == ["intertitre", "ligne", "ligne", "total"]
    assert tableau["rangees"][2]["cases"] == ["Autre", "—", "—", f"-3{INSECABLE}€", "—", "—"]


@pytest.mark.parametrize(
    ("combien", "suivies"), [(3, [True] * 3 + [False]), (30, [True] + [False] * 28 + [True, False])]
)
def test_un_tableau_court_ne_se_coupe_pas(combien: int, suivies: list[bool]) -> None:
    """Un long garde son en-tête près de sa première rangée, et son total près de ce qu'il additionne."""
    rangees = tuple(Rangee((f"poste {n}", Decimal(n))) for n in range(combien))
    page = Page("P", "", [Partie("", [Tableau((Colonne("Poste"), Colonne("Montant", "euros")), rangees)])])
    (tableau,) = OuvrirDocx(io.BytesIO(en_docx(page, NULLE_PART))).tables
    assert [bool(r.cells[0].paragraphs[0].paragraph_format.keep_with_next) for r in tableau.rows] == suivies
    assert decrire(page)["parties"][0]["blocs"][0]["tient"] is (combien == 3)


def test_un_identifiant_ne_se_coupe_pas() -> None:
    colonnes = (Colonne("Ménage", fixe=True), Colonne("Quoi"))
    tableau = Tableau(colonnes, (Rangee(("M-QMGKNW", "une phrase bien plus longue " * 9)),))
    assert repartir(tableau, 60)[0] == len("M-QMGKNW") + 3
    assert [
        c["fixe"] for c in decrire(Page("P", "", [Partie("", [tableau])]))["parties"][0]["blocs"][0]["colonnes"]
    ] == [
        True,
        False,
    ]
    assert reperer_les_longues(tableau) == {1}

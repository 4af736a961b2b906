"""Une page en DOCX, pour les bureaux : de vrais titres, de vrais tableaux, le modèle de la commune si elle en a un."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from contrat.erreurs import ErreurContrat
from contrat.nombres import FINE, INSECABLE
from contrat.rendu.ecrivains.gabarits import DOSSIER, situer_dans
from contrat.rendu.ecrivains.largeurs import est_serre, orienter, repartir, tient_ensemble
from contrat.rendu.ecrivains.page_pdf import en_image
from contrat.rendu.ecrivains.valeurs import ecrire_rangee
from contrat.rendu.page import Bloc, Figure, Page, Partie, Points, Rangee, Remarque, Tableau
from contrat.rendu.typographie import mettre_d_un_trait

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shared import Length

# Les styles et l'en-tête d'une commune : un document vide, posé à côté de ses gabarits.
MODELE = "modele.docx"
# En points ; la place d'un signe, en fraction de cette taille, dans la police d'un document sans modèle.
ORDINAIRE, SERRE, PLACE_D_UN_SIGNE = 9.0, 7.5, 0.6
POLICE, MARGE_MM, A4_MM = "Arial", 20, (210, 297)
TITRE, PETIT, HAUTEUR_A_REMPLIR_MM = 18, 8, 12


def en_docx(page: Page, racine: Path, pied: str = "") -> bytes:
    """La page en DOCX ; `racine` est celle du contrat, dont le modèle l'emporte, et `pied` se lit au bas des pages.

    Lève `ErreurContrat` quand python-docx n'est pas installé, ou que le modèle ne s'ouvre pas.
    """
    document = _ouvrir(situer_dans([racine / DOSSIER], [f"{page.gabarit}.docx", MODELE]))
    ecrivain = _Ecrivain(document, racine)
    document.core_properties.title = page.titre
    couchees = orienter(page.parties)
    if couchees and couchees[0]:
        ecrivain.coucher()
    document.add_heading(_ecrire(page.titre), 0)
    if page.sujet:
        document.add_paragraph(_ecrire(page.sujet))
    for partie, couchee in zip(page.parties, couchees, strict=True):
        ecrivain.partie(partie, couchee)
    ecrivain.numeroter(pied)
    memoire = BytesIO()
    document.save(memoire)
    return _sans_date(memoire)


def _ouvrir(modele: Path | None) -> Document:
    try:
        from docx import Document as OuvrirDocx
        from docx.oxml.ns import qn
        from docx.shared import Mm
    except ImportError:
        raise ErreurContrat("un DOCX demande python-docx", "l'installer : pip install 'contrat-social[docx]'") from None
    if modele is not None:
        try:
            return OuvrirDocx(str(modele))
        except Exception as erreur:  # un fichier abîmé y lève ce que la bibliothèque rencontre
            raise ErreurContrat(
                f"{DOSSIER}/{modele.name} : ce modèle ne s'ouvre pas ({type(erreur).__name__})",
                "l'enregistrer de nouveau en .docx, ou l'ôter",
            ) from None
    document = OuvrirDocx()
    _adoucir(document)
    feuille = document.sections[0]
    feuille.page_width, feuille.page_height = map(Mm, A4_MM)
    feuille.left_margin = feuille.right_margin = feuille.top_margin = feuille.bottom_margin = Mm(MARGE_MM)
    for langue in document.styles.element.iter(qn("w:lang")):
        langue.set(qn("w:val"), "fr-FR")
    return document


def _adoucir(document: Document) -> None:
    """Sans modèle, une seule police, un titre qui tient sur deux lignes, des listes d'un seul pas."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for nom in ("Normal", "Title", *(f"Heading {niveau}" for niveau in (1, 2))):
        style = document.styles[nom]
        style.font.name = POLICE
        polices = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            polices.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Title"].font.size, document.styles["Footer"].font.size = Pt(TITRE), Pt(PETIT)
    for nom in ("List Bullet", "List Bullet 2"):
        document.styles[nom].paragraph_format.space_after = Pt(2)


def _ecrire(texte: str) -> str:
    # L'espace fine manque à bien des polices de bureau : l'insécable ordinaire tient le nombre aussi bien.
    return mettre_d_un_trait(texte).replace(FINE, INSECABLE)


class _Ecrivain:
    """Le document qui se remplit, une partie après l'autre."""

    def __init__(self, document: Document, racine: Path) -> None:
        self.document, self.racine = document, racine
        self.est_couche = False
        self.styles = {style.name: style.style_id for style in document.styles}

    def partie(self, partie: Partie, couchee: bool) -> None:
        """Écrire un titre et ce qui le suit, sur une page couchée quand un tableau le demande."""
        if couchee is not self.est_couche:
            from docx.enum.section import WD_SECTION

            self.document.add_section(WD_SECTION.NEW_PAGE)
            self.coucher(couchee)
        if partie.titre:
            titre = self.document.add_heading(_ecrire(partie.titre), partie.niveau)
            titre.paragraph_format.page_break_before = partie.debut or None
        for bloc in partie.blocs:
            self._bloc(bloc)

    def numeroter(self, pied: str) -> None:
        """Écrire au bas de chaque page ce que le pied dit, et le numéro de la page."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        ligne = self.document.sections[0].footer.add_paragraph(_ecrire(pied))
        ligne._p.style = self.styles.get("Footer")
        ligne.add_run(" · page " if pied else "page ")
        champ = OxmlElement("w:fldSimple")
        champ.set(qn("w:instr"), "PAGE")
        ligne._p.append(champ)

    def coucher(self, couche: bool = True) -> None:
        """Coucher la page où l'on écrit, ou la redresser."""
        from docx.enum.section import WD_ORIENT

        section = self.document.sections[-1]
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if couche else WD_ORIENT.PORTRAIT
        self.est_couche = couche

    def _bloc(self, bloc: Bloc) -> None:
        match bloc:
            case Tableau():
                self._tableau(bloc)
            case Figure():
                self.document.add_paragraph(_ecrire(bloc.texte)).paragraph_format.keep_with_next = True
                self._image(bloc)
                self._tableau(bloc.tableau)
            case Points():
                for point in bloc.points:
                    case = "☐ " if bloc.a_cocher else ""
                    style = "List Bullet 2" if point.rang else "List Bullet"
                    self._paragraphe(case + _ecrire(point.texte), "" if bloc.a_cocher else style)
            case Remarque():
                self._paragraphe(_ecrire(bloc.texte), "Quote")
            case _:
                self._paragraphe(_ecrire(bloc))

    def _paragraphe(self, texte: str, style: str = "") -> None:
        """Un paragraphe, dans ce style quand le modèle de la commune l'a gardé."""
        paragraphe = self.document.add_paragraph(texte)
        # Le nommer à python-docx lui ferait relire tous les styles du modèle, à chaque paragraphe.
        paragraphe._p.style = self.styles.get(style)
        # Ce qui annonce la suite reste avec elle.
        paragraphe.paragraph_format.keep_with_next = texte.endswith(":") or None

    def _image(self, figure: Figure) -> None:
        """Le dessin, quand Typst est là pour le faire ; le tableau qui suit dit les mêmes nombres."""
        from docx.shared import Length

        image = en_image(figure, self.racine)
        if image is not None:
            dessin = self.document.add_picture(BytesIO(image), Length(self._place()))
            dessin._inline.docPr.set("descr", _ecrire(figure.texte))
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _tableau(self, tableau: Tableau) -> None:
        from docx.oxml import OxmlElement
        from docx.shared import Length, Pt

        if tableau.titre:
            self._paragraphe(_ecrire(tableau.titre), "Caption")
        dresse = self.document.add_table(1, len(tableau.colonnes))
        dresse.autofit = False
        if "Table Grid" in self.styles:
            dresse.style = "Table Grid"
        taille = Pt(SERRE if est_serre(tableau) else ORDINAIRE)
        signe = int(taille * PLACE_D_UN_SIGNE)
        largeurs = [Length(n * signe) for n in repartir(tableau, self._place() // signe)]
        for colonne, largeur in zip(dresse.columns, largeurs, strict=True):
            colonne.width = largeur
        # L'en-tête se répète en haut de chaque page.
        dresse.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        entete = Rangee(tuple(c.entete for c in tableau.colonnes), est_total=True)
        for rang, rangee in enumerate((entete, *tableau.rangees)):
            ligne = dresse.add_row() if rang else dresse.rows[0]
            cases = ecrire_rangee(tableau, rangee) if rang else [c.entete for c in tableau.colonnes]
            _remplir(ligne, cases, tableau, largeurs, taille, fort=rangee.est_total or rangee.est_intertitre)
            _etendre(ligne, rangee)
            reste = len(tableau.rangees) - rang
            suivie = reste > 0 and (tient_ensemble(tableau) or rangee.est_intertitre or not rang or reste == 1)
            _tenir(ligne, suivie=suivie, a_remplir=bool(rang) and tableau.est_a_remplir)
        self.document.add_paragraph()

    def _place(self) -> int:
        """La largeur que les marges laissent, dans l'unité du format."""
        section = self.document.sections[-1]
        return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _remplir(
    ligne: Any, cases: list[str], tableau: Tableau, largeurs: list[Length], taille: Length, *, fort: bool
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for rang, place in enumerate(ligne.cells):
        place.width = largeurs[rang]
        paragraphe = place.paragraphs[0]
        paragraphe.paragraph_format.space_after = Pt(0)
        passage = paragraphe.add_run(_ecrire(cases[rang]) if rang < len(cases) else "")
        passage.font.size, passage.bold = taille, fort
        if tableau.colonnes[rang].est_chiffree:
            paragraphe.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _etendre(ligne: Any, rangee: Rangee) -> None:
    """Un intertitre ou une note prend toute la largeur."""
    if rangee.est_intertitre or rangee.est_note:
        reunies = ligne.cells[0].merge(ligne.cells[-1])
        for vide in reunies.paragraphs[1:]:
            vide._p.getparent().remove(vide._p)


def _tenir(ligne: Any, *, suivie: bool, a_remplir: bool) -> None:
    """Une rangée ne se coupe pas entre deux pages, une rangée suivie garde la suivante ; celle à remplir est haute."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    ligne._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    if a_remplir:
        ligne.height = Mm(HAUTEUR_A_REMPLIR_MM)
    if suivie:
        ligne.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def _sans_date(memoire: BytesIO) -> bytes:
    """Le même fichier, au jour que le format zip a par défaut : le même contrat donne les mêmes octets."""
    neuf = BytesIO()
    with ZipFile(memoire) as ancien, ZipFile(neuf, "w", ZIP_DEFLATED) as archive:
        for nom in ancien.namelist():
            archive.writestr(ZipInfo(nom), ancien.read(nom), ZIP_DEFLATED)
    return neuf.getvalue()

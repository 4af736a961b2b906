"""Une page en classeur : une feuille par partie qui a un tableau, de vrais nombres, prêts à imprimer."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from contrat.nombres import FINE, INSECABLE
from contrat.rendu.ecrivains.valeurs import ecrire, lire
from contrat.rendu.page import Cellule, Colonne, Figure, Genre, Page, Partie, Points, Rangee, Remarque, Tableau, Valeur

TEXTE = "@"
# Un format se range en notation anglaise : un tableur français en fait « 1 137 300,00 € ».
FORMATS: dict[Genre, str] = {
    "texte": TEXTE,
    "euros": '#,##0.00\\ "€"',
    "nombre": "#,##0.##",
    "moyenne": "0.00",
    "part": '0.0" %"',
    "taux": '0.000" %"',
    "rang": "0",
    "date": "dd/mm/yyyy",
}
ENTIER = "#,##0"
# Le même contrat donne le même fichier, octet pour octet : la date de fabrication n'y est pas.
SANS_DATE = datetime.fromtimestamp(0, tz=UTC)
# Une note qui commence par « = » ou par une adresse reste du texte.
REGLAGES = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
LARGEUR_LIBELLE, LARGEUR_NOMBRE, HAUTEUR = 44, 16, 15
# Ce qu'un montant rond prend de plus dans un classeur, et le gras d'un total.
CENTIMES = 5
A4 = 9
NOM_LE_PLUS_LONG = 31
PREMIERE = 3


def en_xlsx(page: Page) -> bytes:
    """Le classeur : sur chaque feuille un titre, un tableau à l'en-tête figé, puis les phrases qui l'expliquent."""
    memoire = BytesIO()
    with Workbook(memoire, REGLAGES) as classeur:
        classeur.set_properties({"created": SANS_DATE, "title": page.sujet or page.titre})
        _Classeur(classeur, page).remplir()
    return memoire.getvalue()


class _Classeur:
    """Les feuilles du classeur, écrites l'une après l'autre avec les mêmes formats."""

    def __init__(self, classeur: Workbook, page: Page) -> None:
        self.classeur, self.page = classeur, page
        self.haut = haut = {"valign": "top"}
        self.tete = classeur.add_format({"bold": True, "font_size": 14})
        self.gras = classeur.add_format({"bold": True, "text_wrap": True, "bottom": 1, **haut})
        self.a_droite = classeur.add_format({"bold": True, "text_wrap": True, "bottom": 1, "align": "right", **haut})
        self.formats: dict[tuple[str, bool, str, str], Any] = {}
        self.noms: set[str] = set()

    def remplir(self) -> None:
        """Écrire une feuille par tableau ; les phrases d'une partie vont sous son dernier tableau."""
        reste: list[str] = []
        feuilles: list[tuple[str, Tableau, list[str]]] = []
        for partie in self.page.parties:
            notes = _phrases(partie)
            feuilles += [(t.titre or partie.titre or self.page.titre, t, []) for t in partie.tableaux]
            if feuilles:
                feuilles[-1][2].extend(notes)
            else:
                reste += notes
        if feuilles:
            feuilles[0][2].extend(reste)
        for nom, tableau, notes in feuilles or [(self.page.titre, Tableau((Colonne(""),), ()), reste)]:
            self._feuille(nom, tableau, notes)

    def _format(self, code: str, est_fort: bool, avant: str = "", apres: str = "") -> Any:
        """Le format d'une case ; ce qui se lit autour d'un nombre (« environ », « si confirmé ») en fait partie."""
        cle = (code, est_fort, avant, apres)
        if cle not in self.formats:
            mots = [f'"{mot.replace(chr(34), "")}"' if mot else "" for mot in (avant, apres and f" {apres}")]
            voulu = {"bold": est_fort, "top": int(est_fort), "num_format": code.join(mots), "text_wrap": code == TEXTE}
            self.formats[cle] = self.classeur.add_format(voulu | self.haut)
        return self.formats[cle]

    def _nommer(self, nom: str) -> str:
        """Un nom de feuille qu'un tableur accepte, et qu'aucune autre ne porte."""
        propre = "".join(" " if signe in "[]:*?/\\" else signe for signe in nom).replace(FINE, " ").strip(" '")
        court = propre[:NOM_LE_PLUS_LONG]
        rang = 2
        while court.casefold() in self.noms:
            suffixe = f" ({rang})"
            court = propre[: NOM_LE_PLUS_LONG - len(suffixe)] + suffixe
            rang += 1
        self.noms.add(court.casefold())
        return court

    def _feuille(self, nom: str, tableau: Tableau, notes: list[str]) -> None:
        feuille: Any = self.classeur.add_worksheet(self._nommer(nom))
        titre = self.page.titre if nom == self.page.titre else f"{self.page.titre}, {nom[:1].lower()}{nom[1:]}"
        feuille.write_string(0, 0, titre, self.tete)
        feuille.write_string(1, 0, self.page.sujet)
        largeurs = [_elargir(tableau, rang) for rang in range(len(tableau.colonnes))]
        _hausser(feuille, PREMIERE - 1, [colonne.entete for colonne in tableau.colonnes], largeurs)
        for rang, colonne in enumerate(tableau.colonnes):
            feuille.write_string(2, rang, colonne.entete, self.a_droite if colonne.est_chiffree else self.gras)
        for rang, rangee in enumerate(tableau.rangees, PREMIERE):
            self._rangee(feuille, rang, tableau, rangee)
            _hausser(feuille, rang, [case if isinstance(case, str) else "" for case in rangee.cellules], largeurs)
        derniere = max(len(tableau.colonnes) - 1, 1)
        for rang, note in enumerate(notes, PREMIERE + len(tableau.rangees) + 1):
            self._noter(feuille, rang, derniere, note)
        _mettre_en_page(feuille, tableau)
        for rang, largeur in enumerate(largeurs):
            feuille.set_column(rang, rang, largeur)

    def _rangee(self, feuille: Any, rang: int, tableau: Tableau, rangee: Rangee) -> None:
        for place, (colonne, case) in enumerate(zip(tableau.colonnes, rangee.cellules, strict=False)):
            self._case(feuille, (rang, place), colonne, case, rangee)

    def _case(
        self, feuille: Any, place: tuple[int, int], colonne: Colonne, case: Valeur | Cellule, rangee: Rangee
    ) -> None:
        """Écrire une case selon ce qu'elle est ; rien de renseigné reste une case vide, jamais un zéro."""
        valeur, genre = lire(colonne, case)
        est_fort = rangee.est_total or rangee.est_intertitre
        autour = (case.avant, case.apres) if isinstance(case, Cellule) else ("", "")
        if valeur is None:
            feuille.write_blank(*place, None, self._format(FORMATS[genre], est_fort))
        elif isinstance(valeur, int | Decimal):
            # Le format d'un nombre à décimales écrirait « 12, » pour 12.
            code = ENTIER if genre == "nombre" and valeur == int(valeur) else FORMATS[genre]
            feuille.write_number(*place, valeur, self._format(code, est_fort, *autour))
        elif isinstance(valeur, date):
            feuille.write_datetime(*place, valeur, self._format(FORMATS["date"], est_fort))
        else:
            texte = ecrire(colonne, case).replace(FINE, INSECABLE)
            feuille.write_string(*place, texte, self._format(TEXTE, est_fort))

    def _noter(self, feuille: Any, rang: int, derniere: int, note: str) -> None:
        """Écrire une note sur toute la largeur du tableau, aussi haut qu'il le faut pour la lire entière."""
        largeur = LARGEUR_LIBELLE + derniere * LARGEUR_NOMBRE
        feuille.set_row(rang, HAUTEUR * max(1, len(textwrap.wrap(note, largeur))))
        feuille.merge_range(rang, 0, rang, derniere, note.replace(FINE, INSECABLE), self._format(TEXTE, False))


def _elargir(tableau: Tableau, rang: int) -> int:
    """La largeur d'une colonne : un nombre qui n'y tient pas se lirait « ### »."""
    if rang == 0:
        return LARGEUR_LIBELLE
    colonne = tableau.colonnes[rang]
    ecrits = (len(ecrire(colonne, r.cellules[rang])) for r in tableau.rangees if rang < len(r.cellules))
    return max(LARGEUR_NOMBRE, max(ecrits, default=0) + CENTIMES) if colonne.est_chiffree else LARGEUR_NOMBRE


def _hausser(feuille: Any, rang: int, textes: Sequence[str], largeurs: Sequence[int]) -> None:
    """Donner à une rangée la hauteur de son texte le plus long ; tous les tableurs ne le font pas en l'ouvrant."""
    lignes = [len(textwrap.wrap(t, large)) for t, large in zip(textes, largeurs, strict=False) if len(t) > large]
    if lignes:
        feuille.set_row(rang, HAUTEUR * max(lignes))


def _phrases(partie: Partie) -> list[str]:
    phrases: list[str] = []
    for bloc in partie.blocs:
        if isinstance(bloc, Points):
            phrases += [p.texte for p in bloc.points]
        elif isinstance(bloc, Remarque | Figure):
            phrases.append(bloc.texte)
        elif isinstance(bloc, str):
            phrases.append(bloc)
    return phrases


def _mettre_en_page(feuille: Any, tableau: Tableau) -> None:
    """Figer et répéter l'en-tête, filtrer hors des totaux, imprimer en A4 couché sur une page de large."""
    derniere = max(len(tableau.colonnes) - 1, 1)
    filtrees = [rang for rang, r in enumerate(tableau.rangees, PREMIERE) if not r.est_total]
    if filtrees and not any(r.est_intertitre for r in tableau.rangees):
        feuille.autofilter(PREMIERE - 1, 0, filtrees[-1], len(tableau.colonnes) - 1)
    feuille.freeze_panes(PREMIERE, 1)
    feuille.set_column(0, 0, LARGEUR_LIBELLE)
    feuille.set_column(1, derniere, LARGEUR_NOMBRE)
    feuille.set_landscape()
    feuille.set_paper(A4)
    feuille.fit_to_pages(1, 0)
    feuille.repeat_rows(PREMIERE - 1)
    feuille.set_footer("&L&A&RPage &P sur &N")

"""Un site : les mêmes pages HTML, dans un cadre commun qui a un menu et un pied ; rien n'y vient d'ailleurs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contrat.rendu.document import ecrire
from contrat.rendu.ecrivains.gabarits import remplir, situer_gabarit
from contrat.rendu.ecrivains.page_html import echapper
from contrat.rendu.page import Page
from contrat.rendu.site.plan import ACCUEIL, RUBRIQUES, STYLE, SiteDuContrat

GABARIT = "site.html.j2"
STYLES = ("page.css", "site.css")
TOUS = "Tous les contrats"
# À partir de tant de parties, une page a un sommaire.
SOMMAIRE = 4


@dataclass(frozen=True)
class Lien:
    """Un lien du menu ; `est_ici` pour la page, ou la rubrique, que l'on lit."""

    vers: str
    titre: str
    est_ici: bool


@dataclass(frozen=True)
class Habillage:
    """Ce qui entoure une page : le titre du site, son menu, les autres contrats, le pied, la feuille de style."""

    titre: str
    menu: tuple[Lien, ...]
    contrats: tuple[Lien, ...]
    pied: tuple[str, ...]
    style: str


def compter_fichiers(sites: Sequence[SiteDuContrat]) -> int:
    """Combien de fichiers `ecrire_site` rendra."""
    return 1 + (len(sites) > 1) + sum(len(site.pages) + len(site.donnees) for site in sites)


def ecrire_site(sites: Sequence[SiteDuContrat], ensemble: Page, racine: Path) -> Iterator[tuple[str, bytes]]:
    """Chaque fichier du site, l'un après l'autre ; plusieurs contrats ont chacun leur dossier, et un accueil commun."""
    yield STYLE, "\n".join(situer_gabarit([nom], racine).read_text(encoding="utf-8") for nom in STYLES).encode()
    plusieurs = len(sites) > 1
    if plusieurs:
        contrats = tuple(Lien(f"{site.nom}/{ACCUEIL}", site.titre, est_ici=False) for site in sites)
        pied = tuple(dict.fromkeys(phrase for site in sites for phrase in site.pied[:1]))
        yield ACCUEIL, _remplir(ensemble, Habillage(ensemble.sujet, (), contrats, pied, STYLE), racine)
    for site in sites:
        debut = f"{site.nom}/" if plusieurs else ""
        for page in site.pages:
            habillage = _habiller(site, page.rubrique, sites if plusieurs else (), f"{'../' * plusieurs}{STYLE}")
            yield debut + page.nom, _remplir(page.composer(), habillage, racine)
        for donnees in site.donnees:
            contenu = ecrire(donnees.document, donnees.forme, racine)
            yield debut + donnees.nom, contenu if isinstance(contenu, bytes) else contenu.encode()


def _habiller(site: SiteDuContrat, rubrique: str, sites: Sequence[SiteDuContrat], style: str) -> Habillage:
    menu = tuple(Lien(nom, titre, nom == rubrique) for nom, titre in RUBRIQUES.items())
    autres = tuple(Lien(f"../{s.nom}/{ACCUEIL}", s.titre, s is site) for s in sites)
    contrats = (Lien(f"../{ACCUEIL}", TOUS, est_ici=False), *autres) if sites else ()
    return Habillage(site.titre, menu, contrats, site.pied, style)


def _remplir(page: Page, habillage: Habillage, racine: Path) -> bytes:
    titres = [partie for partie in page.parties if partie.titre and partie.niveau == 1]
    contexte = {"page": page, "habillage": habillage, "a_un_sommaire": len(titres) >= SOMMAIRE}
    return remplir([GABARIT], contexte, racine, echapper).encode()

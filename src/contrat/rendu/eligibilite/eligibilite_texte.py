"""La page d'un ménage au terminal : ce qui se lui remet d'abord, puis chaque condition avec son texte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contrat.rendu.eligibilite.eligibilite_detail import Ligne
from contrat.rendu.eligibilite.menage_dossier import Dossier
from contrat.rendu.eligibilite.menage_page import TRAVAUX, PageMenage, Reponse, composer
from contrat.rendu.mise_en_page import LARGEUR, aligner, plier, rendre_ordinaires, souligner


def en_texte(dossier: Dossier) -> str:
    """La page entière, lisible à 80 colonnes et sans couleur."""
    page = composer(dossier)
    lignes = [
        *_resumer(page),
        "",
        *souligner("Réponse"),
        *(ligne for reponse in page.reponses for ligne in _repondre(reponse)),
        *plier(page.autres_travaux, "", "  "),
        "",
        *souligner("Plan des travaux, sous réserve de l'accord des financeurs"),
        *(aligner(f"  {m.libelle}" if m.est_detail else m.libelle, m.montant) for m in page.plan),
        *(ligne for reserve in (*page.reserves, *page.avances) for ligne in plier(reserve, "  ")),
        *_lister("Pour lever les doutes", page.doutes),
        *_lister("Pièces du dossier", page.preuves),
        *_lister("Ce qui changerait la réponse", page.changements),
        "",
        *plier(page.suite),
    ]
    for titre, details in page.details:
        lignes += ["", *souligner(titre), *(ligne for detail in details for ligne in _detailler(detail))]
    lignes += ["", *souligner("Textes"), *page.renvois.lister()]
    return rendre_ordinaires("\n".join(lignes))


def _resumer(page: PageMenage) -> Iterator[str]:
    """Le ménage, le logement et les travaux, à part l'un de l'autre."""
    yield page.titre
    yield "=" * LARGEUR
    for phrase in (*page.menage, *page.logement, *page.travaux):
        yield from plier(phrase)
    if page.postes:
        yield ""
        yield from _comparer(TRAVAUX, page.postes)


def _comparer(entetes: Sequence[str], rangs: Sequence[Sequence[str]]) -> Iterator[str]:
    """Des colonnes de même largeur, où un texte long se plie."""
    largeur = (LARGEUR - 2 * (len(entetes) - 1)) // len(entetes)
    for rang in (entetes, ["-" * largeur] * len(entetes), *rangs):
        cellules = [plier(texte, largeur=largeur) or [""] for texte in rang]
        for numero in range(max(map(len, cellules))):
            morceaux = [c[numero] if numero < len(c) else "" for c in cellules]
            yield "  ".join(f"{morceau:<{largeur}}" for morceau in morceaux).rstrip()


def _repondre(reponse: Reponse) -> Iterator[str]:
    montant = f" {reponse.montant:>9}" if reponse.montant and not reponse.montant.startswith("(") else reponse.montant
    espace = " " if montant.startswith("(") else ""
    yield aligner(reponse.libelle, f"{reponse.verdict}{espace}{montant}")
    for note in reponse.notes:
        yield from plier(note, "    ", "      ")


def _lister(titre: str, textes: Sequence[str]) -> Iterator[str]:
    if textes:
        yield ""
        yield from souligner(titre)
        for texte in textes:
            yield from plier(texte, "- ", "  ")


def _detailler(detail: Ligne) -> list[str]:
    """Une condition se décale sous celle qui la contient ; ce qui la précise s'aligne sur son texte."""
    retrait = " " * 6 * (detail.rang + detail.est_suite)
    if detail.est_suite:
        return plier(detail.texte, retrait)
    suite = " " * 6 if detail.texte.startswith("[") else "  "
    return plier(detail.texte, retrait, retrait + suite)

"""D017 : un autre numéro qui désigne quelqu'un."""

from __future__ import annotations

import re

from contrat.controles.recherche import TexteLu, Trouve, chercher
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un autre numéro qui désigne quelqu'un"
LIT: frozenset[str] = frozenset()

_CAISSE = (
    r"(?:allocataires?|matricule|identifiant|caf|msa|carsat|cpam|cnav|pole emploi|france travail|rsa|apl|mdph|usager"
    r"|adherent|assure|abonne|client|contrat (?:edf|engie|gaz|grdf|eau)|retraite)"
)
_PIECE = (
    r"(?:cni|cin|passeport|carte (?:nationale )?d'identite|piece d'identite|(?:titre|carte) de (?:sejour|resident)"
    r"|permis de conduire|livret de famille|agdref|numero etranger|carte vitale|carte grise)"
)
_COMPTEUR = r"(?:pdl|prm|pce|point de livraison|point de comptage|compteur|linky|gazpar)"
# Un numéro : cinq signes au moins, groupés ou non, dont une lettre à la fin ou au milieu ; ni une date, ni un montant.
_NUMERO = r"(?!(?:19|20)\d\d\b)[a-z]{0,2} ?\d(?:[ .-]?\d){3,15}(?: ?[a-z]{1,2}\b)?"
_SUITE = r"(?![\d/])(?! ?(?:€|euros?|%|kwh|m2|m\b|/))(?!,\d)"
_UNITE = r"(?:kw|kwh|mm|cm|m|kg|ttc|ht|pvc|per|vmc|pac|ba|dn|ep|aa|cv|wc|min|fr|eur)\b"
MOTIF = re.compile(
    rf"\b{_CAISSE}\b(?: ?\d\d ?:)?[^\d\n.;]{{0,20}}?\b{_NUMERO}{_SUITE}|\balloc\. ?(?:n ?° ?)?{_NUMERO}{_SUITE}"
    rf"|\bdossier (?:de )?(?:caf|msa|cpam|carsat|rsa|apa|mdph|surendettement|banque de france|anah|n ?°|numero)(?!\w)"
    rf"[^\d\n.;]{{0,12}}\d[\d ]{{5,15}}{_SUITE}"
    r"|\b(?:dossier|demande) (?:de )?(?:anah|mdph|france renov'?|maprimerenov'?)(?!\w)[^\d\n.;]{0,12}"
    r"(?!(?:19|20)\d\d ?[-/] ?(?:19|20)?\d\d\b(?![ -]?\d))\d[\d -]{6,18}\d|\bmpr-?\d{4}-?\d{4,8}\b"
    rf"|\b{_PIECE}\b[^\d\n.;]{{0,20}}?\b[a-z\d]{{0,3}} ?\d[\da-z ]{{4,14}}"
    rf"|\b{_COMPTEUR}\b[^\d\n.;]{{0,15}}\d(?:[ .-]?\d){{5,16}}(?!\d)(?! ?kwh)"
    r"|(?P<plaque>(?<![\w-])[a-hj-np-tv-z]{2}(?: \d{3} |\d{3})[a-hj-np-tv-z]{2}(?![\w-]))"
    r"|(?<![\w-])[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2}(?![\w-])"
    rf"|(?P<ancienne>(?<![\w-])(?!(?:19|20)\d\d)\d{{3,4}}[ -](?!{_UNITE})[a-z]{{2,3}}[ -]"
    rf"(?:0[1-9]|[1-8]\d|9[0-5]|2[ab])(?![\w.,/-])(?! ?{_UNITE}))"
    r"|\b(?:immatricul\w+|plaque|voiture|vehicule|auto|fourgon|camionnette|garee?)\b[^\d\n.;]{0,20}?"
    r"\b(?:\d{1,4} ?-?[a-z]{2,3} ?-?\d{2,3}|[a-z]{2} ?-?\d{3} ?-?[a-z]{2})\b"
)
# Les mots sans lesquels aucun numéro n'est annoncé, et le début d'une plaque.
_MOTS_D_ANNONCE = """
allocataire allocataires matricule identifiant caf msa carsat cpam cnav emploi travail rsa apl mdph usager adherent
assure abonne alloc renov maprimerenov mpr client edf engie gaz grdf eau retraite dossier cni cin passeport identite
sejour resident conduire livret agdref etranger vitale grise pdl prm pce livraison comptage compteur linky gazpar
plaque voiture vehicule auto fourgon camionnette gare garee
"""
_ANNONCES = frozenset(_MOTS_D_ANNONCE.split())
_PLAQUE = re.compile(r"\d[ -][a-z]{2,3}[ -]\d|[a-z]{2}[ -]?\d{3}[ -]?[a-z]")


def constater(dossier: Dossier) -> Constats:
    """Numéros d'allocataire ou de dossier, pièces d'identité, plaques, points de livraison."""
    yield from chercher(dossier, MOTIF, TITRE, _est_plausible, _est_plausible, _a_de_quoi)


def _a_de_quoi(texte: TexteLu) -> bool:
    return texte.chiffres >= 3 and (
        not _ANNONCES.isdisjoint(texte.mots) or "immatricul" in texte.plie or bool(_PLAQUE.search(texte.plie))
    )


def _est_plausible(trouve: Trouve, texte: str) -> bool:
    """Sans mot qui l'annonce, une plaque est en capitales, et ne commence pas par l'année d'un acte (2026-DEL-12)."""
    return not (trouve["plaque"] or trouve["ancienne"]) or texte[slice(*trouve.span())].isupper()

"""La concordance au terminal, en 80 colonnes : un tableau par origine, les motifs, les contradictions, le bilan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contrat.calculs.concordance.concordance import Concordance, compter_verdicts
from contrat.modele.contrat import Contradiction, Contrat
from contrat.modele.dossier import Dossier
from contrat.rendu.concordance.concordance_textes import (
    AUCUNE,
    ORIGINES,
    RAISONS,
    VERDICTS,
    chiffrer,
    dire_bilan,
    dire_sources,
    grouper_par_motif,
    nommer,
    publier,
    reserver,
)
from contrat.rendu.mise_en_page import plier, rendre_ordinaires, souligner

NOM, NOMBRE, ECART = 29, 13, 12


def en_texte(dossier: Dossier, contrat: Contrat, concordances: Sequence[Concordance]) -> str:
    """La page entière."""
    lignes = [
        "Concordance : chaque chiffre publié contre les données",
        *plier(contrat.titre),
        "",
        *_tableaux(dossier, concordances),
        *_motifs(dossier, concordances),
        *souligner("Contradictions des sources"),
        *(_contradictions(contrat.contradictions) if contrat.contradictions else [AUCUNE, ""]),
        *plier(dire_sources(dossier, concordances)),
        *plier(dire_bilan(compter_verdicts(concordances))),
    ]
    return rendre_ordinaires("\n".join(lignes))


def _tableaux(dossier: Dossier, concordances: Sequence[Concordance]) -> Iterator[str]:
    entete = f"{'':{NOM}}{'Publié':>{NOMBRE}}{'Recalculé':>{NOMBRE}}{'Écart':>{ECART}}  Verdict"
    for origine, titre in ORIGINES.items():
        siennes = [c for c in concordances if c.methode.origine == origine]
        if siennes:
            yield from (*souligner(titre), entete)
            for concordance in siennes:
                yield from _ranger(dossier, concordance)
            for reserve in reserver(siennes):
                yield from plier(reserve)
            yield ""


def _ranger(dossier: Dossier, concordance: Concordance) -> Iterator[str]:
    """Le nom, plié au besoin ; les nombres sont sur sa dernière ligne."""
    unite = concordance.unite
    *debut, fin = plier(nommer(dossier, concordance.publie), suite="  ", largeur=NOM - 1)
    yield from debut
    recalcule = chiffrer(concordance.recalcule, unite)
    ecart = chiffrer(concordance.ecart, unite, signe=True)
    chiffres = f"{publier(concordance):>{NOMBRE}}{recalcule:>{NOMBRE}}{ecart:>{ECART}}"
    yield f"{fin:{NOM}}{chiffres}  {VERDICTS[concordance.verdict][2]}"


def _motifs(dossier: Dossier, concordances: Sequence[Concordance]) -> Iterator[str]:
    groupes = grouper_par_motif(dossier, concordances)
    if groupes:
        yield from souligner(RAISONS)
        for motif, noms in groupes.items():
            yield from plier(f"- {' ; '.join(noms)} : {motif}.", suite="  ")
        yield ""


def _contradictions(contradictions: Sequence[Contradiction]) -> Iterator[str]:
    for contradiction in contradictions:
        yield from plier(contradiction.libelle[0].upper() + contradiction.libelle[1:])
        for affirmation in contradiction.affirmations:
            yield from plier(f"- {affirmation.texte} ({affirmation.source})", "  ", "    ")
        yield from plier(f"Retenu : {contradiction.retenu}", "  ", "    ")
        yield from plier(f"Parce que : {contradiction.motif}", "  ", "    ")
        yield ""

"""La concordance : le bilan, un tableau par origine, les motifs, les contradictions des sources."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.concordance.concordance import Concordance, RapportConcordance
from contrat.modele.contrat import Contradiction
from contrat.modele.dossier import Dossier
from contrat.rendu.concordance.objet import decrire_concordance, tabuler_concordance
from contrat.rendu.document import Document
from contrat.rendu.mots.concordance import (
    AUCUNE,
    COMMENT_JUGE,
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
from contrat.rendu.mots.mesures import MESURES
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, lister

COLONNES = (
    Colonne("Chiffre"), Colonne("Publié", "nombre"), Colonne("Recalculé", "nombre"),
    Colonne("Écart", "nombre", a_signe=True), Colonne("Verdict", fixe=True), Colonne("Source", detail=True),
    Colonne("Comment il est recalculé", detail=True),
)  # fmt: skip


def documenter_concordance(rapport: RapportConcordance) -> Document:
    """La concordance dans toutes ses formes ; le CSV a une ligne par chiffre publié."""
    return Document(
        page=lambda: composer(rapport),
        objet=lambda: decrire_concordance(rapport),
        donnees=lambda: tabuler_concordance(rapport),
    )


def composer(rapport: RapportConcordance) -> Page:
    """Le bilan d'abord, ce qui le fonde ensuite."""
    dossier, contradictions = rapport.dossier, rapport.dossier.contrat.contradictions
    parties = [Partie("", [dire_bilan(rapport.comptes)]), *_tableaux(rapport)]
    if groupes := grouper_par_motif(dossier, rapport.concordances):
        raisons = lister(*(f"{' ; '.join(noms)} : {motif}." for motif, noms in groupes.items()))
        parties.append(Partie(RAISONS, [raisons]))
    parties.append(Partie("Contradictions des sources", () if contradictions else [AUCUNE]))
    parties += map(_opposer, contradictions)
    if sources := dire_sources(dossier, rapport.concordances):
        parties.append(Partie("Sources", [sources]))
    return Page("Concordance : chaque chiffre publié contre les données", rapport.dossier.contrat.titre, parties)


def _tableaux(rapport: RapportConcordance) -> Iterator[Partie]:
    for origine, titre in ORIGINES.items():
        siennes = [c for c in rapport.concordances if c.methode.origine == origine]
        if siennes:
            rangees = tuple(_rang(rapport.dossier, c) for c in siennes)
            comment = [COMMENT_JUGE] if origine == "jugement" else []
            yield Partie(titre, [Tableau(COLONNES, rangees), *comment, *reserver(siennes)])


def _rang(dossier: Dossier, concordance: Concordance) -> Rangee:
    publie, unite = concordance.publie, concordance.unite
    return Rangee(
        (
            nommer(dossier, concordance),
            publier(concordance),
            chiffrer(concordance.recalcule, unite),
            chiffrer(concordance.ecart, unite),
            VERDICTS[concordance.verdict][2],
            publie.source + (f", « {publie.dit} »" if publie.dit else ""),
            MESURES[publie.mesure][1],
        )
    )


def _opposer(contradiction: Contradiction) -> Partie:
    titre = mettre_majuscule(contradiction.libelle)
    affirmations = [f"{a.texte} ({a.source})" for a in contradiction.affirmations]
    suite = [f"Retenu : {contradiction.retenu}", f"Parce que : {contradiction.motif}"]
    return Partie(titre, [lister(*affirmations, *suite)], niveau=2)

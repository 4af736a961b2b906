"""La concordance en Markdown, à joindre à un rapport ou à relire dans la forge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contrat.calculs.concordance.concordance import Concordance, compter_verdicts
from contrat.modele.contrat import Contradiction, Contrat
from contrat.modele.dossier import Dossier
from contrat.rendu.budget_md import echapper
from contrat.rendu.concordance.concordance_textes import (
    AUCUNE,
    MESURES,
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

COLONNES = ("Chiffre", "Publié", "Recalculé", "Écart", "Verdict", "Source", "Comment il est recalculé")
FILET = ("---", "---:", "---:", "---:", "---", "---", "---")


def en_markdown(dossier: Dossier, contrat: Contrat, concordances: Sequence[Concordance]) -> str:
    """La page entière : le bilan, un tableau par origine, les motifs, les contradictions."""
    blocs = [
        "# Concordance des chiffres publiés",
        echapper(contrat.titre),
        dire_bilan(compter_verdicts(concordances)),
        *_tableaux(dossier, concordances),
        *_raisons(dossier, concordances),
        "## Contradictions des sources",
        *(map(_opposer, contrat.contradictions) if contrat.contradictions else [AUCUNE]),
    ]
    if sources := dire_sources(dossier, concordances):
        blocs.append(echapper(sources))
    return "\n\n".join(blocs)


def _tableaux(dossier: Dossier, concordances: Sequence[Concordance]) -> Iterator[str]:
    for origine, titre in ORIGINES.items():
        siennes = [c for c in concordances if c.methode.origine == origine]
        if siennes:
            yield f"## {titre}"
            yield "\n".join(map(_rang, (COLONNES, FILET, *(_cellules(dossier, c) for c in siennes))))
            yield from reserver(siennes)


def _cellules(dossier: Dossier, concordance: Concordance) -> tuple[str, ...]:
    publie, unite = concordance.publie, concordance.unite
    dit = f" — {publie.dit}" if publie.dit else ""
    return (
        nommer(dossier, publie) + dit,
        publier(concordance, insecable=True),
        chiffrer(concordance.recalcule, unite, insecable=True),
        chiffrer(concordance.ecart, unite, insecable=True, signe=True),
        VERDICTS[concordance.verdict][2],
        publie.source,
        MESURES[publie.mesure][1],
    )


def _raisons(dossier: Dossier, concordances: Sequence[Concordance]) -> Iterator[str]:
    groupes = grouper_par_motif(dossier, concordances)
    if groupes:
        yield f"## {RAISONS}"
        yield "\n".join(f"- {echapper(' ; '.join(noms))} : {echapper(motif)}." for motif, noms in groupes.items())


def _opposer(contradiction: Contradiction) -> str:
    lignes = [f"### {echapper(contradiction.libelle[0].upper() + contradiction.libelle[1:])}", ""]
    lignes += [f"- {echapper(a.texte)} (source : {a.source})" for a in contradiction.affirmations]
    lignes += [f"- **Retenu :** {echapper(contradiction.retenu)}", f"- **Parce que :** {echapper(contradiction.motif)}"]
    return "\n".join(lignes)


def _rang(cases: Sequence[str]) -> str:
    return "| " + " | ".join(map(echapper, cases)) + " |"

"""Pour GitHub : les fautes les plus graves en annotations, les autres au journal, toutes au sommaire de l'étape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from contrat.diagnostics import Diagnostic, Gravite
from contrat.nombres import accorder
from contrat.rendu.diagnostics import compter, dire_bilan, dire_place, en_ligne
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau

# Ce que GitHub montre de chaque sorte d'annotation, par étape.
ANNOTATIONS_MONTREES = 10
# Un sommaire est refusé au-delà d'un mégaoctet.
FAUTES_AU_SOMMAIRE = 900
_NIVEAUX = {Gravite.ERREUR: "error", Gravite.AVERTISSEMENT: "warning", Gravite.INFORMATION: "notice"}


def en_github(fautes: Iterable[Diagnostic], dossier: str = "") -> str:
    """Les dix premières fautes de chaque gravité en annotations, les erreurs d'abord, puis les autres en texte.

    Le journal n'écrit d'une annotation que son message : la place y est donc aussi. `dossier` mène de la racine du
    dépôt à celle du contrat.
    """
    tries = ranger(fautes)
    annotees: list[Diagnostic] = []
    for gravite in _NIVEAUX:
        annotees += [d for d in tries if d.gravite is gravite][:ANNOTATIONS_MONTREES]
    reste = [d for d in tries if d not in annotees]
    return "\n".join([*(_annotation(d, dossier) for d in annotees), *(dossier + dire_place(d) for d in reste)])


def ranger(fautes: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Les fautes, les plus graves d'abord."""
    rang = list(_NIVEAUX)
    return sorted(fautes, key=lambda d: rang.index(d.gravite))


def _annotation(d: Diagnostic, dossier: str) -> str:
    fichier = _propriete(dossier + d.fichier)
    champs = f"file={fichier},line={d.ligne},col={d.colonne},endColumn={d.fin},title=contrat ({d.code})"
    message = f"{dossier}{d.fichier}:{d.ligne}:{d.colonne} {d.message}" + (f"\naide : {d.aide}" if d.aide else "")
    return f"::{_NIVEAUX[d.gravite]} {champs}::{_echapper(message)}"


def _echapper(texte: str) -> str:
    return texte.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _propriete(texte: str) -> str:
    return _echapper(texte).replace(":", "%3A").replace(",", "%2C")


def dire_coupure(fautes: Sequence[Diagnostic]) -> str:
    """Ce que GitHub ne montrera pas en annotations : au-delà de dix de chaque gravité."""
    caches = sum(max(compter(fautes, gravite) - ANNOTATIONS_MONTREES, 0) for gravite in Gravite)
    if not caches:
        return ""
    return (
        f"GitHub ne montre que {ANNOTATIONS_MONTREES} annotations de chaque sorte : {caches} de plus dans ce journal."
    )


def en_sommaire(fautes: Sequence[Diagnostic], fichiers: int, racine: Path, dossier: str = "") -> str:
    """Toutes les fautes dans un tableau Markdown, pour le sommaire de l'étape."""
    from contrat.rendu.ecrivains.markdown import en_markdown

    colonnes = (Colonne("Place"), Colonne("Gravité"), Colonne("Code"), Colonne("Faute"), Colonne("Geste"))
    tries = ranger(fautes)
    rangees = tuple(
        Rangee((f"{dossier}{d.fichier}:{d.ligne}", d.gravite.value, d.code, en_ligne(d.message), en_ligne(d.aide)))
        for d in tries[:FAUTES_AU_SOMMAIRE]
    )
    blocs = [Tableau(colonnes, rangees)] if rangees else []
    suite = [f"Et {n} {accorder(n, 'autre')}, dans le journal."] if (n := len(tries) - len(rangees)) else []
    return en_markdown(Page("contrat validate", dire_bilan(fichiers, fautes), [Partie("", [*blocs, *suite])]), racine)

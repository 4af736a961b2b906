"""Une page d'un jour passé : ce qu'elle ne montre pas, et ce qui était peut-être déjà fait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from contrat.calculs.connu import Connu, Incertain
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import STATUTS
from contrat.rendu.mots.dates import dire_jour, dire_moment
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule
from contrat.rendu.objets import extraire
from contrat.rendu.page import Bloc, Page, Partie, Remarque, puces

# Au-delà, la liste des actions cacherait ce qui leur est arrivé.
NOMMEES = 3


def rappeler(document: Document, connu: Connu) -> Document:
    """Le document, qui dit d'abord de quel jour il est ; en JSON, sous la clé `connu`."""
    objet = document.objet

    def decrire() -> Mapping[str, Any]:
        contenu = objet() if objet is not None else {}
        return {**contenu, "connu": _decrire(connu)} if isinstance(contenu, Mapping) else {"connu": _decrire(connu)}

    return replace(
        document,
        page=lambda: [_annoncer(page, connu) for page in document.pages],
        objet=decrire if objet is not None else None,
        titre=document.titre,
    )


def _annoncer(page: Page, connu: Connu) -> Page:
    return replace(page, parties=[Partie("", list(dire_le_jour(connu))), *page.parties])


def dire_le_jour(connu: Connu) -> Iterator[Bloc]:
    """De quel jour est la page, ce qui était peut-être déjà fait, ce que rien ne date."""
    yield Remarque(f"Ce qui était su le {dire_jour(connu.jour)} : ce qui a suivi n'est pas montré.")
    if connu.incertains:
        yield "Peut-être déjà fait ce jour-là, la date n'étant connue qu'au mois ou à l'année :"
        yield from puces(_reunir(connu.incertains))
    if connu.non_dates:
        caches = compter(connu.non_dates, "renseignement sans date caché", "renseignements sans date cachés")
        yield (
            f"{caches}, faute d'une source d'avant ce jour. Objectifs, instances, axes, organismes et montants "
            "prévus le sont : le contrat ne les date pas."
        )


def _reunir(incertains: tuple[Incertain, ...]) -> Iterator[str]:
    """Une ligne par date et par statut, quelles que soient les actions."""
    groupes: dict[tuple[str, str | None], list[str]] = {}
    for x in incertains:
        groupes.setdefault((x.date, x.statut and STATUTS[x.statut]), []).append(x.texte)
    for (date, statut), textes in groupes.items():
        quand = mettre_majuscule(dire_moment(date))
        if statut is None:
            yield f"{quand} : {' ; '.join(textes)}"
        elif len(textes) > NOMMEES:
            yield f"{quand} : statut « {statut.lower()} » de {len(textes)} actions"
        else:
            yield f"{quand} : statut « {statut.lower()} » de {enumerer(textes)}"


def _decrire(connu: Connu) -> dict[str, Any]:
    incertains = [extraire(x, "date", "texte", "statut") for x in connu.incertains]
    return {"au": connu.jour, "incertains": incertains, "non_dates": connu.non_dates}

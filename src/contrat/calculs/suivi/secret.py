"""Le secret des petits nombres : ne publier que des nombres qui ne désignent personne, même combinés.

Rien n'est caché dans un tableau, on en dit moins : une caractéristique à la fois, et les petites classes réunies en une
plus large. Une classe réunie est si large que ni une différence avec le total, ni une borne, ne retrouvent les siennes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

TRIMESTRE = 3


class Classe(NamedTuple):
    """Une modalité, ou plusieurs réunies, et combien de ménages en tout."""

    noms: tuple[str, ...]
    nombre: int


def est_montrable(nombre: int, seuil: int) -> bool:
    """Vrai pour un nombre qui ne désigne personne : zéro, ou le seuil et plus."""
    return nombre == 0 or nombre >= seuil


def regrouper(nombres: Mapping[str, int], seuil: int, connus: Collection[str] = ()) -> tuple[Classe, ...]:
    """Les classes à publier d'une répartition dont le total est connu ; aucune quand elles en diraient trop.

    Les modalités nulles sont omises. `connus` : celles qu'une source publie déjà, montrées telles quelles. Les autres
    se réunissent, de la plus petite à la plus grande, jusqu'à ce que chacune de la réunion, qui vaut un au moins,
    puisse encore valoir n'importe quel nombre de un au seuil.
    """
    presents = {nom: nombre for nom, nombre in nombres.items() if nombre}
    libres = sorted((nom for nom in presents if nom not in connus), key=lambda nom: (presents[nom], nom))
    reunis = [nom for nom in libres if presents[nom] < seuil]
    if reunis:
        reste = libres[len(reunis) :]
        while not _est_assez_large([presents[nom] for nom in reunis], seuil):
            if not reste:
                return ()
            reunis.append(reste.pop(0))
    seuls = tuple(Classe((nom,), nombre) for nom, nombre in presents.items() if nom not in reunis)
    if not reunis:
        return seuls
    ensemble = Classe(tuple(nom for nom in presents if nom in reunis), sum(presents[nom] for nom in reunis))
    # Une seule classe n'apprend que le total.
    return (*seuls, ensemble) if seuls else ()


def _est_assez_large(nombres: Collection[int], seuil: int) -> bool:
    # Une petite classe seule n'y suffit jamais.
    return sum(nombre - 1 for nombre in nombres) >= seuil - 1


def arreter(jour: date) -> date:
    """Le dernier jour du trimestre civil fini ce jour-là : deux pages d'un même trimestre ne se soustraient pas."""
    demain = jour + timedelta(days=1)
    debut = date(demain.year, (demain.month - 1) // TRIMESTRE * TRIMESTRE + 1, 1)
    return debut - timedelta(days=1)

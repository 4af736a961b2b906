"""Un conflit de fusion laissé dans un fichier : ses marques, ses deux côtés."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from contrat.depot.texte import Faute, Places

_DEBUT, _FIN = "<<<<<<<", ">>>>>>>"
_MARQUE = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: [^\n]*)?\r?$|^={7}\r?$", re.MULTILINE)
_AIDE = "choisir ce qui reste et retirer les trois marques (git mergetool, git checkout --ours ou --theirs)"


class _Conflit(NamedTuple):
    """Les lignes d'un conflit : sa première marque, le milieu (0 s'il manque), la dernière (0 si elle manque)."""

    debut: int
    milieu: int
    fin: int


def relever_conflits(texte: str) -> tuple[str, list[Faute]]:
    """Dire chaque conflit une fois, sur sa marque ; le texte rendu, de même longueur, garde le premier côté."""
    if _DEBUT not in texte and _FIN not in texte:
        return texte, []
    places, fautes, morceaux, garde = Places(texte), [], [], 0
    for conflit in _conflits(places):
        fautes.append(_refuser(conflit, places))
        premiers = [conflit.debut] if conflit.milieu else []
        for debut, fin in [
            *((p, p) for p in premiers),
            (conflit.milieu or conflit.debut, conflit.fin or conflit.debut),
        ]:
            de, a = places.rang(debut), places.rang(fin + 1)
            morceaux += [texte[garde:de], effacer(texte[de:a])]
            garde = a
    return "".join([*morceaux, texte[garde:]]), fautes


def effacer(texte: str) -> str:
    """Des espaces à la place de chaque signe, sauf les fins de ligne : les places ne changent pas."""
    return re.sub(r"[^\n]", " ", texte)


def _conflits(places: Places) -> Iterator[_Conflit]:
    ouvert: _Conflit | None = None
    for trouve in _MARQUE.finditer(places.texte):
        numero, marque = places.situer(trouve.start(), trouve.end()).ligne, trouve[0][:7]
        if marque == _DEBUT:
            if ouvert:
                yield ouvert
            ouvert = _Conflit(numero, 0, 0)
        elif marque == _FIN:
            yield ouvert._replace(fin=numero) if ouvert and ouvert.milieu else _Conflit(numero, 0, 0)
            ouvert = None
        elif ouvert and not ouvert.milieu:
            # « ||||||| » montre l'ancêtre commun : il s'efface avec le second côté.
            ouvert = ouvert._replace(milieu=numero)
    if ouvert:
        yield ouvert


def _refuser(conflit: _Conflit, places: Places) -> Faute:
    debut, fin = places.rang(conflit.debut), places.rang(conflit.debut + 1)
    if not conflit.fin:
        return Faute("F024", places.situer(debut, fin), "une marque de conflit de fusion, sans son pendant", _AIDE)
    un, autre = (places.ligne(numero)[7:].strip() or "sans nom" for numero in (conflit.debut, conflit.fin))
    message = (
        f"un conflit de fusion entre « {un} » et « {autre} », lignes {conflit.debut} à {conflit.fin} ; "
        f"ce que change « {autre} » n'est pas vérifié"
    )
    return Faute("F024", places.situer(debut, fin), message, _AIDE)

"""Chercher un motif dans tout ce que le contrat donne à lire."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from string import digits
from typing import NamedTuple, TypeVar

from contrat.controles.normalisation import normaliser, plier
from contrat.controles.passages import Situe, decouper, lire_lignes
from contrat.diagnostics import Adresse, Constat, Constats, Position
from contrat.modele.dossier import DocumentLu, Dossier

AIDE = "retirer cette donnée : git garde tout, même effacé ; l'identité se tient à part, hors du dépôt"
# Au-delà, d'une règle dans un fichier, en montrer d'autres n'apprend rien, et les chercher pourrait durer.
FAUTES_MAX = 100
SUITE = " ; ce qui suit dans ce fichier n'est pas cherché"
T = TypeVar("T")
Trouve = re.Match[str]
# Le passage entier, tel qu'il se lit, accompagne ce qui y est trouvé : les majuscules comptent parfois.
Retenir = Callable[[Trouve, str], bool]
_MOT = re.compile(r"[^\W_]+")


class TexteLu(NamedTuple):
    """Un texte différent des autres, tel qu'il se lit puis sans majuscule ni accent, et les endroits où il est.

    `chiffres` dit combien il en a.
    """

    texte: str
    plie: str
    mots: frozenset[str]
    chiffres: int
    prives: list[tuple[DocumentLu, Situe]]
    publics: list[tuple[DocumentLu, Situe]]


def est_prive(document: DocumentLu) -> bool:
    """Vrai pour un ménage, et pour un fichier que l'outil ne lit pas : rien de public ne s'y écrit."""
    return document.genre in ("menages", "")


@lru_cache(maxsize=1)
def relever(dossier: Dossier) -> tuple[TexteLu, ...]:
    """Chaque texte différent du contrat : les fichiers se ressemblent, aucun passage n'est examiné deux fois."""
    textes: dict[str, TexteLu] = {}
    for document in dossier.documents:
        prive = est_prive(document)
        for situe in decouper(document):
            lu = situe[1].texte
            texte = textes.get(lu)
            if texte is None:
                texte = textes[lu] = _lire(lu)
            (texte.prives if prive else texte.publics).append((document, situe))
    return tuple(textes.values())


def _lire(texte: str) -> TexteLu:
    plie = plier(texte)
    chiffres = sum(map(plie.count, digits))
    return TexteLu(texte, plie, frozenset(_MOT.findall(plie)), chiffres, [], [])


def lire_avant(trouve: Trouve, portee: int = 80) -> str:
    """Ce qui précède de près : relire tout un long passage à chaque trouvaille coûterait le carré de sa longueur."""
    return trouve.string[max(0, trouve.start() - portee) : trouve.start()]


def toujours(_trouve: Trouve, _texte: str) -> bool:
    """Retenir tout ce que le motif reconnaît."""
    return True


def chercher(
    dossier: Dossier,
    motif: re.Pattern[str],
    message: str | Callable[[str, Trouve], str],
    retenir: Retenir = toujours,
    public: Retenir | None = None,
    si: Callable[[TexteLu], bool] = bool,
    aide: str = AIDE,
) -> Constats:
    """Les passages que le motif reconnaît et que `retenir` confirme ; le motif s'écrit en minuscules sans accent.

    Les fiches, les séances et les autres fichiers publics ne sont lus que si `public` est donné, et confirme aussi.
    `si` écarte sans recherche les textes où rien ne peut être trouvé.
    """
    compte = _Compte()
    for texte in relever(dossier):
        if (not texte.prives and public is None) or not si(texte):
            continue
        for trouve in motif.finditer(texte.plie):
            if compte.est_plein(texte.prives if public is None else (*texte.prives, *texte.publics)):
                break
            if not retenir(trouve, texte.texte):
                continue
            est_public = texte.publics and public is not None and public(trouve, texte.texte)
            debut, fin = _etendre(trouve)
            for document, (rang, passage) in compte.admettre([*texte.prives, *(texte.publics if est_public else ())]):
                adresse = Adresse(document.genre, document.identifiant, position=passage.situer(rang, debut, fin))
                dit = message if isinstance(message, str) else message(texte.texte[debut:fin], trouve)
                yield Constat(adresse, dit + compte.dire_suite(document), aide)


class _Compte:
    """Combien de fautes d'une règle chaque fichier montre déjà."""

    def __init__(self) -> None:
        self._montrees: Counter[str] = Counter()

    def est_plein(self, endroits: Iterable[tuple[DocumentLu, T]]) -> bool:
        """Vrai quand aucun de ces fichiers n'en montrera d'autre."""
        return all(self._montrees[document.nom] >= FAUTES_MAX for document, _ in endroits)

    def admettre(self, endroits: Iterable[tuple[DocumentLu, T]]) -> Iterator[tuple[DocumentLu, T]]:
        """Les endroits des fichiers qui peuvent encore en montrer."""
        for document, place in endroits:
            if self._montrees[document.nom] < FAUTES_MAX:
                self._montrees[document.nom] += 1
                yield document, place

    def dire_suite(self, document: DocumentLu) -> str:
        """Après la dernière faute qu'un fichier montre : la suite n'est pas cherchée."""
        return SUITE if self._montrees[document.nom] == FAUTES_MAX else ""


def _etendre(trouve: Trouve) -> tuple[int, int]:
    """Ce qui est montré : ce que le motif reconnaît, et ce qu'il exige juste après."""
    return trouve.start(), max(trouve.end(), trouve.end(trouve.lastindex) if trouve.lastindex else 0)


@lru_cache(maxsize=1)
def relever_lignes(dossier: Dossier) -> dict[str, list[tuple[DocumentLu, int]]]:
    """Chaque ligne différente, telle qu'elle est écrite, des ménages et des notes, et ses endroits."""
    lignes: dict[str, list[tuple[DocumentLu, int]]] = defaultdict(list)
    for document in filter(est_prive, dossier.documents):
        for rang, ligne in enumerate(lire_lignes(document), 1):
            lignes[ligne].append((document, rang))
    return lignes


def chercher_lignes(
    dossier: Dossier,
    motif: re.Pattern[str],
    message: Callable[[Trouve], str],
    aide: str,
    retenir: Callable[[Trouve], bool] = bool,
) -> Constats:
    """Les passages des lignes, telles qu'elles sont écrites, des ménages et des notes, que `retenir` confirme."""
    compte = _Compte()
    for ligne, endroits in relever_lignes(dossier).items():
        if compte.est_plein(endroits):
            continue
        utile = ligne.lstrip()
        lu = normaliser(utile)
        for trouve in filter(retenir, motif.finditer(lu.texte)):
            retrait = len(ligne) - len(utile)
            debut, fin = lu.places[trouve.start()], lu.places[trouve.end() - 1]
            for document, rang in compte.admettre(endroits):
                place = Position(rang, retrait + debut + 1, retrait + fin + 2)
                dit = message(trouve) + compte.dire_suite(document)
                yield Constat(Adresse(document.genre, document.identifiant, position=place), dit, aide)

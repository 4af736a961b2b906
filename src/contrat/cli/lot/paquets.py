"""Des paquets de lignes jugés par le droit compilé, dans l'ordre ; sur plusieurs processus quand le lot est long."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.controles.ecriture import examiner_identifiant
from contrat.depot.lot import LigneEcrite
from contrat.modele.lot import EcritureFrancaise
from contrat.rendu.eligibilite.lot import Redacteur

LIGNES_PAR_PAQUET = 500
# Assez pour que le droit de presque tous les jours soit compilé : les autres processus en héritent.
PAQUETS_SEUL = 4
_EN_ATTENTE_PAR_PROCESSUS = 2


class Paquet(NamedTuple):
    """Des lignes du lot qui se suivent."""

    lignes: list[LigneEcrite]

    @property
    def octets(self) -> int:
        """La taille du paquet dans le fichier."""
        return sum(len(ligne.texte.brut.encode()) + 1 for ligne in self.lignes)

    def donner(self, rang: int) -> LigneEcrite:
        """La ligne de ce rang."""
        return self.lignes[rang]


class Demandees(NamedTuple):
    """Les lignes d'un paquet, pour un autre processus : l'id et les cases, rien d'une ligne à revoir."""

    lignes: list[tuple[str, list[str]] | None]


class Jugees(NamedTuple):
    """Les réponses d'un paquet, en CSV : un morceau avant chaque ligne laissée au lecteur ordinaire, un à la fin."""

    morceaux: list[str]
    laissees: list[int]
    lues: frozenset[EcritureFrancaise]


class JugeDeLot(NamedTuple):
    """Ce qu'il faut pour juger un paquet."""

    lecteur: Lecteur
    redacteur: Redacteur

    def juger(self, demandees: Demandees) -> Jugees:
        """Répondre aux lignes d'un paquet."""
        morceaux: list[list[str]] = [[]]
        laissees = []
        for rang, ligne in enumerate(demandees.lignes):
            texte = None if ligne is None else self.repondre(*ligne)
            if texte is None:
                laissees.append(rang)
                morceaux.append([])
            else:
                morceaux[-1].append(texte)
        return Jugees(list(map("".join, morceaux)), laissees, frozenset(self.lecteur.lues))

    def repondre(self, identifiant: str, cases: list[str]) -> str | None:
        """Les réponses à une ligne, en CSV ; rien quand elle revient au lecteur ordinaire."""
        # Un identifiant qui désignerait quelqu'un : la réponse le recopierait.
        if examiner_identifiant(identifiant, "id"):
            return None
        try:
            return self.redacteur.rediger(identifiant, self.lecteur.repondre(cases))
        except LigneDouteuse:
            return None

    def relire(self, ligne: LigneEcrite) -> str | None:
        """Les réponses à une ligne qu'un autre moteur laisse."""
        return self.repondre(ligne.identifiant, ligne.texte.cases) if ligne.est_entiere else None


# Celui d'un processus fils, qui hérite de la mémoire de son père au moment où il naît.
_herite: list[JugeDeLot] = []


def _juger_herite(demandees: Demandees) -> Jugees:
    return _herite[-1].juger(demandees)


def juger_dans_l_ordre(
    lignes: Iterable[LigneEcrite], juge: JugeDeLot, processus: int, seul: int = PAQUETS_SEUL
) -> Iterator[tuple[list[LigneEcrite], Jugees]]:
    """Chaque paquet et ses réponses, dans l'ordre du lot ; les `seul` premiers sont jugés par ce processus."""
    paquets = _empaqueter(lignes)
    for paquet in islice(paquets, seul) if processus > 1 else paquets:
        yield paquet, juge.juger(_demander(paquet))
    suivant = next(paquets, None)
    if suivant is None:
        return
    with _ouvrir_equipe(juge, processus) as equipe:
        attente: deque[tuple[list[LigneEcrite], Future[Jugees]]] = deque()
        while suivant is not None or attente:
            while suivant is not None and len(attente) < processus * _EN_ATTENTE_PAR_PROCESSUS:
                attente.append((suivant, equipe.submit(_juger_herite, _demander(suivant))))
                suivant = next(paquets, None)
            paquet, reponses = attente.popleft()
            yield paquet, reponses.result()


def compter_processus() -> int:
    """Combien de processus peuvent travailler ; un seul là où un fils n'hérite pas de la mémoire de son père."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    permis: Callable[[int], set[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(permis(0)) if permis else os.cpu_count() or 1


@contextmanager
def _ouvrir_equipe(juge: JugeDeLot, processus: int) -> Iterator[Executor]:
    """Des processus prêts à juger ; interrompus, ils laissent leur père le dire."""
    _herite.append(juge)
    contexte = multiprocessing.get_context("fork")
    equipe = ProcessPoolExecutor(processus, contexte, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        yield equipe
    finally:
        equipe.shutdown(wait=True, cancel_futures=True)
        _herite.pop()


def _empaqueter(lignes: Iterable[LigneEcrite]) -> Iterator[list[LigneEcrite]]:
    reste = iter(lignes)
    while paquet := list(islice(reste, LIGNES_PAR_PAQUET)):
        yield paquet


def _demander(paquet: list[LigneEcrite]) -> Demandees:
    return Demandees([(x.identifiant, x.texte.cases) if x.est_entiere and not x.est_repetee else None for x in paquet])

"""Des blocs de lignes jugés par le droit compilé, dans l'ordre ; sur plusieurs processus quand le lot est long."""

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

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur, ReponsesRetenues
from contrat.controles.ecriture import examiner_identifiant
from contrat.depot.blocs import Bloc
from contrat.depot.lot import Identifiants, LigneEcrite
from contrat.modele.lot import EcritureFrancaise
from contrat.rendu.eligibilite.lot import Redacteur

LIGNES_PAR_BLOC = 500
# Assez pour que le droit de presque tous les jours soit compilé : les autres processus en héritent.
BLOCS_SEUL = 4
_EN_ATTENTE_PAR_PROCESSUS = 2


class BlocJuge(NamedTuple):
    """Une partie jugée d'un bloc ; `repetees` : les rangs des lignes dont l'id est déjà celui d'une ligne plus haut."""

    bloc: Bloc
    repetees: frozenset[int]
    octets: int

    def donner(self, rang: int) -> LigneEcrite:
        """La ligne de ce rang."""
        return self.bloc.donner(rang, est_repetee=rang in self.repetees)


class Demandees(NamedTuple):
    """Les lignes d'un bloc, pour un autre processus : par rang, l'id et la ligne, rien d'une ligne à revoir.

    Une ligne simple est un texte, que ce processus découpera.
    """

    lignes: dict[int, tuple[str, str | list[str]] | None]
    separateur: str


class Jugees(NamedTuple):
    """Les réponses d'un bloc, en CSV : un morceau avant chaque ligne laissée au lecteur ordinaire, un à la fin."""

    morceaux: list[str]
    laissees: list[int]
    lues: frozenset[EcritureFrancaise]
    inconnues: frozenset[str]


class JugeDeLot(NamedTuple):
    """Ce qu'il faut pour juger un bloc."""

    lecteur: Lecteur
    redacteur: Redacteur

    def juger(self, demandees: Demandees) -> Jugees:
        """Répondre aux lignes d'un bloc."""
        morceaux: list[list[str]] = [[]]
        laissees = []
        ecrites = [ligne[1] for ligne in demandees.lignes.values() if ligne]
        cases = [x.split(demandees.separateur) if isinstance(x, str) else x for x in ecrites]
        reponses = self.lecteur.repondre_a_toutes(cases)
        for rang, ligne in demandees.lignes.items():
            texte = self._rediger(ligne[0], next(reponses)) if ligne else None
            if texte is None:
                laissees.append(rang)
                morceaux.append([])
            else:
                morceaux[-1].append(texte)
        return self.rendre(list(map("".join, morceaux)), laissees)

    def rendre(self, morceaux: list[str], laissees: list[int]) -> Jugees:
        """Des réponses, avec ce que le lecteur a retenu jusqu'ici."""
        return Jugees(morceaux, laissees, frozenset(self.lecteur.lues), frozenset(self.lecteur.inconnues))

    def repondre(self, identifiant: str, cases: list[str]) -> str | None:
        """Les réponses à une ligne, en CSV ; rien quand elle revient au lecteur ordinaire."""
        (reponses,) = self.lecteur.repondre_a_toutes([cases])
        return self._rediger(identifiant, reponses)

    def _rediger(self, identifiant: str, reponses: ReponsesRetenues | None) -> str | None:
        # Un identifiant qui désignerait quelqu'un : la réponse le recopierait.
        if reponses is None or examiner_identifiant(identifiant, "id"):
            return None
        return self.redacteur.rediger(identifiant, *reponses)

    def relire(self, ligne: LigneEcrite) -> str | None:
        """Les réponses à une ligne qu'un autre moteur laisse."""
        return self.repondre(ligne.identifiant, ligne.texte.cases) if ligne.est_entiere else None


# Celui d'un processus fils, qui hérite de la mémoire de son père au moment où il naît.
_herite: list[JugeDeLot] = []


def _juger_herite(demandees: Demandees) -> Jugees:
    return _herite[-1].juger(demandees)


def juger_dans_l_ordre(
    blocs: Iterable[Bloc], juge: JugeDeLot, processus: int, seul: int = BLOCS_SEUL
) -> Iterator[tuple[BlocJuge, Jugees]]:
    """Chaque bloc et ses réponses, dans l'ordre du lot ; les `seul` premiers sont jugés par ce processus."""
    demandes = _demander(blocs)
    for bloc, demandees in islice(demandes, seul) if processus > 1 else demandes:
        yield bloc, juge.juger(demandees)
    suivant = next(demandes, None)
    if suivant is None:
        return
    with _ouvrir_equipe(juge, processus) as equipe:
        attente: deque[tuple[BlocJuge, Future[Jugees]]] = deque()
        while suivant is not None or attente:
            while suivant is not None and len(attente) < processus * _EN_ATTENTE_PAR_PROCESSUS:
                attente.append((suivant[0], equipe.submit(_juger_herite, suivant[1])))
                suivant = next(demandes, None)
            bloc, reponses = attente.popleft()
            yield bloc, reponses.result()


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


def _demander(blocs: Iterable[Bloc]) -> Iterator[tuple[BlocJuge, Demandees]]:
    """Ce qu'il y a à juger de chaque bloc : les lignes entières dont l'id n'est pas déjà celui d'une autre."""
    vus = Identifiants()
    for bloc in blocs:
        lignes: dict[int, tuple[str, str | list[str]] | None] = {}
        repetees = set()
        place, nombre, separateur = bloc.colonnes.index("id"), len(bloc.colonnes), bloc.separateur
        for rang, ligne in enumerate(bloc.dire_lignes()):
            if isinstance(ligne, str):
                est_entiere, debut = ligne.count(separateur) + 1 == nombre, ligne.split(separateur, place + 1)
            else:
                est_entiere, debut = len(ligne) == nombre, ligne
            identifiant = debut[place].strip() if est_entiere else ""
            if not identifiant:
                if not bloc.est_vide(rang):
                    lignes[rang] = None
            elif vus.ajouter(identifiant):
                repetees.add(rang)
                lignes[rang] = None
            else:
                lignes[rang] = identifiant, ligne
        yield BlocJuge(bloc, frozenset(repetees), bloc.octets), Demandees(lignes, separateur)

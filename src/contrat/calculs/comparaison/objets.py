"""Ce qui se compare objet par objet, sans calcul : le contrat, ses axes, ses organismes, ses sources, ses séances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from contrat.calculs.comparaison.ecarts import Difference, relever_ecarts
from contrat.modele.dossier import Dossier

# Ce qui se compare objet par objet, sans calcul ; les actions, les aides et les ménages ont le leur.
GENRES_SIMPLES = ("contrats", "axes", "organismes", "sources", "seances")
# Les champs qui ne disent que le nom d'un objet.
_APPELLATIONS = frozenset({"id", "titre", "titre_court", "nom", "sigle"})


@dataclass(frozen=True)
class ObjetCompare:
    """Un axe, un organisme, une source, une séance ou le contrat qui change ; absent d'un côté, il est neuf ou ôté."""

    genre: str
    identifiant: str
    avant: Any
    apres: Any
    ecarts: tuple[Difference, ...]

    @property
    def est_renomme(self) -> bool:
        """Vrai quand seul son identifiant change, ou aussi son titre."""
        return self.avant is not None and self.apres is not None and bool(self.avant.id != self.apres.id)


def comparer_objets(avant: Dossier, apres: Dossier) -> Iterator[ObjetCompare]:
    """Les objets qui changent, ceux dont seul le nom change d'abord."""
    for genre in GENRES_SIMPLES:
        anciens, nouveaux = getattr(avant, genre), getattr(apres, genre)
        renommes = list(_relever_renommes(anciens, nouveaux))
        for ancien, nouveau, ecarts in renommes:
            yield ObjetCompare(genre, nouveau, anciens[ancien], nouveaux[nouveau], ecarts)
        apparies = {nom for ancien, nouveau, _ in renommes for nom in (ancien, nouveau)}
        for nom in sorted({*anciens, *nouveaux} - apparies):
            ancien, nouveau = anciens.get(nom), nouveaux.get(nom)
            ecarts = tuple(relever_ecarts(ancien, nouveau)) if ancien and nouveau else ()
            if ecarts or ancien is None or nouveau is None:
                yield ObjetCompare(genre, nom, ancien, nouveau, ecarts)


def _relever_renommes(
    anciens: Mapping[str, Any], nouveaux: Mapping[str, Any]
) -> Iterator[tuple[str, str, tuple[Difference, ...]]]:
    """L'ancien et le nouvel identifiant de chaque objet qui ne fait que s'appeler autrement, et ses différences."""
    libres = [nom for nom in nouveaux if nom not in anciens]
    for ancien in [nom for nom in anciens if nom not in nouveaux]:
        for nouveau in libres:
            ecarts = tuple(relever_ecarts(anciens[ancien], nouveaux[nouveau]))
            if all(e.champ in _APPELLATIONS for e in ecarts):
                libres.remove(nouveau)
                yield ancien, nouveau, ecarts
                break


def suivre_les_axes(dossier: Dossier, objets: Iterable[ObjetCompare]) -> Dossier:
    """Le dossier d'avant, où un axe renommé porte l'identifiant qu'il a après : ses actions n'ont pas changé."""
    noms = {o.avant.id: o.apres.id for o in objets if o.genre == "axes" and o.est_renomme}
    if not noms:
        return dossier
    suivies = {n: a.model_copy(update={"axe": noms.get(a.axe, a.axe)}) for n, a in dossier.actions.items()}
    return replace(dossier, actions=suivies)

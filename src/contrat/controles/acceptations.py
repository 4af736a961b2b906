"""V003 : les fautes que le contrat accepte, et les acceptations qui ne servent à rien.

Une acceptation se juge quand toutes les fautes sont connues : ce n'est pas une règle comme les autres.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from contrat.controles.formes import ACCEPTATION
from contrat.controles.parcours import CONTRAT
from contrat.controles.regle import apposer
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Diagnostic, Emplacement
from contrat.modele.contrat import Acceptation
from contrat.modele.dossier import Dossier


class FautesTriees(NamedTuple):
    """Les fautes qui restent à dire, celles qui sont acceptées, et ce que l'on reproche aux acceptations."""

    restantes: list[Diagnostic]
    acceptees: list[Diagnostic]
    reproches: list[Diagnostic]


def trier_acceptees(
    dossier: Dossier,
    fautes: Iterable[Diagnostic],
    empeches: Mapping[str, Collection[str]],
    situer: Callable[[Adresse], Emplacement],
) -> FautesTriees:
    """Mettre à part les fautes acceptées ; une acceptation dont la règle n'a pas pu parler n'est pas inutile."""
    acceptations = _lire_acceptations(dossier)
    restantes: list[Diagnostic] = []
    acceptees: list[Diagnostic] = []
    utiles: set[Acceptation] = set()
    for faute in fautes:
        siennes = [a for a in acceptations if _couvre(a, faute) and not _est_finie(a, dossier)]
        utiles.update(siennes)
        (acceptees if siennes else restantes).append(faute)
    # Une règle empêchée par un fichier l'est peut-être à la place d'un autre : une enveloppe, sans les organismes.
    muettes = {
        a
        for a in acceptations
        for nom, codes in empeches.items()
        if a.code in codes or (a.code[0] in codes and _est(a, nom))
    }
    constats = _reprocher(dossier, acceptations, utiles | muettes)
    return FautesTriees(restantes, acceptees, [apposer(ACCEPTATION, constat, situer) for constat in constats])


def _lire_acceptations(dossier: Dossier) -> tuple[Acceptation, ...]:
    """Les acceptations du contrat ; d'un contrat qui ne se lit pas en entier, les entières valent encore."""
    lus = [*dossier.contrats.values(), *(p.objet for p in dossier.partiels if p.genre == "contrat")]
    acceptations: tuple[Acceptation, ...] = getattr(lus[0], "acceptations", ()) if lus else ()
    return tuple(a for a in acceptations if all(hasattr(a, champ) for champ in Acceptation.model_fields))


def _couvre(acceptation: Acceptation, faute: Diagnostic) -> bool:
    """Vrai quand la faute est de ce code, à cette place ou au-dessous."""
    if acceptation.code != faute.code or not _est(acceptation, faute.fichier):
        return False
    return faute.place == acceptation.place or faute.place.startswith(f"{acceptation.place}/")


def _est(acceptation: Acceptation, fichier: str) -> bool:
    """Vrai pour le fichier nommé depuis le dépôt, ou, parmi plusieurs contrats, depuis le sien."""
    return fichier == acceptation.fichier or fichier.endswith(f"/{acceptation.fichier}")


def _est_finie(acceptation: Acceptation, dossier: Dossier) -> bool:
    return dossier.jour is not None and acceptation.jusqu_au < dossier.jour


def _reprocher(dossier: Dossier, acceptations: tuple[Acceptation, ...], utiles: Collection[Acceptation]) -> Constats:
    for rang, acceptation in enumerate(acceptations):
        if _est_finie(acceptation, dossier):
            message = f"l'acceptation de {acceptation.code} a pris fin le {dire_jour(acceptation.jusqu_au)}"
            adresse = Adresse(*CONTRAT, ("acceptations", rang, "jusqu_au"))
            yield Constat(adresse, message, "corriger la faute, ou l'accepter de nouveau avec un motif à jour")
        elif acceptation not in utiles:
            message = f"aucune faute {acceptation.code} à cette place de {acceptation.fichier}"
            adresse = Adresse(*CONTRAT, ("acceptations", rang, "code"))
            yield Constat(adresse, message, "retirer cette acceptation, ou corriger son fichier et sa place")

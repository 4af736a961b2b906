"""Les règles de contrôle : une par module de ce dossier, et le moteur qui les applique."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules

from contrat.controles.formes import ACCEPTATION, CHIFFRE, FORMES, OPAQUE
from contrat.controles.partiels import constater_partiels, dire_empechees
from contrat.controles.regle import Regle, apposer, regle_du_module
from contrat.diagnostics import Adresse, Diagnostic, Emplacement
from contrat.modele.dossier import Dossier

# Le nom du module d'une règle commence par son code : le registre se parcourt sans rien importer.
MODULES = tuple(sorted(m.name for m in iter_modules(__path__) if re.match(r"[a-z]\d{3}_", m.name)))

# Un code retiré n'est jamais réemployé : il garderait son ancien sens dans les historiques.
CODES_RETIRES: frozenset[str] = frozenset()


def choisir(*debuts: str) -> tuple[Regle, ...]:
    """Les règles dont le code commence par l'un de ces débuts, ou toutes ; seuls leurs modules sont importés."""
    debuts = debuts or ("",)
    noms = [nom for nom in MODULES if nom[:4].upper().startswith(debuts)]
    regles = [regle_du_module(import_module(f"{__name__}.{nom}")) for nom in noms]
    return (*(regle for regle in (*FORMES, CHIFFRE, OPAQUE, ACCEPTATION) if regle.code.startswith(debuts)), *regles)


def appliquer(
    dossier: Dossier, situer: Callable[[Adresse], Emplacement], regles: Iterable[Regle] | None = None
) -> list[Diagnostic]:
    """Appliquer ces règles, ou toutes, sauf celles qui lisent un genre que le dossier n'a pas.

    Le moteur, et non la règle, appose le code, la gravité et la place.
    """
    return [
        apposer(regle, constat, situer)
        for regle in (choisir() if regles is None else regles)
        if regle.constater is not None and regle.lit <= dossier.genres
        for constat in regle.constater(dossier)
    ]


def controler(
    dossier: Dossier, situer: Callable[[Adresse], Emplacement]
) -> tuple[list[Diagnostic], Mapping[str, tuple[str, ...]]]:
    """Appliquer toutes les règles, aux objets fautifs aussi ; et, par fichier, celles que des fautes empêchent."""
    trouves = appliquer(dossier, situer)
    connus = set(trouves)
    empechees: dict[str, set[str]] = {}
    for adresse, quoi in dire_empechees(dossier):
        empechees.setdefault(situer(adresse).fichier, set()).add(quoi)
    for regle in choisir() if dossier.partiels else ():
        constats, non_juges = constater_partiels(regle, dossier)
        trouves += [d for d in (apposer(regle, c, situer) for c in constats) if d not in connus]
        for adresse in non_juges:
            empechees.setdefault(situer(adresse).fichier, set()).add(regle.code)
    return trouves, {fichier: tuple(sorted(quoi)) for fichier, quoi in sorted(empechees.items())}

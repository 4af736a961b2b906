"""Les règles de contrôle : une par module de ce dossier et de `droit/`, et le moteur qui les applique."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules

from contrat.controles import droit
from contrat.controles.formes import ACCEPTATION, CHIFFRE, FORMES, OPAQUE, REGISTRE
from contrat.controles.partiels import constater_partiels, dire_empechees
from contrat.controles.regle import Regle, apposer, regle_du_module
from contrat.diagnostics import Adresse, Diagnostic, Emplacement
from contrat.modele.dossier import Dossier


def _lister(paquet: str, dossiers: Iterable[str]) -> dict[str, str]:
    """Les modules d'un paquet qui portent une règle : le nom de chacun commence par le code de la sienne."""
    noms = (module.name for module in iter_modules(dossiers))
    return {nom[:4].upper(): f"{paquet}.{nom}" for nom in noms if re.match(r"[a-z]\d{3}_", nom)}


# Le registre se parcourt sans rien importer.
DU_CONTRAT = _lister(__name__, __path__)
MODULES = dict(sorted((DU_CONTRAT | _lister(droit.__name__, droit.__path__)).items()))

# Un code retiré n'est jamais réemployé : il garderait son ancien sens dans les historiques.
CODES_RETIRES: frozenset[str] = frozenset()


def choisir(*debuts: str) -> tuple[Regle, ...]:
    """Les règles dont le code commence par l'un de ces débuts, ou toutes ; seuls leurs modules sont importés."""
    return _reunir(MODULES, debuts or ("",))


def regles_du_contrat() -> tuple[Regle, ...]:
    """Toutes les règles, sauf celles qui relisent le droit livré."""
    return _reunir(DU_CONTRAT, ("",))


def _reunir(modules: Mapping[str, str], debuts: tuple[str, ...]) -> tuple[Regle, ...]:
    regles = [
        regle_du_module(code, import_module(nom)) for code, nom in sorted(modules.items()) if code.startswith(debuts)
    ]
    return (
        *(regle for regle in (*FORMES, CHIFFRE, OPAQUE, REGISTRE, ACCEPTATION) if regle.code.startswith(debuts)),
        *regles,
    )


def appliquer(
    dossier: Dossier, situer: Callable[[Adresse], Emplacement], regles: Iterable[Regle] | None = None
) -> list[Diagnostic]:
    """Appliquer ces règles, ou toutes celles d'un contrat, sauf celles qui lisent un genre que le dossier n'a pas.

    Le moteur, et non la règle, appose le code, la gravité et la place.
    """
    return [
        apposer(regle, constat, situer)
        for regle in (regles_du_contrat() if regles is None else regles)
        if regle.constater is not None and regle.lit <= dossier.genres
        for constat in regle.constater(dossier)
    ]


def controler(
    dossier: Dossier, situer: Callable[[Adresse], Emplacement]
) -> tuple[list[Diagnostic], Mapping[str, tuple[str, ...]]]:
    """Appliquer toutes les règles d'un contrat, fautifs compris ; dire, par fichier, lesquelles sont empêchées."""
    trouves = appliquer(dossier, situer)
    connus = set(trouves)
    empechees: dict[str, set[str]] = {}
    for adresse, quoi in dire_empechees(dossier):
        empechees.setdefault(situer(adresse).fichier, set()).add(quoi)
    # Une liste illisible ou absente n'a pas d'élément à juger à part : les règles qui la lisent n'ont rien dit.
    absentes = {"organismes", "sources"} - dossier.genres - {partiel.genre for partiel in dossier.partiels}
    for regle in regles_du_contrat() if absentes else ():
        for liste in absentes & regle.lit:
            empechees.setdefault(situer(Adresse(liste, liste)).fichier, set()).add(regle.code)
    for regle in regles_du_contrat() if dossier.partiels else ():
        constats, non_juges = constater_partiels(regle, dossier)
        trouves += [d for d in (apposer(regle, c, situer) for c in constats) if d not in connus]
        for adresse in non_juges:
            empechees.setdefault(situer(adresse).fichier, set()).add(regle.code)
    return trouves, {fichier: tuple(sorted(quoi)) for fichier, quoi in sorted(empechees.items())}

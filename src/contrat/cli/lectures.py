"""Lire ce que l'usager donne à une commande : un jour, des exercices ; refuser ce qui serait sans effet."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from contrat.cli.a_cote import dire_ensuite
from contrat.cli.parametres import nommer
from contrat.cli.typer_interne import Context, est_donne
from contrat.dates import dire_jour
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from decimal import Decimal

    from contrat.modele.contrat import Periode

Valeur = TypeVar("Valeur")
ATTENDRE = "un fait se note une fois arrivé : vérifier l'année, ou attendre ce jour"
PERIODE = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


def lire_jour(option: str, texte: str) -> date:
    """Lire le jour donné à une option ; lève `ErreurUsage` quand il n'est pas au calendrier."""
    from contrat.modele.base import lire_jour

    return _convertir(option, texte, lire_jour)


def lire_euros(option: str, texte: str) -> Decimal:
    """Lire le montant donné à une option, en euros, écrit comme dans un fichier ou à la française, `12 840,50 €`.

    Lève `ErreurUsage` pour une autre écriture.
    """
    from contrat.modele.base import deviner_montant, lire_montant

    return _convertir(option, deviner_montant(texte) or texte, lire_montant)


def lire_nombre(option: str, texte: str) -> Decimal:
    """Lire le nombre donné à une commande ; lève `ErreurUsage` pour une autre écriture."""
    from contrat.modele.base import lire_nombre

    return _convertir(option, texte, lire_nombre)


def lire_entier(option: str, texte: str) -> int:
    """Lire un nombre de choses, zéro compris ; lève `ErreurUsage` pour une autre écriture."""
    from contrat.modele.base import lire_entier

    return _convertir(option, texte, lire_entier)


def lire_annee(option: str, texte: str) -> int:
    """Lire l'année donnée à une option ; lève `ErreurUsage` pour une autre écriture."""
    from contrat.modele.base import lire_annee

    return _convertir(option, texte, lire_annee)


def lire_moment(option: str, texte: str) -> str:
    """Lire une date connue à l'année, au mois ou au jour ; lève `ErreurUsage` pour une autre écriture."""
    from contrat.modele.base import lire_moment

    return _convertir(option, texte, lire_moment)


def _convertir(option: str, texte: str, lire: Callable[[object], Valeur]) -> Valeur:
    try:
        return lire(texte)
    except ValueError as erreur:
        contexte = getattr(erreur, "context", None) or {}
        raise ErreurUsage(f"{option} : {erreur}", str(contexte.get("aide", ""))) from None


def lire_jour_ou_aujourdhui(option: str, texte: str | None) -> date:
    """Lire le jour donné à une option ; le jour courant quand elle manque."""
    return date.today() if texte is None else lire_jour(option, texte)


def lire_au(texte: str | None) -> date:
    """Lire le jour où une page juge le contrat ; à venir, la commande dit que ce qui s'y passera n'est pas su."""
    jour = lire_jour_ou_aujourdhui("--au", texte)
    if jour > date.today():
        dire_ensuite(f"Attention : le {dire_jour(jour)} est à venir : il est jugé sur ce que l'on sait aujourd'hui.")
    return jour


def lire_jour_echu(option: str, texte: str | None, aide: str = ATTENDRE) -> date:
    """Lire le jour d'un fait, ou le jour courant ; lève `ErreurUsage` quand il est à venir."""
    return date.fromisoformat(_lire_echu(option, texte, lambda o, t: lire_jour(o, t).isoformat(), aide))


def lire_moment_echu(option: str, texte: str | None) -> str:
    """Lire la date d'un fait, à l'année, au mois ou au jour, ou le jour courant ; `ErreurUsage` si elle est à venir."""
    return _lire_echu(option, texte, lire_moment)


def _lire_echu(option: str, texte: str | None, lire: Callable[[str, str], str], aide: str = ATTENDRE) -> str:
    aujourdhui = date.today().isoformat()
    moment = aujourdhui if texte is None else lire(option, texte)
    # Le mois ou l'année en cours ont commencé : seule leur part écrite se compare.
    if moment > aujourdhui[: len(moment)]:
        raise ErreurUsage(f"{option} : {moment} est à venir", aide)
    return moment


def lire_periode(texte: str | None) -> Periode | None:
    """Lire `2010` ou `2010-2011` ; lève `ErreurUsage` pour une autre écriture ou une période inversée."""
    from contrat.modele.contrat import Periode

    if texte is None:
        return None
    forme = PERIODE.fullmatch(texte)
    if not forme:
        raise ErreurUsage(f"« {texte} » n'est pas une période", "écrire un exercice, comme 2025, ou deux : 2025-2026")
    debut, fin = forme[1], forme[2] or forme[1]
    if fin < debut:
        raise ErreurUsage(f"la période « {texte} » finit avant de commencer", f"écrire {fin}-{debut}")
    return Periode(debut=int(debut), fin=int(fin))


def borner(demandee: Periode | None, contrat: Periode) -> Periode:
    """La période demandée, ou tout le contrat ; lève `ErreurUsage` quand elle sort du contrat."""
    from contrat.rendu.mots.dates import dire_exercices

    if demandee is None:
        return contrat
    if demandee.debut < contrat.debut or demandee.fin > contrat.fin:
        raise ErreurUsage(
            f"la période « {dire_exercices(demandee)} » sort du contrat, qui couvre {dire_exercices(contrat)}",
            "choisir des exercices du contrat, ou ne rien écrire pour l'avoir en entier",
        )
    return demandee


def refuser_sans_effet(contexte: Context, avec: str, suite: str, *noms: str) -> None:
    """Refuser ces paramètres quand l'usager les a écrits : `avec` dit ce qui les rend vains, `suite` pourquoi."""
    for parametre in contexte.command.params:
        if parametre.name in noms and est_donne(contexte, parametre.name):
            option = nommer(parametre)
            raise ErreurUsage(f"{option} ne s'emploie pas avec {avec}", f"retirer {option} : {suite}")

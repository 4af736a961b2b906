"""La période demandée à une commande : un exercice, ou deux bornes comprises."""

from __future__ import annotations

import re

from contrat.erreurs import ErreurUsage
from contrat.modele.contrat import Periode

_FORME = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")


def lire_periode(texte: str) -> Periode:
    """Lire `2010` ou `2010-2011` ; lève `ErreurUsage` pour une autre écriture ou une période inversée."""
    forme = _FORME.fullmatch(texte)
    if not forme:
        raise ErreurUsage(f"« {texte} » n'est pas une période", "écrire un exercice, comme 2010, ou deux : 2010-2011")
    debut, fin = forme[1], forme[2] or forme[1]
    if fin < debut:
        raise ErreurUsage(f"la période « {texte} » finit avant de commencer", f"écrire {fin}-{debut}")
    return Periode(debut=int(debut), fin=int(fin))


def borner(demandee: Periode | None, contrat: Periode) -> Periode:
    """La période demandée, ou tout le contrat ; lève `ErreurUsage` quand elle sort du contrat."""
    if demandee is None:
        return contrat
    if demandee.debut < contrat.debut or demandee.fin > contrat.fin:
        raise ErreurUsage(
            f"la période « {dire_periode(demandee)} » sort du contrat, qui couvre {dire_periode(contrat)}",
            "choisir des exercices du contrat, ou ne rien écrire pour l'avoir en entier",
        )
    return demandee


def dire_periode(periode: Periode) -> str:
    """Écrire une période comme on la demande : `2010` ou `2010-2011`."""
    return str(periode.debut) if periode.debut == periode.fin else f"{periode.debut}-{periode.fin}"

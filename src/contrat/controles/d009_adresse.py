"""D009 : une adresse postale dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D009"
GRAVITE = Gravite.ERREUR
TITRE = "une adresse"
LIT = frozenset({"menages"})

_VOIE = (
    r"(?i:rue|avenue|av\.?|boulevard|bd\.?|impasse|imp\.|all[ée]es?|chemin|faubourg|fg\.?|quai|ruelle|venelle|mont[ée]e"
    r"|lotissement|square|esplanade|sentier)"
)
# Ces mots ont d'autres sens : il leur faut un numéro et un nom propre.
_AUTRE_VOIE = r"(?i:place|pl\.|cours|route|rte\.?|r[ée]sidence|passage|cit[ée]|villa|hameau|lot)"
_PARTICULE = r"(?:(?i:de la|de l'{1,2}|des|du|de|d'{1,2}|la|les|le|l'{1,2}) ?)?"
_PROPRE = r"[A-ZÀ-Ý][\w'’-]+"
_NUMERO = r"\b\d{1,4}(?: ?(?i:bis|ter|quater))?,? "
MOTIF = re.compile(
    rf"{_NUMERO}{_VOIE} {_PARTICULE}[\wÀ-ÿ'’-]+|\b{_VOIE} {_PARTICULE}{_PROPRE}"
    rf"|{_NUMERO}{_AUTRE_VOIE} {_PARTICULE}{_PROPRE}"
    rf"|\b(?i:lieu[- ]dit) {_PARTICULE}[«\"]?{_PROPRE}|\b(?i:au hameau) {_PARTICULE}{_PROPRE}"
)


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Un numéro et une voie, une voie et son nom, un lieu-dit."""
    yield from chercher(dossier, MOTIF, "une adresse")

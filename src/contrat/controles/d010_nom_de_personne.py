"""D010 : le nom d'une personne dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.mots_alerte import PRENOMS
from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D010"
GRAVITE = Gravite.ERREUR
TITRE = "le nom d'une personne"
LIT = frozenset({"menages"})

_PROPRE = r"[A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]+"
_CIVILITE = (
    r"(?:(?i:mmes?|mlles?|mr|messieurs|monsieur|madame|mademoiselle|docteur|veuve|vve|famille|[ée]poux|consorts)"
    r"|M|MM|Dr|Me|Pr)\.?"
)
_PARENT = (
    r"(?i:fils|fille|mari|femme|[ée]pouse?|fr[èe]re|s[œo]e?ur|m[èe]re|p[èe]re|conjointe?|compagne|compagnon|voisine?|neveu"
    r"|ni[èe]ce|tante|oncle|amie?|petite?-fil(?:s|le)|belle-fille|gendre|tutrice|tuteur|curatrice|curateur)"
)
_PRENOM = rf"(?:{'|'.join(PRENOMS.split())})(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?"
MOTIF = re.compile(
    rf"\b{_CIVILITE} {_PROPRE}|\b(?i:son|sa|ses|le|la|les) {_PARENT},? {_PROPRE}|\bn[ée]e {_PROPRE}"
    rf"|\b(?i:s'{{1,2}}appelle|nomm[ée]e?|pr[ée]nomm[ée]e?) {_PROPRE}"
    rf"|\b{_PARENT} {_PRENOM}\b|(?<![-\w]){_PRENOM} {_PROPRE}|\b[A-ZÀ-Ý][A-ZÀ-Ý'-]{{2,30}} {_PRENOM}\b"
    r"|(?<![-\w])(?:mme|mlle|monsieur|madame|docteur)-[a-z]{2,}"
)


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Une civilité ou un lien de parenté suivi d'un nom, un prénom courant et son nom."""
    yield from chercher(dossier, MOTIF, "le nom d'une personne")

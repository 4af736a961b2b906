"""D008 : un champ d'identité ou de vie privée dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.textes_menages import chercher
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D008"
GRAVITE = Gravite.ERREUR
TITRE = "un champ qui n'a pas sa place dans un dossier de ménage"
LIT = frozenset({"menages"})

_CHAMPS = (
    r"noms?|pr[ée]noms?|adresses?|rue|t[ée]l|t[ée]l[ée]phones?|portable|mobile|fixe|e?-?mails?|courriels?|naissance"
    r"|n[ée]e?_le|[âa]ge|nir|s[ée]cu|securite_sociale|num[ée]ro_s[ée]cu|num[ée]ro_fiscal|reference_avis|spi|iban|rib|bic"
    r"|sant[ée]|handicaps?|maladies?|pathologies?|m[ée]decin|traitement|religion|nationalit[ée]|ethnie|origine_ethnique"
    r"|opinions?|parti|syndicat|orientation_sexuelle|casier|num[ée]ro_allocataire|allocataire|employeur|profession"
    r"|cni|passeport|conjoint|enfants|situation_familiale"
)
# En tête de ligne, après un tiret de liste ou un croisillon, ou dans une table écrite sur une ligne.
MOTIF = re.compile(
    # Un seul croisillon par tour : « #+ » sous une étoile doublerait le temps à chaque croisillon d'un bandeau.
    r"(?:^[ \t]*(?:- |# ?)*|[{,] ?|# ?)[\"']?"
    rf"(?P<champ>(?:date_(?:de_)?|num[ée]ro_(?:de_)?)?(?:{_CHAMPS})(?:[_-]\w+|\d)?)[\"']? ?:(?=\s|$)",
    re.IGNORECASE,
)
AIDE = "retirer ce champ : l'identité se tient à part, hors du dépôt ; docs/reference/fiches.md liste les champs"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les clés qui demandent une identité, des coordonnées, la santé ou une opinion, même en commentaire."""
    yield from chercher(dossier, MOTIF, lambda trouve: f"le champ « {trouve['champ']} » est interdit", aide=AIDE)

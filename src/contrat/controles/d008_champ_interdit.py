"""D008 : un champ d'identité ou de vie privée dans un fichier ménage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.recherche import chercher_lignes
from contrat.diagnostics import Constat, Gravite
from contrat.modele.dossier import Dossier

CODE = "D008"
GRAVITE = Gravite.ERREUR
TITRE = "un champ qui n'a pas sa place dans un dossier de ménage"
LIT: frozenset[str] = frozenset()

_CHAMPS = (
    r"noms?|pr[ée]noms?|patronyme|surnoms?|civilit[ée]|identit[ée]|initiales|madame|monsieur|mme|demandeurs?|demandeuse"
    r"|adresses?|rue|voie|domicile|code_postal|lieu_dit|t[ée]l|t[ée]l[ée]phones?|portable|mobile|fixe|gsm|e?-?mails?"
    r"|courriels?|facebook|naissance|lieu_naissance|n[ée]e?_le|[âa]ges?|sexe|nir|s[ée]cu|securite_sociale|ss"
    r"|num[ée]ro_s[ée]cu|num[ée]ro_fiscal|reference_avis|fiscal|spi|iban|rib|bic|banque|sant[ée]|handicaps?|invalidit[ée]"
    r"|maladies?|pathologies?|m[ée]decin|traitement|m[ée]dicaments?|mutuelle|apa|aah|mdph|gir|ald|religion|nationalit[ée]"
    r"|ethnie|origine_ethnique|opinions?|parti|syndicat|orientation_sexuelle|casier|allocataire|caf|msa|matricule"
    r"|employeur|profession|m[ée]tier|salaire|cni|passeport|titre_s[ée]jour|s[ée]jour|immatriculation|plaque|conjointe?"
    r"|[ée]poux|[ée]pouse|enfants|famille|tuteur|tutelle|curatelle|situation_familiale|situation_maritale|photo"
    r"|signature|gps|latitude|longitude|cadastre|parcelle|pdl|prm|pce|mot_de_passe|mdp|password|digicode"
)
# En tête de ligne, après un tiret de liste ou un croisillon, ou dans une table écrite sur une ligne. Les tirets et les
# croisillons se suivent sans limite : un bandeau se lit d'un trait.
MOTIF = re.compile(
    r"(?:^[ #-]*|[{,] ?|# ?)[\"']?"
    rf"(?P<champ>(?:(?:date|num[ée]ro|n|no|num|lieu|code)_(?:de_|d_)?)?(?:{_CHAMPS})(?:[_-]\w+|\d+)?)[\"']? ?:(?=\s|$)",
    re.IGNORECASE,
)
AIDE = "retirer ce champ : l'identité se tient à part, hors du dépôt ; docs/reference/fiches.md liste les champs"


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les clés qui demandent une identité, des coordonnées, la santé ou une opinion, même en commentaire."""
    yield from chercher_lignes(dossier, MOTIF, lambda trouve: f"le champ « {trouve['champ']} » est interdit", AIDE)

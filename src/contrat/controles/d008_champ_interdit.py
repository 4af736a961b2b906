"""D008 : un champ d'identité ou de vie privée dans un fichier ménage."""

from __future__ import annotations

import re
from functools import cache

from contrat.controles.normalisation import plier
from contrat.controles.recherche import Trouve, chercher_lignes
from contrat.diagnostics import Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un champ qui n'a pas sa place dans un dossier de ménage"
LIT: frozenset[str] = frozenset()

_CHAMPS = (
    r"noms?|prenoms?|patronyme|surnoms?|civilite|identite|initiales|madame|monsieur|mme|demandeurs?|demandeuse"
    r"|adresses?|rue|voie|domicile|code_postal|lieu_dit|tel|telephones?|portable|mobile|fixe|gsm|e?-?mails?"
    r"|courriels?|facebook|naissance|lieu_naissance|nee?_le|[âa]ges?|sexe|nir|secu|securite_sociale|ss"
    r"|numero_secu|numero_fiscal|reference_avis|fiscal|spi|iban|rib|bic|banque|sante|handicaps?|invalidite"
    r"|maladies?|pathologies?|medecin|traitement|medicaments?|mutuelle|apa|aah|mdph|gir|ald|religion|nationalite"
    r"|ethnie|origine_ethnique|opinions?|parti|syndicat|orientation_sexuelle|casier|allocataire|caf|msa|matricule"
    r"|employeur|profession|metier|salaire|cni|passeport|titre_sejour|sejour|immatriculation|plaque|proprietaires?|locataires?|voisins?|conjointe?"
    r"|epoux|epouse|enfants|famille|tuteur|tutelle|curatelle|situation_familiale|situation_maritale|photo"
    r"|signature|gps|latitude|longitude|cadastre|parcelle|pdl|prm|pce|mot_de_passe|mdp|password|digicode"
)
# En tête de ligne, après un tiret de liste ou un croisillon, ou dans une table écrite sur une ligne. Les tirets et les
# croisillons se suivent sans limite : un bandeau se lit d'un trait.
MOTIF = re.compile(r"(?:^[ #-]*|[{,] ?|# ?)[\"']?(?P<champ>\w[\w-]*)[\"']? ?:(?=\s|$)")
CHAMP = re.compile(rf"(?:(?:date|numero|n|no|num|lieu|code)_(?:de_|d_)?)?(?:{_CHAMPS})(?:[_-]\w+|\d+)?")
AIDE = "retirer ce champ : l'identité se tient à part, hors du dépôt ; docs/reference/fiches.md liste les champs"


def constater(dossier: Dossier) -> Constats:
    """Les clés qui demandent une identité, des coordonnées, la santé ou une opinion, même en commentaire."""
    yield from chercher_lignes(
        dossier, MOTIF, lambda trouve: f"le champ « {trouve['champ']} » est interdit", AIDE, _est_interdit
    )


def designe_une_personne(entete: str) -> bool:
    """Vrai pour l'en-tête d'une colonne d'identité ou de vie privée : « Nom et prénom », « N° de tél. », « E-mail »."""
    mots = re.findall(r"\w+", entete)
    return any(_lire_champ(joint.join(mots)) for joint in ("_", ""))


@cache
def _lire_champ(champ: str) -> bool:
    return CHAMP.fullmatch(plier(champ)) is not None


def _est_interdit(trouve: Trouve) -> bool:
    return _lire_champ(trouve["champ"])

"""Les mots de la comparaison : ce qui bouge, ce qui manque, une valeur de n'importe quel champ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.calculs.comparaison.actions import GenreManque
from contrat.calculs.comparaison.argent import SensLigne
from contrat.calculs.comparaison.droit import SEUIL, GenreDroit
from contrat.calculs.comparaison.ecarts import Difference
from contrat.calculs.comparaison.totaux import NomTotal
from contrat.modele.base import Objet
from contrat.nombres import decimal_nu
from contrat.rendu.mots.actions import STATUTS
from contrat.rendu.mots.argent import ABSENT, AUTRES, ETATS, NATURES_RESSOURCE, SECTIONS_DITES, ecrire
from contrat.rendu.mots.dates import dire_exercices, dire_jour, dire_moment
from contrat.rendu.mots.phrases import compter

LONGUEUR = 80
SENS_LIGNE: dict[SensLigne, str] = {"depense": "dépense", "recette": "recette du budget", "ressource": "ressource"}
TOTAUX: dict[NomTotal, str] = {
    "fonctionnement": SECTIONS_DITES["fonctionnement"],
    "investissement": SECTIONS_DITES["investissement"],
    "depenses": "Dépenses",
    "ville": "Ville",
    "externes": AUTRES,
    "financeur": "dont {}",
    "ressources": "Ressources",
}
MANQUES: dict[GenreManque, str] = {
    "deliberation": "Délibération : la décision de {} n'est pas dans « deliberations ».",
    "convention": "Convention : aucune n'est notée avec {}.",
    "demandes": "Argent : {} de subventions sans acte qui les accorde ({}) ; la fiche ne dit pas leur sort.",
    "montants": "Argent : ni dépense ni ressource n'est renseignée.",
}
DROITS: dict[GenreDroit, str] = {"aide": "Aide locale", "plafonds": "Plafonds de ressources locaux"}
GENRES_OBJETS: dict[str, tuple[str, str]] = {
    "contrats": ("contrat", "Le contrat"),
    "axes": ("axe", "Axe"),
    "organismes": ("organisme", "Organisme"),
    "sources": ("source", "Source"),
    "seances": ("séance", "Séance"),
    "actions": ("action", "Action"),
    "aides": ("aide locale", "Aide locale"),
    "menages": ("ménage", "Ménage"),
}
# Les champs qui se comptent en euros, quel que soit l'objet.
_EN_EUROS = frozenset({"montant", "prevu", "vote", "engage", "realise", "encaisse", "assiette", "cout", "plafond"})
_NOMMENT = ("titre_court", "titre", "libelle", "nom", "objet", "texte", "fonction", "id")
_CODES: Mapping[str, Mapping[Any, str]] = {"statut": STATUTS, "etat": ETATS, "nature": NATURES_RESSOURCE}


def couper(texte: str, longueur: int = LONGUEUR) -> str:
    """Un texte, coupé s'il est long."""
    texte = " ".join(texte.split())
    return texte if len(texte) <= longueur else f"{texte[:longueur]}…"


def dire_valeur(valeur: Any, champ: str = "") -> str:
    """Une valeur de n'importe quel champ, telle qu'on la lit ; un tiret quand elle manque."""
    if valeur is None or valeur in ((), ""):
        return ABSENT
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        return ecrire(valeur) if champ in _EN_EUROS else decimal_nu(valeur).removesuffix(".00").replace(".", ",")
    if isinstance(valeur, int):
        return str(valeur)
    if isinstance(valeur, date):
        return dire_jour(valeur)
    if isinstance(valeur, Objet):
        return nommer_objet(valeur)
    if isinstance(valeur, tuple):
        return couper(", ".join(dire_valeur(v, champ) for v in valeur))
    if isinstance(valeur, Mapping):
        return couper(", ".join(f"{cle} : {dire_valeur(v, champ)}" for cle, v in valeur.items()))
    return _CODES.get(champ, {}).get(valeur) or (
        dire_moment(valeur) if champ == "date" else f"« {couper(str(valeur))} »"
    )


def nommer_objet(objet: Objet) -> str:
    """Un élément de liste par ce qui le nomme le mieux, et sa valeur s'il en porte une."""
    champs = dict(objet)
    nom = next((f"« {couper(str(champs[c]))} »" for c in _NOMMENT if champs.get(c)), "")
    suite = [dire_valeur(champs[c], c) for c in ("date", "valeur", "montant", "rang") if champs.get(c) is not None]
    if "periode" in champs:
        suite.append(dire_exercices(champs["periode"]))
    return ", ".join([*([nom] if nom else []), *suite]) or "un élément"


def dire_ecart(ecart: Difference, noms: Mapping[str, str] | None = None) -> str:
    """Une différence : où, avant, après ; `noms` dit ceux des organismes cités par leur identifiant."""
    ou = ", ".join(couper(libelle) for libelle in ecart.libelles)
    champ = next((c for c in reversed(ecart.chemin) if c.isidentifier()), "")
    avant, apres = (
        couper(noms[v]) if noms and isinstance(v, str) and v in noms else dire_valeur(v, champ)
        for v in (ecart.avant, ecart.apres)
    )
    if ecart.avant is None:
        return f"{ou} : ajouté, {apres}"
    if ecart.apres is None:
        return f"{ou} : retiré, {avant}"
    if avant == apres:
        return f"{ou} : texte modifié ({apres})"
    return f"{ou} : {avant} → {apres}"


def compter_menages(nombre: int | None) -> str:
    """Un nombre de ménages ; un petit nombre ne se dit pas."""
    return f"moins de {SEUIL} ménages" if nombre is None else compter(nombre, "ménage")

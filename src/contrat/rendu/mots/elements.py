"""Un élément d'une liste du contrat, dit par ce qui le distingue des autres, et non par ses clés."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from contrat.modele.base import Objet
from contrat.modele.contrat import Periode
from contrat.nombres import nombre
from contrat.rendu.mots.actions import CRITERES_DITS, OBJECTIFS, ROLES, STATUTS
from contrat.rendu.mots.argent import ABSENT, ETATS, NATURES_RESSOURCE, SECTIONS_DITES, ecrire
from contrat.rendu.mots.dates import dire_exercices, dire_jour, dire_moment
from contrat.rendu.mots.droit import CATEGORIES
from contrat.rendu.mots.mesures import MESURES
from contrat.rendu.mots.seances import COLLEGES, ISSUES_SEANCE

LONGUEUR = 80
# Les champs qui se comptent en euros, quel que soit l'objet.
EN_EUROS = frozenset({
    "montant", "prevu", "vote", "engage", "realise", "encaisse", "assiette", "cout", "plafond", "plafonds",
    "supplement", "report", "autorisation", "sollicite", "accorde", "reverse", "avant", "apres",
})  # fmt: skip
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
_NOMMENT = ("titre_court", "titre", "libelle", "nom", "objet", "texte", "fonction", "id")
_CODES: Mapping[str, Mapping[Any, str]] = {
    "statut": STATUTS,
    "etat": ETATS,
    "nature": NATURES_RESSOURCE,
    "section": {section: mot.lower() for section, mot in SECTIONS_DITES.items()},
    "role": ROLES,
    "college": COLLEGES,
    "issue": ISSUES_SEANCE,
    "critere": CRITERES_DITS,
    "niveau": {niveau: mot.lower() for niveau, mot in OBJECTIFS.items()},
    "categorie": CATEGORIES,
    "mesure": {mesure: mots[0] for mesure, mots in MESURES.items()},
}


class Mot(NamedTuple):
    """Le mot d'un élément de liste, son genre, ce qui le relie à ce qui le distingue."""

    mot: str
    est_feminin: bool
    forme: str = "{} {}"


# Ce qui distingue deux éléments sans les nommer : la source, et ce que le nom d'un chiffre publié dit déjà.
_TUS = frozenset({"source", "aide", "indicateur", "depuis", "publiee_le"})
# Par classe du modèle ; d'une autre liste, le libellé du champ suffit.
MOTS: Mapping[str, Mot] = {
    "Acceptation": Mot("faute acceptée", est_feminin=True),
    "Bulletin": Mot("bulletin", est_feminin=False),
    "Convention": Mot("convention", est_feminin=True),
    "DecisionRang": Mot("décision", est_feminin=True, forme="{} sur {}"),
    "Deliberation": Mot("délibération", est_feminin=True),
    "Enveloppe": Mot("enveloppe", est_feminin=True, forme="{} de {}"),
    "Etape": Mot("étape", est_feminin=True),
    "Indicateur": Mot("indicateur", est_feminin=False),
    "Instance": Mot("instance", est_feminin=True),
    "LignePlafonds": Mot("ménages", est_feminin=False, forme="{} {}"),
    "Jalon": Mot("jalon", est_feminin=False),
    "MoyenHumain": Mot("emploi", est_feminin=False),
    "Objectif": Mot("objectif", est_feminin=False),
    "Partenaire": Mot("partenaire", est_feminin=False),
    "Phase": Mot("phase", est_feminin=True),
    "Piece": Mot("pièce", est_feminin=True),
    "Presence": Mot("collège", est_feminin=False),
    "Publie": Mot("chiffre publié", est_feminin=False),
    "Valeur": Mot("valeur", est_feminin=True, forme="{} ({})"),
    "Vigilance": Mot("point de vigilance", est_feminin=False),
}


def couper(texte: str, longueur: int = LONGUEUR) -> str:
    """Un texte, coupé s'il est long."""
    texte = " ".join(texte.split())
    return texte if len(texte) <= longueur else f"{texte[:longueur]}…"


def dire_valeur(valeur: Any, champ: str = "", noms: Mapping[str, str] | None = None) -> str:
    """Une valeur de n'importe quel champ, telle qu'on la lit ; un tiret quand elle manque.

    `noms` dit ceux des objets cités par leur identifiant.
    """
    if valeur is None or valeur in ((), ""):
        return ABSENT
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, Decimal):
        return ecrire(valeur) if champ in EN_EUROS else nombre(valeur, insecable=True)
    if isinstance(valeur, int):
        return str(valeur)
    if isinstance(valeur, date):
        return dire_jour(valeur)
    if isinstance(valeur, Objet):
        return dire_exercices(valeur) if isinstance(valeur, Periode) else nommer_objet(valeur, noms)
    if isinstance(valeur, tuple):
        return couper(", ".join(dire_valeur(v, champ, noms) for v in valeur))
    if isinstance(valeur, Mapping):
        return couper(", ".join(f"{cle} : {dire_valeur(v, champ, noms)}" for cle, v in valeur.items()))
    return _dire_texte(valeur, champ, noms or {})


def _dire_texte(valeur: str, champ: str, noms: Mapping[str, str]) -> str:
    if mot := _CODES.get(champ, {}).get(valeur):
        return mot
    if champ == "date" or _DATE.fullmatch(valeur):
        return dire_moment(valeur)
    return couper(noms[valeur]) if valeur in noms else f"« {couper(str(valeur))} »"


def nommer_objet(objet: Objet, noms: Mapping[str, str] | None = None) -> str:
    """Un élément de liste par ce qui le nomme le mieux, et sa valeur s'il en porte une."""
    champs = dict(objet)
    nom = next((f"« {couper(str(champs[c]))} »" for c in _NOMMENT if champs.get(c)), "")
    debut = [nom] if nom else list(_distinguer(objet, noms))
    dits = {*type(objet).distinguer()} if not nom else set()
    suite = [c for c in ("date", "valeur", "montant", "rang") if champs.get(c) is not None and c not in dits]
    suite += ["apres"] if isinstance(champs.get("apres"), Decimal) else []
    morceaux = [*debut, *(dire_valeur(champs[c], c, noms) for c in suite)]
    if "periode" in champs and "periode" not in dits:
        morceaux.append(dire_exercices(champs["periode"]))
    return ", ".join(morceaux) or "un élément"


def designer_element(objet: Objet, noms: Mapping[str, str] | None = None) -> str:
    """« enveloppe de fonctionnement 2010-2012 » : le mot d'un élément et ce qui le distingue dans sa liste."""
    mot = MOTS.get(type(objet).__name__)
    distinction = " ".join(_distinguer(objet, noms)) or nommer_objet(objet, noms)
    if mot is None:
        return distinction
    return mot.forme.format(mot.mot, distinction).replace(" de i", " d'i")


def _distinguer(objet: Objet, noms: Mapping[str, str] | None) -> Iterator[str]:
    """Ses clés, telles qu'on les lit ; aucune quand un identifiant suffit : il ne dit rien à qui le lit."""
    champs = dict(objet)
    if type(objet).distinguer() == ("id",):
        return
    cles = [cle for cle in type(objet).distinguer() if champs.get(cle) not in (None, "", ())]
    for cle in cles:
        if cle == "mesure":
            yield dire_valeur(champs[cle], cle).format(champs["indicateur"] or champs["aide"])
        elif cle not in _TUS or len(cles) == 1:
            yield dire_valeur(champs[cle], cle, noms)

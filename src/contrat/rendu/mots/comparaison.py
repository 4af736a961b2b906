"""Les mots de la comparaison : ce qui bouge, ce qui manque, une valeur de n'importe quel champ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contrat.calculs.comparaison.actions import GenreManque
from contrat.calculs.comparaison.argent import SensLigne
from contrat.calculs.comparaison.droit import SEUIL, DroitCompare, GenreDroit
from contrat.calculs.comparaison.ecarts import Difference
from contrat.calculs.comparaison.totaux import NomTotal
from contrat.modele.bareme import TablePlafonds
from contrat.modele.base import Objet
from contrat.rendu.mots.argent import AUTRES, SECTIONS_DITES
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import ZONES
from contrat.rendu.mots.elements import EN_EUROS, MOTS, couper, designer_element, dire_valeur, nommer_objet
from contrat.rendu.mots.phrases import compter

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
# Les objets dont le mot est féminin.
_FEMININS = frozenset({"sources", "seances"})


def dire_ecart(ecart: Difference, noms: Mapping[str, str] | None = None) -> str:
    """Une différence : où, avant, après ; `noms` dit ceux des objets cités par leur identifiant."""
    champ = next((c for c in reversed(ecart.chemin) if c.isidentifier()), "")
    avant, apres = (dire_valeur(v, champ, None if champ == "id" else noms) for v in (ecart.avant, ecart.apres))
    element = ecart.apres if ecart.avant is None else ecart.avant if ecart.apres is None else None
    if isinstance(element, Objet) and (mot := MOTS.get(type(element).__name__)):
        fait = f"{'ajouté' if ecart.avant is None else 'retiré'}{'e' if mot.est_feminin else ''}"
        lieux = [*_situer(ecart.libelles[:-1], noms), f"{mot.mot} {fait}"]
        return f"{', '.join(lieux)} : {nommer_objet(element, noms)}"
    ou = ", ".join(_situer(ecart.libelles, noms))
    ou = ou.removesuffix(" en euros") if champ in EN_EUROS else ou
    if element is not None:
        return f"{ou} : {'ajouté' if ecart.avant is None else 'retiré'}, {apres if ecart.avant is None else avant}"
    if avant == apres:
        return f"{ou} : texte modifié ({apres})"
    return f"{ou} : {avant} → {apres}"


def _situer(libelles: Sequence[str | Objet], noms: Mapping[str, str] | None) -> Iterator[str]:
    """Où se trouve une valeur ; un élément dont on sait le mot se passe du nom de sa liste."""
    mots = [MOTS.get(type(libelle).__name__) for libelle in libelles]
    for libelle, avant, apres in zip(libelles, [None, *mots], [*mots[1:], None], strict=False):
        if isinstance(libelle, Objet):
            yield designer_element(libelle, noms)
        elif apres is None and not (avant and avant.mot in libelle):
            yield couper(libelle)


def dire_presence(genre: str, *, est_ajoute: bool) -> str:
    """« ajoutée » ou « retiré », accordé à l'objet."""
    return ("ajouté" if est_ajoute else "retiré") + ("e" if genre in _FEMININS else "")


def compter_menages(nombre: int | None) -> str:
    """Un nombre de ménages ; un petit nombre ne se dit pas."""
    return f"moins de {SEUIL} ménages" if nombre is None else compter(nombre, "ménage")


def nommer_droit(droit: DroitCompare) -> str:
    """Une aide par son libellé, une table de plafonds par sa zone et son premier jour."""
    une = droit.apres or droit.avant
    if isinstance(une, TablePlafonds):
        return f"{ZONES[une.zone]}, depuis le {dire_jour(une.du)}"
    return couper(droit.libelle)

"""Ce qu'un champ qui cite un autre objet peut citer : les identifiants que le contrat a, chacun avec son titre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contrat.controles.parcours import ORGANISMES
from contrat.modele.dossier import Dossier
from contrat.modele.plan import UNE_ASSOCIATION

Choix = Mapping[str, Mapping[str, str]]


def lister_choix(dossier: Dossier, genre: str) -> Choix:
    """Par nom de champ, les identifiants admis dans un fichier de ce genre ; un champ dont on ne sait rien est absent.

    Les objets des fichiers mal formés y sont aussi : les citer n'est pas une faute.
    """
    organismes = _titrer(dossier, "organismes", "nom")
    choix = dict.fromkeys(ORGANISMES, organismes) | {
        "budget": organismes | {UNE_ASSOCIATION: "une association que le contrat ne nomme pas"},
        "source": _titrer(dossier, "sources", "titre"),
        "axe": _titrer(dossier, "axes", "titre"),
    }
    if genre in ("actions", "contrat", "seances"):
        choix |= dict.fromkeys(("action", "actions"), _titrer(dossier, "actions", "titre"))
    if genre in ("aides", "plafonds"):
        choix["source"] = choix["source"] | {nom: texte.titre for nom, texte in dossier.droit.textes.items()}
    if dossier.contrats:
        contrat = dossier.contrat
        choix["instance"] = {instance.id: instance.nom for instance in contrat.gouvernance}
        choix["constats"] = {constat.id: constat.texte for constat in contrat.diagnostic.constats}
    return {nom: titres for nom, titres in choix.items() if titres}


def _titrer(dossier: Dossier, genre: str, champ: str) -> dict[str, str]:
    objets = getattr(dossier, genre)
    presents: Iterable[str] = sorted(dossier.presents[genre])
    return {nom: str(getattr(objets[nom], champ)) if nom in objets else "" for nom in presents}

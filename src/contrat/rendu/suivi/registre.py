"""La fiche du registre des traitements : ce que l'outil sait, et ce que le responsable doit compléter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from contrat.controles import choisir
from contrat.modele.base import Objet
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from contrat.rendu.budget_md import echapper
from contrat.rendu.gabarits import remplir
from contrat.rendu.libelles import ETAPES_DITES, STATUTS_DROIT, dire_jour

GABARIT = "registre.md.j2"
REFERENTIEL = "cnil-2021-028"
A_COMPLETER = "**à compléter**"


def rediger_registre(dossier: Dossier, contrat: Contrat, jour: date, racine: Path) -> str:
    """Rédiger la fiche en Markdown."""
    textes = dossier.droit.textes
    contexte = {
        "contrat": echapper(contrat.titre),
        "jour": dire_jour(jour),
        "responsable": echapper(_trouver_responsable(dossier, contrat)),
        "referentiel": echapper(textes[REFERENTIEL].titre),
        "total": _compter(len(dossier.menages)),
        "etapes": list(_compter_etapes(dossier)),
        "precisions": list(_preciser(dossier)),
        "champs": [(champ, echapper(description)) for champ, description in lister_champs(Menage, "")],
        "refusees": [(r.code, r.titre) for r in choisir("D") if r.gravite.value != "information"],
        "durees": [
            (echapper(r.libelle), f"{echapper(textes[r.source].titre)} ({STATUTS_DROIT[r.statut]})")
            for r in dossier.droit.regles.conservation
        ],
    }
    return remplir(GABARIT, contexte, racine)


def _trouver_responsable(dossier: Dossier, contrat: Contrat) -> str:
    """Le centre d'action sociale de la commune, à défaut le porteur du contrat ; à confirmer dans les deux cas."""
    centres = [o for o in dossier.organismes.values() if o.nature == "ccas" and o.rattache_a == contrat.porteur]
    trouve = centres[0] if centres else dossier.organismes.get(contrat.porteur)
    return f"{trouve.nom}, d'après les organismes du contrat ; {A_COMPLETER} : à confirmer" if trouve else A_COMPLETER


def _compter(nombre: int) -> str:
    return "1 dossier" if nombre == 1 else f"{nombre} dossiers"


def _compter_etapes(dossier: Dossier) -> Iterator[tuple[str, int]]:
    nombres = Counter(m.evenements[-1].etape for m in dossier.menages.values() if m.evenements)
    for etape, dite in ETAPES_DITES.items():
        if nombre := nombres[etape]:  # type: ignore[index]
            yield dite, nombre


def _preciser(dossier: Dossier) -> Iterator[str]:
    fictifs = [m for m in dossier.menages.values() if _est_fictif(m, dossier)]
    if fictifs:
        yield f"Dont fictifs, qui ne sont les données de personne : {_compter(len(fictifs))}."
    if dossier.agregat is not None:
        yield f"Effacés, dont il ne reste que des totaux : {_compter(dossier.agregat.menages)}."
    if dossier.chiffres:
        yield f"Illisibles sans clé, non comptés : {_compter(len(dossier.chiffres))}."


def _est_fictif(menage: Menage, dossier: Dossier) -> bool:
    source = dossier.sources.get(menage.source)
    return source is not None and source.nature == "fiction"


def lister_champs(modele: type[Objet], prefixe: str) -> Iterator[tuple[str, str]]:
    """Chaque champ d'un modèle et ce qu'il veut dire, d'après le modèle lui-même."""
    for nom, champ in modele.model_fields.items():
        sous = _sous_modele(champ.annotation)
        if sous is None:
            yield f"{prefixe}{nom}", champ.description or ""
        else:
            yield from lister_champs(sous, f"{prefixe}{nom}.")


def _sous_modele(annotation: Any) -> type[Objet] | None:
    """Le modèle d'un bloc ou des éléments d'une liste."""
    if isinstance(annotation, type) and issubclass(annotation, Objet):
        return annotation
    return next((trouve for partie in get_args(annotation) if (trouve := _sous_modele(partie))), None)

"""Le barème d'un jour en objet : ce que disent le JSON et le CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from contrat.calculs.bareme.bareme_du_jour import BaremeDuJour
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import Bareme, Seuil, TablePlafonds
from contrat.nombres import decimal_nu
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, Valeur, tabuler

VERSION = 1
# Les nombres qui ne sont pas des montants s'écrivent sans décimales superflues.
_EXACTS = frozenset({"taux", "seuil"})


def decrire_bareme(extrait: BaremeDuJour, bareme: Bareme) -> dict[str, Any]:
    """Le barème du jour, et le titre de chaque texte qu'il cite."""
    objet: dict[str, Any] = {
        "version": VERSION,
        "date": extrait.jour,
        "plafonds": [_table(table) for table in extrait.tables],
        "regles": {"revenus": _ecrire(extrait.revenus), "cumul": _ecrire(extrait.cumul)},
        "aides": [_aide(aide, version, bareme, extrait.jour) for aide, version in extrait.aides],
    }
    textes = {s: bareme.textes[s] for s in dict.fromkeys(_sources(objet)) if s in bareme.textes}
    objet["textes"] = {nom: _ecrire(texte) for nom, texte in textes.items()}
    return objet


def tabuler_plafonds(extrait: BaremeDuJour) -> Tableau:
    """Une ligne par zone, catégorie et nombre de personnes ; la dernière de chaque catégorie est le supplément."""
    lignes: list[dict[str, Valeur]] = []
    for table in extrait.tables:
        for ligne in table.lignes:
            commun = extraire(table, "zone", "du", "au") | {"categorie": ligne.categorie}
            foyers: list[tuple[int | str, Seuil]] = [
                *enumerate(ligne.plafonds, 1),
                ("par personne de plus", ligne.supplement),
            ]
            lignes += [
                commun | {"personnes": p, "bas": s.bas, "haut": s.haut, "source": ligne.source} for p, s in foyers
            ]
    return tabuler(("zone", "du", "au", "categorie", "personnes", "bas", "haut", "source"), lignes)


def _table(table: TablePlafonds) -> dict[str, Any]:
    return {
        **extraire(table, "zone", "du", "au", "verifie_le", "au_dela"),
        "categories": [
            {
                "code": ligne.categorie,
                "plafonds": [_ecrire(seuil) for seuil in ligne.plafonds],
                "supplement": _ecrire(ligne.supplement),
                **extraire(ligne, "source", "article", "statut", "note"),
            }
            for ligne in table.lignes
        ],
    }


def _aide(aide: Aide, version: VersionAide, bareme: Bareme, jour: date) -> dict[str, Any]:
    return {
        "code": aide.id,
        "libelle": version.libelle or aide.libelle,
        **extraire(aide, "financeur", "niveau"),
        **extraire(version, "du", "au", "verifie_le"),
        "conditions": [_ecrire(condition) for condition in bareme.conditions_au(aide, version, jour)],
        "montant": _ecrire(version.montant),
        "reserves": [_ecrire(reserve) for reserve in aide.reserves_au(version, jour)],
        "avance": _ecrire(aide.avance_au(jour)),
        "engagements": [_ecrire(engagement) for engagement in aide.engagements_au(jour)],
    }


def _ecrire(valeur: Any, nom: str = "") -> Any:
    """Une valeur du modèle : montants en chaînes, un plafond encadré en `bas..haut`."""
    if isinstance(valeur, BaseModel):
        return {cle: _ecrire(getattr(valeur, cle), cle) for cle in type(valeur).model_fields}
    if isinstance(valeur, Seuil):
        if valeur.est_exact:
            return _ecrire(valeur.bas)
        return "..".join("" if borne is None else decimal_nu(borne) for borne in (valeur.bas, valeur.haut))
    if isinstance(valeur, Decimal):
        return f"{valeur:f}" if nom in _EXACTS else decimal_nu(valeur)
    if isinstance(valeur, tuple | list):
        return [_ecrire(element, nom) for element in valeur]
    if hasattr(valeur, "items"):
        return {cle: _ecrire(element, nom) for cle, element in valeur.items()}
    return valeur


def _sources(objet: Any) -> list[str]:
    """Les textes cités, dans l'ordre de lecture."""
    if isinstance(objet, list):
        return [source for element in objet for source in _sources(element)]
    if isinstance(objet, dict):
        propres = [objet["source"]] if isinstance(objet.get("source"), str) else []
        return propres + [source for element in objet.values() for source in _sources(element)]
    return []

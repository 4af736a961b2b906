"""Le suivi des ménages en objet : ce que disent le JSON et le CSV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contrat.calculs.suivi.publication import Publication
from contrat.calculs.suivi.secret import Classe
from contrat.calculs.suivi.suivi import Suivi

VERSION = 2


def decrire_suivi(suivi: Suivi) -> dict[str, Any]:
    """Le suivi entier, pour le travail."""
    return {
        "version": VERSION,
        "publiable": False,
        "au": suivi.au,
        **suivi.entonnoir._asdict(),
        "travaux": suivi.travaux,
        "etats": dict(suivi.etats),
        "ressources": [
            {"categorie": categorie, "reponse": reponse, "menages": nombre}
            for (categorie, reponse), nombre in suivi.croiser_ressources().items()
        ],
        "durees": [
            {"depuis": d.depuis, "vers": d.vers, "menages": d.nombre, "courte": d.courte, "mediane": f"{d.mediane:f}",
             "longue": d.longue}
            for d in suivi.durees()
        ],
        "aides": dict(suivi.argent()),
        "pieces": dict(suivi.pieces()),
        "origines": dict(suivi.origines),
        "abandons": dict(suivi.abandons),
        "delais_depasses": [{"menage": m.menage.id, "delai": r.libelle} for m in suivi.en_retard for r in m.depasses],
        "effaces": suivi.effaces.menages,
        "illisibles": suivi.illisibles,
        "sans_nouvelle": [m.menage.id for m in suivi.silencieux],
    }  # fmt: skip


def decrire_publication(suivi: Suivi, publie: Publication) -> dict[str, Any]:
    """Les seuls nombres qui se publient ; une valeur absente est tenue secrète."""
    return {
        "version": VERSION,
        "publiable": True,
        "au": suivi.au,
        **publie.entonnoir,
        "travaux": publie.travaux,
        "parcours": _lister(publie.parcours),
        "reponses": _lister(publie.reponses),
        "ressources": _lister(publie.ressources),
        "durees": [{"depuis": d.depuis, "vers": d.vers, "mediane": f"{d.mediane:f}"} for d in publie.durees],
        "aides": dict(publie.aides),
        "pieces": dict(publie.pieces),
        "origines": _lister(publie.origines),
        "abandons": _lister(publie.abandons),
        "delais_depasses": publie.en_retard,
        "sans_nouvelle": publie.silencieux,
        "effaces": publie.effaces,
        "illisibles": suivi.illisibles,
    }


def _lister(classes: Iterable[Classe]) -> list[dict[str, Any]]:
    return [{"noms": [nom or "non_dit" for nom in c.noms], "menages": c.nombre} for c in classes]

"""Une page en PDF, composée par Typst : balisée pour un lecteur d'écran, ses nombres jamais coupés."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from contrat.erreurs import ErreurContrat
from contrat.rendu.ecrivains.composition import composer
from contrat.rendu.ecrivains.figure import Dessin, tracer
from contrat.rendu.ecrivains.gabarits import situer_gabarit
from contrat.rendu.ecrivains.largeurs import (
    SIGNES_DEBOUT,
    SIGNES_SERRES,
    est_fixe,
    est_serre,
    mesurer,
    orienter,
    repartir,
    tient_ensemble,
)
from contrat.rendu.ecrivains.valeurs import ecrire_rangee
from contrat.rendu.page import Bloc, Figure, Page, Partie, Points, Rangee, Remarque, Tableau
from contrat.rendu.typographie import mettre_d_un_trait

GABARIT = "page.typ"


POINTS_PAR_POUCE = 150


def en_pdf(page: Page, racine: Path, pied: str = "") -> bytes:
    """La page en PDF ; `racine` est celle du contrat, dont le gabarit l'emporte, et `pied` se lit au bas de chacune.

    Lève `ErreurContrat` quand Typst n'est pas installé, ou que le gabarit est fautif.
    """
    try:
        import typst  # noqa: F401
    except ImportError:
        raise ErreurContrat("un PDF demande Typst", "l'installer : pip install 'contrat-social[pdf]'") from None
    gabarit = situer_gabarit([f"{page.gabarit}.typ", GABARIT], racine)
    # La norme que lisent les aides techniques : titres, tableaux, ordre de lecture.
    lue = {"seule": False, **decrire(page), "pied": mettre_d_un_trait(pied)}
    return composer(gabarit, lue, {"format": "pdf", "pdf_standards": "ua-1"})


def en_image(figure: Figure, racine: Path) -> bytes | None:
    """Le dessin d'une figure en PNG ; rien quand elle n'a pas de bande, ou que Typst n'est pas installé."""
    dessin = tracer(figure)
    if not dessin.bandes or importlib.util.find_spec("typst") is None:
        return None
    partie = {"titre": "", "niveau": 1, "couchee": False, "debut": False}
    partie |= {"blocs": [{"genre": "dessin", **decrire_dessin(dessin)}]}
    seule = {"titre": "", "sujet": "", "pied": "", "seule": True, "parties": [partie]}
    return composer(situer_gabarit([GABARIT], racine), seule, {"format": "png", "ppi": POINTS_PAR_POUCE})


def decrire(page: Page) -> dict[str, Any]:
    """La page que reçoit le gabarit : chaque texte prêt à lire, chaque nombre écrit."""
    return {
        "titre": mettre_d_un_trait(page.titre),
        "sujet": mettre_d_un_trait(page.sujet),
        "parties": [
            _decrire_partie(partie, couchee)
            for partie, couchee in zip(page.parties, orienter(page.parties), strict=True)
        ],
    }


def _decrire_partie(partie: Partie, couchee: bool) -> dict[str, Any]:
    return {
        "titre": mettre_d_un_trait(partie.titre),
        "niveau": partie.niveau,
        "couchee": couchee,
        "debut": partie.debut,
        "blocs": [_decrire_bloc(bloc) for bloc in partie.blocs],
    }


def _decrire_bloc(bloc: Bloc) -> dict[str, Any]:
    match bloc:
        case Tableau():
            return _decrire_tableau(bloc)
        case Figure():
            tableau = _decrire_tableau(bloc.tableau)
            return {
                "genre": "figure",
                "texte": mettre_d_un_trait(bloc.texte),
                "dessin": decrire_dessin(tracer(bloc)),
                "tableau": tableau,
            }
        case Points():
            points = [{"texte": mettre_d_un_trait(p.texte), "rang": p.rang} for p in bloc.points]
            return {"genre": "points", "a_cocher": bloc.a_cocher, "points": points}
        case Remarque():
            return {"genre": "remarque", "texte": mettre_d_un_trait(bloc.texte)}
        case _:
            return {"genre": "phrase", "texte": mettre_d_un_trait(bloc)}


def decrire_dessin(dessin: Dessin) -> dict[str, Any]:
    """Le dessin que reçoit le gabarit : des rectangles en centièmes de la largeur et en parts de la hauteur."""
    return {
        "hauteur": dessin.hauteur,
        "est_calendrier": dessin.est_calendrier,
        "echelle": list(dessin.echelle),
        "legende": [{"trame": trame, "mot": mettre_d_un_trait(mot)} for trame, mot in dessin.legende],
        "bandes": [
            {
                "libelle": mettre_d_un_trait(bande.libelle),
                "valeur": bande.valeur,
                "traits": [
                    {
                        "x": float(t.x),
                        "largeur": float(t.largeur),
                        "y": t.y,
                        "hauteur": t.hauteur,
                        "trame": t.trame,
                    }
                    for t in bande.traits
                ],
            }
            for bande in dessin.bandes
        ],
    }


def _decrire_tableau(tableau: Tableau) -> dict[str, Any]:
    place = SIGNES_SERRES if est_serre(tableau) else SIGNES_DEBOUT
    colonnes = [
        {
            "entete": mettre_d_un_trait(c.entete),
            "chiffree": c.est_chiffree,
            "fixe": est_fixe(c),
            "a_remplir": c.a_remplir,
            "part": part,
            # Un en-tête plus long que ses nombres passe à la ligne, au lieu d'élargir sa colonne.
            "signes": signes if len(c.entete) > signes else 0,
        }
        for c, part, signes in zip(tableau.colonnes, repartir(tableau, place), mesurer(tableau), strict=True)
    ]
    return {
        "genre": "tableau",
        "titre": mettre_d_un_trait(tableau.titre),
        "serre": est_serre(tableau),
        "tient": tient_ensemble(tableau),
        "colonnes": colonnes,
        "rangees": [
            {
                "cases": [mettre_d_un_trait(x) for x in ecrire_rangee(tableau, r)],
                "genre": _genre(r),
                "retrait": r.retrait,
            }
            for r in tableau.rangees
        ],
    }


def _genre(rangee: Rangee) -> str:
    if rangee.est_intertitre:
        return "intertitre"
    if rangee.est_note:
        return "note"
    return "total" if rangee.est_total else "ligne"

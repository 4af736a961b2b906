"""Une page en PDF, composée par Typst : balisée pour un lecteur d'écran, ses nombres jamais coupés."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from contrat.erreurs import ErreurContrat
from contrat.rendu.ecrivains.figure import tracer
from contrat.rendu.ecrivains.gabarits import situer_gabarit
from contrat.rendu.ecrivains.largeurs import est_couchee, est_serre, mesurer
from contrat.rendu.ecrivains.valeurs import ecrire_rangee
from contrat.rendu.page import Bloc, Figure, Page, Partie, Points, Rangee, Remarque, Tableau
from contrat.rendu.typographie import mettre_d_un_trait

GABARIT = "page.typ"


def en_pdf(page: Page, racine: Path, pied: str = "") -> bytes:
    """La page en PDF ; `racine` est celle du contrat, dont le gabarit l'emporte, et `pied` se lit au bas de chacune.

    Lève `ErreurContrat` quand Typst n'est pas installé, ou que le gabarit est fautif.
    """
    try:
        import typst
    except ImportError:
        raise ErreurContrat("un PDF demande Typst", "l'installer : pip install 'contrat-social[pdf]'") from None
    gabarit = situer_gabarit([f"{page.gabarit}.typ", GABARIT], racine)
    lue = json.dumps(decrire(page) | {"pied": mettre_d_un_trait(pied)}, ensure_ascii=False)
    try:
        # Ni la date du jour ni les polices de la machine : le même contrat donne le même fichier partout.
        pdf = typst.compile(
            str(gabarit),
            root=str(gabarit.parent),
            format="pdf",
            sys_inputs={"page": lue},
            # La norme que lisent les aides techniques : titres, tableaux, ordre de lecture.
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=0,
        )
    except typst.TypstError as erreur:
        raise ErreurContrat(f"{gabarit} : gabarit fautif (typst : {erreur})", "le corriger") from None
    return bytes(pdf)


def decrire(page: Page) -> dict[str, Any]:
    """La page que reçoit le gabarit : chaque texte prêt à lire, chaque nombre écrit."""
    return {
        "titre": mettre_d_un_trait(page.titre),
        "sujet": mettre_d_un_trait(page.sujet),
        "parties": [_decrire_partie(partie) for partie in page.parties],
    }


def _decrire_partie(partie: Partie) -> dict[str, Any]:
    return {
        "titre": mettre_d_un_trait(partie.titre),
        "niveau": partie.niveau,
        "couchee": est_couchee(partie),
        "blocs": [_decrire_bloc(bloc) for bloc in partie.blocs],
    }


def _decrire_bloc(bloc: Bloc) -> dict[str, Any]:
    match bloc:
        case Tableau():
            return _decrire_tableau(bloc)
        case Figure():
            barres = [
                {"libelle": mettre_d_un_trait(b.libelle), "valeur": b.valeur, "longueur": float(b.longueur)}
                for b in tracer(bloc)
            ]
            tableau = _decrire_tableau(bloc.tableau)
            return {"genre": "figure", "texte": mettre_d_un_trait(bloc.texte), "barres": barres, "tableau": tableau}
        case Points():
            points = [{"texte": mettre_d_un_trait(p.texte), "rang": p.rang} for p in bloc.points]
            return {"genre": "points", "a_cocher": bloc.a_cocher, "points": points}
        case Remarque():
            return {"genre": "remarque", "texte": mettre_d_un_trait(bloc.texte)}
        case _:
            return {"genre": "phrase", "texte": mettre_d_un_trait(bloc)}


def _decrire_tableau(tableau: Tableau) -> dict[str, Any]:
    colonnes = [
        {"entete": mettre_d_un_trait(c.entete), "chiffree": c.est_chiffree, "part": min(max(signes, 6), 40)}
        for c, signes in zip(tableau.colonnes, mesurer(tableau), strict=True)
    ]
    return {
        "genre": "tableau",
        "titre": mettre_d_un_trait(tableau.titre),
        "serre": est_serre(tableau),
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

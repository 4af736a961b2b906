"""La page d'un ménage en Markdown, par son gabarit."""

from __future__ import annotations

from pathlib import Path

from contrat.nombres import INSECABLE
from contrat.rendu.budget_md import echapper
from contrat.rendu.eligibilite.eligibilite_detail import Ligne
from contrat.rendu.eligibilite.menage_dossier import Dossier
from contrat.rendu.eligibilite.menage_page import TRAVAUX, Reponse, composer
from contrat.rendu.gabarits import remplir

GABARIT = "menage.md.j2"


def en_markdown(dossier: Dossier, racine: Path) -> str:
    """La page, prête à imprimer ; `racine` : le contrat, dont le gabarit prime sur celui de l'outil."""
    page = composer(dossier)
    contexte = {
        "titre": echapper(page.titre),
        "menage": _echapper(page.menage),
        "logement": _echapper(page.logement),
        "travaux": _echapper(page.travaux),
        "colonnes": TRAVAUX,
        "postes": [_echapper(rang) for rang in page.postes],
        "reponses": [_echapper_reponse(reponse) for reponse in page.reponses],
        "autres_travaux": echapper(page.autres_travaux),
        "plan": [m._replace(libelle=echapper(m.libelle)) for m in page.plan],
        "reserves": _echapper(page.reserves),
        "avances": _echapper(page.avances),
        "pieces": [
            ("Pour lever les doutes", _echapper(page.doutes)),
            ("Pièces du dossier", _echapper(page.preuves)),
        ],
        "changements": _echapper(page.changements),
        "suite": echapper(page.suite),
        "details": [(echapper(titre), [_puce(ligne) for ligne in lignes]) for titre, lignes in page.details],
        "textes_cites": [(numero, echapper(texte)) for numero, texte in page.renvois.enumerer()],
    }
    return remplir(GABARIT, contexte, racine)


def _echapper(textes: tuple[str, ...]) -> list[str]:
    return [echapper(texte) for texte in textes]


def _echapper_reponse(reponse: Reponse) -> Reponse:
    verdict = reponse.verdict.replace(" ", INSECABLE)
    return Reponse(echapper(reponse.libelle), verdict, reponse.montant, tuple(_echapper(reponse.notes)))


def _puce(ligne: Ligne) -> str:
    return f"{'  ' * (ligne.rang + ligne.est_suite)}- {echapper(ligne.texte)}"

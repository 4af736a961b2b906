"""La concordance en objet : ce que disent le JSON et le CSV ; `None` quand rien n'est recalculé."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contrat.calculs.concordance.concordance import Concordance, RapportConcordance
from contrat.modele.contrat import Contradiction
from contrat.modele.dossier import Dossier
from contrat.nombres import decimal_nu
from contrat.rendu.mots.concordance import libeller, motiver
from contrat.rendu.mots.mesures import MESURES
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, tabuler

VERSION = 1
COLONNES = (
    "mesure", "libelle", "du", "au", "action", "aide", "indicateur", "unite", "publie", "recalcule", "ecart",
    "approche", "verdict", "motif", "source", "origine", "calcul",
)  # fmt: skip


def decrire_concordance(rapport: RapportConcordance) -> dict[str, Any]:
    """Chaque chiffre publié, chaque contradiction, et le bilan."""
    contrat, concordances = rapport.dossier.contrat, rapport.concordances
    return {
        "version": VERSION,
        "contrat": contrat.id,
        "concordances": [_decrire(rapport.dossier, c) for c in concordances],
        "contradictions": [_opposer(c) for c in contrat.contradictions],
        "bilan": {
            "publies": len(concordances),
            **{str(verdict): nombre for verdict, nombre in rapport.comptes.items()},
            "inexpliques": rapport.inexpliques,
            "contradictions": len(contrat.contradictions),
        },
    }


def tabuler_concordance(rapport: RapportConcordance) -> Tableau:
    """Une ligne par chiffre publié."""
    objets = [_decrire(rapport.dossier, c) for c in rapport.concordances]
    lignes = [objet | {"du": objet["periode"][0], "au": objet["periode"][1]} for objet in objets]
    nombres = [extraire(c, "recalcule", "ecart") | {"publie": c.publie.valeur} for c in rapport.concordances]
    return tabuler(COLONNES, [ligne | siens for ligne, siens in zip(lignes, nombres, strict=True)])


def _decrire(dossier: Dossier, concordance: Concordance) -> dict[str, Any]:
    publie, unite = concordance.publie, concordance.unite
    source = dossier.sources.get(publie.source)
    return {
        "mesure": publie.mesure,
        "libelle": libeller(dossier, concordance),
        "periode": [publie.periode.debut, publie.periode.fin],
        **extraire(publie, "action", "aide", "indicateur"),
        "unite": unite or None,
        "dit": publie.dit,
        "publie": _ecrire(publie.valeur, unite),
        "recalcule": _ecrire(concordance.recalcule, unite),
        "ecart": _ecrire(concordance.ecart, unite),
        "approche": publie.approche,
        "tolerance": _ecrire(concordance.tolerance, unite),
        "verdict": concordance.verdict,
        "motif": motiver(concordance),
        "source": publie.source,
        "source_titre": source.titre if source else None,
        "source_nature": source.nature if source else None,
        "origine": concordance.methode.origine,
        "origine_natures": sorted(concordance.natures),
        "calcul": MESURES[publie.mesure][1],
    }


def _opposer(contradiction: Contradiction) -> dict[str, Any]:
    return {
        **extraire(contradiction, "id", "libelle"),
        "affirmations": [extraire(a, "texte", "source") for a in contradiction.affirmations],
        **extraire(contradiction, "retenu", "motif"),
    }


def _ecrire(valeur: Decimal | None, unite: str) -> str | None:
    """Un montant à deux décimales, un autre nombre tel quel."""
    if valeur is None:
        return None
    return decimal_nu(valeur) if unite == "€" else f"{valeur:f}"

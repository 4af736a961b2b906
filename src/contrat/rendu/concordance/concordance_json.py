"""La concordance en JSON : une forme stable, nombres en chaînes décimales, `null` quand rien n'est recalculé."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from contrat.calculs.concordance.concordance import Concordance, compter_verdicts
from contrat.modele.contrat import Contradiction, Contrat
from contrat.modele.dossier import Dossier
from contrat.rendu.concordance.concordance_textes import MESURES, libeller, motiver

VERSION = 1


def en_json(dossier: Dossier, contrat: Contrat, concordances: Sequence[Concordance]) -> str:
    """Chaque chiffre publié, chaque contradiction, et le bilan."""
    objet: dict[str, Any] = {
        "version": VERSION,
        "contrat": contrat.id,
        "concordances": [_decrire(dossier, c) for c in concordances],
        "contradictions": [_opposer(c) for c in contrat.contradictions],
        "bilan": {
            "publies": len(concordances),
            **{str(verdict): nombre for verdict, nombre in compter_verdicts(concordances).items()},
            "inexpliques": sum(c.est_inexplique for c in concordances),
            "contradictions": len(contrat.contradictions),
        },
    }
    return json.dumps(objet, ensure_ascii=False, indent=2)


def _decrire(dossier: Dossier, concordance: Concordance) -> dict[str, Any]:
    publie, unite = concordance.publie, concordance.unite
    source = dossier.sources.get(publie.source)
    return {
        "mesure": publie.mesure,
        "libelle": libeller(dossier, publie),
        "periode": [publie.periode.debut, publie.periode.fin],
        "action": publie.action,
        "aide": publie.aide,
        "indicateur": publie.indicateur,
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
        "id": contradiction.id,
        "libelle": contradiction.libelle,
        "affirmations": [{"texte": a.texte, "source": a.source} for a in contradiction.affirmations],
        "retenu": contradiction.retenu,
        "motif": contradiction.motif,
    }


def _ecrire(valeur: Decimal | None, unite: str) -> str | None:
    """Un montant à deux décimales, un autre nombre tel quel."""
    if valeur is None:
        return None
    return f"{valeur:.2f}" if unite == "€" else f"{valeur:f}"

"""Le compte rendu d'une permanence, par son gabarit : des nombres, jamais un dossier."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.suivi.seance_permanence import Bilan
from contrat.modele.contrat import Contrat, Mesure, Publie
from contrat.nombres import euros, nombre
from contrat.rendu.budget_md import echapper
from contrat.rendu.gabarits import remplir
from contrat.rendu.libelles import ETAPES_DITES, MOTIFS_ABANDON, dire_jour

GABARIT = "permanence.md.j2"
_VERDICTS = {
    Verdict.ELIGIBLE: "éligibles à une aide aux travaux",
    Verdict.INDETERMINE: "réponse à vérifier",
    Verdict.NON_ELIGIBLE: "non éligibles",
}
# Les chiffres publiés que le cumul rejoint.
_PUBLIES: Mapping[str, Mesure] = {
    "reperes": "logements.reperes",
    "contactes": "menages.contactes",
    "eligibles": "menages.eligibles",
    "logements_renoves": "logements.renoves",
    "habiter_mieux": "logements.habiter_mieux",
}
_MARCHES = {
    "reperes": "Logements repérés",
    "contactes": "Ménages contactés",
    "eligibles": "Éligibles à une aide aux travaux",
    "logements_renoves": "Logements rénovés",
    "habiter_mieux": "dont Habiter Mieux",
}


def rediger(bilan: Bilan, contrat: Contrat, racine: Path) -> str:
    """Rédiger le compte rendu en Markdown."""
    contexte = {
        "jour": dire_jour(bilan.jour),
        "contrat": echapper(contrat.titre),
        "recus": len(bilan.recus),
        "nouveaux": bilan.nouveaux,
        "suivis": len(bilan.recus) - bilan.nouveaux,
        "sur_rendez_vous": bilan.sur_rendez_vous,
        "verdicts": [(_VERDICTS[verdict], n) for verdict, n in bilan.verdicts.items()],
        "origines": [(echapper(nom) or "non dite", n) for nom, n in bilan.origines.items()],
        "travaux": euros(bilan.travaux, insecable=True),
        "aides": [(echapper(nom), euros(somme, insecable=True)) for nom, somme in bilan.aides().items()],
        "precedente": None if bilan.precedente is None else dire_jour(bilan.precedente),
        "mouvements": [(ETAPES_DITES[etape], n) for etape, n in bilan.mouvements.items()],
        "abandons": [(MOTIFS_ABANDON[motif], n) for motif, n in bilan.suivi.abandons.items()],
        "cumul": _cumuler(bilan, contrat),
        "cumul_travaux": euros(bilan.suivi.travaux, insecable=True),
    }
    return remplir(GABARIT, contexte, racine)


def _cumuler(bilan: Bilan, contrat: Contrat) -> list[tuple[str, int, str]]:
    """Chaque marche à ce jour, et le chiffre publié du contrat."""
    entonnoir = bilan.suivi.entonnoir._asdict()
    publies = {publie.mesure: _dire(publie) for publie in contrat.publies}
    return [(libelle, entonnoir[nom], publies.get(_PUBLIES[nom], "")) for nom, libelle in _MARCHES.items()]


def _dire(publie: Publie) -> str:
    periode = f"{publie.periode.debut}-{publie.periode.fin}"
    return f"{nombre(Decimal(publie.valeur), insecable=True)} ({periode})"

"""Ce qui se publie d'une permanence : des nombres, et de trop peu de reçus, rien."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contrat.calculs.suivi.publication import SANS_REPONSE, Publication, compter_aides, publier
from contrat.calculs.suivi.seance_permanence import Bilan
from contrat.calculs.suivi.secret import Classe, est_montrable, regrouper
from contrat.modele.contrat import Publie
from contrat.modele.evenement import EtapeMenage

SEUIL = 11


@dataclass(frozen=True)
class SeancePubliee:
    """Une séance et le cumul au dernier arrêté ; une valeur absente est tenue secrète, une répartition vide aussi."""

    jour: date
    precedente: date | None
    recus: int | None
    nouveaux: int | None
    sur_rendez_vous: int | None
    reponses: tuple[Classe, ...]
    origines: tuple[Classe, ...]
    travaux: Decimal | None
    travaux_partiels: bool
    aides: Mapping[str, Decimal]
    mouvements: Mapping[EtapeMenage, int]
    arrete: date
    cumul: Publication


def publier_seance(bilan: Bilan, publies: Iterable[Publie], seuil: int = SEUIL) -> SeancePubliee:
    """Ce qui se publie d'une séance ; `publies` : les chiffres du contrat, que son document source donne déjà."""
    recus = len(bilan.recus)
    # Trop peu de reçus : leur nombre, leurs réponses, leurs travaux décriraient chacun d'eux.
    assez = recus >= seuil
    reponses = {verdict.value: nombre for verdict, nombre in bilan.verdicts.items()}
    reponses[SANS_REPONSE] = recus - sum(reponses.values())
    contribuent = sum(m.menage.projet.travaux_ttc is not None for m in bilan.recus)
    return SeancePubliee(
        jour=bilan.jour,
        precedente=bilan.precedente,
        recus=recus if assez else None,
        nouveaux=_montrer_part(bilan.nouveaux, recus, seuil) if assez else None,
        sur_rendez_vous=_montrer_part(bilan.sur_rendez_vous, recus, seuil) if assez else None,
        reponses=regrouper(reponses, seuil) if assez else (),
        origines=regrouper(bilan.origines, seuil) if assez else (),
        travaux=bilan.travaux if contribuent >= seuil else None,
        travaux_partiels=contribuent < recus,
        aides=compter_aides(bilan.recus, bilan.suivi.bareme, seuil) if assez else {},
        mouvements={etape: nombre for etape, nombre in bilan.mouvements.items() if nombre >= seuil},
        arrete=bilan.cumul.au,
        cumul=publier(bilan.cumul, publies, seuil),
    )


def _montrer_part(nombre: int, total: int, seuil: int) -> int | None:
    """Une part se montre quand ni elle ni le reste ne désigne personne."""
    return nombre if est_montrable(nombre, seuil) and est_montrable(total - nombre, seuil) else None

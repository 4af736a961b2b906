"""Le plan de financement prévisionnel d'un ménage : le coût entier, les aides, ce qu'il paie, et l'écart."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from contrat.calculs.eligibilite.plan import LignePlan, PlanMenage
from contrat.modele.menage import Projet

ZERO = Decimal(0)


class PosteMenage(NamedTuple):
    """Une dépense du plan, en euros TTC."""

    libelle: str
    montant: Decimal


class Previsionnel(NamedTuple):
    """Un plan qui ferme à zéro.

    `a_trouver` : ce que le ménage paie quand ni apport ni prêt ne sont dits ; `ecart` : le financement moins le coût,
    négatif quand il manque de l'argent ; rien quand le coût est inconnu.
    """

    postes: tuple[PosteMenage, ...]
    cout: Decimal | None
    aides: tuple[LignePlan, ...]
    total_aides: Decimal
    reste: Decimal | None
    apport: Decimal | None
    pret: Decimal | None
    a_trouver: Decimal
    ecart: Decimal | None


def prevoir(projet: Projet, plan: PlanMenage) -> Previsionnel:
    """Dresser le plan prévisionnel : travaux, accompagnement et maîtrise d'œuvre contre aides, apport et prêt."""
    accompagne = [ligne for ligne in plan.hors_plan if ligne.depense == "accompagnement"]
    postes = [PosteMenage("Travaux TTC", plan.travaux_ttc)] if plan.travaux_ttc is not None else []
    if projet.prix_accompagnement is not None:
        postes.append(PosteMenage("Accompagnement TTC", projet.prix_accompagnement))
    if projet.maitrise_oeuvre is not None:
        postes.append(PosteMenage("Maîtrise d'œuvre TTC", projet.maitrise_oeuvre))
    cout = sum((p.montant for p in postes), ZERO) if plan.travaux_ttc is not None else None
    aides = (*plan.lignes, *accompagne)
    total = sum((ligne.montant for ligne in aides), ZERO)
    reste = None if cout is None else max(cout - total, ZERO)
    est_dit = projet.apport is not None or projet.pret is not None
    a_trouver = ZERO if est_dit or reste is None else reste
    propre = (projet.apport or ZERO) + (projet.pret or ZERO) + a_trouver
    return Previsionnel(
        postes=tuple(postes),
        cout=cout,
        aides=aides,
        total_aides=total,
        reste=reste,
        apport=projet.apport,
        pret=projet.pret,
        a_trouver=a_trouver,
        ecart=None if reste is None else propre - reste,
    )

"""Les ménages suivis, une ligne chacun, pour le tableur de la permanence : à ne pas publier."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.suivi.suivi import MenageSuivi, Suivi
from contrat.modele.evenement import EtapeMenage
from contrat.rendu.mots.droit import REPONSES_MENAGES, RESSOURCES_MENAGES
from contrat.rendu.mots.menages import ETAPES_DITES, SENS_MONTANTS, VALEURS
from contrat.rendu.page import Colonne, Rangee, Tableau, Valeur

# Les étapes qu'un financeur demande à dater.
DATEES: tuple[EtapeMenage, ...] = (
    "contacte", "recu_en_permanence", "dossier_depose", "accorde", "travaux_acheves", "solde_paye",
)  # fmt: skip


def tabuler_suivi(suivi: Suivi) -> Tableau:
    """Une ligne par ménage : où il en est, ce qu'il est, ses dates, ses montants, ce qui alerte."""
    muets = {m.menage.id for m in suivi.silencieux}
    colonnes = (
        Colonne("Ménage"), Colonne("Étape"), Colonne("Depuis le", "date"), Colonne("Jours", "nombre"),
        Colonne("Réponse"), Colonne("Ressources"), Colonne("Nature des travaux"), Colonne("Travaux TTC", "euros"),
        *(Colonne(ETAPES_DITES[etape].capitalize(), "date") for etape in DATEES),
        *(Colonne(nom, "euros") for nom in SENS_MONTANTS.values()), Colonne("Alerte"),
    )  # fmt: skip
    return Tableau(colonnes, tuple(Rangee(tuple(_ranger(m, muets))) for m in suivi.menages))


def _ranger(suivi: MenageSuivi, muets: set[str]) -> Iterator[Valeur]:
    projet, verdict = suivi.menage.projet, suivi.verdict
    yield from (suivi.menage.id, ETAPES_DITES[suivi.etat], suivi.depuis, suivi.jours)
    yield None if verdict is None else REPONSES_MENAGES[verdict.value]
    yield None if verdict is None else RESSOURCES_MENAGES[suivi.categorie]
    yield VALEURS[projet.nature] if projet.nature else None
    yield projet.travaux_ttc
    for etape in DATEES:
        yield next((e.date for e in suivi.evenements if e.etape == etape), None)
    yield from (suivi.notifies.get(sens) for sens in SENS_MONTANTS)
    yield "délai dépassé" if suivi.depasses else "sans nouvelle" if suivi.menage.id in muets else None

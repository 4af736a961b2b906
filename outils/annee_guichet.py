# ruff: noqa: S311, T201 - le hasard se rejoue, et le script parle à qui le lance
"""Une année de guichet, simulée : trente ménages fictifs, et ce que l'agenda et le suivi doivent en dire.

Usage : python outils/annee_guichet.py [MENAGES [GRAINE]]

Rien n'est écrit : les dossiers se tirent en mémoire, puis se relisent comme des fichiers. Sort avec le code 1, et le
dit, quand une échéance n'a pas paru à l'agenda avant de passer, quand quatre trimestres ne font pas l'année, ou quand
un dossier dit autre chose qu'un identifiant.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from contrat.calculs.moments import ajouter_mois
from contrat.calculs.suivi.agenda import dresser_agenda
from contrat.calculs.suivi.periode import PeriodeSuivie, suivre_periode
from contrat.calculs.suivi.suivi import ETAPES, suivre
from contrat.depot.chargement import charger
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import FINALES, RENDEZ_VOUS
from contrat.modele.menage import Menage

RACINE = Path(__file__).parent.parent / "tests" / "contrat_minimal"
ANNEE = 2026
TRIMESTRES = [(date(ANNEE, mois, 1), ajouter_mois(date(ANNEE, mois, 1), 3) - timedelta(1)) for mois in (1, 4, 7, 10)]
PARCOURS = (
    "contacte", "rendez_vous", "recu_en_permanence", "visite_programmee", "diagnostic_effectue", "devis_complet",
    "plan_remis", "dossier_depose", "accorde", "travaux_commences", "acompte", "travaux_acheves", "solde_paye",
)  # fmt: skip
AVEC_MONTANT = {"dossier_depose": 9000, "accorde": 8000, "acompte": 3000, "solde_paye": 5000}
JOURS, SILENCE = 60, 60


def tirer(hasard: Random, rang: int) -> Menage:
    """Un ménage qui avance, s'arrête ou abandonne ; le jour de ses étapes est tiré."""
    jour = date(ANNEE - 1, 10, 1) + timedelta(hasard.randrange(300))
    evenements: list[dict[str, Any]] = []
    for etape in PARCOURS[: hasard.randrange(1, len(PARCOURS) + 1)]:
        evenement: dict[str, Any] = {"date": jour.isoformat(), "etape": etape}
        if etape in AVEC_MONTANT:
            montant = str(AVEC_MONTANT[etape] + hasard.randrange(500))
            evenement["montants"] = [{"financeur": hasard.choice(["anah", "commune"]), "montant": montant}]
        evenements.append(evenement)
        jour += timedelta(hasard.randrange(5, 90))
    if hasard.random() < 0.2:
        evenements.append({"date": jour.isoformat(), "etape": "abandon", "motif": "reste_a_charge"})
    return Menage.model_validate({
        "id": f"M-{rang:04}", "source": "fiction", "origine": hasard.choice(["ccas", "voisin"]),
        "projet": {"nature": hasard.choice(["energie", "autonomie"])}, "evenements": evenements,
    })  # fmt: skip


def attendre(menage: Menage, dossier: Dossier) -> Iterator[tuple[str, date, str]]:
    """Les échéances de l'année, calculées ici d'après ses seules étapes : ce que l'agenda doit montrer à temps."""
    for evenement in menage.evenements:
        if evenement.etape in RENDEZ_VOUS and evenement.date.year == ANNEE:
            yield menage.id, evenement.date, "rendez_vous"
    for regle in dossier.droit.regles.delais:
        debut = next((e.date for e in menage.evenements if e.etape == regle.depuis), None)
        rangs = range(ETAPES.index(regle.attendue), len(ETAPES))
        if debut is None or (limite := ajouter_mois(debut, regle.mois)).year != ANNEE:
            continue
        avant = [e for e in menage.evenements if e.date < limite]
        if not any(e.etape in FINALES or ETAPES.index(e.etape) in rangs for e in avant):
            yield menage.id, limite, "delai"
    for rang, evenement in enumerate(menage.evenements):
        suivante = menage.evenements[rang + 1] if rang + 1 < len(menage.evenements) else None
        relance = evenement.date + timedelta(SILENCE)
        est_muet = suivante is None or (suivante.date > relance and suivante.etape not in RENDEZ_VOUS)
        if relance.year == ANNEE and est_muet and evenement.etape not in FINALES:
            yield menage.id, relance, "relance"


def montrees(dossier: Dossier) -> set[tuple[str, date, str]]:
    """Tout ce que l'agenda de chaque jour de l'année montre la veille au plus tard."""
    jours = [date(ANNEE - 1, 12, 31) + timedelta(rang) for rang in range(366)]
    agendas = [dresser_agenda(_connaitre(dossier, jour), jour, JOURS, SILENCE) for jour in jours]
    return {(e.menage, e.jour, e.genre) for agenda in agendas for e in agenda.a_venir if e.jour > agenda.au}


def _connaitre(dossier: Dossier, jour: date) -> Dossier:
    """Les dossiers tels qu'ils étaient ce jour-là : les étapes passées, et le rendez-vous déjà pris, s'il y en a un."""
    connus = {}
    for menage in dossier.menages.values():
        passees = [e for e in menage.evenements if e.date <= jour]
        suivante = menage.evenements[len(passees) : len(passees) + 1]
        prises = [e for e in suivante if passees and e.etape in RENDEZ_VOUS]
        connus[menage.id] = menage.model_copy(update={"evenements": (*passees, *prises)})
    return replace(dossier, menages=connus)


def additionner(periodes: list[PeriodeSuivie]) -> list[dict[Any, Any]]:
    """Ce que plusieurs périodes font ensemble."""
    montants: Counter[tuple[str, str]] = Counter()
    for periode in periodes:
        for nom, sommes in periode.montants.items():
            for sens, somme in sommes.items():
                montants[nom, sens] += somme  # type: ignore[assignment]
    comptes = [("etapes", "mois", "natures", "origines", "categories", "abandons", "refus")]
    totaux = [dict(sum((Counter(getattr(p, nom)) for p in periodes), Counter())) for nom in comptes[0]]
    return [*totaux, {cle: Decimal(somme) for cle, somme in montants.items()}]


def simuler(combien: int, graine: int) -> list[str]:
    """Ce qui manque à l'agenda, ou ne s'additionne pas ; rien quand tout va."""
    lu = charger(RACINE)
    menages = [tirer(Random(f"{graine}-{rang}"), rang) for rang in range(1, combien + 1)]
    dossier = replace(lu.dossier, menages={menage.id: menage for menage in menages})
    vues = montrees(dossier)
    manquent = [e for menage in menages for e in attendre(menage, dossier) if e not in vues]
    fautes = [f"{menage} : {genre} du {jour} jamais annoncé" for menage, jour, genre in manquent]
    bornes = [(date(ANNEE, 1, 1), date(ANNEE, 12, 31)), *TRIMESTRES]
    annee, *trimestres = [suivre_periode(suivre(dossier, dossier.droit, fin, 0), debut) for debut, fin in bornes]
    if additionner(trimestres) != additionner([annee]):
        fautes.append("les trimestres ne font pas l'année")
    attendues = sum(1 for menage in menages for _ in attendre(menage, dossier))
    print(f"{combien} ménages, {attendues} échéances, {sum(annee.etapes.values())} étapes, {len(fautes)} faute(s)")
    return fautes


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    trouvees = simuler(arguments[0] if arguments else 30, arguments[1] if len(arguments) > 1 else 16)
    print("\n".join(trouvees))
    raise SystemExit(bool(trouvees))

"""Le jugement d'un ménage en objet : ce que disent le JSON et le CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.calculs.eligibilite.changements import Changement
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.dossier_menage import DossierMenage
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.eligibilite.plan import PlanMenage
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.aide import VersionAide
from contrat.modele.bareme import Seuil
from contrat.modele.non_jugee import AideNonJugee
from contrat.nombres import decimal_nu
from contrat.rendu.objets import extraire
from contrat.rendu.page import Tableau, tabuler

VERSION = 1
COLONNES = ("menage", "date", "categorie", "aide", "libelle", "verdict", "montant")


def decrire_dossier(dossier: DossierMenage) -> dict[str, Any]:
    """Le jugement, le plan prévisionnel, les avances, l'effort et le reste à vivre."""
    objet = decrire(dossier.jugement, dossier.plan, dossier.changements)
    for aide in objet["aides"]:
        modestes = dossier.plus_modestes.get(aide["code"], ())
        scenarios = dossier.scenarios.get(aide["code"], ())
        aide["scenarios"] = [{"classes_gagnees": s.sauts, "de": s.bas, "a": s.haut} for s in scenarios]
        aide["plus_modeste"] = [extraire(m, "rfr", "montant") for m in modestes]
    prevu, effort, reste = dossier.prevu, dossier.effort, dossier.reste
    objet["plan"] |= {
        "cout_global": prevu.cout,
        **extraire(prevu, "total_aides", "apport", "pret", "a_trouver", "ecart"),
    }
    objet["avances"] = [
        {"aide": a.resultat.aide.id, "taux": _brut(a.regle.taux) if a.regle else None, "montant": a.montant}
        for a in dossier.avances
    ]
    objet["non_jugees"] = [_non_jugee(aide) for aide in dossier.ailleurs.aides]
    objet["effort_energetique"] = None if effort is None else effort._asdict() | {"taux": _brut(effort.taux)}
    objet["reste_a_vivre"] = None if reste is None else reste.montant
    return objet


def tabuler_menages(dossiers: Iterable[DossierMenage]) -> Tableau:
    """Une ligne par ménage et par aide en vigueur à sa date, celles que l'outil ne juge pas à la suite."""
    return tabuler(COLONNES, [ligne for dossier in dossiers for ligne in _ranger(dossier)])


def _ranger(dossier: DossierMenage) -> Iterator[dict[str, Any]]:
    jugement = dossier.jugement
    commun = {
        "menage": jugement.demande.id,
        "date": jugement.demande.jour,
        "categorie": jugement.ressources.categorie or "indetermine",
    }
    for r in jugement.aides:
        yield commun | {"aide": r.aide.id, "libelle": r.libelle, "verdict": r.verdict.value, "montant": r.montant}
    for autre in dossier.ailleurs.aides:
        yield commun | {"aide": autre.id, "libelle": autre.libelle, "verdict": "non_juge", "montant": None}


def decrire(jugement: Jugement, plan: PlanMenage, changements: Mapping[str, tuple[Changement, ...]]) -> dict[str, Any]:
    """Le jugement en objet JSON ; une aide absente de `changements` n'a pas été cherchée."""
    return {
        "version": VERSION,
        "menage": jugement.demande.id,
        "date": jugement.demande.jour,
        "categorie": _categorie(jugement.ressources),
        "aides": [_aide(resultat, changements.get(resultat.aide.id, ())) for resultat in jugement.aides],
        "plan": _plan(plan),
    }


def _brut(valeur: Any) -> Any:
    """Une valeur du modèle en valeur JSON : montants en chaînes, plafond encadré en `bas..haut`."""
    if valeur is None or isinstance(valeur, (bool, int, date)):
        return valeur
    if isinstance(valeur, Decimal):
        return f"{valeur:f}"
    if isinstance(valeur, Seuil):
        if valeur.est_exact:
            return None if valeur.bas is None else decimal_nu(valeur.bas)
        return f"{valeur.bas or ''}..{valeur.haut or ''}"
    if isinstance(valeur, (tuple, list)):
        return [_brut(v) for v in valeur]
    return str(valeur)


def _categorie(ressources: Ressources) -> dict[str, Any]:
    code = ressources.categorie
    plafond = ressources.plafonds.get(code) if code else None
    return {
        "code": code or "indetermine",
        "plafond": plafond.bas if plafond and plafond.est_exact else None,
        "plafond_entre": [plafond.bas, plafond.haut] if plafond and not plafond.est_exact else None,
        "source": ressources.sources.get(code) if code else None,
        "possibles": list(ressources.possibles),
        "annee_revenus": ressources.annee,
        "rfr": ressources.rfr,
        "provisoire": ressources.provisoire or None,
    }


def _aide(resultat: ResultatAide, changements: tuple[Changement, ...]) -> dict[str, Any]:
    return {
        "code": resultat.aide.id,
        "libelle": resultat.libelle,
        "verdict": resultat.verdict.value,
        "montant": resultat.montant,
        "montant_possible": resultat.montant_possible,
        "montant_entre": None if resultat.fourchette is None else list(resultat.fourchette[:2]),
        "du": resultat.version.du,
        "au": resultat.version.au,
        "conditions": [_condition(condition, resultat.version) for condition in resultat.conditions],
        "changerait": [_changement(c) for c in changements],
        "reserves": [reserve.texte for reserve in resultat.reserves],
    }


def _non_jugee(aide: AideNonJugee) -> dict[str, Any]:
    """Une aide que l'outil nomme sans la juger ; une date absente n'a pas été retrouvée, ou court toujours."""
    return {
        "code": aide.id,
        **extraire(aide, "libelle", "quoi", "pour_qui", "travaux", "demander_a", "du", "au", "source", "statut"),
    }


def _changement(changement: Changement) -> dict[str, Any]:
    """Un changement qui suffit seul ; `avec` : celui sans lequel il ne suffit pas."""
    premier, *autres = (
        {"champ": p.champ, "de": _brut(p.de), "vers": _brut(p.vers), "verdict": Verdict.ELIGIBLE.value}
        for p in changement
    )
    return {**premier, "avec": autres} if autres else premier


def _condition(resultat: ResultatCondition, version: VersionAide) -> dict[str, Any]:
    """Une condition ; `du` et `au` : les jours où cette rédaction vaut pour cette version de l'aide."""
    condition = resultat.condition
    fins = [jour for jour in (condition.au, version.au) if jour is not None]
    objet: dict[str, Any] = {
        "code": condition.code,
        "libelle": resultat.libelle,
        "etat": resultat.etat.value,
        "valeur": _brut(resultat.valeur),
        "seuil": _brut(resultat.seuil),
        **extraire(resultat.fondement, "source", "article", "statut"),
        "du": max(jour for jour in (condition.du, version.du) if jour is not None),
        "au": min(fins, default=None),
        "piece": resultat.piece,
    }
    if resultat.sous:
        objet["conditions"] = [_condition(sous, version) for sous in resultat.sous]
    return objet


def _plan(plan: PlanMenage) -> dict[str, Any]:
    return {
        **extraire(plan, "travaux_ht", "travaux_ttc", "aides", "reste_a_charge"),
        "lignes": [extraire(x, "libelle", "financeur", "montant", "origine") for x in (*plan.lignes, *plan.hors_plan)],
    }

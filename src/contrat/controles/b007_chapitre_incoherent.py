"""B007 : le chapitre d'une ligne n'existe pas dans sa section et son sens, d'après la nomenclature de l'exercice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.finances import Nomenclature
from contrat.modele.organisme import NatureOrganisme
from contrat.modele.plan import Ligne

GRAVITE = Gravite.ERREUR
TITRE = "un chapitre qui n'est pas de cette section"
LIT = frozenset({"actions", "organismes", "finances"})

# Les organismes qui tiennent ces nomenclatures ; les autres ont leur propre plan de comptes.
TENUES_PAR: frozenset[NatureOrganisme] = frozenset({"commune", "ccas", "epci"})
# Une opération pour compte de tiers a son numéro à la suite : 4541, 4582…
TIERS = "45"


def constater(dossier: Dossier) -> Constats:
    """Les lignes dont le chapitre ne convient à aucune des nomenclatures en vigueur cette année-là."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            tenu = dossier.organismes.get(ligne.budget)
            if tenu is None or tenu.nature not in TENUES_PAR:
                continue
            toutes = dossier.finances.finances.nomenclatures
            du_jour = [n for n in toutes if _est_de(n, ligne.exercice)]
            permis = sorted({c for n in du_jour for c in _permis(n, ligne)})
            if du_jour and not _convient(ligne.chapitre, permis):
                adresse = Adresse("actions", identifiant, ("budget", "lignes", rang, "chapitre"))
                ailleurs = [n for n in toutes if _convient(ligne.chapitre, _permis(n, ligne))]
                aide = f"chapitres possibles en {ligne.exercice} : {', '.join(permis)}"
                yield Constat(adresse, _dire(ligne, ailleurs), aide)


def _est_de(nomenclature: Nomenclature, exercice: int) -> bool:
    debut, fin = date(exercice, 1, 1), date(exercice, 12, 31)
    return nomenclature.du <= fin and (nomenclature.au is None or nomenclature.au >= debut)


def _permis(nomenclature: Nomenclature, ligne: Ligne) -> tuple[str, ...]:
    section = nomenclature.fonctionnement if ligne.section == "fonctionnement" else nomenclature.investissement
    return section.depense if ligne.sens == "depense" else section.recette


def _convient(chapitre: str, permis: Iterable[str]) -> bool:
    return (TIERS if chapitre.startswith(TIERS) else chapitre) in permis


def _dire(ligne: Ligne, ailleurs: list[Nomenclature]) -> str:
    sens = "dépense" if ligne.sens == "depense" else "recette"
    de = "de fonctionnement" if ligne.section == "fonctionnement" else "d'investissement"
    message = f"le chapitre {ligne.chapitre} n'est pas une {sens} {de}"
    for n in ailleurs:
        borne = f"depuis {n.du.year}" if n.du.year > ligne.exercice else f"jusqu'en {n.au.year}" if n.au else ""
        message += f" en {ligne.exercice} ; il l'est en {n.nom}, {borne}"
    return message

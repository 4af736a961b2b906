"""B001 : les dépenses et les ressources d'une fiche ne sont pas égales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contrat.calculs.argent.financement import PosteAnnuel, dresser
from contrat.calculs.sommes import ZERO, sommer_connus, sommer_tout
from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.base import Section
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ligne, NatureRessource
from contrat.nombres import euros

GRAVITE = Gravite.ERREUR
TITRE = "un plan de financement déséquilibré"
LIT = frozenset({"actions"})


# Ce que chaque chapitre de recettes reçoit du plan ; les autres recettes n'y ont rien à quoi se comparer.
FAMILLES: Mapping[str, frozenset[NatureRessource]] = {
    "70": frozenset({"usagers"}),
    "74": frozenset({"subvention_publique", "organisme_social", "fctva"}),
    "10": frozenset({"fctva"}),
    "13": frozenset({"subvention_publique", "organisme_social", "prive"}),
    "16": frozenset({"emprunt"}),
}


def constater(dossier: Dossier) -> Constats:
    """Les écarts, au centime, par exercice et par section ; une recette du budget retombe sur son apport du plan."""
    for identifiant, action in dossier.actions.items():
        if action.statut not in STATUTS_EXCLUS:
            yield from _equilibrer(identifiant, action)
        yield from _rapprocher(identifiant, action)


def _equilibrer(identifiant: str, action: Action) -> Constats:
    plan = dresser(action)
    for poste in plan.postes:
        if not poste.ecart:
            yield from _ignorer(identifiant, action, poste)
            continue
        quand = f"{poste.section} {poste.exercice}"
        detail = f"(dépenses {euros(poste.depenses or ZERO)}, ressources {euros(poste.ressources)})"
        message = f"{quand} : {euros(poste.ecart)} de ressources en trop {detail}"
        if poste.ecart < 0:
            message = f"{quand} : il manque {euros(-poste.ecart)} de ressources {detail}"
        lignes = list(_lister(action, poste.exercice, poste.section))
        adresse = Adresse("actions", identifiant, lignes[0])
        aide = "corriger une dépense ou une ressource de cet exercice et de cette section"
        if plan.ecart == 0 and poste.ecart > 0:
            aide = "une aide s'inscrit à l'exercice de la dépense ; encaissements: dit l'année où elle est reçue"
        yield Constat(adresse, message, aide, pistes=tuple(Adresse("actions", identifiant, x[:-1]) for x in lignes))


def _ignorer(identifiant: str, action: Action, poste: PosteAnnuel) -> Constats:
    """Une dépense engagée ou payée, mais pas prévue : ni un zéro, ni un déséquilibre ; B005 dit celle qui n'a rien."""
    for rang, x in enumerate(action.budget.lignes):
        est_sienne = (x.sens, x.exercice, x.section) == ("depense", poste.exercice, poste.section)
        if est_sienne and x.credit is None and (x.engage, x.realise) != (None, None):
            message = f"{x.section} {x.exercice} : équilibre non jugé, « {x.libelle} » n'a aucun montant prévu"
            adresse = Adresse("actions", identifiant, ("budget", "lignes", rang))
            yield Constat(adresse, message, "écrire prevu: dès que le montant est connu", informe=True)
            break


def _lister(action: Action, exercice: int, section: str) -> Iterator[Chemin]:
    """Les ressources de l'exercice et de la section, puis ses dépenses : le montant de chacune."""
    for rang, ressource in enumerate(action.plan.ressources):
        if (ressource.exercice, ressource.section) == (exercice, section):
            yield ("plan", "ressources", rang, "montant")
    for rang, ligne in enumerate(action.budget.lignes):
        if (ligne.exercice, ligne.section, ligne.sens) == (exercice, section, "depense"):
            yield ("budget", "lignes", rang, "prevu" if ligne.prevu is not None else "vote")


def _rapprocher(identifiant: str, action: Action) -> Constats:
    """Les recettes écrites dans le budget, contre les ressources du plan que leur chapitre reçoit."""
    recettes: dict[tuple[int, Section, str], list[tuple[int, Ligne]]] = {}
    for rang, ligne in enumerate(action.budget.lignes):
        if ligne.sens == "recette" and ligne.chapitre in FAMILLES:
            recettes.setdefault((ligne.exercice, ligne.section, ligne.chapitre), []).append((rang, ligne))
    for (exercice, section, chapitre), siennes in sorted(recettes.items()):
        apports = [
            r.montant
            for r in action.plan.ressources
            if (r.exercice, r.section) == (exercice, section) and r.nature in FAMILLES[chapitre] and not r.est_perdue
        ]
        total, plan = sommer_tout(x.credit for _, x in siennes), sommer_connus(apports)
        if total is not None and total != plan:
            adresse = Adresse("actions", identifiant, ("budget", "lignes", siennes[0][0], "prevu"))
            message = (
                f"{section} {exercice} : les recettes du chapitre {chapitre} ne sont pas celles du plan "
                f"(recettes {euros(total)}, ressources {euros(plan)})"
            )
            yield Constat(adresse, message, "les accorder")

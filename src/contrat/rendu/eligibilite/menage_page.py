"""La page d'un ménage, en phrases et en tableaux que le terminal et le Markdown écrivent chacun à sa façon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from contrat.calculs.eligibilite.effort import mesurer_effort, mesurer_reste
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.calculs.eligibilite.verdicts import sous_reserve
from contrat.modele.condition import Condition, Egal
from contrat.modele.menage import Menage
from contrat.nombres import euros, pourcent
from contrat.rendu.eligibilite.eligibilite_calcul import dire_fourchette
from contrat.rendu.eligibilite.eligibilite_detail import Ligne, Renvois, detailler, dire_changement
from contrat.rendu.eligibilite.menage_argent import Montant, composer_avances, composer_plan, composer_reserves
from contrat.rendu.eligibilite.menage_dossier import Dossier
from contrat.rendu.eligibilite.menage_pieces import lister_doutes, lister_preuves
from contrat.rendu.eligibilite.menage_suite import dire_suite
from contrat.rendu.libelles import CATEGORIES, VALEURS, VERDICTS, dire_jour, dire_moment, dire_seuil, enumerer

TRAVAUX = ("Souhaités", "Préconisés", "Retenus")


@dataclass(frozen=True)
class Reponse:
    """La réponse d'une aide : son verdict, son montant ou ce qu'il en serait, et ce qui l'explique."""

    libelle: str
    verdict: str
    montant: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PageMenage:
    """La page : ce qui se remet au ménage, puis le détail de chaque aide et les textes."""

    titre: str
    menage: tuple[str, ...]
    logement: tuple[str, ...]
    travaux: tuple[str, ...]
    postes: tuple[tuple[str, str, str], ...]
    reponses: tuple[Reponse, ...]
    autres_travaux: str
    plan: tuple[Montant, ...]
    reserves: tuple[str, ...]
    avances: tuple[str, ...]
    doutes: tuple[str, ...]
    preuves: tuple[str, ...]
    changements: tuple[str, ...]
    suite: str
    details: tuple[tuple[str, tuple[Ligne, ...]], ...]
    renvois: Renvois


def composer(dossier: Dossier) -> PageMenage:
    """Réunir tout ce que la page écrit."""
    jugement, renvois = dossier.jugement, Renvois(dossier.bareme.textes)
    utiles = [resultat for resultat in jugement.aides if not est_hors_sujet(resultat)]
    autres = [resultat.libelle for resultat in jugement.aides if est_hors_sujet(resultat)]
    return PageMenage(
        titre=f"Ménage {jugement.demande.id}, demande du {dire_jour(jugement.demande.jour)}",
        menage=tuple(_decrire_menage(dossier, renvois)),
        logement=tuple(_decrire_logement(dossier.menage)),
        travaux=tuple(_decrire_travaux(dossier.menage)),
        postes=tuple(_comparer_postes(dossier.menage)),
        reponses=tuple(_repondre(resultat) for resultat in utiles),
        autres_travaux=f"Pour d'autres travaux : {' ; '.join(autres)}." if autres else "",
        plan=tuple(composer_plan(dossier.menage.projet, dossier.plan, jugement)),
        reserves=tuple(composer_reserves(dossier.menage.projet, dossier.plan, renvois)),
        avances=tuple(composer_avances(jugement, renvois)),
        doutes=tuple(lister_doutes(jugement)),
        preuves=tuple(lister_preuves(jugement)),
        changements=tuple(_dire_changements(dossier, utiles)),
        suite=dire_suite(dossier.menage, jugement, dossier.bareme.regles),
        details=tuple(
            (f"{r.libelle} : {VERDICTS[r.verdict.value].lower()}", tuple(detailler(r, jugement.ressources, renvois)))
            for r in utiles
        ),
        renvois=renvois,
    )


def _decrire_menage(dossier: Dossier, renvois: Renvois) -> Iterator[str]:
    demande, ressources = dossier.jugement.demande, dossier.jugement.ressources
    personnes = "nombre de personnes inconnu" if demande.personnes is None else _compter(demande.personnes)
    revenu = "inconnu" if ressources.rfr is None else euros(ressources.rfr, insecable=True)
    yield f"Foyer : {personnes}, revenu fiscal de référence {ressources.annee} : {revenu}."
    noms = enumerer([CATEGORIES[c] for c in ressources.possibles])
    plafond = ressources.plafonds.get(ressources.categorie) if ressources.categorie else None
    if ressources.categorie is None:
        yield f"Catégorie de ressources : à vérifier ({noms})."
    elif plafond is None:
        yield f"Catégorie de ressources : {noms}."
    else:
        citation = renvois.citer_ressources(ressources)
        yield f"Catégorie de ressources : {noms}. Plafond : {dire_seuil(plafond)} {citation}."
    if ressources.provisoire:
        yield f"Provisoire : {ressources.provisoire}."
    if ressources.reserve:
        yield f"Réserve : {ressources.reserve}."
    yield from _dire_effort(dossier, renvois)
    yield from _dire_reste(dossier, renvois)


def _compter(personnes: int) -> str:
    return "1 personne" if personnes == 1 else f"{personnes} personnes"


def _dire_effort(dossier: Dossier, renvois: Renvois) -> Iterator[str]:
    effort = mesurer_effort(dossier.menage, dossier.jugement.ressources)
    if effort is None:
        return
    reperes = " ; ".join(
        f"{pourcent(r.seuil, insecable=True)}, {r.libelle} {renvois.citer(r)}"
        for r in dossier.bareme.regles.effort_energetique
    )
    facture, revenu = euros(effort.facture, insecable=True), euros(effort.revenu, insecable=True)
    yield (
        f"Effort énergétique : {pourcent(effort.taux, insecable=True)} ({facture} de factures en "
        f"{effort.annee_facture}, revenu fiscal {effort.annee_revenu} de {revenu}, qui n'est pas le revenu "
        f"disponible). Repères : {reperes}."
    )


def _dire_reste(dossier: Dossier, renvois: Renvois) -> Iterator[str]:
    """Le reste à vivre, quand la commune a dit comment le calculer."""
    regle, budget = dossier.bareme.reste_a_vivre, dossier.menage.budget
    reste = mesurer_reste(dossier.menage, regle)
    if reste is None or regle is None or budget is None:
        return
    signe = "\u2212" if reste.montant < 0 else ""
    montant, parts = euros(abs(reste.montant), insecable=True), f"{reste.parts:f}".replace(".", ",")
    repere = "" if regle.repere is None else f" Repère de la commune : {euros(regle.repere, insecable=True)}."
    ressources, charges = euros(budget.ressources, insecable=True), euros(budget.charges, insecable=True)
    yield (
        f"Reste à vivre : {signe}{montant} par mois et par part ({ressources} de ressources, {charges} de charges, "
        f"{parts} parts) {renvois.citer_source(regle.source)}.{repere}"
    )


def _decrire_logement(menage: Menage) -> Iterator[str]:
    logement = menage.logement
    faits = [
        VALEURS[logement.type] if logement.type else None,
        f"achevé en {dire_moment(logement.achevement)}" if logement.achevement else None,
        VALEURS[logement.statut_occupation] if logement.statut_occupation else None,
        None if logement.residence_principale is None else _dire_residence(logement.residence_principale),
        f"DPE {logement.dpe}" if logement.dpe else None,
        f"{logement.consommation:f} kWhEP/m²/an".replace(".", ",") if logement.consommation is not None else None,
        f"secteur {menage.secteur}" if menage.secteur else None,
    ]
    dits = [fait for fait in faits if fait]
    yield f"Logement : {', '.join(dits)}." if dits else "Logement : rien n'est encore connu."


def _dire_residence(est_principale: bool) -> str:
    return "résidence principale" if est_principale else "pas la résidence principale"


def _decrire_travaux(menage: Menage) -> Iterator[str]:
    projet = menage.projet
    faits = [
        VALEURS[projet.nature] if projet.nature else None,
        f"gain de {pourcent(projet.gain, insecable=True)}" if projet.gain is not None else None,
        f"classe visée {projet.dpe_vise}" if projet.dpe_vise else None,
        None if projet.commences is None else ("déjà commencés" if projet.commences else "pas commencés"),
    ]
    dits = [fait for fait in faits if fait]
    yield f"Travaux : {', '.join(dits)}." if dits else "Travaux : rien n'est encore connu."


def _comparer_postes(menage: Menage) -> Iterator[tuple[str, str, str]]:
    """Les travaux souhaités, préconisés et retenus, côte à côte."""
    projet = menage.projet
    yield from zip_longest(projet.souhaites, projet.preconises, projet.retenus, fillvalue="")


def _repondre(resultat: ResultatAide) -> Reponse:
    """Le verdict et, s'il n'est pas favorable, ce qui l'explique."""
    return Reponse(
        resultat.libelle, VERDICTS[resultat.verdict.value], _dire_montant(resultat), tuple(_expliquer(resultat))
    )


def _dire_montant(resultat: ResultatAide) -> str:
    if resultat.montant is not None:
        return euros(resultat.montant, insecable=True)
    possible: Decimal | None = resultat.montant_possible
    if resultat.verdict is Verdict.INDETERMINE and possible is not None:
        return f"({euros(possible, insecable=True)} si confirmé)"
    if resultat.fourchette is None or resultat.verdict is Verdict.NON_ELIGIBLE:
        return ""
    entre = dire_fourchette(resultat.fourchette)
    return entre if resultat.verdict is Verdict.ELIGIBLE else f"({entre} si confirmé)"


def _expliquer(resultat: ResultatAide) -> Iterator[str]:
    if resultat.verdict is Verdict.ELIGIBLE:
        yield from (f"sous réserve : {c.condition.libelle}" for c in sous_reserve(resultat.conditions))
        return
    cause = Etat.NON_REMPLIE if resultat.verdict is Verdict.NON_ELIGIBLE else Etat.A_VERIFIER
    mot = "condition non remplie" if cause is Etat.NON_REMPLIE else "à vérifier"
    yield from (f"{mot} : {c.condition.libelle}" for c in resultat.conditions if c.compte is cause)


def est_hors_sujet(resultat: ResultatAide) -> bool:
    """Vrai pour une aide à d'autres travaux que ceux du ménage : la détailler noierait la réponse utile."""
    return any(_porte_sur_la_nature(c.condition) and c.etat is Etat.NON_REMPLIE for c in resultat.conditions)


def _porte_sur_la_nature(condition: Condition) -> bool:
    return isinstance(condition, Egal) and condition.champ == "nature"


def _dire_changements(dossier: Dossier, resultats: list[ResultatAide]) -> Iterator[str]:
    """Ce qui ferait accorder chaque aide refusée ou à vérifier ; celles que le même changement retourne, ensemble."""
    aides: dict[str, list[str]] = {}
    for resultat in resultats:
        if possibles := dossier.changements.get(resultat.aide.id, ()):
            phrase = " ; ou ".join(dire_changement(c) for c in possibles)
            aides.setdefault(phrase, []).append(resultat.libelle)
    for phrase, libelles in aides.items():
        yield f"{' ; '.join(libelles)} : {phrase}."

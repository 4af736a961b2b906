"""Les tableaux du budget : dépenses et ressources par exercice, enveloppes, ventilations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from contrat.calculs.argent.budget import Consolidation, LigneConsolidee, restreindre, sommer
from contrat.calculs.argent.execution import mesurer_execution
from contrat.calculs.argent.reperes import comparer_aux_enveloppes
from contrat.calculs.argent.ventilation import CERTITUDES, Dimension, Groupe, par_certitude, part, repartir
from contrat.calculs.periode import dire_periode
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.rendu.budget_page import Rangee, Tableau
from contrat.rendu.mots.argent import (
    ABSENT,
    AUTRES,
    CERTITUDES_DITES,
    PAR,
    SECTIONS_DITES,
    VUES,
    ecrire,
    ecrire_nu,
    ecrire_part,
    nommer,
    nommer_ville,
)

TOTAL = "Total"
Mesurer = Callable[[Consolidation], Decimal | None]
Dire = Callable[[Consolidation], str]


def tableaux_generaux(dossier: Dossier, contrat: Contrat, consolidation: Consolidation) -> list[Tableau]:
    """Les deux ventilations du même total, dépenses et ressources, puis la consommation des enveloppes."""
    _, depenses, ressources = VUES[consolidation.vue]
    sections: list[tuple[str, Mesurer]] = [
        (SECTIONS_DITES["fonctionnement"], lambda c: c.depenses["fonctionnement"]),
        (SECTIONS_DITES["investissement"], lambda c: c.depenses["investissement"]),
        (TOTAL, lambda c: c.total_depenses),
    ]
    payeurs: list[tuple[str, Mesurer]] = [
        (nommer_ville(dossier), lambda c: c.ressources_ville),
        (AUTRES, lambda c: c.ressources_externes),
        (TOTAL, lambda c: c.total_ressources),
    ]
    exercices = consolidation.exercices if len(consolidation.exercices) > 1 else ()
    rangees = [
        Rangee(depenses),
        *_detailler(consolidation, exercices, sections),
        Rangee(ressources),
        *_detailler(consolidation, exercices, payeurs),
    ]
    colonnes = (*map(str, exercices), "Total" if exercices else "Montant", "Part")
    general = Tableau("", colonnes, tuple(rangees), facultatives=tuple(range(len(exercices))))
    return [general, *tableaux_enveloppes(contrat, consolidation)]


def tableau_ventile(dossier: Dossier, consolidation: Consolidation, par: Dimension) -> Tableau:
    """Une ventilation, avec son total."""
    groupes = repartir(dossier, consolidation, par)
    if par == "financeur":
        return _par_financeur(dossier, consolidation, groupes)
    return _par_groupe(dossier, consolidation, par, groupes)


def _detailler(
    consolidation: Consolidation, exercices: tuple[int, ...], postes: list[tuple[str, Mesurer]]
) -> Iterator[Rangee]:
    """Une rangée par poste : chaque exercice, la somme, la part dans le dernier poste, qui est le total."""
    annuelles = [restreindre(consolidation, [exercice]) for exercice in exercices]
    total = postes[-1][1](consolidation)
    for libelle, mesurer in postes:
        annees = [mesurer(c) if c.lignes else None for c in annuelles]
        montant = mesurer(consolidation) if consolidation.lignes else None
        cellules = (*map(ecrire, annees), ecrire(montant), ecrire_part(part(montant, total)))
        yield Rangee(f"  {libelle}", cellules, est_total=libelle == TOTAL)


def tableaux_enveloppes(contrat: Contrat, consolidation: Consolidation) -> list[Tableau]:
    """La consommation des enveloppes ; rien quand le contrat n'en a pas pour ces exercices."""
    comparees = comparer_aux_enveloppes(contrat, consolidation)
    if not comparees:
        return []
    periodes = {dire_periode(x.enveloppe.periode) for x in comparees}
    rangees = [
        Rangee(
            f"  {SECTIONS_DITES[x.enveloppe.section]}"
            + (f" {dire_periode(x.enveloppe.periode)}" if len(periodes) > 1 else ""),
            (ecrire(x.enveloppe.montant), ecrire(x.depenses), ecrire_part(x.part)),
        )
        for x in comparees
    ]
    entete = " ".join(["Enveloppes", *(periodes if len(periodes) == 1 else ())])
    return [Tableau(entete, ("Enveloppe", VUES[consolidation.vue][1], "Part"), tuple(rangees))]


def tableau_mesure(
    entete: str, groupes: list[tuple[str, Consolidation]], total: Consolidation, colonnes: list[tuple[str, Dire]]
) -> Tableau:
    """Une rangée par groupe et une pour le total ; un groupe sans aucune ligne n'a que des tirets."""

    def rangee(libelle: str, c: Consolidation, est_total: bool = False) -> Rangee:
        return Rangee(libelle, tuple(dire(c) if c.lignes else ABSENT for _, dire in colonnes), est_total)

    rangees = [rangee(libelle, c) for libelle, c in groupes]
    return Tableau(entete, tuple(nom for nom, _ in colonnes), (*rangees, rangee(TOTAL, total, est_total=True)))


def _par_groupe(dossier: Dossier, consolidation: Consolidation, par: Dimension, groupes: list[Groupe]) -> Tableau:
    colonnes: list[tuple[str, Dire]] = [
        ("Fonct.", lambda c: ecrire_nu(c.depenses["fonctionnement"])),
        ("Invest.", lambda c: ecrire_nu(c.depenses["investissement"])),
        ("Dépenses", lambda c: ecrire_nu(c.total_depenses)),
        (nommer_ville(dossier), lambda c: ecrire_nu(c.ressources_ville)),
        ("Autres", lambda c: ecrire_nu(c.ressources_externes)),
    ]
    nommes = [(nommer(dossier, par, g.cle), g.consolidation) for g in groupes]
    if par == "chapitre":
        return tableau_mesure(PAR[par], nommes, consolidation, colonnes[:3])
    return tableau_mesure(PAR[par], nommes, consolidation, colonnes[2:] if par == "section" else colonnes)


def tableau_execution(dossier: Dossier, exercices: Iterable[int], par: Dimension) -> Tableau:
    """Prévu, voté, engagé, payé et leurs taux ; par financeur, ce qui est prévu, acquis, encaissé."""
    mesures = mesurer_execution(dossier, exercices, par)
    a_vote = any(m.vote is not None for m in mesures)
    rangees = []
    for m in mesures:
        if par == "financeur":
            cellules = [ecrire(m.prevu), ecrire(m.engage), ecrire_part(m.taux_engagement), ecrire(m.realise)]
            cellules.append(ecrire_part(m.taux_paiement))
        else:
            cellules = [ecrire(m.prevu), *([ecrire(m.vote)] if a_vote else []), ecrire(m.engage)]
            cellules += [ecrire_part(m.taux_engagement), ecrire(m.realise), ecrire_part(m.taux_execution)]
            cellules.append(ecrire_part(m.taux_paiement))
        libelle = TOTAL if m.cle is None else nommer(dossier, par, m.cle)
        rangees.append(Rangee(libelle, tuple(cellules), est_total=m.cle is None))
    if par == "financeur":
        return Tableau(PAR[par], ("Prévu", "Acquis", "Taux", "Encaissé", "Taux"), tuple(rangees))
    colonnes = ("Prévu", *(("Voté",) if a_vote else ()), "Engagé", "Taux", "Payé", "Taux", "Payé / engagé")
    return Tableau(PAR[par], colonnes, tuple(rangees), facultatives=(len(colonnes) - 1,))


def _par_financeur(dossier: Dossier, consolidation: Consolidation, groupes: list[Groupe]) -> Tableau:
    """Ce que chacun apporte ; dans la vue prévue, ce qui est acquis et ce qui ne l'est pas encore."""
    total = consolidation.total_ressources
    presentes = par_certitude(consolidation.lignes_ressources) if consolidation.vue == "prevu" else {}
    certitudes = [c for c in CERTITUDES if c in presentes]

    def rangee(libelle: str, lignes: Iterable[LigneConsolidee], est_total: bool = False) -> Rangee:
        siennes = tuple(lignes)
        montant, accords = sommer(siennes) if consolidation.lignes else None, par_certitude(siennes)
        cellules = (ecrire(montant), ecrire_part(part(montant, total)), *(ecrire(accords.get(x)) for x in certitudes))
        return Rangee(libelle, cellules, est_total)

    rangees: list[Rangee] = []
    for qui, est_ville in ((nommer_ville(dossier), True), (AUTRES.lower(), False)):
        siens = [g for g in groupes if any(x.est_ville == est_ville for x in g.consolidation.lignes)]
        lignes = [x for x in consolidation.lignes_ressources if x.est_ville == est_ville]
        rangees += [rangee(nommer(dossier, "financeur", g.cle), g.consolidation.lignes) for g in siens]
        if len(siens) > 1:
            rangees.append(rangee(f"Sous-total {qui}", lignes, est_total=True))
    rangees.append(rangee(TOTAL, consolidation.lignes_ressources, est_total=True))
    colonnes = ("Montant", "Part", *(CERTITUDES_DITES[c] for c in certitudes))
    return Tableau(PAR["financeur"], colonnes, tuple(rangees), facultatives=tuple(range(2, len(colonnes))))

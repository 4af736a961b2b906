"""Les tableaux d'un plan de financement."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.examen import ExamenPlan, PartPropre
from contrat.calculs.argent.financement import Financement
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.argent import CERTITUDES_DITES, ETATS, NATURES_RESSOURCE, nommer_apport
from contrat.rendu.page import Colonne, Rangee, Tableau

TOTAL = "Total"


def tableaux_du_plan(examen: ExamenPlan) -> Iterator[Tableau]:
    """Équilibre, dépenses, ressources, certitude, part du maître d'ouvrage, puis ce qui est hors du total."""
    plan, dossier = examen.plan, examen.dossier
    if plan.postes:
        yield _equilibre(plan)
        yield _depenses(plan)
        yield from _execution(plan)
    if plan.financeurs:
        yield _financeurs(plan, dossier)
        yield _ressources(plan, dossier)
    yield from _vies(plan, dossier)
    if plan.financeurs:
        yield _certitudes(plan)
        yield from (_part_propre(part, rang, dossier) for rang, part in enumerate(examen.parts))
    if plan.perdues:
        yield _perdues(plan, dossier)
    if plan.action.plan.valorisations:
        yield _valorisations(plan, dossier)


def _equilibre(plan: Financement) -> Tableau:
    rangees = [
        Rangee((f"{p.section.capitalize()} {p.exercice}", p.depenses, p.acquises, p.non_acquises, p.ecart))
        for p in plan.postes
    ]
    total = Rangee((TOTAL, plan.cout, plan.certitudes["acquis"], plan.non_acquises, plan.ecart), est_total=True)
    colonnes = (
        Colonne("Équilibre"), Colonne("Dépenses", "euros"), Colonne("Acquis", "euros"), Colonne("Non acquis", "euros"),
        Colonne("Écart", "euros", a_signe=True),
    )  # fmt: skip
    return Tableau(colonnes, (*rangees, total))


def _depenses(plan: Financement) -> Tableau:
    lignes = plan.action.budget.depenses
    rangees = []
    for poste in plan.postes:
        siennes = [x for x in lignes if (x.exercice, x.section) == (poste.exercice, poste.section)]
        rangees += [Rangee((f"{poste.section.capitalize()} {poste.exercice}",))] if siennes else []
        rangees += [Rangee((x.libelle, x.chapitre, x.credit), retrait=1) for x in siennes]
    total = Rangee((TOTAL, "", plan.cout), est_total=True)
    return Tableau((Colonne("Dépenses"), Colonne("Chapitre", "rang"), Colonne("Prévu", "euros")), (*rangees, total))


def _execution(plan: Financement) -> Iterator[Tableau]:
    """Ce que chaque dépense est devenue, quand l'une est votée, engagée ou payée."""
    lignes = plan.action.budget.depenses
    rangees = [
        Rangee((f"{x.libelle}, {x.exercice}", x.vote, x.engage, x.realise, x.report))
        for x in lignes
        if {x.vote, x.engage, x.realise, x.report} != {None}
    ]
    if rangees:
        titres = ("Exécution des dépenses", "Voté", "Engagé", "Payé", "Reporté")
        yield Tableau((Colonne(titres[0]), *(Colonne(nom, "euros") for nom in titres[1:])), tuple(rangees))


def _vies(plan: Financement, dossier: Dossier) -> Iterator[Tableau]:
    """Demandé, accordé, encaissé, rendu, quand une ressource en dit plus que son montant ; perdues comprises."""
    dites = [r for r in plan.action.plan.ressources if {r.sollicite, r.accorde, r.recu, r.reverse} != {None}]
    rangees = [
        Rangee(
            (
                f"{nommer_apport(dossier, r.organisme, r.nature)}, {r.exercice}",
                r.demande_ou_attendu, r.accorde_ou_acquis, r.recu, r.reverse,
            )
        )
        for r in dites
    ]  # fmt: skip
    if rangees:
        titres = ("Vie des ressources", "Demandé", "Accordé", "Encaissé", "Rendu")
        yield Tableau((Colonne(titres[0]), *(Colonne(nom, "euros") for nom in titres[1:])), tuple(rangees))


def _financeurs(plan: Financement, dossier: Dossier) -> Tableau:
    """Ce que chacun apporte, et ses deux taux : sur le coût total, sur l'assiette qu'il retient."""
    rangees = [
        Rangee((nommer_apport(dossier, f.organisme, f.nature), f.acquis, f.non_acquis, f.taux_cout, f.taux_assiette))
        for f in plan.financeurs
    ]
    acquis = plan.certitudes["acquis"]
    total = Rangee((TOTAL, acquis, plan.non_acquises, plan.taux_ressources, ""), est_total=True)
    colonnes = (
        Colonne("Financeurs"), Colonne("Acquis", "euros"), Colonne("Non acquis", "euros"), Colonne("% coût", "part"),
        Colonne("% assiette", "part"),
    )  # fmt: skip
    return Tableau(colonnes, (*rangees, total))


def _ressources(plan: Financement, dossier: Dossier) -> Tableau:
    rangees = []
    for financeur in plan.financeurs:
        rangees.append(Rangee((nommer_apport(dossier, financeur.organisme, financeur.nature),)))
        for apport in financeur.apports:
            r = apport.ressource
            cellules = (f"{r.section} {r.exercice}", ETATS[r.etat], r.montant, r.assiette, apport.taux_assiette)
            rangees.append(Rangee(cellules, retrait=1))
    colonnes = (
        Colonne("Ressources"), Colonne("État", fixe=True), Colonne("Montant", "euros"), Colonne("Assiette", "euros"),
        Colonne("% assiette", "part"),
    )  # fmt: skip
    return Tableau(colonnes, tuple(rangees))


def _certitudes(plan: Financement) -> Tableau:
    rangees = [
        Rangee((CERTITUDES_DITES[c][0], montant, plan.parts_certitudes[c]))
        for c, montant in plan.certitudes.items()
        if montant or c != "declare"
    ]
    colonnes = (Colonne("Certitude des ressources"), Colonne("Montant", "euros"), Colonne("Part", "part"))
    return Tableau(colonnes, tuple(rangees))


def _part_propre(part: PartPropre, rang: int, dossier: Dossier) -> Tableau:
    """Autofinancement, emprunt et compensation de TVA ; l'emprunt est dans la part, il ne s'y ajoute pas."""
    nom = dossier.nommer_organisme(part.tenant)
    qui = f"Autre part ({nom})" if rang else f"Part du maître d'ouvrage ({nom})"
    rangees = [Rangee((NATURES_RESSOURCE[n], montant, part.taux[n]), retrait=1) for n, montant in part.natures.items()]
    total = Rangee((TOTAL, part.montant, part.taux_total), est_total=True)
    return Tableau((Colonne(qui), Colonne("Montant", "euros"), Colonne("% coût", "part")), (*rangees, total))


def _perdues(plan: Financement, dossier: Dossier) -> Tableau:
    rangees = [
        Rangee(
            (
                f"{nommer_apport(dossier, r.organisme, r.nature)}, {r.section} {r.exercice}", ETATS[r.etat],
                r.demande_ou_attendu, r.accorde_ou_acquis,
            )
        )
        for r in plan.perdues
    ]  # fmt: skip
    colonnes = (
        Colonne("Ressources perdues, hors du total"), Colonne("État", fixe=True), Colonne("Demandé", "euros"),
        Colonne("Accordé", "euros"),
    )  # fmt: skip
    return Tableau(colonnes, tuple(rangees))


def _valorisations(plan: Financement, dossier: Dossier) -> Tableau:
    rangees = []
    for v in plan.action.plan.valorisations:
        montants = (v.montant, None) if v.sens == "emploi" else (None, v.montant)
        rangees.append(Rangee((f"{v.libelle} ({dossier.nommer_organisme(v.organisme)})", *montants)))
    total = Rangee((TOTAL, plan.emplois, plan.contributions), est_total=True)
    colonnes = (
        Colonne("Contributions en nature, hors du total"), Colonne("Emploi", "euros"), Colonne("Contribution", "euros"),
    )  # fmt: skip
    return Tableau(colonnes, (*rangees, total))

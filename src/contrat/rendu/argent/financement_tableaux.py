"""Les tableaux d'un plan de financement."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.argent.financement import Financement, rapporter
from contrat.modele.dossier import Dossier
from contrat.nombres import euros
from contrat.rendu.argent.financement_textes import CERTITUDES, ETATS, NATURES, nommer_apport, nommer_organisme
from contrat.rendu.budget_page import Rangee, Tableau
from contrat.rendu.mots.argent import ABSENT, ecrire, ecrire_part

TOTAL = "Total"


def tableaux_du_plan(plan: Financement, dossier: Dossier) -> Iterator[Tableau]:
    """Équilibre, dépenses, ressources, certitude, part du maître d'ouvrage, puis ce qui est hors du total."""
    if plan.postes:
        yield _equilibre(plan)
        yield _depenses(plan)
    if plan.financeurs:
        yield _financeurs(plan, dossier)
        yield _ressources(plan, dossier)
        yield _certitudes(plan)
        yield _part_propre(plan, dossier)
    if plan.perdues:
        yield _perdues(plan, dossier)
    if plan.action.plan.valorisations:
        yield _valorisations(plan, dossier)


def _equilibre(plan: Financement) -> Tableau:
    rangees = [
        Rangee(
            f"{p.section.capitalize()} {p.exercice}",
            (ecrire(p.depenses), ecrire(p.acquises), ecrire(p.non_acquises), _ecart(p.ecart)),
        )
        for p in plan.postes
    ]
    acquis = plan.certitudes["acquis"]
    cellules = (ecrire(plan.cout), ecrire(acquis), ecrire(plan.ressources - acquis), _ecart(plan.ecart))
    total = Rangee(TOTAL, cellules, est_total=True)
    return Tableau("Équilibre", ("Dépenses", "Acquis", "Non acquis", "Écart"), (*rangees, total))


def _ecart(montant: Decimal) -> str:
    """Ce qui manque ou dépasse, avec son signe."""
    return f"{'+' if montant > 0 else ''}{euros(montant, insecable=True)}"


def _depenses(plan: Financement) -> Tableau:
    lignes = [x for x in plan.action.budget.lignes if x.sens == "depense"]
    rangees = []
    for poste in plan.postes:
        siennes = [x for x in lignes if (x.exercice, x.section) == (poste.exercice, poste.section)]
        rangees += [Rangee(f"{poste.section.capitalize()} {poste.exercice}", ("", ""))] if siennes else []
        rangees += [Rangee(f"  {x.libelle}", (x.chapitre, ecrire(x.prevu))) for x in siennes]
    total = Rangee(TOTAL, ("", ecrire(plan.cout)), est_total=True)
    return Tableau("Dépenses", ("Chapitre", "Prévu"), (*rangees, total))


def _financeurs(plan: Financement, dossier: Dossier) -> Tableau:
    """Ce que chacun apporte, et ses deux taux : sur le coût total, sur l'assiette qu'il retient."""
    rangees = [
        Rangee(
            nommer_apport(dossier, f.organisme, f.nature),
            (ecrire(f.acquis), ecrire(f.non_acquis), ecrire_part(f.taux_cout), ecrire_part(f.taux_assiette)),
        )
        for f in plan.financeurs
    ]
    acquis = plan.certitudes["acquis"]
    taux = ecrire_part(rapporter(plan.ressources, plan.cout))
    total = Rangee(TOTAL, (ecrire(acquis), ecrire(plan.ressources - acquis), taux, ""), est_total=True)
    return Tableau("Financeurs", ("Acquis", "Non acquis", "% coût", "% assiette"), (*rangees, total))


def _ressources(plan: Financement, dossier: Dossier) -> Tableau:
    rangees = []
    for financeur in plan.financeurs:
        rangees.append(Rangee(nommer_apport(dossier, financeur.organisme, financeur.nature), ("", "", "", "")))
        for apport in financeur.apports:
            r = apport.ressource
            cellules = (ETATS[r.etat], ecrire(r.montant), ecrire(r.assiette), ecrire_part(apport.taux_assiette))
            rangees.append(Rangee(f"  {r.section} {r.exercice}", cellules))
    return Tableau("Ressources", ("État", "Montant", "Assiette", "% assiette"), tuple(rangees))


def _certitudes(plan: Financement) -> Tableau:
    rangees = [
        Rangee(CERTITUDES[certitude], (ecrire(montant), ecrire_part(rapporter(montant, plan.ressources))))
        for certitude, montant in plan.certitudes.items()
    ]
    return Tableau("Certitude des ressources", ("Montant", "Part"), tuple(rangees))


def _part_propre(plan: Financement, dossier: Dossier) -> Tableau:
    """Autofinancement, emprunt et compensation de TVA ; l'emprunt est dans la part, il ne s'y ajoute pas."""
    qui = f"Part du maître d'ouvrage ({nommer_organisme(dossier, plan.maitre_ouvrage)})"
    rangees = [
        Rangee(f"  {NATURES[nature]}", (ecrire(montant), ecrire_part(rapporter(montant, plan.cout))))
        for nature, montant in plan.propres.items()
        if montant
    ]
    total = Rangee(TOTAL, (ecrire(plan.part_propre), ecrire_part(plan.taux_propre)), est_total=True)
    return Tableau(qui, ("Montant", "% coût"), (*rangees, total))


def _perdues(plan: Financement, dossier: Dossier) -> Tableau:
    rangees = [
        Rangee(
            f"{nommer_apport(dossier, r.organisme, r.nature)}, {r.section} {r.exercice}",
            (ETATS[r.etat], ecrire(r.montant)),
        )
        for r in plan.perdues
    ]
    return Tableau("Ressources perdues, hors du total", ("État", "Montant"), tuple(rangees))


def _valorisations(plan: Financement, dossier: Dossier) -> Tableau:
    rangees = []
    for v in plan.action.plan.valorisations:
        cellules = (ecrire(v.montant), ABSENT) if v.sens == "emploi" else (ABSENT, ecrire(v.montant))
        rangees.append(Rangee(f"{v.libelle} ({nommer_organisme(dossier, v.organisme)})", cellules))
    total = Rangee(TOTAL, (ecrire(plan.emplois), ecrire(plan.contributions)), est_total=True)
    return Tableau("Contributions en nature, hors du total", ("Emploi", "Contribution"), (*rangees, total))

"""Le plan de financement en deux colonnes : les dépenses et leurs parts, les ressources, leurs états et leurs parts."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.rapports.deliberation import ProjetDeliberation, RangDuPlan
from contrat.rendu.mots.argent import ETATS, dire_bases, dire_desequilibre, ecrire, nommer_apport
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Colonne, Rangee, Remarque, Tableau, Valeur


def presenter_plan(projet: ProjetDeliberation) -> Iterator[Bloc]:
    """Le plan, ce qui n'y est pas compté, ce qui ne ferme pas."""
    plan = projet.examen.plan
    if not projet.rangs:
        yield "Aucun montant n'est renseigné dans la fiche."
        return
    yield _tableau(projet)
    yield dire_bases(projet.action.bases)
    if plan.depenses_inconnues:
        yield f"{compter(plan.depenses_inconnues, 'dépense')} sans montant, hors du total."
    for poste in plan.postes:
        if dit := dire_desequilibre(poste.ecart):
            yield Remarque(f"{poste.section.capitalize()} {poste.exercice} : {dit}.")
    if plan.contributions:
        yield f"Contributions en nature, hors du total : {ecrire(plan.contributions)}."


def _tableau(projet: ProjetDeliberation) -> Tableau:
    """Les dépenses à gauche, les ressources à droite, chacune avec sa part du coût ; une ressource avec son état."""
    plan = projet.examen.plan
    colonnes = (
        Colonne("Dépenses"), Colonne("Montant", "euros"), Colonne("Part", "part"), Colonne("Ressources"),
        Colonne("État"), Colonne("Apport", "euros"), Colonne("Part du coût", "part"),
    )  # fmt: skip
    rangees = [Rangee(_rang(projet, x)) for x in projet.rangs]
    total = ("Total", plan.cout, plan.taux_cout, "Total", "", plan.ressources, plan.taux_ressources)
    return Tableau(colonnes, (*rangees, Rangee(total, est_total=True)))


def _rang(projet: ProjetDeliberation, rang: RangDuPlan) -> tuple[Valeur, ...]:
    depense, apport = rang
    gauche: tuple[Valeur, ...] = ("", "", "")
    if depense is not None:
        gauche = (f"{depense.ligne.libelle} ({depense.ligne.exercice})", depense.ligne.credit, depense.taux)
    if apport is None:
        return (*gauche, "", "", "", "")
    r = apport.ressource
    programme = f", {r.programme}" if r.programme else ""
    qui = f"{nommer_apport(projet.dossier, r.organisme, r.nature)}{programme} ({r.exercice})"
    return (*gauche, qui, ETATS[r.etat], r.montant, apport.taux_cout)

"""Le plan de financement d'une action : sa page, et les phrases des règles datées."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.conventions import Subvention
from contrat.calculs.argent.examen import ExamenPlan
from contrat.calculs.argent.financement import Financement
from contrat.calculs.argent.regles_financement import ControleDate
from contrat.modele.dossier import Dossier
from contrat.modele.finances import DroitFinancier, RegleFinanciere
from contrat.modele.plan import Avenant
from contrat.nombres import taux
from contrat.rendu.argent.conventions import dire_etat, nommer_convention
from contrat.rendu.argent.financement_objet import decrire_plan, tabuler_plan
from contrat.rendu.argent.financement_tableaux import tableaux_du_plan
from contrat.rendu.document import Document
from contrat.rendu.mots.argent import CERTITUDES_DITES, ETATS, dire_bases, dire_desequilibre, dire_perte, ecrire
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.noms import nommer_court
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule
from contrat.rendu.page import Page, Partie, lister


def documenter_plan(examen: ExamenPlan) -> Document:
    """Le plan dans toutes ses formes : équilibre, ressources et taux, certitude, part propre, règles datées."""
    return Document(
        page=lambda: composer(examen), objet=lambda: decrire_plan(examen), donnees=lambda: tabuler_plan(examen)
    )


def composer(examen: ExamenPlan) -> Page:
    """Les tableaux du plan, puis ce qu'il faut corriger, savoir et respecter."""
    plan, dossier, droit = examen.plan, examen.dossier, examen.droit
    action = plan.action
    regles = [_dire_jugement(j, examen) for j in examen.jugements]
    regles += [_dire_subvention(s, dossier, droit) for s in examen.subventions]
    vies = (*_dire_flux(examen), *_dire_vies(plan, dossier), *_dire_conventions(examen))
    notes = lister(*_dire_alertes(plan), *vies, *_dire_reserves(plan, dossier), *regles)
    sujet = f"{action.titre}. Maître d'ouvrage : {dossier.nommer_organisme(plan.maitre_ouvrage)}."
    titre = f"Plan de financement : {action.titre_court}"
    return Page(titre, sujet, [Partie("", [*tableaux_du_plan(examen), notes])])


def _dire_jugement(jugement: ControleDate, examen: ExamenPlan) -> str:
    """Une règle datée, ce qu'elle trouve dans le plan, et son texte."""
    regle, droit = jugement.regle, examen.droit
    ou = f"{examen.dossier.nommer_organisme(jugement.tenant)} · " if jugement.tenant else ""
    trouve, sur, limite = ecrire(jugement.trouve), ecrire(jugement.sur), ecrire(jugement.limite)
    fixe = taux(jugement.attendu, insecable=True)
    part = f"{trouve} sur {sur}"
    if jugement.taux is not None:
        part += f", soit {taux(jugement.taux, contre=jugement.attendu, insecable=True)}"
    mesures = {
        "part-minimale": f"Part du maître d'ouvrage dans les financements publics de l'investissement : {part} ; "
        f"au moins {fixe} ({limite})",
        "aides-publiques": f"Aides publiques d'un investissement que l'État subventionne : {part} ; "
        f"au plus {fixe} ({limite})",
        "cumul-dotations": f"Dotations de l'État, ensemble : {part} ; au plus {fixe} ({limite})",
        "cofinancement-europeen": f"Fonds européen dans la dépense publique : {part} ; "
        f"au plus {fixe} ({limite}) pour le programme entier",
        "fonds-de-concours": f"Fonds de concours : {trouve} ; au plus ce que leur bénéficiaire apporte hors "
        f"subventions ({limite})",
        "fctva": f"Compensation de TVA : {trouve} pour {sur} d'investissement ; au plus {limite}, à {fixe}",
    }
    issue = "respectée" if jugement.est_respecte else "NON respectée"
    if regle.pour_information:
        issue = "pour information : le taux du projet est celui de sa convention"
    elif jugement.informe:
        issue = f"règle postérieure, pour information : elle {'serait' if jugement.est_respecte else 'ne serait pas'} "
        issue += "respectée"
    return f"{regle.controle} · {ou}{mesures[regle.id]}. {mettre_majuscule(issue)}. {_dire_texte(regle, droit)}"


def _dire_subvention(subvention: Subvention, dossier: Dossier, droit: DroitFinancier) -> str:
    """Une subvention versée à un organisme privé, contre le seuil de convention."""
    regle = subvention.regle
    qui = dossier.nommer_organisme(subvention.beneficiaire)
    if not subvention.depasse:
        issue = "Sous le seuil, aucune convention n'est obligatoire"
    else:
        issue = mettre_majuscule(dire_etat(subvention))
    versement = f"Versé à « {qui} » en {subvention.exercice}, toutes actions réunies : {ecrire(subvention.montant)}"
    seuil = f"seuil de convention {ecrire(regle.seuil)}"
    return f"{regle.controle} · {versement} ; {seuil}. {issue}. {_dire_texte(regle, droit)}"


def _dire_texte(regle: RegleFinanciere, droit: DroitFinancier) -> str:
    """Le texte d'une règle, ses dates, et la solidité de ce qu'on en sait quand il n'a pas été lu."""
    dates = f"depuis le {dire_jour(regle.du)}"
    if regle.au is not None:
        dates = f"du {dire_jour(regle.du)} au {dire_jour(regle.au)}"
    reserve = "" if regle.statut == "certain" else " ; texte connu par d'autres sources"
    return f"{droit.citer(regle)}, {dates}{reserve}."


def _dire_alertes(plan: Financement) -> Iterator[str]:
    """Ce que les tableaux montrent et qu'il faut corriger : un plan ou des contributions en nature inégaux."""
    for poste in plan.postes:
        if dit := dire_desequilibre(poste.ecart):
            yield f"DÉSÉQUILIBRE, {poste.section} {poste.exercice} : {dit} de ressources."
    if plan.emplois != plan.contributions:
        emplois, contributions = ecrire(plan.emplois), ecrire(plan.contributions)
        yield f"DÉSÉQUILIBRE, en nature : {emplois} d'emplois, {contributions} de contributions."


def _dire_flux(examen: ExamenPlan) -> Iterator[str]:
    """Ce que les budgets de la fiche se versent : une dépense de l'un, une ressource de l'autre, un seul argent."""
    dits = [
        f"{examen.dossier.nommer_organisme(x.ligne.budget)} à {examen.dossier.nommer_organisme(x.beneficiaire)}, "
        f"{x.ligne.exercice}, {ecrire(x.ligne.credit)}"
        for x in examen.flux
    ]
    if dits:
        yield f"Hors des totaux, versements d'un budget à un autre, comptés chez qui dépense : {' ; '.join(dits)}."
    for organisme, montant in examen.apports_rattaches.items():
        qui = examen.dossier.nommer_organisme(organisme)
        yield f"{qui} : {ecrire(montant)}, de la même collectivité que qui les reçoit, et non d'un financeur extérieur."


def _dire_vies(plan: Financement, dossier: Dossier) -> Iterator[str]:
    """Ce qui est arrivé aux ressources et que les tableaux ne montrent pas : demandé, encaissé ailleurs, rendu."""
    for ressource in plan.action.plan.ressources:
        dits, perdue = [], ressource.est_perdue
        if ressource.sollicite is not None and not perdue:
            dits.append(f"{ecrire(ressource.sollicite)} demandés")
        dits += [_dire_avenant(x) for x in ressource.avenants]
        if ressource.encaissements:
            dits += [f"{ecrire(x.montant)} encaissés en {x.exercice}" for x in ressource.encaissements]
        elif perdue and ressource.encaisse:
            dits.append(f"{ecrire(ressource.encaisse)} encaissés")
        if ressource.reverse is not None:
            dits.append(f"{ecrire(ressource.reverse)} rendus")
        programme = f", {ressource.programme}" if ressource.programme else ""
        if dits or programme or perdue:
            qui = f"{dossier.nommer_organisme(ressource.organisme)}{programme}"
            retenu = f"{ecrire(ressource.montant)} à l'état « {ETATS[ressource.etat]} »"
            if perdue:
                retenu = dire_perte(ressource.etat, ressource.sollicite, ressource.accorde)
            yield f"{qui}, {ressource.section} {ressource.exercice} : {enumerer([*dits, retenu])}."


def _dire_avenant(avenant: Avenant) -> str:
    fin = f", achèvement au {dire_jour(avenant.achevement)}" if avenant.achevement else ""
    montants = ecrire(avenant.apres)
    if avenant.avant != avenant.apres:
        montants = f"{ecrire(avenant.avant)} → {montants}"
    return f"avenant {avenant.reference} du {dire_jour(avenant.date)} ({montants}{fin})"


def _dire_conventions(examen: ExamenPlan) -> Iterator[str]:
    """Ce que chaque convention couvre du plan ; rien d'une ressource dont aucune convention n'est écrite."""
    couvertes: dict[str, list[str]] = {}
    for ressource in examen.plan.action.plan.ressources:
        for suivie in examen.couvrant(ressource):
            ligne = f"{nommer_court(examen.dossier, ressource.organisme)}, {ressource.section} {ressource.exercice}"
            couvertes.setdefault(f"{nommer_convention(suivie)}, {suivie.convention.objet}", []).append(ligne)
    for nom, lignes in couvertes.items():
        yield f"{mettre_majuscule(nom)} ; couvre : {' ; '.join(dict.fromkeys(lignes))}."


def _dire_reserves(plan: Financement, dossier: Dossier) -> Iterator[str]:
    """Ce qu'il faut savoir pour lire les montants : base, origine, ce qui manque."""
    action = plan.action
    if not action.budget.lignes and not action.plan.ressources:
        yield "Aucun montant n'est renseigné dans cette fiche."
        return
    yield dire_bases(action.bases)
    sources = {action.budget.source, action.plan.source}
    sources |= {x.source for x in action.budget.lignes if x.source}
    sources |= {r.source for r in action.plan.ressources if r.source}
    if "reconstitution" in dossier.lister_natures(sources):
        yield "Reconstitution : ces montants, ou une partie d'entre eux, n'ont pas été publiés ainsi."
    if plan.depenses_inconnues:
        yield f"{compter(plan.depenses_inconnues, 'dépense')} sans montant prévu, hors des totaux."
    if action.statut == "abandonnee":
        yield "Action abandonnée : son plan ne compte pas dans le budget du contrat."
    if declare := plan.certitudes["declare"]:
        yield f"{ecrire(declare)} {CERTITUDES_DITES['declare'][1]}."
    elif plan.financeurs and not plan.certitudes["acquis"]:
        yield "Aucune ressource n'est notée acquise."
